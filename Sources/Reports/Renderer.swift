package import Base
package import Indicators

/// One report format: the same values in another dress.
package protocol Renderer: Sendable {
    /// The whole file.
    func bytes(_ report: ReportModel) throws -> [UInt8]
}

/// A format of plain text, in UTF-8.
package protocol TextRenderer: Renderer {
    /// The whole document, with the line end that the format asks for.
    func render(_ report: ReportModel) -> String
}

extension TextRenderer {
    package func bytes(_ report: ReportModel) -> [UInt8] { Array(render(report).utf8) }
}

/// The formats of `report --format`.
package enum ReportFormat: String, Sendable, CaseIterable {
    case terminal
    case html
    case json
    case csv

    /// The format that a file's name asks for; nil when it says nothing.
    package init?(fileName: String) {
        let name = fileName.lowercased()
        guard let format = Self.allCases.first(where: { name.hasSuffix(".\($0.fileExtension)") }) else { return nil }
        self = format
    }

    package var fileExtension: String {
        switch self {
        case .terminal: "txt"
        case .html, .json, .csv: rawValue
        }
    }

    /// Whether it can be shown at a terminal.
    package var isText: Bool { true }

    /// `colour` and `dimension` touch the terminal alone.
    package func renderer(
        language: Language, colour: Bool = false, by dimension: Breakdown.Dimension? = nil
    ) -> any Renderer {
        switch self {
        case .terminal: TerminalRenderer(language: language, colour: colour, by: dimension)
        case .html: HTMLRenderer(language: language)
        case .json: JSONRenderer()
        case .csv: CSVRenderer()
        }
    }
}
