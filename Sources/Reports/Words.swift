import Base
import Indicators

/// The fixed words of a report in the reader's language.
struct Words {
    let language: Language

    enum Key {
        case title, period, completeness, lastBatch, thisComputer, noDevices, editConflicts, uncounted
        case quarantined, sessions, people, peopleUnit, households, businesses, activity, increments, planRows
        case indicator, result, target, verdict, otherAgency, byHamlet, hamlet, peopleDoNotAddUp, groupsDoNotAddUp,
            reasons, difficulties, notes, device, events, change, whereFrom
    }

    subscript(key: Key) -> String { text(key)[language] }

    private func text(_ key: Key) -> Bilingual {
        switch key {
        case .title: Bilingual("BÁO CÁO CHỈ TIÊU", "INDICATOR REPORT")
        case .period: Bilingual("Kỳ", "Period")
        case .completeness: Bilingual("Số liệu đã nhận (mọi kỳ)", "What was received (all periods)")
        case .lastBatch: Bilingual("lô cuối", "last batch")
        case .thisComputer: Bilingual("máy này", "this computer")
        case .noDevices: Bilingual("chưa nhận được máy nào", "no device heard from yet")
        case .editConflicts: Bilingual("bản ghi sửa khác nhau", "edits that differ")
        case .uncounted: Bilingual("bản ghi chưa tính", "records not counted")
        case .quarantined: Bilingual("tệp để riêng", "files kept aside")
        case .sessions: Bilingual("Lượt", "Sessions")
        case .people: Bilingual("Người", "People")
        case .peopleUnit: Bilingual("người", "people")
        case .households: Bilingual("Hộ", "Households")
        case .businesses: Bilingual("Cơ sở", "Businesses")
        case .activity: Bilingual("Hoạt động trong kỳ", "What was done in the period")
        case .increments:
            Bilingual("Tăng thêm trong kỳ (người lần đầu có)", "Increase in the period (people for the first time)")
        case .planRows: Bilingual("Chỉ tiêu của kế hoạch", "Rows of the plan")
        case .indicator: Bilingual("Chỉ tiêu", "Indicator")
        case .result: Bilingual("Kết quả", "Value")
        case .target: Bilingual("Giao", "Target")
        case .verdict: Bilingual("Đánh giá", "Verdict")
        case .otherAgency: Bilingual("cơ quan khác", "other agency")
        case .byHamlet: Bilingual("Theo tổ dân phố", "By hamlet")
        case .hamlet: Bilingual("Tổ", "Hamlet")
        case .whereFrom:
            Bilingual(
                "Một con số từ đâu ra: `sotay explain TÊN --period KỲ`, TÊN là vài chữ của tên, mục trong kế hoạch hoặc giá trị đã in.",
                "Where a number comes from: `sotay explain NAME --period PERIOD`, NAME being words of its name, its section of the plan, or the value as printed."
            )
        case .peopleDoNotAddUp:
            Bilingual(
                "Một người được hỗ trợ ở hai tổ được đếm ở cả hai: cột người không cộng dồn.",
                "A person helped in two hamlets counts in both: the column of people does not add up.")
        case .groupsDoNotAddUp:
            Bilingual(
                "Người, hộ, cơ sở được đếm lại trong từng dòng: các cột này không cộng dồn.",
                "People, households and businesses are counted anew in each line: these columns do not add up.")
        case .reasons: Bilingual("Lý do chưa xong", "Why things were not finished")
        case .difficulties: Bilingual("Khó khăn, vướng mắc ghi nhận", "Difficulties reported")
        case .change: Bilingual("Thay đổi", "Change")
        case .device: Bilingual("Máy", "Device")
        case .notes: Bilingual("Ghi chú", "Notes")
        case .events:
            Bilingual("Tập huấn, tuyên truyền, lớp (lượt dự, không phải số người)", "Events (attendance is not people)")
        }
    }

    /// Nil for a period within the plan's days.
    func outsidePlan(_ report: ReportModel) -> String? {
        let (from, to) = (report.plan.validFrom.vietnamese, report.plan.validTo.vietnamese)
        if report.isOutsidePlan {
            return Bilingual(
                "Kỳ này nằm ngoài thời gian của kế hoạch (\(from) đến \(to)).",
                "The period lies outside the plan's (\(from) to \(to)).")[language]
        }
        guard report.isPartlyOutsidePlan else { return nil }
        return Bilingual(
            "Một phần kỳ này nằm ngoài thời gian của kế hoạch (\(from) đến \(to)): lũy kế chỉ tính từ đầu kế hoạch.",
            "Part of the period lies outside the plan's (\(from) to \(to)): what has run up counts from the plan's start."
        )[language]
    }

    /// Nil for a period that was over when it was counted.
    func unfinished(_ report: ReportModel) -> String? {
        guard report.completeness.isUnfinished else { return nil }
        let last = report.period.last.vietnamese
        if report.completeness.isAhead {
            return Bilingual(
                "Kỳ chưa bắt đầu (từ \(report.period.first.vietnamese)): chưa có gì để tính.",
                "The period has not begun (it begins on \(report.period.first.vietnamese)): nothing to count yet.")[
                    language]
        }
        return Bilingual(
            "Kỳ chưa kết thúc (đến hết \(last)): số liệu tạm tính.",
            "The period is not over (it lasts to \(last)): preliminary figures.")[language]
    }

    func published(least: Int) -> String {
        Bilingual(
            "Bản công bố: số của tổ từ 1 đến \(least - 1), và số suy ra được chúng, được thay bằng dấu “—” hoặc bỏ đi; số chính thức của cơ quan khác in như đã cung cấp.",
            "For publication: the teams' counts from 1 to \(least - 1), and what they follow from, are shown as “—” or left out; other agencies' official figures stand as given."
        )[language]
    }

    /// What an issued report has not kept: an absent list or table is not an empty one. Nil when all is there.
    func notKept(_ report: ReportModel) -> String? {
        let names = ReportDetails.NotKept.allCases.filter(report.details.notKept.contains).map { part in
            switch part {
            case .breakdowns:
                Bilingual("hộ, cơ sở từng tổ và các cách tách khác", "households by hamlet and other breakdowns")
            case .trend: Bilingual("diễn biến theo tháng", "the months")
            case .difficulties: Bilingual("danh sách khó khăn, vướng mắc", "the list of difficulties")
            }
        }
        guard !names.isEmpty else { return nil }
        return Bilingual("Không lưu trong bản đã chốt", "Not kept in the issued report")[language] + ": "
            + names.map { $0[language] }.joined(separator: "; ") + "."
    }

    /// Nil when no card names a team.
    func teamsHeard(_ state: Completeness) -> String? {
        guard !state.teams.isEmpty else { return nil }
        let teams = state.teams.map(\.printable).joined(separator: ", ")
        return Bilingual("tổ đã có số: \(teams)", "teams heard from: \(teams)")[language]
    }

    /// What is missing or late, and what nobody has decided; nothing when all is well.
    func freshness(_ state: Completeness, _ numbers: Numbers) -> [String] {
        var lines: [Bilingual] = []
        if !state.late.isEmpty {
            let names = state.late.map(\.label).joined(separator: ", ")
            lines.append(
                Bilingual(
                    "chưa gửi gì từ ngày cuối kỳ: \(names)", "nothing sent since the period's last day: \(names)"))
        }
        if !state.unheard.isEmpty {
            let names = state.unheard.map(\.printable).joined(separator: ", ")
            lines.append(Bilingual("chưa gửi lô nào: \(names)", "no batch yet: \(names)"))
        }
        if state.missing > 0 {
            lines.append(
                Bilingual(
                    "còn thiếu \(numbers.count(state.missing)) dòng nhật ký",
                    "\(numbers.count(state.missing)) log entries are missing"))
        }
        if state.erased > 0 {
            lines.append(
                Bilingual(
                    "\(numbers.count(state.erased)) bản ghi đã xoá theo yêu cầu; sổ này không có bản ẩn danh của chúng nên không tính nữa",
                    "\(numbers.count(state.erased)) records were erased on request; this book has no anonymous version of them, so they count no more"
                ))
        }
        if !state.unknownHamlets.isEmpty {
            let codes = state.unknownHamlets.map(\.printable).joined(separator: ", ")
            lines.append(
                Bilingual(
                    "mã tổ không có trong danh mục: \(codes)", "hamlet codes that are not in the list: \(codes)"))
        }
        if state.undecidedPairs > 0 {
            lines.append(
                Bilingual(
                    "\(numbers.count(state.undecidedPairs)) cặp nghi trùng chưa quyết định: số sau ≥ là cận dưới; bảng theo tháng, tổ, máy, lực lượng là cận trên",
                    "undecided pairs: \(numbers.count(state.undecidedPairs)); figures behind ≥ are lower bounds; tables by month, team, device and force are upper bounds"
                ))
        }
        return lines.map { $0[language] }
    }

    static let outside = Bilingual("Số liệu đã nhập ngoài kế hoạch", "Figures entered that the plan does not ask for")

    func deadline(_ printed: String) -> String { Bilingual("hạn: \(printed)", "deadline: \(printed)")[language] }

    /// Of a row, where its heading does not say it of all.
    func deadline(of row: IndicatorRow, in report: ReportModel) -> String? {
        report.deadline(of: row.target.group) == nil ? row.target.printedDeadline.map(deadline) : nil
    }

    func conflicts(_ report: ReportModel, _ numbers: Numbers) -> String {
        let count = numbers.count(report.figures.conflictTotal)
        return Bilingual(
            "Xung đột trong toàn sổ: \(count) lần ghi “vừa hoàn thành” cho người đã có (không cộng)",
            "Conflicts in the whole book: \(count) \(report.figures.conflictTotal == 1 ? "completion" : "completions") for people who already had it (not added)"
        )[language]
    }

    /// Differences of shares are no percentages.
    var changeUnit: String {
        Bilingual(
            "Thay đổi của tỷ lệ tính bằng điểm phần trăm.", "Changes of shares are percentage points.")[language]
    }

    /// Of whom a share is taken, and who counted them; nil of what stands on no base population.
    func base(of indicator: Indicator, in report: ReportModel) -> String? {
        report.figures.populations[indicator.id].map { indicator.remark(on: $0).text[language] }
    }

    /// A unit as the plans and the catalogue write it, in the reader's language.
    func unit(_ unit: String) -> String { Bilingual(unit: unit)[language] }

    /// `63/65 (n=65)`: of a sample its size says how far to trust it.
    func fraction(_ ratio: Ratio, isSample: Bool, _ numbers: Numbers) -> String {
        let parts = "\(numbers.count(ratio.part))/\(numbers.count(ratio.whole))"
        return isSample ? "\(parts) (n=\(numbers.count(ratio.whole)))" : parts
    }

    func interval(_ interval: Interval, _ numbers: Numbers) -> String {
        let ends = "\(numbers.decimal(interval.low))–\(numbers.decimal(interval.high))%"
        return Bilingual("khoảng tin cậy 95%: \(ends)", "95% interval: \(ends)")[language]
    }

    /// Nil when there is nothing to compare, or two decimals do not show it: then a remark says it.
    func gap(of row: IndicatorRow, _ numbers: Numbers) -> String? {
        guard let gap = row.gap, row.hairline == nil else { return nil }
        let unit = row.target.isPercentage ? Bilingual("điểm %", "points")[language] : unit(row.target.unit)
        let sign = gap.value > 0 ? "+" : ""
        return Bilingual("chênh", "gap")[language] + " \(sign)\(numbers.decimal(gap)) \(unit)"
    }
}

extension Completeness.Device {
    /// Its owner, and the team when the card names one.
    var label: String { team.isEmpty ? name.printable : "\(name.printable) (\(team.printable))" }
}
