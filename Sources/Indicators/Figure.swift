package import Base

/// Another agency's figure: an indicator's official value, a baseline or a base population, at a day, with its source.
///
/// The payload of a `_figure` revision. Correcting one is a new revision of the same record; a newer day is a new
/// record, so that the history stays.
package struct Figure: Hashable, Sendable {
    /// The id of an indicator or of a base population of the catalogue.
    package var indicator: String
    /// Two or five digits.
    package var area: String
    /// The day up to which the agency counted ("ngày chốt").
    package var date: CivilDate
    /// For what was counted over a period only, such as the dossiers of a month; nil for a state at `date`.
    package var period: Period.Span?
    /// Of which other level's units in the area it tells, such as a province's wards; nil for the area as its plan means it.
    package var level: Plan.Level?
    /// Nil is missing, which is not zero.
    package var value: DecimalNumber?
    package var numerator: Int?
    package var denominator: Int?
    /// The agency that gave it.
    package var source: String
    /// Number and date of its document, as printed.
    package var document: String?
    package var enteredBy: String
    package var enteredOn: CivilDate
    package var note: String?

    package init(
        indicator: String, area: String, date: CivilDate, source: String, enteredBy: String, enteredOn: CivilDate
    ) {
        self.indicator = indicator
        self.area = area
        self.date = date
        self.source = source
        self.enteredBy = enteredBy
        self.enteredOn = enteredOn
    }

    /// What the record is about, for `RecordID.decision`: `11542 vneid_muc2 2026-03-31`.
    package var subject: String {
        ([area, indicator, date.iso] + [period?.id, level?.rawValue].compactMap { $0 }).joined(separator: " ")
    }

    /// The largest numerator or denominator: ten digits, so that shares never overflow. Larger sums of money are given
    /// in millions.
    package static let largest = 9_999_999_999
}

extension Figure {
    /// How many it counts: the numerator, or a whole value of something that is not a share.
    package func count(isShare: Bool) -> Int? {
        numerator ?? (isShare ? nil : value?.whole)
    }

    /// Both parts over something.
    package var ratio: Ratio? {
        guard let numerator, let denominator, denominator > 0 else { return nil }
        return Ratio(part: numerator, whole: denominator)
    }
}

// MARK: - JSON

extension Figure {
    package var json: JSONObject {
        var object: JSONObject = [
            "indicator": .string(indicator), "area": .string(area), "date": .string(date.iso),
        ]
        object["period"] = period.map { .string($0.id) }
        object["level"] = level.map { .string($0.rawValue) }
        object["value"] = value.map { .number($0.plain) }
        object["numerator"] = numerator.map(JSON.int)
        object["denominator"] = denominator.map(JSON.int)
        object["source"] = .string(source)
        object["document"] = document.map(JSON.string)
        object["entered_by"] = .string(enteredBy)
        object["entered_on"] = .string(enteredOn.iso)
        object["note"] = note.map(JSON.string)
        return object
    }

    /// Keys that it does not know are ignored, so that a newer program may add some; nil when what must be there is
    /// not, or is of another kind.
    package init?(json object: JSONObject) {
        guard let indicator = object["indicator"]?.string, let area = object["area"]?.string,
            let date = object["date"]?.string.flatMap({ CivilDate(iso: $0) }), let source = object["source"]?.string,
            let enteredBy = object["entered_by"]?.string,
            let enteredOn = object["entered_on"]?.string.flatMap({ CivilDate(iso: $0) })
        else { return nil }
        self.init(
            indicator: indicator, area: area, date: date, source: source, enteredBy: enteredBy, enteredOn: enteredOn)
        if let text = object["period"] {
            guard let span = text.string.flatMap(Period.Span.init(lenient:)) else { return nil }
            period = span
        }
        if let text = object["level"] {
            guard let read = text.string.flatMap(Plan.Level.init(rawValue:)) else { return nil }
            level = read
        }
        if let number = object["value"] {
            guard case .number(let digits) = number, let read = DecimalNumber(plain: digits) else { return nil }
            value = read
        }
        for (key, part) in [("numerator", \Figure.numerator), ("denominator", \.denominator)] {
            guard let number = object[key] else { continue }
            guard let whole = number.int, (0...Self.largest).contains(whole) else { return nil }
            self[keyPath: part] = whole
        }
        document = object["document"]?.string
        note = object["note"]?.string
    }
}

extension Period.Span {
    /// Nil instead of the reason.
    init?(lenient text: String) {
        do throws(PeriodError) {
            self = try Period.Span(parsing: text)
        } catch {
            return nil
        }
    }
}
