internal import Archive
internal import Base
internal import Forms

/// Gathers faults while a form is read.
struct FaultList {
    let file: String
    /// Errors, and as many warnings. More are counted alone: nobody reads them, and a hostile file could fill the
    /// memory with them.
    static let limit = 1_000
    /// Bytes of a text that a fault shows, on either side of the spot.
    private static let textLimit = 500
    private(set) var faults: [FormFault] = []
    /// Faults beyond the limit.
    private(set) var unlisted: [FormFault.Severity: Int] = [:]
    private var listed: [FormFault.Severity: Int] = [:]
    var hasError: Bool { listed[.error] != nil }
    /// The column in which tables begin as a spreadsheet program shows the file, from 0: 1 in a .csv, whose first
    /// column names the sheets.
    var firstColumn = 0
    private var known: Set<FormFault> = []
    /// Bytes of expressions that may still be read: each is walked through by several checks.
    var expressionRoom = FaultList.expressionLimit
    static let expressionLimit = 1 << 20
    /// Comparisons that `nearest` may still make; about half a second.
    private var budget = 20_000

    init(file: String) {
        self.file = file
    }

    /// By sheet, then by row, then in the order of finding. `sheets` is the order of the file.
    func sorted(by sheets: [String]) -> [FormFault] {
        let rank = Dictionary(sheets.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let key = { (fault: FormFault) in (fault.sheet.flatMap { rank[$0] } ?? -1, fault.row ?? 0) }
        return faults.enumerated().sorted { a, b in
            let (left, right) = (key(a.element), key(b.element))
            return left == right ? a.offset < b.offset : left < right
        }.map(\.element)
    }

    /// At a cell: `offset` UTF-8 bytes into its text. Of a blank one the row around it is shown.
    mutating func add(
        _ kind: FormFault.Kind, _ severity: FormFault.Severity? = nil, in sheet: String, _ row: Row,
        _ column: (position: Int, header: String), name: String? = nil, offset: Int = 0
    ) {
        guard mayShow(severity ?? kind.severity) else { return unlisted[severity ?? kind.severity, default: 0] += 1 }
        let cell = row[column.position].text
        let (text, offset) = cell.isEmpty ? row.beside(column.position) : (cell, offset)
        add(
            kind, severity, sheet: sheet, row: row.number, line: row.line, column: column, name: name, text: text,
            offset: offset)
    }

    /// - Parameter offset: UTF-8 bytes before the spot in `text`.
    mutating func add(
        _ kind: FormFault.Kind, _ severity: FormFault.Severity? = nil, sheet: String? = nil, row: Int? = nil,
        line: Int? = nil,
        column: (position: Int, header: String)? = nil, name: String? = nil, text: String? = nil, offset: Int = 0
    ) {
        let severity = severity ?? kind.severity
        guard mayShow(severity) else { return unlisted[severity, default: 0] += 1 }
        let spot = text.map { Self.part(of: $0, around: offset) }
        let fault = FormFault(
            kind: kind, severity: severity, file: file, sheet: sheet, row: row, line: line,
            column: column.map { columnLetters(firstColumn + $0.position) }, header: column?.header,
            name: name.flatMap { $0.isEmpty ? nil : $0 }, text: spot?.text, caret: spot?.caret)
        guard known.insert(fault).inserted else { return }
        listed[severity, default: 0] += 1
        faults.append(fault)
    }

    /// Faults that nobody sees are not worth finding their spots.
    func mayShow(_ severity: FormFault.Severity) -> Bool { listed[severity, default: 0] < Self.limit }

    /// Errors that were found and that nobody has kept.
    mutating func leaveOut(errors: Int) {
        if errors > 0 { unlisted[.error, default: 0] += errors }
    }

    /// Which of `candidates` was probably meant. Comparing is dear, so only the first unknown names are compared.
    mutating func nearest(_ name: String, in candidates: some Collection<String>) -> String? {
        guard (2...200).contains(name.utf8.count), candidates.count <= budget else { return nil }
        budget -= candidates.count
        return name.nearest(in: candidates)
    }

    /// The text and the letters before the spot; of a long one the part around it.
    private static func part(of text: String, around offset: Int) -> (text: String, caret: Int) {
        let bytes = text.utf8
        guard bytes.count > 2 * textLimit else {
            return (text, String(decoding: bytes.prefix(offset), as: UTF8.self).count)
        }
        let isInside = { (byte: UInt8) in byte & 0xC0 == 0x80 }
        let before = bytes.prefix(offset).suffix(textLimit).drop(while: isInside)
        var after = bytes.dropFirst(offset).prefix(textLimit)
        if after.count == textLimit {
            after = after.dropLast(after.reversed().prefix(while: isInside).count + 1)
        }
        let start = (before.count < min(offset, bytes.count) ? "…" : "") + String(decoding: before, as: UTF8.self)
        let end = String(decoding: after, as: UTF8.self)
        return (start + end + (offset + after.count < bytes.count ? "…" : ""), start.count)
    }
}
