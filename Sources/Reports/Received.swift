import Base
import Indicators

/// What the figures rest on, in one sentence: it stands at the head of every report for people.
extension Words {
    /// What is published tells only whether all have sent, and of records that are edited apart how many; nothing when
    /// there is neither.
    func received(_ report: ReportModel) -> String? {
        let state = report.completeness
        let number = Numbers(language: language).count
        guard report.leastCount == nil else {
            let told = [silence(state), torn(state)].compactMap { $0?[language] }
            return told.isEmpty ? nil : told.joined(separator: " ")
        }
        let teams = state.teams.map(\.printable).joined(separator: ", ")
        let last = state.devices.compactMap(\.lastBatch).max()
        var heard =
            state.devices.isEmpty
            ? Bilingual("Chưa nhận được số liệu từ máy nào", "No figures from any computer yet")
            : Bilingual(
                "Số liệu từ \(number(state.devices.count)) máy", "Figures from \(number(state.devices.count)) computers"
            )
        if !teams.isEmpty { heard = Bilingual("\(heard.vi) (tổ \(teams))", "\(heard.en) (teams \(teams))") }
        if let last {
            heard = Bilingual("\(heard.vi), lô cuối \(last.vietnamese)", "\(heard.en), last batch \(last.vietnamese)")
        }
        let silent = state.late.count + state.unheard.count
        let open = [
            (
                silent,
                state.isUnfinished
                    ? Bilingual("máy chưa gửi lô nào", "computers that have sent nothing")
                    : Bilingual("máy chưa gửi số từ ngày cuối kỳ", "computers silent since the period's last day")
            ),
            (state.missing, Bilingual("dòng nhật ký còn thiếu", "log entries missing")),
            (state.editConflicts, Bilingual("bản ghi sửa khác nhau", "records edited apart")),
            (state.undecidedPairs, Bilingual("cặp nghi trùng chưa quyết định", "undecided pairs")),
            (state.uncounted, Bilingual("bản ghi chưa tính", "records not counted")),
            (
                state.erased,
                Bilingual("bản ghi đã xoá theo yêu cầu, không tính nữa", "records erased on request, not counted")
            ),
            (state.quarantined, Bilingual("tệp để riêng", "files kept aside")),
        ].filter { $0.0 > 0 }.map { "\(number($0.0)) \($0.1[language])" }
        let rest = open.isEmpty ? "" : ". \(Bilingual("Còn", "Open:")[language]) \(open.joined(separator: ", "))"
        return heard[language] + rest + "."
    }

    /// Records of which several versions stand beside each other: one of them is in the totals.
    func torn(_ state: Completeness) -> Bilingual? {
        guard state.editConflicts > 0 else { return nil }
        let count = Numbers(language: language).count(state.editConflicts)
        return Bilingual(
            "Còn \(count) bản ghi sửa khác nhau, chưa chọn bản nào.",
            "Records edited apart and not settled: \(count).")
    }

    private func silence(_ state: Completeness) -> Bilingual? {
        switch state.devices.count - state.late.count {
        case 0 where state.devices.isEmpty:
            Bilingual("Chưa nhận được số liệu từ máy nào.", "No figures from any computer yet.")
        case 0:
            Bilingual(
                "Chưa máy nào gửi số liệu kể từ ngày cuối kỳ: số 0 ở đây chưa phải là không có.",
                "No computer has sent anything since the period's last day: a zero here is not yet none.")
        case _ where !state.late.isEmpty || !state.unheard.isEmpty:
            Bilingual(
                "Còn máy chưa gửi số liệu kể từ ngày cuối kỳ: số liệu có thể còn thiếu.",
                "Some computers have sent nothing since the period's last day: figures may be incomplete.")
        default: nil
        }
    }

    /// The same in a breakdown's table, where a count of people or of first completions is bounded.
    func bound(
        _ measure: Breakdown.Measure, of group: String, by dimension: Breakdown.Dimension, _ report: ReportModel,
        _ numbers: Numbers
    ) -> String {
        dimension.bound(measure, of: group).map { bound($0, report, numbers) } ?? ""
    }

    /// ` (≥ 249)` behind a count that undecided pairs may lower.
    func bound(_ id: String, _ report: ReportModel, _ numbers: Numbers) -> String {
        report.figures.lowerBounds[id].map { " (≥ \(numbers.count($0)))" } ?? ""
    }
}

extension Breakdown.Dimension {
    /// The key in `Figures.lowerBounds` of a count of a group; nil for counts that undecided pairs do not touch.
    func bound(_ measure: Breakdown.Measure, of group: String) -> String? {
        switch (self, measure) {
        case (.hamlet, .persons): Figures.bound(hamlet: group)
        case (.item, .completions): Figures.bound(increment: group)
        default: nil
        }
    }
}

extension IndicatorRow {
    /// Whose number it is or what kind, in a word or two beside it; nil where the column says so already.
    var kind: Bilingual? {
        for case .estimate(.ofLevel(let level)) in remarks {
            return Bilingual("số \(level.text.vi)", "\(level.text.en) figure")
        }
        return basis.short
    }
}

extension Indicator.Source {
    /// The letter of the plan's rows, with what it stands for.
    var text: Bilingual {
        let words =
            switch self {
            case .full: Basis.counted.text
            case .partial: Bilingual("số cơ sở cộng tăng thêm của tổ", "baseline plus the teams' increment")
            case .sample: Basis.sample.text
            case .manual: Basis.otherAgency.text
            }
        return Bilingual("\(rawValue): \(words.vi)", "\(rawValue): \(words.en)")
    }
}

extension Basis {
    /// What kind of number it is, in a word or two beside it; nil where the column says so already.
    var short: Bilingual? {
        switch self {
        case .counted, .otherAgency: nil
        case .increment: Bilingual("tăng thêm", "increment")
        case .baseline: Bilingual("ước tính", "estimate")
        case .sample: Bilingual("mẫu của tổ", "teams' sample")
        }
    }
}
