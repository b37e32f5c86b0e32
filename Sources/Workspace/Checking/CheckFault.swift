import Base
import Store

/// What `check` finds wrong in a book, or worth a look.
enum CheckFault: Error, Hashable, Sendable {
    /// SQLite's own words about its file.
    case database(String)
    /// A table or index by its name.
    case schema(String)
    /// A column, and how many of its values name a row that is not there.
    case reference(String, count: Int)
    case setting(String)
    case seen(String)
    case revision(device: String, seq: Int)
    case payload(device: String, seq: Int)
    case chain(device: String, seq: Int)
    case sectionSignature(device: String, from: Int, to: Int)
    case sectionBroken(device: String, from: Int, to: Int)
    case unsigned(device: String, seq: Int)
    case card(String)
    case log(Int64)
    case projection(Projection, count: Int, records: [String])
    case tip
    case keys(String)
    case form(String)
    case roster(String)
    // Nothing is damaged; somebody may want to know.
    case foreignParent(String)
    case bodiesMissing(device: String, count: Int)
    case gap(device: String, count: Int)
    case forked(device: String)
    case quarantine(String)
    case leftover(String)
    case keysLocked
    case definitions(OtherDefinitions)
}

extension CheckFault: Reportable {
    var problem: Problem {
        Problem(code, message, hint: hint, status: isNotice ? .done : .badData)
    }

    var isNotice: Bool {
        switch self {
        case .foreignParent, .bodiesMissing, .gap, .forked, .quarantine, .leftover, .keysLocked, .definitions: true
        default: false
        }
    }

    private var code: String {
        switch self {
        case .database: "CHECK-001"
        case .revision: "CHECK-002"
        case .payload: "CHECK-003"
        case .chain: "CHECK-004"
        case .sectionSignature: "CHECK-005"
        case .sectionBroken: "CHECK-006"
        case .unsigned: "CHECK-007"
        case .card: "CHECK-008"
        case .log: "CHECK-009"
        case .projection: "CHECK-010"
        case .tip: "CHECK-011"
        case .keys: "CHECK-012"
        case .form: "CHECK-013"
        case .roster: "CHECK-014"
        case .schema: "CHECK-015"
        case .reference: "CHECK-016"
        case .setting: "CHECK-017"
        case .seen: "CHECK-018"
        case .definitions: "CHECK-108"
        case .keysLocked: "CHECK-106"
        case .leftover: "CHECK-107"
        case .foreignParent: "CHECK-101"
        case .bodiesMissing: "CHECK-102"
        case .gap: "CHECK-103"
        case .forked: "CHECK-104"
        case .quarantine: "CHECK-105"
        }
    }

    private var message: Bilingual {
        switch self {
        case .database(let words):
            Bilingual(
                "tệp cơ sở dữ liệu bị hỏng: \(words.printable)", "the database file is damaged: \(words.printable)")
        case .schema(let name):
            Bilingual(
                "bảng \"\(name.printable)\" trong tệp cơ sở dữ liệu bị mất hoặc không phải do sotay tạo",
                "the table \"\(name.printable)\" of the database file is missing or not as sotay makes it")
        case .reference(let column, let count):
            Bilingual(
                "\(count) dòng (\(column)) trỏ tới dòng không còn trong tệp cơ sở dữ liệu",
                "\(count) rows (\(column)) name a row that is no longer in the database file")
        case .setting(let key):
            Bilingual(
                "thiết lập \"\(key)\" của sổ bị mất hoặc không khớp với thẻ máy và các bộ kit",
                "the book's setting \"\(key)\" is missing or does not fit its card and kits")
        case .seen(let log):
            Bilingual(
                "sổ quên các máy khác đã biết nhật ký \(log.prefix(8)) đến đâu",
                "the book has forgotten how far other devices know the log \(log.prefix(8))")
        case .leftover(let name):
            Bilingual(
                "thư mục quarantine có tệp \"\(name.printable)\" mà sổ không nhắc tới: gộp lại nó hoặc xóa đi",
                "the folder quarantine has the file \"\(name.printable)\" that the book does not name: merge it or delete it"
            )
        case .revision(let device, let seq):
            Bilingual(
                "bản ghi \(seq) của \"\(device.printable)\" không đúng với mã băm của nó",
                "revision \(seq) of \"\(device.printable)\" does not fit its hash")
        case .payload(let device, let seq):
            Bilingual(
                "nội dung bản ghi \(seq) của \"\(device.printable)\" đã bị thay đổi",
                "the body of revision \(seq) of \"\(device.printable)\" has been changed")
        case .chain(let device, let seq):
            Bilingual(
                "chuỗi của \"\(device.printable)\" đứt ở bản ghi \(seq)",
                "the chain of \"\(device.printable)\" breaks at revision \(seq)")
        case .sectionSignature(let device, let from, let to):
            Bilingual(
                "chữ ký đoạn \(from)-\(to) của \"\(device.printable)\" không đúng",
                "the signature of section \(from)-\(to) of \"\(device.printable)\" is wrong")
        case .sectionBroken(let device, let from, let to):
            Bilingual(
                "đoạn \(from)-\(to) của \"\(device.printable)\" không còn nguyên",
                "section \(from)-\(to) of \"\(device.printable)\" is not whole")
        case .unsigned(let device, let seq):
            Bilingual(
                "bản ghi \(seq) của \"\(device.printable)\" không nằm trong đoạn nào có chữ ký",
                "revision \(seq) of \"\(device.printable)\" stands in no signed section")
        case .card(let id):
            Bilingual("thẻ máy \(id) bị hỏng hoặc sai chữ ký", "the device card \(id) is damaged or wrongly signed")
        case .log(let row):
            Bilingual("nhật ký số \(row) không thuộc máy nào", "log \(row) belongs to no device")
        case .projection(let projection, let count, let records):
            Self.projection(projection, count, records)
        case .tip:
            Bilingual(
                "cuối nhật ký của máy này không khớp với các bản ghi",
                "the end of this device's own log does not fit its revisions")
        case .keys(let path):
            Bilingual("khóa không khớp với sổ: \(path.printable)", "the keys do not fit the book: \(path.printable)")
        case .form(let ref):
            Bilingual(
                "biểu mẫu \(ref.printable) đã bị thay đổi", "the form \(ref.printable) has been changed")
        case .roster(let words):
            Bilingual("sổ tên bị hỏng: \(words.printable)", "the roster is damaged: \(words.printable)")
        case .foreignParent(let record):
            Bilingual(
                "phiếu \(record) có bản nhận phiếu khác làm gốc; điều đó không có tác dụng gì",
                "a version of \(record) names a version of another record as its parent; that has no effect")
        case .bodiesMissing(let device, let count):
            Bilingual(
                "\(count) bản ghi của \"\(device.printable)\" không có nội dung ở đây",
                "\(count) revisions of \"\(device.printable)\" have no body here")
        case .gap(let device, let count):
            Bilingual(
                "thiếu \(count) bản ghi của \"\(device.printable)\"",
                "\(count) revisions of \"\(device.printable)\" are missing")
        case .forked(let device):
            Bilingual(
                "nhật ký của \"\(device.printable)\" tách đôi: máy bị sao chép hoặc khôi phục",
                "the log of \"\(device.printable)\" is forked: the device was copied or restored")
        case .quarantine(let name):
            Bilingual(
                "tệp giữ riêng \"\(name.printable)\" không còn trong thư mục quarantine",
                "the file kept aside \"\(name.printable)\" is no longer in the folder quarantine")
        case .definitions(let other): other.text
        case .keysLocked:
            Bilingual(
                "khóa của sổ có cụm mật khẩu, không nhập thì không kiểm được chúng",
                "the book's keys are locked by a passphrase and were not looked at without it")
        }
    }

    private static func projection(_ projection: Projection, _ count: Int, _ records: [String]) -> Bilingual {
        let what =
            switch projection {
            case .live: Bilingual("bản đang dùng", "versions in use")
            case .conflict: Bilingual("danh sách xung đột", "list of conflicts")
            case .uncounted: Bilingual("danh sách không tính được", "list of records that do not count")
            case .flag: Bilingual("danh sách bản đáng ngờ", "list of suspicious versions")
            case .facts: Bilingual("số liệu để đếm", "facts that are counted")
            case .trust: Bilingual("máy được tin cậy", "trusted devices")
            case .erased: Bilingual("danh sách đã xoá theo yêu cầu", "list of what was erased on request")
            case .same: Bilingual("các mã là một", "codes that are one")
            }
        let named = records.prefix(3).joined(separator: ", ") + (records.count > 3 ? ", …" : "")
        let of = records.isEmpty ? Bilingual("", "") : Bilingual("; phiếu \(named)", "; records \(named)")
        return Bilingual(
            "\(what.vi) khác với khi dựng lại: \(count) chỗ\(of.vi)",
            "the \(what.en) differ from a rebuild in \(count) places\(of.en)")
    }

    private var hint: Bilingual? {
        switch self {
        case .database, .schema, .reference, .setting, .seen, .revision, .payload, .chain, .sectionSignature,
            .sectionBroken, .unsigned, .card, .log, .tip, .form, .roster, .keys:
            Bilingual(
                "đừng ghi thêm; khôi phục từ bản sao lưu bằng `sotay restore`, rồi gộp lại các lô",
                "do not write to it; restore a backup with `sotay restore`, then merge the batches again")
        case .projection:
            Bilingual(
                "báo lỗi này cho người phát triển sotay; các bản ghi gốc vẫn nguyên",
                "tell the makers of sotay; the revisions themselves are whole")
        default: nil
        }
    }
}
