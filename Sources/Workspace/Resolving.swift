package import Base
import Forms
package import Ledger
import Store

/// How somebody settles a conflict: what is named field by field, and what becomes of the rest.
package struct Resolution: Sendable {
    package enum Rest: Hashable, Sendable {
        /// Every field has to be named.
        case refused
        /// What one side alone has changed is taken; what several have changed has to be named.
        case merged
        /// Everything as one side has it.
        case side(Int)
    }

    package var rest: Rest
    /// Path → number of the side whose answer is taken.
    package var taken: [String: Int]
    /// Paths that will be answered anew once the entry is there.
    package var typed: Set<String>

    package init(rest: Rest, taken: [String: Int] = [:], typed: Set<String> = []) {
        self.rest = rest
        self.taken = taken
        self.typed = typed
    }
}

/// What the program can offer for a conflict without choosing for anybody.
package enum Proposal {
    /// The sides changed different answers: all changes together. Not saved.
    case merge(Entry)
    case impossible(Bilingual)
}

extension Book {
    /// Every conflict of the book. Of a record that stands in two forms' families each family is one.
    package func divergences() throws -> [Divergence] {
        try store.read { reader in try reader.conflicts().flatMap { try divergences(of: $0, reader) } }
    }

    /// The first conflict of the record whose id begins or ends with `text`.
    package func divergence(matching text: String) throws -> Divergence {
        let record = try record(matching: text)[0].revision.header.record
        guard let divergence = try store.read({ try divergences(of: record, $0) }).first else {
            throw ResolveError.noConflict(record.text)
        }
        return divergence
    }

    func divergences(of record: RecordID, _ reader: BookReader) throws -> [Divergence] {
        let (revisions, names) = (try reader.revisions(of: record), try names(reader))
        let families = Dictionary(grouping: revisions) { $0.revision.kind.family }.sorted { $0.key < $1.key }
        return families.compactMap { _, family in
            guard case .record = family[0].revision.kind else { return nil }
            let heads = family.filter(\.isHead)
            let isConflict = Heads.conflict(heads, isDelete: { $0.revision.header.operation == .delete }) {
                $0.revision.answers
            }
            guard isConflict, let winner = heads.first(where: \.isWinner) else { return nil }
            let form = forms.form(winner.revision.header.kind)
            return Divergence(family, names: names, own: identity.card.id) { path in
                guard let form, let item = form.place(path).map({ form.items[$0.item] }) else { return false }
                return item.type == .calculate || item.type.isMetadata
            }
        }
    }

    /// All changes together where no two sides changed the same answer, and the result passes the checks of `log`.
    package func proposal(for divergence: Divergence, language: Language) throws -> Proposal {
        do {
            let entry = try entry(resolving: divergence, by: Resolution(rest: .merged), language: language)
            let errors = try check(entry).errors
            guard let error = errors.first else { return .merge(entry) }
            let place = error.place.map { "\($0): " } ?? ""
            return .impossible(
                Bilingual(
                    "gộp lại thì trái quy tắc của biểu mẫu: \(place)\(error.message.vi)",
                    "together they break a rule of the form: \(place)\(error.message.en)"))
        } catch ResolveError.cannotMerge(let reason) {
            return .impossible(reason)
        } catch ResolveError.open(let paths) {
            let rows = divergence.fields.contains { $0.isRows && paths.contains($0.path.text) }
            return .impossible(
                rows
                    ? Bilingual(
                        "hai bên đổi cùng một danh sách có số dòng khác nhau",
                        "the sides changed one list whose number of rows differs")
                    : Bilingual("hai bên sửa cùng một câu", "the sides changed the same answer"))
        } catch let error as any Reportable {
            return .impossible(error.problem.message)
        }
    }

    /// The record as somebody settles it, as an entry over all heads that `log`'s checks still have to pass.
    ///
    /// Throws ``ResolveError/open(_:)`` when a field is left without a decision: nothing is ever chosen silently.
    package func entry(
        resolving divergence: Divergence, by resolution: Resolution, language: Language
    ) throws -> Entry {
        try guardErased(divergence)
        guard !isBare(divergence) else { throw EraseError.onlyWholeVersions(divergence.record.text) }
        for path in resolution.taken.keys.sorted() where divergence.field(path) == nil {
            throw ResolveError.fieldUnknown(path, known: divergence.fields.map(\.path.text))
        }
        for number in resolution.taken.values.sorted() { _ = try divergence.edit(number) }
        if let obstacle = divergence.obstacle(to: resolution.rest) { throw ResolveError.cannotMerge(obstacle) }
        let start: Divergence.Side
        if case .side(let number) = resolution.rest {
            start = try divergence.edit(number)
        } else {
            guard let first = divergence.edits.first else { throw ResolveError.noConflict(divergence.record.text) }
            start = first
        }
        var answers = JSON.object(start.answers ?? [:])
        var open: [String] = []
        for field in divergence.fields {
            guard let side = resolution.side(for: field, start: start.number, hasBase: divergence.base != nil) else {
                open.append(field.path.text)
                continue
            }
            answers = answers.replacing(field.path.steps[...], by: field.value(of: side)) ?? answers
        }
        guard open.isEmpty else { throw ResolveError.open(open) }
        guard let ref = FormRef(start.revision.header.kind), let form = forms.form(ref.text) else {
            throw BookError.formUnknown(start.revision.header.kind, known: forms.all.map(\.ref.text))
        }
        let record = divergence.record
        let filling = try filling(ref, form, record, answers: answers.object ?? [:], language: language)
        return Entry(record: record, form: ref, filling: filling, parents: Self.parents(divergence.revisions))
    }
}

extension Divergence {
    /// Why no record can be put together from several sides; a whole side can always be taken.
    fileprivate func obstacle(to rest: Resolution.Rest) -> Bilingual? {
        if case .side = rest { return nil }
        if sides.contains(where: \.isDelete) {
            return Bilingual("một bên hủy phiếu, bên kia sửa", "one side voided the record, the other changed it")
        }
        if edits.count < sides.count {
            return Bilingual("một bản chưa có nội dung ở đây", "the body of one version is not here")
        }
        guard rest == .merged, base == nil else { return nil }
        return Bilingual(
            "các bản ghi riêng, không có bản gốc chung", "they were logged apart, without a common version")
    }

    /// The side of that number.
    package func side(_ number: Int) throws -> Side {
        guard sides.indices.contains(number - 1) else { throw ResolveError.sideUnknown(number, count: sides.count) }
        return sides[number - 1]
    }

    /// The side of that number, when a record can be made of it.
    func edit(_ number: Int) throws -> Side {
        let side = try side(number)
        guard side.answers != nil else { throw side.emptiness }
        return side
    }
}

extension Resolution {
    /// Whose answer a field takes; nil when nobody has decided. What the program computes follows from the rest.
    fileprivate func side(for field: Divergence.Field, start: Int, hasBase: Bool) -> Int? {
        if let side = taken[field.path.text] { return side }
        if typed.contains(field.path.text) || field.isComputed { return start }
        switch rest {
        case .refused: return nil
        case .merged: return hasBase ? field.agreedBy.first : nil
        case .side(let number): return number
        }
    }
}

extension Divergence {
    package var json: JSON {
        .object([
            "record": .string(record.text), "form": .string(form),
            "base": base.map { version($0.revision, by: $0.by, [:]) } ?? .null,
            "sides": .array(
                sides.map { side in
                    version(
                        side.revision, by: side.by,
                        [
                            "side": .int(side.number), "winner": .bool(side.isWinner), "own": .bool(side.isOwn),
                            "body": .bool(side.revision.payload != nil),
                        ])
                }),
            "fields": .array(
                fields.map { field in
                    .object([
                        "path": .string(field.path.text), "rows": .bool(field.isRows),
                        "computed": .bool(field.isComputed), "base": field.base ?? .null,
                        "values": .object(
                            field.values.sorted { $0.key < $1.key }.reduce(into: JSONObject()) {
                                $0[String($1.key)] = $1.value ?? .null
                            }),
                        "changed_by": .array(field.changedBy.map { .int($0) }),
                    ])
                }),
        ])
    }

    private func version(_ revision: Revision, by: String, _ first: JSONObject) -> JSON {
        var object = first
        object["revision"] = .string(revision.hash.hex)
        object["operation"] = .string(revision.header.operation.rawValue)
        object["by"] = .string(by)
        object["member"] = .string(revision.header.member)
        object["time"] = .string(revision.header.time.iso)
        return .object(object)
    }
}
