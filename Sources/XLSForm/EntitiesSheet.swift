internal import Base
internal import Forms

extension FormCompiler {
    private static let known: Set<String> = ["list_name", "label", "entity_id", "create_if", "update_if", "repeat"]

    /// Columns that every entity list has by itself. Source: ODK XForms entities specification.
    private static func isReserved(_ property: String) -> Bool {
        ["name", "label"].contains(property.lowercased()) || property.hasPrefix("__")
    }

    /// Entities have no behaviour here; their expressions are checked for what they name when they are passed on.
    mutating func readEntities() {
        guard let sheet = workbook.sheet("entities"), sheet.header != nil else { return }
        let columns = Columns(sheet, known: Self.known, &faults)
        for column in columns.all where !column.isKnown {
            let nearest = faults.nearest(column.key, in: Self.known.sorted())
            faults.add(
                .unknownColumn(column.header, nearest: nearest), sheet: sheet.name, row: sheet.header?.number,
                column: (column.position, column.header))
        }
        guard columns["list_name"] != nil else {
            return faults.add(.missingColumn("list_name"), sheet: sheet.name, row: sheet.header?.number)
        }
        for row in sheet.rows {
            var entity: [String: String] = [:]
            for column in columns.all where !row[column.position].text.isEmpty {
                entity[column.key] = row[column.position].text
            }
            survey.entities.append(entity)
            header.entities.append(entity)
            let reader = RowReader(row: row, sheet: sheet.name, columns: columns)
            check(entity, reader)
            for key in ["label", "entity_id", "create_if", "update_if"] { checkReferences(reader, key) }
        }
    }

    /// Making an entity needs a label, changing one its id. Source: pyxform, `entities_parsing.py`.
    private mutating func check(_ entity: [String: String], _ reader: RowReader) {
        let list = entity["list_name"] ?? ""
        if !list.isEmpty, !Self.isEntityName(list) || list.contains(".") {
            reader.fault(.badEntityName(list), "list_name", &faults)
        }
        let changes = entity["entity_id"] != nil
        var needed = ["list_name"]
        if !changes || entity["create_if"] != nil { needed.append("label") }
        if changes, entity["create_if"] != nil { needed.append("update_if") }
        if entity["update_if"] != nil { needed.append("entity_id") }
        for column in needed where entity[column] == nil {
            reader.fault(.missingEntityColumn(column), reader.columns[column] == nil ? "list_name" : column, &faults)
        }
    }

    private static func isEntityName(_ name: String) -> Bool { SiblingNames.isName(name) && !name.hasPrefix("__") }

    private mutating func checkReferences(_ reader: RowReader, _ key: String) {
        guard reader.expression(key, &faults) != nil else { return }
        for (name, offset) in OutputText.references(in: reader.text(key)) {
            guard !survey.entries.contains(where: { $0.name == name }) else { continue }
            let nearest = faults.nearest(name, in: survey.entries.map(\.name))
            reader.fault(.definition(.unknownReference(name, nearest: nearest)), key, offset: offset, &faults)
        }
    }

    mutating func checkSaveTo() {
        for entry in survey.entries where !entry.isAdded {
            let property = entry.reader.text("save_to")
            guard !property.isEmpty else { continue }
            // With several lists the property is written `list#property`.
            let name = property.split(separator: "#").last.map(String.init) ?? property
            if Self.isReserved(name) {
                entry.reader.fault(.reservedProperty(property), "save_to", &faults)
            } else if !Self.isEntityName(name) {
                entry.reader.fault(.badEntityName(name), "save_to", &faults)
            }
            if workbook.sheet("entities") == nil { entry.reader.fault(.saveToWithoutEntity, "save_to", &faults) }
        }
    }
}
