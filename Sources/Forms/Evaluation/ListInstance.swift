internal import Base

/// A choice list or an external file as expressions see it: `instance('id')/root/item`.
///
/// A row becomes an element only when a path reaches it, and equality with a column is looked up, so that a file of
/// 100,000 rows costs what is asked of it. Not Sendable: one evaluator owns it.
final class ListInstance {
    private enum Rows {
        case choices(ChoiceList, Tongue)
        case table(ExternalTable)
    }

    /// What `instance()` gives: the document above `root`.
    let document = Element(name: "")
    private let top = Element(name: "root")
    private let rows: Rows
    let id: String
    private let columns: [String]
    private var elements: [Element?]
    private var all: [Element]?
    private var textIndexes: [String: [String: [Int]]] = [:]
    private var numberIndexes: [String: [Double: [Int]]] = [:]
    private var searchKeys: [String: [String]] = [:]

    convenience init(_ list: ChoiceList, tongue: Tongue) {
        self.init(.choices(list, tongue), id: list.name, count: list.choices.count, columns: list.columnNames)
    }

    convenience init(_ table: ExternalTable, id: String) {
        self.init(.table(table), id: id, count: table.count, columns: table.columns)
    }

    private init(_ rows: Rows, id: String, count: Int, columns: [String]) {
        self.rows = rows
        self.id = id
        self.columns = columns
        elements = [Element?](repeating: nil, count: count)
        document.append(top)
        top.list = self
    }

    var count: Int { elements.count }

    /// Blank for a column that is not there.
    func cell(_ row: Int, _ column: String) -> String {
        switch rows {
        case .table(let table): table[row, column]
        case .choices(let list, let tongue):
            switch column {
            case "name": list.choices[row].name
            case "label": list.choices[row].label[tongue]
            case "itextId": "\(id)-\(row)"
            default: list.choices[row].columns[column] ?? ""
            }
        }
    }

    /// The label in another language than the instance's; of a file its only one.
    func label(_ row: Int, _ column: String, _ tongue: Tongue) -> String {
        guard case .choices(let list, _) = rows else { return cell(row, column) }
        return list.choices[row].label[tongue]
    }

    // MARK: - Elements

    func item(_ row: Int) -> Element {
        if let known = elements[row] { return known }
        let item = Element(name: "item")
        for column in columns {
            let text = cell(row, column)
            if !text.isEmpty || column == "name" { item.append(Element(name: column, text: text)) }
        }
        item.adopt(asParent: top)
        elements[row] = item
        return item
    }

    var items: [Element] {
        if let all { return all }
        let made = (0..<count).map { item($0) }
        all = made
        return made
    }

    // MARK: - Looking up

    /// The rows whose cell equals the value, in order; nil when equality with such a value cannot be looked up.
    func rows(where column: String, equal value: Value) -> [Int]? {
        switch value {
        case .string(let text): return textIndex(column)[text] ?? []
        case .number(let number): return number.isNaN ? [] : numberIndex(column)[number] ?? []
        case .boolean, .nodeset: return nil
        }
    }

    private func textIndex(_ column: String) -> [String: [Int]] {
        if let known = textIndexes[column] { return known }
        var index: [String: [Int]] = [:]
        index.reserveCapacity(count)
        for row in 0..<count { index[cell(row, column), default: []].append(row) }
        textIndexes[column] = index
        return index
    }

    private func numberIndex(_ column: String) -> [Double: [Int]] {
        if let known = numberIndexes[column] { return known }
        var index: [Double: [Int]] = [:]
        for row in 0..<count {
            let number = NumberText.read(cell(row, column))
            if !number.isNaN { index[number, default: []].append(row) }
        }
        numberIndexes[column] = index
        return index
    }

    /// The cells of a column for looking up what was typed without marks.
    func searchKeys(_ column: String) -> [String] {
        if let known = searchKeys[column] { return known }
        let keys = (0..<count).map { cell($0, column).searchKey }
        searchKeys[column] = keys
        return keys
    }
}
