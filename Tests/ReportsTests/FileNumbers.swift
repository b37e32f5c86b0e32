import Archive
import Base
import Foundation
import Indicators
import Reports
import Testing

/// The numbers that stand in a file, read back without the code that wrote it, under the names of `ModelNumbers`.
struct FileNumbers {
    private let report: ReportModel
    private(set) var numbers: [String: String] = [:]

    init(of report: ReportModel, format: ReportFormat, bytes: [UInt8]) throws {
        self.report = report
        let text = String(decoding: bytes, as: UTF8.self)
        switch format {
        case .json: try readJSON(JSON(parsing: text))
        case .csv: readTable(try CSV.rows(text).map(\.cells))
        case .csvExcel: readTable(try CSV.rows(text, separator: 0x3B).map { $0.cells.map(Self.fromExcel) })
        case .dataPackage: try readPackage(bytes)
        case .dhis2: try readDHIS2(JSON(parsing: text))
        case .html: readPage(text)
        case .xlsx: try readWorkbook(XLSXReader.read(bytes))
        case .docx: try readDraft(bytes)
        case .terminal, .paragraphs: Issue.record("no reader for \(format)")
        }
        numbers = numbers.mapValues(\.withoutZeros)
    }

    /// The ways of rating by what people read.
    private var methods: [String: String] {
        Dictionary(uniqueKeysWithValues: report.catalogue.toldAndUntoldMethods.map { ($0.name.vi, $0.id) })
            .merging(["Tất cả": ""]) { a, _ in a }
    }

    private mutating func note(_ name: String, _ value: String?) {
        if let value, !value.isEmpty, value != "—" { numbers[name] = value }
    }

    private func isDistribution(_ id: String) -> Bool {
        if case .distribution? = report.figures.values[id] { true } else { false }
    }

    private mutating func noteFigure(_ id: String, _ part: String, _ value: String?) {
        note(isDistribution(id) ? "reason \(part)" : "figure \(id) \(part)", value)
    }

    // MARK: JSON

    private mutating func readJSON(_ json: JSON) throws {
        for key in ["figures", "other_figures"] {
            for member in json[key]?.object ?? [:] where !["tang_them", "by_hamlet"].contains(member.key) {
                for (part, value) in Self.parts(member.value) { noteFigure(member.key, part, value) }
            }
        }
        for figure in json["ratings_by_method"]?.object ?? [:] {
            for method in figure.value.object ?? [:] {
                for (part, value) in Self.parts(method.value) {
                    note("figure \(figure.key) \(part).\(method.key)", value)
                }
            }
        }
        for member in json["figures"]?["tang_them"]?.object ?? [:] { note("gain \(member.key)", member.value.digits) }
        for member in json["conflicts"]?.object ?? [:] { note("conflict \(member.key)", member.value.digits) }
        for dimension in json["breakdowns"]?.object ?? [:] {
            for group in dimension.value.array ?? [] {
                for member in group.object ?? [:] {
                    let id = group["id"]?.string ?? ""
                    note("by \(dimension.key) \(id) \(member.key)", member.value.digits)
                }
            }
        }
        for month in json["trend"]?.array ?? [] {
            let id = month["period"]?["id"]?.string ?? ""
            for member in month["figures"]?.object ?? [:] where !["tang_them", "by_hamlet"].contains(member.key) {
                for (part, value) in Self.parts(member.value) { note("trend \(id) \(member.key) \(part)", value) }
            }
        }
        for row in json["difficulties"]?.array ?? [] {
            note("difficulty \(row["theme"]?.string ?? "") \(row["status"]?.string ?? "")", row["count"]?.digits)
        }
        for side in ["before", "now"] { note("days \(side)", json["comparison"]?["lengths"]?[side]?.digits) }
        for change in json["comparison"]?["changes"]?.array ?? [] {
            let id = change["id"]?.string ?? ""
            note("before \(id)", change["before"]?.digits)
            note("now \(id)", change["now"]?.digits)
            note("change \(id)", change["difference"]?.digits)
        }
        for row in json["indicators"]?.array ?? [] { readRow(row) }
        let state = json["completeness"]
        for device in state?["devices"]?.array ?? [] {
            let team = device["team"]?.string ?? ""
            note(
                "device \(device["name"]?.string ?? "")\(team.isEmpty ? "" : " (\(team))")", device["records"]?.digits)
        }
        for key in ["edit_conflicts", "uncounted", "quarantined"] {
            note("state \(key.replacing("_", with: "-"))", state?[key]?.digits)
        }
    }

    private mutating func readRow(_ row: JSON) {
        let name = "row \(row["section"]?.string ?? "")|\(row["id"]?.string ?? "")"
        for key in ["value", "numerator", "denominator", "gap", "target"] { note("\(name) \(key)", row[key]?.digits) }
        note("\(name) unit", row["unit"]?.string)
        note("\(name) low", row["interval"]?["low"]?.digits)
        note("\(name) high", row["interval"]?["high"]?.digits)
        note("\(name) pro-rata", row["pro_rata"]?.digits)
        if let part = row["cumulative"]?["numerator"]?.int, let whole = row["cumulative"]?["denominator"]?.int {
            note("\(name) cumulative", Ratio(part: part, whole: whole).percent?.plain)
        } else {
            note("\(name) cumulative", row["cumulative"]?.digits)
        }
    }

    private static func parts(_ value: JSON) -> [(String, String?)] {
        value.object.map { $0.map { ($0.key, $0.value.digits) } } ?? [("", value.digits)]
    }

    private mutating func readDHIS2(_ json: JSON) throws {
        for value in json["dataValues"]?.array ?? [] {
            let names = (value["dataElement"]?.string ?? "").split(separator: ".", maxSplits: 1).map(String.init)
            if names[0] == "tang_them" {
                note("gain \(names[1])", value["value"]?.string)
            } else {
                noteFigure(names[0], names.count > 1 ? names[1] : "", value["value"]?.string)
            }
        }
    }

    // MARK: Tables

    /// A cell as Excel gives it back in Vietnam: `="02"` is a text, `97,46` a number.
    private static func fromExcel(_ cell: String) -> String {
        if cell.hasPrefix("=\"") { return String(cell.dropFirst(2).dropLast()) }
        let isNumber = !cell.isEmpty && cell.allSatisfy { $0.isASCII && ($0.isNumber || $0 == "," || $0 == "-") }
        return isNumber ? cell.replacing(",", with: ".") : cell
    }

    /// The rows of the CSV format, wherever they stand; without a column `kind` they are of the plan.
    private mutating func readTable(_ rows: [[String]]) {
        for row in rows.dropFirst() {
            let cell = Dictionary(zip(rows[0], row)) { a, _ in a }
            let (id, part) = (cell["id"] ?? "", cell["part"] ?? "")
            switch cell["kind"] ?? "indicator" {
            case "figure": noteFigure(id, part, cell["value"])
            case "tang_them": note("gain \(id)", cell["value"])
            case "indicator":
                let name = "row \(cell["section"] ?? "")|\(id)"
                for key in ["value", "unit", "numerator", "denominator", "gap", "target", "cumulative"] {
                    note("\(name) \(key)", cell[key])
                }
                note("\(name) low", cell["interval_low"])
                note("\(name) high", cell["interval_high"])
                note("\(name) pro-rata", cell["pro_rata"])
            case let kind where kind.hasPrefix("by_"): note("by \(kind.dropFirst(3)) \(id) \(part)", cell["value"])
            case "difficulty": note("difficulty \(id) \(part)", cell["value"])
            case let kind: note("\(kind) \(id)", cell["value"])
            }
        }
    }

    private mutating func readPackage(_ bytes: [UInt8]) throws {
        let files = try ZipReader.read(bytes, limits: .init(entries: 20, inflated: 1 << 24)) { $0.hasSuffix(".csv") }
        for file in files.values { readTable(try CSV.rows(String(decoding: file, as: UTF8.self)).map(\.cells)) }
    }

    private mutating func readWorkbook(_ book: Spreadsheet) throws {
        func rows(_ name: String) -> [[Int: String]] {
            (book.sheets.first { $0.name == name }?.rows ?? []).map { row in
                Dictionary(uniqueKeysWithValues: row.cells.map { ($0.column, $0.text) })
            }
        }
        let verdicts = Set(Verdict.allCases.map(\.text.vi))
        for (row, cells) in zip(report.rows, rows("Tổng hợp").filter { verdicts.contains($0[8] ?? "") }) {
            let name = "result \(row.target.section)|\(row.target.indicator)"
            for (column, key) in [(2, "unit"), (4, "value"), (5, "numerator"), (6, "denominator"), (7, "gap")] {
                note("\(name) \(key)", cells[column])
            }
        }
        readActivity(rows("Hoạt động"))
        let changes = report.comparison?.changes ?? []
        for (change, cells) in zip(changes, rows("So sánh").filter { Int($0[0] ?? "") != nil }) {
            note("before \(change.id)", cells[3])
            note("now \(change.id)", cells[4])
            note("change \(change.id)", cells[5])
        }
        let sheets: [(String, Breakdown.Dimension)] = [
            ("Theo tổ", .hamlet), ("Theo việc", .item), ("Theo tổ công nghệ số", .team),
        ]
        for (sheet, dimension) in sheets {
            for cells in rows(sheet).dropFirst() where cells[2] != nil {
                for (place, measure) in (report.details[dimension]?.measures ?? []).enumerated() {
                    note("shown \(dimension.rawValue) \(cells[0] ?? "") \(measure.rawValue)", cells[place + 2])
                }
            }
        }
        for cells in rows("Cách lấy đánh giá") {
            guard let method = methods[cells[2] ?? ""] else { continue }
            let name = "\(cells[0] ?? "") \(method)"
            for (place, key) in ["clients", "clients_satisfied"].enumerated() {
                note("rated \(name) \(key)", cells[3 + place])
            }
            for (place, key) in ["ratings", "ratings_satisfied"].enumerated() {
                note("rated \(name) \(key)", cells[6 + place])
            }
            note("share \(name) clients", cells[5])
            note("share \(name) ratings", cells[8])
        }
        readMonths(rows("Theo tháng"))
        let reasons = rows("Lý do, khó khăn")
        for cells in reasons where cells[0] == "Lý do" { note("reason \(cells[1] ?? "")", cells[4]) }
        for (difficulty, cells) in zip(report.details.difficulties, reasons.filter { $0[0] == "Khó khăn" }) {
            note("difficulty \(difficulty.theme) \(difficulty.status)", cells[4])
        }
        let received = rows("Số liệu đã nhận").dropFirst()
        for cells in received.dropLast(3) { note("device \(cells[0] ?? "")", cells[2]) }
        for (key, cells) in zip(["edit-conflicts", "uncounted", "quarantined"], received.suffix(3)) {
            note("state \(key)", cells[2])
        }
        let data = rows("Dữ liệu")
        let width = data.first?.count ?? 0
        readTable(data.map { cells in (0..<width).map { cells[$0] ?? "" } })
    }

    /// Figures, then increments by item, then events: each part under a heading of its own.
    private mutating func readActivity(_ rows: [[Int: String]]) {
        var kind = ""
        for cells in rows.dropFirst() {
            guard let id = cells[0], cells[1] != nil else {
                kind =
                    ["Hoạt": "activity", "Tăng": "new", "Tập": "event"].first { cells[0]?.hasPrefix($0.key) == true }?
                    .value ?? ""
                continue
            }
            if cells[4] == nil {
                note("\(kind) \(id)", cells[3])
            } else {
                note("\(kind) \(id) numerator", cells[4])
                note("\(kind) \(id) denominator", cells[5])
            }
        }
    }

    private mutating func readMonths(_ rows: [[Int: String]]) {
        guard let heads = rows.first else { return }
        for cells in rows.dropFirst() {
            // `T6/2026`.
            let parts = (cells[0] ?? "").dropFirst().split(separator: "/")
            guard parts.count == 2, let month = Int(parts[0]) else { continue }
            for indicator in report.catalogue.indicators {
                let name = (indicator.gain ?? indicator.name).vi
                guard let column = heads.first(where: { $0.value == name || $0.value.hasPrefix("\(name) (") })?.key
                else {
                    continue
                }
                note("months \(parts[1])-\(month < 10 ? "0" : "")\(month) \(indicator.id)", cells[column])
            }
        }
    }

    // MARK: Pages

    private mutating func readPage(_ page: String) {
        var (group, trend) = ("", "")
        for element in Self.elements(page) {
            let value = element["data-value"]
            if let id = element["data-figure"] { note("head \(id)", value) }
            if let id = element["data-activity"] {
                note("activity \(id)", value)
                for key in ["numerator", "denominator"] { note("activity \(id) \(key)", element["data-\(key)"]) }
            }
            if let id = element["data-rating"], let method = element["data-method"] {
                for key in ["clients", "clients_satisfied", "ratings", "ratings_satisfied"] {
                    note("rated \(id) \(method) \(key)", element["data-\(key)"])
                }
            }
            if let id = element["data-event"] { note("event \(id)", value) }
            if let id = element["data-trend"] { trend = id }
            if let month = element["data-month"] { note("month \(month) \(trend)", value) }
            if let by = element["data-by"] { group = "\(by) \(element["data-group"] ?? "")" }
            if let measure = element["data-measure"] { note("shown \(group) \(measure)", value) }
            if let id = element["data-reason"] { note("reason \(id)", value) }
            if let name = element["data-device"] { note("device \(name)", element["data-records"]) }
            if let theme = element["data-difficulty"] {
                note("difficulty \(theme) \(element["data-state"] ?? "")", value)
            } else if let state = element["data-state"] {
                note("state \(state)", value)
            }
            if let id = element["data-compare"] {
                for (key, name) in [("before", "before"), ("now", "now"), ("difference", "change")] {
                    note("\(name) \(id)", element["data-\(key)"])
                }
            }
            guard let id = element["data-indicator"] else { continue }
            let name = "row \(element["data-section"] ?? "")|\(id)"
            for key in ["value", "unit", "numerator", "denominator", "gap", "target", "cumulative", "pro-rata"] {
                note("\(name) \(key)", element["data-\(key)"])
            }
            note("\(name) low", element["data-interval-low"])
            note("\(name) high", element["data-interval-high"])
        }
    }

    /// The attributes of every element, in order.
    static func elements(_ page: String) -> [[String: String]] {
        page.matches(of: /<[a-z0-9]+((?: [a-zA-Z0-9_-]+="[^"]*")*)\/?>/).map { match in
            let pairs = String(match.output.1).matches(of: /([a-zA-Z0-9_-]+)="([^"]*)"/).map {
                (String($0.output.1), Self.unescaped(String($0.output.2)))
            }
            return Dictionary(pairs) { a, _ in a }
        }
    }

    /// What each row of the plan is called.
    static func rowNames(_ page: String) -> [String] {
        page.matches(of: /data-indicator=[^>]*><th scope="row">([^<]*)</).map { unescaped(String($0.output.1)) }
    }

    private static func unescaped(_ text: String) -> String {
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")].reduce(text) {
            $0.replacing($1.0, with: $1.1)
        }
    }

    // MARK: Word

    private mutating func readDraft(_ bytes: [UInt8]) throws {
        let draft = try WordReader(bytes)
        let verdicts = Set(Verdict.allCases.map(\.text.vi))
        for (row, cells) in zip(report.rows, draft.rows.filter { $0.count > 5 && verdicts.contains($0[4]) }) {
            note("value \(row.target.section)|\(row.target.indicator)", Self.plain(cells[3].firstPart))
        }
        let changes = report.comparison?.changes ?? []
        for (change, cells) in zip(changes, draft.rows.filter { $0.count == 5 && Int($0[0]) != nil }) {
            note("before \(change.id)", Self.plain(cells[2]))
            note("now \(change.id)", Self.plain(cells[3]))
            note("change \(change.id)", Self.plain(cells[4]))
        }
        let groups = draft.rows.filter { $0.count == 7 && Int($0[0]) != nil && !verdicts.contains($0[4]) }
        for (group, cells) in zip(report.details[.team]?.groups ?? [], groups) {
            for (measure, cell) in zip(Breakdown.Dimension.team.measures, cells.dropFirst(2)) {
                note("team team \(group.id) \(measure.rawValue)", Self.plain(cell))
            }
        }
        var rated = ""
        for cells in draft.rows {
            if cells.count == 1, let indicator = report.catalogue.indicators.first(where: { $0.name.vi == cells[0] }) {
                rated = indicator.id
            }
            guard cells.count == 6, let method = methods[cells[0]] else { continue }
            note("asked \(rated) \(method) clients", Self.plain(cells[1]))
            note("share \(rated) \(method) clients", Self.plain(cells[2]))
            note("asked \(rated) \(method) ratings", Self.plain(cells[3]))
            note("share \(rated) \(method) ratings", Self.plain(cells[4]))
        }
        let head = /hỗ trợ ([0-9.]+) lượt, gồm ([0-9.]+) người thuộc ([0-9.]+) hộ và ([0-9.]+) cơ sở/
        if let found = draft.text.firstMatch(of: head)?.output {
            let ids = ["luot_ho_tro", "nguoi_duoc_ho_tro", "ho_duoc_ho_tro", "co_so_duoc_ho_tro"]
            for (id, count) in zip(ids, [found.1, found.2, found.3, found.4]) {
                note("head \(id)", Self.plain(String(count)))
            }
        }
        for indicator in report.catalogue.indicators {
            guard case .events = indicator.rule else { continue }
            for name in draft.text.ranges(of: " \(indicator.name.vi.lowercasedFirst)")
            where [" (", ");", "; ", ". "].contains(where: draft.text[name.upperBound...].hasPrefix) {
                let digits = draft.text[..<name.lowerBound].reversed().prefix { $0.isNumber || $0 == "." }
                note("event \(indicator.id)", Self.plain(String(digits.reversed())))
            }
        }
        for (place, match) in draft.text.matches(of: /\(([0-9.]+) lần\)/).enumerated() {
            note("top \(place)", Self.plain(String(match.output.1)))
        }
        for match in draft.text.matches(of: /- ([^:]+): ([0-9.]+) ý kiến/) {
            note("theme \(match.output.1)", Self.plain(String(match.output.2)))
        }
    }

    /// `+1.234 người` and `97,46%` as machines write them.
    private static func plain(_ text: String) -> String {
        text.filter { "0123456789-,".contains($0) }.replacing(",", with: ".")
    }
}

extension String {
    /// A number without what stands behind it in brackets.
    var firstPart: String { split(separator: " (", maxSplits: 1).first.map(String.init) ?? self }
}

extension JSON {
    /// Of a number.
    fileprivate var digits: String? {
        if case .number(let digits) = self { digits } else { nil }
    }
}
