/// A moment, in milliseconds since 1970-01-01T00:00:00Z. Viet Nam keeps +07:00 all year.
package struct Instant: Hashable, Comparable, Sendable {
    package let milliseconds: Int64

    package static let vietnamOffsetMinutes = 7 * 60

    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// Midnight, or `secondsOfDay` after it, of a civil day at +07:00.
    package init(_ date: CivilDate, secondsOfDay: Int) {
        milliseconds = (Int64(date.day) * 86_400 + Int64(secondsOfDay) - Int64(Self.vietnamOffsetMinutes * 60)) * 1000
    }

    /// An ISO 8601 date-time: `2026-04-02T08:17:24+07:00`, with or without seconds, a fraction or an offset.
    ///
    /// Without an offset +07:00 is meant. `Z` and `+0700` are understood. Nil for anything else.
    package init?(iso text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 16, let date = CivilDate(iso: String(decoding: bytes[0..<10], as: UTF8.self)),
            bytes[10] == 0x54 || bytes[10] == 0x20, bytes[13] == 0x3A,
            let hour = decimal(bytes[11..<13]), hour < 24,
            let minute = decimal(bytes[14..<16]), minute < 60
        else { return nil }
        var rest = bytes[16...]
        var second = 0
        var fraction = 0
        if rest.first == 0x3A {
            guard rest.count >= 3, let value = decimal(rest.dropFirst().prefix(2)), value < 60 else { return nil }
            second = value
            rest = rest.dropFirst(3)
            if rest.first == 0x2E {
                let digits = rest.dropFirst().prefix { (0x30...0x39).contains($0) }
                guard !digits.isEmpty, let value = decimal((digits + [0x30, 0x30, 0x30]).prefix(3)) else { return nil }
                fraction = value
                rest = rest.dropFirst(1 + digits.count)
            }
        }
        guard let offset = Self.offset(Array(rest)) else { return nil }
        let local = Int64(date.day) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
        milliseconds = (local - Int64(offset) * 60) * 1000 + Int64(fraction)
    }

    /// Minutes east of Greenwich; +07:00 for an empty text.
    private static func offset(_ bytes: [UInt8]) -> Int? {
        if bytes.isEmpty { return vietnamOffsetMinutes }
        if bytes == [0x5A] { return 0 }
        guard bytes.count >= 3, bytes[0] == 0x2B || bytes[0] == 0x2D, let hours = decimal(bytes[1..<3]), hours <= 14
        else { return nil }
        var rest = bytes[3...]
        if rest.first == 0x3A { rest = rest.dropFirst() }
        guard rest.isEmpty || rest.count == 2, let minutes = rest.isEmpty ? 0 : decimal(rest), minutes < 60
        else { return nil }
        return (bytes[0] == 0x2D ? -1 : 1) * (hours * 60 + minutes)
    }

    /// Seconds since midnight at +07:00, and the day they belong to.
    private var local: (date: CivilDate, seconds: Int, milliseconds: Int) {
        let shifted = milliseconds + Int64(Self.vietnamOffsetMinutes * 60_000)
        let day = Int((shifted >= 0 ? shifted : shifted - 86_399_999) / 86_400_000)
        let rest = Int(shifted - Int64(day) * 86_400_000)
        return (CivilDate(day: day), rest / 1000, rest % 1000)
    }

    /// The civil day at +07:00.
    package var date: CivilDate { local.date }

    /// Seconds since midnight at +07:00, 0 to 86399.
    package var secondsOfDay: Int { local.seconds }

    /// `2026-04-02T08:17:24+07:00`, with milliseconds only when there are any.
    package var iso: String {
        let (date, seconds, milliseconds) = local
        let fraction = milliseconds == 0 ? "" : ".\(padded(milliseconds, 3))"
        return "\(date.iso)T\(clock(seconds, withSeconds: true))\(fraction)+07:00"
    }

    /// `02/04/2026 08:17`, for people.
    package var vietnamese: String {
        let (date, seconds, _) = local
        return "\(date.vietnamese) \(clock(seconds, withSeconds: false))"
    }

    private func clock(_ seconds: Int, withSeconds: Bool) -> String {
        let hourAndMinute = "\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2))"
        return withSeconds ? "\(hourAndMinute):\(padded(seconds % 60, 2))" : hourAndMinute
    }

    package static func < (a: Instant, b: Instant) -> Bool {
        a.milliseconds < b.milliseconds
    }
}
