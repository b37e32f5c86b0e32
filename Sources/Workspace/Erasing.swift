package import Base
import Forms
import Indicators
package import Ledger
import Store

/// What a request for erasure means in this book, before anything is done.
package struct ErasureTarget: Sendable {
    /// The person's or business's codes, when everything under them is asked for: the one that was named first, then
    /// those that people have decided to be the same. Empty for one record.
    package let codes: [String]
    /// Records, and decisions about codes, of which every version goes.
    package let records: [RecordID]
    /// Records that are about somebody else now; only the versions that name the code go.
    package let passing: [RecordID: Set<Digest>]
    /// Records that name the code in a longer text: somebody has to read them.
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
    /// Files kept aside that held it, or could not be looked into.
    package internal(set) var files = 0
    /// Owners of other devices through whose hands the records came; nothing here shows that they have erased them.
    package internal(set) var unconfirmed: [String] = []
    /// False while another program keeps the journal from being emptied; the next opening does it.
    package internal(set) var isWiped = true
}

extension Book {
    /// Finds what a code or a record's id means. A code wins: ids are never codes.
    package func erasureTarget(_ text: String) throws -> ErasureTarget {
        try store.read { reader in
            let codes = try codes(of: text.nfc, reader)
            var target = (records: [RecordID](), passing: [RecordID: Set<Digest>](), mentioned: [RecordID]())
            let found = try text.utf8.count < 4 ? [] : Set(codes.flatMap { try reader.records(naming: $0) })
            for record in found.sorted() {
                let revisions = try reader.revisions(of: record).filter(\.revision.isErasable)
                let naming = revisions.filter { stored in codes.contains { Self.names(stored.revision, $0) } }
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
                    codes: codes, records: target.records, passing: target.passing, mentioned: target.mentioned)
            }
            return ErasureTarget(
                codes: [], records: [try record(matching: text, reader)], passing: [:], mentioned: [])
        }
    }

    /// The code, and every other by which the same person or business goes.
    private func codes(of code: String, _ reader: BookReader) throws -> [String] {
        let same = try reader.sameCodes()
        let others = [IdentityKind.person, .business].flatMap { kind -> [String] in
            let root = same.code(kind, code)
            return (same.canonical[kind] ?? [:]).filter { $0.value == root }.map(\.key) + [root]
        }
        return [code] + Set(others).subtracting([code]).sorted()
    }

    private func record(matching text: String, _ reader: BookReader) throws -> RecordID {
        let digits = text.lowercased().filter { $0 != "-" }
        let matches = digits.count < 4 ? [] : try reader.records(matching: digits)
        guard let record = matches.first else {
            throw try reader.isMarked([text.nfc]) ? EraseError.alreadyErased : EraseError.nothingFound(text)
        }
        guard matches.count == 1 else { throw BookError.recordAmbiguous(text, count: matches.count) }
        return record
    }

    /// Whether an answer is the code, not merely a text in which it stands.
    private static func names(_ revision: Revision, _ code: String) -> Bool {
        Change.flat(.object(revision.answers ?? [:]), at: "").contains { $0.1 == code }
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
            report.unconfirmed = holders.subtracting([identity.card.id]).compactMap { names[$0] }.sorted()
            return report
        }
        let wiping = try wipe()
        report.files = wiping.files
        report.isWiped = wiping.isDone
        return report
    }

    /// False when nothing of the record is left to be erased.
    private func erase(
        _ record: RecordID, of target: ErasureTarget, _ versions: Set<Digest>?, _ request: String, _ writer: BookWriter
    ) throws -> Bool {
        let revisions = try writer.reader.revisions(of: record).filter(\.revision.isErasable)
        let named = revisions.filter { stored in
            versions?.contains(stored.revision.hash) ?? true && !stored.isErased && !isRedacted(stored.revision)
        }
        guard !named.isEmpty else { return false }
        let hashes = Set(named.map(\.revision.hash))
        for family in Dictionary(grouping: revisions, by: \.revision.kind.family).values
        where family.contains(where: { $0.isHead && hashes.contains($0.revision.hash) }) {
            try redact(family, writer)
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

    /// One revision over all heads of a family that keeps the day, the hamlet and the kind of client; a decision about
    /// codes is taken back.
    private func redact(_ family: [StoredRevision], _ writer: BookWriter) throws {
        let heads = family.filter(\.isHead).sorted { $0.live > $1.live }
        guard let source = heads.first(where: { $0.revision.payload != nil })?.revision else { return }
        var parents = heads.map {
            Revision.Parent(hash: $0.revision.hash, generation: $0.revision.header.generation)
        }
        // A header holds so many parents: what is left is covered by the next one.
        repeat {
            let isDelete = source.header.operation == .delete || source.kind == .reserved(.same)
            let covered = parents.prefix(Caps.parents)
            let revision = try append(
                NewRevision(
                    record: source.header.record, kind: source.kind,
                    operation: isDelete ? .delete : covered.count > 1 ? .resolve : .put, parents: Array(covered),
                    answers: redaction(of: source), member: RevisionHeader.member(identity.member)),
                with: writer)
            parents =
                [.init(hash: revision.hash, generation: revision.header.generation)] + parents.dropFirst(covered.count)
        } while parents.count > 1
    }

    /// What stays of a session's answers: it then counts like one of somebody who did not agree to be recorded.
    private func redaction(of revision: Revision) -> JSONObject {
        guard revision.header.operation != .delete, let answers = revision.answers,
            let roles = forms.form(revision.header.kind)?.roles
        else { return [:] }
        var kept: JSONObject = [:]
        for role in [Role.sessionID, .sessionArea, .sessionStart, .sessionHamlet, .sessionClient] {
            guard let key = roles[role]?.key, let answer = answers[key] else { continue }
            kept[key] = role == .sessionStart ? answer.string.map { .string(String($0.prefix(10))) } : answer
        }
        if let key = roles[.sessionConsent]?.key { kept[key] = .string("khong_dong_y") }
        return kept
    }

    /// A redaction says nothing more when it is made again.
    private func isRedacted(_ revision: Revision) -> Bool {
        revision.answers.map { $0.sorted == redaction(of: revision).sorted } ?? false
    }

    /// The erasures that this device has decided, the newest first, and who has not shown yet that it knows of them.
    package func erasures() throws -> [(revision: Revision, erasure: Erasure, unconfirmed: [String])] {
        try store.read { reader in
            let names = try names(reader)
            return try reader.erasures(by: identity.card.id).reversed().map { stored, erasure in
                let others = try reader.holders(of: erasure.record).subtracting([identity.card.id]).filter { card in
                    try identity.role != .ward
                        || reader.place(of: stored.log, seenBy: card) < stored.revision.header.seq
                }
                return (stored.revision, erasure, others.compactMap { names[$0] }.sorted())
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
    case alreadyErased
    case requestHasNumber
    case erasedRecord(String)
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
        }
    }
}
