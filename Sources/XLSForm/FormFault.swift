package import Archive
internal import Base
package import Forms

/// One fault of a form file, placed like a compiler places it.
package struct FormFault: Error, Hashable, Sendable {
    package enum Severity: String, Hashable, Sendable { case error, warning }

    package enum Kind: Hashable, Sendable {
        case tooLarge(limit: Int)
        case notUTF8
        case unknownFormat(String)
        case archive(ArchiveFault)
        case tooManyRows(limit: Int)
        case unclosedTableRow
        case sheetTwice(String)
        case unknownSheet(String, nearest: String?)
        case noSurvey
        case missingColumn(String)
        case headerTwice(String)
        case unknownColumn(String, nearest: String?)
        case missingType
        case unknownType(String, nearest: String?)
        case unsupportedType(String)
        case missingList
        case missingName
        case badName(String)
        case reservedName(String)
        case nameTwice(String, firstRow: Int)
        /// Two names that look alike: one was written in decomposed Unicode.
        case nameTwin(String, firstRow: Int)
        case nameDiffersByCase(String, other: String)
        case missingLabel
        case missingCalculation
        case endWithoutBegin(String)
        case wrongEnd(String, open: String, row: Int)
        case neverEnded(String)
        case tooDeep(limit: Int)
        case unknownRole(String, nearest: String?)
        case undeclaredNamespace(String)
        case badFormID(String)
        case missingVersion
        case badVersion(String)
        case tooManyExpressions(limit: Int)
        case choiceTwice(String, list: String, firstRow: Int)
        case choiceWithSpace(String)
        case choiceWithoutList
        case choiceWithoutName
        case unusedList(String)
        case badTrigger(String)
        /// A type of tier 3: loaded, and answered as text.
        case rareType(String)
        case missingFile(String, nearest: String?)
        /// A column that a file of choices must have.
        case missingFileColumn(String, file: String, nearest: String?)
        case missingTranslation(language: String)
        case unknownAppearance(String, nearest: String?)
        case unknownParameter(String, nearest: String?)
        case badParameter(String, value: String)
        case otherWithFilter
        case badDefault(String, type: String)
        /// A code that the question's list does not have.
        case unknownChoice(String, list: String, nearest: String?)
        /// A number is compared with a text that is none.
        case neverANumber(String, question: String)
        /// A date is compared with a text that is none.
        case neverADate(String, question: String)
        /// Smaller or greater than a text that is neither a number nor a date.
        case neverOrdered(String)
        /// `2026-04-02` without quotes, which is a subtraction.
        case unquotedDate(String, value: String)
        /// A default that a range does not reach.
        case defaultOffScale(String, scale: String)
        /// A step that is 0 or longer than the range.
        case badStep(String, scale: String)
        /// A word in `required` or `readonly` that is neither yes nor no.
        case badCondition(String, column: String)
        case reservedProperty(String)
        case saveToWithoutEntity
        case repeatNameTwice(String, firstRow: Int)
        case languageWithoutTexts(String, nearest: String?)
        /// A language that some columns have, and no column `label`.
        case languageWithoutLabels(String)
        /// A name that a row adds beside its own, and another row's or its own.
        case generatedNameTwice(String, row: Int)
        /// Two lists or files with one name for `instance()`.
        case instanceTwice(String, other: String)
        case emptySurvey
        /// A group without rows, which ODK Validate refuses; `repeat` is only odd.
        case emptyGroup(String)
        /// A `${` without its `}` in a label.
        case unclosedReference
        case seedWithoutRandomize
        /// What stands in `parameters` and is no `name=value`.
        case malformedParameters(String)
        /// A parameter that others need beside them.
        case missingParameter(String)
        /// A second row of settings, which nobody reads.
        case extraSettings
        case auditName(String)
        case missingTrigger(String)
        case missingEntityColumn(String)
        /// Of an entity list or a property.
        case badEntityName(String)
        /// A file of choices that is neither a table nor beside the form.
        case badListFile(String)
        case isXForm
        case openDocument
        /// A character that XML cannot hold, by its number.
        case controlCharacter(String)
        /// A default that ODK takes for an expression, and that is none.
        case looksDynamic(String)
        case expression(ExpressionFault.Kind)
        case definition(DefinitionFault.Kind)
    }

    package let kind: Kind
    package let severity: Severity
    package let file: String
    package let sheet: String?
    /// From 1; the line of a text file.
    package let row: Int?
    /// `C`.
    package let column: String?
    /// As the file spells it: `relevant`, `label::Vietnamese (vi)`.
    package let header: String?
    /// The question, group or choice on the row.
    package let name: String?
    /// The offending text.
    package let text: String?
    /// Letters before the spot in `text` where it goes wrong.
    package let caret: Int?

    /// `ho-tro.md: survey!C14 (relevant) ten`.
    package var place: String {
        var place = file
        if let sheet {
            place += ": \(sheet)!\(column ?? "")\(row.map(String.init) ?? "")"
        } else if let row {
            place += ":\(row)"
        }
        if let header { place += " (\(header))" }
        if let name { place += " \(name)" }
        return place
    }

    /// The offending text with a `^` under the spot; nothing when there is no spot.
    package var caretLines: [String] {
        guard let text, let caret else { return [] }
        let flat = text.printable
        return [flat, String(repeating: " ", count: String(flat.prefix(caret)).columns) + "^"]
    }
}

/// Gathers faults while a form is read.
struct FaultList {
    let file: String
    /// Errors, and as many warnings. More are counted alone: nobody reads them, and a hostile file could fill the
    /// memory with them.
    static let limit = 1_000
    /// Bytes of a text that a fault shows with a caret.
    private static let textLimit = 2 * Expression.lengthLimit
    private(set) var faults: [FormFault] = []
    /// Faults beyond the limit.
    private(set) var unlisted: [FormFault.Severity: Int] = [:]
    private var listed: [FormFault.Severity: Int] = [:]
    var hasError: Bool { listed[.error] != nil }
    /// The column in which tables begin as a spreadsheet program shows the file, from 0: 1 in a .csv, whose first
    /// column names the sheets.
    var firstColumn = 0
    private var known: Set<FormFault> = []
    /// Bytes of expressions that may still be read: each is walked through by several checks.
    var expressionRoom = FaultList.expressionLimit
    static let expressionLimit = 1 << 20
    /// Comparisons that `nearest` may still make; about half a second.
    private var budget = 20_000

    init(file: String) {
        self.file = file
    }

    /// By sheet, then by row, then in the order of finding. `sheets` is the order of the file.
    func sorted(by sheets: [String]) -> [FormFault] {
        let rank = Dictionary(sheets.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let key = { (fault: FormFault) in (fault.sheet.flatMap { rank[$0] } ?? -1, fault.row ?? 0) }
        return faults.enumerated().sorted { a, b in
            let (left, right) = (key(a.element), key(b.element))
            return left == right ? a.offset < b.offset : left < right
        }.map(\.element)
    }

    mutating func add(
        _ kind: FormFault.Kind, _ severity: FormFault.Severity? = nil, sheet: String? = nil, row: Int? = nil,
        column: (position: Int, header: String)? = nil, name: String? = nil, text: String? = nil, offset: Int? = nil
    ) {
        let severity = severity ?? kind.severity
        let text = mayPoint(into: text) ? text : nil
        let caret = offset.flatMap { offset in text.map { Self.letters(in: $0, before: offset) } }
        let name = name.flatMap { $0.isEmpty ? nil : $0 }
        let fault = FormFault(
            kind: kind, severity: severity, file: file, sheet: sheet, row: row,
            column: column.map { columnLetters(firstColumn + $0.position) }, header: column?.header, name: name,
            text: text,
            caret: caret)
        guard listed[severity, default: 0] < Self.limit else { return unlisted[severity, default: 0] += 1 }
        guard known.insert(fault).inserted else { return }
        listed[severity, default: 0] += 1
        faults.append(fault)
    }

    /// Finding spots in long texts, or for faults that nobody sees, is not worth its time.
    func mayPoint(into text: String?) -> Bool {
        text.map { $0.utf8.count <= Self.textLimit } ?? false && faults.count < 2 * Self.limit
    }

    /// Errors that were found and that nobody has kept.
    mutating func leaveOut(errors: Int) {
        if errors > 0 { unlisted[.error, default: 0] += errors }
    }

    /// Which of `candidates` was probably meant. Comparing is dear, so only the first unknown names are compared.
    mutating func nearest(_ name: String, in candidates: some Collection<String>) -> String? {
        guard (2...200).contains(name.utf8.count), candidates.count <= budget else { return nil }
        budget -= candidates.count
        return name.nearest(in: candidates)
    }

    private static func letters(in text: String, before offset: Int) -> Int {
        String(decoding: text.utf8.prefix(offset), as: UTF8.self).count
    }
}
