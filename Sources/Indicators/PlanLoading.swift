import Base
import Yams

extension Plan {
    /// Reads a plan's YAML; `file` is what faults call it. Ids of indicators must stand in `catalogue`.
    package init(yaml: String, file: String, catalogue: Catalogue) throws(PlanFaults) {
        var log = FaultLog()
        let header = log.collect { () throws(PlanFault) in try Header(yamlRoot(yaml, keys: Header.keys, file: file)) }
        guard let header else { throw PlanFaults(faults: log.faults) }
        let root = header.root
        let doubts = Self.doubts(root, &log)
        let sections = Self.sections(root, &log)
        let duties = Self.elements(root, "reporting", keys: ReportingDuty.keys, &log) { (map) throws(PlanFault) in
            try ReportingDuty(map)
        }
        let targets = Self.elements(root, "targets", keys: Target.keys, &log) { (map) throws(PlanFault) in
            try Target(map, catalogue: catalogue, doubts: doubts.map(\.id))
        }
        var seen: Set<String> = []
        for target in targets where !seen.insert(target.section).inserted {
            log.note(PlanFault(.duplicate(target.section), file: file, line: root.line(of: "targets")))
        }
        try log.finish()
        self.init(
            id: header.id, title: header.title, area: header.area, document: header.document, validFrom: header.from,
            validTo: header.to, duties: duties, doubts: doubts, sections: sections, targets: targets)
    }

    private static func elements<Element>(
        _ root: YAMLMap, _ key: String, keys: [String], _ log: inout FaultLog,
        read: (YAMLMap) throws(PlanFault) -> Element
    ) -> [Element] {
        let nodes = log.collect { () throws(PlanFault) in try root.list(key) } ?? []
        return nodes.compactMap { node in
            log.collect { () throws(PlanFault) in try read(YAMLMap(node, keys: keys, file: root.file)) }
        }
    }

    private static func doubts(_ root: YAMLMap, _ log: inout FaultLog) -> [Doubt] {
        let entries = root.has("doubts") ? log.collect { () throws(PlanFault) in try root.entries("doubts") } : []
        return (entries ?? []).compactMap { entry in
            log.collect { () throws(PlanFault) in
                let map = try YAMLMap(entry.node, keys: ["vi", "en", "confirm"], file: root.file)
                return Doubt(
                    id: entry.key, text: try map.bilingual(), needsConfirmation: try map.flag("confirm"))
            }
        }
    }

    private static func sections(_ root: YAMLMap, _ log: inout FaultLog) -> [Term] {
        let entries = root.has("sections") ? log.collect { () throws(PlanFault) in try root.entries("sections") } : []
        return (entries ?? []).compactMap { entry in
            log.collect { () throws(PlanFault) in
                let map = try YAMLMap(entry.node, keys: ["vi", "en"], file: root.file)
                return Term(id: entry.key, name: try map.bilingual())
            }
        }
    }
}

/// What stands before the rows; without it the rest is not worth reading.
private struct Header {
    static let keys = [
        "schema", "id", "title", "area", "document", "valid", "reporting", "doubts", "sections", "targets",
    ]

    let root: YAMLMap
    let id: String
    let title: Bilingual
    let area: Plan.Area
    let document: Plan.Document
    let from: CivilDate
    let to: CivilDate

    init(_ root: YAMLMap) throws(PlanFault) {
        self.root = root
        id = try root.text("id")
        title = try root.map("title", keys: ["vi", "en"]).bilingual()
        let area = try root.map("area", keys: ["code", "vi", "en"])
        self.area = Plan.Area(code: try area.text("code"), name: try area.bilingual())
        let document = try root.map("document", keys: ["code", "file", "issuer", "number", "date"])
        self.document = Plan.Document(
            code: try document.text("code"), file: try document.text("file"), issuer: try document.text("issuer"),
            number: try document.optionalText("number"), date: try document.optionalText("date"))
        let valid = try root.map("valid", keys: ["from", "to"])
        from = try valid.date("from")
        to = try valid.date("to")
        guard from <= to else { throw valid.fault(.datesReversed, at: "from") }
    }
}

extension ReportingDuty {
    fileprivate static let keys = ["every", "before_day", "before", "to", "line"]

    private enum Every: String, CaseIterable {
        case month
        case year
    }

    fileprivate init(_ map: YAMLMap) throws(PlanFault) {
        switch try map.choice("every", Every.self) {
        case .month: deadline = .monthly(beforeDay: try map.int("before_day"))
        case .year: deadline = .yearly(before: try map.date("before"))
        }
        to = try map.text("to")
        line = try map.int("line")
    }
}

extension Target {
    fileprivate static let keys = [
        "section", "line", "name", "gloss", "unit", "printed", "operator", "value", "lead", "deadline", "class",
        "indicator", "note", "doubts",
    ]

    fileprivate init(_ map: YAMLMap, catalogue: Catalogue, doubts known: [String]) throws(PlanFault) {
        section = try map.text("section")
        line = try map.int("line")
        name = try map.text("name")
        gloss = try map.text("gloss")
        unit = try map.text("unit")
        printedOperator = try map.text("printed")
        comparison = try map.choice("operator")
        printedValue = try map.text("value")
        value = comparison == .none ? nil : TargetValue(printedValue)
        if comparison != .none, value == nil { throw map.fault(.notNumber("value", printedValue), at: "value") }
        lead = try map.text("lead")
        deadline = try map.text("deadline")
        source = try map.choice("class")
        indicator = try map.text("indicator")
        note = try map.optionalText("note")
        doubts = map.has("doubts") ? try map.texts("doubts") : []
        for doubt in doubts where !known.contains(doubt) {
            throw map.fault(.unknownDoubt(doubt, nearest: doubt.nearest(in: known)), at: "doubts")
        }
        guard let defined = catalogue.indicator(indicator) else {
            let nearest = indicator.nearest(in: catalogue.indicators.map(\.id))
            throw map.fault(.unknownIndicator(indicator, nearest: nearest), at: "indicator")
        }
        if defined.source != source {
            throw map.fault(
                .classDiffers(indicator, plan: source.rawValue, catalogue: defined.source.rawValue), at: "class")
        }
    }
}
