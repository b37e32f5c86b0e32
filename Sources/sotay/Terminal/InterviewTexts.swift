import Base

/// What the interview says of itself. The questions' own words are the form's.
enum InterviewText {
    case introduction
    case help
    case isRequired
    case isOptional
    case longList(Int)
    case filter
    case several
    case ranked(Int)
    case noChoices
    case listMissing(String)
    case manyMatches(Int)
    case moreMatches(Int)
    case notInList(String)
    case notListed(String, nearest: String?)
    case onlyOne
    case skip
    case warning(String)
    case anyRow(String)
    case noRows(String, String)
    case anotherRow(String)
    case yesOrNo
    case yesNoOrRemove
    case firstQuestion
    case review
    case mistakes(Int)
    case saveOrEdit
    case cannotSave
    case noSuchNumber(String)
    case notInARow(Int)
    case removesRow(String)
    case rowRemoved(String)
    case left
    case leftNothing
    case inputEnded
    case languageChanged
    case otherLanguages(String)
    case noSuchQuestion(String)
    case severalQuestions(Int)
    case severalRepeats(Int)
    case fileNotHere(String)
    case changes
    case noChanges

    subscript(language: Language) -> String { bilingual[language] }

    private var bilingual: Bilingual {
        switch self {
        case .introduction:
            Bilingual(
                "Gõ câu trả lời rồi nhấn Enter; < quay lại, ? trợ giúp, ! lưu nháp và thoát",
                "Type the answer and press Enter; < back, ? help, ! keep a draft and leave")
        case .help:
            Bilingual(
                "Enter giữ giá trị trong ngoặc vuông hoặc bỏ qua, - xóa câu trả lời, < quay lại, >12 hoặc >tên đến câu khác, > xem lại tất cả và lưu, ?en tiếng Anh, ! lưu nháp và thoát",
                "Enter keeps the value in brackets or skips, - removes the answer, < goes back, >12 or >name goes to another question, > reviews all and saves, ?vi speaks Vietnamese, ! keeps a draft and leaves"
            )
        case .isRequired: Bilingual("bắt buộc trả lời", "an answer is required")
        case .isOptional: Bilingual("không bắt buộc", "not required")
        case .longList(let count):
            Bilingual(
                "danh sách có \(count) mục: gõ một phần của tên, không cần dấu",
                "the list has \(count) entries: type a part of the name, marks are not needed")
        case .filter:
            Bilingual(
                "gõ số, hoặc một phần của tên không cần dấu", "type a number, or a part of the name without marks")
        case .several:
            Bilingual(
                "chọn nhiều: gõ các số cách nhau, ví dụ 1 3; 0 là không có",
                "several: numbers apart, such as 1 3; 0 for none")
        case .ranked(let count):
            Bilingual(
                "xếp thứ tự: gõ đủ \(count) số, thứ nhất trước, cách nhau, ví dụ \(Self.example(of: count))",
                "put in order: all \(count) numbers, the first one first, apart, such as \(Self.example(of: count))")
        case .noChoices:
            Bilingual(
                "không có lựa chọn nào hợp với các câu trả lời trước; gõ < để sửa câu trước",
                "no choice fits the answers before; type < to change one of them")
        case .listMissing(let list):
            Bilingual(
                "danh sách \"\(list)\" không có ở đây: gõ thẳng mã", "the list \"\(list)\" is not here: type the code")
        case .manyMatches(let count):
            Bilingual("có \(count) mục giống như vậy, gõ số để chọn:", "\(count) entries match, type a number:")
        case .moreMatches(let count):
            Bilingual("… và \(count) mục nữa, gõ thêm để thu hẹp", "… and \(count) more, type more of it")
        case .notInList(let text):
            Bilingual(
                "\"\(text)\" không có trong danh sách, gõ ? để xem lại",
                "\"\(text)\" is not in the list, type ? to see it again")
        case .notListed(let code, let nearest):
            Bilingual(
                "\"\(code.printable)\" không phải mã đã biết\(nearest.map { ", gần nhất là \"\($0)\"" } ?? ""). Vẫn giữ? (c/k)",
                "\"\(code.printable)\" is no code that is known\(nearest.map { ", the nearest is \"\($0)\"" } ?? ""). Keep it? (y/n)"
            )
        case .onlyOne: Bilingual("câu này chỉ chọn một", "this question takes one choice only")
        case .skip: Bilingual("bỏ qua", "skip")
        case .warning(let text): Bilingual("Cảnh báo: \(text)", "Warning: \(text)")
        case .noRows(let label, let name):
            Bilingual("\(label): – (>\(name) để thêm)", "\(label): – (>\(name) to add)")
        case .anyRow(let label): Bilingual("\(label): có cần ghi không? (c/k)", "\(label): is there any? (y/n)")
        case .anotherRow(let label): Bilingual("\(label): thêm một mục nữa? (c/k)", "\(label): one more? (y/n)")
        case .yesOrNo: Bilingual("gõ c (có) hoặc k (không)", "type y (yes) or n (no)")
        case .yesNoOrRemove:
            Bilingual(
                "gõ c (có) hoặc k (không); - bỏ mục cuối vừa ghi",
                "type y (yes) or n (no); - removes the last entry")
        case .firstQuestion: Bilingual("đây là câu đầu tiên", "this is the first question")
        case .review: Bilingual("Xem lại", "Review")
        case .mistakes(let count):
            Bilingual("còn \(count) chỗ phải sửa trước khi lưu:", "\(count) to be put right before saving:")
        case .removesRow(let label):
            Bilingual("bỏ cả \(label)? (c/k)", "remove all of \(label)? (y/n)")
        case .cannotSave:
            Bilingual(
                "chưa lưu được: sửa các câu mà chỗ sai ấy tính từ đó, hoặc gõ ! để giữ bản nháp",
                "cannot be saved yet: change the answers it is worked out from, or type ! to keep the draft")
        case .saveOrEdit:
            Bilingual(
                "Lưu? (c/k; gõ số để sửa câu đó, -số để bỏ cả mục chứa câu đó)",
                "Save? (y/n; a number to change that answer, -number to remove the whole entry around it)")
        case .noSuchNumber(let text): Bilingual("không có câu số \"\(text)\"", "there is no answer number \"\(text)\"")
        case .notInARow(let number):
            Bilingual(
                "câu \(number) không nằm trong mục thêm nhiều lần", "answer \(number) is not part of a repeated entry")
        case .rowRemoved(let label): Bilingual("đã bỏ: \(label)", "removed: \(label)")
        case .left:
            Bilingual("đã giữ bản nháp; lần sau làm tiếp từ đây", "the draft is kept; go on from here next time")
        case .leftNothing:
            Bilingual("chưa có câu trả lời nào, không giữ gì", "nothing was answered, nothing is kept")
        case .inputEnded:
            Bilingual("hết dữ liệu nhập; đã giữ bản nháp", "the input ended; the draft is kept")
        case .otherLanguages(let names):
            Bilingual("ngôn ngữ khác của biểu mẫu: \(names)", "the form's other languages: \(names)")
        case .languageChanged: Bilingual("Tiếng Việt", "English")
        case .noSuchQuestion(let text):
            Bilingual(
                "không có câu \"\(text)\"; gõ > để xem tất cả các câu",
                "no question \"\(text)\"; type > to see them all")
        case .severalQuestions(let count):
            Bilingual("có \(count) câu như vậy, gõ > và số:", "\(count) questions match, type > and the number:")
        case .severalRepeats(let count):
            Bilingual("có \(count) chỗ như vậy, gõ một trong:", "\(count) places match, type one of:")
        case .fileNotHere(let path):
            Bilingual(
                "không thấy tệp \"\(path)\" trên máy này; đường dẫn vẫn được giữ",
                "there is no file \"\(path)\" on this computer; the path is kept all the same")
        case .changes: Bilingual("Đã thay đổi:", "Changed:")
        case .noChanges: Bilingual("chưa thay đổi gì", "nothing has changed")
        }
    }

    /// `2 1 3`: an order that is not the list's own.
    private static func example(of count: Int) -> String {
        ([2, 1, 3, 4].filter { $0 <= count } + (count > 4 ? [5] : [])).map(String.init).joined(separator: " ")
            + (count > 5 ? " …" : "")
    }
}

extension LineFault: Reportable {
    var problem: Problem {
        switch self {
        case .unreadable(let code):
            Problem(
                "TERM-001",
                Bilingual("không đọc được dữ liệu nhập (lỗi \(code))", "standard input cannot be read (error \(code))"),
                status: .io)
        case .tooLong:
            Problem(
                "TERM-002",
                Bilingual(
                    "dòng nhập dài hơn \(LineReader.lineLimit / 1024) KiB",
                    "a line is longer than \(LineReader.lineLimit / 1024) KiB"),
                hint: Bilingual("dùng --from TỆP để nạp từ tệp", "use --from FILE to take records from a file"),
                status: .badData)
        }
    }
}
