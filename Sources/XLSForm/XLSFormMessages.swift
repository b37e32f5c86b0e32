internal import Archive
package import Base
internal import Forms

extension FormFault.Kind {
    package var message: Bilingual {
        switch self {
        case .tooLarge(let limit):
            Bilingual("tệp lớn hơn \(limit >> 20) MiB", "the file is larger than \(limit >> 20) MiB")
        case .notUTF8:
            Bilingual("tệp không phải UTF-8; hãy lưu lại bằng mã UTF-8", "the file is not UTF-8; save it as UTF-8")
        case .unknownFormat(let file):
            Bilingual(
                "không đọc được loại tệp \"\(file)\"; cần .xlsx, .csv hoặc .md",
                "cannot read this kind of file \"\(file)\"; .xlsx, .csv or .md is needed")
        case .archive(let fault): fault.message
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
        case .demandOnUnseen(let column):
            Bilingual(
                "dòng này không hiện ra để hỏi, cột \(column) bị bỏ qua",
                "this row is shown to nobody, its \(column) is ignored")
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
                "sổ không nhận form_id \"\(id)\": cần tối đa 64 chữ không dấu, số và . _ -, không bắt đầu bằng _ hay -",
                "no book takes the form_id \"\(id)\": use at most 64 ASCII letters, digits and . _ -, and no _ or - first"
            )
        case .idOfFileName(let id):
            Bilingual(
                "tên tệp không làm mã biểu mẫu được, mã sẽ là \"\(id)\"",
                "the file's name cannot be the form's id, which will be \"\(id)\"")
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
        case .rareType(let type):
            Bilingual(
                "loại câu hỏi \"\(type)\" ở đây chỉ trả lời bằng chữ hoặc đường dẫn tệp",
                "the question type \"\(type)\" is answered here as a text or a file's path only")
        case .missingFile(let name, let nearest):
            Bilingual("không có tệp \"\(name)\" cạnh biểu mẫu", "there is no file \"\(name)\" beside the form")
                .asking(nearest)
        case .missingFileColumn(let column, let file, let nearest):
            Bilingual("tệp \"\(file)\" thiếu cột \"\(column)\"", "the file \"\(file)\" lacks the column \"\(column)\"")
                .asking(nearest)
        case .missingTranslation(let language):
            Bilingual("thiếu bản dịch \"\(language)\"", "the translation \"\(language)\" is missing")
        case .unknownAppearance(let word, let nearest):
            Bilingual(
                "không biết appearance \"\(word)\", bị bỏ qua", "the appearance \"\(word)\" is unknown and ignored"
            )
            .asking(nearest)
        case .unknownParameter(let name, let nearest):
            Bilingual("không biết tham số \"\(name)\"", "the parameter \"\(name)\" is unknown")
                .asking(nearest)
        case .badParameter(let name, let value):
            Bilingual("tham số \(name) không thể là \"\(value)\"", "the parameter \(name) cannot be \"\(value)\"")
        case .otherWithFilter:
            Bilingual("or_other không đi cùng choice_filter", "or_other cannot go with a choice_filter")
        case .badDefault(let text, let type):
            Bilingual("default \"\(text)\" không phải \(type)", "the default \"\(text)\" is no \(type)")
        case .unknownChoice(let code, let list, let nearest):
            Bilingual(
                "danh sách \"\(list)\" không có mã \"\(code)\"", "the list \"\(list)\" has no code \"\(code)\""
            ).asking(nearest)
        case .neverANumber(let text, let question):
            Bilingual(
                "\"\(question)\" là số, không so được với chữ \"\(text)\"",
                "\"\(question)\" is a number and cannot be compared with the text \"\(text)\"")
        case .textInArithmetic(let text):
            Bilingual(
                "chữ \"\(text)\" không cộng trừ nhân chia được: kết quả luôn trống",
                "the text \"\(text)\" cannot be reckoned with: the result is always blank")
        case .neverReckoned(let question):
            Bilingual(
                "các mã của \"\(question)\" không phải số: không tính và không so lớn nhỏ được",
                "the codes of \"\(question)\" are no numbers: they can be neither reckoned with nor ordered")
        case .setUnlike(function: "number"):
            Bilingual(
                "ô này cho một ngày mà câu cần một số: ODK Collect sẽ dừng",
                "this gives a date where the question needs a number: ODK Collect stops")
        case .setUnlike:
            Bilingual(
                "ô này cho một số mà câu cần ngày giờ: ODK Collect sẽ dừng",
                "this gives a number where the question needs a date or time: ODK Collect stops")
        case .neverADate(let text, let question):
            Bilingual(
                "\"\(question)\" là ngày, không so được với chữ \"\(text)\"",
                "\"\(question)\" is a date and cannot be compared with the text \"\(text)\"")
        case .neverOrdered(let text):
            Bilingual(
                "so lớn nhỏ với chữ \"\(text)\" không bao giờ đúng",
                "nothing is smaller or greater than the text \"\(text)\"")
        case .dayAlone:
            Bilingual(
                "ở đây ODK Collect chỉ lấy ngày, bỏ giờ", "ODK Collect takes the day alone here and drops the time")
        case .unquotedDate(let text, let value):
            Bilingual(
                "\(text) không có dấu nháy là phép trừ, bằng \(value)",
                "\(text) without quotes is a subtraction and gives \(value)")
        case .defaultOffScale(let text, let scale):
            Bilingual(
                "default \"\(text)\" không nằm trên thang \(scale)",
                "the default \"\(text)\" is not on the scale \(scale)")
        case .badStep(let step, let scale):
            Bilingual(
                "bước step=\(step) không chia được thang \(scale)", "step=\(step) does not divide the scale \(scale)")
        case .badCondition(let text, let column):
            Bilingual(
                "\(column) không thể là \"\(text)\"", "\(column) cannot be \"\(text)\"")
        case .reservedProperty(let name):
            Bilingual("tên \"\(name)\" dành riêng cho entity", "the name \"\(name)\" is reserved for entities")
        case .propertyTwice(let name, let row):
            Bilingual("thuộc tính \"\(name)\" đã có ở dòng \(row)", "the property \"\(name)\" is taken in row \(row)")
        case .propertyOfGroup:
            Bilingual("nhóm và repeat không thể là thuộc tính", "groups and repeats cannot be properties")
        case .unknownEntityList(let list, let nearest):
            Bilingual("trang entities không có \"\(list)\"", "the sheet entities has no \"\(list)\"").asking(nearest)
        case .propertyWithoutList(let name, _):
            Bilingual(
                "có nhiều entity: \"\(name)\" thuộc danh sách nào?",
                "there are several entities: to which list does \"\(name)\" belong?")
        case .entityApart:
            Bilingual(
                "entity này lấy câu trả lời từ những repeat không nằm trong nhau",
                "this entity takes answers from repeats of which none is inside the other")
        case .entityWithoutRoom:
            Bilingual(
                "mỗi nhóm chỉ chứa một entity, và các nhóm của entity này đã có entity khác",
                "a group holds one entity, and those of this entity hold others")
        case .saveToWithoutEntity:
            Bilingual("save_to cần trang tính entities", "save_to needs a sheet entities")
        case .repeatNameTwice(let name, let row):
            Bilingual("repeat \"\(name)\" đã có ở dòng \(row)", "the repeat \"\(name)\" is taken in row \(row)")
        case .languageWithoutTexts(let language, let nearest):
            Bilingual(
                "không cột nào có ngôn ngữ \"\(language)\" của default_language",
                "no column has the language \"\(language)\" of default_language"
            ).asking(nearest)
        case .languageWithoutLabels(let language):
            Bilingual(
                "không có cột label cho ngôn ngữ \"\(language)\"", "no column label has the language \"\(language)\"")
        case .tooManyExpressions(let limit):
            Bilingual(
                "các biểu thức của biểu mẫu dài hơn \(limit >> 20) MiB; từ ô này trở đi không đọc",
                "the form's expressions are longer than \(limit >> 20) MiB; from this cell on they are not read")
        case .badVersion(let text):
            Bilingual(
                "version \"\(text)\" chỉ được có chữ không dấu, số và dấu (trừ \" và \\), nhiều nhất 64 chữ",
                "the version \"\(text)\" may hold plain letters, digits and signs (not \" or \\), at most 64")
        case .generatedNameTwice(let name, let row):
            Bilingual(
                "\"\(name)\" là tên mà or_other hoặc repeat_count tạo thêm, và cũng có ở dòng \(row)",
                "\"\(name)\" is a name that or_other or repeat_count adds, and stands in row \(row) too")
        case .instanceTwice(let name, let other):
            Bilingual(
                "\"\(name)\" trùng tên với \"\(other)\": không biết instance() chỉ danh sách nào",
                "\"\(name)\" has the name of \"\(other)\": instance() could be either")
        case .emptySurvey: Bilingual("trang survey không có câu hỏi", "the sheet survey has no questions")
        case .emptyGroup(let what): Bilingual("\(what) không có gì bên trong", "the \(what) has nothing inside")
        case .unclosedReference: Bilingual("thiếu dấu } sau ${", "the } after ${ is missing")
        case .seedWithoutRandomize: Bilingual("seed cần randomize=true", "seed needs randomize=true")
        case .malformedParameters(let text):
            Bilingual("\"\(text)\" không phải tên=giá_trị", "\"\(text)\" is no name=value")
        case .missingParameter(let name): Bilingual("thiếu tham số \(name)", "the parameter \(name) is missing")
        case .extraSettings: Bilingual("chỉ dòng đầu của settings được đọc", "only the first row of settings is read")
        case .auditName(let name):
            Bilingual("audit không thể tên là \"\(name)\"", "an audit cannot be named \"\(name)\"")
        case .missingTrigger(let type): Bilingual("\(type) cần một trigger", "\(type) needs a trigger")
        case .missingEntityColumn(let column):
            Bilingual("entity này cần \(column)", "this entity needs \(column)")
        case .badEntityName(let name):
            Bilingual(
                "tên \"\(name)\" sai: bắt đầu bằng chữ, chỉ gồm chữ, số, _ và -",
                "the name \"\(name)\" is malformed: begin with a letter, use letters, digits, _ and - only")
        case .badListFile(let name):
            Bilingual(
                "không đọc được danh sách \"\(name)\"; cần tệp .csv, .geojson hoặc .xml cạnh biểu mẫu",
                "cannot read the list \"\(name)\"; a .csv, .geojson or .xml beside the form is needed")
        case .isXForm:
            Bilingual("đây là XForm của ODK; sotay đọc XLSForm", "this is an ODK XForm; sotay reads XLSForms")
        case .openDocument:
            Bilingual("không đọc được bảng tính .ods", "cannot read .ods spreadsheets")
        case .controlCharacter(let number):
            Bilingual(
                "ô có ký tự điều khiển \(number), không ghi vào Excel và XML được",
                "the cell holds the control character \(number), which Excel and XML cannot")
        case .looksDynamic(let text):
            Bilingual(
                "ODK coi default \"\(text)\" là biểu thức, vì có dấu + - * | hoặc ngoặc",
                "ODK takes the default \"\(text)\" for an expression, for its + - * | or bracket")
        case .offScale(let name, let scale):
            Bilingual(
                "tham số \(name) không khớp thang \(scale)", "the parameter \(name) does not fit the scale \(scale)")
        case .unlikeAppearance(let name, let appearance):
            Bilingual(
                "tham số \(name) không đi cùng appearance \"\(appearance)\"",
                "the parameter \(name) cannot go with the appearance \"\(appearance)\"")
        case .badTick(let code, let list, let scale):
            Bilingual(
                "mã \"\(code)\" của danh sách \"\(list)\" không phải số trên thang \(scale)",
                "the code \"\(code)\" of the list \"\(list)\" is no number on the scale \(scale)")
        case .filterInTable:
            Bilingual(
                "choice_filter không dùng được trong table-list", "a choice_filter cannot be used in a table-list")
        case .unlikeInTable(let list, let first):
            Bilingual(
                "table-list có danh sách \"\(first)\", câu này lại dùng \"\(list)\"",
                "the table-list shows the list \"\(first)\", and this question uses \"\(list)\"")
        case .needless(let column, let type):
            Bilingual("\(type) không dùng cột \(column)", "\(type) does not take a \(column)")
        case .spacedReference:
            Bilingual("pyxform và ODK không nhận dấu cách trong ${…}", "pyxform and ODK take no space inside ${…}")
        case .unknownExternalList(let list, let nearest):
            Bilingual(
                "trang external_choices không có danh sách \"\(list)\"",
                "the sheet external_choices has no list \"\(list)\""
            ).asking(nearest)
        case .uncalculated:
            Bilingual(
                "ô này là công thức chưa có kết quả, đọc như ô trống",
                "this cell holds a formula without a result, and is read as blank")
        case .afterBlankRows(let limit):
            Bilingual(
                "từ dòng này trở đi không được đọc, vì đứng sau hơn \(limit) dòng trống",
                "from this row on nothing is read, after more than \(limit) blank rows")
        case .afterBlankColumns(let limit):
            Bilingual(
                "từ cột này trở đi không được đọc, vì đứng sau \(limit) cột trống",
                "from this column on nothing is read, after \(limit) blank columns")
        case .errorValue(let text):
            Bilingual("ô này có công thức lỗi: \(text)", "a formula failed in this cell: \(text)")
        case .badFileCode(let flaw, let file, let row):
            switch flaw {
            case .blank: Bilingual("\(file), mục \(row): không có mã", "\(file), entry \(row): there is no code")
            case .twice(let code):
                Bilingual(
                    "\(file), mục \(row): mã \"\(code)\" đã có", "\(file), entry \(row): the code \"\(code)\" is taken")
            case .spaced(let code):
                Bilingual(
                    "\(file), mục \(row): mã \"\(code)\" có dấu cách",
                    "\(file), entry \(row): the code \"\(code)\" has a space in it")
            }
        case .oldType(let type, let new):
            Bilingual("\"\(type)\" là cách viết cũ của \"\(new)\"", "\"\(type)\" is an old spelling of \"\(new)\"")
        case .textTwice(let other):
            Bilingual(
                "chữ này không hiện ra, cột \"\(other)\" thay nó", "this text is not shown, that of \"\(other)\" is")
        case .searchSharesList(let list, let question):
            Bilingual(
                "\"\(question)\" cũng dùng danh sách \"\(list)\" mà không có search()",
                "\"\(question)\" has the list \"\(list)\" too, without search()")
        case .searchInFile:
            Bilingual("search() không đi cùng danh sách trong tệp", "search() cannot go with a list in a file")
        case .encryptedWithoutID:
            Bilingual("có public_key thì phải có instanceID", "with a public_key there must be an instanceID")
        case .plainReference(let column):
            Bilingual("\(column) giữ nguyên chữ ${…} như đã viết", "\(column) shows ${…} as it is written")
        case .expression(let kind): ExpressionFault(kind: kind, offset: 0).message
        case .definition(let kind): kind.message
        }
    }
}

extension Bilingual {
    func asking(_ nearest: String?) -> Bilingual {
        guard let nearest else { return self }
        return Bilingual("\(vi), có phải là \"\(nearest)\"?", "\(en), did you mean \"\(nearest)\"?")
    }
}

extension FormFault: Reportable {
    package var problem: Problem {
        Problem(kind.code, at: place, kind.message, hint: kind.remedy, status: severity == .error ? .badData : .done)
    }
}

extension FormFault.Kind {
    /// The part of the cell that is wrong, where the message names it as the cell spells it.
    var word: String? {
        switch self {
        case .badTrigger(let word), .unknownAppearance(let word, _), .unknownParameter(let word, _),
            .badParameter(let word, _), .unknownChoice(let word, _, _), .missingFile(let word, _),
            .definition(.unknownList(let word, _)), .definition(.badParameter(let word, _)),
            .badName(let word), .badFormID(let word), .badDefault(let word, _), .defaultOffScale(let word, _),
            .unknownType(let word, _), .unknownRole(let word, _), .malformedParameters(let word),
            .unknownExternalList(let word, _),
            .badListFile(let word), .generatedNameTwice(let word, _), .instanceTwice(let word, _):
            word
        case .seedWithoutRandomize: "seed"
        case .offScale(let word, _), .unlikeAppearance(let word, _), .unlikeInTable(let word, _): word
        case .badTick(_, let list, _): list
        case .definition(.triggerOnGroup(let name)), .definition(.triggerUnseen(let name)): "${\(name)}"
        case .badStep: "step"
        case .definition(.unknownReference(let name, _)), .definition(.ambiguousReference(let name)): "${\(name)}"
        default: nil
        }
    }
}
