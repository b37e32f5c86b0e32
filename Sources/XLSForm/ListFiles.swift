internal import Archive
internal import Base
internal import Forms

/// Reads the choices of `select_one_from_file`: .csv with a header, .xml of `root/item` or a .geojson.
///
/// Source: ODK documentation, "Selects from CSV, XML or GeoJSON".
struct ListFile {
    /// Rows by column.
    private(set) var rows: [[(String, String)]] = []
    private(set) var columns: [String] = []

    /// Choices of one file.
    static let rowLimit = 200_000

    init(_ bytes: [UInt8], name: String) throws(ArchiveFault) {
        guard bytes.count <= FormReader.sizeLimit else { throw .tooLarge(limit: FormReader.sizeLimit) }
        if name.lowercased().hasSuffix(".xml") {
            try readXML(bytes, name)
        } else if name.lowercased().hasSuffix(".geojson") {
            try readGeoJSON(bytes, name)
        } else {
            try readCSV(bytes)
        }
        guard rows.count <= Self.rowLimit else { throw .tooManyCells(limit: Self.rowLimit) }
    }

    private mutating func readCSV(_ bytes: [UInt8]) throws(ArchiveFault) {
        var lines = try CSV.rows(String(decoding: bytes, as: UTF8.self))[...]
        columns = lines.popFirst()?.cells.map { Cell($0).text } ?? []
        for line in lines where line.cells.contains(where: { !$0.isEmpty }) {
            rows.append(zip(columns, line.cells).map { ($0, Cell($1).text) })
        }
    }

    private mutating func readXML(_ bytes: [UInt8], _ name: String) throws(ArchiveFault) {
        let xml = try XMLReader(bytes, entry: name)
        var depth = 0
        var text = ""
        while let event = try xml.next() {
            switch event {
            case .start:
                depth += 1
                text = ""
                if depth == 2 { rows.append([]) }
            case .text(let part): text += part
            case .end(let element):
                if depth == 3 {
                    rows[rows.count - 1].append((element, Cell(text).text))
                    if !columns.contains(element) { columns.append(element) }
                }
                depth -= 1
            }
        }
    }

    /// The properties of each feature, and its `id`.
    private mutating func readGeoJSON(_ bytes: [UInt8], _ name: String) throws(ArchiveFault) {
        guard let json = try? JSON(parsing: String(decoding: bytes, as: UTF8.self)),
            let features = json["features"]?.array
        else { throw .damaged(entry: name) }
        for feature in features {
            var row = feature["id"].map { [("id", Self.text($0))] } ?? []
            for member in feature["properties"]?.object ?? [:] { row.append((member.key, Self.text(member.value))) }
            for (column, _) in row where !columns.contains(column) { columns.append(column) }
            rows.append(row)
        }
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

extension FormCompiler {
    /// The lists that selects name by file. A file that is not there leaves an empty list.
    mutating func readListFiles() -> [CompiledList] {
        var lists: [String: CompiledList] = [:]
        var order: [String] = []
        for entry in survey.entries {
            guard case .file(let file)? = entry.list else { continue }
            neededFiles.insert(file)
            guard lists[file] == nil else { continue }
            order.append(file)
            let choices = choices(of: file, for: entry.reader)
            lists[file] = CompiledList(
                list: ChoiceList(name: file, choices: choices), source: .file(file), sheet: entry.reader.sheet,
                row: entry.reader.row.number)
        }
        for external in survey.externals { neededFiles.insert(external.file) }
        return order.compactMap { lists[$0] }
    }

    private mutating func choices(of file: String, for reader: RowReader) -> [Choice] {
        guard let files else { return [] }
        guard let bytes = files[file] else {
            reader.fault(.missingFile(file, nearest: file.nearest(in: files.keys.sorted())), "type", &faults)
            return []
        }
        do throws(ArchiveFault) {
            return choices(of: try ListFile(bytes, name: file), file, reader)
        } catch {
            reader.fault(.archive(error), "type", &faults)
            return []
        }
    }

    private mutating func choices(of list: ListFile, _ file: String, _ reader: RowReader) -> [Choice] {
        let isGeo = file.lowercased().hasSuffix(".geojson")
        let value = reader.parameters["value"] ?? (isGeo ? "id" : "name")
        let label = reader.parameters["label"] ?? (isGeo ? "title" : "label")
        for column in [value, label] where !list.columns.contains(column) {
            let nearest = column.nearest(in: list.columns)
            reader.fault(.missingFileColumn(column, file: file, nearest: nearest), "type", &faults)
        }
        return list.rows.compactMap { row in
            guard let code = row.first(where: { $0.0 == value })?.1, !code.isEmpty else { return nil }
            let text = row.first { $0.0 == label }?.1 ?? ""
            let columns = Dictionary(row, uniquingKeysWith: { first, _ in first })
            return Choice(name: code, label: text.isEmpty ? Labels() : Labels(text), columns: columns)
        }
    }
}
