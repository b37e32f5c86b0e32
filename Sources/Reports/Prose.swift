import Base
import Indicators

/// What the numbers say, in sentences of an official report. Vietnamese alone.
struct Prose {
    let report: ReportModel
    private let numbers = Numbers(language: .vi)

    init(report: ReportModel) {
        self.report = report
    }

    private func count(_ id: String, _ noun: String) -> String {
        guard let count = report.figures.count(id) else {
            return report.leastCount == nil ? "— \(noun)" : "\(noun) (không công bố số)"
        }
        return numbers.count(count) + Words(language: .vi).bound(id, report, numbers) + " \(noun)"
    }

    /// What the figures rest on, and whether the period is over and the plan's.
    var received: String? {
        let words = Words(language: .vi)
        let warnings = [
            report.leastCount.map(words.published), words.unfinished(report), words.outsidePlan(report),
        ]
        let texts = (warnings + [words.received(report)]).compactMap(\.self)
        return texts.isEmpty ? nil : texts.joined(separator: " ")
    }

    /// Sessions, people and households side by side.
    var activity: String {
        guard !report.isUnheard else {
            return "Chưa nhận được số liệu của tổ công nghệ số cộng đồng nào nên chưa tổng hợp được kết quả hỗ trợ."
        }
        return "Trong kỳ, các tổ công nghệ số cộng đồng đã hỗ trợ \(count("luot_ho_tro", "lượt")), gồm "
            + "\(count("nguoi_duoc_ho_tro", "người")) thuộc \(count("ho_duoc_ho_tro", "hộ")) và "
            + "\(count("co_so_duoc_ho_tro", "cơ sở sản xuất, kinh doanh")). Mỗi người chỉ tính một lần."
    }

    /// Training and communication events: how many, of which kinds, and the heads that were there.
    var events: String? {
        func told(_ event: (indicator: Indicator, count: Int)) -> String {
            "\(numbers.count(event.count)) \(event.indicator.name.vi.lowercasedFirst)"
        }
        let kinds = report.events.filter { if case .events(_, .some) = $0.indicator.rule { true } else { false } }
        let all = report.events.filter { event in !kinds.contains { $0.indicator == event.indicator } }
        guard let first = all.first, case .events(.events, _) = first.indicator.rule else {
            // Heads are not held: the number of events may be one that is not published.
            let held = kinds.isEmpty ? [] : ["Trong kỳ đã tổ chức \(kinds.map(told).joined(separator: "; "))."]
            let heads = all.map(told).joined(separator: "; ")
            let texts = held + (all.isEmpty ? [] : ["Trong kỳ có \(heads). Lượt dự không phải số người."])
            return texts.isEmpty ? nil : texts.joined(separator: " ")
        }
        let parts = kinds.isEmpty ? "" : " (\(kinds.map(told).joined(separator: "; ")))"
        let rest = all.dropFirst().map { "; \(told($0))" }.joined()
        return "Trong kỳ đã tổ chức \(told(first))\(parts)\(rest). Lượt dự không phải số người."
    }

    var sinceStart: String? { Words(language: .vi).sinceStart(report, numbers) }
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
            let kind = row.kind.map { ", \($0.vi)" } ?? ""
            return "\(row.target.nameWithLevel.withoutStop) (\(value)\(kind), giao \(target))"
        }
        let lines = rows.count > names.count ? ", ở \(rows.count) dòng của bảng" : ""
        return "\(title) (\(names.count)\(lines)): " + names.joined(separator: "; ") + "."
    }

    /// Indicators without a verdict, by why; each once, in however many rows it stands.
    var undecided: String? {
        let hidden = report.rows.filter { $0.status == .suppressed }
        let open = report.rows.filter { $0.status != .suppressed }
        let reasons: [([IndicatorRow], String)] = [
            (hidden, "không công bố số liệu"),
            (open.filter { $0.lack == .figure }, "chưa đủ số liệu để đánh giá (chờ số của cơ quan chủ trì)"),
            (
                open.filter { $0.lack == .clients },
                "chỉ có mẫu của tổ dưới \(IndicatorRow.leastAnswers) khách nên chưa đánh giá (chờ số của cơ quan chủ trì)"
            ),
            (open.filter { $0.lack == .nothingArose }, "không phát sinh trong kỳ (0/0)"),
            (open.filter { $0.lack == .other }, "đã có số nhưng chưa đủ để đánh giá"),
            (open.filter { $0.verdict == .notDue }, "chưa đến hạn của kế hoạch"),
            (open.filter { $0.verdict == .toConfirm }, "cần xác nhận vì văn bản giao chưa rõ"),
            (open.filter { $0.verdict == .noTarget }, "không giao trị số"),
        ]
        let parts = reasons.compactMap { rows, why -> String? in
            let count = Set(rows.map(\.target.indicator)).count
            guard count > 0 else { return nil }
            return "\(count) chỉ tiêu" + (rows.count > count ? " (ở \(rows.count) dòng của bảng)" : "") + " \(why)"
        }
        return parts.isEmpty ? nil : "Còn " + parts.joined(separator: ", ") + "."
    }

    /// Who gave the figures of other agencies, with the rows that each is used in.
    private var sources: [String] {
        var rows: [(citation: String, sections: [String])] = []
        for row in report.rows {
            if let figure = row.estimate?.figure {
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
            for remark in row.remarks where remark.tellsOfLevel {
                texts.append("Lưu ý: mục \(row.target.section), \(remark.text.vi).")
            }
        }
        texts += sources + report.outside.map { "Số liệu ngoài chỉ tiêu của kế hoạch: \($0.text.vi)." }
        return texts + doubts
    }

    /// What is inconsistent in the rows' source, with the rows; what the ward has to confirm first.
    private var doubts: [String] {
        let touched = report.plan.doubts.map { doubt in
            (doubt, report.rows.filter { $0.doubts.contains(doubt) }.map(\.target.section))
        }.filter { !$0.1.isEmpty }
        let ordered = touched.filter(\.0.needsConfirmation) + touched.filter { !$0.0.needsConfirmation }
        return ordered.map { doubt, sections in
            let word = doubt.needsConfirmation ? "Cần xác nhận" : "Về văn bản giao"
            return "\(word) [\(doubt.id)], mục \(sections.joined(separator: "; ")): \(doubt.text.vi.withoutStop)."
        }
    }

    /// In place of a list without a line: `sentence` where the teams were heard and named none.
    func none(_ sentence: String, _ list: ReportDetails.Withheld) -> String {
        if report.isUnheard { return "Chưa nhận được số liệu của tổ nào." }
        return withheld(list) ?? (list == .difficulties ? unlisted : nil) ?? sentence
    }

    /// Of an issued report that has counted difficulties and not listed them; nil where there was none.
    private var unlisted: String? {
        guard report.details.notKept.contains(.difficulties), report.difficultyCount != 0 else { return nil }
        let count = report.difficultyCount.map { "Ghi nhận \(numbers.count($0)) ý kiến về khó khăn, vướng mắc. " } ?? ""
        return count + "Danh sách khó khăn, vướng mắc không lưu trong bản đã chốt."
    }

    /// Nil where the list is all there is.
    private func withheld(_ list: ReportDetails.Withheld) -> String? {
        guard let least = report.leastCount, report.details.withheld.contains(list) else { return nil }
        return "Các số nhỏ hơn \(least), và số suy ra được chúng, không công bố."
    }

    /// The three most frequent reasons.
    var mainReasons: String? {
        let ranked = report.rankedReasons
        guard !ranked.isEmpty else { return nil }
        let all = ranked.reduce(0) { $0 + $1.count }
        // "Khác" is a reason nobody can act on: behind those that have a name.
        let first = (ranked.filter { $0.id != "khac" } + ranked.filter { $0.id == "khac" }).prefix(3).map { reason in
            "\(reason.name.vi.lowercasedFirst) (\(numbers.count(reason.count)) lần)"
        }
        let listed = first.joined(separator: "; ") + "."
        if let hidden = withheld(.reasons) { return "Lý do chưa hoàn thành được ghi nhiều nhất: \(listed) \(hidden)" }
        return
            "Trong \(numbers.count(all)) lần ghi lý do chưa hoàn thành, \(first.count) nguyên nhân chính là: \(listed)"
    }

    /// One sentence for each theme, the most frequent first.
    var difficulties: [String] {
        let themes = Dictionary(grouping: report.details.difficulties, by: \.theme)
        let ranked = themes.map { (theme: $0.key, counts: $0.value, all: $0.value.reduce(0) { $0 + $1.count }) }
            .sorted { ($1.all, $0.theme) < ($0.all, $1.theme) }
        let hidden = ranked.isEmpty ? nil : withheld(.difficulties)
        return ranked.map { theme, counts, all in
            let name = theme.isEmpty ? "Không ghi nhóm" : report.details.word(theme).vi
            let states = counts.map { state in
                let word = state.status.isEmpty ? "không ghi tình trạng" : report.details.word(state.status).vi
                return "\(word.lowercasedFirst) \(numbers.count(state.count))"
            }
            let listed = states.joined(separator: ", ")
            // A sum of what is shown would pass for the whole.
            return hidden == nil ? "- \(name): \(numbers.count(all)) ý kiến (\(listed))." : "- \(name): \(listed)."
        } + [hidden].compactMap(\.self)
    }

    /// What follows from the numbers alone; the rest is for the office to write.
    var proposals: [String] {
        let missing = report.rows.filter { $0.lack == .figure || $0.lack == .clients }
        // One body, however its name is printed in several rows; the first spelling stands.
        var told: Set<String> = []
        let leads = missing.compactMap(\.target.leadAgency).filter { told.insert(bodyKey($0)).inserted }
        guard !leads.isEmpty else { return [] }
        return [
            "Đề nghị các cơ quan chủ trì sớm cung cấp số liệu chính thức: " + leads.sorted().joined(separator: "; ")
                + "."
        ]
    }

    /// `Phòng Văn hoá - Xã hội` and `Phòng Văn hóa – Xã hội phường` are one.
    private func bodyKey(_ name: String) -> String {
        let key = name.searchKey.replacing("–", with: "-")
        let kind = [" phuong", " xa", " tinh"].first(where: key.hasSuffix) ?? ""
        return String(key.dropLast(kind.count))
    }
}

extension String {
    var withoutStop: String {
        hasSuffix(".") ? String(dropLast()) : self
    }
}
