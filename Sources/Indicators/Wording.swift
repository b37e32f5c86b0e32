package import Base

extension Verdict {
    package var text: Bilingual {
        switch self {
        case .met: Bilingual("đạt", "met")
        case .notMet: Bilingual("chưa đạt", "not met")
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
        case .sample:
            Bilingual("mẫu của tổ, không thay số chính thức", "the teams' sample, not the official figure")
        case .otherAgency:
            Bilingual("số của cơ quan khác, sổ này chưa có", "another agency's figure, not in this book yet")
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
        case .ratingsDiffer(let byRatings):
            Bilingual(
                "tính theo lượt đánh giá là \(byRatings.vietnamese) %, chênh từ 1 điểm trở lên",
                "by ratings it is \(byRatings.plain) %, a point or more apart")
        }
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
