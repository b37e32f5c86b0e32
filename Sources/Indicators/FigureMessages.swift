package import Base

extension FigureFault: Reportable {
    package var problem: Problem {
        Problem(code, message, hint: hint, status: .badData)
    }

    /// The problem at its line of an imported file.
    package func problem(in file: String) -> Problem {
        line.map { problem.located(at: "\(file):\($0)") } ?? problem.located(at: file)
    }

    private var code: String {
        switch reason {
        case .unknownIndicator: "FIG-001"
        case .countedHere: "FIG-002"
        case .noNumber, .numeratorAlone: "FIG-003"
        case .noSource: "FIG-004"
        case .notANumber, .notWhole, .tooLarge, .negative, .percentOfCount: "FIG-005"
        case .thousandsOrDecimals, .commaInCount: "FIG-006"
        case .areaCode, .otherArea: "FIG-007"
        case .unreadableDate, .unreadablePeriod, .dateAhead: "FIG-008"
        case .disagrees, .valueOverNothing: "FIG-009"
        case .unknownLevel, .levelOfState, .levelDiffers, .levelNotAsked: "FIG-014"
        case .periodOfState: "FIG-015"
        case .aboveDenominator, .aboveHundred: "FIG-010"
        case .privateText: "FIG-016"
        case .twice, .contradicts: "FIG-011"
        case .noHeader, .unknownColumn, .columnTwice, .noRows: "FIG-012"
        case .unclosedQuote, .textAfterQuote, .tooManyFields: "FIG-013"
        }
    }

    private var message: Bilingual {
        switch reason {
        case .unknownIndicator(let id, _):
            Bilingual(
                "không có chỉ tiêu hay cơ sở dân số \"\(id)\"", "there is no indicator or base population \"\(id)\"")
        case .countedHere(let id):
            Bilingual(
                "chỉ tiêu \"\(id)\" đếm từ sổ của tổ, không nhập tay",
                "the indicator \"\(id)\" is counted from the teams' records, not entered")
        case .noNumber(let id):
            Bilingual("\"\(id)\" chưa có số nào", "\"\(id)\" has no number")
        case .noSource(let id):
            Bilingual("\"\(id)\" chưa ghi cơ quan cung cấp", "\"\(id)\" names no agency")
        case .notANumber(let column, let text):
            Bilingual(
                "\"\(column)\" phải là số, không phải \"\(text)\"", "\"\(column)\" must be a number, not \"\(text)\"")
        case .thousandsOrDecimals(let column, let text):
            Bilingual(
                "\"\(column)\" ghi \"\(text)\": không rõ dấu chấm là hàng nghìn hay số lẻ",
                "\"\(column)\" says \"\(text)\": the point may stand for thousands or decimals")
        case .commaInCount(let column, let text):
            Bilingual(
                "\"\(column)\" ghi \"\(text)\": dấu phẩy là số lẻ, mà đây là số đếm",
                "\"\(column)\" says \"\(text)\": a comma stands for decimals, and this is counted")
        case .percentOfCount(let column, let text, _):
            Bilingual(
                "\"\(column)\" ghi \"\(text)\": đây là tỷ lệ, mà ô này không tính bằng %",
                "\"\(column)\" says \"\(text)\": that is a share, and this is not in %")
        case .notWhole(let column, let text):
            Bilingual(
                "\"\(column)\" phải là số nguyên, không phải \"\(text)\"",
                "\"\(column)\" must be a whole number, not \"\(text)\"")
        case .tooLarge(let column, let text):
            Bilingual("\"\(column)\" quá lớn: \"\(text)\"", "\"\(column)\" is too large: \"\(text)\"")
        case .negative(let column, let text):
            Bilingual("\"\(column)\" không thể âm: \"\(text)\"", "\"\(column)\" cannot be negative: \"\(text)\"")
        case .areaCode(let code):
            Bilingual("mã đơn vị \"\(code)\" không đúng", "the area code \"\(code)\" is not one")
        case .otherArea(let code, let own):
            Bilingual(
                "mã đơn vị \"\(code)\" không phải của sổ này (\"\(own)\")",
                "the area code \"\(code)\" is not this book's (\"\(own)\")")
        case .unreadableDate(let text):
            Bilingual("không hiểu ngày số liệu \"\(text)\"", "cannot read the date \"\(text)\"")
        case .unreadablePeriod(let text):
            Bilingual("không hiểu kỳ \"\(text)\"", "cannot read the period \"\(text)\"")
        case .dateAhead(let date, let entered):
            Bilingual(
                "ngày số liệu \(date.vietnamese) sau ngày nhập \(entered.vietnamese)",
                "the figure's day \(date.vietnamese) is after the day of entry \(entered.vietnamese)")
        case .periodOfState(let id):
            Bilingual(
                "\"\(id)\" là số cơ sở hoặc mẫu số tính đến một ngày, không theo kỳ",
                "\"\(id)\" is a baseline or population at a day, not of a period")
        case .unknownLevel(let text): Bilingual("không biết cấp \"\(text)\"", "there is no level \"\(text)\"")
        case .levelOfState(let id):
            Bilingual(
                "số cơ sở hoặc mẫu số \"\(id)\" không chia theo cấp",
                "the baseline or population \"\(id)\" is not told apart by level")
        case .levelDiffers(let id, let level):
            Bilingual(
                "\"\(id)\" là số của \(level.text.vi), cấp khác không có số này",
                "\"\(id)\" is a figure of the \(level.text.en) alone")
        case .levelNotAsked(let id, let level):
            Bilingual(
                "kế hoạch không có dòng nào dùng số \(level.text.vi) của \"\(id)\"",
                "no row of the plan uses a \(level.text.en) figure of \"\(id)\"")
        case .numeratorAlone(let id):
            Bilingual(
                "\"\(id)\" là tỷ lệ: có tử số mà thiếu mẫu số",
                "\"\(id)\" is a share: it has a numerator and no denominator")
        case .valueOverNothing(let value):
            Bilingual(
                "mẫu số là 0 thì không có tỷ lệ \(value.vietnamese)%",
                "over a denominator of 0 there is no share of \(value.plain)%")
        case .disagrees(let value, let ratio):
            Bilingual(
                "giá trị \(value.vietnamese)% không khớp \(ratio.part)/\(ratio.whole) = "
                    + "\(ratio.percent?.vietnamese ?? "—")%",
                "the value \(value.plain)% does not agree with \(ratio.part)/\(ratio.whole) = "
                    + "\(ratio.percent?.plain ?? "—")%")
        case .aboveDenominator(let part, let whole):
            Bilingual(
                "tử số \(part) lớn hơn mẫu số \(whole)", "the numerator \(part) is above the denominator \(whole)")
        case .aboveHundred(let value):
            Bilingual("giá trị \(value.vietnamese) vượt 100%", "the value \(value.plain) is above 100%")
        case .privateText(let column):
            Bilingual(
                "\"\(column)\" có số căn cước, số thẻ, mật khẩu hay mã OTP",
                "\"\(column)\" holds an identity or card number, a password or a one-time code")
        case .twice(let id, let line):
            Bilingual(
                "\"\(id)\" cùng ngày, cùng kỳ đã có ở dòng \(line)",
                "\"\(id)\" of the same day and period stands in line \(line)")
        case .contradicts(let id, let line):
            Bilingual(
                "\"\(id)\" cùng ngày, cùng kỳ có số khác ở dòng \(line): không ghi dòng nào",
                "\"\(id)\" of the same day and period differs in line \(line): neither is written")
        case .noHeader(let missing):
            Bilingual(
                "dòng đầu thiếu cột: \(missing.joined(separator: ", "))",
                "the first line lacks columns: \(missing.joined(separator: ", "))")
        case .unknownColumn(let name, _):
            Bilingual("không biết cột \"\(name)\", bỏ qua", "the column \"\(name)\" is not known and left out")
        case .columnTwice(let name):
            Bilingual(
                "cột \"\(name)\" đứng hai lần: không rõ lấy cột nào",
                "the column \"\(name)\" stands twice: nobody knows which is meant")
        case .noRows: Bilingual("tệp trống", "the file is empty")
        case .unclosedQuote: Bilingual("dấu ngoặc kép mở mà không đóng", "a quote is opened and not closed")
        case .textAfterQuote:
            Bilingual("có chữ ngay sau dấu ngoặc kép đóng", "text stands right behind a closing quote")
        case .tooManyFields(let count, let expected):
            Bilingual("có \(count) ô, dòng đầu chỉ có \(expected)", "\(count) fields, the first line has \(expected)")
        }
    }

    private var hint: Bilingual {
        switch reason {
        case .unknownIndicator(_, let nearest?), .unknownColumn(_, let nearest?):
            Bilingual("có phải là \"\(nearest)\" không?", "did you mean \"\(nearest)\"?")
        case .unknownColumn:
            Bilingual(
                "các cột: \(FigureColumn.allCases.map(\.vietnamese).joined(separator: ", "))",
                "columns: \(FigureColumn.allCases.map(\.rawValue).joined(separator: ", "))")
        case .unknownIndicator:
            Bilingual("xem mã bằng `sotay explain`", "see the codes with `sotay explain`")
        case .areaCode:
            Bilingual(
                "tỉnh 2 chữ số, xã phường 5 chữ số, giữ số 0 đầu (Excel hay làm mất)",
                "two digits for a province, five for a ward, with the leading zero that spreadsheets drop")
        case .countedHere: Bilingual("xóa dòng này", "remove the line")
        case .noNumber:
            Bilingual("ghi giá trị hoặc tử số; chưa có thì để trống cả dòng", "give a value or a numerator")
        case .noSource:
            Bilingual("ghi tên cơ quan, ví dụ \"Công an phường\"", "name the agency, such as \"Công an phường\"")
        case .notANumber, .negative: Bilingual("viết như 84,6 hoặc 30800", "write 84,6 or 30800")
        case .thousandsOrDecimals(_, let text):
            Bilingual(
                "viết \(text.replacing(".", with: "")) hoặc \(text.replacing(".", with: ",")); số người, số hồ sơ thì ghi ở tử số",
                "write \(text.replacing(".", with: "")) or \(text.replacing(".", with: ",")); people and dossiers are a numerator"
            )
        case .commaInCount(_, let text):
            Bilingual(
                "hàng nghìn thì viết \(text.replacing(",", with: ".")) hoặc \(text.replacing(",", with: ""))",
                "for thousands write \(text.replacing(",", with: ".")) or \(text.replacing(",", with: ""))")
        case .percentOfCount(_, _, ofShare: false):
            Bilingual("ghi số, không ghi %", "give the number, not a share")
        case .percentOfCount:
            Bilingual("cơ quan chỉ cho % thì ghi % ở cột gia_tri", "where the agency gave a share alone, it is a value")
        case .notWhole: Bilingual("số người, số hồ sơ không có số lẻ", "people and dossiers have no decimals")
        case .tooLarge: Bilingual("tiền thì tính bằng triệu đồng", "give money in millions")
        case .otherArea:
            Bilingual(
                "số của đơn vị nào nhập ở sổ của đơn vị đó; báo cáo ở đây không dùng đến",
                "enter it in that area's own book: no report of this one would use it")
        case .unreadableDate: Bilingual("viết như 31/03/2026 hoặc 2026-03-31", "write 31/03/2026 or 2026-03-31")
        case .unreadablePeriod:
            Bilingual(
                "viết như 2026-06, 2026-Q2 hoặc 2026; trong Excel định dạng cột là chữ (Text) để không bị đổi thành ngày",
                "write 2026-06, 2026-Q2 or 2026; in Excel format the column as Text, else it makes days of them")
        case .dateAhead: Bilingual("xem lại ngày tháng", "look again at the date")
        case .periodOfState: Bilingual("bỏ kỳ, chỉ ghi ngày số liệu", "leave the period out and give the day alone")
        case .unknownLevel: Bilingual("ghi \"tỉnh\" hoặc \"xã\"", "write \"province\" or \"commune\"")
        case .levelOfState, .levelNotAsked: Bilingual("bỏ cấp", "leave the level out")
        case .levelDiffers(_, let level):
            Bilingual("bỏ cấp, hoặc ghi \"\(level.text.vi)\"", "leave the level out or give \"\(level.text.en)\"")
        case .numeratorAlone:
            Bilingual("ghi thêm mẫu số, hoặc giá trị %", "give the denominator too, or the value in %")
        case .valueOverNothing:
            Bilingual("không phát sinh thì ghi tử số 0, mẫu số 0", "where nothing arose give 0 and 0 alone")
        case .disagrees: Bilingual("xem lại ba số với văn bản", "check the three numbers with the document")
        case .aboveDenominator, .aboveHundred:
            Bilingual("xem lại số với văn bản", "check the numbers with the document")
        case .privateText: Bilingual("bỏ số đó đi", "leave it out")
        case .twice, .contradicts: Bilingual("giữ một dòng", "keep one of the lines")
        case .noHeader: Bilingual("thêm các cột đó vào dòng đầu", "add the columns to the first line")
        case .columnTwice: Bilingual("giữ một cột", "keep one of the columns")
        case .noRows: Bilingual("lưu lại tệp từ bảng tính", "save the file again from the spreadsheet")
        case .unclosedQuote, .textAfterQuote, .tooManyFields:
            Bilingual("lưu lại tệp từ bảng tính theo kiểu CSV UTF-8", "save it again from the spreadsheet as CSV UTF-8")
        }
    }
}
