internal import Base
internal import Forms

/// Checks across the form that need no evaluation: codes that no list has, answers compared with what they never are,
/// defaults that fit no answer.
extension FormCompiler {
    mutating func checkMeaning(_ items: [Item], lists: [ChoiceList]) {
        var codes = CodeLists(lists: lists, tables: tables)
        var byName: [String: Item] = [:]
        for item in items where byName.updateValue(item, forKey: item.name) != nil { byName[item.name] = nil }
        for (item, entry) in zip(items, survey.entries) where !entry.isAdded {
            checkDefault(item, entry, &codes)
            checkSetValues(of: item, entry)
            for (key, expression) in Self.expressions(of: item) {
                for found in Comparisons(expression).found {
                    let subject = found.isItself ? item : found.name.flatMap { byName[$0] }
                    check(found, subject, key, entry, &codes)
                }
                checkArithmetic(in: expression, of: item, key, entry, byName, &codes)
                checkTimes(in: expression, of: item, key, entry, byName)
                for date in expression.unquotedDates {
                    let kind = FormFault.Kind.unquotedDate(date.text, value: date.value)
                    entry.reader.fault(kind, key, offset: date.offset, &faults)
                }
            }
        }
    }

    /// The `${…}` of cells that no other check reads lead to questions too; pyxform looks at all.
    mutating func checkReferences(_ items: [Item]) {
        let places = Dictionary(grouping: items, by: \.name)
        lazy var known = places.keys.sorted()
        for (sheet, columns) in translated {
            let isSurvey = sheet.name == surveySheet?.name
            for row in sheet.rows {
                for (column, text) in columns.filled(of: row) where text.utf8.contains(0x24) {
                    // Read here, refused by pyxform.
                    if let offset = OutputText.spaced(in: text) {
                        faults.add(.spacedReference, in: sheet.name, row, column.spot, offset: offset)
                    }
                    let isChecked = isSurvey ? Self.checked.contains(column.key) : !Self.shown.contains(column.key)
                    guard !isChecked, isSurvey || sheet.name.lowercased() == "choices" else { continue }
                    for (written, offset) in OutputText.references(in: text) {
                        let name = Expression.Reference(written: written).name
                        let count = (places[name]?.count ?? 0) + (header.metaNames.contains(name) ? 1 : 0)
                        guard count != 1 else { continue }
                        let nearest = faults.nearest(name, in: known)
                        let kind: DefinitionFault.Kind =
                            places[name] == nil ? .unknownReference(name, nearest: nearest) : .ambiguousReference(name)
                        faults.add(.definition(kind), in: sheet.name, row, column.spot, offset: offset)
                    }
                }
            }
        }
    }

    /// Columns of the survey that are read for what they name, or are no place for it.
    private static let checked: Set<String> = [
        "type", "name", "label", "hint", "required", "required_message", "relevant", "constraint", "constraint_message",
        "calculation", "default", "trigger", "readonly", "choice_filter", "repeat_count", "parameters", "role",
    ]

    /// Columns of choices that a person sees.
    private static let shown = Columns.translatable

    private mutating func check(
        _ comparison: Comparisons.Comparison, _ subject: Item?, _ key: String, _ entry: SurveyEntry,
        _ codes: inout CodeLists
    ) {
        let text = comparison.literal
        if comparison.relation == .order, let subject, codes.numbers(of: subject)?.isEmpty == true {
            return entry.reader.fault(
                .neverReckoned(question: subject.name), key, offset: comparison.offset, &faults)
        }
        if let number = comparison.number, comparison.relation == .equality {
            guard let subject, codes.numbers(of: subject)?.contains(number) == false else { return }
            let kind = FormFault.Kind.unknownChoice(text, list: subject.list ?? "", nearest: nil)
            return entry.reader.fault(kind, key, offset: comparison.offset, &faults)
        }
        if comparison.relation != .selected, comparison.number == nil, let kind = Self.mismatch(comparison, subject) {
            return entry.reader.fault(kind, key, offset: comparison.offset, &faults)
        }
        guard let subject, comparison.relation != .order else { return }
        let isWhole = comparison.relation == .equality || codes.codes(of: subject)?.set.contains(text) == true
        for code in isWhole ? [text] : text.words.map(String.init) where !code.isEmpty {
            checkCode(code, subject, key, offset: comparison.offset, entry, &codes)
        }
    }

    /// Numbers and dates are compared as numbers, and so is everything that is smaller or greater.
    private static func mismatch(_ comparison: Comparisons.Comparison, _ subject: Item?) -> FormFault.Kind? {
        let text = comparison.literal
        guard comparison.relation == .order || !text.isEmpty else { return nil }
        let isDate = CivilDate(iso: text) != nil || Instant(iso: text) != nil
        if let subject, !text.isEmpty {
            switch subject.type {
            case let type where type.isNumeric:
                return Double(text) == nil ? .neverANumber(text, question: subject.name) : nil
            case .date, .dateTime, .today, .start, .end:
                let isNumber = comparison.relation == .order && Double(text) != nil
                return isDate || isNumber ? nil : .neverADate(text, question: subject.name)
            case .time: return nil
            default: break
            }
        }
        return comparison.relation == .order && !isDate && Double(text) == nil ? .neverOrdered(text) : nil
    }

    private mutating func checkDefault(_ item: Item, _ entry: SurveyEntry, _ codes: inout CodeLists) {
        guard case .constant(let text)? = item.defaultValue else { return }
        let scale = RangeScale(item.parameters)
        if !item.type.takes(default: text) {
            entry.reader.fault(.badDefault(text, type: entry.type.rawValue), "default", &faults)
        } else if item.type == .range, let number = Double(text), !scale.holds(number) {
            entry.reader.fault(.defaultOffScale(text, scale: scale.text), "default", &faults)
        }
        for code in item.type.takesSeveral ? text.words.map(String.init) : [text] {
            checkCode(code, item, "default", offset: nil, entry, &codes)
        }
    }

    /// That the list of a select has the code.
    private mutating func checkCode(
        _ code: String, _ select: Item, _ key: String, offset: Int?, _ entry: SurveyEntry, _ codes: inout CodeLists
    ) {
        guard let all = codes.codes(of: select), !all.set.contains(code) else { return }
        let nearest = faults.nearest(code, in: all.inOrder)
        let kind = FormFault.Kind.unknownChoice(code, list: select.list ?? "", nearest: nearest)
        entry.reader.fault(kind, key, offset: offset, &faults)
    }
}

/// The codes of selects, by list.
struct CodeLists {
    struct Codes {
        let inOrder: [String]
        let set: Set<String>
    }

    private let lists: [String: ChoiceList]
    private let tables: [String: ExternalTable]
    private var known: [String: Codes] = [:]
    private var numbers: [String: Set<Double>] = [:]

    init(lists: [ChoiceList], tables: [String: ExternalTable]) {
        self.lists = Dictionary(lists.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        self.tables = tables
    }

    /// Those of the codes that are numbers; nil as for `codes(of:)`.
    mutating func numbers(of select: Item) -> Set<Double>? {
        guard let codes = codes(of: select), let key = Self.key(of: select) else { return nil }
        if numbers[key] == nil { numbers[key] = Set(codes.inOrder.map(NumberText.read).filter { !$0.isNaN }) }
        return numbers[key]
    }

    private static func key(of select: Item) -> String? {
        // With `search()` telephones take the codes from another file.
        guard select.type.isSelect, !select.hasSearch, let name = select.list else { return nil }
        return "\(name)/\(select.valueColumn)"
    }

    /// Nil for what is no select, and for a list that is not there or has no choices.
    mutating func codes(of select: Item) -> Codes? {
        guard let key = Self.key(of: select), let name = select.list else { return nil }
        if known[key] == nil {
            let inOrder = read(select, name)
            known[key] = Codes(inOrder: inOrder, set: Set(inOrder))
        }
        return known[key].flatMap { $0.inOrder.isEmpty ? nil : $0 }
    }

    private func read(_ select: Item, _ name: String) -> [String] {
        guard case .file(let file) = select.listSource else { return lists[name]?.choices.map(\.name) ?? [] }
        guard let table = tables[file] else { return [] }
        return (0..<table.count).map { table[$0, select.valueColumn] }
    }
}
