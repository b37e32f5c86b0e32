internal import Base
internal import Forms

/// What the column `parameters` may hold, by the type of the question.
///
/// Source: pyxform 4.5, `xls2json.py` and `validators/pyxform/question_types`.
extension FormCompiler {
    mutating func checkParameters(_ type: QuestionType, _ list: TypeCell.ListSource?, _ reader: RowReader) {
        var known = type.parameters
        if case .file? = list {} else { known.subtract(["value", "label"]) }
        let (pairs, stray) = reader.parameters
        if let stray { reader.fault(.malformedParameters(stray), "parameters", &faults) }
        for (name, value) in pairs.sorted(by: { $0.key < $1.key }) {
            guard known.contains(name) else {
                let nearest = faults.nearest(name, in: known.sorted())
                // pyxform looks at the parameters of types that have some.
                let kind = FormFault.Kind.unknownParameter(name, nearest: nearest)
                reader.fault(kind, as: known.isEmpty ? .warning : .error, "parameters", &faults)
                continue
            }
            if !Self.isParameter(name, value, type) {
                reader.fault(.badParameter(name, value: value), "parameters", &faults)
            }
        }
        switch type {
        case .range: checkRange(pairs, reader)
        case .audit: checkLocation(pairs, reader)
        case .geopoint, .geotrace, .geoshape: checkGeometry(pairs, reader)
        case .selectOne, .selectMultiple, .rank:
            guard pairs["seed"] != nil, pairs["randomize"] == nil else { return }
            reader.fault(.seedWithoutRandomize, "parameters", &faults)
        default: break
        }
    }

    private static func isParameter(_ name: String, _ value: String, _ type: QuestionType) -> Bool {
        switch name {
        case "tick_interval", "placeholder", "capture-accuracy", "warning-accuracy": decimal(value) != nil
        case "rows", "max-pixels": Int(value) != nil
        case "randomize", "track-changes", "identify-user", "allow-mock-accuracy":
            ["true", "false"].contains(value.lowercased())
        case "incremental": FormCompiler.isYes(value)
        case "quality":
            ["voice-only", "low", "normal"].contains(value) || value == "external" && type == .audio
        case "app": isPackage(value)
        case "value", "label": SiblingNames.isName(value)
        case "track-changes-reasons": value == "on-form-edit"
        case "location-priority": ["no-power", "low-power", "balanced", "high-accuracy"].contains(value)
        case "location-min-interval", "location-max-age": Int(value).map { $0 >= 0 } ?? false
        default: true
        }
    }

    private static func decimal(_ text: String) -> Double? {
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) || [0x2B, 0x2D, 0x2E, 0x45, 0x65].contains($0) })
        else { return nil }
        return Double(text).flatMap { $0.isFinite ? $0 : nil }
    }

    /// Of an Android application: `org.odk.draw`.
    private static func isPackage(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: 0x2E, omittingEmptySubsequences: false)
        let isLetter = { (byte: UInt8) in (0x41...0x5A).contains(byte & 0xDF) }
        return parts.count > 1
            && parts.allSatisfy { part in
                part.first.map(isLetter) ?? false
                    && part.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
            }
    }

    // MARK: - Places

    private mutating func checkLocation(_ pairs: [String: String], _ reader: RowReader) {
        let location = ["location-priority", "location-min-interval", "location-max-age"]
        guard location.contains(where: { pairs[$0] != nil }) else { return }
        for name in location where pairs[name] == nil {
            reader.fault(.missingParameter(name), "parameters", &faults)
        }
        guard let least = pairs["location-min-interval"].flatMap({ Int($0) }),
            let age = pairs["location-max-age"].flatMap({ Int($0) }), age < least
        else { return }
        reader.fault(.badParameter("location-max-age", value: String(age)), "parameters", &faults)
    }

    /// What else stands on the map: a list, a file or an entity list by name, or a repeat as `${name}`.
    private mutating func checkGeometry(_ pairs: [String: String], _ reader: RowReader) {
        guard let name = pairs["reference-geometry"] else { return }
        geometries.append((name, reader))
    }

    mutating func checkGeometries(_ items: [Item]) {
        let entities = survey.entities.compactMap { $0["list_name"] }
        let known = instanceSources.keys + entities
        for (name, reader) in geometries {
            if let reference = OutputText.references(in: name).first?.name {
                guard !items.contains(where: { $0.name == reference && $0.type == .repeat }) else { continue }
                reader.fault(.badParameter("reference-geometry", value: name), "parameters", &faults)
            } else if !known.contains(name) {
                let nearest = faults.nearest(name, in: known)
                reader.fault(.definition(.unknownList(name, nearest: nearest)), "parameters", &faults)
            }
        }
    }

    // MARK: - Ranges

    /// Source: pyxform, `question_types/range.py`: 1 to 10 by 1 when nothing is said.
    private mutating func checkRange(_ pairs: [String: String], _ reader: RowReader) {
        let scale = RangeScale(pairs)
        if let step = Self.decimal(pairs["step"] ?? "1"), step == 0 || abs(step) > abs(scale.end - scale.start) {
            let kind = FormFault.Kind.badStep(
                pairs["step"] ?? "1", scale: "\(scale.shown(scale.start))–\(scale.shown(scale.end))")
            return reader.fault(kind, "parameters", &faults)
        }
        let interval = pairs["tick_interval"].flatMap(Self.decimal)
        if let interval, !scale.holds(ticks: interval) {
            reader.fault(.offScale("tick_interval", scale: scale.text), "parameters", &faults)
        }
        if let number = pairs["placeholder"].flatMap(Self.decimal), !scale.holds(number) {
            reader.fault(.offScale("placeholder", scale: scale.text), "parameters", &faults)
        }
        let words = reader.appearance
        if let word = words.first, !words.contains(where: { $0.contains("vertical") || $0.contains("no-ticks") }),
            let name = ["placeholder", "tick_interval", "tick_labelset"].first(where: { pairs[$0] != nil })
        {
            reader.fault(.unlikeAppearance(name, appearance: word), "parameters", &faults)
        }
        guard let list = pairs["tick_labelset"] else { return }
        checkTicks(list, scale, interval, words.contains("no-ticks"), reader)
    }

    /// The codes of the list are numbers on the scale, or its two ends where it shows no ticks.
    private mutating func checkTicks(
        _ list: String, _ scale: RangeScale, _ interval: Double?, _ onlyEnds: Bool, _ reader: RowReader
    ) {
        tickLists.insert(list)
        guard let codes = choiceCodes[list] else {
            let nearest = faults.nearest(list, in: choiceCodes.keys.sorted())
            return reader.fault(.definition(.unknownList(list, nearest: nearest)), "parameters", &faults)
        }
        let ticks = interval.map { RangeScale(start: scale.start, end: scale.end, step: abs($0)) } ?? scale
        for code in codes {
            let number = Self.decimal(code)
            let isGood = number.map { onlyEnds ? $0 == scale.start || $0 == scale.end : ticks.holds($0) } ?? false
            guard !isGood else { continue }
            return reader.fault(.badTick(code, list: list, scale: ticks.text), "parameters", &faults)
        }
    }
}
