package import Base

/// What a person types, and how it is stored and shown.
///
/// Stored: integers and decimals with a point, dates `2026-06-01`, times `08:30:00`, date-times with +07:00,
/// codes with spaces between them.
package struct AnswerText {
    /// For "hôm nay" and "bây giờ".
    let now: Instant

    /// The stored form of a typed answer that is not blank; selects are `ChoiceText`'s business.
    func stored(_ typed: String, as type: ItemType) throws(AnswerFault) -> String {
        switch type {
        case .integer:
            guard let text = Self.integer(typed) else { throw .notAnInteger(typed) }
            return text
        case .decimal:
            guard let text = Self.decimal(typed) else { throw .notANumber(typed) }
            return text
        case .date, .today:
            guard let date = date(typed) else { throw .notADate(typed) }
            return date.iso
        case .time:
            let isNow = ["bay gio", "now"].contains(typed.searchKey)
            guard let seconds = isNow ? now.secondsOfDay : Self.time(typed) else { throw .notATime(typed) }
            return Self.clock(seconds)
        case .dateTime, .start, .end:
            guard let moment = moment(typed) else { throw .notADateTime(typed) }
            return moment.iso
        case .geopoint, .geotrace, .geoshape: return try Self.place(typed, as: type)
        case .acknowledge:
            guard ["ok", "co", "yes", "x", "1", "true", "da", "roi"].contains(typed.searchKey) else {
                throw .notAnAcknowledgement(typed)
            }
            return "OK"
        default: return typed
        }
    }

    // MARK: - Numbers

    /// At most 15 digits, so that a double holds them; points or spaces between groups of three are dropped.
    static func integer(_ typed: String) -> String? {
        var text = typed.filter { !$0.isWhitespace }
        if let mark = text.first(where: { $0 == "." || $0 == "," }), let plain = ungrouped(text, by: mark) {
            text = plain
        }
        let digits = text.utf8.first == 0x2D ? text.dropFirst() : text[...]
        guard let value = Base.decimal(digits.utf8), digits.utf8.count <= 15 else { return nil }
        return String(text.utf8.first == 0x2D ? -value : value)
    }

    /// A comma or a point before the fraction; when both stand, the last one is it and the others group thousands, as does
    /// one that stands twice.
    static func decimal(_ typed: String) -> String? {
        var text = typed.filter { !$0.isWhitespace }
        let isNegative = text.hasPrefix("-")
        if isNegative { text.removeFirst() }
        let mark = text.lastIndex { $0 == "." || $0 == "," }
        var whole = mark.map { String(text[..<$0]) } ?? text
        let fraction = mark.map { String(text[text.index(after: $0)...]) } ?? ""
        if let other = whole.first(where: { $0 == "." || $0 == "," }) {
            if mark.map({ text[$0] }) == other {
                guard let plain = ungrouped(text, by: other) else { return nil }
                return decimal((isNegative ? "-" : "") + plain)
            }
            guard let plain = ungrouped(whole, by: other) else { return nil }
            whole = plain
        }
        guard let value = Base.decimal((whole.isEmpty ? "0" : whole).utf8), whole.utf8.count <= 15,
            fraction.utf8.count <= 15, fraction.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            !(whole.isEmpty && fraction.isEmpty)
        else { return nil }
        return (isNegative ? "-" : "") + String(value) + (fraction.isEmpty ? "" : "." + fraction)
    }

    /// `1.234.567` without its points; nil when the groups are not of three digits.
    private static func ungrouped(_ text: String, by mark: Character) -> String? {
        let isNegative = text.hasPrefix("-")
        let groups = text.dropFirst(isNegative ? 1 : 0).split(separator: mark, omittingEmptySubsequences: false)
        guard let first = groups.first, (1...3).contains(first.count), groups.dropFirst().allSatisfy({ $0.count == 3 })
        else { return nil }
        return (isNegative ? "-" : "") + groups.joined()
    }

    // MARK: - Places

    /// Points apart by `;`, each `20.8449 106.6881`, also with a comma between the two, with altitude and accuracy if
    /// known. A shape is closed by its first point.
    private static func place(_ typed: String, as type: ItemType) throws(AnswerFault) -> String {
        var points: [String] = []
        for part in typed.split(separator: ";") {
            guard part.contains(where: { !$0.isWhitespace }) else { continue }
            guard let text = pointText(part), GeoPoint(text) != nil else { throw .notAPlace(typed) }
            points.append(text.split(separator: " ").count == 2 ? text + " 0 0" : text)
        }
        if type == .geoshape, points.count > 2, points[0] != points[points.count - 1] { points.append(points[0]) }
        let wanted = type == .geopoint ? 1...1 : type == .geotrace ? 2...10_000 : 4...10_000
        guard wanted.contains(points.count) else { throw .notAPlace(typed) }
        return points.joined(separator: ";")
    }

    /// Numbers apart by spaces, where a comma inside one is the decimal comma; or by commas, where decimals have a
    /// point. Nil for `10,5` alone: a place must not be guessed.
    private static func pointText(_ part: Substring) -> String? {
        let words = part.split(whereSeparator: \.isWhitespace).map { String($0.last == "," ? $0.dropLast() : $0) }
        if words.count > 1 {
            return words.map { $0.contains(".") ? $0 : $0.replacing(",", with: ".") }.joined(separator: " ")
        }
        guard let word = words.first, word.contains(".") else { return nil }
        return word.split(separator: ",", omittingEmptySubsequences: false).joined(separator: " ")
    }

    // MARK: - Dates and times

    /// `2026-06-01`, `1/6/2026` with `/ - .`, "hôm nay", "hôm qua", "ngày mai", in English too.
    func date(_ typed: String) -> CivilDate? {
        if let iso = CivilDate(iso: typed) { return iso }
        switch typed.searchKey {
        case "hom nay", "today": return now.date
        case "hom qua", "yesterday": return now.date.adding(days: -1)
        case "hom kia": return now.date.adding(days: -2)
        case "ngay mai", "tomorrow": return now.date.adding(days: 1)
        default: break
        }
        let parts = typed.split(omittingEmptySubsequences: false) { "/-.".contains($0) }
        guard parts.count == 3, parts[2].utf8.count == 4, parts[0].utf8.count <= 2, parts[1].utf8.count <= 2,
            let day = Base.decimal(parts[0].utf8), let month = Base.decimal(parts[1].utf8),
            let year = Base.decimal(parts[2].utf8)
        else { return nil }
        return CivilDate(year: year, month: month, day: day)
    }

    /// A month or a year alone is its first day where the question asks for no more.
    /// Source: XLSForm reference, appearances "month-year" and "year".
    static func firstDay(_ typed: String, appearance: [String]) -> String {
        let parts = typed.split { "/-.".contains($0) }.count
        if appearance.contains("year"), parts == 1, Base.decimal(typed.utf8) != nil { return "1/1/" + typed }
        return appearance.contains("month-year") && parts == 2 ? "1/" + typed : typed
    }

    /// Seconds since midnight of `8:30`, `08:30:15`, `8h30`, `8h`, or ODK's `08:30:00.000+07:00`.
    static func time(_ typed: String) -> Int? {
        let text = typed.lowercased().replacing("h", with: ":")
        var parts = text.split(separator: ":", omittingEmptySubsequences: false)
        if parts.count == 2, parts[1].isEmpty { parts[1] = "00" }
        if let plain = clockParts(parts) { return plain }
        return Instant(iso: "1970-01-01T" + typed)?.secondsOfDay
    }

    private static func clockParts(_ parts: [Substring]) -> Int? {
        guard (2...3).contains(parts.count), parts.allSatisfy({ (1...2).contains($0.utf8.count) }) else { return nil }
        let numbers = parts.compactMap { Base.decimal($0.utf8) }
        guard numbers.count == parts.count, numbers[0] < 24, numbers.dropFirst().allSatisfy({ $0 < 60 })
        else { return nil }
        return numbers[0] * 3600 + numbers[1] * 60 + (numbers.count == 3 ? numbers[2] : 0)
    }

    static func clock(_ seconds: Int) -> String {
        "\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
    }

    /// ISO 8601, "bây giờ", or a date and a time in either order; the time alone means today.
    func moment(_ typed: String) -> Instant? {
        if let iso = Instant(iso: typed) { return iso }
        if ["bay gio", "now"].contains(typed.searchKey) { return now }
        var words = typed.split(separator: " ")
        guard let index = words.firstIndex(where: { Self.time(String($0)) != nil }),
            let seconds = Self.time(String(words.remove(at: index)))
        else { return nil }
        let rest = words.joined(separator: " ")
        guard let date = rest.isEmpty ? now.date : date(rest) else { return nil }
        return Instant(date, secondsOfDay: seconds)
    }

    // MARK: - Showing

    /// A stored answer as people write it: dd/MM/yyyy, in Vietnamese a decimal comma.
    package static func shown(_ stored: String, as type: ItemType, _ language: Language) -> String {
        switch type {
        case .decimal, .range: language == .vi ? stored.replacing(".", with: ",") : stored
        case .date, .today: CivilDate(iso: stored)?.vietnamese ?? stored
        case .dateTime, .start, .end: Instant(iso: stored)?.vietnamese ?? stored
        case .time: stored.hasSuffix(":00") ? String(stored.dropLast(3)) : stored
        default: stored
        }
    }
}
