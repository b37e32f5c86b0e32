package import Base

extension Verdict {
    package var text: Bilingual {
        switch self {
        case .met: Bilingual("đạt", "met")
        case .notMet: Bilingual("chưa đạt", "not met")
        case .notDue: Bilingual("chưa đến hạn", "not due yet")
        case .noData: Bilingual("chưa đủ số liệu", "not enough data")
        case .noTarget: Bilingual("không giao số", "no target set")
        case .toConfirm: Bilingual("cần xác nhận", "to be confirmed")
        }
    }
}

extension ValueStatus {
    package var text: Bilingual {
        switch self {
        case .computed: Bilingual("tính từ sổ của tổ", "counted from the teams' records")
        case .entered: Bilingual("số nhập của cơ quan khác", "entered from another agency")
        case .missing: Bilingual("chưa có số", "missing")
        case .suppressed: Bilingual("không công bố vì số nhỏ", "not published, because small")
        case .provisional: Bilingual("ước tính, chưa đối soát", "provisional, not reconciled")
        }
    }
}

extension Basis {
    package var text: Bilingual {
        switch self {
        case .counted:
            Bilingual("đếm đủ từ sổ của tổ", "counted fully from the teams' records")
        case .increment:
            Bilingual(
                "tăng thêm, chưa có số cơ sở nên không in %", "increment without a baseline, so no percentage")
        case .baseline:
            Bilingual(
                "số cơ sở của cơ quan chủ trì cộng tăng thêm của tổ: ước tính, chưa đối soát",
                "the agency's baseline plus the teams' increment: an estimate, not reconciled")
        case .sample:
            Bilingual("mẫu của tổ, không thay số chính thức", "the teams' sample, not the official figure")
        case .otherAgency:
            Bilingual("số của cơ quan khác, nhập tay kèm nguồn", "another agency's figure, entered with its source")
        }
    }
}

extension Remark {
    package var text: Bilingual {
        switch self {
        case .tooFewAnswers(let count):
            Bilingual(
                "mới có \(count) khách đánh giá, dưới \(IndicatorRow.leastAnswers) thì không kết luận",
                "only \(count) clients rated; no verdict under \(IndicatorRow.leastAnswers)")
        case .level(.province): Bilingual("chỉ tiêu của cấp tỉnh", "the target of the province itself")
        case .level(.commune):
            Bilingual("chỉ tiêu của cấp xã", "the target of its wards and communes")
        case .otherLevel(let level, let result):
            Bilingual(
                "\(level.text.vi): giao \(result.target.goalText(.vi)), \(result.text.vi)",
                "\(level.text.en): target \(result.target.goalText(.en)), \(result.text.en)")
        case .coverage(let met, let bounds, let counted, let base, let population):
            Bilingual(
                "độ phủ: \(counted.vi.lowercasedFirst) từ đầu kế hoạch \(met.possible.vi)\(bounds.undecided.vi) "
                    + "của \"\(base.vi)\" (\(population.citation.vi))\(met.warning.vi)",
                "coverage: \(counted.en.lowercasedFirst) since the plan's start \(met.possible.en)\(bounds.undecided.en) "
                    + "of \"\(base.en)\" (\(population.citation.en))\(met.warning.en)")
        case .dueLater(let year):
            Bilingual("chỉ tiêu tính đến hết năm \(year)", "the target counts for the end of \(year)")
        case .estimate(let remark): remark.text
        case .undecidedShare(let least, let most):
            Bilingual(
                "còn cặp nghi trùng chưa quyết định: kết quả từ \(least.text.vi) đến \(most.text.vi)",
                "pairs are undecided: between \(least.text.en) and \(most.text.en)")
        case .undecidedCount(let least, let unit):
            Bilingual(
                "còn cặp nghi trùng chưa quyết định: ít nhất là \(IndicatorValue.count(least).text(unit: unit).vi)",
                "pairs are undecided: at least \(IndicatorValue.count(least).text(unit: unit).en)")
        case .hairline(let isAbove, let unit):
            Bilingual(
                "\(isAbove ? "trên" : "dưới") mức giao chưa đến 0,01 \(unit.hasPrefix("%") ? "điểm %" : unit)",
                "\(isAbove ? "above" : "below") the target by less than 0.01 "
                    + (unit.hasPrefix("%") ? "points" : Bilingual(unit: unit).en))
        case .source(let figure): figure.citation
        case .cumulative(let value, let bounds, let unit, let since, let isThin):
            Bilingual(
                "lũy kế của tổ từ \(since.vietnamese): \(value.text(unit: unit).vi)\(bounds.undecided.vi)"
                    + (isThin ? ", dưới \(IndicatorRow.leastAnswers) khách thì không kết luận" : ""),
                "the teams' own since \(since.vietnamese): \(value.text(unit: unit).en)\(bounds.undecided.en)"
                    + (isThin ? ", no verdict under \(IndicatorRow.leastAnswers) clients" : ""))
        case .proRata(let share): share.text
        case .frozen(let text): text
        case .ratings(let ratings, let isApart):
            Bilingual(
                "tính theo lượt đánh giá là \(ratings.text.vi)\(isApart ? ", chênh từ 1 điểm trở lên" : "")",
                "by ratings it is \(ratings.text.en)\(isApart ? ", a point or more apart" : "")")
        }
    }
}

extension [IndicatorValue] {
    /// ` (≥ 1.230)` behind a count, ` (từ 94,95% (94/99) đến 95,96% (95/99))` behind a share; nothing without bounds.
    fileprivate var undecided: Bilingual {
        guard let least = first?.text(unit: ""), let most = last?.text(unit: "") else { return Bilingual("", "") }
        return count == 1
            ? Bilingual(" (≥ \(least.vi))", " (≥ \(least.en))")
            : Bilingual(" (từ \(least.vi) đến \(most.vi))", " (from \(least.en) to \(most.en))")
    }
}

extension Plan.Level {
    package var text: Bilingual {
        switch self {
        case .province: Bilingual("cấp tỉnh", "province level")
        case .commune: Bilingual("cấp xã", "commune level")
        }
    }
}

extension LevelResult {
    fileprivate var text: Bilingual {
        guard let value else { return Bilingual("chưa có số", "no figure") }
        let shown = excess?.possible ?? value.text(unit: unit)
        let why = excess.map(\.warning) ?? Bilingual("", "")
        return Bilingual(
            ["kết quả \(shown.vi)\(why.vi)", verdict.text.vi, hairline?.vi, figure?.citation.vi]
                .compactMap(\.self).joined(separator: ", "),
            ["result \(shown.en)\(why.en)", verdict.text.en, hairline?.en, figure?.citation.en]
                .compactMap(\.self).joined(separator: ", "))
    }
}

extension Target {
    /// `≥ 95%`, `≥ 01 trung tâm`, and `100%` for exactly so much, as the plans print; a dash where the plan sets none.
    package func goalText(_ language: Language) -> String {
        goalNumber(language) + (value == nil || isPercentage ? "" : " \(Bilingual(unit: unit)[language])")
    }

    /// Without the unit of a count.
    package func goalNumber(_ language: Language) -> String {
        guard value != nil else { return "—" }
        let sign =
            switch comparison {
            case .atLeast: "≥ "
            case .atMost: "≤ "
            case .exactly: ""
            case .moreThan, .lessThan, .none: "\(comparison.rawValue) "
            }
        let value = language == .vi ? effectiveValue : effectiveValue.replacing(",", with: ".")
        return "\(sign)\(value)\(isPercentage ? "%" : "")"
    }
}

extension Target {
    /// The name, and whose target it is when the plan gives each level a row of its own.
    package var nameWithLevel: String { name + (level.map { " (\($0.text.vi))" } ?? "") }

    /// The plan's own number of the row under its heading: `6` of `PL I-6 Cấp xã`, `1.1` of `PL I.B-1.1`, `2.b` of
    /// `III.5.2.b`; nil where it has none.
    package var ownNumber: String? {
        let number = section.dropFirst(group.count).drop { "-(. ".contains($0) }
            .prefix { $0 == "." || $0.isNumber || $0.isLetter }
        return number.first?.isNumber == true ? String(number) : nil
    }
}

extension Figure {
    /// Who gave it and when: `theo Công an phường, ngày 31/03/2026, văn bản 12/BC-CAP`.
    package var citation: Bilingual {
        let vi = document.map { ", văn bản \($0.printable)" } ?? ""
        let en = document.map { ", document \($0.printable)" } ?? ""
        return Bilingual(
            "theo \(source.printable), ngày \(date.vietnamese)\(vi)",
            "by \(source.printable), \(date.vietnamese)\(en)")
    }
}

extension IndicatorValue {
    /// `1.234 người`, `96,92% (63/65)`, `84,60%`, `1,5 tỷ đồng`.
    package func text(unit: String) -> Bilingual {
        switch self {
        case .count(let count): Bilingual(grouped(count, by: "."), grouped(count, by: ",")).with(unit)
        case .ratio(let ratio): ratio.text
        case .number(let number) where unit == "%":
            Bilingual("\(number.hundredths.vietnamese)%", "\(number.hundredths.plain)%")
        case .number(let number): Bilingual(number.vietnamese, number.plain).with(unit)
        }
    }
}

extension Bilingual {
    /// A number and what it counts.
    fileprivate func with(_ unit: String) -> Bilingual {
        let name = Bilingual(unit: unit)
        return unit.isEmpty ? self : Bilingual("\(vi) \(name.vi)", "\(en) \(name.en)")
    }
}

extension Ratio {
    /// `96,92% (1.263/1.303)`; a dash over nothing.
    package var text: Bilingual {
        func parts(_ separator: String) -> String {
            "(\(grouped(part, by: separator))/\(grouped(whole, by: separator)))"
        }
        return Bilingual(
            "\(percent.map { "\($0.vietnamese)%" } ?? "—") \(parts("."))",
            "\(percent.map { "\($0.plain)%" } ?? "—") \(parts(","))")
    }

    /// The parts alone of more than there is.
    fileprivate var possible: Bilingual {
        part > whole
            ? Bilingual(
                "\(grouped(part, by: "."))/\(grouped(whole, by: "."))",
                "\(grouped(part, by: ","))/\(grouped(whole, by: ","))") : text
    }

    /// Behind a share of more than there is.
    fileprivate var warning: Bilingual {
        part > whole
            ? Bilingual(", tử số lớn hơn mẫu số: không phát hành được", ", above its denominator: cannot be issued")
            : Bilingual("", "")
    }
}

extension EstimateRemark {
    package var text: Bilingual {
        switch self {
        case .undecidedPairs(let least):
            Bilingual(
                "còn cặp nghi trùng chưa quyết định: tử số ít nhất là \(grouped(least, by: "."))",
                "pairs are undecided: the numerator is \(grouped(least, by: ",")) at least")
        case .sinceBaseline(let date, let increment):
            Bilingual(
                "số cơ sở ngày \(date.vietnamese) cộng \(grouped(increment, by: ".")) người tăng thêm sau ngày đó; bỏ sót người tự làm, không trừ "
                    + "người chuyển đi",
                "the baseline of \(date.vietnamese) plus \(increment == 1 ? "1 person" : "\(grouped(increment, by: ",")) people") since; misses who did it alone, keeps who moved "
                    + "away")
        case .baselineWithoutCount(let date):
            Bilingual(
                "số cơ sở ngày \(date.vietnamese) không có tử số nên không cộng được tăng thêm",
                "the baseline of \(date.vietnamese) has no numerator, so nothing can be added")
        case .population(let figure, let name):
            Bilingual(
                "mẫu số: \(name.vi) \(grouped(figure.count(isShare: false) ?? 0, by: ".")), \(figure.citation.vi)",
                "denominator: \(name.en) \(grouped(figure.count(isShare: false) ?? 0, by: ",")), \(figure.citation.en)")
        case .noPopulation(let base):
            Bilingual(
                "chưa có mẫu số \"\(base)\" nên không in %", "no base population \"\(base)\", so no percentage")
        case .nothingArose:
            Bilingual("không phát sinh (0/0) nên không có tỷ lệ", "nothing arose (0/0), so there is no share")
        case .ofLevel(let level):
            Bilingual(
                "số \(level.text.vi), không phải của riêng đơn vị",
                "a figure of the \(level.text.en), not the area's own")
        case .aboveDenominator(let part, let whole):
            Bilingual(
                "tử số \(grouped(part, by: ".")) lớn hơn mẫu số \(grouped(whole, by: ".")): không phát hành được",
                "the numerator \(grouped(part, by: ",")) is above the denominator \(grouped(whole, by: ",")): cannot be issued"
            )
        }
    }
}

extension ReportingDuty {
    /// What the document leaves open here and how it was decided, and the doubts about it.
    package func notes(in plan: Plan) -> [Bilingual] {
        (assumption.map { [Bilingual("giả định: \($0.vi)", "assumption: \($0.en)")] } ?? [])
            + doubts.compactMap(plan.doubt).map {
                Bilingual("[\($0.id)] \($0.text.vi)", "[\($0.id)] \($0.text.en)")
            }
    }
}

extension DueRemark {
    package var text: Bilingual {
        switch self {
        case .dayOff(let day, let before):
            Bilingual(
                "hạn rơi vào \(day.weekdayName.vi), kế hoạch không nói dời hạn: nên xong trước, \(before.weekdayName.vi) "
                    + before.vietnamese,
                "the deadline is a \(day.weekdayName.en) and no plan moves it: finish by \(before.weekdayName.en) "
                    + before.vietnamese)
        case .closesOnDeadline(let last):
            Bilingual(
                "chốt số liệu ngày \(last.vietnamese) không còn ngày làm việc nào trước hạn (Nghị định 09/2019): dùng kỳ "
                    + "trước hoặc tự đặt ngày chốt",
                "the data close on \(last.vietnamese), no working day before the deadline (Decree 09/2019): use the period "
                    + "before or set a cut-off of your own")
        case .nd09Covers(let period):
            Bilingual(
                "chốt ngày 14 (Nghị định 09/2019) thì kịp báo cáo \(period.name.vi), \(period.days.vi): dùng `--cutoff nd09`",
                "closed on the 14th (Decree 09/2019) it can cover \(period.name.en), \(period.days.en): use `--cutoff nd09`"
            )
        case .yearNotOver(let last):
            Bilingual(
                "năm chưa hết khi đến hạn (chốt năm là \(last.vietnamese)): báo cáo các tháng đã qua",
                "the year is not over at the deadline (it closes on \(last.vietnamese)): report the months so far")
        }
    }
}

extension CivilDate {
    /// `thứ Bảy`, `Saturday`.
    package var weekdayName: Bilingual {
        let names = [
            Bilingual("thứ Hai", "Monday"), Bilingual("thứ Ba", "Tuesday"), Bilingual("thứ Tư", "Wednesday"),
            Bilingual("thứ Năm", "Thursday"), Bilingual("thứ Sáu", "Friday"), Bilingual("thứ Bảy", "Saturday"),
            Bilingual("Chủ nhật", "Sunday"),
        ]
        return names[weekday - 1]
    }
}

extension Hundredths {
    /// `96,92`; `1.234,50`.
    package var vietnamese: String {
        let (sign, whole, decimals) = parts
        return "\(sign)\(grouped(whole, by: ".")),\(decimals)"
    }

    /// `96.92`, for machines and English readers.
    package var plain: String {
        let (sign, whole, decimals) = parts
        return "\(sign)\(whole).\(decimals)"
    }

    private var parts: (sign: String, whole: Int, decimals: String) {
        let magnitude = Int(value.magnitude)
        return (value < 0 ? "-" : "", magnitude / 100, padded(magnitude % 100, 2))
    }
}

/// `1.234.567` with `separator` between thousands; no sign.
package func grouped(_ number: Int, by separator: String) -> String {
    let digits = String(number)
    var text = ""
    for (index, digit) in digits.enumerated() {
        if index > 0, (digits.count - index) % 3 == 0 { text += separator }
        text.append(digit)
    }
    return text
}

extension String {
    /// `VNeID` and other words that begin with two capitals stay as they are.
    package var lowercasedFirst: String {
        guard let first, count < 2 || !self[index(after: startIndex)].isUppercase else { return self }
        return first.lowercased() + dropFirst()
    }
}
