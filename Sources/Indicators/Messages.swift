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
        case .notMapping, .notText, .notNumber, .negative, .notDate, .notTime, .notList: "PLAN-004"
        case .unknownIndicator: "PLAN-005"
        case .unknownChoice: "PLAN-006"
        case .duplicate: "PLAN-007"
        case .unknownDoubt: "PLAN-008"
        case .unknownSchema: "PLAN-009"
        case .classDiffers: "PLAN-010"
        case .unknownPopulation: "PLAN-011"
        case .noRule, .ruleOnManual: "PLAN-012"
        case .datesReversed: "PLAN-013"
        case .outOfRange: "PLAN-014"
        case .roleNotListed: "PLAN-015"
        case .noDenominator: "PLAN-016"
        case .areaCode: "PLAN-017"
        case .valueWithoutOperator: "PLAN-018"
        case .percentAbove100: "PLAN-019"
        case .goalOutsidePlan, .deadlineOutsidePlan: "PLAN-020"
        case .noHeading: "PLAN-021"
        case .deadlineMismatch, .keysExclude: "PLAN-022"
        case .shareOfNoCount: "PLAN-023"
        case .badID: "PLAN-024"
        case .unknownItem: "PLAN-025"
        case .unitDiffers: "PLAN-026"
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
        case .negative(let key, let text):
            Bilingual("\"\(key)\" không thể âm: \"\(text)\"", "\"\(key)\" cannot be negative: \"\(text)\"")
        case .notDate(let key, let text):
            Bilingual("\"\(key)\" phải là ngày, không phải \"\(text)\"", "\"\(key)\" must be a date, not \"\(text)\"")
        case .notTime(let key, let text):
            Bilingual(
                "\"\(key)\" phải là giờ, không phải \"\(text)\"", "\"\(key)\" must be a time of day, not \"\(text)\"")
        case .notList(let key):
            Bilingual("\"\(key)\" phải là một danh sách", "\"\(key)\" must be a list")
        case .outOfRange(let key, let value, _):
            Bilingual("\"\(key)\" không thể là \(value)", "\"\(key)\" cannot be \(value)")
        case .unknownChoice(let key, let text, _):
            Bilingual("\"\(key)\" không nhận \"\(text)\"", "\"\(key)\" does not take \"\(text)\"")
        case .unknownIndicator(let id, _):
            Bilingual("không có chỉ tiêu \"\(id)\" trong danh mục", "the catalogue has no indicator \"\(id)\"")
        case .unknownDoubt(let id, _):
            Bilingual("không có điểm nghi vấn \"\(id)\" trong tệp này", "this file has no doubt \"\(id)\"")
        case .unknownPopulation(let id, _):
            Bilingual("không có cơ sở dân số \"\(id)\"", "there is no base population \"\(id)\"")
        case .unknownItem(let item, _):
            Bilingual("không có mục \"\(item)\" trong danh mục", "the catalogue has no item \"\(item)\"")
        case .duplicate(let id):
            Bilingual("\"\(id)\" đứng hai lần", "\"\(id)\" stands twice")
        case .noRule(let id):
            Bilingual(
                "chỉ tiêu \"\(id)\" không thuộc lớp M nên phải có rule",
                "the indicator \"\(id)\" is not of class M and needs a rule")
        case .ruleOnManual(let id):
            Bilingual(
                "chỉ tiêu \"\(id)\" thuộc lớp M (nhập tay) nên không có rule",
                "the indicator \"\(id)\" is of class M (entered by hand) and has no rule")
        case .roleNotListed(let role, let id):
            Bilingual(
                "cách đếm của \"\(id)\" cần vai trò \"\(role)\" mà \"roles\" không nêu",
                "the rule of \"\(id)\" needs the role \"\(role)\", which \"roles\" does not name")
        case .noDenominator(let id):
            Bilingual(
                "chỉ tiêu \"\(id)\" tính bằng % mà không nêu mẫu số",
                "the indicator \"\(id)\" is a percentage without a denominator")
        case .shareOfNoCount(let id):
            Bilingual(
                "\"\(id)\" không phải là một số đếm nên không làm tử số hay mẫu số được",
                "\"\(id)\" is no count, so it can be neither part nor whole of a share")
        case .classDiffers(let id, let plan, let catalogue):
            Bilingual(
                "chỉ tiêu \"\(id)\" ghi lớp \(plan) nhưng danh mục ghi lớp \(catalogue)",
                "the indicator \"\(id)\" has class \(plan) here and class \(catalogue) in the catalogue")
        case .datesReversed:
            Bilingual("ngày đầu sau ngày cuối", "the first day is after the last")
        case .areaCode(let code):
            Bilingual("mã địa bàn \"\(code)\" không đúng", "the area code \"\(code)\" is not one")
        case .valueWithoutOperator(let value):
            Bilingual(
                "có trị số \"\(value)\" mà không có phép so sánh", "there is a value \"\(value)\" without an operator")
        case .percentAbove100(let value):
            Bilingual("trị số \"\(value)\" vượt 100%", "the value \"\(value)\" is above 100%")
        case .goalOutsidePlan(let year):
            Bilingual("năm \(year) nằm ngoài thời hạn của kế hoạch", "the year \(year) lies outside the plan")
        case .deadlineOutsidePlan(let date):
            Bilingual(
                "hạn \(date) nằm ngoài các năm của kế hoạch", "the deadline \(date) lies outside the plan's years")
        case .noHeading(let section, _):
            Bilingual("mục \"\(section)\" chưa có tên trong \"sections\"", "\"sections\" has no heading \"\(section)\"")
        case .deadlineMismatch(let every, let key):
            Bilingual(
                "\"\(key)\" không đi với \"every: \(every)\"", "\"\(key)\" does not go with \"every: \(every)\"")
        case .keysExclude(let key, let other):
            Bilingual("\"\(key)\" không đi với \"\(other)\"", "\"\(key)\" does not go with \"\(other)\"")
        case .unitDiffers(let id, let plan, let catalogue):
            Bilingual(
                "đơn vị \"\(plan)\" không so được với \"\(catalogue)\" của chỉ tiêu \"\(id)\"",
                "the unit \"\(plan)\" cannot be compared with \"\(catalogue)\" of the indicator \"\(id)\"")
        case .badID(let key, let text):
            Bilingual("\"\(key)\" không dùng làm mã được: \"\(text)\"", "\"\(key)\" is no id: \"\(text)\"")
        }
    }

    private var hint: Bilingual? {
        switch reason {
        case .unknownKey(_, let nearest?), .unknownIndicator(_, let nearest?), .unknownDoubt(_, let nearest?),
            .unknownPopulation(_, let nearest?), .noHeading(_, let nearest?), .unknownItem(_, let nearest?):
            Bilingual("có phải là \"\(nearest)\" không?", "did you mean \"\(nearest)\"?")
        case .unknownChoice(_, _, let allowed):
            Bilingual(
                "chọn một trong: \(allowed.joined(separator: ", "))", "one of: \(allowed.joined(separator: ", "))")
        default: remedy
        }
    }

    private var remedy: Bilingual {
        switch reason {
        case .notYAML:
            Bilingual(
                "xem dấu ngoặc kép, dấu hai chấm và độ thụt đầu dòng ở dòng này và dòng trên",
                "look at the quotes, colons and indentation of this line and the one above")
        case .unknownSchema: Bilingual("cài bản mới của chương trình", "install a newer version of the program")
        case .notMapping: Bilingual("xem một tệp mẫu trong thư mục plans", "compare a file of the folder plans")
        case .unknownKey: Bilingual("xóa dòng này hoặc sửa tên khóa", "remove the line or correct the key")
        case .missingKey(let key): Bilingual("thêm dòng \"\(key): …\"", "add the line \"\(key): …\"")
        case .notText:
            Bilingual(
                "viết chữ trong dấu ngoặc kép, không để trống; kế hoạch không nêu thì ghi \"(không nêu)\"",
                "write a text between quotes, not an empty one; where the plan says nothing: \"(không nêu)\"")
        case .notNumber, .negative:
            Bilingual("viết số như 70 hoặc \"17,5\"", "write a number like 70 or \"17,5\"")
        case .notDate: Bilingual("viết ngày như 2026-11-30", "write the date like 2026-11-30")
        case .notTime: Bilingual("viết giờ như \"16:00\"", "write the time like \"16:00\"")
        case .notList: Bilingual("viết [a, b] hoặc mỗi phần một dòng có gạch đầu dòng", "write [a, b] or a dash a line")
        case .outOfRange(_, _, let range):
            Bilingual("từ \(range.lowerBound) đến \(range.upperBound)", "\(range.lowerBound) to \(range.upperBound)")
        case .unknownChoice: Bilingual("sửa theo danh sách", "correct it after the list")
        case .unknownIndicator:
            Bilingual("thêm chỉ tiêu này vào danh mục của phường trước", "add it to the ward's catalogue first")
        case .unknownDoubt:
            Bilingual("nêu nó ở phần doubts đầu tệp", "describe it under doubts at the head of the file")
        case .unknownPopulation: Bilingual("nêu nó ở phần populations", "describe it under populations")
        case .unknownItem: Bilingual("nêu nó ở phần person_items", "describe it under person_items")
        case .duplicate: Bilingual("giữ một, đổi tên hoặc xóa cái kia", "keep one, rename or remove the other")
        case .noRule: Bilingual("thêm rule, hoặc đổi lớp thành M", "add a rule, or make it class M")
        case .ruleOnManual:
            Bilingual("xóa rule, hoặc đổi lớp thành F, P hay C", "remove the rule, or make it F, P or C")
        case .roleNotListed(let role, _): Bilingual("thêm \(role) vào roles", "add \(role) to roles")
        case .noDenominator: Bilingual("thêm dòng denominator", "add a denominator")
        case .shareOfNoCount:
            Bilingual(
                "part và whole nêu hai chỉ tiêu đếm được, không nêu tỷ lệ hay số nhập tay",
                "part and whole name two counts, no share and no figure entered by hand")
        case .classDiffers: Bilingual("sửa một trong hai cho khớp", "make the two agree")
        case .datesReversed: Bilingual("đổi chỗ hai ngày", "swap the two dates")
        case .areaCode:
            Bilingual(
                "tỉnh 2 chữ số, xã phường 5 chữ số, giữ số 0 đầu và đặt trong ngoặc kép: \"01843\"",
                "two digits for a province, five for a ward, with the leading zero and in quotes: \"01843\"")
        case .valueWithoutOperator:
            Bilingual("ghi operator là >=, = …, hoặc ghi value là \"—\"", "give an operator, or make the value \"—\"")
        case .percentAbove100: Bilingual("xem lại trị số hoặc đơn vị", "look again at the value or the unit")
        case .goalOutsidePlan, .deadlineOutsidePlan:
            Bilingual("xem lại năm, hoặc sửa valid ở đầu tệp", "look again at the year, or correct valid at the head")
        case .noHeading: Bilingual("thêm tên mục vào sections ở đầu tệp", "add a heading to sections at the head")
        case .deadlineMismatch:
            Bilingual(
                "tháng, quý dùng before_day hoặc day; năm, một lần dùng before hoặc on",
                "months and quarters take before_day or day; years and single duties take before or on")
        case .keysExclude:
            Bilingual(
                "trước một ngày: before_day hoặc before; đến giờ của một ngày: day hoặc on, kèm time",
                "before a day: before_day or before; to an hour of a day: day or on, with time")
        case .unitDiffers:
            Bilingual(
                "dùng đơn vị của chỉ tiêu, hoặc chọn chỉ tiêu khác ở indicator",
                "use the indicator's unit, or name another one under indicator")
        case .badID:
            Bilingual("chỉ dùng chữ không dấu, chữ số, - và _", "use letters without marks, digits, - and _ alone")
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
