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

    var sinceStart: String? { Words(language: .vi).sinceStart(report, numbers, separator: ", ") }
    var reached: String? { list(.reached, "Chỉ tiêu đạt") }
    var missed: String? { list(.missed, "Chỉ tiêu chưa đạt") }

    /// How an indicator of the plan stands, in however many rows: as the row does that comes first here. So each is
    /// told and counted once, and none is both met and not met.
    private enum Standing: Int, CaseIterable {
        case missed, exceeding, toConfirm, waiting, few, open, hidden, notDue, nothing, reached, noTarget

        init(_ row: IndicatorRow) {
            self =
                switch (row.verdict, row.lack) {
                case _ where row.status == .suppressed: .hidden
                case _ where row.valueExcess != nil: .exceeding
                case (.met, _): .reached
                case (.notMet, _): .missed
                case (.notDue, _): .notDue
                case (.noTarget, _): .noTarget
                case (.toConfirm, _): .toConfirm
                case (.noData, .figure): .waiting
                case (.noData, .clients): .few
                case (.noData, .nothingArose): .nothing
                case (.noData, _): .open
                }
        }

        /// Why there is no verdict; nil of what has one.
        var reason: String? {
            switch self {
            case .missed, .reached: nil
            case .exceeding: "có tử số lớn hơn mẫu số nên không in tỷ lệ (chờ cơ quan cung cấp rà soát)"
            case .toConfirm: "cần xác nhận vì văn bản giao chưa rõ"
            case .waiting: "chưa đủ số liệu để đánh giá (chờ số của cơ quan chủ trì)"
            case .few:
                "chỉ có mẫu của tổ dưới \(IndicatorRow.leastAnswers) khách nên chưa đánh giá (chờ số của cơ quan chủ trì)"
            case .open: "đã có số nhưng chưa đủ để đánh giá"
            case .hidden: "không công bố số liệu"
            case .notDue: "chưa đến hạn của kế hoạch"
            case .nothing: "không phát sinh trong kỳ (0/0)"
            case .noTarget: "không giao trị số"
            }
        }
    }

    /// The rows of the indicators that stand so, in the plan's order.
    private func rows(_ standing: Standing) -> [IndicatorRow] {
        let worst = Dictionary(report.rows.map { ($0.target.indicator, Standing($0)) }) {
            $0.rawValue < $1.rawValue ? $0 : $1
        }
        return report.rows.filter { Standing($0) == standing && worst[$0.target.indicator] == standing }
    }

    private func counted(_ rows: [IndicatorRow]) -> Int { Set(rows.map(\.target.indicator)).count }

    private func list(_ standing: Standing, _ title: String) -> String? {
        let rows = rows(standing)
        guard !rows.isEmpty else { return nil }
        // A plan may set one indicator in its text and again in its annexes: here it is told once.
        var told: Set<[String]> = []
        let names = rows.compactMap { row -> String? in
            let (value, target) = (LetterWords.value(of: row), numbers.target(row.target))
            guard told.insert([row.target.indicator, value, target]).inserted else { return nil }
            let said = ([value] + LetterWords.details(of: row) + ["giao \(target)"]).joined(separator: ", ")
            return "\(row.target.nameWithLevel.withoutStop) (\(said))"
        }
        let count = counted(rows)
        let lines = rows.count > count ? ", ở \(rows.count) dòng của bảng" : ""
        return "\(title) (\(count)\(lines)): " + names.joined(separator: "; ") + "."
    }

    /// Indicators without a verdict, by why; each once, in however many rows it stands.
    var undecided: String? {
        let reasons: [Standing] = [
            .hidden, .waiting, .few, .nothing, .open, .exceeding, .notDue, .toConfirm, .noTarget,
        ]
        let parts = reasons.compactMap { standing -> String? in
            let rows = rows(standing)
            let count = counted(rows)
            guard count > 0, let why = standing.reason else { return nil }
            return "\(count) chỉ tiêu" + (rows.count > count ? " (ở \(rows.count) dòng của bảng)" : "") + " \(why)"
        }
        return parts.isEmpty ? nil : "Còn " + parts.joined(separator: ", ") + "."
    }

    /// Who gave the figures of other agencies, and the base populations that shares stand on, with the rows that each
    /// is used in.
    private var sources: [String] {
        var found: [(text: String, sections: [String])] = []
        func note(_ text: String, _ row: IndicatorRow) {
            if let place = found.firstIndex(where: { $0.text == text }) {
                found[place].sections.append(row.target.section)
            } else {
                found.append((text, [row.target.section]))
            }
        }
        for row in report.rows {
            if let figure = row.estimate?.figure { note("Nguồn số liệu \(figure.citation.vi)", row) }
        }
        for row in report.rows {
            for case .estimate(let remark) in row.remarks {
                if case .population = remark { note(remark.text.vi.capitalisedFirst, row) }
            }
        }
        return found.map { "\($0.text) (mục \($0.sections.joined(separator: "; ")))." }
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
            for remark in row.remarks where remark.tellsOfLevel || remark.isExcess {
                texts.append("Lưu ý: mục \(row.target.section), \(remark.text.vi).")
            }
        }
        return texts + sources + report.outside.map { "Số liệu ngoài chỉ tiêu của kế hoạch: \(text(of: $0))." } + doubts
    }

    private func text(of figure: OutsideFigure) -> String {
        report.excess(of: figure.value, figure.id).map {
            "\(figure.name.vi): —, \(EstimateRemark.aboveDenominator($0.part, $0.whole).text.vi), \(figure.figure.citation.vi)"
        } ?? figure.text.vi
    }

    /// What in the rows' source bears on the result, with the rows; what the ward has to confirm first.
    private var doubts: [String] {
        let touched = report.plan.doubts.filter(\.bearsOnResult).map { doubt in
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
        // One body, however its name is printed in several rows; the first spelling stands. Nobody asks himself.
        var told: Set = [LetterWords.key(ofBody: LetterWords.office(of: report.plan).name)]
        let leads = missing.compactMap(\.target.leadAgency).filter {
            told.insert(LetterWords.key(ofBody: $0)).inserted
        }
        guard !leads.isEmpty else { return [] }
        return [
            "Đề nghị các cơ quan chủ trì sớm cung cấp số liệu chính thức: " + leads.sorted().joined(separator: "; ")
                + "."
        ]
    }
}

extension String {
    var withoutStop: String {
        hasSuffix(".") ? String(dropLast()) : self
    }
}
