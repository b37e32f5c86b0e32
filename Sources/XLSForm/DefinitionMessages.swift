package import Base
package import Forms

extension DefinitionFault.Kind {
    /// Permanent; a retired one is never given again.
    package var code: String {
        switch self {
        case .unknownReference: "FORM-101"
        case .ambiguousReference: "FORM-102"
        case .unknownPath: "FORM-103"
        case .unknownList: "FORM-104"
        case .badPattern: "FORM-105"
        case .cycle: "FORM-106"
        case .roleTwice: "FORM-107"
        case .roleOutsideRepeat: "FORM-108"
        case .unknownInstance: "FORM-110"
        case .storesLocal: "FORM-120"
        case .badParameter: "FORM-111"
        case .pathsTooWide: "FORM-112"
        case .roleWithoutRepeat: "FORM-113"
        case .unknownColumn: "FORM-114"
        case .neverWorks: "FORM-115"
        case .severalRows: "FORM-121"
        case .severalRowsOnPhones: "FORM-122"
        case .repeatAsValue: "FORM-123"
        case .groupAsValue: "FORM-124"
        case .indexedElsewhere: "FORM-125"
        case .indexedGroup: "FORM-126"
        case .unknownText: "FORM-127"
        case .triggerOnGroup: "FORM-128"
        case .triggerUnseen: "FORM-129"
        case .notOnPhones: "FORM-130"
        case .triggerIntoRows: "FORM-131"
        case .unquotedQuestion: "FORM-143"
        }
    }

    package var message: Bilingual {
        switch self {
        case .unknownReference(let name, let nearest):
            Bilingual("không có câu hỏi \"\(name)\"", "there is no question \"\(name)\"").asking(nearest)
        case .ambiguousReference(let name):
            Bilingual("có nhiều câu hỏi tên \"\(name)\"", "there are several questions named \"\(name)\"")
        case .unknownPath(let name, let nearest):
            Bilingual("đường dẫn không có \"\(name)\"", "the path has no \"\(name)\"").asking(nearest)
        case .unknownList(let list, let nearest):
            Bilingual("trang choices không có danh sách \"\(list)\"", "the sheet choices has no list \"\(list)\"")
                .asking(nearest)
        case .badPattern(let source): Bilingual("mẫu regex \"\(source)\" sai", "the pattern \"\(source)\" is malformed")
        case .cycle(let names):
            Bilingual(
                "các biểu thức phụ thuộc vòng tròn: \(names.joined(separator: " → "))",
                "the expressions depend on each other: \(names.joined(separator: " → "))")
        case .roleTwice(let role, let first):
            Bilingual(
                "vai trò \"\(role.rawValue)\" đã dùng ở \"\(first)\"",
                "the role \"\(role.rawValue)\" is taken by \"\(first)\"")
        case .roleOutsideRepeat(let role, let sibling):
            Bilingual(
                "vai trò \"\(role.rawValue)\" phải nằm trong cùng một repeat với \"\(sibling.rawValue)\"",
                "the role \"\(role.rawValue)\" must stand in one repeat with \"\(sibling.rawValue)\"")
        case .storesLocal(let name):
            Bilingual(
                "giá trị này lấy từ \"\(name)\", câu chỉ được giữ trên máy này; nó sẽ đi theo phiếu",
                "this value takes from \"\(name)\", which stays on this computer alone; it would travel with the record"
            )
        case .unknownInstance(let name, let nearest):
            Bilingual("không có danh sách hay tệp \"\(name)\"", "there is no list or file \"\(name)\"").asking(nearest)
        case .roleWithoutRepeat(let role):
            Bilingual(
                "vai trò \"\(role.rawValue)\" phải nằm trong một repeat",
                "the role \"\(role.rawValue)\" must stand in a repeat")
        case .unknownColumn(let column, let list, let nearest):
            Bilingual(
                "\"\(list)\" không có cột \"\(column)\"", "\"\(list)\" has no column \"\(column)\""
            ).asking(nearest)
        case .neverWorks(let error, _): error.message
        case .pathsTooWide:
            Bilingual("các đường dẫn của biểu mẫu quá rộng", "the form's paths reach too many questions")
        case .severalRows(let name, let rows):
            Bilingual(
                "\"\(name)\" có một giá trị ở mỗi dòng của \"\(rows)\", mà ở đây cần đúng một giá trị",
                "\"\(name)\" has a value in every row of \"\(rows)\", and one value is needed here")
        case .severalRowsOnPhones(let name, let rows):
            Bilingual(
                "\"\(name)\" có một giá trị ở mỗi dòng của \"\(rows)\"; ODK Collect không nhận chỗ này",
                "\"\(name)\" has a value in every row of \"\(rows)\"; ODK Collect does not take it here")
        case .repeatAsValue(let name):
            Bilingual("\"\(name)\" là repeat, không có giá trị", "\"\(name)\" is a repeat and has no value")
        case .groupAsValue(let name):
            Bilingual("\"\(name)\" là nhóm, giá trị luôn trống", "\"\(name)\" is a group, whose value is always blank")
        case .indexedElsewhere(let name, let around):
            Bilingual("\"\(name)\" không nằm trong \"\(around)\"", "\"\(name)\" is not inside \"\(around)\"")
        case .indexedGroup(let name):
            Bilingual(
                "\"\(name)\" là nhóm, không phải repeat: chỉ có một dòng",
                "\"\(name)\" is a group and no repeat: it has one row")
        case .unknownText(let id):
            Bilingual("biểu mẫu không có đoạn chữ \"\(id)\"", "the form has no text \"\(id)\"")
        case .unquotedQuestion:
            Bilingual(
                "phần thứ hai của jr:choice-name là tên câu hỏi trong dấu nháy",
                "the second part of jr:choice-name is a question's name in quotes")
        case .triggerOnGroup(let name):
            Bilingual(
                "\"\(name)\" là nhóm, không kích hoạt được gì", "\"\(name)\" is a group and triggers nothing")
        case .triggerUnseen(let name):
            Bilingual(
                "\"\(name)\" được tính, không ai trả lời: trên điện thoại nó không kích hoạt được gì",
                "\"\(name)\" is calculated and nobody answers it: it triggers nothing on telephones")
        case .triggerIntoRows(let name, let rows):
            Bilingual(
                "\"\(name)\" đứng ngoài \"\(rows)\": trên điện thoại nó làm ODK Collect dừng",
                "\"\(name)\" stands outside \"\(rows)\": on telephones it stops ODK Collect")
        case .notOnPhones(let name):
            Bilingual("ODK Collect không có \"\(name)\"", "ODK Collect does not have \"\(name)\"")
        case .badParameter(let name, let text):
            Bilingual("tham số \(name) sai: \"\(text)\"", "the parameter \(name) is malformed: \"\(text)\"")
        }
    }
}
