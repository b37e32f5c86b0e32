package import Base
import Forms
package import Indicators
import Ledger
import Store

/// One number of a report with the records behind it.
package struct ExplainedFigure: Sendable {
    package let id: String
    /// The official one.
    package let title: Bilingual
    /// What the teams' records count, which the official name may not say.
    package let name: Bilingual
    /// The teams' own number of the period; nil where they count nothing.
    package let explanation: Explanation?
    /// The least that the teams' number can be while pairs are undecided; nil when that is the same.
    package let least: Int?
    /// Nobody has been heard from: then nothing is known, which is not zero.
    package let isHeard: Bool
    /// What other agencies' figures make of it, as the report prints it; the plan's own level first.
    package let official: [ExplainedEstimate]
    /// Of a share of a base population: what the teams' number is divided by.
    package let population: ExplainedEstimate.Evidence?
    /// Agencies give figures of the whole ward alone, and a part of it is asked about.
    package let isPartOfOfficial: Bool
    /// Who wrote the version in force, by the store's number of it.
    package let authors: [Int64: String]
}

/// Which number of a report is asked about.
package struct FigureQuestion: Sendable {
    /// An indicator's id, or an item of `tang_them`.
    package let id: String
    package let period: Period
    /// One hamlet's line; nil for the whole ward.
    package let hamlet: String?
    /// Of a satisfaction, one way of taking ratings; nil for all.
    package let method: String?
    /// The conflicts of an item instead of its increment.
    package let ofConflicts: Bool

    package init(id: String, period: Period, hamlet: String?, method: String? = nil, ofConflicts: Bool) {
        self.id = id
        self.period = period
        self.hamlet = hamlet
        self.method = method
        self.ofConflicts = ofConflicts
    }
}

extension Book {
    /// From a number down to records, and to other agencies' figures where the report prints them.
    package func explain(_ question: FigureQuestion) throws -> ExplainedFigure {
        let (plan, catalogue) = try planAndCatalogue()
        let (title, counted, rule) = try Self.definition(of: question.id, in: catalogue)
        // Conflicts are of people who had the item already, not of those who gained it.
        let name =
            question.ofConflicts
            ? catalogue.personItems.first { $0.id == question.id }?.name ?? counted : counted
        let (evidence, names, figures, less, isHeard) = try store.read { reader in
            let evidence = CountedEvidence(
                facts: try reader.countedFacts(), events: try reader.countedEvents(),
                leftOut: try self.recordsLeftOut(reader), hamlets: try reader.hamlets(of: identity.areaCode))
            let less = try self.less(of: rule, question, catalogue, reader)
            let isHeard = try self.isHeard(completeness(reader, period: question.period), reader)
            return (evidence, try reader.authors(), try Self.figureBook(reader), less, isHeard)
        }
        let explanation = rule.map { evidence.explanation(of: $0, question, catalogue) }
        try evidence.checkHamlet(of: question)
        try Self.check(question, rule, catalogue)
        let known = try estimates(
            of: question, figures, plan, catalogue, facts: evidence.facts, events: evidence.events, isHeard: isHeard)
        guard rule != nil || !known.isEmpty else { throw ExplainError.otherAgency(question.id) }
        if rule == nil, let option = question.optionOfPart {
            throw ExplainError.ofWholeWard(
                question.id, value: known.lazy.compactMap { $0.value?.text(unit: $0.unit) }.first, option: option)
        }
        let isWhole = question.optionOfPart == nil
        return ExplainedFigure(
            id: question.id, title: title, name: name,
            explanation: explanation, least: less > 0 ? explanation.map { $0.counted.count - less } : nil,
            isHeard: isHeard, official: isWhole ? known : [],
            population: isWhole ? try population(under: rule, figures, plan, question.period) : nil,
            isPartOfOfficial: question.hamlet != nil && !known.isEmpty, authors: names)
    }

    /// How much less the teams' number is at least, while pairs are undecided.
    private func less(
        of rule: Rule?, _ question: FigureQuestion, _ catalogue: Catalogue, _ reader: BookReader
    ) throws -> Int {
        guard let rule, question.optionOfPart == nil else { return 0 }
        let pairs = try PairEvidence(duplicates(reader), reader, catalogue: catalogue, area: identity.areaCode)
        return pairs.less(of: rule, in: question.period)
    }

    private static func definition(of id: String, in catalogue: Catalogue) throws -> (Bilingual, Bilingual, Rule?) {
        if let indicator = catalogue.indicator(id) {
            return (indicator.name, indicator.gain ?? indicator.name, indicator.rule)
        }
        if let item = catalogue.personItems.first(where: { $0.id == id }) {
            return (item.name, item.name, .increment(items: [id], minAge: nil))
        }
        if let population = catalogue.populations.first(where: { $0.id == id }) {
            return (population.name, population.name, nil)
        }
        let known = catalogue.indicators.map(\.id) + catalogue.personItems.map(\.id) + catalogue.populations.map(\.id)
        throw ExplainError.unknown(id, nearest: id.nearest(in: known))
    }

    private static func check(_ question: FigureQuestion, _ rule: Rule?, _ catalogue: Catalogue) throws {
        guard !question.ofConflicts || catalogue.personItems.contains(where: { $0.id == question.id }) else {
            throw ExplainError.notAnItem(question.id)
        }
        guard let method = question.method else { return }
        guard case .satisfaction? = rule else { throw ExplainError.notRated(question.id) }
        let known = catalogue.toldAndUntoldMethods.map(\.id)
        guard known.contains(method) else { throw ExplainError.unknownMethod(method, known: known) }
    }

    /// Records that hold what could be counted and do not count, with the reason.
    private func recordsLeftOut(_ reader: BookReader) throws -> [(CountedRecord, Explanation.Reason)] {
        let voided = try reader.voidedWinners().map { winner in
            (winner, self.answersInForce(of: winner, among: try reader.revisions(of: winner.revision.header.record)))
        }
        func whole(_ stored: StoredRevision) -> (StoredRevision, JSONObject) {
            (stored, stored.revision.answers ?? [:])
        }
        let withoutEffect = Dictionary(grouping: try reader.recordsWithoutEffect(), by: \.revision.header.record)
            .values.compactMap { $0.max { $0.revision.header.generation < $1.revision.header.generation } }
        let left =
            voided.map { ($0, Explanation.Reason.voided) }
            + withoutEffect.map { (whole($0), .untrusted) }
            + (try reader.otherHeads().map { (whole($0), .otherVersion) })
            + (try reader.uncountedWinners().map { (whole($0.revision), .uncounted($0.reason)) })
        return left.compactMap { entry, reason in
            facts(of: entry.0, entry.1).map { (CountedRecord(row: entry.0.row, facts: $0), reason) }
        }
    }

    /// What a revision would say to the counting; nil when its form or its date cannot be read.
    private func facts(of stored: StoredRevision, _ answers: JSONObject) -> Facts? {
        guard let roles = forms.form(stored.revision.header.kind)?.roles else { return nil }
        do {
            return try FactReader(roles: roles, area: identity.areaCode)
                .facts(record: stored.revision.header.record, answers: answers)
        } catch {
            return nil
        }
    }
}

extension Rule {
    /// Whether records outside the period or the hamlet decide what counts inside.
    fileprivate var looksBack: Bool {
        switch self {
        case .increment, .firstVisit, .restored: true
        default: false
        }
    }
}

extension Explanation {
    fileprivate mutating func keep(rows: Set<Int64>) {
        counted.removeAll { !rows.contains($0.row) }
        whole?.removeAll { !rows.contains($0.row) }
        leftOut.removeAll { !rows.contains($0.entry.row) }
    }
}

extension FigureQuestion {
    /// Other agencies give no figures of hamlets, of ways of rating, or of conflicts.
    fileprivate var optionOfPart: String? {
        hamlet != nil ? "--hamlet" : method != nil ? "--method" : ofConflicts ? "--conflicts" : nil
    }
}

/// What the teams' records say: all that counts, and what could count and does not.
private struct CountedEvidence {
    let facts: [CountedRecord]
    let events: [(row: Int64, fact: EventFact)]
    let leftOut: [(CountedRecord, Explanation.Reason)]
    let hamlets: HamletMap

    func explanation(of rule: Rule, _ question: FigureQuestion, _ catalogue: Catalogue) -> Explanation {
        func isHere(_ hamlet: String?) -> Bool {
            question.hamlet == nil || hamlet.map { hamlets.current($0, on: question.period.last) } == question.hamlet
        }
        func isHere(_ record: CountedRecord) -> Bool { isHere(record.facts.session.hamlet) }
        // What somebody had before may have been told in another hamlet.
        let context = rule.looksBack ? facts : facts.filter(isHere)
        let explainer = Explainer(
            context, events: events.filter { isHere($0.fact.hamlet) }, period: question.period, catalogue: catalogue)
        var explanation =
            question.ofConflicts ? explainer.conflicts(item: question.id) : explainer.explanation(of: rule)
        if rule.looksBack, question.hamlet != nil {
            explanation.keep(rows: Set(facts.filter(isHere).map(\.row)))
        }
        guard !question.ofConflicts else { return explanation }
        for (record, reason) in leftOut where isHere(record) {
            let alone = Explainer([record], period: question.period, catalogue: catalogue).explanation(of: rule)
            explanation.leftOut += (alone.counted + (alone.whole ?? [])).prefix(1).map { .init($0, reason) }
        }
        if let method = question.method {
            let fits = (facts + leftOut.map(\.0)).filter {
                catalogue.ratingMethod($0.facts.session.ratingMethod) == method
            }
            explanation.keep(rows: Set(fits.map(\.row)))
        }
        return explanation
    }

    /// A hamlet that nobody knows, or that counts under another code on the period's last day, has no number of its own.
    func checkHamlet(of question: FigureQuestion) throws {
        guard let hamlet = question.hamlet else { return }
        let current = hamlets.current(hamlet, on: question.period.last)
        guard current == hamlet else { throw ExplainError.hamletMerged(hamlet, into: current) }
        let known = Set(facts.compactMap(\.facts.session.hamlet) + events.compactMap(\.fact.hamlet))
            .union(hamlets.hamlets.map(\.code))
        guard !known.contains(hamlet) else { return }
        let ofCommune = known.sorted().first { $0.hasSuffix("-\(hamlet)") }
        throw ExplainError.hamletUnknown(hamlet, nearest: ofCommune ?? hamlet.nearest(in: known.sorted()))
    }
}

/// Why a number cannot be explained.
package enum ExplainError: Error, Hashable, Sendable {
    /// None of that agency's figures has been entered.
    case otherAgency(String)
    /// An agency's figure, of which nothing is counted from records: no part of the ward has one.
    case ofWholeWard(String, value: Bilingual?, option: String)
    case hamletUnknown(String, nearest: String?)
    case hamletMerged(String, into: String)
    case unknown(String, nearest: String?)
    /// A text that fits so many numbers.
    case several(String, Int)
    /// Conflicts are those of an item that people have or have not.
    case notAnItem(String)
    /// Nobody rates for it, so there are no ways of rating.
    case notRated(String)
    case unknownMethod(String, known: [String])
}

extension ExplainError: Reportable {
    package var problem: Problem {
        switch self {
        case .otherAgency(let id):
            Problem(
                "EXP-001",
                Bilingual(
                    "\"\(id)\" là số liệu của cơ quan khác và kỳ này chưa có số nào được nhập",
                    "\"\(id)\" is another agency's figure, and none has been entered for the period"),
                hint: Bilingual("nhập bằng `sotay figure set \(id)`", "enter it with `sotay figure set \(id)`"),
                status: .noInput)
        case .ofWholeWard(let id, let value, let option):
            Problem(
                "EXP-007",
                Bilingual(
                    "\"\(id)\" là số của cơ quan khác cho cả đơn vị (\(value?.vi ?? "—")), không đếm từ phiếu nên không có \(option)",
                    "\"\(id)\" is an agency's figure of the whole area (\(value?.en ?? "—")), not counted from records: it has no \(option)"
                ),
                hint: Bilingual(
                    "bỏ \(option) để xem số đó và nguồn của nó", "leave \(option) out to see it and its source"),
                status: .usage)
        case .hamletUnknown(let code, let nearest):
            Problem(
                "EXP-005",
                Bilingual(
                    "danh mục và các phiếu không có tổ \"\(code.printable)\"",
                    "neither the list nor any record has the hamlet \"\(code.printable)\""),
                hint: nearest.map { Bilingual("có phải \"\($0.printable)\"?", "did you mean \"\($0.printable)\"?") }
                    ?? Bilingual("xem bằng `sotay register areas`", "see them with `sotay register areas`"),
                status: .noInput)
        case .hamletMerged(let code, let into):
            Problem(
                "EXP-006",
                Bilingual(
                    "cuối kỳ này tổ \"\(code.printable)\" đã nhập vào \"\(into.printable)\"",
                    "by the period's end the hamlet \"\(code.printable)\" is part of \"\(into.printable)\""),
                hint: Bilingual("hỏi --hamlet \(into.printable)", "ask for --hamlet \(into.printable)"),
                status: .noInput)
        case .notAnItem(let id):
            Problem(
                "EXP-008",
                Bilingual(
                    "xung đột tính theo từng mục, \"\(id)\" không phải là một mục",
                    "conflicts are counted by item, and \"\(id)\" is none"),
                hint: Bilingual(
                    "bảng \"Tăng thêm trong kỳ\" của báo cáo nêu các mục, mã có trong `sotay explain`",
                    "the report's table of increments names the items, `sotay explain` their codes"), status: .usage)
        case .notRated(let id):
            Problem(
                "EXP-003",
                Bilingual(
                    "\"\(id)\" không tính từ điểm đánh giá nên không có --method",
                    "\"\(id)\" is not counted from ratings: there is no --method of it"),
                status: .usage)
        case .unknownMethod(let method, let known):
            Problem(
                "EXP-004",
                Bilingual(
                    "không có cách lấy đánh giá \"\(method.printable)\"",
                    "there is no way of rating \"\(method.printable)\""),
                hint: Bilingual(
                    "các cách: \(known.joined(separator: ", "))", "ways: \(known.joined(separator: ", "))"),
                status: .usage)
        case .unknown(let id, let nearest):
            Problem(
                "EXP-002",
                Bilingual(
                    "không có chỉ tiêu, mục hay phiếu \"\(id.printable)\"",
                    "there is no indicator, item or record \"\(id.printable)\""),
                hint: nearest.map { Bilingual("có phải \"\($0)\"?", "did you mean \"\($0)\"?") }
                    ?? Bilingual(
                        "`sotay explain --period KỲ` liệt kê mọi con số với mã; mã phiếu có trong `sotay list`",
                        "`sotay explain --period PERIOD` lists every number with its code; records are in `sotay list`"),
                status: .noInput)
        case .several(let text, let count):
            Problem(
                "EXP-009",
                Bilingual(
                    "\(count) con số khớp với \"\(text.printable)\"", "\(count) numbers fit \"\(text.printable)\""),
                hint: Bilingual(
                    "gõ lại `sotay explain` với một mã ở trên, hoặc thêm chữ",
                    "repeat `sotay explain` with a code of these, or with more words"), status: .usage)
        }
    }
}
