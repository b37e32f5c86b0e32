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
        /// A demand on what nobody is asked.
        case demandOnUnseen(String)
        case endWithoutBegin(String)
        case wrongEnd(String, open: String, row: Int)
        case neverEnded(String)
        case tooDeep(limit: Int)
        case unknownRole(String, nearest: String?)
        case undeclaredNamespace(String)
        case badFormID(String)
        /// The file's name can be no id as it stands.
        case idOfFileName(String)
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
        /// A text in an addition or another arithmetic, which gives nothing then.
        case textInArithmetic(String)
        /// A select whose codes are words is reckoned with, or ordered.
        case neverReckoned(question: String)
        /// A value that ODK does not turn into an answer of the type without this function around it.
        case setUnlike(function: String)
        /// A date is compared with a text that is none.
        case neverADate(String, question: String)
        /// Smaller or greater than a text that is neither a number nor a date.
        case neverOrdered(String)
        /// Times of which telephones take the day alone; `isTime` without a day of their own.
        case dayAlone(isTime: Bool)
        /// `2026-04-02` without quotes, which is a subtraction.
        case unquotedDate(String, value: String)
        /// A default that a range does not reach.
        case defaultOffScale(String, scale: String)
        /// A step that is 0 or longer than the range.
        case badStep(String, scale: String)
        /// A word in `required` or `readonly` that is neither yes nor no.
        case badCondition(String, column: String)
        case reservedProperty(String)
        /// A property that another row of the entity has.
        case propertyTwice(String, row: Int)
        case propertyOfGroup
        case unknownEntityList(String, nearest: String?)
        /// Of several lists one must be named.
        case propertyWithoutList(String, list: String)
        /// Of what an entity is made of stands in repeats apart.
        case entityApart
        case entityWithoutRoom
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
        /// A parameter of a range that no step reaches.
        case offScale(String, scale: String)
        case unlikeAppearance(String, appearance: String)
        /// A code of the list that a range's marks are labelled by.
        case badTick(String, list: String, scale: String)
        /// Of selects in a group that is shown as a table.
        case filterInTable
        case unlikeInTable(String, first: String)
        case needless(String, type: String)
        /// `${ ten }`
        case spacedReference
        case unknownExternalList(String, nearest: String?)
        /// A formula whose result nobody has worked out.
        case uncalculated
        /// Text behind so many blank rows or columns that no reader of XLSForms looks there.
        case afterBlankRows(limit: Int)
        case afterBlankColumns(limit: Int)
        /// `#REF!`
        case errorValue(String)
        /// A row of a file of choices, by its line, that nobody can choose rightly.
        case badFileCode(FileCodes.Flaw, file: String, row: Int)
        /// A spelling of early versions.
        case oldType(String, new: String)
        /// Two columns have a text in one language; the later one is shown.
        case textTwice(other: String)
        case searchSharesList(String, question: String)
        case searchInFile
        /// `public_key` with `omit_instanceID`.
        case encryptedWithoutID
        /// `${ten}` in a setting that nothing replaces.
        case plainReference(String)
        case expression(ExpressionFault.Kind)
        case definition(DefinitionFault.Kind)
    }

    package let kind: Kind
    package let severity: Severity
    package let file: String
    package let sheet: String?
    /// From 1, as a spreadsheet program numbers it; of no sheet the line of a text file.
    package let row: Int?
    /// Of the file, where it differs from the row: cells of .csv may hold several lines.
    package let line: Int?
    /// `C`.
    package let column: String?
    /// As the file spells it: `relevant`, `label::Vietnamese (vi)`.
    package let header: String?
    /// The question, group or choice on the row.
    package let name: String?
    /// The offending text: of a long one the part around the spot, of a blank cell the row around it.
    package let text: String?
    /// Letters before the spot in `text` where it goes wrong.
    package let caret: Int?

    /// `ho-tro.md: survey!C14 (relevant) ten`.
    package var place: String {
        var place = line.map { "\(file):\($0)" } ?? file
        if let sheet {
            place += ": \(sheet)!\(column ?? "")\(row.map(String.init) ?? "")"
        } else if let row {
            place += ":\(row)"
        }
        if let header { place += " (\(header))" }
        if let name { place += " \(name)" }
        return place
    }

    /// The offending text with a `^` under the spot, cut to a line of a terminal; nothing when there is no spot.
    package var caretLines: [String] {
        guard let text, let caret else { return [] }
        var before = String(text.prefix(caret)).printable
        if before.columns > Self.lineWidth / 2 { before = "…" + before.suffix(Self.lineWidth / 2 - 1) }
        let after = String(text.dropFirst(caret).prefix(Self.lineWidth)).printable
        let room = Self.lineWidth - before.columns
        let end = after.columns <= room ? after : after.prefix(columns: room - 1) + "…"
        return [before + end, String(repeating: " ", count: before.columns) + "^"]
    }

    /// Columns that a line with a caret takes, so that it stays one line.
    private static let lineWidth = 74
}
