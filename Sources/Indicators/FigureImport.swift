package import Base

/// What a table of figures would bring, before anything is written.
package struct FigurePreview: Hashable, Sendable {
    /// Rows that can be taken.
    package var rows: [Row] = []
    /// Lines whose numbers are all empty: missing is not zero, so they bring nothing.
    package var missing: [Int] = []
    /// By line.
    package var faults: [FigureFault] = []

    package struct Row: Hashable, Sendable {
        package let line: Int
        package let figure: Figure
        package let change: Change
        package let remarks: [Remark]
    }

    /// What a person should see before the row is written.
    package enum Remark: Hashable, Sendable {
        /// The area's code as it stood, when a spreadsheet had eaten its zero.
        case zeroPutBack(String)
        /// The period as it stood: the first day of a month, which a spreadsheet makes of `2026-06`.
        case monthOfDay(String)
        /// A share between 0 and 1, which may be meant as a fraction.
        case belowOnePercent
    }

    package enum Change: Hashable, Sendable {
        case new
        /// Already in the book, word for word.
        case same
        /// Corrects this figure of the same subject.
        case corrects(Figure)
    }
}

/// Reads a table of figures: CSV text, or the rows of a spreadsheet. Codes stay text.
///
/// Columns, by their Vietnamese or English name in any order: `ma_don_vi`/`area`, `id`/`indicator`, `ky`/`period`, `cap`/`level`,
/// `tu_so`/`numerator`, `mau_so`/`denominator`, `gia_tri`/`value`, `nguon_co_quan`/`source`, `so_van_ban`/`document`,
/// `ngay_so_lieu`/`date`, `nguoi_nhap`/`entered_by`, `ghi_chu`/`note`. Source: DOMAIN.md §2.5 C.
package struct FigureImport: Hashable, Sendable {
    package let catalogue: Catalogue
    /// The book's own: of no other area would a report use a figure.
    package let area: String
    /// For rows that name nobody.
    package let enteredBy: String
    package let enteredOn: CivilDate
    package let book: FigureBook
    /// Which figures of other levels are asked for; nil takes any.
    package let plan: Plan?

    package init(
        catalogue: Catalogue, area: String, enteredBy: String, enteredOn: CivilDate, book: FigureBook,
        plan: Plan? = nil
    ) {
        self.plan = plan
        self.catalogue = catalogue
        self.area = area
        self.enteredBy = enteredBy
        self.enteredOn = enteredOn
        self.book = book
    }

    /// `,`, `;` or tabs between fields; quotes as in RFC 4180.
    package func preview(csv text: String) -> FigurePreview {
        do {
            return preview(try DelimitedText(text).rows)
        } catch {
            let reason: FigureFault.Reason = error.reason == .unclosedQuote ? .unclosedQuote : .textAfterQuote
            return FigurePreview(faults: [FigureFault(reason, line: error.line)])
        }
    }

    /// One figure, as it was typed.
    package func preview(_ cells: [FigureColumn: String]) -> FigurePreview {
        let columns = FigureColumn.allCases.filter { cells[$0] != nil }
        var preview = preview([(1, columns.map(\.rawValue)), (2, columns.map { cells[$0] ?? "" })])
        preview.faults = preview.faults.map { FigureFault($0.reason) }
        return preview
    }

    /// Rows as texts, the first one being the header; `line` counts from 1.
    package func preview(_ rows: [(line: Int, fields: [String])]) -> FigurePreview {
        var preview = FigurePreview()
        guard let header = rows.first else {
            preview.faults = [FigureFault(.noRows, line: 1)]
            return preview
        }
        let columns = Columns(header.fields)
        preview.faults = columns.faults.map { FigureFault($0, line: header.line) }
        guard columns.isUsable else { return preview }
        var read: [ReadRow] = []
        for row in rows.dropFirst() where row.fields.contains(where: { !$0.allSatisfy(\.isWhitespace) }) {
            if row.fields.count > header.fields.count {
                let fault = FigureFault.Reason.tooManyFields(row.fields.count, expected: header.fields.count)
                preview.faults.append(FigureFault(fault, line: row.line))
                continue
            }
            var reader = FigureRow(cells: columns.cells(of: row.fields))
            // A template that is sent back half empty: what has no number needs no day and no source either.
            if reader.isMissing {
                preview.missing.append(row.line)
                continue
            }
            let figure = reader.figure(self)
            var faults = reader.faults + (reader.faults.isEmpty ? figure.faults(in: catalogue) : [])
            if faults.isEmpty, let level = figure.level, !isAsked(figure, of: level) {
                faults = [.levelNotAsked(figure.indicator, level)]
            }
            if figure.isBelowOnePercent(in: catalogue) { reader.remarks.append(.belowOnePercent) }
            read.append(ReadRow(line: row.line, figure: figure, remarks: reader.remarks, faults: faults))
        }
        compareLines(&read)
        preview.rows = read.filter(\.faults.isEmpty).map {
            FigurePreview.Row(line: $0.line, figure: $0.figure, change: change($0.figure), remarks: $0.remarks)
        }
        preview.faults += read.flatMap { row in row.faults.map { FigureFault($0, line: row.line) } }
        preview.faults.sort { ($0.line ?? 0) < ($1.line ?? 0) }
        return preview
    }

    /// One subject on two lines: once is enough, and of two that differ nobody knows which is meant.
    private func compareLines(_ rows: inout [ReadRow]) {
        for places in Dictionary(grouping: rows.indices, by: { rows[$0].figure.subject }).values where places.count > 1
        {
            let first = rows[places[0]]
            let isRepeated = places.allSatisfy { rows[$0].figure == first.figure && rows[$0].faults == first.faults }
            for place in places where rows[place].faults.isEmpty {
                if !isRepeated {
                    let other = rows[places[place == places[0] ? 1 : 0]].line
                    rows[place].faults = [.contradicts(first.figure.indicator, otherLine: other)]
                } else if place != places[0] {
                    rows[place].faults = [.twice(first.figure.indicator, firstLine: first.line)]
                }
            }
        }
    }

    /// Whether a report shows it, so that nothing is entered without effect.
    private func isAsked(_ figure: Figure, of level: Plan.Level) -> Bool {
        guard let plan, plan.area.code == figure.area, catalogue.indicator(figure.indicator)?.level != level else {
            return true
        }
        return plan.targets.contains {
            $0.indicator == figure.indicator && $0.levels(besides: plan.area.level).contains(level)
        }
    }

    private func change(_ figure: Figure) -> FigurePreview.Change {
        guard let known = book.figure(about: figure.subject) else { return .new }
        var again = known
        (again.enteredBy, again.enteredOn) = (figure.enteredBy, figure.enteredOn)
        return again == figure ? .same : .corrects(known)
    }
}

/// A row before it is known whether another line says the same.
private struct ReadRow {
    let line: Int
    let figure: Figure
    let remarks: [FigurePreview.Remark]
    var faults: [FigureFault.Reason]
}

extension Figure {
    /// A share between 0 and 1 % without its parts: what a spreadsheet keeps of 95 % is 0.95.
    fileprivate func isBelowOnePercent(in catalogue: Catalogue) -> Bool {
        guard let value, ratio == nil, catalogue.indicator(indicator)?.isShare == true else { return false }
        return value.units > 0 && value.units < value.scale
    }
}

/// The columns of a table of figures.
package enum FigureColumn: String, CaseIterable, Sendable {
    case area
    case indicator
    case period
    case level
    case numerator
    case denominator
    case value
    case source
    case document
    case date
    case enteredBy = "entered_by"
    case note

    /// The name in DOMAIN.md §2.5 C.
    package var vietnamese: String {
        switch self {
        case .area: "ma_don_vi"
        case .indicator: "id"
        case .period: "ky"
        case .level: "cap"
        case .numerator: "tu_so"
        case .denominator: "mau_so"
        case .value: "gia_tri"
        case .source: "nguon_co_quan"
        case .document: "so_van_ban"
        case .date: "ngay_so_lieu"
        case .enteredBy: "nguoi_nhap"
        case .note: "ghi_chu"
        }
    }

    /// By either name, with or without marks, with spaces or underlines.
    init?(header: String) {
        let key = header.searchKey.replacing(" ", with: "_")
        guard let column = Self.allCases.first(where: { $0.rawValue == key || $0.vietnamese == key }) else {
            return nil
        }
        self = column
    }
}

private struct Columns {
    private var places: [FigureColumn: Int] = [:]
    private(set) var faults: [FigureFault.Reason] = []
    private(set) var isUsable = true

    init(_ header: [String]) {
        for (place, name) in header.enumerated() where !name.allSatisfy(\.isWhitespace) {
            guard let column = FigureColumn(header: name) else {
                let names = FigureColumn.allCases.map(\.vietnamese)
                faults.append(
                    .unknownColumn(name, nearest: name.searchKey.replacing(" ", with: "_").nearest(in: names)))
                continue
            }
            if places[column] != nil {
                faults.append(.columnTwice(name))
                isUsable = false
            }
            places[column] = place
        }
        var missing = [FigureColumn.indicator, .date, .source].filter { places[$0] == nil }
        if places[.value] == nil, places[.numerator] == nil { missing.append(.value) }
        if !missing.isEmpty {
            faults.append(.noHeader(missing: missing.map(\.vietnamese)))
            isUsable = false
        }
    }

    func cells(of fields: [String]) -> [FigureColumn: String] {
        places.reduce(into: [:]) { cells, entry in
            guard entry.value < fields.count else { return }
            let text = fields[entry.value].nfc
            let words = text.split(whereSeparator: \.isWhitespace)
            if !words.isEmpty { cells[entry.key] = words.joined(separator: " ") }
        }
    }
}

/// One row, field by field; every fault is noted, none stops the next field.
private struct FigureRow {
    let cells: [FigureColumn: String]
    private(set) var faults: [FigureFault.Reason] = []
    var remarks: [FigurePreview.Remark] = []
    /// Of an indicator in %, whose value may have its sign.
    private var isOfShare = false

    init(cells: [FigureColumn: String]) {
        self.cells = cells
    }

    /// No number at all stands in it.
    var isMissing: Bool {
        cells[.value] == nil && cells[.numerator] == nil && cells[.denominator] == nil
    }

    mutating func figure(_ context: FigureImport) -> Figure {
        var figure = Figure(
            indicator: cells[.indicator] ?? "", area: area(context), date: date() ?? context.enteredOn,
            source: cells[.source] ?? "", enteredBy: cells[.enteredBy] ?? context.enteredBy,
            enteredOn: context.enteredOn)
        figure.period = period()
        figure.level = level(in: figure.area, of: context.catalogue.indicator(figure.indicator))
        let isCount = context.catalogue.isCounted(figure.indicator)
        isOfShare = context.catalogue.indicator(figure.indicator)?.unit.hasPrefix("%") ?? !isCount
        figure.value = number(.value, isCount: isCount, isPercent: isOfShare)
        // `30.800,0` people are 30800.
        if isCount, let whole = figure.value?.whole { figure.value = DecimalNumber(whole) }
        figure.numerator = whole(.numerator)
        figure.denominator = whole(.denominator)
        figure.document = cells[.document]
        figure.note = cells[.note]
        return figure
    }

    /// A spreadsheet that took the code for a number has dropped its leading zero: put back where it gives the book's
    /// own code, and said.
    private mutating func area(_ context: FigureImport) -> String {
        guard let code = cells[.area] else { return context.area }
        if "0" + code == context.area {
            remarks.append(.zeroPutBack(code))
            return context.area
        }
        let isCode = [2, 5].contains(code.utf8.count) && code.utf8.allSatisfy { (0x30...0x39).contains($0) }
        if !isCode {
            faults.append(.areaCode(code))
        } else if code != context.area {
            faults.append(.otherArea(code, own: context.area))
        }
        return code
    }

    private mutating func date() -> CivilDate? {
        let text = cells[.date] ?? ""
        let date = CivilDate(written: text)
        if date == nil { faults.append(.unreadableDate(text)) }
        return date
    }

    private mutating func period() -> Period.Span? {
        guard let text = cells[.period] else { return nil }
        if let span = Period.Span(written: text) { return span.shortest }
        if let span = Period.Span(monthOf: text) {
            remarks.append(.monthOfDay(text))
            return span
        }
        faults.append(.unreadablePeriod(text))
        return nil
    }

    /// The area's own level needs no word, nor one that alone has such a figure.
    private mutating func level(in area: String, of indicator: Indicator?) -> Plan.Level? {
        guard let text = cells[.level] else { return indicator?.otherLevel(inArea: area) }
        guard let level = Plan.Level(typed: text) else {
            faults.append(.unknownLevel(text))
            return nil
        }
        return level == Plan.Level(ofArea: area) ? nil : level
    }

    private mutating func number(_ column: FigureColumn, isCount: Bool, isPercent: Bool) -> DecimalNumber? {
        guard let text = cells[column] else { return nil }
        // Without its sign 92% would be 92 people.
        guard isPercent || !text.hasSuffix("%") else {
            faults.append(.percentOfCount(column: column.vietnamese, text, ofShare: isOfShare))
            return nil
        }
        do throws(NumberFault) {
            return try DecimalNumber(typed: text, isCount: isCount)
        } catch {
            switch error {
            case .notANumber: faults.append(.notANumber(column: column.vietnamese, text))
            case .thousandsOrDecimals: faults.append(.thousandsOrDecimals(column: column.vietnamese, text))
            case .commaInCount: faults.append(.commaInCount(column: column.vietnamese, text))
            }
            return nil
        }
    }

    private mutating func whole(_ column: FigureColumn) -> Int? {
        guard let number = number(column, isCount: true, isPercent: false) else { return nil }
        if number.whole == nil { faults.append(.notWhole(column: column.vietnamese, cells[column] ?? "")) }
        return number.whole
    }
}
