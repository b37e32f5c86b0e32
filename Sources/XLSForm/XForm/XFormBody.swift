internal import Base
internal import Forms

/// What a person sees.
extension XFormWriter {
    mutating func body() -> XMLElement {
        var body = XMLElement("h:body", [("class", survey.settings["style"])])
        for index in form.children(of: -1) { body.append(control(index)) }
        return body
    }

    /// Questions that show nothing have a node and no control.
    func hasControl(_ item: Item) -> Bool {
        let entry = survey.entries[item.index]
        switch entry.type {
        case .calculate, .hidden: return false
        case _ where entry.type.isFilledByDevice: return false
        default:
            return item.calculation == nil || !item.label.isEmpty || !item.hint.isEmpty || !item.media.isEmpty
        }
    }

    private mutating func control(_ index: Int) -> [XMLElement] {
        let item = form.items[index]
        if item.type.isContainer { return group(item) }
        guard hasControl(item) else { return [] }
        let entry = survey.entries[index]
        var element = XMLElement(elementName(entry), [("ref", paths.path(index))])
        setAttributes(item, entry, on: &element)
        element.append(labels(item))
        if entry.type.isSelect, let source = entry.list {
            if case .external(let name) = source {
                let filter = item.choiceFilter.map { "[\(paths.rewritten($0, on: index, isFilter: true))]" } ?? ""
                element.set("query", "instance('\(name)')/root/item\(filter)")
            } else {
                element.append(choiceElements(item, source))
            }
        }
        if entry.type == .range, let list = item.parameters["tick_labelset"] {
            element.append(choiceElements(item, .choices(list)))
        }
        element.append(setters(triggeredBy: index))
        return [element]
    }

    private func elementName(_ entry: SurveyEntry) -> String {
        switch entry.type {
        case .selectOne: if case .external? = entry.list { "input" } else { "select1" }
        case .selectMultiple: "select"
        case .rank: "odk:rank"
        case .range: "range"
        case .acknowledge: "trigger"
        case .image, .audio, .video, .file, .osm: "upload"
        default: "input"
        }
    }

    /// Nothing for a group that shows nothing: ODK Validate takes no empty one.
    private mutating func group(_ item: Item) -> [XMLElement] {
        let path = paths.path(item.index)
        let entry = survey.entries[item.index]
        var group = XMLElement("group", [("ref", path)])
        group.append(labels(item))
        var content: [XMLElement] = []
        if let first = tableLists[item.index] { content.append(heading(first, path)) }
        for child in form.children(of: item.index) { content += control(child) }
        guard item.type == .repeat else {
            guard !content.isEmpty else { return [] }
            setAttributes(item, entry, on: &group)
            group.append(content)
            return [group]
        }
        var rows = XMLElement("repeat", [("nodeset", path)])
        setAttributes(item, entry, on: &rows)
        if item.generatedCount != nil {
            rows.set("jr:count", " \(path)_count ")
        } else if let count = item.repeatCount {
            rows.set("jr:count", paths.rewritten(count, on: nil))
        }
        rows.append(repeatSetters[item.index] ?? [])
        rows.append(content)
        group.append([rows])
        return [group]
    }

    /// The row of choices' labels above a table of selects. Source: pyxform, `xls2json.py`, "table-list".
    private func heading(_ select: Int, _ path: String) -> XMLElement {
        let item = form.items[select]
        let name = item.type == .selectMultiple ? "select" : "select1"
        var element = XMLElement(
            name, [("ref", "\(path)/\(Self.headingName)"), ("appearance", "label")], [XMLElement("label", text: " ")])
        if let source = survey.entries[select].list { element.append(choiceElements(item, source)) }
        return element
    }

    /// Values that change when the question is answered.
    private func setters(triggeredBy index: Int) -> [XMLElement] {
        let name = form.items[index].name
        return form.items.filter { $0.trigger.contains(name) }.map { target in
            let path = paths.path(target.index)
            if survey.entries[target.index].type == .backgroundGeopoint {
                return XMLElement("odk:setgeopoint", [("event", "xforms-value-changed"), ("ref", path)])
            }
            let value = target.calculation.map { paths.set($0, on: target) }
            return XMLElement("setvalue", [("event", "xforms-value-changed"), ("ref", path), ("value", value)])
        }
    }

    // MARK: - Texts and attributes

    private mutating func labels(_ item: Item) -> [XMLElement] {
        let path = paths.path(item.index)
        let media = Self.values(item.media, on: item.index)
        let guidance = item.guidanceHint
        let extra = guidance.isEmpty ? [] : [XFormTexts.Value(form: "guidance", labels: guidance, source: item.index)]
        return [
            texts.element("label", item.label, id: path + ":label", media: media, on: item.index),
            texts.element("hint", item.hint, id: path + ":hint", media: extra, on: item.index),
        ].compactMap { $0 }
    }

    private func setAttributes(_ item: Item, _ entry: SurveyEntry, on element: inout XMLElement) {
        let appearance = appearance(of: item)
        if !appearance.isEmpty { element.set("appearance", appearance) }
        for (name, value) in typeAttributes(item, entry) { element.set(name, value) }
        guard !entry.isAdded else { return }
        for column in entry.reader.columns.all {
            let value = entry.reader.row[column.position].text
            guard !value.isEmpty else { continue }
            switch column.key {
            case "autoplay", "intent": element.set(column.key, value)
            case "accuracythreshold": element.set("accuracyThreshold", value)
            case _ where column.key.hasPrefix("control::") || column.key.hasPrefix("body::"):
                let start = column.header.firstRange(of: "::")!.upperBound
                let name = String(column.header[start...]).trimmedSpace
                if isDeclared(name) { element.set(name, paths.rewritten(value, on: item.index).trimmedSpace) }
            default: break
            }
        }
    }

    /// A table of selects is a field list whose selects show no labels of their own.
    private func appearance(of item: Item) -> String {
        var words = item.appearance
        if tableLists[item.index] != nil { words = words.map { $0 == "table-list" ? "field-list" : $0 } }
        if tableLists[item.parent] != nil, item.type.isSelect, words.isEmpty { words = ["list-nolabel"] }
        return paths.rewritten(words.joined(separator: " "), on: item.index).trimmedSpace
    }

    private func typeAttributes(_ item: Item, _ entry: SurveyEntry) -> [(String, String)] {
        let parameters = item.parameters
        switch entry.type {
        case .range:
            let limits = [("start", "1"), ("end", "10"), ("step", "1")].map { ($0, parameters[$0] ?? $1) }
            let ticks = [("tick_interval", "odk:tick-interval"), ("placeholder", "odk:placeholder")]
            return limits + ticks.compactMap { key, name in parameters[key].map { (name, $0) } }
        case .image:
            return [("mediatype", "image/*")] + (parameters["app"].map { [("intent", $0)] } ?? [])
        case .audio: return [("mediatype", "audio/*")]
        case .video: return [("mediatype", "video/*")]
        case .file: return [("mediatype", "application/*")]
        case .osm: return [("mediatype", "osm/*")]
        case .text: return parameters["rows"].map { [("rows", $0)] } ?? []
        case .geopoint, .geotrace, .geoshape:
            let names = [
                ("capture-accuracy", "accuracyThreshold"), ("warning-accuracy", "unacceptableAccuracyThreshold"),
                ("incremental", "incremental"),
            ]
            return names.compactMap { key, name in parameters[key].map { (name, $0) } }
        default: return []
        }
    }
}
