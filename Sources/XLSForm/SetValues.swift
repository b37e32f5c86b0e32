internal import Forms

/// Values that ODK's engine sets: defaults, and calculations with a trigger. Unlike other calculations it makes no date of a
/// number there, nor a number of a date; telephones stop, a default's before the form opens.
///
/// Source: JavaRosa, `SetValueAction` and `UncastData`; seen with ODK Validate.
extension Item {
    /// What is set, by the column that it stands in.
    var setValues: [(key: String, expression: Expression)] {
        var values: [(String, Expression)] = []
        if case .dynamic(let expression)? = defaultValue { values.append(("default", expression)) }
        if let calculation, !trigger.isEmpty { values.append(("calculation", calculation)) }
        return values
    }

    /// The function around the expression that makes it a value of the question's type; nil when it may stay as it is.
    func conversion(of expression: Expression) -> String? {
        switch type {
        case .date: expression.root.mayGive(date: false) ? "date" : nil
        case .dateTime, .time: expression.root.mayGive(date: false) ? "date-time" : nil
        case .integer, .decimal, .range: expression.root.mayGive(date: true) ? "number" : nil
        default: nil
        }
    }
}

extension FormCompiler {
    mutating func checkSetValues(of item: Item, _ entry: SurveyEntry) {
        for (key, expression) in item.setValues {
            guard let function = item.conversion(of: expression) else { continue }
            entry.reader.fault(.setUnlike(function: function), key, offset: 0, &faults)
        }
    }
}

extension Expression.Node {
    private static let dates: Set<String> = ["today", "now", "date", "date-time"]
    private static let numbers: Set<String> = [
        "int", "round", "number", "abs", "pow", "sqrt", "max", "min", "sum", "count", "count-selected", "position",
        "string-length", "random", "decimal-date-time", "decimal-time", "difference-in-months",
    ]

    /// Whether it can give a date, or else a number, as far as its outermost parts tell.
    fileprivate func mayGive(date: Bool) -> Bool {
        switch self {
        case .string, .reference, .path: false
        case .number, .negate: !date
        case .chain(_, let links): !date && links[0].operation.isArithmetic
        case .call(let call):
            switch call.name {
            case "if": call.arguments.dropFirst().contains { $0.mayGive(date: date) }
            case "coalesce", "once": call.arguments.contains { $0.mayGive(date: date) }
            default: (date ? Self.dates : Self.numbers).contains(call.name)
            }
        }
    }
}
