package import Base
internal import Forms

extension FormFault.Kind {
    /// The roles of its family, or of all families.
    private static func roles(near role: String) -> String {
        let family = role.split(separator: ".").first.map { $0 + "." } ?? ""
        let all = Role.allCases.map(\.rawValue)
        let near = all.filter { $0.hasPrefix(family) }
        return (near.isEmpty ? all : near).joined(separator: ", ")
    }

    /// What the author can do.
    package var remedy: Bilingual {
        switch self {
        case .tooLarge, .tooManyRows, .tooDeep:
            Bilingual("chia biểu mẫu thành nhiều tệp hoặc bỏ bớt", "split the form into several, or make it smaller")
        case .notUTF8: Bilingual("lưu lại dạng CSV UTF-8", "save it again as CSV UTF-8")
        case .unknownFormat: Bilingual("lưu biểu mẫu thành .xlsx", "save the form as .xlsx")
        case .archive:
            Bilingual("lưu lại tệp từ phần mềm bảng tính", "save the file again from the spreadsheet program")
        case .unknownSheet:
            Bilingual(
                "đặt tên survey, choices, settings, entities; trang khác thì không cần sửa",
                "name it survey, choices, settings or entities; any other sheet may stay")
        case .unknownColumn:
            Bilingual("sửa tên cột, hoặc xóa cột", "correct the column's name, or remove the column")
        case .badName, .badFormID: Bilingual("viết như so_dien_thoai_2", "write it like phone_number_2")
        case .unknownRole(let role, _):
            Bilingual(
                "để trống, hoặc dùng: \(Self.roles(near: role))", "leave it blank, or use: \(Self.roles(near: role))")
        case .unknownAppearance, .unknownParameter:
            Bilingual("sửa chữ này, hoặc xóa", "correct the word, or remove it")
        case .choiceWithoutList: Bilingual("ghi tên danh sách vào cột list_name", "write the list's name in list_name")
        case .choiceWithoutName: Bilingual("ghi mã vào cột name", "write a code in the column name")
        case .missingName:
            Bilingual("ghi tên không dấu cách vào cột name", "write a name without spaces in the column name")
        case .missingList: Bilingual("viết như select_one danh_sach", "write it like select_one list")
        case .rareType: Bilingual("không cần sửa nếu như vậy là đủ", "nothing, if that will do")
        case .unknownType:
            Bilingual(
                "dùng một loại của XLSForm (xlsform.org), như text, integer, select_one danh_sach",
                "use a type of XLSForm (xlsform.org), such as text, integer, select_one list")
        case .missingFile:
            Bilingual(
                "đặt tệp ấy vào thư mục của biểu mẫu, hoặc sửa tên",
                "put the file in the form's folder, or correct the name"
            )
        case .missingFileColumn(let column, _, _):
            Bilingual(
                "thêm cột \"\(column)\" vào tệp, hoặc ghi value=… label=… vào parameters",
                "add a column \"\(column)\" to the file, or write value=… label=… in parameters")
        case .badTrigger: Bilingual("nhiều câu thì viết ${a}, ${b}", "write several as ${a}, ${b}")
        case .offScale:
            Bilingual("chọn một số mà các bước từ start đến", "choose a number that the steps from start reach")
        case .unlikeAppearance:
            Bilingual("bỏ tham số, hoặc appearance", "remove the parameter, or the appearance")
        case .badTick:
            Bilingual(
                "sửa mã ở trang choices, hoặc dùng danh sách khác", "correct the code in choices, or use another list")
        case .filterInTable: Bilingual("bỏ table-list, hoặc choice_filter", "remove table-list, or the choice_filter")
        case .unlikeInTable:
            Bilingual("dùng một danh sách, hoặc chuyển câu ra ngoài nhóm", "use one list, or move the question out")
        case .unknownExternalList:
            Bilingual(
                "sửa tên, hoặc thêm danh sách vào trang external_choices",
                "correct the name, or add the list to external_choices")
        case .uncalculated:
            Bilingual(
                "mở tệp bằng Excel rồi lưu lại, hoặc gõ thẳng chữ",
                "open the file in Excel and save it, or type the text")
        case .afterBlankRows: Bilingual("xóa bớt các dòng trống ở trên", "remove the blank rows above")
        case .afterBlankColumns:
            Bilingual("xóa bớt các cột trống ở bên trái", "remove the blank columns on its left")
        case .errorValue: Bilingual("sửa công thức, hoặc gõ thẳng chữ", "mend the formula, or type the text itself")
        case .badFileCode: Bilingual("sửa mã trong tệp", "correct the code in the file")
        case .oldType(_, let new): Bilingual("viết \(new)", "write \(new)")
        case .textTwice: Bilingual("bỏ một trong hai ô", "clear one of the two cells")
        case .searchSharesList(let list, _):
            Bilingual("cho câu này một danh sách khác \(list)", "give this question a list other than \(list)")
        case .searchInFile:
            Bilingual("bỏ search(), hoặc dùng select_one danh_sach", "remove search(), or use select_one list")
        case .encryptedWithoutID:
            Bilingual("bỏ omit_instanceID, hoặc public_key", "remove omit_instanceID, or public_key")
        case .plainReference: Bilingual("chỉ instance_name tính được ${tên}", "only instance_name works out ${name}")
        case .idOfFileName:
            Bilingual(
                "ghi form_id ở trang settings, để mã không đổi theo tên tệp",
                "write a form_id in settings, so that the id does not change with the file's name")
        case .needless, .demandOnUnseen: Bilingual("xóa ô này", "clear this cell")
        case .spacedReference: Bilingual("viết ${tên} liền nhau", "write ${name} without spaces")
        case .emptyGroup(let what):
            Bilingual(
                "thêm câu hỏi vào giữa, hoặc xóa cả begin và end \(what)",
                "put a question inside, or remove both begin and end \(what)")
        case .unclosedReference: Bilingual("viết trọn ${tên}", "write the whole ${name}")
        case .seedWithoutRandomize: Bilingual("thêm randomize=true, hoặc bỏ seed", "add randomize=true, or remove seed")
        case .malformedParameters:
            Bilingual(
                "viết như randomize=true seed=3, cách nhau bằng dấu cách",
                "write them like randomize=true seed=3, with spaces between")
        case .missingParameter(let name): Bilingual("thêm \(name)=…", "add \(name)=…")
        case .extraSettings: Bilingual("gộp vào dòng đầu, hoặc xóa", "move it to the first row, or remove it")
        case .auditName: Bilingual("để trống ô này", "leave this cell blank")
        case .missingTrigger:
            Bilingual("ghi ${tên} của một câu hỏi vào cột trigger", "write ${name} of a question in the column trigger")
        case .missingEntityColumn(let column): Bilingual("ghi vào cột \(column)", "fill in the column \(column)")
        case .badEntityName: Bilingual("thay bằng _", "write _ instead")
        case .badListFile:
            Bilingual(
                "lưu danh sách thành .csv, để cạnh biểu mẫu và chỉ ghi tên tệp",
                "save the list as .csv beside the form, and write the file's name alone")
        case .isXForm: Bilingual("mở tệp .xlsx mà nó được tạo ra từ đó", "open the .xlsx it was made from")
        case .openDocument:
            Bilingual(
                "trong LibreOffice: Lưu thành, chọn Excel 2007-365 (.xlsx)",
                "in LibreOffice: Save as, choose Excel 2007-365 (.xlsx)")
        case .controlCharacter: Bilingual("gõ lại ô này", "type the cell again")
        case .looksDynamic(let text): Bilingual("nếu là chữ thì viết '\(text)'", "for a text write '\(text)'")
        case .unclosedTableRow: Bilingual("thêm dấu | ở cuối dòng", "put a | at the end of the row")
        case .sheetTwice, .headerTwice: Bilingual("gộp lại hoặc xóa bớt một", "join them or remove one")
        case .noSurvey, .emptySurvey:
            Bilingual(
                "thêm trang survey với các cột type, name, label",
                "add a sheet survey with the columns type, name, label"
            )
        case .missingColumn(let name):
            Bilingual("thêm cột \"\(name)\" ở dòng tiêu đề", "add a column \"\(name)\" to the header")
        case .missingType:
            Bilingual("ghi loại câu hỏi, ví dụ text, hoặc xóa dòng", "write a type, such as text, or remove the row")
        case .unsupportedType: Bilingual("dùng một danh sách của trang choices", "use a list of the sheet choices")
        case .reservedName, .reservedProperty: Bilingual("đặt tên khác", "choose another name")
        case .nameTwice, .repeatNameTwice: Bilingual("đổi một trong hai tên", "rename one of the two")
        case .nameTwin: Bilingual("gõ lại tên này, hoặc đổi thành tên khác", "type this name again, or choose another")
        case .nameDiffersByCase:
            Bilingual("đổi một trong hai tên để khỏi nhầm", "rename one of the two, so that nobody errs")
        case .missingLabel: Bilingual("ghi câu hỏi vào cột label", "write the question in the column label")
        case .missingCalculation:
            Bilingual("ghi biểu thức vào cột calculation", "write an expression in the column calculation")
        case .endWithoutBegin, .wrongEnd:
            Bilingual(
                "mỗi begin có đúng một end cùng loại, cái mở sau đóng trước",
                "each begin has one end of its kind, and the last one opened ends first")
        case .neverEnded(let what): Bilingual("thêm dòng \"end \(what)\"", "add a row \"end \(what)\"")
        case .missingVersion:
            Bilingual(
                "thêm cột version ở trang settings, ví dụ 2026070101",
                "add a column version to settings, such as 2026070101")
        case .choiceTwice: Bilingual("đổi hoặc xóa một trong hai dòng", "change or remove one of the two rows")
        case .choiceWithSpace: Bilingual("thay dấu cách bằng _", "write _ instead of the space")
        case .unusedList:
            Bilingual("xóa danh sách, hoặc dùng nó ở trang survey", "remove the list, or use it in the sheet survey")
        case .missingTranslation: Bilingual("ghi bản dịch vào ô này", "write the translation in this cell")
        case .badParameter, .badDefault: Bilingual("sửa lại hoặc xóa ô này", "correct the cell or clear it")
        case .otherWithFilter:
            Bilingual(
                "thêm lựa chọn khác vào trang choices thay cho or_other",
                "add an other choice to the sheet choices instead of or_other")
        case .neverANumber: Bilingual("so sánh với một số, không có dấu nháy", "compare with a number, without quotes")
        case .textInArithmetic:
            Bilingual("nối chữ bằng concat(${a}, ' ', ${b})", "join texts with concat(${a}, ' ', ${b})")
        case .neverReckoned:
            Bilingual(
                "so sánh với một mã như ${câu} = 'mã', hoặc đặt mã là số",
                "compare with a code as in ${question} = 'code', or make the codes numbers")
        case .setUnlike(let function):
            Bilingual(
                "viết \(function)(…) quanh cả biểu thức; XForm của `form convert` đã có sẵn",
                "write \(function)(…) around the whole expression; the XForm of `form convert` has it")
        case .propertyTwice: Bilingual("đổi một trong hai tên", "rename one of the two")
        case .propertyOfGroup: Bilingual("chuyển save_to sang một câu hỏi", "move the save_to to a question")
        case .unknownEntityList:
            Bilingual(
                "thêm dòng có list_name ấy vào trang entities", "add a row with that list_name to the sheet entities")
        case .propertyWithoutList(let name, let list):
            Bilingual("viết như \(list)#\(name)", "write it like \(list)#\(name)")
        case .entityApart:
            Bilingual(
                "đưa giá trị vào cùng repeat bằng một câu calculate", "bring the value into one repeat by a calculate")
        case .entityWithoutRoom:
            Bilingual(
                "đặt câu của mỗi entity trong một nhóm riêng", "put the questions of each entity in a group of its own")
        case .saveToWithoutEntity:
            Bilingual("thêm trang entities với cột list_name", "add a sheet entities with a column list_name")
        case .languageWithoutTexts:
            Bilingual(
                "sửa default_language, hoặc thêm cột label cho ngôn ngữ này",
                "correct default_language, or add a label column of that language")
        case .tooManyExpressions: Bilingual("chia thành nhiều biểu mẫu", "split it into several forms")
        case .badVersion: Bilingual("ghi version như 3 hoặc 2026-04-02", "write the version as 3 or 2026-04-02")
        case .generatedNameTwice: Bilingual("đặt tên khác cho câu hỏi", "give the question another name")
        case .instanceTwice:
            Bilingual("đổi tên tệp hoặc tên danh sách", "rename the file or the list")
        case .languageWithoutLabels(let language):
            Bilingual("thêm cột label::\(language)", "add a column label::\(language)")
        case .unknownChoice:
            Bilingual("sửa mã, hoặc thêm mã ấy vào danh sách", "correct the code, or add it to the list")
        case .neverADate:
            Bilingual("viết ngày như '2026-04-02', hoặc dùng today()", "write a date like '2026-04-02', or use today()")
        case .neverOrdered:
            Bilingual(
                "so với một số, hoặc một ngày như '2026-04-02'",
                "compare with a number, or with a date like '2026-04-02'")
        case .dayAlone(isTime: true):
            Bilingual(
                "viết decimal-time(.) > decimal-time(${giờ}), với số thì > 8 div 24",
                "write decimal-time(.) > decimal-time(${time}), of a number > 8 div 24")
        case .dayAlone(isTime: false):
            Bilingual(
                "viết decimal-date-time(…) ở cả hai bên, chỉ cần ngày thì date(…)",
                "write decimal-date-time(…) on both sides, or date(…) if the day is enough")
        case .unquotedDate(let text, _): Bilingual("viết '\(text)'", "write '\(text)'")
        case .defaultOffScale:
            Bilingual(
                "chọn một số trên thang, hoặc sửa parameters", "choose a number on the scale, or change parameters")
        case .badStep:
            Bilingual(
                "chọn step lớn hơn 0 và không dài hơn quãng từ start đến end",
                "choose a step above 0 that is not longer than from start to end")
        case .badCondition(_, let column):
            Bilingual(
                "ghi yes, no, hoặc một biểu thức như ${tên} = 'x'; bỏ trống \(column) cũng là no",
                "write yes, no, or an expression such as ${name} = 'x'; a blank \(column) means no")
        case .undeclaredNamespace(let prefix):
            Bilingual(
                "ghi \(prefix)=\"https://sotay.example/xforms\" vào cột ấy",
                "write \(prefix)=\"https://sotay.example/xforms\" in that column")
        case .expression(let kind): kind.remedy
        case .definition(let kind): kind.remedy
        }
    }
}

extension DefinitionFault.Kind {
    /// What JavaRosa has for it.
    private static let instead: [String: Bilingual] = [
        "floor": Bilingual("với số dương dùng int(x)", "use int(x) for positive numbers"),
        "ceiling": Bilingual("dùng int(x + 0.999999)", "use int(x + 0.999999)"),
        "last": Bilingual("dùng count(…)", "use count(…)"),
        "substring": Bilingual("dùng substr(…), đếm từ 0", "use substr(…), which counts from 0"),
        "[1]": Bilingual("viết [position() = 1]", "write [position() = 1]"),
        "add-date": Bilingual("dùng date(${ngày} + số ngày)", "use date(${day} + days)"),
        "difference-in-months": Bilingual(
            "dùng int((${ngày sau} - ${ngày trước}) div 30.4375)", "use int((${later} - ${earlier}) div 30.4375)"),
    ]

    /// What the author can do.
    package var remedy: Bilingual {
        switch self {
        case .ambiguousReference:
            Bilingual(
                "đổi tên để mỗi tên chỉ có một, hoặc dùng đường dẫn như ../ten",
                "make the names unique, or use a path such as ../name")
        case .cycle: Bilingual("bỏ một trong các phép tính này", "remove one of these expressions")
        case .roleTwice: Bilingual("mỗi vai trò chỉ dùng cho một câu hỏi", "give each role to one question only")
        case .storesLocal:
            Bilingual(
                "bỏ tên và số điện thoại khỏi biểu thức; nhãn và điều kiện thì được dùng chúng",
                "leave names and telephones out of the expression; labels and conditions may use them")
        case .neverWorks(_, let signature):
            Bilingual(
                "viết \(signature); ngày viết như '2026-04-02'", "write \(signature); a date is written as '2026-04-02'"
            )
        case .roleOutsideRepeat: Bilingual("chuyển câu hỏi vào repeat đó", "move the question into that repeat")
        case .roleWithoutRepeat:
            Bilingual(
                "đặt câu hỏi giữa begin repeat và end repeat",
                "put the question between a begin repeat and its end repeat")
        case .unknownPath(let name, _) where name.contains(where: { "“”‘’".contains($0) }):
            Bilingual("dùng dấu nháy thẳng ' hoặc \"", "use straight quotation marks, ' or \"")
        case .unknownPath:
            Bilingual(
                "câu hỏi thì viết ${tên}, chữ thì viết 'chữ'", "write ${name} for a question, 'text' for a text")
        case .severalRows(let name, _), .severalRowsOnPhones(let name, _):
            Bilingual(
                "dùng sum(${\(name)}), join(', ', ${\(name)}), indexed-repeat(…), hoặc chuyển câu này vào repeat đó",
                "use sum(${\(name)}), join(', ', ${\(name)}) or indexed-repeat(…), or move this row into that repeat")
        case .repeatAsValue(let name):
            Bilingual(
                "đếm dòng bằng count(${\(name)}), hoặc dùng một câu hỏi ở trong",
                "count its rows with count(${\(name)}), or use a question inside it")
        case .groupAsValue: Bilingual("dùng một câu hỏi ở trong nhóm", "use a question inside the group")
        case .indexedElsewhere:
            Bilingual(
                "viết indexed-repeat(${câu hỏi}, ${repeat chứa nó}, số dòng)",
                "write indexed-repeat(${question}, ${the repeat around it}, row)")
        case .indexedGroup:
            Bilingual("viết thẳng ${câu hỏi}, hoặc đổi nhóm thành repeat", "write ${question}, or make it a repeat")
        case .unknownText:
            Bilingual(
                "viết như '/data/ten_cau:label', hoặc 'danh_sach-0' cho lựa chọn đầu",
                "write it like '/data/question:label', or 'list-0' for the first choice")
        case .triggerIntoRows(_, let rows):
            Bilingual(
                "dùng một câu hỏi trong \(rows), hoặc bỏ trigger", "use a question of \(rows), or remove the trigger")
        case .unquotedQuestion:
            Bilingual("viết jr:choice-name(${tên}, '${tên}')", "write jr:choice-name(${name}, '${name}')")
        case .triggerUnseen: Bilingual("dùng một câu hỏi có nhãn", "use a question with a label")
        case .notOnPhones(let name):
            Self.instead[name]
                ?? Bilingual(
                    "bỏ nó nếu biểu mẫu còn dùng trên điện thoại", "leave it out if telephones use the form as well")
        case .triggerOnGroup: Bilingual("dùng một câu hỏi trong nhóm ấy", "use a question of that group")
        case .unknownReference:
            Bilingual("sửa tên trong ${…}, hoặc thêm câu hỏi ấy", "correct the name in ${…}, or add that question")
        case .unknownColumn:
            Bilingual("sửa tên cột, hoặc thêm cột vào tệp", "correct the column's name, or add it to the file")
        case .unknownList, .unknownInstance:
            Bilingual("sửa tên, hoặc thêm danh sách vào trang choices", "correct the name, or add the list to choices")
        case .badPattern:
            Bilingual(
                "viết như của Java: [A-Z]{2}[0-9]+, không có && trong [ ]", "write it as in Java, without && in [ ]")
        case .badParameter: Bilingual("viết một số, hoặc ${tên}", "write a number, or ${name}")
        case .pathsTooWide: Bilingual("viết ${tên} thay cho * và //", "write ${name} instead of * and //")
        }
    }
}
