package import Base
package import Ledger
import Store

/// Where the live versions of one record part, field by field. Nothing in it is a decision.
package struct Divergence: Sendable {
    /// One live version: what was done, who claims to have done it, and when.
    package struct Side: Sendable {
        /// From 1, the winner first.
        package let number: Int
        package let revision: Revision
        /// The owner of the device that signed it.
        package let by: String
        /// Written by this device.
        package let isOwn: Bool
        /// Its body went by an erasure.
        package let isErased: Bool

        package var isWinner: Bool { number == 1 }
        package var isDelete: Bool { revision.header.operation == .delete }

        /// Nil of a deletion, and where the body is missing.
        package var answers: JSONObject? { isDelete ? nil : revision.answers }
    }

    /// One answer that the versions do not give alike, or all rows of a repeat of which they do not have as many.
    package struct Field: Hashable, Sendable {
        package let path: AnswerPath
        /// What the common version said; nil when it said nothing, or when there is none.
        package let base: JSON?
        /// By the number of the side; deletions and missing bodies have none.
        package let values: [Int: JSON?]
        /// All rows of a repeat: rows have no names, so two lists of different length cannot be set side by side.
        package let isRows: Bool
        /// The program fills it in, so nobody has to decide about it.
        package let isComputed: Bool
        /// Several newest common versions do not give it alike: somebody has decided about it before, on either side.
        package let isBaseOpen: Bool

        package func value(of side: Int) -> JSON? { values[side] ?? nil }

        /// The sides that say something else than the common version did; all of them when there is no one such version.
        package var changedBy: [Int] {
            isBaseOpen ? values.keys.sorted() : values.keys.filter { !JSON.agree(value(of: $0), base) }.sorted()
        }

        /// The sides behind the only change there is: all that changed the answer say the same. Empty when they do not.
        package var agreedBy: [Int] {
            let changed = changedBy
            return changed.dropFirst().allSatisfy { JSON.agree(value(of: $0), value(of: changed[0])) } ? changed : []
        }
    }

    package let record: RecordID
    package let sides: [Side]
    /// The newest version that all sides continue.
    package let base: Base?
    package let fields: [Field]
    /// Every revision of the record in this form's family.
    let revisions: [StoredRevision]

    package struct Base: Sendable {
        package let revision: Revision
        package let by: String
    }

    /// - Parameter isComputed: whether the program fills in the answer at a path.
    init(
        _ revisions: [StoredRevision], names: [Digest: String], own: Digest,
        isComputed: @escaping (String) -> Bool
    ) {
        self.revisions = revisions
        record = revisions[0].revision.header.record
        let heads = revisions.filter(\.isHead).sorted { a, b in
            (a.live, a.revision.header.generation, a.revision.hash)
                > (b.live, b.revision.header.generation, b.revision.hash)
        }
        sides = heads.enumerated().map { index, head in
            Side(
                number: index + 1, revision: head.revision, by: names[head.log.card] ?? "?",
                isOwn: head.log.card == own, isErased: head.isErased)
        }
        let common = Self.commonVersions(of: heads.map(\.revision), among: revisions)
        base = common.first.map { Base(revision: $0.revision, by: names[$0.log.card] ?? "?") }
        let edits = sides.compactMap { side in side.answers.map { (side.number, JSON?.some(.object($0))) } }
        var comparison = Comparison(isComputed: isComputed)
        comparison.compare(
            .whole, bases: common.map { $0.revision.answers.map { .object($0) } },
            values: Dictionary(uniqueKeysWithValues: edits))
        fields = comparison.fields
    }

    /// The form of the version in use, as its revision names it.
    package var form: String { sides[0].revision.header.kind }

    /// Sides that a record can be made of.
    package var edits: [Side] { sides.filter { $0.answers != nil } }

    package func field(_ path: String) -> Field? {
        fields.first { $0.path.text == path.nfc }
    }

    /// The newest of what all heads descend from, void and missing versions passed over: those that no other of them
    /// descends from, the greatest by generation and hash first. Several when versions were settled apart (a criss-cross).
    private static func commonVersions(of heads: [Revision], among revisions: [StoredRevision]) -> [StoredRevision] {
        let byHash = Dictionary(revisions.map { ($0.revision.hash, $0) }, uniquingKeysWith: { a, _ in a })
        func ancestors(of revision: Revision) -> Set<Digest> {
            var ancestors: Set<Digest> = []
            var waiting = revision.header.parents
            while let next = waiting.popLast() {
                guard let parent = byHash[next], ancestors.insert(next).inserted else { continue }
                waiting += parent.revision.header.parents
            }
            return ancestors
        }
        let sets = heads.map(ancestors)
        var newest: [StoredRevision] = []
        var passed: Set<Digest> = []
        // A descendant has the greater generation; one that claims otherwise stays beside its ancestor.
        for version in (sets.first ?? []).filter({ hash in sets.allSatisfy { $0.contains(hash) } })
            .compactMap({ byHash[$0] })
            .filter({ $0.revision.header.operation != .delete && $0.revision.answers != nil })
            .sorted(by: {
                ($0.revision.header.generation, $0.revision.hash) > ($1.revision.header.generation, $1.revision.hash)
            })
        where !passed.contains(version.revision.hash) {
            newest.append(version)
            passed.formUnion(ancestors(of: version.revision))
        }
        return newest
    }
}

/// Walks through several records at once and notes where they part.
private struct Comparison {
    let isComputed: (String) -> Bool
    private(set) var fields: [Divergence.Field] = []

    init(isComputed: @escaping (String) -> Bool) {
        self.isComputed = isComputed
    }

    /// - Parameter bases: what each of the newest common versions says; empty when there is none.
    mutating func compare(_ path: AnswerPath, bases: [JSON?], values: [Int: JSON?]) {
        let present = values.values.compactMap(\.self)
        guard let first = values.first, !values.values.allSatisfy({ JSON.agree($0, first.value) }) else { return }
        if present.count == values.count, present.allSatisfy({ $0.object != nil }) {
            var keys: [String] = []
            for side in values.keys.sorted() {
                for key in values[side]!!.object!.keys where !keys.contains(key) { keys.append(key) }
            }
            for key in keys {
                compare(path.appending(.key(key)), bases: bases.map { $0?[key] }, values: values.mapValues { $0?[key] })
            }
            return
        }
        let isRows = present.allSatisfy { $0.array?.allSatisfy { $0.object != nil } == true }
        let counts = Set(values.values.map { $0?.array?.count ?? 0 } + bases.map { $0?.array?.count ?? 0 })
        if isRows, counts.count == 1 {
            for row in 0..<counts.first! {
                compare(
                    path.appending(.row(row)), bases: bases.map { $0?.array?[row] },
                    values: values.mapValues { $0?.array?[row] })
            }
            return
        }
        let base = bases.first ?? nil
        fields.append(
            .init(
                path: path, base: base, values: values, isRows: isRows, isComputed: isComputed(path.text),
                isBaseOpen: !bases.allSatisfy { JSON.agree($0, base) }))
    }
}
