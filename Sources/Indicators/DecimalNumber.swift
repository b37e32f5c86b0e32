import Base

/// A number as an agency gives it, without rounding: `units` / 10^`decimals`.
package struct DecimalNumber: Hashable, Sendable {
    package let units: Int
    /// 0 to 4.
    package let decimals: Int

    package init(_ whole: Int) {
        units = whole
        decimals = 0
    }

    private init(units: Int, decimals: Int) {
        (self.units, self.decimals) = (units, decimals)
    }

    /// Digits, with at most 12 before and 4 after the sign. Nil for anything else.
    private init?(negative: Bool, whole: some Collection<UInt8>, fraction: some Collection<UInt8>) {
        guard whole.count <= 12, fraction.count <= 4, let high = decimal(whole) else { return nil }
        var units = high
        for _ in fraction { units *= 10 }
        if !fraction.isEmpty {
            guard let low = decimal(fraction) else { return nil }
            units += low
        }
        self.units = negative ? -units : units
        decimals = fraction.count
    }

    /// As machines write it: `84.6`, `-3`.
    package init?(plain text: String) {
        let bytes = Array(text.utf8)
        let negative = bytes.first == 0x2D
        let parts = bytes.dropFirst(negative ? 1 : 0).split(separator: 0x2E, omittingEmptySubsequences: false)
        guard parts.count <= 2 else { return nil }
        if parts.count == 2, parts[1].isEmpty { return nil }
        self.init(negative: negative, whole: parts[0], fraction: parts.count == 2 ? parts[1] : [])
    }

    /// As people write it: `84,6`, `84.6`, `1.234,5`, `1.234.567`, `1 234`, `84,6 %`.
    ///
    /// `30.800` is refused: a Vietnamese reads 30800, a spreadsheet may mean 30,8. Of what is counted nobody means 30,8:
    /// there it is 30800, and `30,800` is what is refused.
    package init(typed text: String, isCount: Bool = false) throws(NumberFault) {
        guard let bytes = Self.bare(text) else { throw .notANumber(text) }
        let negative = bytes.first == 0x2D
        let digits = Array(bytes.dropFirst(negative ? 1 : 0))
        let commas = digits.split(separator: 0x2C, omittingEmptySubsequences: false)
        let points = digits.split(separator: 0x2E, omittingEmptySubsequences: false)
        var parsed: DecimalNumber?
        switch (commas.count, points.count) {
        case (1, 1): parsed = DecimalNumber(negative: negative, whole: digits, fraction: [])
        case (2, 1) where !commas[1].isEmpty:
            if isCount, commas[1].count == 3, (1...3).contains(commas[0].count) { throw .commaInCount(text) }
            parsed = DecimalNumber(negative: negative, whole: commas[0], fraction: commas[1])
        case (1, 2) where !points[1].isEmpty:
            if points[1].count == 3, (1...3).contains(points[0].count), points[0].first != 0x30 {
                guard isCount else { throw .thousandsOrDecimals(text) }
                parsed = DecimalNumber(negative: negative, whole: Array(points.joined()), fraction: [])
            } else {
                parsed = DecimalNumber(negative: negative, whole: points[0], fraction: points[1])
            }
        case (1...2, 2...) where commas.count == 1 || !commas[1].isEmpty:
            let groups = commas[0].split(separator: 0x2E, omittingEmptySubsequences: false)
            if (1...3).contains(groups[0].count), groups.dropFirst().allSatisfy({ $0.count == 3 }) {
                let fraction = commas.count == 2 ? Array(commas[1]) : []
                parsed = DecimalNumber(negative: negative, whole: Array(groups.joined()), fraction: fraction)
            }
        default: break
        }
        guard let parsed else { throw .notANumber(text) }
        self = parsed
    }

    /// Without a percent sign behind it and spaces between thousands; nil when spaces stand elsewhere.
    private static func bare(_ text: String) -> [UInt8]? {
        let plain = text.replacing("\u{A0}", with: " ")
        let percent = plain.lastIndex { $0 != " " }.flatMap { plain[$0] == "%" ? $0 : nil }
        let number = plain[..<(percent ?? plain.endIndex)]
        let groups = number.utf8.split(separator: 0x20)
        guard groups.count > 1 else { return groups.first.map(Array.init) }
        let widths = groups.dropFirst().map { group in group.prefix { $0 != 0x2C }.count }
        return widths.allSatisfy { $0 == 3 } ? Array(groups.joined()) : nil
    }

    /// The whole number it is; nil when something stands behind the comma.
    package var whole: Int? {
        units % scale == 0 ? units / scale : nil
    }

    /// With two decimals, halves away from zero.
    package var hundredths: Hundredths { Hundredths(rounded(units * 100, by: scale)) }

    package var scale: Int {
        (0..<decimals).reduce(1) { power, _ in power * 10 }
    }

    /// `84.6`, for machines.
    package var plain: String {
        let magnitude = Int(units.magnitude)
        let fraction = decimals == 0 ? "" : ".\(padded(magnitude % scale, decimals))"
        return "\(units < 0 ? "-" : "")\(magnitude / scale)\(fraction)"
    }

    /// `1.234,6`, for people.
    package var vietnamese: String { text(thousands: ".", decimal: ",") }

    /// `1,234.6`.
    package var english: String { text(thousands: ",", decimal: ".") }

    private func text(thousands: String, decimal: String) -> String {
        let magnitude = Int(units.magnitude)
        let fraction = decimals == 0 ? "" : "\(decimal)\(padded(magnitude % scale, decimals))"
        return "\(units < 0 ? "-" : "")\(grouped(magnitude / scale, by: thousands))\(fraction)"
    }

    /// A fraction as a share in per cent.
    package var timesHundred: DecimalNumber {
        decimals < 2
            ? DecimalNumber(units: units * (decimals == 0 ? 100 : 10), decimals: 0)
            : DecimalNumber(units: units, decimals: decimals - 2)
    }
}

package enum NumberFault: Error, Hashable, Sendable {
    case notANumber(String)
    case thousandsOrDecimals(String)
    /// `21,000` people: decimals that nobody counts, or a thousand in the English way.
    case commaInCount(String)
}
