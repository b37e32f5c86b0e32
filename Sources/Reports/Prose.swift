import Base
import Indicators

/// What the numbers say, in sentences of an official report. Vietnamese alone.
struct Prose {
    let report: ReportModel
    private let numbers = Numbers(language: .vi)

    init(report: ReportModel) {
        self.report = report
    }

    private func count(_ id: String) -> String {
        (report.figures.count(id).map(numbers.count) ?? "—") + Words(language: .vi).bound(id, report, numbers)
    }

    /// What the figures rest on.
    var received: String? { Words(language: .vi).received(report) }

    /// Sessions, people and households side by side.
    var activity: String {
        guard !report.isUnheard else {
            return "Chưa nhận được số liệu của tổ công nghệ số cộng đồng nào nên chưa tổng hợp được kết quả hỗ trợ."
        }
        return "Trong kỳ, các tổ công nghệ số cộng đồng đã hỗ trợ \(count("luot_ho_tro")) lượt, gồm "
            + "\(count("nguoi_duoc_ho_tro")) người thuộc \(count("ho_duoc_ho_tro")) hộ và "
            + "\(count("co_so_duoc_ho_tro")) cơ sở sản xuất, kinh doanh. Mỗi người chỉ tính một lần."
    }

    var reached: String? { list(.met, "Chỉ tiêu đạt") }
    var missed: String? { list(.notMet, "Chỉ tiêu chưa đạt") }

    private func list(_ verdict: Verdict, _ title: String) -> String? {
        let rows = report.rows.filter { $0.verdict == verdict }
        guard !rows.isEmpty else { return nil }
        // A plan may set one indicator in its text and again in its annexes: here it is told once.
        var told: Set<[String]> = []
        let names = rows.compactMap { row -> String? in
            let (value, target) = (numbers.value(of: row) ?? "—", numbers.target(row.target))
            guard told.insert([row.target.indicator, value, target]).inserted else { return nil }
            return "\(row.target.nameWithLevel.withoutStop) (\(value), giao \(target))"
        }
        let lines = rows.count > names.count ? ", ở \(rows.count) dòng của bảng" : ""
        return "\(title) (\(names.count)\(lines)): " + names.joined(separator: "; ") + "."
    }

    /// Rows without a verdict, by why.
    var undecided: String? {
        let missing = report.rows.filter { $0.verdict == .noData }.count
        let doubtful = report.rows.filter { $0.verdict == .toConfirm }.count
        let open = report.rows.filter { $0.verdict == .noTarget }.count
        let parts = [
            (missing, "chưa đủ số liệu để đánh giá (chờ số của cơ quan chủ trì)"),
            (doubtful, "cần xác nhận vì văn bản giao chưa rõ"), (open, "không giao trị số"),
        ].filter { $0.0 > 0 }.map { "\($0.0) chỉ tiêu \($0.1)" }
        return parts.isEmpty ? nil : "Còn " + parts.joined(separator: ", ") + "."
    }

    /// Who gave the figures of other agencies, with the rows that each is used in.
    private var sources: [String] {
        var rows: [(citation: String, sections: [String])] = []
        for row in report.rows {
            for case .source(let figure) in row.remarks {
                let citation = figure.citation.vi
                if let place = rows.firstIndex(where: { $0.citation == citation }) {
                    rows[place].sections.append(row.target.section)
                } else {
                    rows.append((citation, [row.target.section]))
                }
            }
        }
        return rows.map { "Nguồn số liệu \($0.citation): mục \($0.sections.joined(separator: "; "))." }
    }

    /// What must be said with the table: estimates, samples, doubts that need somebody.
    var caveats: [String] {
        var texts: [String] = []
        let bases = Set(report.rows.filter { $0.value != nil }.map(\.basis))
        for basis in [Basis.increment, .baseline, .sample] where bases.contains(basis) {
            let count = Set(report.rows.filter { $0.value != nil && $0.basis == basis }.map(\.target.indicator)).count
            texts.append("Lưu ý: \(count) chỉ tiêu là \(basis.text.vi).")
        }
        for row in report.rows {
            for remark in row.remarks {
                guard case .otherLevel = remark else { continue }
                texts.append("Lưu ý: mục \(row.target.section), \(remark.text.vi).")
            }
        }
        texts += sources
        let doubts = report.plan.doubts.filter { doubt in
            doubt.needsConfirmation && report.rows.contains { $0.doubts.contains(doubt) }
        }
        if !doubts.isEmpty {
            texts.append("Cần xác nhận: " + doubts.map { "[\($0.id)] \($0.text.vi)" }.joined(separator: "; ") + ".")
        }
        return texts
    }

    /// In place of what nobody has told yet; `none` where the teams were heard and named none.
    func unheard(or none: String) -> String { report.isUnheard ? "Chưa nhận được số liệu của tổ nào." : none }

    /// The three most frequent reasons.
    var mainReasons: String? {
        let ranked = report.rankedReasons
        guard !ranked.isEmpty else { return nil }
        let all = ranked.reduce(0) { $0 + $1.count }
        let first = ranked.prefix(3).map { reason in
            "\(reason.name.vi.lowercasedFirst) (\(numbers.count(reason.count)) lần)"
        }
        return "Trong \(numbers.count(all)) lần ghi lý do chưa hoàn thành, \(first.count) nguyên nhân chính là: "
            + first.joined(separator: "; ") + "."
    }

    /// One sentence for each theme, the most frequent first.
    var difficulties: [String] {
        let themes = Dictionary(grouping: report.details.difficulties, by: \.theme)
        let ranked = themes.map { (theme: $0.key, counts: $0.value, all: $0.value.reduce(0) { $0 + $1.count }) }
            .sorted { ($1.all, $0.theme) < ($0.all, $1.theme) }
        return ranked.map { theme, counts, all in
            let name = theme.isEmpty ? "Không ghi nhóm" : report.details.word(theme).vi
            let states = counts.map { state in
                let word = state.status.isEmpty ? "không ghi tình trạng" : report.details.word(state.status).vi
                return "\(word.lowercasedFirst) \(numbers.count(state.count))"
            }
            return "- \(name): \(numbers.count(all)) ý kiến (\(states.joined(separator: ", ")))."
        }
    }

    /// What follows from the numbers alone; the rest is for the office to write.
    var proposals: [String] {
        let missing = report.rows.filter { $0.verdict == .noData }
        let leads = Set(missing.compactMap(\.target.leadAgency).map(\.withoutRemark)).sorted()
        guard !leads.isEmpty else { return [] }
        return ["Đề nghị các cơ quan chủ trì sớm cung cấp số liệu chính thức: " + leads.joined(separator: "; ") + "."]
    }
}

extension String {
    /// Without what the plan's file says in brackets behind an agency: where it stands, or what is in doubt.
    fileprivate var withoutRemark: String {
        guard hasSuffix(")"), let bracket = lastIndex(of: "(") else { return self }
        return String(self[..<bracket]).trimmingTrailingSpaces
    }

    private var trimmingTrailingSpaces: String {
        String(self[..<(lastIndex { $0 != " " }.map(index(after:)) ?? startIndex)])
    }

    var withoutStop: String {
        hasSuffix(".") ? String(dropLast()) : self
    }
}
