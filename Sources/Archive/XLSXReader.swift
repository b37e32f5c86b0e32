/// Reads the texts of an .xlsx workbook. Source: ECMA-376 Part 1, SpreadsheetML.
package enum XLSXReader {
    /// Cells with text in all sheets together.
    package static let cellLimit = 200_000
    package static let zipLimits = ZipReader.Limits(entries: 2_000, inflated: 32 << 20)

    /// Numbers as Excel shows them but with all their decimals, dates as ISO 8601, truth values as TRUE and FALSE, formulas as their last results.
    package static func read(_ bytes: [UInt8]) throws(ArchiveFault) -> Spreadsheet {
        let parts = try ZipReader.read(bytes, limits: zipLimits) { name in
            (name.hasSuffix(".xml") || name.hasSuffix(".rels"))
                && !["docProps/", "xl/theme", "xl/drawings", "xl/charts", "xl/comments"].contains { name.hasPrefix($0) }
        }
        let package = Package(parts: parts)
        let main = try package.target(of: "", kind: "/officeDocument") ?? "xl/workbook.xml"
        let workbook = try WorkbookPart(XMLReader(try package.part(main), entry: main))
        let sharedName = try package.target(of: main, kind: "/sharedStrings")
        let stylesName = try package.target(of: main, kind: "/styles")
        let strings = try sharedName.flatMap { parts[$0].map { ($0, sharedName!) } }.map(readStrings) ?? []
        let formats = try stylesName.flatMap { parts[$0].map { ($0, stylesName!) } }.map(readFormats) ?? []
        var budget = cellLimit
        var sheets: [Spreadsheet.Sheet] = []
        for listed in workbook.sheets {
            guard let name = try package.target(of: main, id: listed.relation) else { continue }
            var reader = try SheetPart(
                XMLReader(try package.part(name), entry: name), strings: strings, formats: formats,
                is1904: workbook.is1904)
            let rows = try reader.rows(budget: &budget)
            sheets.append(
                .init(name: listed.name, isHidden: listed.isHidden, rows: rows, uncalculated: reader.uncalculated))
        }
        return Spreadsheet(sheets: sheets)
    }

    /// The shared strings; rich ones as their text, without the phonetic guides of Japanese.
    private static func readStrings(_ bytes: [UInt8], _ entry: String) throws(ArchiveFault) -> [String] {
        let xml = try XMLReader(bytes, entry: entry)
        var strings: [String] = []
        while let event = try xml.next() {
            if event == .start("si") { strings.append(try richText(xml, until: "si")) }
        }
        return strings
    }

    /// The texts `t` up to the end of the element that has begun.
    static func richText(_ xml: XMLReader, until end: String) throws(ArchiveFault) -> String {
        var text = ""
        var isText = false
        var phonetic = 0
        while let event = try xml.next() {
            switch event {
            case .start("t"): isText = true
            case .end("t"): isText = false
            case .start("rPh"): phonetic += 1
            case .end("rPh"): phonetic -= 1
            case .end(end): return text.cellUnescaped
            case .text(let part) where isText && phonetic == 0: text += part
            default: break
            }
        }
        return text.cellUnescaped
    }

    /// The number format of each cell style.
    private static func readFormats(_ bytes: [UInt8], _ entry: String) throws(ArchiveFault) -> [NumberFormat] {
        let xml = try XMLReader(bytes, entry: entry)
        var codes: [Int: String] = [:]
        var formats: [NumberFormat] = []
        var isInCells = false
        while let event = try xml.next() {
            switch event {
            case .start("numFmt"):
                if let id = xml.attribute("numFmtId").flatMap({ Int($0) }), let code = xml.attribute("formatCode") {
                    codes[id] = code
                }
            case .start("cellXfs"): isInCells = true
            case .end("cellXfs"): isInCells = false
            case .start("xf") where isInCells:
                let id = xml.attribute("numFmtId").flatMap { Int($0) } ?? 0
                formats.append(NumberFormat(id: id, codes: codes))
            default: break
            }
        }
        return formats
    }
}

/// The list of sheets.
private struct WorkbookPart {
    private(set) var sheets: [(name: String, relation: String, isHidden: Bool)] = []
    private(set) var is1904 = false

    private static let relations = [
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    ]

    init(_ xml: XMLReader) throws(ArchiveFault) {
        while let event = try xml.next() {
            switch event {
            case .start("workbookPr"): is1904 = ["1", "true"].contains(xml.attribute("date1904") ?? "")
            case .start("sheet"):
                let relation = Self.relations.lazy.compactMap { xml.attribute("id", in: $0) }.first
                guard let name = xml.attribute("name"), let relation else { continue }
                sheets.append((name, relation, (xml.attribute("state") ?? "visible") != "visible"))
            default: break
            }
        }
    }
}

/// The parts of an Open Packaging file and how they name each other. Source: ECMA-376 Part 2.
private struct Package {
    let parts: [String: [UInt8]]

    func part(_ name: String) throws(ArchiveFault) -> [UInt8] {
        guard let bytes = parts[name] else { throw .missingPart(name) }
        return bytes
    }

    /// The part that a relation of `source` leads to, by id or by the end of its kind.
    func target(of source: String, id: String? = nil, kind: String? = nil) throws(ArchiveFault) -> String? {
        let slash = source.lastIndex(of: "/")
        let folder = slash.map { String(source[...$0]) } ?? ""
        let name = slash.map { String(source[source.index(after: $0)...]) } ?? source
        let relations = "\(folder)_rels/\(name).rels"
        guard let bytes = parts[relations] else { return nil }
        let xml = try XMLReader(bytes, entry: relations)
        while let event = try xml.next() {
            guard event == .start("Relationship"), let target = xml.attribute("Target") else { continue }
            let isMeant =
                id.map { xml.attribute("Id") == $0 } ?? kind.map { xml.attribute("Type")?.hasSuffix($0) == true }
            if isMeant == true { return Self.resolve(target, in: folder) }
        }
        return nil
    }

    private static func resolve(_ target: String, in folder: String) -> String {
        var path: [Substring] = target.hasPrefix("/") ? [] : folder.split(separator: "/")
        for part in target.split(separator: "/") where part != "." {
            if part == ".." { _ = path.popLast() } else { path.append(part) }
        }
        return path.joined(separator: "/")
    }
}
