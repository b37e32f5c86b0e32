import Base
import Indicators

/// What people call the places of a report.
struct IssueNames {
    private let report: ReportModel
    private let rows: [String: Bilingual]

    /// Rows that are gone keep the names that they were issued by.
    init(_ report: ReportModel, _ issued: JSON) {
        self.report = report
        let gone = (issued["indicators"]?.array ?? []).compactMap { row in
            row["section"]?.string.map { ($0, Bilingual(row["name"]?.string ?? $0, row["gloss"]?.string ?? $0)) }
        }
        rows = Dictionary(
            report.rows.map { ($0.target.section, Bilingual($0.target.nameWithLevel, $0.target.gloss)) } + gone,
            uniquingKeysWith: { first, _ in first })
    }

    func name(of path: [String]) -> Bilingual {
        let rest = Array(path.dropFirst())
        switch path[0] {
        case "indicators": return named(rows[path[1]] ?? Bilingual(path[1], path[1]), Array(path.dropFirst(2)))
        case "cumulative": return of(Bilingual("Lũy kế", "Since the start"), rest)
        case "lower_bounds":
            return of(
                Bilingual("Cận dưới", "Lower bound"), ["figures"] + rest[0].split(separator: ".").map(String.init))
        case "conflicts": return of(Bilingual("Xung đột", "Conflicts"), ["figures", "tang_them"] + rest)
        case "period": return Bilingual("từ ngày", "from")
        case "plan": return named(Bilingual("Kế hoạch", "Plan"), rest)
        case "area": return Bilingual("Tên địa bàn", "Name of the area")
        case "difficulties": return named(Bilingual("Khó khăn, vướng mắc", "Difficulties"), rest)
        case "completeness": return head(rest[0])
        default: return figure(rest)
        }
    }

    private func of(_ whole: Bilingual, _ path: [String]) -> Bilingual {
        let name = name(of: path)
        return Bilingual("\(whole.vi): \(name.vi.lowercasedFirst)", "\(whole.en): \(name.en.lowercasedFirst)")
    }

    private func figure(_ path: [String]) -> Bilingual {
        switch path[0] {
        case "tang_them" where path.count > 1:
            return of(item: path[1])
        case "by_hamlet" where path.count > 1:
            return named(Bilingual("Tổ \(path[1])", "Hamlet \(path[1])"), Array(path.dropFirst(2)))
        default:
            // The teams' own number, even where the official name is a share.
            let indicator = report.catalogue.indicator(path[0])
            let name = (indicator?.gain ?? indicator?.name) ?? Bilingual(path[0], path[0])
            return named(name, Array(path.dropFirst()))
        }
    }

    private func of(item id: String) -> Bilingual {
        let item = report.itemName(id)
        return Bilingual("Tăng thêm: \(item.vi.lowercasedFirst)", "Increase: \(item.en.lowercasedFirst)")
    }

    private func named(_ name: Bilingual, _ parts: [String]) -> Bilingual {
        parts.reduce(name) { name, part in
            let word = word(part)
            return Bilingual("\(name.vi): \(word.vi.lowercasedFirst)", "\(name.en): \(word.en.lowercasedFirst)")
        }
    }

    private func word(_ part: String) -> Bilingual {
        Self.words[part] ?? report.catalogue.indicator(part)?.name
            ?? (report.catalogue.reasons + report.catalogue.toldAndUntoldMethods).first { $0.id == part }?.name
            ?? report.details.word(part)
    }

    private static let words: [String: Bilingual] = [
        "value": Bilingual("kết quả", "value"), "numerator": Bilingual("tử số", "numerator"),
        "denominator": Bilingual("mẫu số", "denominator"), "target": Bilingual("mức giao", "target"),
        "verdict": Bilingual("đánh giá", "verdict"), "clients": Bilingual("khách đánh giá", "clients who rated"),
        "clients_satisfied": Bilingual("khách hài lòng", "satisfied clients"),
        "ratings": Bilingual("lượt đánh giá", "ratings"),
        "ratings_satisfied": Bilingual("lượt hài lòng", "satisfied ratings"),
        "cumulative": Bilingual("lũy kế của tổ", "the teams' own since the start"),
        "pro_rata": Bilingual("tiến độ chia đều", "pro-rata target"),
        "source": Bilingual("nguồn số liệu", "source"),
        "population": Bilingual("nguồn mẫu số", "source of the population"),
        "date": Bilingual("ngày", "date"), "document": Bilingual("văn bản", "document"),
        "period": Bilingual("kỳ", "period"), "level": Bilingual("cấp", "level"), "unit": Bilingual("đơn vị", "unit"),
        "target_unit": Bilingual("đơn vị mức giao", "unit of the target"),
        "operator": Bilingual("phép so sánh", "operator"), "printed": Bilingual("mức giao như in", "target as printed"),
        "name": Bilingual("tên", "name"), "vi": Bilingual("tên", "name"), "gloss": Bilingual("tên tiếng Anh", "gloss"),
        "lead": Bilingual("chủ trì", "lead"), "deadline": Bilingual("thời hạn", "deadline"),
        "plan_note": Bilingual("ghi chú của kế hoạch", "the plan's note"), "notes": Bilingual("lưu ý", "notes"),
        "doubts": Bilingual("lưu ý", "doubts"), "clear_points": Bilingual("6 rõ", "six clear points"),
    ]

    private func head(_ field: String) -> Bilingual {
        switch field {
        case "teams": Bilingual("Tổ đã có số", "Teams heard from")
        case "late": Bilingual("Chưa gửi gì từ ngày cuối kỳ", "Nothing sent since the period's last day")
        case "unheard": Bilingual("Chưa gửi lô nào", "No batch yet")
        case "missing": Bilingual("Dòng nhật ký còn thiếu", "Log entries missing")
        case "unknown_hamlets": Bilingual("Mã tổ không có trong danh mục", "Hamlet codes that are not in the list")
        case "edit_conflicts": Bilingual("Bản ghi sửa khác nhau", "Records edited apart")
        case "uncounted": Bilingual("Bản ghi chưa tính", "Records not counted")
        case "erased": Bilingual("Bản ghi đã xoá theo yêu cầu", "Records erased on request")
        case "quarantined": Bilingual("Tệp để riêng", "Files kept aside")
        case "undecided_pairs": Bilingual("Cặp nghi trùng chưa quyết định", "Undecided pairs")
        default: Bilingual(field, field)
        }
    }
}
