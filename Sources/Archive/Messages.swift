package import Base

extension ArchiveFault: Reportable {
    /// Permanent; a retired one is never given again.
    package var code: String {
        switch self {
        case .notZip: "ARC-001"
        case .compoundFile: "ARC-002"
        case .damaged: "ARC-003"
        case .encrypted: "ARC-004"
        case .entryTwice: "ARC-005"
        case .tooManyEntries: "ARC-006"
        case .tooLarge: "ARC-007"
        case .badXML: "ARC-008"
        case .documentType: "ARC-009"
        case .tooDeep: "ARC-010"
        case .missingPart: "ARC-011"
        case .tooManyCells: "ARC-012"
        case .unclosedQuote: "ARC-013"
        case .strayQuote: "ARC-014"
        case .notUTF8: "ARC-015"
        }
    }

    package var message: Bilingual {
        switch self {
        case .notZip:
            Bilingual(
                "không phải tệp Excel .xlsx; hãy mở bằng Excel rồi lưu lại thành .xlsx",
                "not an Excel .xlsx file; open it in Excel and save it as .xlsx")
        case .compoundFile:
            Bilingual(
                "tệp Excel kiểu cũ (.xls) hoặc có mật khẩu; hãy lưu lại thành .xlsx không có mật khẩu",
                "an old Excel file (.xls) or one with a password; save it as .xlsx without a password")
        case .damaged(let entry):
            Bilingual(
                "tệp bị hỏng ở phần \"\(entry)\"; hãy chép lại từ bản gốc",
                "the file is damaged in its part \"\(entry)\"; copy it again from the original")
        case .encrypted(let entry):
            Bilingual(
                "phần \"\(entry)\" có mật khẩu; hãy lưu lại không có mật khẩu",
                "the part \"\(entry)\" has a password; save it without one")
        case .entryTwice(let name):
            Bilingual("phần \"\(name)\" có hai lần trong tệp", "the part \"\(name)\" is in the file twice")
        case .tooManyEntries(let limit):
            Bilingual("tệp có hơn \(limit) phần", "the file has more than \(limit) parts")
        case .tooLarge(let limit):
            Bilingual(
                "nội dung sau khi giải nén lớn hơn \(limit >> 20) MiB",
                "the content is larger than \(limit >> 20) MiB when inflated")
        case .badXML(let entry, let line):
            Bilingual(
                "phần \"\(entry)\" sai định dạng XML ở dòng \(line)",
                "the part \"\(entry)\" is not well-formed XML in line \(line)")
        case .documentType(let entry):
            Bilingual(
                "phần \"\(entry)\" có khai báo DOCTYPE, không được phép",
                "the part \"\(entry)\" has a DOCTYPE, which is not allowed")
        case .tooDeep(let entry, let limit):
            Bilingual(
                "phần \"\(entry)\" lồng nhau quá \(limit) lớp", "the part \"\(entry)\" is nested deeper than \(limit)")
        case .missingPart(let name):
            Bilingual("tệp Excel thiếu phần \"\(name)\"", "the Excel file lacks its part \"\(name)\"")
        case .tooManyCells(let limit):
            Bilingual("bảng tính có hơn \(limit) ô", "the workbook has more than \(limit) cells")
        case .unclosedQuote(let line):
            Bilingual(
                "dấu nháy kép mở ở dòng \(line) không được đóng", "the quote opened in line \(line) is never closed")
        case .strayQuote(let line):
            Bilingual(
                "sau dấu nháy kép đóng ở dòng \(line) phải là dấu phân cách",
                "a separator must follow the closing quote in line \(line)")
        case .notUTF8(let line):
            Bilingual(
                "danh sách không phải UTF-8, từ dòng \(line); hãy lưu lại dạng CSV UTF-8",
                "the list is not UTF-8 from line \(line) on; save it as CSV UTF-8")
        }
    }

    package var problem: Problem { Problem(code, message, status: .badData) }
}
