/// One row of the function table.
struct Function: Sendable {
    /// Where the function is described.
    enum Source: Sendable {
        /// ODK XForms specification, "XPath functions"; where engines differ, JavaRosa 5.1.
        case odk
        /// In JavaRosa, and not in the specification.
        case javaRosa
        /// XPath 1.0 §4, with ODK's conversions.
        case xpath
        /// Community Health Toolkit, "XPath extension functions".
        case cht
    }

    let source: Source
    let name: String
    let arity: ClosedRange<Int>
    /// As the documentation writes it.
    let signature: String
    let body: @Sendable (Call) throws(EvaluationError) -> Value

    /// JavaRosa lacks it, as ODK Validate says.
    var isOnlyHere: Bool { source == .cht || Self.unknownToJavaRosa.contains(name) }
    private static let unknownToJavaRosa: Set<String> = [
        "floor", "ceiling", "last", "name", "local-name", "substring",
    ]

    init(
        _ source: Source, _ name: String, _ arity: ClosedRange<Int>, _ signature: String,
        _ body: @escaping @Sendable (Call) throws(EvaluationError) -> Value
    ) {
        self.source = source
        self.name = name
        self.arity = arity
        self.signature = signature
        self.body = body
    }
}

/// A call being evaluated. Arguments are evaluated when the function asks for them: `if` takes only one branch.
struct Call {
    let evaluator: Evaluator
    let arguments: [Expression.Node]
    let scope: Evaluator.Scope
    let row: Int

    var count: Int { arguments.count }

    func value(_ index: Int) throws(EvaluationError) -> Value {
        try evaluator.value(of: arguments[index], in: scope)
    }

    func string(_ index: Int) throws(EvaluationError) -> String { try value(index).string() }
    func number(_ index: Int) throws(EvaluationError) -> Double { try value(index).number() }
    func boolean(_ index: Int) throws(EvaluationError) -> Bool { try value(index).boolean() }

    func nodes(_ index: Int) throws(EvaluationError) -> [Element] {
        guard case .nodeset(let nodes) = try value(index) else {
            throw .notANodeset(function: FunctionTable.rows[row].name)
        }
        return nodes
    }

    /// All arguments from `first` on, nodesets as the values in them.
    func expanded(from first: Int = 0) throws(EvaluationError) -> [Value] {
        var values: [Value] = []
        for index in first..<max(first, count) {
            let value = try value(index)
            if case .nodeset(let nodes) = value { values += nodes.map(\.value) } else { values.append(value) }
        }
        return values
    }

    func bad(_ text: String) -> EvaluationError {
        .badArgument(function: FunctionTable.rows[row].name, text)
    }
}

/// The functions of the ODK language, a family a file.
enum FunctionTable {
    /// More arguments than a form can write.
    static let many = Expression.lengthLimit

    static let rows: [Function] =
        stringFunctions + digestFunctions + logicFunctions + numberFunctions + nodeFunctions + repeatFunctions
        + dateFunctions + calendarFunctions + selectFunctions + textFunctions + geoFunctions

    static let index: [String: Int] = Dictionary(uniqueKeysWithValues: rows.enumerated().map { ($1.name, $0) })

    /// In ODK, and not here.
    static let later: Set<String> = ["extract-signed", "geofence", "intersects", "property", "depend"]
}
