package import Base
import Forms
package import Indicators
package import Ledger
import Store

/// What a request for erasure means in this book, before anything is done.
package struct ErasureTarget: Sendable {
    /// The person's or business's codes, when everything under them is asked for: the one that was named first, then
    /// those that people have decided to be the same. Empty for one record.
    package let codes: [String]
    /// Whose code was named; nil for one record.
    package let kind: IdentityKind?
    /// Records, and decisions about codes, of which every version goes.
    package let records: [RecordID]
    /// Records that are about somebody else now; only the versions that name the code go.
    package let passing: [RecordID: Set<Digest>]
    /// Records that name the code anywhere else, in a longer text or under another question: somebody has to read them.
    package let mentioned: [RecordID]
}

/// What was erased, and what has still to be told.
package struct ErasureReport: Sendable {
    package let target: ErasureTarget
    /// Records of which at least one body is to be nowhere from now on.
    package internal(set) var records: [RecordID] = []
    /// Decisions that two codes are one; they named the person.
    package internal(set) var decisions = 0
    /// Bodies that left this book, and their bytes.
    package internal(set) var bodies = 0
    package internal(set) var bytes = 0
    package internal(set) var drafts = 0
    package internal(set) var contacts = 0
    /// Owners of other devices through whose hands the records came; nothing here shows that they have erased them.
    package internal(set) var unconfirmed: [String] = []
    /// Files kept aside that held it, or could not be looked into, and traces in the book's file.
    package internal(set) var wiping = Wiping()

    package var isWiped: Bool { wiping.left == nil }
}

extension Book {
    /// Finds what a code or a record's id means. A code wins: ids are never codes.
    package func erasureTarget(_ text: String) throws -> ErasureTarget {
        try store.read { reader in
            if let use = try listedUse(of: text.nfc, reader) { throw EraseError.nobodysCode(text, use) }
            let codes = try codes(of: text.nfc, reader)
            var target = (records: [RecordID](), passing: [RecordID: Set<Digest>](), mentioned: [RecordID]())
            var kinds: Set<IdentityKind> = []
            let found = try text.utf8.count < 4 ? [] : Set(codes.flatMap { try reader.records(naming: $0) })
            for record in found.sorted() {
                let revisions = try reader.revisions(of: record).filter(\.revision.isErasable)
                let naming = revisions.filter { stored in
                    let named = self.kinds(of: codes, in: stored.revision)
                    kinds.formUnion(named)
                    return !named.isEmpty
                }
                if naming.contains(where: \.isHead) {
                    target.records.append(record)
                } else if !naming.isEmpty {
                    target.passing[record] = Set(naming.map(\.revision.hash))
                } else {
                    target.mentioned.append(record)
                }
            }
            if !target.records.isEmpty || !target.passing.isEmpty {
                return ErasureTarget(
                    codes: codes, kind: IdentityKind.allCases.first { kinds.contains($0) }, records: target.records,
                    passing: target.passing, mentioned: target.mentioned)
            }
            return ErasureTarget(
                codes: [], kind: nil, records: [try record(matching: text, mentioned: target.mentioned.count, reader)],
                passing: [:], mentioned: [])
        }
    }

    /// What else than somebody a code stands for, by the ward's lists.
    private func listedUse(of code: String, _ reader: BookReader) throws -> EraseError.Use? {
        if code == identity.areaCode { return .area }
        if try reader.hamlets(of: identity.areaCode).hamlet(code) != nil { return .hamlet }
        return try reader.members().contains { $0.code == code } ? .member : nil
    }

    /// The same by what records say: asked only of a code that is nobody's, since one wrong session could else keep a
    /// person from being erased.
    private func recordedUse(of code: String, _ reader: BookReader) throws -> EraseError.Use? {
        if try reader.isItem(code) { return .item }
        if try reader.codes(.hamlet, prefix: code).contains(code) { return .hamlet }
        return try reader.codes(.member, prefix: code).contains(code) ? .member : nil
    }

    /// The code, and every other by which the same person or business goes.
    private func codes(of code: String, _ reader: BookReader) throws -> [String] {
        let same = try reader.sameCodes()
        let others = IdentityKind.allCases.flatMap { kind -> [String] in
            let root = same.code(kind, code)
            return (same.canonical[kind] ?? [:]).filter { $0.value == root }.map(\.key) + [root]
        }
        return [code] + Set(others).subtracting([code]).sorted()
    }

    private func record(matching text: String, mentioned: Int, _ reader: BookReader) throws -> RecordID {
        do {
            return try Self.only(text) { try reader.records(matching: $0) }
        } catch BookError.recordUnknown, BookError.recordIDShort {
            if try reader.isMarked([text.nfc]) { throw EraseError.alreadyErased }
            if let use = try recordedUse(of: text.nfc, reader) { throw EraseError.nobodysCode(text, use) }
            throw mentioned > 0 ? EraseError.onlyMentioned(text, records: mentioned) : EraseError.nothingFound(text)
        }
    }

    /// As whose code a revision names one of these: where a person, household or business is asked for, or decided to be
    /// the same; the same text under any other question is nobody's code.
    private func kinds(of codes: [String], in revision: Revision) -> [IdentityKind] {
        guard let answers = revision.answers else { return [] }
        if revision.kind == .reserved(.same) {
            guard let pair = SameDecision(answers: answers)?.pair else { return [] }
            return codes.contains(pair.first) || codes.contains(pair.second) ? [pair.kind] : []
        }
        let roles = forms.form(revision.header.kind)?.roles ?? [:]
        return IdentityKind.allCases.filter { kind in
            roles[kind.role].flatMap { answers[$0.key]?.string?.nfc }.map(codes.contains) ?? false
        }
    }

    /// `erase`: a redaction over each record's heads, and an `_erase` revision that names what goes; then everything
    /// else in the book's folder that says the same.
    package func erase(_ target: ErasureTarget, request: String) throws -> ErasureReport {
        guard identity.role != .volunteer else { throw BookError.onlyReceivers("erase") }
        guard !Self.holdsLongNumber(request), request.count <= 200 else { throw EraseError.requestHasNumber }
        var report = ErasureReport(target: target)
        report = try write { writer in
            var report = report
            for record in target.records + target.passing.keys.sorted()
            where try erase(record, of: target, target.passing[record], request, writer) {
                report.records.append(record)
            }
            guard !report.records.isEmpty else { throw EraseError.alreadyErased }
            for code in target.codes { try writer.mark(person: code) }
            try writer.settle()
            let decided = try report.records.filter { record in
                try writer.reader.revisions(of: record).allSatisfy { $0.revision.kind == .reserved(.same) }
            }
            report.records.removeAll { decided.contains($0) }
            report.decisions = decided.count
            report.bodies = writer.forgotten.bodies
            report.bytes = writer.forgotten.bytes
            report.drafts = writer.forgotten.drafts
            report.contacts = try Roster(folder).count(writer.forgotten.codes)
            let names = try names(writer.reader)
            let holders = try (report.records + decided).reduce(into: Set<Digest>()) {
                $0.formUnion(try writer.reader.holders(of: $1))
            }
            let (own, succession) = (try writer.reader.ownCards(), try writer.reader.succession())
            report.unconfirmed = Set(holders.subtracting(own).map(succession.newest)).compactMap { names[$0] }.sorted()
            return report
        }
        report.wiping = try wipe()
        return report
    }

    /// False when nothing of the record is left to be erased.
    private func erase(
        _ record: RecordID, of target: ErasureTarget, _ versions: Set<Digest>?, _ request: String, _ writer: BookWriter
    ) throws -> Bool {
        let revisions = try writer.reader.revisions(of: record).filter(\.revision.isErasable)
        let named = revisions.filter { stored in
            versions?.contains(stored.revision.hash) ?? true
                && holdsContents(stored.revision, isErased: stored.isErased)
        }
        guard !named.isEmpty else { return false }
        let hashes = Set(named.map(\.revision.hash))
        for family in Dictionary(grouping: revisions, by: \.revision.kind.family).values
        where family.contains(where: { $0.isHead && hashes.contains($0.revision.hash) }) {
            try redact(family.filter(\.isHead).sorted { $0.live > $1.live }, writer)
        }
        let subject = RecordID.decision(.erase, about: record.text)
        let heads = try writer.reader.revisions(of: subject).filter(\.isHead)
        for portion in Array(hashes.sorted()).portions(of: Erasure.hashesAtMost) {
            let erasure = Erasure(
                record: record, hashes: portion, isOfPerson: !target.codes.isEmpty, request: request)
            try append(
                NewRevision(
                    record: subject, kind: .reserved(.erase), parents: Self.parents(heads), answers: erasure.answers),
                with: writer)
        }
        return true
    }

    /// The erasures in effect at the ward, and at a lead its own, the newest first; and who has not shown yet that it
    /// knows of them: whose sections, under this card or one that follows, do not speak of the ward's log as it was when a
    /// receipt could tell. Nil where the ward alone can see that.
    package func erasures() throws -> [(revision: Revision, erasure: Erasure, unconfirmed: [String]?)] {
        try store.read { reader in
            let (own, succession) = (try reader.ownCards(), try reader.succession())
            let isWard = identity.role == .ward
            let all = try reader.erasures().filter { isWard || own.contains($0.log.card) }
            let names = try names(reader)
            var seen: [Digest: [LogKey: Int]] = [:]
            return try all.reversed().compactMap { stored in
                guard let erasure = Erasure(stored.revision) else { return nil }
                guard isWard else { return (stored.revision, erasure, nil) }
                let places =
                    own.contains(stored.log.card)
                    ? [stored.log: stored.revision.header.seq] : try reader.places(of: own, after: stored.row)
                let others = try reader.holders(of: erasure.record).subtracting(own).filter { holder in
                    try !succession.cards(from: holder).contains { card in
                        let known = try seen[card] ?? reader.placesSeen(by: card)
                        seen[card] = known
                        return places.contains { known[$0.key] ?? 0 >= $0.value }
                    }
                }
                return (stored.revision, erasure, Set(others.map(succession.newest)).compactMap { names[$0] }.sorted())
            }
        }
    }
}

extension Array {
    /// Stretches of at most so many.
    fileprivate func portions(of count: Int) -> [[Element]] {
        stride(from: 0, to: self.count, by: count).map { Array(self[$0..<Swift.min($0 + count, self.count)]) }
    }
}

/// Why nothing is erased.
package enum EraseError: Error, Hashable, Sendable {
    case nothingFound(String)
    /// The code stands in records, but nowhere as somebody's.
    case onlyMentioned(String, records: Int)
    case nobodysCode(String, Use)
    case alreadyErased
    case requestHasNumber
    case erasedRecord(String)
    /// A version with contents has come beside what an erasure left.
    case erasedInConflict(String)
    /// No version has contents left, and none is made of several.
    case onlyWholeVersions(String)

    /// What a code stands for that is nobody's.
    package enum Use: Hashable, Sendable {
        case area, hamlet, member, item

        var words: Bilingual {
            switch self {
            case .area: Bilingual("mã xã, phường", "the ward's code")
            case .hamlet: Bilingual("mã tổ, thôn", "a hamlet's code")
            case .member: Bilingual("mã tình nguyện viên", "a volunteer's code")
            case .item: Bilingual("mã việc đã giúp", "the code of a kind of help")
            }
        }
    }
}

extension EraseError: Reportable {
    package var problem: Problem {
        switch self {
        case .nothingFound(let text):
            Problem(
                "ERASE-001",
                Bilingual(
                    "sổ không có phiếu nào của mã \"\(text.printable)\"",
                    "the book has no record of \"\(text.printable)\""),
                hint: Bilingual(
                    "ghi đủ mã người, mã cơ sở, hoặc mã phiếu như `sotay list` in ra",
                    "give the whole person or business code, or a record's id as `sotay list` prints it"),
                status: .noInput)
        case .onlyMentioned(let text, let records):
            Problem(
                "ERASE-005",
                Bilingual(
                    "\"\(text.printable)\" không phải mã người, hộ hay cơ sở trong phiếu nào; chữ ấy chỉ đứng ở câu khác của \(records) phiếu",
                    "\"\(text.printable)\" is nowhere the code of a person, household or business; it stands under other questions of \(records) records"
                ),
                hint: Bilingual(
                    "xem từng phiếu, rồi xoá theo mã phiếu", "look at each record, then erase by the record's id"),
                status: .noInput)
        case .nobodysCode(let text, let use):
            Problem(
                "ERASE-006",
                Bilingual(
                    "\"\(text.printable)\" là \(use.words.vi), không phải mã của một người; không xoá gì",
                    "\"\(text.printable)\" is \(use.words.en), not somebody's; nothing is erased"),
                hint: Bilingual(
                    "ghi mã người, mã hộ, mã cơ sở, hoặc mã một phiếu",
                    "give the code of a person, household or business, or a record's id"), status: .usage)
        case .alreadyErased:
            Problem(
                "ERASE-002",
                Bilingual("những phiếu này đã xoá từ trước; không còn gì để xoá", "these records were erased before"),
                status: .noInput)
        case .requestHasNumber:
            Problem(
                "ERASE-003",
                Bilingual(
                    "số văn bản yêu cầu dài quá 200 chữ hoặc chứa số điện thoại, số giấy tờ; nó ở lại mãi trong sổ",
                    "the request's number has over 200 letters or holds a telephone or document number; it stays in the book for ever"
                ),
                hint: Bilingual("ghi ngắn, ví dụ \"12/ĐN ngày 03/7\"", "write it short, such as \"12 of 3 July\""),
                status: .badData)
        case .erasedRecord(let id):
            Problem(
                "ERASE-004",
                Bilingual(
                    "phiếu \(id) đã xoá theo yêu cầu, không sửa được nữa",
                    "the record \(id) was erased on request and cannot be corrected"), status: .badData)
        case .erasedInConflict(let id):
            Problem(
                "ERASE-007",
                Bilingual(
                    "phiếu \(id) đã xoá theo yêu cầu; bản đến sau còn nội dung, chốt kiểu nào cũng giữ nội dung ấy lại",
                    "the record \(id) was erased on request; a later version still has contents, and settling would keep them"
                ),
                hint: Bilingual(
                    "tổ trưởng hoặc phường xoá lần nữa: `sotay erase \(id.suffix(6))`",
                    "the lead or the ward erases it again: `sotay erase \(id.suffix(6))`"), status: .badData)
        case .onlyWholeVersions(let id):
            Problem(
                "ERASE-008",
                Bilingual(
                    "phiếu \(id) đã xoá theo yêu cầu: chỉ chọn nguyên một bản, không sửa và không gộp",
                    "the record \(id) was erased on request: one version is taken whole, nothing changed or merged"),
                hint: Bilingual(
                    "xem số của từng bản bằng `sotay conflicts`, rồi `sotay resolve \(id.suffix(6)) --side SỐ`",
                    "see their numbers with `sotay conflicts`, then `sotay resolve \(id.suffix(6)) --side NUMBER`"),
                status: .badData)
        }
    }
}
