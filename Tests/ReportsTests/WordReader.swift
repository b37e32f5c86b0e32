import Archive
import Testing

/// A Word file by its XML: the rows of its tables, and its whole text.
struct WordReader {
    let rows: [[String]]
    let text: String
    /// One a paragraph.
    let lines: [String]

    init(_ bytes: [UInt8]) throws {
        let parts = try ZipReader.read(bytes, limits: .init(entries: 20, inflated: 1 << 24)) {
            $0 == "word/document.xml"
        }
        let xml = String(decoding: try #require(parts["word/document.xml"]), as: UTF8.self)
        rows = xml.split(separator: "<w:tr>").dropFirst().map { row in
            row.prefix(upTo: row.firstRange(of: "</w:tr>")?.lowerBound ?? row.endIndex)
                .split(separator: "<w:tc>").dropFirst().map(Self.text)
        }
        text = Self.text(xml[...])
        lines = xml.split(separator: "<w:p>").dropFirst().map(Self.text)
    }

    private static func text(_ part: Substring) -> String {
        part.matches(of: /<w:t [^>]*>([^<]*)<\/w:t>/).map { String($0.output.1) }.joined()
    }
}
