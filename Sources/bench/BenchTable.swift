/// The rows of one area, printed as they are measured.
final class BenchTable {
    /// What a row must reach.
    enum Bar {
        case within(Duration)
        /// At most so many times an earlier row of this run: machines differ, ratios less.
        case ratio(Double, to: String)
    }

    private var times: [String: Duration] = [:]
    /// How many bars were not reached.
    private(set) var missed = 0

    init(title: String) {
        print("\n" + Self.line(title, "time", "rate", "bar", ""))
    }

    /// Runs `body` `times` times and prints the mean of one run.
    ///
    /// - Parameters:
    ///   - work: How many `unit`s one run gets through, for the rate.
    ///   - bar: What the row must reach; nil for a row that is a baseline or stands beside others.
    @discardableResult
    func row(
        _ name: String, times: Int = 1, work: Int? = nil, unit: String = "", bar: Bar? = nil, _ body: () throws -> Void
    ) rethrows -> Duration {
        let clock = ContinuousClock()
        let start = clock.now
        for _ in 0..<times { try body() }
        let time = (clock.now - start) / times
        add(name, time, work: work, unit: unit, bar: bar)
        return time
    }

    /// A row that was measured elsewhere, such as the time that another program says it took.
    func add(_ name: String, _ time: Duration, work: Int? = nil, unit: String = "", bar: Bar? = nil) {
        times[name] = time
        let rate = work.map { Self.amount(Double($0) / max(1e-9, time.seconds)) + " \(unit)/s" } ?? ""
        let (text, isMet) = judged(time, bar)
        if !isMet { missed += 1 }
        print(Self.line(name, Self.text(time), rate, text, bar == nil ? "" : isMet ? "ok" : "MISSED"))
    }

    /// Any other figure worth a line, such as memory.
    func note(_ name: String, _ value: String) {
        print(Self.line(name, value, "", "", ""))
    }

    /// A figure that must not be greater than `most`.
    func limit(_ name: String, _ value: Int, unit: String, most: Int) {
        if value > most { missed += 1 }
        print(Self.line(name, "\(value) \(unit)", "", "≤ \(most) \(unit)", value > most ? "MISSED" : "ok"))
    }

    private func judged(_ time: Duration, _ bar: Bar?) -> (text: String, isMet: Bool) {
        switch bar {
        case nil: return ("", true)
        case .within(let limit): return ("≤ " + Self.text(limit), time <= limit)
        case .ratio(let most, let other):
            guard let base = times[other] else { preconditionFailure("no row \"\(other)\" before this one") }
            let ratio = time.seconds / max(1e-9, base.seconds)
            return ("\(Self.decimals(ratio, 2)) × \(other) (≤ \(Self.decimals(most, 1)))", ratio <= most)
        }
    }

    // MARK: - Text

    private static func line(_ name: String, _ time: String, _ rate: String, _ bar: String, _ verdict: String) -> String
    {
        let cells = [pad(name, 46), pad(time, 11, right: true), pad(rate, 22, right: true), bar, verdict]
        return cells.joined(separator: "  ")
    }

    private static func pad(_ text: String, _ width: Int, right: Bool = false) -> String {
        let space = String(repeating: " ", count: max(0, width - text.count))
        return right ? space + text : text + space
    }

    private static func text(_ time: Duration) -> String {
        let seconds = time.seconds
        if seconds >= 1 { return decimals(seconds, 2) + " s" }
        if seconds >= 1e-3 { return decimals(seconds * 1e3, 1) + " ms" }
        return decimals(seconds * 1e6, 1) + " µs"
    }

    private static func amount(_ number: Double) -> String {
        if number >= 1e6 { return decimals(number / 1e6, 2) + " M" }
        return number >= 1e4 ? decimals(number / 1e3, 0) + " k" : decimals(number, 0)
    }

    static func decimals(_ number: Double, _ places: Int) -> String {
        let scale = (0..<places).reduce(1.0) { scale, _ in scale * 10 }
        let whole = Int((number * scale).rounded())
        guard places > 0 else { return String(whole) }
        let digits = String(whole % Int(scale))
        return "\(whole / Int(scale))." + String(repeating: "0", count: places - digits.count) + digits
    }
}

extension Duration {
    var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
