package import Base
import Forms
package import Indicators
import Ledger
import Store

/// One number of a report with the records behind it.
package struct ExplainedFigure: Sendable {
    package let id: String
    package let name: Bilingual
    package let rule: Rule
    package let explanation: Explanation
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
    /// From a number down to records.
    package func explain(_ question: FigureQuestion) throws -> ExplainedFigure {
        let (_, catalogue) = try planAndCatalogue()
        let (name, rule) = try Self.rule(of: question.id, in: catalogue)
        try Self.check(question, rule, catalogue)
        let (facts, events, others, names) = try store.read { reader in
            (
                try reader.countedFacts(), try reader.countedEvents(), try self.recordsLeftOut(reader),
                try reader.authors()
            )
        }
        let map = try hamlets()
        func isHere(_ hamlet: String?) -> Bool {
            question.hamlet == nil || hamlet.map { map.current($0, on: question.period.last) } == question.hamlet
        }
        func isHere(_ record: CountedRecord) -> Bool { isHere(record.facts.session.hamlet) }
        // What somebody had before may have been told in another hamlet.
        let context = rule.looksBack ? facts : facts.filter(isHere)
        let explainer = Explainer(
            context, events: events.filter { isHere($0.fact.hamlet) },
            period: question.period, catalogue: catalogue)
        var explanation =
            question.ofConflicts ? explainer.conflicts(item: question.id) : explainer.explanation(of: rule)
        if rule.looksBack, question.hamlet != nil {
            explanation.keep(rows: Set(facts.filter(isHere).map(\.row)))
        }
        if !question.ofConflicts {
            for (record, reason) in others where isHere(record) {
                let alone = Explainer([record], period: question.period, catalogue: catalogue).explanation(of: rule)
                explanation.leftOut += (alone.counted + (alone.whole ?? [])).prefix(1).map { .init($0, reason) }
            }
        }
        if let method = question.method {
            let fits = (facts + others.map(\.0)).filter {
                catalogue.ratingMethod($0.facts.session.ratingMethod) == method
            }
            explanation.keep(rows: Set(fits.map(\.row)))
        }
        return ExplainedFigure(
            id: question.id, name: name, rule: rule, explanation: explanation, authors: names)
    }

    private static func rule(of id: String, in catalogue: Catalogue) throws -> (Bilingual, Rule) {
        if let indicator = catalogue.indicator(id) {
            guard let rule = indicator.rule else { throw ExplainError.otherAgency(id) }
            return (indicator.gain ?? indicator.name, rule)
        }
        if let item = catalogue.personItems.first(where: { $0.id == id }) {
            return (item.name, .increment(items: [id], minAge: nil))
        }
        let known = catalogue.indicators.filter { $0.rule != nil }.map(\.id) + catalogue.personItems.map(\.id)
        throw ExplainError.unknown(id, nearest: id.nearest(in: known))
    }

    private static func check(_ question: FigureQuestion, _ rule: Rule, _ catalogue: Catalogue) throws {
        guard let method = question.method else { return }
        guard case .satisfaction = rule else { throw ExplainError.notRated(question.id) }
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
            return try FactReader(roles: roles).facts(record: stored.revision.header.record, answers: answers)
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

/// Why a number cannot be explained.
package enum ExplainError: Error, Hashable, Sendable {
    case otherAgency(String)
    case unknown(String, nearest: String?)
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
                    "\"\(id)\" là số liệu của cơ quan khác, không có phiếu nào của tổ đứng sau",
                    "\"\(id)\" is another agency's figure: no record of the teams stands behind it"),
                status: .noInput)
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
                        "mã chỉ tiêu có trong `sotay report --format json`, mã phiếu trong `sotay list`",
                        "indicators stand in `sotay report --format json`, records in `sotay list`"),
                status: .noInput)
        }
    }
}
