internal import Base
internal import Forms

/// What stands beside the answers: ids, the record's name, the audit log, entities, external data.
extension XFormWriter {
    private var metaPath: String { "/\(XFormPaths.root)/meta" }

    /// Entities in repeats came with the specification's version of 2025.
    var entitiesVersion: String { survey.entities.contains { $0["repeat"] != nil } ? "2025.1.0" : "2024.1.0" }

    mutating func addMetaBinds() {
        binds.append(
            XMLElement(
                "bind",
                [
                    ("nodeset", metaPath + "/instanceID"), ("type", "string"), ("readonly", "true()"),
                    ("jr:preload", "uid"),
                ]))
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
        for entity in survey.entities { addEntity(entity) }
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
    private mutating func addEntity(_ entity: [String: String]) {
        let owner = repeatName(of: entity).flatMap { paths.item(named: $0) }
        let base = (owner.map { paths.path($0) + "/meta" } ?? metaPath) + "/entity"
        func calculate(_ key: String) -> String? {
            // The entity stands two levels below a question of the row.
            entity[key].map { paths.rewritten($0, on: owner.flatMap { form.children(of: $0).first }, below: 2) }
        }
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
            let event = owner == nil ? "odk-instance-first-load" : "odk-instance-first-load odk-new-repeat"
            let setter = XMLElement("setvalue", [("event", event), ("ref", base + "/@id"), ("value", "uuid()")])
            if owner == nil { setValues.append(setter) } else { repeatSetters[owner!, default: []].append(setter) }
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
                if expression.source.contains("${last-saved#") { found["__last-saved"] = "jr://instance/last-saved" }
            }
        }
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
