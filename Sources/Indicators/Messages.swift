package import Base

extension PlanFault: Reportable {
    package var problem: Problem {
        Problem(code, at: "\(file):\(line)", message, hint: hint, status: .badData)
    }

    private var code: String {
        switch reason {
        case .notYAML: "PLAN-001"
        case .unknownKey: "PLAN-002"
        case .missingKey: "PLAN-003"
        case .notMapping, .notText, .notNumber, .notDate, .notList: "PLAN-004"
        case .unknownIndicator: "PLAN-005"
        case .unknownChoice: "PLAN-006"
        case .duplicate: "PLAN-007"
        case .unknownDoubt: "PLAN-008"
        case .unknownSchema: "PLAN-009"
        case .classDiffers: "PLAN-010"
        case .unknownPopulation: "PLAN-011"
        case .noRule: "PLAN-012"
        case .datesReversed: "PLAN-013"
        }
    }

    private var message: Bilingual {
        switch reason {
        case .notYAML(let why):
            Bilingual("tệp không đọc được theo kiểu YAML: \(why)", "this is not readable YAML: \(why)")
        case .unknownSchema(let number):
            Bilingual(
                "tệp theo khuôn số \(number), chương trình này chỉ biết khuôn 1",
                "the file follows schema \(number), this program knows schema 1 only")
        case .notMapping:
            Bilingual("chỗ này phải là các dòng “khóa: giá trị”", "this must be a mapping of keys to values")
        case .unknownKey(let key, _):
            Bilingual("không có khóa \"\(key)\"", "there is no key \"\(key)\"")
        case .missingKey(let key):
            Bilingual("thiếu khóa \"\(key)\"", "the key \"\(key)\" is missing")
        case .notText(let key):
            Bilingual("\"\(key)\" phải là một dòng chữ", "\"\(key)\" must be a text")
        case .notNumber(let key, let text):
            Bilingual("\"\(key)\" phải là số, không phải \"\(text)\"", "\"\(key)\" must be a number, not \"\(text)\"")
        case .notDate(let key, let text):
            Bilingual(
                "\"\(key)\" phải là ngày kiểu 2026-11-30, không phải \"\(text)\"",
                "\"\(key)\" must be a date like 2026-11-30, not \"\(text)\"")
        case .notList(let key):
            Bilingual("\"\(key)\" phải là một danh sách", "\"\(key)\" must be a list")
        case .unknownChoice(let key, let text, _):
            Bilingual("\"\(key)\" không nhận \"\(text)\"", "\"\(key)\" does not take \"\(text)\"")
        case .unknownIndicator(let id, _):
            Bilingual("không có chỉ tiêu \"\(id)\" trong danh mục", "the catalogue has no indicator \"\(id)\"")
        case .unknownDoubt(let id, _):
            Bilingual("không có điểm nghi vấn \"\(id)\" trong tệp này", "this file has no doubt \"\(id)\"")
        case .unknownPopulation(let id, _):
            Bilingual("không có cơ sở dân số \"\(id)\"", "there is no base population \"\(id)\"")
        case .duplicate(let id):
            Bilingual("\"\(id)\" đứng hai lần", "\"\(id)\" stands twice")
        case .noRule(let id):
            Bilingual(
                "chỉ tiêu \"\(id)\" không thuộc lớp M nên phải có rule",
                "the indicator \"\(id)\" is not of class M and needs a rule")
        case .classDiffers(let id, let plan, let catalogue):
            Bilingual(
                "chỉ tiêu \"\(id)\" ghi lớp \(plan) nhưng danh mục ghi lớp \(catalogue)",
                "the indicator \"\(id)\" has class \(plan) here and class \(catalogue) in the catalogue")
        case .datesReversed:
            Bilingual("ngày đầu sau ngày cuối", "the first day is after the last")
        }
    }

    private var hint: Bilingual? {
        switch reason {
        case .unknownKey(_, let nearest?), .unknownIndicator(_, let nearest?), .unknownDoubt(_, let nearest?),
            .unknownPopulation(_, let nearest?):
            Bilingual("có phải là \"\(nearest)\" không?", "did you mean \"\(nearest)\"?")
        case .unknownChoice(_, _, let allowed):
            Bilingual(
                "chọn một trong: \(allowed.joined(separator: ", "))", "one of: \(allowed.joined(separator: ", "))")
        default: nil
        }
    }
}

extension PlanFaults: Reportable {
    /// The first fault; the program prints `faults` one by one where there is room.
    package var problem: Problem { faults[0].problem }
}

extension PeriodError: Reportable {
    package var problem: Problem {
        Problem(code, message, hint: hint, status: .usage)
    }

    private var code: String {
        switch self {
        case .unreadablePeriod, .noSuchMonth: "PERIOD-001"
        case .monthsReversed: "PERIOD-002"
        case .unreadableCutoff: "PERIOD-003"
        case .cutoffReversed: "PERIOD-004"
        }
    }

    private var message: Bilingual {
        switch self {
        case .unreadablePeriod(let text):
            Bilingual("không hiểu kỳ báo cáo \"\(text)\"", "cannot read the period \"\(text)\"")
        case .noSuchMonth(let text):
            Bilingual(
                "kỳ \"\(text)\" có tháng không tồn tại", "the period \"\(text)\" has a month that does not exist")
        case .monthsReversed(let text):
            Bilingual("kỳ \"\(text)\" có tháng đầu sau tháng cuối", "the period \"\(text)\" ends before it begins")
        case .unreadableCutoff(let text):
            Bilingual("không hiểu cách chốt số liệu \"\(text)\"", "cannot read the cut-off \"\(text)\"")
        case .cutoffReversed(let text):
            Bilingual("mốc chốt \"\(text)\" có ngày đầu sau ngày cuối", "the cut-off \"\(text)\" ends before it begins")
        }
    }

    private var hint: Bilingual {
        switch self {
        case .unreadablePeriod, .noSuchMonth, .monthsReversed:
            Bilingual(
                "viết 2026-06 (tháng), 2026-Q2 (quý), 2026 (năm) hoặc 2026-04..2026-06",
                "write 2026-06 (month), 2026-Q2 (quarter), 2026 (year) or 2026-04..2026-06")
        case .unreadableCutoff, .cutoffReversed:
            Bilingual(
                "viết calendar (tháng lịch), nd09 (ngày 15 đến 14) hoặc 11/05/2026..10/06/2026",
                "write calendar, nd09 (from the 15th to the 14th) or 2026-05-11..2026-06-10")
        }
    }
}

extension FactFault {
    /// Why the record counts nowhere.
    package var text: Bilingual {
        switch self {
        case .noStart:
            Bilingual("phiên không có ngày giờ", "the session has no date and time")
        case .unreadableStart(let text):
            Bilingual(
                "không hiểu ngày giờ \"\(text)\" của phiên", "cannot read the session's date and time \"\(text)\"")
        }
    }
}

extension FactFault: Reportable {
    package var problem: Problem {
        switch self {
        case .noStart: Problem("FACT-001", text, status: .needsPerson)
        case .unreadableStart: Problem("FACT-002", text, status: .needsPerson)
        }
    }
}
