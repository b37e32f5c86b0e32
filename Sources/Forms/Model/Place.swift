internal import Base

/// One spot in a record: a question, a group, a repeat, or a row of a repeat.
///
/// Printed and read by `Form.text(of:)` and `Form.place(_:)` as `hanh_dong[2]/muc`, rows counted from 1.
package struct Place: Hashable, Sendable {
    /// Index into `Form.items`.
    package let item: Int
    /// The row of each repeat around the item, outermost first, from 1. One more than that means a row of the item
    /// itself, which is then a repeat.
    package let rows: [Int]

    package init(item: Int, rows: [Int] = []) {
        self.item = item
        self.rows = rows
    }
}

extension Form {
    /// The place as text, made of answer keys: `dong_y`, `hanh_dong`, `hanh_dong[2]`, `hanh_dong[2]/muc`.
    package func text(of place: Place) -> String {
        var rows = place.rows[...]
        var parts: [String] = []
        for ancestor in layout.lineage[place.item].dropLast() where items[ancestor].type == .repeat {
            parts.append("\(layout.keys[ancestor])[\(rows.popFirst() ?? 0)]")
        }
        let row = rows.popFirst().map { "[\($0)]" } ?? ""
        parts.append(layout.keys[place.item] + row)
        return parts.joined(separator: "/")
    }

    /// The place that a text names, whether or not a record has that row; nil when the form has no such place.
    package func place(_ text: String) -> Place? {
        var scope = -1
        var rows: [Int] = []
        var rest = Substring(text.nfc)
        while let bracket = rest.firstIndex(of: "[") {
            guard let close = rest[bracket...].firstIndex(of: "]"),
                let row = Int(rest[rest.index(after: bracket)..<close]), row > 0,
                let found = layout.itemByKey[scope + 1][String(rest[..<bracket])], items[found].type == .repeat
            else { return nil }
            scope = found
            rows.append(row)
            rest = rest[rest.index(after: close)...]
            if rest.isEmpty { return Place(item: found, rows: rows) }
            guard rest.first == "/" else { return nil }
            rest.removeFirst()
        }
        let key = String(rest)
        let group = items.first { $0.type == .group && $0.name == key && layout.enclosingRepeat[$0.index] == scope }
        return (layout.itemByKey[scope + 1][key] ?? group?.index).map { Place(item: $0, rows: rows) }
    }

    /// Sorts places in the order in which a form is asked.
    func order(of place: Place) -> [Int] {
        var rows = place.rows[...]
        var order: [Int] = []
        for ancestor in layout.lineage[place.item].dropLast() where items[ancestor].type == .repeat {
            order += [ancestor, rows.popFirst() ?? 0]
        }
        order.append(place.item)
        if let row = rows.popFirst() { order.append(row) }
        return order
    }
}
