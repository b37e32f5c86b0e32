import Base
import Indicators

/// What an official letter says beside its numbers. Vietnamese alone.
enum LetterWords {
    /// Who puts the figures together: the ward's own department, or the province's.
    static func office(of plan: Plan) -> (name: String, sign: String, signer: String) {
        plan.area.level == .province
            ? ("Sở Khoa học và Công nghệ", "SKHCN", "GIÁM ĐỐC") : ("Phòng Văn hóa - Xã hội", "VHXH", "TRƯỞNG PHÒNG")
    }

    /// `Phòng Văn hoá - Xã hội` and `Phòng Văn hóa – Xã hội phường` are one body.
    static func key(ofBody name: String) -> String {
        let key = name.searchKey.replacing("–", with: "-")
        let kind = [" phuong", " xa", " tinh"].first(where: key.hasSuffix) ?? ""
        return String(key.dropLast(kind.count))
    }

    /// What the plan is called, and the paper that it came with: `(số 12/KH-UBND, tháng 4 năm 2026)`. A decision
    /// (QĐ) is no plan: it puts one in force. Source: Decree 30/2020/NĐ-CP, annex III.
    static func name(of plan: Plan) -> String {
        let printed = plan.document.number
        let isDecided = printed?.contains("/QĐ") == true && plan.title.vi.hasPrefix("Kế hoạch")
        // Where the document leaves its number blank, the draft does.
        let number = printed.map { "số \($0.hasPrefix("/") ? "…" : "")\($0)" }
        if isDecided, let number {
            let day = plan.document.date.map { ", \($0)" } ?? ""
            return "\(plan.title.vi), ban hành kèm theo Quyết định \(number)\(day)"
        }
        let source = [number, plan.document.date].compactMap(\.self).joined(separator: ", ")
        return plan.title.vi + (source.isEmpty ? "" : " (\(source))")
    }

    /// `94,34%`, `+60 người (≥ 30)`; a dash where there is no number to print.
    static func value(of row: IndicatorRow) -> String {
        let numbers = Numbers(language: .vi)
        guard row.lack != .nothingArose, let value = numbers.value(of: row) else { return "—" }
        return value + numbers.bound(of: row)
    }

    /// Of what kind a value is, how far to trust it, and how near the target lies: none of it shows in the number.
    static func details(of row: IndicatorRow) -> [String] {
        let numbers = Numbers(language: .vi)
        if row.valueExcess != nil { return ["tử số lớn hơn mẫu số"] }
        guard row.value != nil, row.lack != .nothingArose else { return [] }
        var details = [row.kind?.vi].compactMap(\.self)
        if let interval = row.interval, case .ratio(let ratio) = row.value {
            details += ["n=\(numbers.count(ratio.whole))", Words(language: .vi).interval(interval, numbers)]
        }
        if let near = row.hairline {
            if case .ratio(let ratio) = row.value {
                details.append("\(numbers.count(ratio.part))/\(numbers.count(ratio.whole))")
            }
            details.append(near.vi)
        }
        // A row that is reached itself waits for the levels below.
        let isReached = row.gap.map { $0 >= Hundredths(0) } ?? false
        for case .otherLevel(let level, let result) in row.remarks
        where row.verdict != .met && row.verdict == result.verdict && isReached {
            let value =
                if case .ratio(let ratio) = result.value { numbers.percent(ratio) } else {
                    result.value?.text(unit: result.unit).vi ?? "chưa có số"
                }
            details.append("\(level.text.vi) \(value)")
        }
        switch (row.bounds.first, row.bounds.last) {
        case (.ratio(let least), .ratio) where row.bounds.count == 1:
            details.append("còn cặp nghi trùng: ít nhất \(numbers.percent(least))")
        case (.ratio(let least), .ratio(let most)):
            details.append("còn cặp nghi trùng: từ \(numbers.percent(least)) đến \(numbers.percent(most))")
        default: break
        }
        return details
    }
}
