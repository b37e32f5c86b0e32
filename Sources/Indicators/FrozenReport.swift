package import Base

extension ReportModel {
    /// The report that an issued text holds, number by number, whatever the book says today: the way back from the
    /// report for machines. Nil when a part is missing that every issued report has.
    ///
    /// - Parameters:
    ///   - current: the book's plan, for its headings and days when it is the one that was issued.
    ///   - catalogue: today's, for the names of what was counted.
    ///   - words: of codes in the forms, and `hamlets` of theirs: today's too.
    package init?(
        frozen document: JSON, period: Period, issue: IssueMark, plan current: Plan, catalogue: Catalogue,
        words: [String: Bilingual] = [:], hamlets: [String: Bilingual] = [:]
    ) {
        guard let plan = Plan(frozen: document, period: period, current: current),
            let rows = document["indicators"]?.array?.map({ row in
                IndicatorRow(
                    frozen: row, of: row["id"]?.string.flatMap(catalogue.indicator), plan: plan, period: period)
            }),
            let completeness = document["completeness"].map(Completeness.init(frozen:))
        else { return nil }
        self.plan = plan
        self.catalogue = catalogue
        self.period = period
        self.issue = issue
        self.completeness = completeness
        figures = Figures(frozen: document, catalogue: catalogue)
        isUnheard = figures.values.isEmpty
        // Before it was kept there was none.
        outside = (document["outside_plan"]?.array ?? []).compactMap(OutsideFigure.init(frozen:))
        self.rows = rows.compactMap(\.self)
        guard self.rows.count == rows.count else { return nil }
        cumulative = plan.cumulative(to: period).flatMap { days in
            document["cumulative"].flatMap { cumulative in
                cumulative["figures"].map { _ in
                    Cumulative(period: days, figures: Figures(frozen: cumulative, catalogue: catalogue))
                }
            }
        }
        details = ReportDetails(frozen: document, figures, catalogue: catalogue, words: words, hamlets: hamlets)
    }
}

extension Plan {
    /// With the headings, duties and days of `current` when that is the same plan.
    fileprivate init?(frozen document: JSON, period: Period, current: Plan) {
        guard let plan = document["plan"], let id = plan["id"]?.string, let code = document["area"]?["code"]?.string
        else { return nil }
        let isSame = id == current.id
        self.id = id
        version = plan["version"]?.int ?? 1
        title = Bilingual(frozen: plan)
        area = Area(code: code, name: Bilingual(frozen: document["area"]))
        self.document =
            isSame ? current.document : Document(code: "", file: "", issuer: "", number: nil, date: nil)
        validFrom = isSame ? current.validFrom : period.first
        validTo = isSame ? current.validTo : period.last
        duties = isSame ? current.duties : []
        clearPoints = isSame ? current.clearPoints : nil
        doubts = isSame ? current.doubts : []
        sections = isSame ? current.sections : []
        targets = isSame ? current.targets : []
    }
}

extension IndicatorRow {
    fileprivate init?(frozen row: JSON, of indicator: Indicator?, plan: Plan, period: Period) {
        guard let target = Target(frozen: row, plan: plan), let status = row["status"]?.string,
            let verdict = row["verdict"]?.string.flatMap(Verdict.init), let status = ValueStatus(rawValue: status),
            let basis = row["basis"]?.string.flatMap(Basis.init)
        else { return nil }
        let value = IndicatorValue(frozen: row)
        // Before `target_unit` there was the target's alone.
        let written = row["target_unit"] == nil ? value.flatMap { value in indicator?.unit(of: value) } : nil
        let unit = written ?? row["unit"]?.string ?? target.unit
        let population = row["population"]?.object.flatMap(Figure.init(json:))
        let source = row["source"]?.object.flatMap(Figure.init(json:))
        let pace = plan.proRata(of: plan.targets.first { $0.section == target.section } ?? target, at: period.last)
        let levels = Plan.Level.allCases.flatMap { [Remark.level($0), .estimate(.ofLevel($0))] }
        let years = (period.last.year...(period.last.year + 10)).map(Remark.dueLater)
        let known =
            levels + years + [.estimate(.nothingArose)]
            + [
                source.map(Remark.source), pace.map(Remark.proRata), Remark.hairline(of: value, to: target),
                population.flatMap { population in indicator.map { .estimate($0.remark(on: population)) } },
            ].compactMap(\.self)
        self.init(
            target: target, status: status, value: value,
            bounds: (row["bounds"]?.array ?? []).compactMap(IndicatorValue.init(part:)), unit: unit,
            gap: Hundredths(frozen: row["gap"]),
            verdict: verdict,
            interval: Interval(frozen: row["interval"]), basis: basis, figure: nil,
            estimate: source == nil && population == nil
                ? nil
                : Estimate(
                    figure: source,
                    increment: basis == .baseline ? indicator.flatMap { value?.gained(since: source, of: $0) } : nil,
                    population: population, value: value, status: status, remarks: []),
            cumulative: row["cumulative"].flatMap(IndicatorValue.init(part:)),
            proRata: pace.flatMap { $0.value == Hundredths(frozen: row["pro_rata"]) ? $0 : nil },
            remarks: Remark.frozen(row["notes"], known: known),
            doubts: (row["doubts"]?.array ?? []).map { doubt in
                let id = doubt["id"]?.string ?? ""
                // Before it was kept every doubt was said.
                return plan.doubt(id)
                    ?? Doubt(
                        id: id, text: Bilingual(frozen: doubt), needsConfirmation: false, comparison: nil,
                        bearsOnResult: doubt["bears_on_result"]?.bool ?? true)
            })
    }
}

extension Remark {
    /// All notes but the first, which says the basis: by their words those that are `known`.
    fileprivate static func frozen(_ notes: JSON?, known: [Remark]) -> [Remark] {
        let (vi, en) = (notes?["vi"]?.array ?? [], notes?["en"]?.array ?? [])
        return zip(vi, en).dropFirst().map { vi, en in
            known.first { $0.text.vi == vi.string } ?? .frozen(Bilingual(vi.string ?? "", en.string ?? ""))
        }
    }
}

extension Target {
    fileprivate init?(frozen row: JSON, plan: Plan) {
        guard let section = row["section"]?.string, let indicator = row["id"]?.string,
            let comparison = row["operator"]?.string.flatMap(Comparison.init(rawValue:)),
            let source = row["class"]?.string.flatMap(Indicator.Source.init(rawValue:))
        else { return nil }
        let number: String? = if case .number(let digits)? = row["target"] { digits } else { nil }
        let headings = plan.sections.map(\.id).filter(section.hasPrefix)
        func text(_ key: String) -> String { row[key]?.string ?? "" }
        func printed(_ key: String) -> String? { row["printed"]?[key]?.string }
        // A row's level is among its notes already.
        self.init(
            section: section, group: headings.max { $0.utf8.count < $1.utf8.count } ?? section,
            line: row["line"]?.int ?? 0, name: text("name"), gloss: text("gloss"),
            unit: row["target_unit"]?.string ?? text("unit"),
            printedOperator: printed("operator") ?? comparison.rawValue, comparison: comparison,
            printedValue: printed("value") ?? number?.replacing(".", with: ",") ?? "—",
            value: number.flatMap { TargetValue($0) }, goals: [], level: nil, lead: text("lead"),
            deadline: text("deadline"), source: source, indicator: indicator, note: row["plan_note"]?.string,
            doubts: (row["doubts"]?.array ?? []).compactMap { $0["id"]?.string })
    }
}

extension Figures {
    fileprivate init(frozen document: JSON, catalogue: Catalogue) {
        var values: [String: FigureValue] = [:]
        for part in ["figures", "other_figures"] {
            for member in document[part]?.object ?? JSONObject() where catalogue.indicator(member.key) != nil {
                values[member.key] = FigureValue(
                    frozen: member.value, methods: document["ratings_by_method"]?[member.key])
            }
        }
        let hamlets = (document["figures"]?["by_hamlet"]?.object ?? JSONObject()).map { hamlet in
            HamletFigure(
                code: hamlet.key, sessions: hamlet.value["luot_ho_tro"]?.int ?? 0,
                persons: hamlet.value["nguoi_duoc_ho_tro"]?.int ?? 0)
        }
        self.init(
            values: values, increments: Self.counts(document["figures"]?["tang_them"]), hamlets: hamlets,
            conflicts: Self.counts(document["conflicts"]), catalogue: catalogue)
        for member in document["lower_bounds"]?.object ?? JSONObject() { lowerBounds[member.key] = member.value.int }
        for member in document["populations"]?.object ?? JSONObject() {
            populations[member.key] = member.value.object.flatMap(Figure.init(json:))
        }
    }

    private static func counts(_ object: JSON?) -> [ItemCount] {
        (object?.object ?? JSONObject()).compactMap { member in
            member.value.int.map { ItemCount(item: member.key, count: $0) }
        }
    }
}

extension FigureValue {
    fileprivate init?(frozen json: JSON, methods: JSON?) {
        if let count = json.int {
            self = .count(count)
        } else if let ratio = Ratio(frozen: json, "numerator", of: "denominator") {
            self = .ratio(ratio)
        } else if let satisfaction = Satisfaction(frozen: json, methods: methods) {
            self = .satisfaction(satisfaction)
        } else if let counts = json.object {
            self = .distribution(counts.reduce(into: [:]) { $0[$1.key] = $1.value.int })
        } else {
            return nil
        }
    }
}

extension Ratio {
    init?(frozen json: JSON, _ part: String, of whole: String) {
        guard let part = json[part]?.int, let whole = json[whole]?.int else { return nil }
        self.init(part: part, whole: whole)
    }
}

extension IndicatorValue {
    /// What the teams added to an agency's baseline: it follows from what is printed, so a release has to guard it.
    fileprivate func gained(since baseline: Figure?, of indicator: Indicator) -> Int? {
        guard let counted = baseline?.count(isShare: indicator.isShare) else { return nil }
        switch self {
        case .count(let count): return count - counted
        case .ratio(let ratio): return ratio.part - counted
        case .number: return nil
        }
    }

    /// A row's value; nil when missing.
    fileprivate init?(frozen row: JSON) {
        if let ratio = Ratio(frozen: row, "numerator", of: "denominator") {
            self = .ratio(ratio)
        } else {
            let isCount = row["target_unit"] == nil ? row["source"] == .null : row["unit"]?.string != "%"
            self.init(part: row["value"] ?? .null, isCount: isCount)
        }
    }

    /// As it stands under `cumulative`.
    fileprivate init?(part json: JSON) {
        if let ratio = Ratio(frozen: json, "numerator", of: "denominator") {
            self = .ratio(ratio)
        } else {
            self.init(part: json, isCount: true)
        }
    }

    private init?(part json: JSON, isCount: Bool) {
        guard case .number(let digits) = json else { return nil }
        if isCount, let count = Int(digits) {
            self = .count(count)
        } else if let number = DecimalNumber(plain: digits) {
            self = .number(number)
        } else {
            return nil
        }
    }
}

extension Interval {
    fileprivate init?(frozen json: JSON?) {
        guard let low = Hundredths(frozen: json?["low"]), let high = Hundredths(frozen: json?["high"]) else {
            return nil
        }
        self.init(low: low, high: high)
    }
}

extension Hundredths {
    /// From `-12.50`.
    fileprivate init?(frozen json: JSON?) {
        guard case .number(let digits)? = json, let number = DecimalNumber(plain: digits), number.decimals <= 2 else {
            return nil
        }
        self.init(number.units * 100 / number.scale)
    }
}

extension Completeness {
    fileprivate init(frozen json: JSON) {
        self.init(
            devices: (json["devices"]?.array ?? []).map { device in
                Device(
                    name: device["name"]?.string ?? "?", team: device["team"]?.string ?? "",
                    lastBatch: device["last_batch"]?.string.flatMap { Instant(iso: $0) },
                    records: device["records"]?.int ?? 0, missing: device["missing"]?.int ?? 0,
                    isLate: device["late"]?.bool ?? false)
            },
            unheard: (json["unheard"]?.array ?? []).compactMap(\.string),
            editConflicts: json["edit_conflicts"]?.int ?? 0, uncounted: json["uncounted"]?.int ?? 0,
            quarantined: json["quarantined"]?.int ?? 0, undecidedPairs: json["undecided_pairs"]?.int ?? 0)
        isUnfinished = json["unfinished"]?.bool ?? false
        erased = json["erased"]?.int ?? 0
        unknownHamlets = (json["unknown_hamlets"]?.array ?? []).compactMap(\.string)
    }
}

extension Bilingual {
    fileprivate init(frozen json: JSON?) {
        self.init(json?["vi"]?.string ?? "", json?["en"]?.string ?? "")
    }
}
