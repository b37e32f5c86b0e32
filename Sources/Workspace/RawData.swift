package import Archive
package import Base
import Forms
import Ledger
import Store

/// The current records of one form as tables, laid out as ODK Central exports submissions: one table for the records
/// and one for each repeat, joined by `KEY` and `PARENT_KEY`.
package struct RawData: Sendable {
    package let tables: [Table]

    package struct Table: Sendable {
        /// The form's id, then `-` and the repeat's name.
        package let name: String
        package let header: [String]
        package fileprivate(set) var rows: [[String]]
        /// What each column holds: answers to questions of numbers and days are such, codes and keys are texts.
        package let kinds: [Spreadsheet.Cell.Kind]
        fileprivate let columns: [Column]
        /// The repeat; -1 for the records.
        fileprivate let scope: Int
    }

    fileprivate struct Column: Sendable {
        let item: Int
        let key: String
        /// Labels by code, when labels are asked for.
        let labels: [String: String]
    }
}

extension Book {
    /// - Parameter labels: the language of choices and headings; nil for codes and names.
    /// - Parameter personal: whether codes of people, households, businesses and members, years of birth and free texts
    ///   come out too.
    package func rawData(form id: String?, labels: Language?, personal: Bool) throws -> RawData {
        let form = try forms.current(id).form
        var tables = RawData.tables(form, labels: labels, personal: personal)
        try store.read { reader in
            try reader.eachWinner(of: form.id) { revision in
                guard revision.header.operation != .delete, let answers = revision.answers else { return }
                let record = revision.header.record.text
                RawData.add(answers, of: form, scope: -1, key: "uuid:\(record)", parent: nil, to: &tables)
            }
        }
        return RawData(tables: tables)
    }
}

extension RawData {
    private static let personalRoles: Set<Role> = [
        .sessionHousehold, .sessionPerson, .sessionBusiness, .sessionMember, .sessionBirthYear, .localName, .localPhone,
    ]

    /// The empty tables: the records first, then repeats in the order of the form.
    fileprivate static func tables(_ form: Form, labels: Language?, personal: Bool) -> [Table] {
        let scopes = [-1] + form.items.filter { $0.type == .repeat }.map(\.index)
        return scopes.map { scope in
            let items = form.items.filter { item in
                !item.type.isContainer && item.type != .note && form.enclosingRepeat(of: item.index) == scope
                    && item.role != .localName && item.role != .localPhone && (personal || !isPersonal(item))
            }
            let columns = items.map { item in
                Column(item: item.index, key: form.key(of: item.index), labels: self.labels(of: item, form, labels))
            }
            let names = items.map { item in
                labels.map { item.label[$0] }.flatMap { $0.isEmpty ? nil : $0.printable } ?? form.key(of: item.index)
            }
            let name = scope < 0 ? form.id : "\(form.id)-\(form.items[scope].name)"
            return Table(
                name: name, header: names + (scope < 0 ? ["KEY"] : ["PARENT_KEY", "KEY"]), rows: [],
                kinds: items.map { kind(of: $0.type) } + (scope < 0 ? [.text] : [.text, .text]), columns: columns,
                scope: scope)
        }
    }

    /// Free text may hold anything, and so may what is calculated from it; a code of a list may not.
    private static func isPersonal(_ item: Item) -> Bool {
        if let role = item.role { return personalRoles.contains(role) }
        return [.text, .barcode, .calculate, .hidden].contains(item.type) || item.type.isPlace || item.type.isFile
            || item.type.isMetadata
    }

    private static func kind(of type: ItemType) -> Spreadsheet.Cell.Kind {
        switch type {
        case .date, .today: .date
        case .time: .time
        case .dateTime, .start, .end: .dateTime
        default: type.isNumeric ? .number : .text
        }
    }

    private static func labels(of item: Item, _ form: Form, _ language: Language?) -> [String: String] {
        guard let language, item.type.isSelect, let list = form.choices(of: item.index) else { return [:] }
        return Dictionary(list.choices.map { ($0.name, $0.label[language]) }) { a, _ in a }
    }

    /// The record's row, or a row of a repeat, and all rows inside it. Keys: `uuid:…/hanh_dong[1]`.
    fileprivate static func add(
        _ answers: JSONObject, of form: Form, scope: Int, key: String, parent: String?, to tables: inout [Table]
    ) {
        guard let place = tables.firstIndex(where: { $0.scope == scope }) else { return }
        let cells = tables[place].columns.map { $0.text(answers[$0.key]) }
        tables[place].rows.append(cells + [parent, key].compactMap(\.self))
        for inner in form.items where inner.type == .repeat && form.enclosingRepeat(of: inner.index) == scope {
            for (index, row) in (answers[form.key(of: inner.index)]?.array ?? []).enumerated() {
                guard let object = row.object else { continue }
                add(
                    object, of: form, scope: inner.index, key: "\(key)/\(inner.name)[\(index + 1)]", parent: key,
                    to: &tables)
            }
        }
    }
}

extension RawData.Column {
    fileprivate func text(_ answer: JSON?) -> String {
        switch answer {
        case nil, .null?: return ""
        case .bool(let value)?: return value ? "true" : "false"
        case .number(let digits)?: return digits
        case .string(let text)?:
            if let label = labels[text] ?? (labels.isEmpty ? text : nil) { return label }
            return text.split(separator: " ").map { labels[String($0)] ?? String($0) }.joined(separator: "; ")
        case .array(let values)?: return values.compactMap(\.string).map { labels[$0] ?? $0 }.joined(separator: " ")
        case .object?: return ""
        }
    }
}
