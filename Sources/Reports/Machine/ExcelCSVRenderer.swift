import Base
package import Indicators

/// The CSV rows for Excel on a Vietnamese computer: byte order mark, semicolons, decimal commas, nothing that a
/// spreadsheet would run as a formula.
package struct ExcelCSVRenderer: TextRenderer {
    package init() {}

    package func render(_ report: ReportModel) -> String {
        let rows = CSVRenderer().rows(report)
        let lines = rows.map { row in
            zip(rows[0], row).map { name, text in
                Self.quoted(CSVRenderer.numeric.contains(name) ? text.replacing(".", with: ",") : Self.text(text))
            }.joined(separator: ";")
        }
        return "\u{FEFF}" + lines.map { $0 + "\r\n" }.joined()
    }

    /// A formula becomes text; a code with a leading zero keeps it. Source: OWASP, "CSV injection".
    static func text(_ text: String) -> String {
        guard let first = text.unicodeScalars.first else { return text }
        if ["=", "+", "-", "@", "\t", "\r"].contains(first) { return "'" + text }
        let isCode = first == "0" && text.utf8.count > 1 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
        return isCode ? "=\"\(text)\"" : text
    }

    private static func quoted(_ text: String) -> String {
        guard text.utf8.contains(where: { [0x22, 0x3B, 0x0A, 0x0D].contains($0) }) else { return text }
        return "\"\(text.replacing("\"", with: "\"\""))\""
    }
}
