internal import Base
internal import Forms

/// What stands beside the answers: ids, the record's name, the audit log, entities, external data.
extension XFormWriter {
    private var metaPath: String { "/\(paths.root)/meta" }

    /// Several entities, and those in repeats, came with the specification's version of 2025.
    var entitiesVersion: String {
        let isNew = survey.entities.count > 1 || survey.entityContainers.contains { enclosingRepeat($0) != nil }
        return isNew ? "2025.1.0" : "2024.1.0"
    }

    /// The repeat that a container is, or stands in.
    private func enclosingRepeat(_ container: Int) -> Int? {
        guard container >= 0, form.items[container].type != .repeat else { return container < 0 ? nil : container }
        let around = form.enclosingRepeat(of: container)
        return around < 0 ? nil : around
    }

    mutating func addMetaBinds() {
        for name in form.header.metaNames {
            binds.append(
                XMLElement(
                    "bind",
                    [
                        ("nodeset", "\(metaPath)/\(name)"), ("type", "string"), ("readonly", "true()"),
                        ("jr:preload", "uid"),
                    ]))
        }
        if let name = form.header.instanceName {
            binds.append(
                XMLElement(
                    "bind",
                    [
                        ("nodeset", metaPath + "/instanceName"), ("type", "string"),
                        ("calculate", paths.rewritten(name, on: nil)),
                    ]))
        }
        for audit in survey.audits { addAudit(audit) }
        for (entity, container) in zip(survey.entities, survey.entityContainers) { addEntity(entity, in: container) }
    }

    /// Source: ODK XForms specification, "audit".
    private mutating func addAudit(_ row: RowReader) {
        var bind = XMLElement("bind", [("nodeset", metaPath + "/audit"), ("type", "binary")])
        for (name, value) in row.parameters.pairs.sorted(by: { $0.key < $1.key })
        where QuestionType.audit.parameters.contains(name) {
            bind.set("odk:\(name)", value)
        }
        binds.append(bind)
    }

    /// Source: ODK XForms entities specification.
    private mutating func addEntity(_ entity: [String: String], in container: Int) {
        let base = (container < 0 ? metaPath : paths.path(container) + "/meta") + "/entity"
        let place = container < 0 ? nil : paths.place(inEntityOf: container)
        func calculate(_ key: String) -> String? { entity[key].map { paths.rewritten($0, at: place) } }
        func bind(_ node: String, _ calculate: String?) -> XMLElement {
            XMLElement(
                "bind",
                [("nodeset", base + node), ("calculate", calculate), ("type", "string"), ("readonly", "true()")])
        }
        if let condition = calculate("create_if") { binds.append(bind("/@create", condition)) }
        if let id = calculate("entity_id") {
            let list = entity["list_name"] ?? ""
            let found = "instance('\(list)')/root/item[name= \(id) ]"
            if let condition = calculate("update_if") { binds.append(bind("/@update", condition)) }
            binds.append(bind("/@id", id))
            binds.append(bind("/@baseVersion", found + "/__version"))
            binds.append(bind("/@trunkVersion", found + "/__trunkVersion"))
            binds.append(bind("/@branchId", found + "/__branchId"))
        } else {
            binds.append(bind("/@id", nil))
            let first = "odk-instance-first-load"
            let around = enclosingRepeat(container)
            let event = around == nil ? first : first + " odk-new-repeat"
            let setter = XMLElement("setvalue", [("event", event), ("ref", base + "/@id"), ("value", "uuid()")])
            if let around { repeatSetters[around, default: []].append(setter) } else { setValues.append(setter) }
        }
        if let label = calculate("label") { binds.append(bind("/label", label)) }
    }

    // MARK: - Other instances

    /// Files and earlier records that expressions read.
    func externalInstances() -> [XMLElement] {
        var found: [String: String] = [:]
        for external in survey.externals { found[external.name] = Self.address(of: external.file) }
        for entry in survey.entries {
            if case .file(let file)? = entry.list { found[Self.stem(file)] = Self.address(of: file) }
        }
        for entity in survey.entities where entity["entity_id"] != nil {
            let list = entity["list_name"] ?? ""
            if found[list] == nil { found[list] = "jr://file-csv/\(list).csv" }
        }
        for item in form.items {
            for (_, expression) in FormCompiler.expressions(of: item) {
                for (file, _) in expression.pulledFiles where found[Self.stem(file)] == nil {
                    found[Self.stem(file)] = Self.address(of: file)
                }
            }
        }
        if form.readsLastSaved { found["__last-saved"] = "jr://instance/last-saved" }
        return found.sorted { $0.key < $1.key }.map { XMLElement("instance", [("id", $0.key), ("src", $0.value)]) }
    }

    static func stem(_ file: String) -> String {
        file.lastIndex(of: ".").map { String(file[..<$0]) } ?? file
    }

    private static func address(of file: String) -> String {
        file.lowercased().hasSuffix(".csv") ? "jr://file-csv/\(file)" : "jr://file/\(file)"
    }

    /// Actions that start with the form. Source: ODK XForms specification, "actions".
    func locationAndSound() -> [XMLElement] {
        form.items.compactMap { item in
            let entry = survey.entries[item.index]
            switch entry.type {
            case .startGeopoint:
                return XMLElement(
                    "odk:setgeopoint", [("event", "odk-instance-first-load"), ("ref", paths.path(item.index))])
            case .backgroundAudio:
                return XMLElement(
                    "odk:recordaudio",
                    [
                        ("event", "odk-instance-load"), ("ref", paths.path(item.index)),
                        ("odk:quality", item.parameters["quality"]),
                    ])
            default: return nil
            }
        }
    }
}
