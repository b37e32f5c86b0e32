package import Base
package import Indicators
import Ledger
import Store

/// Probable duplicates of a book, and what has been decided about pairs.
package struct Duplicates: Sendable {
    /// The strongest first.
    package let undecided: [ProbablePair]
    package let decided: [SameDecision]
    /// Pairs that were decided to be two, and that other decisions make one all the same: they count as one.
    package let overruled: Set<CodePair>
    /// Names of this computer's roster, in the lead's book alone; empty elsewhere.
    package let names: [String: String]

    package var json: JSON {
        .object([
            "undecided": .array(
                undecided.map { found in
                    .object([
                        "kind": .string(found.pair.kind.rawValue), "a": .string(found.pair.first),
                        "b": .string(found.pair.second), "score": .int(found.score),
                        "reasons": .strings(found.reasons.map(\.rawValue)),
                    ])
                }),
            "decided": .array(
                decided.map { decision in
                    var object = decision.answers
                    object["overruled"] = .bool(overruled.contains(decision.pair))
                    return .object(object)
                }),
        ])
    }
}

extension Book {
    package func duplicates() throws -> Duplicates {
        try store.read { try duplicates($0) }
    }

    /// Names are compared in the lead's book alone: only there does the roster belong to everybody in it.
    func duplicates(_ reader: BookReader) throws -> Duplicates {
        let names = identity.role == .lead ? try Roster(folder).names() : [:]
        let decisions = try reader.sameDecisions()
        let codes = try reader.sameCodes()
        let settled = Set(
            decisions.compactMap { decision in
                let pair = decision.pair
                return CodePair(pair.kind, codes.code(pair.kind, pair.first), codes.code(pair.kind, pair.second))
            })
        // Whatever the day: a merger that is to come makes neighbours too.
        let merged = try reader.hamlets(of: identity.areaCode).ways(until: CivilDate(day: .max))
        let found = try reader.search(names: names, merged: merged) { kind, codes in
            DuplicateSearch(kind, codes, comparingNames: !names.isEmpty).pairs
        }
        return Duplicates(
            undecided: found.filter { !settled.contains($0.pair) }.sorted {
                ($1.score, $0.pair) < ($0.score, $1.pair)
            }, decided: decisions.sorted { $0.pair < $1.pair },
            overruled: Set(
                decisions.filter { !$0.isSame }.map(\.pair).filter {
                    codes.code($0.kind, $0.first) == codes.code($0.kind, $0.second)
                }), names: names)
    }

    /// `same`: a signed decision that two codes are one, or are two; nil takes back what was decided.
    package func decide(_ pair: CodePair, isSame: Bool?) throws {
        guard identity.role != .volunteer else { throw BookError.onlyReceivers("same") }
        let record = RecordID.decision(.same, about: pair.subject)
        try write { writer in
            let winner = try writer.reader.revisions(of: record).first(where: \.isWinner)?.revision
            if isSame == nil, winner == nil || winner?.header.operation == .delete {
                throw SameError.nothingDecided(pair)
            }
            try decide(
                .same, about: pair.subject, isSame.map { SameDecision(pair: pair, isSame: $0).answers } ?? [:],
                operation: isSame == nil ? .delete : .put, with: writer)
        }
    }

    /// The pair of two codes as they were typed; of which kind, the book knows when it is not said.
    package func pair(_ a: String, _ b: String, kind: IdentityKind?) throws -> CodePair {
        let kinds = kind.map { [$0] } ?? IdentityKind.allCases
        return try store.read { reader in
            // What was decided can be taken back even when no record of the two is left.
            let decided = Set(try reader.sameDecisions().map(\.pair))
            if let pair = kinds.lazy.compactMap({ CodePair($0, a, b) }).first(where: decided.contains) { return pair }
            let codes = try reader.sameCodes()
            func isKnown(_ code: String, _ kind: IdentityKind) throws -> Bool {
                try codes.canonical[kind]?[code] != nil
                    || reader.codes(CodeKind(kind), prefix: code).contains(code)
            }
            for kind in kinds where try isKnown(a.nfc, kind) && isKnown(b.nfc, kind) {
                guard let pair = CodePair(kind, a, b) else { throw SameError.oneCode(a) }
                return pair
            }
            guard let first = try kinds.first(where: { try isKnown(a.nfc, $0) }) else { throw SameError.unknown(a) }
            guard let second = try kinds.first(where: { try isKnown(b.nfc, $0) }) else { throw SameError.unknown(b) }
            throw SameError.unlike(a, first, b, second)
        }
    }
}

extension CodeKind {
    init(_ kind: IdentityKind) {
        self =
            switch kind {
            case .person: .person
            case .household: .household
            case .business: .business
            }
    }
}

/// Why nothing can be decided about two codes.
package enum SameError: Error, Hashable, Sendable {
    case unknown(String)
    case oneCode(String)
    /// A person and a household, say.
    case unlike(String, IdentityKind, String, IdentityKind)
    case nothingDecided(CodePair)
}

extension SameError: Reportable {
    package var problem: Problem {
        switch self {
        case .unknown(let code):
            Problem(
                "SAME-001",
                Bilingual(
                    "sổ không có mã người, hộ hay cơ sở \"\(code.printable)\"",
                    "the book knows no person, household or business \"\(code.printable)\""),
                hint: Bilingual("xem các cặp bằng `sotay duplicates`", "see the pairs with `sotay duplicates`"),
                status: .noInput)
        case .oneCode(let code):
            Problem(
                "SAME-002",
                Bilingual("\"\(code.printable)\" là một mã viết hai lần", "\"\(code.printable)\" is one code twice"),
                hint: Bilingual("nêu hai mã khác nhau", "name two codes that differ"), status: .usage)
        case .unlike(let a, let first, let b, let second):
            Problem(
                "SAME-004",
                Bilingual(
                    "\"\(a.printable)\" là mã \(first.words.vi), \"\(b.printable)\" là mã \(second.words.vi)",
                    "\"\(a.printable)\" is a \(first.words.en), \"\(b.printable)\" a \(second.words.en)"),
                hint: Bilingual("nêu hai mã cùng loại", "name two codes of one kind"), status: .usage)
        case .nothingDecided(let pair):
            Problem(
                "SAME-003",
                Bilingual(
                    "chưa ai quyết định gì về \(pair.first) và \(pair.second)",
                    "nothing has been decided about \(pair.first) and \(pair.second)"),
                hint: Bilingual(
                    "xem các quyết định bằng `sotay duplicates --decided`",
                    "see the decisions with `sotay duplicates --decided`"), status: .noInput)
        }
    }
}
