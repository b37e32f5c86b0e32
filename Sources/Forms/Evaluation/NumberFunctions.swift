internal import Foundation

extension FunctionTable {
    static let numberFunctions: [Function] = [
        Function(.xpath, "number", 1...1, "number(x)") { call throws(EvaluationError) in .number(try call.number(0)) },
        Function(.odk, "int", 1...1, "int(x)") { call throws(EvaluationError) in
            .number(try call.number(0).rounded(.towardZero))
        },
        // 53 random bits, as much as a double between 0 and 1 holds.
        Function(.odk, "random", 0...0, "random()") { call throws(EvaluationError) in
            let bits = call.evaluator.surroundings.randomBytes(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            return .number(Double(bits >> 11) / 9_007_199_254_740_992)
        },
        // Blanks are left out, as in JavaRosa; XPath 1.0 would give NaN.
        Function(.xpath, "sum", 1...1, "sum(nodeset)") { call throws(EvaluationError) in
            var sum = 0.0
            for node in try call.nodes(0) where !node.number.isNaN { sum += node.number }
            return .number(sum)
        },
        // JavaRosa's max of negative numbers is 4.9e-324, a plain bug that is not followed.
        Function(.odk, "max", 1...many, "max(nodeset) or max(a, b, …)") { call throws(EvaluationError) in
            .number(try numbers(call).max() ?? .nan)
        },
        Function(.odk, "min", 1...many, "min(nodeset) or min(a, b, …)") { call throws(EvaluationError) in
            .number(try numbers(call).min() ?? .nan)
        },
        // Half goes up, in decimal digits: 1.005 to two places is 1.01. Places that are no number count as 0.
        Function(.odk, "round", 1...2, "round(x, places?)") { call throws(EvaluationError) in
            let number = try call.number(0)
            guard call.count == 2 else { return .number((number + 0.5).rounded(.down)) }
            let places = try call.number(1).rounded(.towardZero)
            guard number.isFinite, !places.isNaN else { return .number((number + 0.5).rounded(.down)) }
            guard abs(places) <= 30 else { throw call.bad(NumberText.write(places)) }
            let whole = (NumberText.shifted(number, by: Int(places)) + 0.5).rounded(.down)
            return .number(NumberText.shifted(whole, by: -Int(places)))
        },
        function(.xpath, "floor", "floor(x)") { $0.rounded(.down) },
        function(.xpath, "ceiling", "ceiling(x)") { $0.rounded(.up) },
        function(.odk, "abs", "abs(x)") { abs($0) },
        function(.odk, "sqrt", "sqrt(x)") { $0.squareRoot() },
        function(.odk, "log", "log(x)") { log($0) },
        function(.odk, "log10", "log10(x)") { log10($0) },
        function(.odk, "exp", "exp(x)") { exp($0) },
        function(.odk, "exp10", "exp10(x)") { pow(10, $0) },
        function(.odk, "sin", "sin(x)") { sin($0) },
        function(.odk, "cos", "cos(x)") { cos($0) },
        function(.odk, "tan", "tan(x)") { tan($0) },
        function(.odk, "asin", "asin(x)") { asin($0) },
        function(.odk, "acos", "acos(x)") { acos($0) },
        function(.odk, "atan", "atan(x)") { atan($0) },
        Function(.odk, "atan2", 2...2, "atan2(y, x)") { call throws(EvaluationError) in
            .number(atan2(try call.number(0), try call.number(1)))
        },
        Function(.odk, "pow", 2...2, "pow(x, power)") { call throws(EvaluationError) in
            .number(pow(try call.number(0), try call.number(1)))
        },
        Function(.odk, "pi", 0...0, "pi()") { _ throws(EvaluationError) in .number(.pi) },
    ]

    private static func function(
        _ source: Function.Source, _ name: String, _ signature: String,
        _ body: @escaping @Sendable (Double) -> Double
    ) -> Function {
        Function(source, name, 1...1, signature) { call throws(EvaluationError) in .number(body(try call.number(0))) }
    }

    /// All arguments' numbers without blanks.
    private static func numbers(_ call: Call) throws(EvaluationError) -> [Double] {
        var numbers: [Double] = []
        for index in 0..<call.count {
            let value = try call.value(index)
            if case .nodeset(let nodes) = value {
                for node in nodes where !node.number.isNaN { numbers.append(node.number) }
            } else {
                let number = try value.number()
                if !number.isNaN { numbers.append(number) }
            }
        }
        return numbers
    }
}
