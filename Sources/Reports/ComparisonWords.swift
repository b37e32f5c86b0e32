import Base
import Indicators

/// What a comparison must say of itself: of what the two columns are, and of what kind their numbers.
extension Words {
    func comparedWith(_ comparison: Comparison) -> String {
        let period = comparison.period
        let issue = comparison.issue.map { Bilingual(" (\($0.text.vi))", " (\($0.text.en))") } ?? Bilingual("", "")
        let lengths =
            comparison.lengths.map {
                Bilingual(
                    ": kỳ trước \($0.before) ngày, kỳ này \($0.now) ngày, nên không trừ số lượt, số người của tổ",
                    ": \($0.before) days before, \($0.now) days now, so the teams' counts are not subtracted")
            } ?? Bilingual("", "")
        return Bilingual(
            "So với \(period.name.vi), \(period.days.vi)\(issue.vi)\(lengths.vi)",
            "Compared with \(period.name.en), \(period.days.en)\(issue.en)\(lengths.en)")[language]
    }

    /// Of the two columns: two periods, or one period as it was issued and as it was issued later or stands today.
    func heads(of comparison: Comparison, in report: ReportModel) -> (before: String, now: String) {
        guard let issue = comparison.issue, comparison.isReissue(of: report) else {
            return (Bilingual("Kỳ trước", "Before")[language], Bilingual("Kỳ này", "Now")[language])
        }
        let now =
            report.issue.map { Bilingual("Lần \($0.number)", "No. \($0.number)") } ?? Bilingual("Hôm nay", "Today")
        return (Bilingual("Lần \(issue.number)", "No. \(issue.number)")[language], now[language])
    }

    /// The name, and of what kind the numbers are where they are not all the teams' own counts.
    func title(of change: Comparison.Change) -> String {
        change.name[language] + (change.kinds.map { " (\($0[language]))" } ?? "")
    }
}

extension Words {
    /// Of an indicator month by month: the teams' own numbers, which the official name may not say, and of which
    /// months' samples nothing can be concluded.
    func title(ofMonths indicator: Indicator, in report: ReportModel) -> String {
        let thin = report.thinMonths(indicator)
        let kind: Bilingual? =
            switch indicator.source {
            case .full, .manual: nil
            case .partial:
                indicator.gain == nil ? Bilingual("tăng thêm của tổ", "the teams' increment") : nil
            case .sample where thin.isEmpty: Basis.sample.short
            case .sample:
                Bilingual(
                    "mẫu của tổ; \(thin.named(.vi)): \(Verdict.noData.text.vi)",
                    "teams' sample; \(thin.named(.en)): \(Verdict.noData.text.en)")
            }
        return (indicator.gain ?? indicator.name)[language] + (kind.map { " (\($0[language]))" } ?? "")
    }
}

extension ReportModel {
    /// The months of the trend in which fewer clients rated than a conclusion needs, with how many.
    func thinMonths(_ indicator: Indicator) -> [(month: Period, clients: Int)] {
        details.trend.compactMap { month in
            guard case .satisfaction(let told)? = month.figures.values[indicator.id],
                (1..<IndicatorRow.leastAnswers).contains(told.clients.whole)
            else { return nil }
            return (month.period, told.clients.whole)
        }
    }
}

extension [(month: Period, clients: Int)] {
    /// `T4 n=10, T5 n=18`.
    fileprivate func named(_ language: Language) -> String {
        map { "\($0.month.shortName(language)) n=\($0.clients)" }.joined(separator: ", ")
    }
}

extension Comparison {
    fileprivate func isReissue(of report: ReportModel) -> Bool {
        (period.first, period.last) == (report.period.first, report.period.last)
    }

    /// `quý II năm 2026`, and which issue of it beside another of the same period.
    func earlier(than report: ReportModel) -> Bilingual {
        guard let issue, isReissue(of: report) else { return period.name }
        return Bilingual(
            "\(period.name.vi), bản chốt lần \(issue.number)", "\(period.name.en), issue no. \(issue.number)")
    }
}

extension Comparison.Change {
    /// Nil where there is nothing to add to the name.
    var kinds: Bilingual? {
        switch obstacle {
        case .clients:
            return Bilingual(
                "mẫu của tổ, dưới \(IndicatorRow.leastAnswers) khách: \(Verdict.noData.text.vi)",
                "teams' sample, under \(IndicatorRow.leastAnswers) clients: \(Verdict.noData.text.en)")
        case .kinds:
            let (before, now) = (kind(before, beforeBasis), kind(self.now, nowBasis))
            return Bilingual(
                "trước: \(before.vi), nay: \(now.vi); khác loại, không trừ được",
                "before: \(before.en), now: \(now.en); of two kinds, not subtracted")
        case .oneFigure:
            let date = day.map(\.vietnamese) ?? "—"
            return Bilingual("cùng một số của cơ quan khác, ngày \(date)", "one figure of another agency, \(date)")
        case .lengths, nil:
            // The name of an increment says that it is one; counts are the teams' own where nothing is said.
            let bases = [beforeBasis, nowBasis].compactMap(\.self).filter { $0 != .increment && $0 != .counted }
            return (bases.first { $0 == .baseline } ?? bases.first).map(kind)
        }
    }

    private func kind(_ basis: Basis) -> Bilingual {
        basis.short
            ?? (basis == .otherAgency
                ? Bilingual("số cơ quan khác", "another agency's") : Bilingual("số của tổ", "the teams' own"))
    }

    private func kind(_ value: IndicatorValue?, _ basis: Basis?) -> Bilingual {
        let official: [Basis?] = [.baseline, .otherAgency]
        if case .count = value, official.contains(beforeBasis), official.contains(nowBasis) {
            return Bilingual("số người", "people")
        }
        return basis.map(kind) ?? Bilingual("—", "—")
    }
}
