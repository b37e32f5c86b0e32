package import Base

/// Why a verb cannot do what was asked of this book.
package enum BookError: Error, Hashable, Sendable {
    case unfinished(String)
    case alreadyThere(String)
    case keysDamaged(String)
    case areaCode(String)
    case planUnknown(String, known: [String])
    case planOfOtherArea(plan: String, area: String, asked: String)
    case catalogueIsShipped
    /// Another text of the plan in use, under its version or an earlier one.
    case planVersion(Int, used: Int)
    case onlyWard(String)
    case notForWard(String)
    case nameMissing
    case formUnknown(String, known: [String])
    case recordUnknown(String)
    case recordAmbiguous(String, among: [RecordID])
    case recordIDShort(String, least: Int)
    case recordDeleted(String)
    case noVersionHasEffect(String)
    case nothingToExport
    case allConfirmed
    case reasonHasNumber
    case recordTooLarge(limit: Int)
    case formNameUnusable(String)
    case ownLogBroken
    case onlyReceivers(String)
    case deviceUnknown(String)
    case deviceAmbiguous(String, count: Int)
    case kitUnknown(String)
    case logNeeded(count: Int)
    case sectionBroken(String, from: Int, to: Int)
    case keysLocked(String)
    case passphraseWrong
    case kitNeeded
    case recoveryKeyNeeded
    /// The root key certifies it: nobody's decision changes that.
    case wardsOwnDevice
    /// An export has so many files.
    case noSuchPart(Int, of: Int)
    /// The contents of its version in force are missing or cannot be read.
    case bodyUnread(String)
}

extension BookError: Reportable {
    package var problem: Problem {
        switch self {
        case .unfinished(let path):
            Problem(
                "BOOK-010", at: path,
                Bilingual(
                    "sổ này mất phần đầu: tệp book.sqlite rỗng hoặc thiếu thẻ máy",
                    "this book has lost its beginning: book.sqlite is empty or the device's card is missing"),
                hint: Bilingual(
                    "đừng xóa: thư mục còn giữ khóa và sổ tên; chuyển cả thư mục sang tên khác rồi khôi phục bản sao lưu bằng `sotay restore`",
                    "do not delete it: the folder holds keys and the roster; give it another name, then restore a backup with `sotay restore`"
                ),
                status: .badData)
        case .alreadyThere(let path):
            Problem(
                "BOOK-011", at: path,
                Bilingual("ở đây đã có một sổ; không ghi đè", "there is a book here already; it is not overwritten"),
                hint: Bilingual("chọn thư mục khác bằng --book", "choose another folder with --book"),
                status: .cannotWrite)
        case .keysDamaged(let path):
            Problem(
                "BOOK-012", at: path, Bilingual("tệp khóa bị hỏng", "the key file is damaged"),
                hint: Bilingual("khôi phục thư mục keys từ bản sao lưu", "restore the folder keys from a backup"),
                status: .badData)
        case .keysLocked(let path):
            Problem(
                "BOOK-046", at: path,
                Bilingual("khóa của sổ mở bằng cụm mật khẩu", "the book's keys open with a passphrase"),
                hint: Bilingual(
                    "chạy ở cửa sổ lệnh để được hỏi, hoặc đặt SOTAY_PASSPHRASE",
                    "run it at a terminal to be asked, or set SOTAY_PASSPHRASE"), status: .notPermitted)
        case .passphraseWrong:
            Problem(
                "BOOK-041", Bilingual("cụm mật khẩu của sổ không đúng", "the book's passphrase is wrong"),
                hint: Bilingual(
                    "gõ lại, để ý bộ gõ tiếng Việt và phím Caps Lock", "type it again; mind the keyboard and Caps Lock"),
                status: .notPermitted)
        case .recoveryKeyNeeded:
            Problem(
                "BOOK-043", Bilingual("việc này cần khóa khôi phục của phường", "this needs the ward's recovery key"),
                hint: Bilingual(
                    "thêm --identity và khóa AGE-SECRET-KEY-1… hoặc tệp chứa nó",
                    "add --identity with the key AGE-SECRET-KEY-1… or a file that holds it"), status: .usage)
        case .kitNeeded:
            Problem(
                "BOOK-042",
                Bilingual(
                    "mọi bộ kit trong sổ đã bị rút: thẻ mới cần một bộ kit còn dùng",
                    "every kit in the book has been withdrawn: a new card needs one in use"),
                hint: Bilingual(
                    "xin phường bộ kit mới rồi `sotay merge` nó", "ask the ward for a new kit and `sotay merge` it"),
                status: .noInput)
        case .areaCode(let code):
            Problem(
                "BOOK-013",
                Bilingual(
                    "mã đơn vị \"\(code)\" không đúng: xã/phường có 5 chữ số, tỉnh có 2, giữ số 0 đầu",
                    "the area code \"\(code)\" is wrong: a ward has 5 digits, a province 2, with the leading zero"),
                hint: Bilingual(
                    "ví dụ 11542 (Nam Triệu), 01843 (Bắc Kạn)", "for example 11542 (Nam Triệu), 01843 (Bắc Kạn)"),
                status: .badData)
        case .planUnknown(let id, let known):
            Problem(
                "BOOK-014", Bilingual("không có kế hoạch \"\(id)\"", "there is no plan \"\(id)\""),
                hint: Bilingual(
                    "kế hoạch có sẵn: \(known.joined(separator: ", ")); hoặc ghi đường dẫn tới một tệp .yaml",
                    "shipped plans: \(known.joined(separator: ", ")); or give the path of a .yaml file"),
                status: .noInput)
        case .planOfOtherArea(let plan, let area, let asked):
            Problem(
                "BOOK-015",
                Bilingual(
                    "kế hoạch \(plan) là của đơn vị \(area), không phải \(asked)",
                    "the plan \(plan) belongs to area \(area), not \(asked)"),
                hint: Bilingual("kiểm tra lại --area và --plan", "check --area and --plan"), status: .badData)
        case .planVersion(let version, let used):
            Problem(
                "BOOK-051",
                Bilingual(
                    "tệp khác kế hoạch đang dùng mà ghi version \(version), không cao hơn version \(used) đang dùng",
                    "the file differs from the plan in use and has version \(version), not above the \(used) in use"),
                hint: Bilingual(
                    "ghi version: \(used + 1) vào tệp rồi làm lại; không đổi gì thì không cần",
                    "write version: \(used + 1) into the file and try again, if the change is meant"), status: .badData)
        case .catalogueIsShipped:
            Problem(
                "BOOK-050",
                Bilingual(
                    "danh mục chung đi theo chương trình, không thay được",
                    "the common catalogue comes with the program and cannot be replaced"),
                hint: Bilingual(
                    "ghi chỉ tiêu riêng vào một tệp chỉ có phần indicators",
                    "put your own indicators into a file that has nothing but `indicators`"), status: .badData)
        case .onlyWard(let verb):
            Problem(
                "BOOK-016", Bilingual("chỉ sổ của phường làm được `\(verb)`", "only the ward's book can `\(verb)`"),
                hint: Bilingual("nhờ phường làm trên máy của phường", "ask the ward to do it on its computer"),
                status: .notPermitted)
        case .wardsOwnDevice:
            Problem(
                "BOOK-068",
                Bilingual(
                    "máy của phường do khóa gốc chứng nhận, không tin cậy hay thu hồi được bằng lệnh này",
                    "the ward's device is certified by the root key: it is neither trusted nor revoked by this command"),
                hint: Bilingual(
                    "đổi khóa của máy ấy bằng `sotay device rotate`; khóa phường bị lấy cắp thì phải lập phường mới",
                    "give it new keys with `sotay device rotate`; when a ward's key was stolen, a new ward has to be made"
                ),
                status: .notPermitted)
        case .notForWard(let verb):
            Problem(
                "BOOK-017",
                Bilingual(
                    "sổ của phường là nơi nhận cuối, không dùng `\(verb)`",
                    "the ward's book is where batches end; it does not `\(verb)`"),
                status: .notPermitted)
        case .nameMissing:
            Problem(
                "BOOK-018",
                Bilingual("cần tên chủ máy, nhiều nhất 100 chữ", "the owner's name is needed, 100 letters at most"),
                hint: Bilingual("thêm --name \"Nguyễn Văn An\"", "add --name \"Nguyễn Văn An\""), status: .usage)
        case .formUnknown(let name, let known):
            Problem(
                "BOOK-019", Bilingual("sổ không có biểu mẫu \"\(name)\"", "the book has no form \"\(name)\""),
                hint: Bilingual(
                    "biểu mẫu có sẵn: \(known.joined(separator: ", "))", "forms here: \(known.joined(separator: ", "))"),
                status: .noInput)
        case .recordUnknown(let id):
            Problem(
                "BOOK-020",
                Bilingual(
                    "không có phiếu \"\(id.printable)\" trong sổ", "there is no record \"\(id.printable)\" in the book"),
                hint: Bilingual("xem mã phiếu bằng `sotay list`", "see the records' ids with `sotay list`"),
                status: .noInput)
        case .recordAmbiguous(let id, let records):
            Problem(
                "BOOK-021",
                Bilingual("\"\(id)\" khớp \(records.count) phiếu", "\"\(id)\" fits \(records.count) records"),
                hint: Bilingual(
                    "chọn một: \(Self.list(records))", "choose one: \(Self.list(records))"), status: .usage)
        case .recordIDShort(let id, let least):
            Problem(
                "BOOK-060",
                Bilingual(
                    "\"\(id.printable)\" ngắn quá: cần ít nhất \(least) chữ đầu hoặc cuối của mã phiếu",
                    "\"\(id.printable)\" is too short: at least \(least) letters of the id's beginning or end are needed"
                ),
                hint: Bilingual("xem mã phiếu bằng `sotay list`", "see the records' ids with `sotay list`"),
                status: .usage)
        case .recordDeleted(let id):
            Problem(
                "BOOK-022", Bilingual("phiếu \(id) đã hủy", "the record \(id) has been voided"), status: .badData)
        case .bodyUnread(let id):
            Problem(
                "BOOK-066",
                Bilingual(
                    "nội dung của phiếu \(id) bị thiếu hoặc không đọc được",
                    "the contents of the record \(id) are missing or cannot be read"),
                hint: Bilingual(
                    "xin máy đã ghi xuất lại: `sotay export --all`", "ask its device for `sotay export --all`"),
                status: .badData)
        case .noSuchPart(let number, let count):
            Problem(
                "BOOK-067",
                Bilingual(
                    "lần xuất này có \(count) tệp, không có tệp thứ \(number)",
                    "this export has \(count) files, there is no file \(number)"),
                hint: Bilingual("bỏ --from-part", "leave --from-part out"), status: .usage)
        case .noVersionHasEffect(let id):
            Problem(
                "BOOK-065",
                Bilingual(
                    "không bản nào của phiếu \(id) có hiệu lực: máy đã ghi nó bị thu hồi hoặc chưa được tin cậy",
                    "no version of the record \(id) has effect: the device that wrote it was revoked or is not trusted"
                ),
                hint: Bilingual("xem `sotay history`", "see `sotay history`"), status: .badData)
        case .reasonHasNumber:
            Problem(
                "BOOK-024",
                Bilingual(
                    "lý do có số điện thoại hoặc số giấy tờ; lý do đi theo phiếu lên phường nên không ghi những số ấy",
                    "the reason holds a telephone or document number; it travels with the record, so none may stand in it"
                ),
                hint: Bilingual("viết lại lý do không có dãy số dài", "write the reason without long numbers"),
                status: .badData)
        case .recordTooLarge(let limit):
            Problem(
                "BOOK-025",
                Bilingual(
                    "phiếu lớn hơn \(limit >> 10) KiB, mức mà một lô chở được; chưa lưu",
                    "the record is larger than \(limit >> 10) KiB, the most that a batch carries; it was not saved"),
                hint: Bilingual("viết ngắn lại", "write less"), status: .badData)
        case .formNameUnusable(let id):
            Problem(
                "BOOK-069",
                Bilingual(
                    "mã biểu mẫu \"\(id.printable)\" không ghi được vào sổ; chưa lưu",
                    "the form's id \"\(id.printable)\" cannot stand in the book; nothing was saved"),
                hint: Bilingual(
                    "phường ghi form_id chỉ gồm chữ không dấu, số và . _ - ở trang settings rồi thêm lại biểu mẫu",
                    "the ward writes a form_id of ASCII letters, digits and . _ - in settings and adds the form again"),
                status: .badData)
        case .onlyReceivers(let verb):
            Problem(
                "BOOK-028",
                Bilingual(
                    "chỉ sổ của phường hoặc tổ trưởng làm được `\(verb)`",
                    "only the ward's book or a lead's can `\(verb)`"),
                hint: Bilingual("báo tổ trưởng hoặc phường", "tell the lead or the ward"), status: .notPermitted)
        case .deviceUnknown(let text):
            Problem(
                "BOOK-029",
                Bilingual("sổ không biết máy \"\(text.printable)\"", "the book knows no device \"\(text.printable)\""),
                hint: Bilingual(
                    "ghi tên chủ máy hoặc đầu dấu khóa, xem bằng `sotay device`",
                    "give the owner's name or the fingerprint's beginning, see `sotay device`"), status: .noInput)
        case .deviceAmbiguous(let text, let count):
            Problem(
                "BOOK-030",
                Bilingual("\"\(text.printable)\" khớp \(count) máy", "\"\(text.printable)\" fits \(count) devices"),
                hint: Bilingual("ghi dấu khóa thay cho tên", "give the fingerprint instead of the name"), status: .usage
            )
        case .kitUnknown(let text):
            Problem(
                "BOOK-031",
                Bilingual("không có bộ kit số \(text.printable)", "there is no kit \(text.printable)"), status: .noInput
            )
        case .logNeeded(let count):
            Problem(
                "BOOK-032",
                Bilingual(
                    "máy này có \(count) nhật ký; --from cần biết một",
                    "this device has \(count) logs; --from needs to know one"),
                hint: Bilingual(
                    "thêm --log và mấy chữ đầu của nhật ký, như `sotay device show` in ra",
                    "add --log and how that log begins, as `sotay device show` prints it"), status: .usage)
        case .ownLogBroken:
            Problem(
                "BOOK-026",
                Bilingual(
                    "nhật ký của chính máy này bị đứt quãng; chưa ghi gì thêm",
                    "this device's own log has a hole in it; nothing more was written"),
                hint: Bilingual("khôi phục sổ từ bản sao lưu", "restore the book from a backup"), status: .badData)
        case .sectionBroken(let name, let from, let to):
            Problem(
                "BOOK-027",
                Bilingual(
                    "bản ghi \(from)-\(to) của \"\(name.printable)\" trong sổ không còn nguyên, không chuyển đi được",
                    "revisions \(from)-\(to) of \"\(name.printable)\" are no longer whole here and cannot be passed on"),
                hint: Bilingual("xin máy ấy gửi lại lô", "ask that device for its batch again"), status: .badData)
        case .allConfirmed:
            Problem(
                "BOOK-033",
                Bilingual(
                    "phường đã xác nhận nhận đủ mọi thứ trong sổ này; không còn gì phải gửi",
                    "the ward has confirmed everything in this book; there is nothing left to send"),
                hint: Bilingual("gửi lại tất cả: thêm --all", "to send all of it again: add --all"), status: .noInput)
        case .nothingToExport:
            Problem(
                "BOOK-023", Bilingual("sổ chưa có gì để xuất", "the book has nothing to export yet"),
                hint: Bilingual("ghi buổi hỗ trợ đầu tiên bằng `sotay log`", "log a first session with `sotay log`"),
                status: .noInput)
        }
    }

    private static func list(_ records: [RecordID]) -> String {
        records.prefix(5).map(\.text).joined(separator: ", ") + (records.count > 5 ? ", …" : "")
    }
}
