import Base

extension Plan {
    /// Reads a plan's YAML; `file` is what faults call it. Ids of indicators must stand in `catalogue`.
    ///
    /// - Parameter isInUse: a book counts by it already.
    package init(yaml: String, file: String, catalogue: Catalogue, isInUse: Bool = false) throws(PlanFaults) {
        let log = FaultLog(file: file)
        let root = try YAMLMap.root(yaml, keys: Self.keys, log: log)
        id = root.identifier("id")
        version = root.optionalInt("version", in: 1...10_000) ?? 1
        title = root.bilingual("title")
        area = Area(root.map("area", keys: Area.keys))
        document = Document(root.map("document", keys: Document.keys))
        let validity = Self.validity(root.map("valid", keys: ["from", "to"]))
        validFrom = validity?.lowerBound ?? CivilDate(day: 0)
        validTo = validity?.upperBound ?? CivilDate(day: 0)
        clearPoints =
            root.has("clear_points") ? root.map("clear_points", keys: ClearPoints.keys).map(ClearPoints.init) : nil
        doubts = root.entries("doubts").map { entry in
            Doubt(id: entry.key, YAMLMap(entry.node, keys: Doubt.keys, log: log))
        }
        sections = root.terms("sections")
        let years = validity.map { $0.lowerBound.year...$0.upperBound.year }
        let reader = RowReader(
            catalogue: catalogue, doubts: doubts.map(\.id), sections: sections.map(\.id), years: years)
        duties = root.maps("reporting", keys: ReportingDuty.keys).map { map in
            let duty = ReportingDuty(map)
            reader.check(duty.doubts, of: map)
            if case .date(let date, _) = duty.deadline, years?.contains(date.year) == false {
                map.note(.deadlineOutsidePlan(date.iso), at: map.has("before") ? "before" : "on")
            }
            return duty
        }
        let rows = root.has("targets") ? root.maps("targets", keys: Target.keys) : []
        if !root.has("targets") { log.note(.missingKey("targets"), line: root.line) }
        targets = rows.map(reader.target)
        var seen: Set<String> = []
        for (map, target) in zip(rows, targets) where !seen.insert(target.section).inserted {
            map.note(.duplicate(target.section), at: "section")
        }
        try log.finish(isInUse: isInUse)
    }

    private static let keys = [
        "schema", "id", "version", "title", "area", "document", "valid", "reporting", "clear_points", "doubts",
        "sections",
        "targets",
    ]

    /// Nil after noting why.
    private static func validity(_ map: YAMLMap?) -> ClosedRange<CivilDate>? {
        guard let map, let from = map.date("from"), let to = map.date("to") else { return nil }
        if from > to { map.note(.datesReversed, at: "from") }
        return from <= to ? from...to : nil
    }
}

extension Plan.Area {
    fileprivate static let keys = ["code", "vi", "en"]

    fileprivate init(_ map: YAMLMap?) {
        code = map?.text("code") ?? ""
        name = map?.bilingual() ?? Bilingual("", "")
        let isCode = [2, 5].contains(code.utf8.count) && code.utf8.allSatisfy { (0x30...0x39).contains($0) }
        if !code.isEmpty, !isCode { map?.note(.areaCode(code), at: "code") }
    }
}

extension Plan.Document {
    fileprivate static let keys = ["code", "file", "issuer", "number", "date"]

    fileprivate init(_ map: YAMLMap?) {
        code = map?.text("code") ?? ""
        file = map?.text("file") ?? ""
        issuer = map?.text("issuer") ?? ""
        number = map?.optionalText("number")
        date = map?.optionalText("date")
    }
}

extension Doubt {
    fileprivate static let keys = ["vi", "en", "confirm", "operator", "result"]

    fileprivate init(id: String, _ map: YAMLMap) {
        self.init(
            id: id, text: map.bilingual(), needsConfirmation: map.flag("confirm"),
            comparison: map.has("operator") ? map.choice("operator") : nil, bearsOnResult: map.flag("result"))
    }
}
