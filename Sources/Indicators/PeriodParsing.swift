package import Base

/// What a user wrote for `--period` or `--cutoff` and cannot be meant.
package enum PeriodError: Error, Hashable, Sendable {
    case unreadablePeriod(String)
    case noSuchMonth(String)
    case monthsReversed(String)
    case unreadableCutoff(String)
    case cutoffReversed(String)
}

extension Period {
    /// `2026-06`, `2026-Q2`, `2026` or `2026-04..2026-06`, cut as `cutoff` says.
    package init(parsing text: String, cutoff: Cutoff) throws(PeriodError) {
        self.init(try Span(parsing: text), cutoff: cutoff)
    }
}

extension Period.Span {
    package init(parsing text: String) throws(PeriodError) {
        let parts = text.components(separatedBy: "..")
        if parts.count == 2 {
            let from = try Period.Month(parsing: parts[0], in: text)
            let to = try Period.Month(parsing: parts[1], in: text)
            guard from <= to else { throw .monthsReversed(text) }
            self = from == to ? .month(year: from.year, month: from.month) : .months(from: from, to: to)
            return
        }
        let bytes = Array(text.utf8)
        if bytes.count == 4, let year = reportYear(bytes) {
            self = .year(year)
        } else if bytes.count == 7, bytes[5] == 0x51 || bytes[5] == 0x71, bytes[4] == 0x2D,
            let year = reportYear(bytes[..<4]), (0x31...0x34).contains(bytes[6])
        {
            self = .quarter(year: year, quarter: Int(bytes[6] - 0x30))
        } else {
            let month = try Period.Month(parsing: text, in: text)
            self = .month(year: month.year, month: month.month)
        }
    }
}

extension Period.Month {
    fileprivate init(parsing part: String, in text: String) throws(PeriodError) {
        let bytes = Array(part.utf8)
        guard bytes.count == 7, bytes[4] == 0x2D, let year = reportYear(bytes[..<4]), let month = decimal(bytes[5...])
        else { throw .unreadablePeriod(text) }
        guard (1...12).contains(month) else { throw .noSuchMonth(text) }
        self.init(year: year, month: month)
    }
}

/// From 1900, so that a month before it always exists.
private func reportYear(_ bytes: some Collection<UInt8>) -> Int? {
    decimal(bytes).flatMap { $0 >= 1900 ? $0 : nil }
}

extension Cutoff {
    /// `calendar`, `nd09`, or two dates `DATE..DATE`, each `2026-05-11` or `11/05/2026`.
    package init(parsing text: String) throws(PeriodError) {
        switch text {
        case "calendar": self = .calendar
        case "nd09": self = .nd09
        default:
            let parts = text.components(separatedBy: "..")
            guard parts.count == 2, let first = CivilDate(written: parts[0]),
                let last = CivilDate(written: parts[1])
            else {
                throw .unreadableCutoff(text)
            }
            guard first <= last else { throw .cutoffReversed(text) }
            self = .dates(first, last)
        }
    }
}

extension CivilDate {
    /// `2026-05-11`, `11/05/2026`, `1/5/2026`, `11.5.2026` or `11-05-2026`.
    package init?(written text: String) {
        if let date = CivilDate(iso: text) {
            self = date
            return
        }
        let separator = text.utf8.first { !(0x30...0x39).contains($0) } ?? 0x2F
        let parts = text.utf8.split(separator: separator, omittingEmptySubsequences: false)
        guard [0x2F, 0x2E, 0x2D].contains(separator), parts.count == 3, parts[0].count <= 2, parts[1].count <= 2,
            parts[2].count == 4, let day = decimal(parts[0]), let month = decimal(parts[1]),
            let year = decimal(parts[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }
}

extension String {
    fileprivate func components(separatedBy separator: String) -> [String] {
        split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }
}
