import Archive
package import Base
import Indicators

/// Our codes and the other system's: a CSV file with the columns `kind` (`dataElement` or `orgUnit`), `id`, `code`.
package struct DHIS2Mapping: Hashable, Sendable {
    let elements: [String: String]
    let units: [String: String]

    /// Our own codes for everything.
    package static let own = DHIS2Mapping(elements: [:], units: [:])

    private init(elements: [String: String], units: [String: String]) {
        self.elements = elements
        self.units = units
    }

    package init(csv text: String, file: String) throws {
        var rows = try CSV.rows(text).filter { $0.cells != [""] }
        let heads = rows.isEmpty ? [] : rows.removeFirst().cells.map { $0.lowercased() }
        guard let kind = heads.firstIndex(of: "kind"), let id = heads.firstIndex(of: "id"),
            let code = heads.firstIndex(of: "code")
        else { throw DHIS2Error.heading(file: file) }
        var tables: [String: [String: String]] = ["dataElement": [:], "orgUnit": [:]]
        var codes: Set<[String]> = []
        for row in rows {
            guard row.cells.count > max(kind, id, code), tables[row.cells[kind]] != nil, !row.cells[id].isEmpty,
                !row.cells[code].isEmpty
            else { throw DHIS2Error.mapping(file: file, line: row.line) }
            let cells = (kind: row.cells[kind], id: row.cells[id], code: row.cells[code])
            // Two numbers under one code would overwrite each other there.
            let isNew = codes.insert([cells.kind, cells.code]).inserted
            guard isNew, tables[cells.kind]?.updateValue(cells.code, forKey: cells.id) == nil else {
                throw DHIS2Error.twice(file: file, line: row.line)
            }
        }
        elements = tables["dataElement"] ?? [:]
        units = tables["orgUnit"] ?? [:]
    }

    /// With a list of elements only those are sent.
    func element(_ id: String) -> String? { elements.isEmpty ? id : elements[id] }
    func unit(_ id: String) -> String { units[id] ?? id }

    /// What nobody counts, and units of the administration that are not the report's own.
    func strangers(to report: ReportModel) -> [String] {
        let area = report.plan.area.code
        return elements.keys.filter { !report.catalogue.names(element: $0) }.sorted()
            + units.keys.filter { $0 != area && [2, 5].contains($0.utf8.count) && $0.utf8.allSatisfy(isDigit) }.sorted()
    }

    private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}

extension Catalogue {
    /// Whether a figure may go by this code: an indicator, a part of one (`id.part`), an increment, or a measure of hamlets.
    fileprivate func names(element: String) -> Bool {
        if Breakdown.Dimension.hamlet.measures.contains(where: { $0.rawValue == element }) { return true }
        let parts = element.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let part = parts.count > 1 ? parts[1] : ""
        if parts[0] == "tang_them" { return personItems.contains { $0.id == part } }
        return indicator(parts[0])?.rule.map { takes(part, of: $0) } ?? false
    }

    private func takes(_ part: String, of rule: Rule) -> Bool {
        switch rule {
        case .reasons: return !part.isEmpty
        case .share, .firstVisit: return ["numerator", "denominator"].contains(part)
        case .satisfaction:
            let names = part.split(separator: ".", maxSplits: 1).map(String.init)
            return ["clients", "clients_satisfied", "ratings", "ratings_satisfied"].contains(names.first ?? "")
                && (names.count == 1 || toldAndUntoldMethods.contains { $0.id == names[1] })
        default: return part.isEmpty
        }
    }
}

package enum DHIS2Error: Error, Hashable, Sendable {
    /// It has no period for this.
    case period(String)
    /// The first line does not name the columns.
    case heading(file: String)
    case mapping(file: String, line: Int)
    /// One of our codes, or of theirs, stands in an earlier line.
    case twice(file: String, line: Int)
    /// The mapping names figures that nobody counts, or units that are not the report's.
    case unknown([String])
}

extension DHIS2Error: Reportable {
    package var problem: Problem {
        switch self {
        case .period(let id):
            Problem(
                "RPT-002",
                Bilingual(
                    "DHIS2 không có kỳ nào như \"\(id)\" với ngày chốt này",
                    "DHIS2 has no period like \"\(id)\" with this cut-off"),
                hint: Bilingual(
                    "dùng một tháng, quý hoặc năm theo lịch: --period 2026-06, 2026-Q2 hoặc 2026, với --cutoff calendar",
                    "use a calendar month, quarter or year: --period 2026-06, 2026-Q2 or 2026, with --cutoff calendar"),
                status: .badData)
        case .heading(let file):
            Problem(
                "RPT-006", at: "\(file):1",
                Bilingual(
                    "dòng đầu của bảng đổi mã phải ghi tên ba cột: kind,id,code",
                    "the first line of the mapping must name its three columns: kind,id,code"),
                hint: Bilingual(
                    "thêm dòng kind,id,code lên đầu tệp", "put a line kind,id,code at the head of the file"),
                status: .badData)
        case .mapping(let file, let line):
            Problem(
                "RPT-003", at: "\(file):\(line)",
                Bilingual(
                    "dòng ánh xạ phải có dataElement hoặc orgUnit, mã của sổ và mã của hệ thống kia",
                    "a mapping line needs dataElement or orgUnit, our code and the other system's"),
                hint: Bilingual(
                    "viết như: dataElement,luot_ho_tro,DE_1", "write it like: dataElement,luot_ho_tro,DE_1"),
                status: .badData)
        case .twice(let file, let line):
            Problem(
                "RPT-004", at: "\(file):\(line)",
                Bilingual(
                    "mã của sổ hoặc mã của hệ thống kia đã có ở dòng trên",
                    "our code or the other system's stands in a line above"),
                hint: Bilingual("giữ một trong hai dòng", "keep one of the two lines"), status: .badData)
        case .unknown(let ids):
            Problem(
                "RPT-005",
                Bilingual(
                    "bảng đổi mã có mã không phải của sổ: \(ids.joined(separator: ", "))",
                    "the mapping has codes that are not ours: \(ids.joined(separator: ", "))"),
                hint: Bilingual(
                    "xem các mã: report --format dhis2 không kèm --map",
                    "see our codes: report --format dhis2 without --map"),
                status: .badData)
        }
    }
}
