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
        columns.checkUnknown(in: sheet, known: Self.known, &faults)
        guard columns["list_name"] != nil else {
            return faults.add(.missingColumn("list_name"), sheet: sheet.name, row: sheet.header?.number)
        }
        var lists: [String: Int] = [:]
        let questions = Set(survey.entries.map(\.name))
        for row in sheet.rows {
            var entity: [String: String] = [:]
            for (column, text) in columns.filled(of: row) { entity[column.key] = text }
            let reader = RowReader(row: row, sheet: sheet.name, columns: columns)
            if let list = entity["list_name"], let first = lists.updateValue(row.number, forKey: list) {
                reader.fault(.nameTwice(list, firstRow: first), "list_name", &faults)
            }
            survey.entities.append(entity)
            survey.entityRows.append(reader)
            header.entities.append(entity)
            check(entity, reader)
            for key in ["label", "entity_id", "create_if", "update_if"] { checkReferences(reader, key, questions) }
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

    private mutating func checkReferences(_ reader: RowReader, _ key: String, _ questions: Set<String>) {
        guard reader.expression(key, &faults) != nil else { return }
        for (written, offset) in OutputText.references(in: reader.text(key)) {
            let name = Expression.Reference(written: written).name
            guard !questions.contains(name), !header.metaNames.contains(name) else { continue }
            let nearest = faults.nearest(name, in: questions.sorted())
            reader.fault(.definition(.unknownReference(name, nearest: nearest)), key, offset: offset, &faults)
        }
    }

    mutating func checkSaveTo(_ items: [Item]) {
        var rows: [String: Int] = [:]
        var references: [[EntityPlaces.Reference]] = survey.entities.map { _ in [] }
        let lists = Dictionary(
            survey.entities.enumerated().map { ($1["list_name"] ?? "", $0) }, uniquingKeysWith: { first, _ in first })
        let named = questionsOfEntities
        for (item, entry) in zip(items, survey.entries) where !entry.isAdded {
            let property = entry.reader.text("save_to")
            if !property.isEmpty, let entity = entity(of: property, item, entry.reader, lists) {
                references[entity].append(.init(item: item.index, isProperty: true))
                let key = "\(entity)#\(property.split(separator: "#").last ?? "")"
                if let first = rows.updateValue(entry.reader.row.number, forKey: key) {
                    entry.reader.fault(.propertyTwice(property, row: first), "save_to", &faults)
                }
            }
            for entity in named[entry.name] ?? [] {
                references[entity].append(.init(item: item.index, isProperty: false))
            }
        }
        guard !survey.entities.isEmpty else { return }
        let places = EntityPlaces(items, references: references)
        survey.entityContainers = places.containers.map { $0 ?? -1 }
        for (entity, conflict) in places.conflicts {
            switch conflict {
            case .apart(let reference) where reference.isProperty:
                survey.entries[reference.item].reader.fault(.entityApart, "save_to", &faults)
            case .apart: survey.entityRows[entity].fault(.entityApart, "label", &faults)
            case .noRoom: survey.entityRows[entity].fault(.entityWithoutRoom, "list_name", &faults)
            }
        }
    }

    /// The entities whose expressions name a question.
    private var questionsOfEntities: [String: [Int]] {
        var named: [String: [Int]] = [:]
        for (index, entity) in survey.entities.enumerated() {
            let texts = entity.filter { $0.key != "list_name" }.values
            for name in Set(texts.flatMap { OutputText.references(in: $0).map(\.name) }) {
                named[name, default: []].append(index)
            }
        }
        return named
    }

    /// The entity list that a property belongs to; with several the cell says `list#property`.
    private mutating func entity(
        of property: String, _ item: Item, _ reader: RowReader, _ lists: [String: Int]
    ) -> Int? {
        let parts = property.split(separator: "#", omittingEmptySubsequences: false).map(String.init)
        let name = parts.last ?? property
        if Self.isReserved(name) {
            reader.fault(.reservedProperty(property), "save_to", &faults)
        } else if !Self.isEntityName(name) || parts.count > 2 {
            reader.fault(.badEntityName(parts.count > 2 ? property : name), "save_to", &faults)
        } else if item.type.isContainer {
            reader.fault(.propertyOfGroup, "save_to", &faults)
        }
        guard !lists.isEmpty else {
            if workbook.sheet("entities") == nil { reader.fault(.saveToWithoutEntity, "save_to", &faults) }
            return nil
        }
        guard parts.count == 2 else {
            guard survey.entities.count > 1 else { return 0 }
            let list = survey.entities[0]["list_name"] ?? ""
            reader.fault(.propertyWithoutList(property, list: list), "save_to", &faults)
            return nil
        }
        guard let entity = lists[parts[0]] else {
            let nearest = faults.nearest(parts[0], in: lists.keys.sorted())
            reader.fault(.unknownEntityList(parts[0], nearest: nearest), "save_to", &faults)
            return nil
        }
        return entity
    }
}
