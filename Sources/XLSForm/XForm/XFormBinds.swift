internal import Base
internal import Forms

/// What each node is and when it is asked, checked and calculated.
extension XFormWriter {
    mutating func addBind(_ item: Item) {
        let entry = survey.entries[item.index]
        let path = paths.path(item.index)
        var bind = XMLElement("bind", [("nodeset", path)])
        if !item.type.isContainer {
            bind.set("type", dataType(entry.type, item))
            for (name, value) in preload(entry.type) { bind.set(name, value) }
        }
        if entry.type == .note { bind.set("readonly", "true()") }
        set(item, on: &bind)
        setMessages(item, path, on: &bind)
        setOwnAttributes(item, entry, on: &bind)
        if !item.type.isContainer || bind.attributes.count > 1 { binds.append(bind) }
        if let count = item.generatedCount { binds.append(countBind(count, item, path)) }
        if tableLists[item.index] != nil {
            binds.append(XMLElement("bind", [("nodeset", "\(path)/\(Self.headingName)"), ("type", "string")]))
        }
        addDefault(item, path)
    }

    private func countBind(_ count: Expression, _ item: Item, _ path: String) -> XMLElement {
        XMLElement(
            "bind",
            [
                ("nodeset", path + "_count"), ("type", "string"), ("readonly", "true()"),
                ("calculate", paths.rewritten(count, on: item.index)),
            ])
    }

    private func set(_ item: Item, on bind: inout XMLElement) {
        var conditions: [(String, Expression?)] = [("relevant", item.relevant), ("required", item.required)]
        if !item.type.isContainer {
            conditions.append(("constraint", item.constraint))
            if control(of: item.trigger) == nil { conditions.append(("calculate", item.calculation)) }
        }
        conditions.append(("readonly", item.readonly))
        for case (let name, let expression?) in conditions {
            bind.set(name, paths.rewritten(expression, on: item.index))
        }
    }

    /// The first question of a trigger that a person sees; without one nothing can trigger.
    func control(of trigger: [String]) -> Int? {
        trigger.lazy.compactMap { paths.item(named: $0) }.first { hasControl(form.items[$0]) }
    }

    private mutating func setMessages(_ item: Item, _ path: String, on bind: inout XMLElement) {
        let messages = [("jr:requiredMsg", item.requiredMessage), ("jr:constraintMsg", item.constraintMessage)]
        for (name, labels) in messages {
            if let text = texts.message(labels, id: "\(path):\(name)", on: item.index) { bind.set(name, text) }
        }
    }

    /// `bind::` columns, the role, and parameters that are attributes of a bind.
    private func setOwnAttributes(_ item: Item, _ entry: SurveyEntry, on bind: inout XMLElement) {
        guard !entry.isAdded else { return }
        for column in entry.reader.columns.all {
            let cell = entry.reader.row[column.position].text
            guard !cell.isEmpty else { continue }
            var name: String?
            if column.key == "role" { name = "sotay:role" }
            if column.key == "save_to", !survey.entities.isEmpty { name = "entities:saveto" }
            if column.key == "noapperrorstring" { name = "jr:noAppErrorString" }
            if column.key.hasPrefix("bind::"), let colons = column.header.firstRange(of: "::") {
                name = String(column.header[colons.upperBound...]).trimmedSpace
            }
            let value = name == "entities:saveto" ? cell.split(separator: "#").last.map(String.init) ?? cell : cell
            if let name, isDeclared(name) { bind.set(name, paths.rewritten(value, on: item.index).trimmedSpace) }
        }
        let parameters = [
            "max-pixels": "orx:max-pixels", "quality": "odk:quality", "allow-mock-accuracy": "odk:allow-mock-accuracy",
        ]
        for (key, name) in parameters.sorted(by: { $0.key < $1.key }) where entry.type != .backgroundAudio {
            if let value = item.parameters[key] { bind.set(name, value) }
        }
    }

    private mutating func addDefault(_ item: Item, _ path: String) {
        guard case .dynamic(let expression)? = item.defaultValue, !item.type.isContainer else { return }
        let value = paths.set(expression, on: item)
        guard let owner = repeatAround(item.index) else {
            setValues.append(
                XMLElement("setvalue", [("event", "odk-instance-first-load"), ("ref", path), ("value", value)]))
            return
        }
        repeatSetters[owner, default: []].append(
            XMLElement(
                "setvalue",
                [("event", "odk-instance-first-load odk-new-repeat"), ("ref", path), ("value", value)]))
    }

    private func repeatAround(_ item: Int) -> Int? {
        let found = form.enclosingRepeat(of: item)
        return found < 0 ? nil : found
    }

    // MARK: - Types

    private func dataType(_ type: QuestionType, _ item: Item) -> String {
        switch type {
        case .integer: "int"
        case .decimal, .date, .time, .dateTime, .barcode, .geopoint, .geotrace, .geoshape: type.rawValue
        case .range:
            ["start", "end", "step"].allSatisfy { item.parameters[$0].map { Int($0) != nil } ?? true }
                ? "int" : "decimal"
        case .rank: "odk:rank"
        case .image, .audio, .video, .file, .osm, .backgroundAudio: "binary"
        case .start, .end: "dateTime"
        case .today: "date"
        case .startGeopoint, .backgroundGeopoint: "geopoint"
        default: "string"
        }
    }

    /// Source: ODK XForms specification, "preload attributes".
    private func preload(_ type: QuestionType) -> [(String, String)] {
        switch type {
        case .start, .end: [("jr:preload", "timestamp"), ("jr:preloadParams", type.rawValue)]
        case .today: [("jr:preload", "date"), ("jr:preloadParams", "today")]
        case .deviceid, .username, .email, .phonenumber, .subscriberid, .simserial:
            [("jr:preload", "property"), ("jr:preloadParams", type.rawValue)]
        default: []
        }
    }
}
