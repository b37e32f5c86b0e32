internal import Archive
internal import Base
internal import Forms

/// Reads a file beside a form: .csv with a header, .xml of `root/item`, or .geojson with a property a column.
///
/// Source: ODK documentation, "Selects from CSV, XML or GeoJSON".
enum ExternalFile {
    /// Rows of one file.
    static let rowLimit = 200_000

    static func table(_ bytes: [UInt8], name: String) throws(ArchiveFault) -> ExternalTable {
        guard bytes.count <= FormReader.tableLimit else { throw .tooLarge(limit: FormReader.tableLimit) }
        let ending = name.lowercased()
        if ending.hasSuffix(".xml") { return try xml(bytes, name) }
        if ending.hasSuffix(".geojson") { return try geoJSON(bytes, name) }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .notUTF8(line: WorkbookReader.firstInvalidLine(bytes))
        }
        let lines = try CSV.rows(text)
        guard lines.count <= rowLimit + 1 else { throw .tooManyCells(limit: rowLimit) }
        let columns = lines.first?.cells.map { Cell($0).text } ?? []
        let rows = lines.dropFirst().filter { $0.cells.contains { !$0.isEmpty } }.map { $0.cells.map { Cell($0).text } }
        return ExternalTable(columns: columns, rows: rows)
    }

    private static func xml(_ bytes: [UInt8], _ name: String) throws(ArchiveFault) -> ExternalTable {
        let xml = try XMLReader(bytes, entry: name)
        var rows: [[String: String]] = []
        var columns: [String] = []
        var depth = 0
        var text = ""
        while let event = try xml.next() {
            switch event {
            case .start:
                depth += 1
                text = ""
                if depth == 2 { rows.append([:]) }
                guard rows.count <= rowLimit else { throw .tooManyCells(limit: rowLimit) }
            case .text(let part): text += part
            case .end(let element):
                if depth == 3 {
                    if rows[rows.count - 1].updateValue(Cell(text).text, forKey: element) == nil,
                        !columns.contains(element)
                    {
                        columns.append(element)
                    }
                }
                depth -= 1
            }
        }
        return table(columns, rows)
    }

    /// A sheet of the form's own workbook that bears the file's name: so a form travels with its lists.
    static func table(_ sheet: Sheet) -> ExternalTable {
        ExternalTable(
            columns: sheet.header?.cells.map(\.text) ?? [], rows: sheet.rows.lazy.map { $0.cells.map(\.text) })
    }

    static func sheet(_ table: ExternalTable, name: String) -> Sheet {
        var sheet = Sheet(name: name)
        sheet.header = Row(number: 1, cells: table.columns.map { Cell($0) })
        sheet.rows = (0..<table.count).map { row in
            Row(number: row + 2, cells: table.columns.map { Cell(table[row, $0]) })
        }
        return sheet
    }

    /// The SHA-256 of a list that is too long to travel in the form's text: its sheet holds nothing else.
    static func hash(in sheet: Sheet) -> String? {
        guard sheet.header?.cells.map(\.text) == [hashColumn], sheet.rows.count == 1 else { return nil }
        let text = sheet.rows[0][0].text
        return text.utf8.count == 64 && text.utf8.allSatisfy(\.isHexDigit) ? text : nil
    }

    static func sheet(hash: String, name: String) -> Sheet {
        var sheet = Sheet(name: name)
        sheet.header = Row(number: 1, cells: [Cell(hashColumn)])
        sheet.rows = [Row(number: 2, cells: [Cell(hash)])]
        return sheet
    }

    private static let hashColumn = "sha256"

    static func isNamed(_ name: String) -> Bool {
        [".csv", ".xml", ".geojson"].contains { name.lowercased().hasSuffix($0) }
    }

    /// The properties of each feature, and its `id`.
    private static func geoJSON(_ bytes: [UInt8], _ name: String) throws(ArchiveFault) -> ExternalTable {
        let json: JSON
        do {
            json = try JSON(parsing: bytes)
        } catch {
            throw .damaged(entry: name)
        }
        guard let features = json["features"]?.array else { throw .damaged(entry: name) }
        guard features.count <= rowLimit else { throw .tooManyCells(limit: rowLimit) }
        var columns: [String] = []
        var known: Set<String> = []
        let rows = features.map { feature in
            var row: [String: String] = [:]
            if let id = feature["id"] { row["id"] = text(id) }
            for member in feature["properties"]?.object ?? [:] { row[member.key] = text(member.value) }
            if let geometry = feature["geometry"] { row["geometry"] = points(of: geometry["coordinates"]) }
            for column in row.keys.sorted() where known.insert(column).inserted { columns.append(column) }
            return row
        }
        return table(columns, rows)
    }

    /// `latitude longitude 0 0`, of a line and of a shape's outline each point. Source: JavaRosa, `GeojsonGeometry`.
    private static func points(of coordinates: JSON?) -> String {
        guard let parts = coordinates?.array else { return "" }
        if case .number(let longitude)? = parts.first, parts.count > 1, case .number(let latitude) = parts[1] {
            return "\(latitude) \(longitude) 0 0"
        }
        // A shape's outline is the first of its rings.
        let isShape = parts.first?.array?.first?.array != nil
        return isShape ? points(of: parts[0]) : parts.map { points(of: $0) }.joined(separator: "; ")
    }

    private static func table(_ columns: [String], _ rows: [[String: String]]) -> ExternalTable {
        ExternalTable(columns: columns, rows: rows.lazy.map { row in columns.map { row[$0] ?? "" } })
    }

    private static func text(_ value: JSON) -> String {
        switch value {
        case .string(let text): text
        case .number(let digits): digits
        case .bool(let truth): truth ? "true" : "false"
        case .null, .array, .object: ""
        }
    }
}

extension UInt8 {
    fileprivate var isHexDigit: Bool { (0x30...0x39).contains(self) || (0x61...0x66).contains(self) }
}

extension FormCompiler {
    /// Reads the tables that the form names, and looks for its pictures and sounds.
    mutating func readFiles(_ items: [Item]) {
        for name in choiceCodes.keys { instanceSources[name] = name }
        for (item, entry) in zip(items, survey.entries) where !entry.isAdded {
            if case .file(let name)? = entry.list, let table = table(name, entry.reader, "type") {
                for (flaw, row) in FileCodes.flaws(in: table, of: item) {
                    entry.reader.fault(.badFileCode(flaw, file: name, row: row), "type", &faults)
                }
                for column in [item.valueColumn, item.labelColumn] where !table.has(column: column) {
                    let nearest = faults.nearest(column, in: table.columns)
                    entry.reader.fault(.missingFileColumn(column, file: name, nearest: nearest), "type", &faults)
                }
            }
            checkMedia(item.media, entry.reader)
            for (key, expression) in Self.expressions(of: item) {
                for (name, offset) in expression.pulledFiles { _ = table(name, entry.reader, key, offset: offset) }
            }
        }
        for (index, external) in survey.externals.enumerated() {
            _ = table(external.file, survey.externalRows[index], "name")
        }
    }

    /// That the pictures and sounds of a question or a choice lie beside the form.
    mutating func checkMedia(_ media: [Media: Labels], _ reader: RowReader) {
        for (kind, files) in media.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            for text in files.texts where !text.text.contains("${") && !text.text.contains("://") {
                isThere(text.text, reader, kind.rawValue, language: text.code)
            }
        }
    }

    static func expressions(of item: Item) -> [(key: String, expression: Expression)] {
        var all: [(String, Expression?)] = [
            ("relevant", item.relevant), ("constraint", item.constraint), ("calculation", item.calculation),
            ("required", item.required), ("readonly", item.readonly), ("choice_filter", item.choiceFilter),
            ("repeat_count", item.repeatCount),
        ]
        if case .dynamic(let expression)? = item.defaultValue { all.append(("default", expression)) }
        return all.compactMap { key, expression in expression.map { (key, $0) } }
    }

    private mutating func table(
        _ name: String, _ reader: RowReader, _ key: String, offset: Int? = nil
    ) -> ExternalTable? {
        let id = listName(.file(name))
        if let other = instanceSources[id], other != name {
            reader.fault(.instanceTwice(name, other: other), key, offset: offset, &faults)
        } else {
            instanceSources[id] = name
        }
        guard tables[name] == nil, isThere(name, reader, key, offset: offset) else { return tables[name] }
        if let sheet = workbook.sheet(name.lowercased()) {
            if let hash = ExternalFile.hash(in: sheet) {
                listHashes[name] = hash
                return nil
            }
            tables[name] = ExternalFile.table(sheet)
            return tables[name]
        }
        guard let bytes = files?[name] else { return nil }
        do throws(ArchiveFault) {
            tables[name] = try ExternalFile.table(bytes, name: name)
        } catch {
            reader.fault(.archive(error), key, offset: offset, &faults)
        }
        return tables[name]
    }

    @discardableResult
    private mutating func isThere(
        _ name: String, _ reader: RowReader, _ key: String, language: String? = nil, offset: Int? = nil
    ) -> Bool {
        if workbook.sheet(name.lowercased()) != nil { return true }
        neededFiles.insert(name)
        guard let files else { return false }
        if files[name] == nil {
            let nearest = faults.nearest(name, in: files.keys.sorted())
            reader.fault(.missingFile(name, nearest: nearest), key, language: language, offset: offset, &faults)
        }
        return files[name] != nil
    }
}

extension Expression {
    /// The files that `pulldata('file', …)` names, with the offset of the name.
    var pulledFiles: [(name: String, offset: Int)] {
        var found: [(String, Int)] = []
        root.visit { node in
            guard case .call(let call) = node, call.name == "pulldata", case .string(let name) = call.arguments[0]
            else { return }
            found.append((name.contains(".") ? name : name + ".csv", offset(of: name, in: call)))
        }
        return found
    }
}
