/// A number with two decimals, in hundredths: 9692 is 96,92.
package struct Hundredths: Hashable, Comparable, Sendable {
    package let value: Int

    package init(_ value: Int) {
        self.value = value
    }

    package static func < (a: Hundredths, b: Hundredths) -> Bool {
        a.value < b.value
    }
}

extension Ratio {
    /// Percent with two decimals, halves away from zero; nil over nothing.
    package var percent: Hundredths? {
        whole == 0 ? nil : Hundredths(rounded(part * 10_000, by: whole))
    }

    /// Percentage points above (or, negative, below) the target, rounded once at the end.
    package func gap(to target: TargetValue) -> Hundredths? {
        guard whole != 0 else { return nil }
        let numerator = part * 100 * target.scale - target.units * whole
        return Hundredths(rounded(numerator * 100, by: whole * target.scale))
    }

    /// Whether the two differ by a percentage point or more, unrounded; over nothing they do not.
    func isAPointAway(from other: Ratio) -> Bool {
        let product = whole * other.whole
        return product > 0 && abs(part * other.whole - other.part * whole) * 100 >= product
    }

    /// Whether the percentage, unrounded, meets the target: 94,996 does not meet 95.
    package func meets(_ comparison: Target.Comparison, _ target: TargetValue) -> Bool {
        let difference = part * 100 * target.scale - target.units * whole
        return comparison.holds(for: difference)
    }

    /// The Wilson 95 % interval, in hundredths of a percent; nil over nothing.
    ///
    /// Source: Wilson, "Probable inference, the law of succession, and statistical inference", 1927.
    package var interval: Interval? {
        guard whole > 0 else { return nil }
        let z = 1.959963984540054
        let n = Double(whole)
        let p = Double(part) / n
        let middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        let half = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
        return Interval(
            low: Hundredths(Int((max(0, middle - half) * 10_000).rounded())),
            high: Hundredths(Int((min(1, middle + half) * 10_000).rounded())))
    }
}

/// Both ends in percent.
package struct Interval: Hashable, Sendable {
    package let low: Hundredths
    package let high: Hundredths
}

extension Target.Comparison {
    /// Whether a value that lies `difference` above the target meets it.
    package func holds(for difference: Int) -> Bool {
        switch self {
        case .atLeast: difference >= 0
        case .moreThan: difference > 0
        case .exactly: difference == 0
        case .atMost: difference <= 0
        case .lessThan: difference < 0
        case .none: false
        }
    }
}

/// Nearest whole number, halves away from zero; `divisor` is positive.
func rounded(_ number: Int, by divisor: Int) -> Int {
    let half = (2 * number.magnitude + divisor.magnitude) / (2 * divisor.magnitude)
    return number < 0 ? -Int(half) : Int(half)
}
