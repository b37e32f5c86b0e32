package import Base
package import Forms
import Foundation
package import Indicators
package import XLSForm

/// What form authors do with a file, without a book: check it, convert it, try an expression.
package enum FormTools {
    /// Reads a form with the files that it names, from the folder beside it.
    package static func read(_ path: String) throws -> FormReading { try readFile(path).reading }

    package static func readFile(_ path: String) throws -> (reading: FormReading, bytes: [UInt8]) {
        let bytes = try DurableFile.read(path, limit: FormReader.sizeLimit + 1)
        let first = FormReader.read(bytes, file: path.fileName)
        var files: [String: [UInt8]] = [:]
        for name in first.neededFiles {
            let beside = path.folderPath + "/" + name
            guard DurableFile.isRegular(beside) else { continue }
            files[name] = try DurableFile.read(beside, limit: FormReader.tableLimit + 1, onlyRegular: true)
        }
        return (FormReader.read(bytes, file: path.fileName, files: files), bytes)
    }

    /// The roles that the shipped indicators count by.
    package static func neededRoles() throws -> Set<Role> {
        Set(try catalogue().indicators.flatMap(\.roles))
    }

    /// Checks a plan or a file of indicators against the shipped catalogue.
    ///
    /// - Parameter own: the ward's own indicators that the plan may name.
    package static func checkPlan(_ path: String, own: String?) throws -> PlanCheck {
        let text = String(decoding: try DurableFile.read(path), as: UTF8.self)
        var catalogue = try catalogue()
        if let own {
            let yaml = String(decoding: try DurableFile.read(own), as: UTF8.self)
            catalogue = try catalogue.adding(yaml: yaml, file: own.fileName)
        }
        return PlanCheck(yaml: text, file: path.fileName, catalogue: catalogue)
    }

    /// The text of a shipped plan by its id, or of the catalogue: `indicators`.
    package static func definitions(named name: String) throws -> String {
        name == "indicators" ? Shipped.catalogue : try Shipped.plan(named: name)
    }

    /// The tree of an instance, XML with or without namespaces; an empty `<data/>` for nil.
    package static func tree(_ xml: [UInt8]?) throws -> Element {
        guard let xml else { return Element(name: "data") }
        guard let root = try InstanceXML.read(xml) else { throw FormToolError.emptyInstance }
        return root
    }

    /// The coming duties of a plan: the book's own, or a shipped one by its id.
    package static func plan(named id: String) throws -> Plan {
        try Plan(yaml: Shipped.plan(named: id), file: id, catalogue: catalogue())
    }

    /// The shipped one.
    package static func catalogue() throws -> Catalogue {
        try Catalogue(yaml: Shipped.catalogue, file: "indicators.yaml")
    }
}

package enum FormToolError: Error, Hashable, Sendable {
    case emptyInstance
    case hasErrors(Int)
    case format(String)
    case notAdded(Int)
    case versionTaken(id: String, version: String)
    case nameTooLong(limit: Int)
    case badID(String)
    case tooLarge(limit: Int)
    case leavesFigures(id: String)
    case ontoItself(String)
    case kitTooLarge(limit: Int)
}

extension FormToolError: Reportable {
    package var problem: Problem {
        switch self {
        case .ontoItself(let path):
            Problem(
                "TOOL-008", at: path,
                Bilingual(
                    "đây chính là tệp đang đọc; chưa ghi gì", "this is the file that is read; nothing was written"),
                hint: Bilingual("chọn tên khác sau -o", "choose another name after -o"), status: .cannotWrite)
        case .emptyInstance:
            Problem("TOOL-001", Bilingual("bản XML không có phần tử nào", "the XML holds no element"), status: .badData)
        case .hasErrors(let count):
            Problem(
                "TOOL-002",
                Bilingual(
                    "biểu mẫu có \(count) lỗi; chưa chuyển đổi", "the form has \(count) errors; it was not converted"),
                hint: Bilingual("xem bằng `sotay form check TỆP`", "see them with `sotay form check FILE`"),
                status: .badData)
        case .format(let name):
            Problem(
                "TOOL-003",
                Bilingual(
                    "không biết dạng của \"\(name.printable)\": tên phải kết thúc bằng .xlsx, .csv, .md hoặc .xml",
                    "the format of \"\(name.printable)\" is not known: the name must end in .xlsx, .csv, .md or .xml"),
                status: .usage)
        case .notAdded(let count):
            Problem(
                "TOOL-004",
                Bilingual(
                    "biểu mẫu có \(count) lỗi; chưa thêm vào sổ", "the form has \(count) errors; it was not added"),
                hint: Bilingual("xem bằng `sotay form check TỆP`", "see them with `sotay form check FILE`"),
                status: .badData)
        case .versionTaken(let id, let version):
            Problem(
                "TOOL-005",
                Bilingual(
                    "sổ đã có \(id.printable) phiên bản \"\(version.printable)\" với nội dung khác",
                    "the book has \(id.printable) version \"\(version.printable)\" already, with another content"),
                hint: Bilingual(
                    "đổi version ở trang settings rồi thêm lại; phiếu cũ vẫn theo bản cũ",
                    "change version in the sheet settings and add it again; old records keep the old version"),
                status: .badData)
        case .leavesFigures(let id):
            Problem(
                "TOOL-010",
                Bilingual(
                    "biểu mẫu \(id.printable) đang góp vào số liệu, còn bản này không có cột bind::sotay:role nào",
                    "the form \(id.printable) feeds the figures, and this version has no bind::sotay:role"),
                hint: Bilingual(
                    "đặt form_id khác cho biểu mẫu này, hoặc thêm các vai trò của bản đang dùng",
                    "give this form another form_id, or add the roles of the version in use"),
                status: .badData)
        case .badID(let id):
            Problem(
                "TOOL-011",
                Bilingual(
                    "sổ không nhận form_id \"\(id.printable)\"", "no book takes the form_id \"\(id.printable)\""),
                hint: Bilingual(
                    "đặt form_id ở trang settings: tối đa 64 chữ không dấu, số và . _ -, như ho-gia-dinh",
                    "choose a form_id in settings: at most 64 ASCII letters, digits and . _ -, such as ho-gia-dinh"),
                status: .badData)
        case .nameTooLong(let limit):
            Problem(
                "TOOL-006",
                Bilingual(
                    "form_id và version dài quá \(limit) byte", "form_id and version are longer than \(limit) bytes"),
                hint: Bilingual("đặt tên ngắn hơn ở trang settings", "choose shorter ones in the sheet settings"),
                status: .badData)
        case .kitTooLarge(let limit):
            Problem(
                "TOOL-009",
                Bilingual(
                    "các biểu mẫu với danh sách của chúng lớn hơn \(limit >> 20) MiB, mức của một bộ kit",
                    "the forms with their lists are larger than \(limit >> 20) MiB, the most that a kit holds"),
                hint: Bilingual(
                    "bỏ bớt dòng, cột của các tệp danh sách", "take rows and columns out of the files with choices"),
                status: .badData)
        case .tooLarge(let limit):
            Problem(
                "TOOL-007",
                Bilingual(
                    "biểu mẫu lớn hơn \(limit >> 10) KiB, chưa kể các tệp danh sách",
                    "the form is larger than \(limit >> 10) KiB, its files with choices not counted"),
                hint: Bilingual(
                    "chuyển các danh sách dài của trang choices sang tệp .csv (select_one_from_file), hoặc chia biểu mẫu",
                    "move long lists of the sheet choices to .csv files (select_one_from_file), or split the form"),
                status: .badData)
        }
    }
}
