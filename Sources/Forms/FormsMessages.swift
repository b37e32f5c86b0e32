package import Base

extension AnswerFault: Reportable {
    /// Permanent; a retired one is never given again.
    package var code: String {
        switch self {
        case .notAnInteger: "FILL-001"
        case .notANumber: "FILL-002"
        case .notADate: "FILL-003"
        case .notATime: "FILL-004"
        case .notADateTime: "FILL-005"
        case .notAnAcknowledgement: "FILL-006"
        case .unknownChoice: "FILL-007"
        case .choiceNotOffered: "FILL-008"
        case .wrongKind: "FILL-009"
        case .unknownKey: "FILL-010"
        case .required: "FILL-011"
        case .rowRequired: "FILL-012"
        case .constraint: "FILL-013"
        case .tooManyRows: "FILL-014"
        case .evaluation: "FILL-015"
        case .notApplicable: "FILL-016"
        case .readOnly: "FILL-017"
        case .noSuchPlace: "FILL-018"
        case .outOfRange: "FILL-019"
        case .notAPlace: "FILL-020"
        case .rankIncomplete: "FILL-021"
        }
    }

    package var message: Bilingual {
        switch self {
        case .notAnInteger(let text): Bilingual("\"\(text)\" không phải số nguyên", "\"\(text)\" is not a whole number")
        case .notANumber(let text): Bilingual("\"\(text)\" không phải số", "\"\(text)\" is not a number")
        case .notADate(let text):
            Bilingual(
                "\"\(text)\" không phải ngày; viết như 02/04/2026 hoặc \"hôm nay\"",
                "\"\(text)\" is not a date; write it like 02/04/2026 or \"today\"")
        case .notATime(let text):
            Bilingual("\"\(text)\" không phải giờ; viết như 08:30", "\"\(text)\" is not a time; write it like 08:30")
        case .notADateTime(let text):
            Bilingual(
                "\"\(text)\" không phải ngày giờ; viết như 02/04/2026 08:30 hoặc \"bây giờ\"",
                "\"\(text)\" is not a date and time; write it like 02/04/2026 08:30 or \"now\"")
        case .notAnAcknowledgement(let text):
            Bilingual("\"\(text)\": trả lời \"có\" hoặc để trống", "\"\(text)\": answer \"yes\" or leave it blank")
        case .unknownChoice(let text, let nearest):
            Bilingual(
                "\"\(text)\" không có trong danh sách" + (nearest.map { ", có phải là \"\($0)\"?" } ?? ""),
                "\"\(text)\" is not in the list" + (nearest.map { ", did you mean \"\($0)\"?" } ?? ""))
        case .choiceNotOffered(let text):
            Bilingual(
                "\"\(text)\" không chọn được cùng các câu trả lời khác",
                "\"\(text)\" is not offered with the other answers")
        case .wrongKind(let found, let wanted):
            Bilingual(
                "\(found) không đúng kiểu, cần \(wanted.noun.vi)",
                "\(found) is of the wrong kind, \(wanted.noun.en) is wanted")
        case .unknownKey(let key, let nearest):
            Bilingual(
                "biểu mẫu không có trường \"\(key)\"" + (nearest.map { ", có phải là \"\($0)\"?" } ?? ""),
                "the form has no field \"\(key)\"" + (nearest.map { ", did you mean \"\($0)\"?" } ?? ""))
        case .outOfRange(let range): Bilingual("cần một số trong khoảng \(range)", "a number in \(range) is needed")
        case .notAPlace(let text):
            Bilingual(
                "\"\(text)\" không phải tọa độ; viết vĩ độ rồi kinh độ, như 20.8449 106.6881",
                "\"\(text)\" is not a place; write latitude, then longitude, like 20.8449 106.6881")
        case .rankIncomplete(let count):
            Bilingual("cần xếp thứ tự đủ \(count) lựa chọn", "all \(count) choices are to be put in order")
        case .required(let own): own.or(Bilingual("bắt buộc phải trả lời", "an answer is required"))
        case .rowRequired(let own): own.or(Bilingual("cần ít nhất một dòng", "at least one row is required"))
        case .constraint(let own, let answer):
            own.or(Bilingual("\"\(answer)\" không hợp lệ", "\"\(answer)\" is not valid"))
        case .tooManyRows(let limit): Bilingual("nhiều hơn \(limit) dòng", "more than \(limit) rows")
        case .evaluation(let error): error.message
        case .notApplicable: Bilingual("không áp dụng, không được lưu", "does not apply and is not saved")
        case .readOnly: Bilingual("câu này không sửa được", "this question cannot be changed")
        case .noSuchPlace: Bilingual("không có chỗ này trong bản ghi", "the record has no such place")
        }
    }

    package var problem: Problem { Problem(code, message, status: .badData) }
}

extension FillProblem {
    /// With its place, for printing.
    package var problem: Problem { fault.problem.located(at: path) }
}

extension Labels {
    fileprivate func or(_ other: Bilingual) -> Bilingual { isEmpty ? other : bilingual }
}

extension ItemType {
    fileprivate var noun: Bilingual {
        switch self {
        case .integer: Bilingual("số nguyên", "a whole number")
        case .decimal, .range: Bilingual("số", "a number")
        case .date, .today: Bilingual("ngày trong dấu nháy", "a date in quotes")
        case .time: Bilingual("giờ trong dấu nháy", "a time in quotes")
        case .dateTime, .start, .end: Bilingual("ngày giờ trong dấu nháy", "a date and time in quotes")
        case .selectOne: Bilingual("một mã trong dấu nháy", "a code in quotes")
        case .selectMultiple, .rank: Bilingual("các mã cách nhau bằng dấu cách", "codes with spaces between them")
        case .acknowledge: Bilingual("true hoặc \"OK\"", "true or \"OK\"")
        case .group, .repeat: Bilingual("danh sách [{…}]", "a list [{…}]")
        case .geopoint, .geotrace, .geoshape:
            Bilingual("vĩ độ và kinh độ trong dấu nháy", "latitude and longitude in quotes")
        case .image, .audio, .video, .file:
            Bilingual("đường dẫn tệp trong dấu nháy", "the path of a file in quotes")
        case .text, .note, .calculate, .hidden, .barcode, .osm, .deviceid, .username, .phonenumber, .email,
            .subscriberid, .simserial, .audit, .startGeopoint, .backgroundGeopoint, .backgroundAudio:
            Bilingual("chữ trong dấu nháy", "a text in quotes")
        }
    }
}

extension EvaluationError {
    package var message: Bilingual {
        switch self {
        case .severalNodes(let count):
            Bilingual("biểu thức cần một giá trị nhưng có \(count)", "the expression needs one value and has \(count)")
        case .notANodeset(let function):
            Bilingual("\(function)(…) cần tên câu hỏi hoặc đường dẫn", "\(function)(…) needs a question or a path")
        case .notADate(let text): Bilingual("\"\(text)\" không phải ngày", "\"\(text)\" is not a date")
        case .badPattern(let source): Bilingual("mẫu regex \"\(source)\" sai", "the pattern \"\(source)\" is malformed")
        case .patternTooCostly(let source):
            Bilingual("mẫu regex \"\(source)\" chạy quá lâu", "the pattern \"\(source)\" takes too long")
        case .unknownReference(let name): Bilingual("không có câu hỏi \"\(name)\"", "there is no question \"\(name)\"")
        case .unknownInstance(let name):
            Bilingual("không có danh sách hay tệp \"\(name)\"", "there is no list or file \"\(name)\"")
        case .tooCostly: Bilingual("biểu thức chạy quá lâu", "the expression takes too long")
        case .textTooLong(let limit):
            Bilingual("kết quả dài hơn \(limit) byte", "the result is longer than \(limit) bytes")
        case .recordTooLarge(let limit):
            Bilingual("phiếu có nhiều hơn \(limit) ô trả lời", "the record has more than \(limit) answers")
        case .tooManyRows(let limit):
            Bilingual(
                "phải ghi nhiều hơn \(limit) dòng; xem lại con số đã trả lời",
                "more than \(limit) rows are asked for; look at the number again")
        case .badArgument(let function, let text):
            Bilingual("\(function)(…) không nhận \"\(text)\"", "\(function)(…) does not take \"\(text)\"")
        }
    }
}

extension ExpressionFault {
    /// Permanent; a retired one is never given again.
    package var code: String {
        switch kind {
        case .tooLong: "EXPR-001"
        case .tooDeep: "EXPR-002"
        case .unexpected: "EXPR-003"
        case .unfinished: "EXPR-004"
        case .unclosedString: "EXPR-005"
        case .unclosedReference: "EXPR-006"
        case .unknownFunction: "EXPR-007"
        case .unsupportedFunction: "EXPR-008"
        case .argumentCount: "EXPR-009"
        case .unsupported: "EXPR-010"
        }
    }

    package var message: Bilingual {
        switch kind {
        case .tooLong(let limit):
            Bilingual("biểu thức dài hơn \(limit) byte", "the expression is longer than \(limit) bytes")
        case .tooDeep(let limit):
            Bilingual("biểu thức lồng nhau quá \(limit) lớp", "the expression is nested deeper than \(limit)")
        case .unexpected(let text): Bilingual("không hiểu \"\(text)\" ở đây", "\"\(text)\" does not belong here")
        case .unfinished: Bilingual("biểu thức chưa hết", "the expression ends too early")
        case .unclosedString: Bilingual("thiếu dấu nháy đóng", "the closing quotation mark is missing")
        case .unclosedReference: Bilingual("thiếu dấu } sau ${", "the } after ${ is missing")
        case .unknownFunction(let name, let nearest):
            Bilingual(
                "không có hàm \"\(name)\"" + (nearest.map { ", có phải là \"\($0)\"?" } ?? ""),
                "there is no function \"\(name)\"" + (nearest.map { ", did you mean \"\($0)\"?" } ?? ""))
        case .unsupportedFunction(let name):
            Bilingual("hàm \"\(name)\" chưa được hỗ trợ", "the function \"\(name)\" is not supported yet")
        case .argumentCount(let signature, let given):
            Bilingual("sai số tham số (\(given)); viết \(signature)", "\(given) arguments given; write \(signature)")
        case .unsupported(let construct):
            Bilingual("\"\(construct)\" không dùng được trong biểu mẫu", "\"\(construct)\" cannot be used in a form")
        }
    }
}

extension ExpressionFault.Kind {
    /// What the author can do.
    package var remedy: Bilingual {
        switch self {
        case .tooLong, .tooDeep:
            Bilingual(
                "tách một phần ra câu hỏi calculate rồi dùng ${tên} của nó",
                "move a part into a calculate and use its ${name}")
        case .unexpected(let text): Self.remedy(instead: text)
        case .unfinished:
            Bilingual(
                "viết tiếp vế còn thiếu, hoặc đóng ngoặc bằng )", "write what is missing, or close the bracket with )")
        case .unclosedString:
            Bilingual(
                "thêm dấu nháy cùng loại ở cuối chữ, như 'có'", "end the text with the same quotation mark, as in 'yes'"
            )
        case .unclosedReference: Bilingual("viết trọn ${tên}", "write the whole ${name}")
        case .unknownFunction:
            Bilingual(
                "dùng hàm của ODK (docs.getodk.org/form-operators-functions); hàm của Excel không dùng được",
                "use a function of ODK (docs.getodk.org/form-operators-functions); Excel's do not work")
        case .unsupportedFunction: Bilingual("bỏ hàm này khỏi biểu thức", "leave this function out")
        case .argumentCount:
            Bilingual("đếm lại các phần cách nhau bằng dấu phẩy", "count the parts between the commas again")
        case .unsupported("(…)/"): Self.remedy(instead: "/")
        case .unsupported:
            Bilingual("viết ${tên}, hoặc đường dẫn như ../tên", "write ${name}, or a path such as ../name")
        }
    }

    /// What people who know other languages write.
    private static func remedy(instead text: String) -> Bilingual {
        switch text {
        case "=": Bilingual("so sánh bằng một dấu =", "compare with a single =")
        case "&": Bilingual("viết and; nối chữ bằng concat(…)", "write and; join texts with concat(…)")
        case "|": Bilingual("viết or", "write or")
        case "!": Bilingual("viết not(…), hoặc != để nói là khác", "write not(…), or != for different")
        case "<", ">":
            Bilingual("khác thì viết !=, không nhỏ hơn thì viết >=", "write != for different, >= for at least")
        case "–", "—", "−": Bilingual("gõ dấu trừ -", "type a minus, -")
        case "/", "÷", ":": Bilingual("chia thì viết div, như ${a} div 2", "write div to divide, as in ${a} div 2")
        case "×", "x", "X": Bilingual("nhân thì viết *", "write * to multiply")
        case "%":
            Bilingual(
                "số dư thì viết mod; phần trăm thì viết div 100", "write mod for a remainder, div 100 for per cent")
        case "^": Bilingual("lũy thừa thì viết pow(…, 2)", "write pow(…, 2) for a power")
        case "≥": Bilingual("viết >=", "write >=")
        case "≤": Bilingual("viết <=", "write <=")
        case "≠": Bilingual("viết !=", "write !=")
        case _ where ["and", "or", "div", "mod"].contains(text.lowercased()):
            Bilingual("viết chữ thường: \(text.lowercased())", "write it in small letters: \(text.lowercased())")
        case ";": Bilingual("ngăn các tham số bằng dấu phẩy", "put commas between arguments")
        default:
            Bilingual(
                "ở trước chỗ này thường thiếu and, or, dấu tính hay dấu phẩy, hoặc thừa một ngoặc",
                "an and, an or, an operator or a comma is often missing before it, or a bracket too many")
        }
    }
}

extension TrialFault: Reportable {
    package var problem: Problem {
        switch self {
        case .expression(let fault): Problem(fault.code, fault.message, hint: fault.kind.remedy, status: .badData)
        case .evaluation(let error): Problem("EXPR-011", error.message, status: .badData)
        case .noContext(let path):
            Problem(
                "EXPR-012", Bilingual("không có chỗ \"\(path)\"", "there is no place \"\(path)\""), status: .badData)
        }
    }
}
