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
    case xlsx
    case docx
    case json
    case csv
    case csvExcel = "csv-excel"
    case dataPackage = "datapackage"
    case dhis2
    case paragraphs

    /// What a file's name ends in when it asks for a format.
    package static let endings: [(text: String, format: Self)] = [
        (".txt", .terminal), (".html", .html), (".xlsx", .xlsx), (".docx", .docx), (".json", .json), (".csv", .csv),
        (".zip", .dataPackage),
    ]

    /// The format that a file's name asks for; nil when it says nothing.
    package init?(fileName: String) {
        let name = fileName.lowercased()
        guard let ending = Self.endings.first(where: { name.hasSuffix($0.text) }) else { return nil }
        self = ending.format
    }

    /// Whether it can be shown at a terminal.
    package var isText: Bool {
        switch self {
        case .xlsx, .docx, .dataPackage: false
        case .terminal, .html, .json, .csv, .csvExcel, .dhis2, .paragraphs: true
        }
    }

    /// What it shows beyond the period's figures.
    package func parts(by dimension: Breakdown.Dimension?) -> Set<ReportDetails.Part> {
        switch self {
        case .terminal: dimension == nil ? [.hamlets] : [.breakdowns]
        case .docx: dimension == nil ? [] : [.breakdowns]
        case .paragraphs: []
        case .csv, .csvExcel, .dataPackage, .dhis2: [.breakdowns]
        case .html, .xlsx, .json: [.breakdowns, .trend]
        }
    }

    /// Whether it has a place for a breakdown.
    package func shows(_ dimension: Breakdown.Dimension) -> Bool {
        switch self {
        case .paragraphs: false
        case .dhis2: dimension == .hamlet
        case .terminal, .html, .xlsx, .docx, .json, .csv, .csvExcel, .dataPackage: true
        }
    }

    package func renderer(_ style: ReportStyle) -> any Renderer {
        switch self {
        case .terminal: TerminalRenderer(language: style.language, colour: style.colour, by: style.dimension)
        case .html: HTMLRenderer(language: style.language, by: style.dimension)
        case .xlsx: XLSXRenderer(language: style.language, by: style.dimension)
        case .docx: DOCXRenderer(by: style.dimension)
        case .json: JSONRenderer()
        case .csv: CSVRenderer()
        case .csvExcel: ExcelCSVRenderer()
        case .dataPackage: DataPackageRenderer()
        case .dhis2: DHIS2Renderer(mapping: style.mapping)
        case .paragraphs: ParagraphRenderer()
        }
    }
}

/// What the reader chooses beyond the format.
package struct ReportStyle: Sendable {
    package let language: Language
    /// At a terminal alone.
    package var colour = false
    /// What `--by` asks for: at a terminal instead of the table of hamlets, elsewhere beside what is shown anyway.
    package var dimension: Breakdown.Dimension?
    /// For DHIS2 alone.
    package var mapping = DHIS2Mapping.own

    package init(language: Language) {
        self.language = language
    }
}
