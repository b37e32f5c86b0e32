internal import Foundation

extension FunctionTable {
    static let numberFunctions: [Function] = [
        Function("number", 1...1, "number(x)") { call throws(EvaluationError) in .number(try call.number(0)) },
        Function("int", 1...1, "int(x)") { call throws(EvaluationError) in
            .number(try call.number(0).rounded(.towardZero))
        },
        // 53 random bits, as much as a double between 0 and 1 holds.
        Function("random", 0...0, "random()") { call throws(EvaluationError) in
            let bits = call.evaluator.surroundings.randomBytes(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            return .number(Double(bits >> 11) / 9_007_199_254_740_992)
        },
        // Blanks are left out, as in JavaRosa; XPath 1.0 would give NaN.
        Function("sum", 1...1, "sum(nodeset)") { call throws(EvaluationError) in
            .number(try numbers(call).reduce(0, +))
        },
        // JavaRosa's max of negative numbers is 4.9e-324, a plain bug that is not followed.
        Function("max", 1...many, "max(nodeset) or max(a, b, …)") { call throws(EvaluationError) in
            .number(try numbers(call).max() ?? .nan)
        },
        Function("min", 1...many, "min(nodeset) or min(a, b, …)") { call throws(EvaluationError) in
            .number(try numbers(call).min() ?? .nan)
        },
        Function("round", 1...2, "round(x, places?)") { call throws(EvaluationError) in
            let number = try call.number(0)
            guard call.count == 2 else { return .number((number + 0.5).rounded(.down)) }
            let places = try call.number(1)
            guard abs(places) <= 30 else { throw call.bad(NumberText.write(places)) }
            let scale = pow(10, abs(places.rounded(.towardZero)))
            let scaled = places < 0 ? number / scale : number * scale
            let whole = (scaled + 0.5).rounded(.down)
            return .number(places < 0 ? whole * scale : whole / scale)
        },
        function("floor", "floor(x)") { $0.rounded(.down) },
        function("ceiling", "ceiling(x)") { $0.rounded(.up) },
        function("abs", "abs(x)") { abs($0) },
        function("sqrt", "sqrt(x)") { $0.squareRoot() },
        function("log", "log(x)") { log($0) },
        function("log10", "log10(x)") { log10($0) },
        function("exp", "exp(x)") { exp($0) },
        function("exp10", "exp10(x)") { pow(10, $0) },
        function("sin", "sin(x)") { sin($0) },
        function("cos", "cos(x)") { cos($0) },
        function("tan", "tan(x)") { tan($0) },
        function("asin", "asin(x)") { asin($0) },
        function("acos", "acos(x)") { acos($0) },
        function("atan", "atan(x)") { atan($0) },
        Function("atan2", 2...2, "atan2(y, x)") { call throws(EvaluationError) in
            .number(atan2(try call.number(0), try call.number(1)))
        },
        Function("pow", 2...2, "pow(x, power)") { call throws(EvaluationError) in
            .number(pow(try call.number(0), try call.number(1)))
        },
        Function("pi", 0...0, "pi()") { _ throws(EvaluationError) in .number(.pi) },
    ]

    private static func function(
        _ name: String, _ signature: String, _ body: @escaping @Sendable (Double) -> Double
    ) -> Function {
        Function(name, 1...1, signature) { call throws(EvaluationError) in .number(body(try call.number(0))) }
    }

    /// All arguments' numbers without blanks.
    private static func numbers(_ call: Call) throws(EvaluationError) -> [Double] {
        var numbers: [Double] = []
        for value in try call.expanded() {
            let number = try value.number()
            if !number.isNaN { numbers.append(number) }
        }
        return numbers
    }
}
