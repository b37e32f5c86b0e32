internal import Base
internal import Forms

/// The record's empty shape.
extension XFormWriter {
    func primaryInstance() -> XMLElement {
        let settings = survey.settings
        var data = XMLElement(
            paths.root,
            [
                ("xmlns", settings["instance_xmlns"]), ("id", form.id),
                ("version", form.version.isEmpty ? nil : form.version), ("odk:prefix", settings["prefix"]),
                ("odk:delimiter", settings["delimiter"]),
            ])
        for (key, value) in settings.sorted(by: { $0.key < $1.key }) where key.hasPrefix("attribute::") {
            let name = String(key.dropFirst(11))
            if isDeclared(name) { data.set(name, value) }
        }
        data.append(form.children(of: -1).flatMap { nodes($0, in: .outside) })
        let meta = meta()
        if !meta.children.isEmpty { data.append([meta]) }
        return data
    }

    /// Where a node stands: a repeat outside others has a template beside its first row, one inside has what fits.
    private enum Part { case outside, template, row }

    private func nodes(_ index: Int, in part: Part) -> [XMLElement] {
        let item = form.items[index]
        guard item.type == .repeat else { return [node(item, in: part)] }
        var nodes = item.generatedCount == nil ? [] : [XMLElement(item.name + "_count")]
        if part != .row {
            var template = node(item, in: .template)
            template.attributes.insert(("jr:template", ""), at: 0)
            nodes.append(template)
        }
        if part != .template { nodes.append(node(item, in: .row)) }
        return nodes
    }

    private func node(_ item: Item, in part: Part) -> XMLElement {
        let index = item.index
        let entry = survey.entries[index]
        var node = XMLElement(item.name)
        for column in entry.reader.columns.all where column.key.hasPrefix("instance::") && !entry.isAdded {
            let value = entry.reader.row[column.position].text
            let name = String(column.key.dropFirst(10))
            if !value.isEmpty, isDeclared(name) { node.set(name, paths.rewritten(value, on: index).trimmedSpace) }
        }
        if item.type.isContainer {
            if tableLists[index] != nil { node.append([XMLElement(Self.headingName)]) }
            node.append(form.children(of: index).flatMap { nodes($0, in: part) })
            let entities = self.entities(in: index)
            if !entities.isEmpty { node.append([XMLElement("meta", [], entities)]) }
        } else if case .constant(let text)? = item.defaultValue, !text.isEmpty {
            let isPicture = entry.type == .image && !text.contains("://")
            // Telephones drop what is not ISO 8601, as `8h30`.
            let isMoment = item.type == .time || item.type == .dateTime
            let value = isMoment ? item.type.cast(text) : text
            node.children = [.text(isPicture ? "jr://images/\(value)" : value)]
        }
        return node
    }

    /// Of the columns' heading in a group that is shown as a table.
    static let headingName = "table_list_heading"

    // MARK: - Meta

    private func meta() -> XMLElement {
        var meta = XMLElement("meta", [], form.header.metaNames.map { XMLElement($0) })
        if form.header.instanceName != nil { meta.append([XMLElement("instanceName")]) }
        if !survey.audits.isEmpty { meta.append([XMLElement("audit")]) }
        meta.append(entities(in: -1))
        return meta
    }

    private func entities(in container: Int) -> [XMLElement] {
        zip(survey.entities, survey.entityContainers).filter { $0.1 == container }.map { node(of: $0.0) }
    }

    private func node(of entity: [String: String]) -> XMLElement {
        let isUpdate = entity["entity_id"] != nil
        let isCreate = !isUpdate || entity["create_if"] != nil
        return XMLElement(
            "entity",
            [
                ("dataset", entity["list_name"]), ("id", ""), ("create", isCreate ? "1" : nil),
                ("update", isUpdate ? "1" : nil), ("baseVersion", isUpdate ? "" : nil),
                ("trunkVersion", isUpdate ? "" : nil), ("branchId", isUpdate ? "" : nil),
            ], entity["label"] == nil ? [] : [XMLElement("label")])
    }
}

extension Item {
    /// A repeat's count that is no mere reference is calculated in a node of its own, `<name>_count`.
    /// Source: pyxform, `xls2json.py`, "repeat_count".
    var generatedCount: Expression? {
        guard let count = repeatCount else { return nil }
        switch count.root {
        case .reference: return nil
        default: return count
        }
    }
}
