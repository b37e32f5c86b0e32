package import Base
package import Forms

extension FormFault.Kind {
    var severity: FormFault.Severity {
        switch self {
        case .unclosedTableRow, .unknownSheet, .unknownColumn, .nameDiffersByCase, .missingLabel, .missingCalculation,
            .undeclaredNamespace, .missingVersion, .unusedList:
            .warning
        default: .error
        }
    }

    /// Permanent; a retired one is never given again.
    package var code: String {
        switch self {
        case .tooLarge: "FORM-001"
        case .notUTF8: "FORM-002"
        case .unknownFormat: "FORM-003"
        case .tooManyRows: "FORM-004"
        case .unclosedTableRow: "FORM-005"
        case .sheetTwice: "FORM-006"
        case .unknownSheet: "FORM-007"
        case .noSurvey: "FORM-008"
        case .missingColumn: "FORM-009"
        case .headerTwice: "FORM-010"
        case .unknownColumn: "FORM-011"
        case .missingType: "FORM-012"
        case .unknownType: "FORM-013"
        case .unsupportedType: "FORM-014"
        case .missingList: "FORM-015"
        case .missingName: "FORM-016"
        case .badName: "FORM-017"
        case .reservedName: "FORM-018"
        case .nameTwice: "FORM-019"
        case .nameTwin: "FORM-020"
        case .nameDiffersByCase: "FORM-021"
        case .missingLabel: "FORM-022"
        case .missingCalculation: "FORM-023"
        case .endWithoutBegin: "FORM-024"
        case .wrongEnd: "FORM-025"
        case .neverEnded: "FORM-026"
        case .tooDeep: "FORM-027"
        case .unknownRole: "FORM-028"
        case .undeclaredNamespace: "FORM-029"
        case .badFormID: "FORM-030"
        case .missingVersion: "FORM-031"
        case .choiceTwice: "FORM-032"
        case .choiceWithSpace: "FORM-033"
        case .choiceWithoutList: "FORM-034"
        case .choiceWithoutName: "FORM-035"
        case .unusedList: "FORM-036"
        case .badTrigger: "FORM-037"
        case .expression(let kind): ExpressionFault(kind: kind, offset: 0).code
        case .definition(let kind): kind.code
        }
    }

    package var message: Bilingual {
        switch self {
        case .tooLarge(let limit):
            Bilingual("tệp lớn hơn \(limit >> 20) MiB", "the file is larger than \(limit >> 20) MiB")
        case .notUTF8:
            Bilingual("tệp không phải UTF-8; hãy lưu lại bằng mã UTF-8", "the file is not UTF-8; save it as UTF-8")
        case .unknownFormat(let file):
            Bilingual(
                "không đọc được loại tệp \"\(file)\"; cần .md",
                "cannot read this kind of file \"\(file)\"; .md is needed")
        case .tooManyRows(let limit): Bilingual("nhiều hơn \(limit) dòng", "more than \(limit) rows")
        case .unclosedTableRow:
            Bilingual("dòng bảng thiếu dấu | ở cuối, bị bỏ qua", "the table row lacks its last | and is ignored")
        case .sheetTwice(let name):
            Bilingual("trang tính \"\(name)\" có hai lần", "the sheet \"\(name)\" is there twice")
        case .unknownSheet(let name, let nearest):
            Bilingual("trang tính \"\(name)\" bị bỏ qua", "the sheet \"\(name)\" is ignored").asking(nearest)
        case .noSurvey: Bilingual("không có trang tính \"survey\"", "there is no sheet \"survey\"")
        case .missingColumn(let name): Bilingual("thiếu cột \"\(name)\"", "the column \"\(name)\" is missing")
        case .headerTwice(let name): Bilingual("cột \"\(name)\" có hai lần", "the column \"\(name)\" is there twice")
        case .unknownColumn(let name, let nearest):
            Bilingual("không biết cột \"\(name)\", bị bỏ qua", "the column \"\(name)\" is unknown and ignored").asking(
                nearest)
        case .missingType: Bilingual("thiếu loại câu hỏi (type)", "the question's type is missing")
        case .unknownType(let type, let nearest):
            Bilingual("không có loại câu hỏi \"\(type)\"", "there is no question type \"\(type)\"").asking(nearest)
        case .unsupportedType(let type):
            Bilingual("loại câu hỏi \"\(type)\" chưa được hỗ trợ", "the question type \"\(type)\" is not supported yet")
        case .missingList:
            Bilingual("thiếu tên danh sách sau loại câu hỏi", "the list's name is missing after the type")
        case .missingName: Bilingual("thiếu tên (name)", "the name is missing")
        case .badName(let name):
            Bilingual(
                "tên \"\(name)\" sai: bắt đầu bằng chữ hoặc _, chỉ gồm chữ, số và _ - .",
                "the name \"\(name)\" is malformed: begin with a letter or _, use letters, digits and _ - . only")
        case .reservedName(let name):
            Bilingual("tên \"\(name)\" dành riêng cho ODK", "the name \"\(name)\" is reserved by ODK")
        case .nameTwice(let name, let row):
            Bilingual("tên \"\(name)\" đã có ở dòng \(row)", "the name \"\(name)\" is taken in row \(row)")
        case .nameTwin(let name, let row):
            Bilingual(
                "tên \"\(name)\" trông giống hệt tên ở dòng \(row), chỉ khác cách mã hóa dấu",
                "the name \"\(name)\" looks the same as in row \(row), only its marks are encoded differently")
        case .nameDiffersByCase(let name, let other):
            Bilingual(
                "tên \"\(name)\" chỉ khác \"\(other)\" ở chữ hoa",
                "the name \"\(name)\" differs from \"\(other)\" by case only")
        case .missingLabel: Bilingual("câu hỏi không có nhãn", "the question has no label")
        case .missingCalculation: Bilingual("calculate không có biểu thức", "the calculate has no expression")
        case .endWithoutBegin(let what):
            Bilingual("\"end \(what)\" không có \"begin \(what)\"", "\"end \(what)\" has no \"begin \(what)\"")
        case .wrongEnd(let what, let open, let row):
            Bilingual(
                "\"end \(what)\" nhưng đang mở \"\(open)\" từ dòng \(row)",
                "\"end \(what)\", but \"\(open)\" from row \(row) is open")
        case .neverEnded(let what):
            Bilingual("\"begin \(what)\" không có \"end \(what)\"", "\"begin \(what)\" has no \"end \(what)\"")
        case .tooDeep(let limit): Bilingual("nhóm lồng nhau quá \(limit) lớp", "groups are nested deeper than \(limit)")
        case .unknownRole(let role, let nearest):
            Bilingual("không có vai trò \"\(role)\"", "there is no role \"\(role)\"").asking(nearest)
        case .undeclaredNamespace(let prefix):
            Bilingual(
                "chưa khai báo \"\(prefix)\" ở cột namespaces của trang settings",
                "\"\(prefix)\" is not declared in the column namespaces of the sheet settings")
        case .badFormID(let id):
            Bilingual(
                "form_id \"\(id)\" sai: chỉ gồm chữ không dấu, số và . _ -",
                "the form_id \"\(id)\" is malformed: use ASCII letters, digits and . _ - only")
        case .missingVersion: Bilingual("biểu mẫu không có version", "the form has no version")
        case .choiceTwice(let code, let list, let row):
            Bilingual(
                "mã \"\(code)\" của danh sách \"\(list)\" đã có ở dòng \(row)",
                "the code \"\(code)\" of the list \"\(list)\" is taken in row \(row)")
        case .choiceWithSpace(let code):
            Bilingual("mã \"\(code)\" có dấu cách", "the code \"\(code)\" has a space in it")
        case .choiceWithoutList: Bilingual("lựa chọn không có list_name", "the choice has no list_name")
        case .choiceWithoutName: Bilingual("lựa chọn không có mã (name)", "the choice has no code (name)")
        case .unusedList(let list):
            Bilingual("danh sách \"\(list)\" không được dùng", "the list \"\(list)\" is not used")
        case .badTrigger(let text):
            Bilingual("trigger \"\(text)\" phải viết là ${tên}", "write the trigger \"\(text)\" as ${name}")
        case .expression(let kind): ExpressionFault(kind: kind, offset: 0).message
        case .definition(let kind): kind.message
        }
    }
}

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
        case .badParameter: "FORM-111"
        case .pathsTooWide: "FORM-112"
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
        case .unknownInstance(let name, let nearest):
            Bilingual("không có danh sách hay tệp \"\(name)\"", "there is no list or file \"\(name)\"").asking(nearest)
        case .pathsTooWide:
            Bilingual("các đường dẫn của biểu mẫu quá rộng", "the form's paths reach too many questions")
        case .badParameter(let name, let text):
            Bilingual("tham số \(name) sai: \"\(text)\"", "the parameter \(name) is malformed: \"\(text)\"")
        }
    }
}

extension Bilingual {
    fileprivate func asking(_ nearest: String?) -> Bilingual {
        guard let nearest else { return self }
        return Bilingual("\(vi), có phải là \"\(nearest)\"?", "\(en), did you mean \"\(nearest)\"?")
    }
}

extension FormFault: Reportable {
    package var problem: Problem {
        Problem(kind.code, at: place, kind.message, status: severity == .error ? .badData : .done)
    }
}
