/// One thing to show or to ask while a record is filled.
package enum Step: Hashable, Sendable {
    /// The heading of a group with a label.
    case group(Place)
    /// The heading of a row of a repeat.
    case row(Place)
    /// A text to read: a `note`, or a question that is read-only now.
    case note(Place)
    case question(Place)
    /// "Add one more?", after the rows there are. The place is the repeat's, without a row.
    case addRow(Place, rows: Int)

    package var place: Place {
        switch self {
        case .group(let place), .row(let place), .note(let place), .question(let place), .addRow(let place, _): place
        }
    }
}

extension Form {
    /// "Add one more?" comes after all rows.
    func order(of step: Step) -> [Int] {
        if case .addRow(let place, _) = step { return order(of: place) + [.max] }
        return order(of: step.place)
    }
}
