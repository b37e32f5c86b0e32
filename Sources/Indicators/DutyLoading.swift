import Base

extension ReportingDuty {
    static let keys = [
        "every", "month", "before_day", "day", "before", "on", "time", "about", "to", "line", "from", "cutoff",
        "assumption", "doubts",
    ]

    fileprivate enum Every: String, CaseIterable {
        case month
        case quarter
        case year
        case once
        case asNeeded = "as_needed"
    }

    private enum Closing: String, CaseIterable {
        case calendar
        case nd09

        var cutoff: Cutoff { self == .nd09 ? .nd09 : .calendar }
    }

    init(_ map: YAMLMap) {
        let every = map.choice("every", Every.self)
        rhythm =
            switch every {
            case .month: .month
            case .quarter: .quarter(month: map.optionalInt("month", in: 1...3) ?? 3)
            case .year: .year
            case .once: .once
            case .asNeeded, nil: .asNeeded
            }
        deadline = every.map { Self.deadline($0, map) } ?? .unset
        about = map.optionalBilingual("about") ?? (every ?? .asNeeded).report
        to = map.text("to")
        line = map.int("line", in: 1...1_000_000)
        from = map.optionalDate("from")
        cutoff = map.has("cutoff") ? map.choice("cutoff", Closing.self)?.cutoff : nil
        assumption = map.optionalBilingual("assumption")
        doubts = map.optionalTexts("doubts") ?? []
    }

    /// Months and quarters have a day, years and single duties a date; whatever else is said is a fault.
    private static func deadline(_ every: Every, _ map: YAMLMap) -> Deadline {
        let (days, dates) = (["before_day", "day"], ["before", "on"])
        let (allowed, refused) =
            switch every {
            case .month, .quarter: (days, dates)
            case .year, .once: (dates, days)
            case .asNeeded: ([], days + dates)
            }
        for key in refused + (every == .quarter ? [] : ["month"]) where map.has(key) {
            map.note(.deadlineMismatch(every: every.rawValue, key: key), at: key)
        }
        let given = allowed.filter(map.has)
        for other in given.dropFirst() { map.note(.keysExclude(other, given[0]), at: other) }
        guard let key = given.first else {
            if map.has("time") { map.note(.deadlineMismatch(every: every.rawValue, key: "time"), at: "time") }
            return .unset
        }
        if map.has("time"), key.hasPrefix("before") { map.note(.keysExclude("time", key), at: "time") }
        let bound: Bound = key.hasPrefix("before") ? .before : time(map) ?? .through
        if days.contains(key) { return .day(map.int(key, in: 1...31), bound) }
        return map.date(key).map { .date($0, bound) } ?? .unset
    }

    private static func time(_ map: YAMLMap) -> Bound? {
        guard map.has("time") else { return nil }
        let text = map.text("time")
        let parts = text.utf8.split(separator: 0x3A, omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.count == 2 }), let hour = decimal(parts[0]), hour < 24,
            let minute = decimal(parts[1]), minute < 60
        else {
            if !text.isEmpty { map.note(.notTime("time", text), at: "time") }
            return nil
        }
        return .time(hour * 3600 + minute * 60)
    }
}

extension ReportingDuty.Every {
    /// What is due when the plan says no more than "report".
    fileprivate var report: Bilingual {
        switch self {
        case .month: Bilingual("báo cáo tháng", "monthly report")
        case .quarter: Bilingual("báo cáo quý", "quarterly report")
        case .year: Bilingual("báo cáo năm", "yearly report")
        case .once: Bilingual("báo cáo", "report")
        case .asNeeded: Bilingual("báo cáo khi được yêu cầu", "report on request")
        }
    }
}
