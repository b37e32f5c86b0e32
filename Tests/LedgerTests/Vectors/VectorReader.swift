import Age
import Base

@testable import Ledger

/// What a reader answers to a set of files, as the lines of sync/vectors/expected.txt.
///
/// The ward's own book reads, with nothing in it before. Files are offered until no more is taken, so their order
/// plays no part.
struct VectorReader {
    let identity: AgeIdentity
    let ward: SigningPublicKey
    private var cards: [Digest: Card] = [:]
    private var entries: [LogKey: Set<Revision>] = [:]
    private var secrets: Set<[UInt8]> = []
    private var told: [Receipt.Erased] = []
    private var decided: Set<Revision> = []
    private var wardsReceipts: Set<Receipt> = []

    init(identity: AgeIdentity, ward: SigningPublicKey) {
        self.identity = identity
        self.ward = ward
    }

    mutating func lines(for files: [(name: String, bytes: [UInt8])]) -> [String] {
        var answers: [String: [String]] = [:]
        var before = -1
        while size != before {
            before = size
            for file in files { answers[file.name] = answer(to: file.bytes) }
        }
        let named = answers.sorted { $0.key < $1.key }.flatMap { name, lines in lines.map { "\(name) \($0)" } }
        return named + merged()
    }

    private var size: Int { entries.values.reduce(cards.count + decided.count) { $0 + $1.count } }

    private func trust() -> Trust {
        Trust(
            cards: Array(cards.values), own: [],
            decisions: entries.flatMap { log, revisions in revisions.map { LedgerEntry(log: log, revision: $0) } },
            told: decided)
    }

    // MARK: One file

    private mutating func answer(to file: [UInt8]) -> [String] {
        do {
            if Kit.isKit(file) { return ["kit \(try take(Kit(file: file)))"] }
            if Receipt.isReceipt(file) { return try take(Receipt.all(in: file)) }
            if Card.isCard(file) { return ["card \(try take(Card(file: file)))"] }
            let batch = try Batch(file: file, identities: [identity], ward: ward)
            cards[batch.carrier.id] = batch.carrier
            for case .card(let card)? in batch.sections.map(\.content) where card.ward == ward { cards[card.id] = card }
            return ["0 batch \(batch.carrier.id.hex)"]
                + batch.sections.enumerated().map { "\($0.offset + 1) \(answer(to: $0.element, $0.offset + 1))" }
        } catch {
            return ["refused \(error.code)"]
        }
    }

    private mutating func take(_ kit: Kit) throws(SyncError) -> String {
        guard kit.ward == ward else { throw .kitOther(area: kit.area.code) }
        for card in kit.wardCards { cards[card.id] = card }
        secrets.insert(kit.secret)
        return (["\(kit.number)", kit.id] + kit.parts.map { "\($0.kind.rawValue):\(Digest.of(.plain, $0.bytes).hex)" })
            .joined(separator: " ")
    }

    private mutating func take(_ card: Card) throws(SyncError) -> String {
        guard card.ward == ward else { throw .otherWard(fingerprint: card.ward.fingerprint) }
        cards[card.id] = card
        return "\(card.id.hex) \(card.role.rawValue)"
    }

    private mutating func take(_ receipts: [Receipt]) throws(SyncError) -> [String] {
        for receipt in receipts {
            let card = receipt.card
            guard card.ward == ward else { throw .otherWard(fingerprint: card.ward.fingerprint) }
            guard
                card.isCertified || card.role == .lead && secrets.contains(where: { card.isEnrolled(secret: $0) })
            else { throw .receiptUntrusted(name: card.name) }
        }
        return receipts.enumerated().map { index, receipt in
            if receipt.card.isCertified {
                told += receipt.erased
                decided.formUnion(receipt.decided)
                wardsReceipts.insert(receipt)
            }
            let held = receipt.held.map { "\($0.log.log.hex):\($0.seq):\($0.chain.hex)" }
            let erased = receipt.erased.flatMap { entry in entry.hashes.map { "\(entry.record.text)!\($0.hex)" } }
            let decided = receipt.decided.map { "\($0.header.kind):\($0.hash.hex)" }
            let after = receipt.after.sorted { $0.key < $1.key }.map { "\($0.key.text)>\($0.value)" }
            return (["\(index + 1) receipt", receipt.card.id.hex] + held + after + erased + decided)
                .joined(separator: " ")
        }
    }

    private mutating func answer(to section: Batch.RawSection, _ number: Int) -> String {
        do {
            return try take(section, number)
        } catch {
            return "refused \(error.code)"
        }
    }

    private mutating func take(_ section: Batch.RawSection, _ number: Int) throws(SyncError) -> String {
        switch section.content {
        case nil: throw .sectionDamaged(number)
        case .unknown(let least): throw .newer(least)
        case .card(let card):
            guard card.ward == ward else { throw .otherWard(fingerprint: card.ward.fingerprint) }
            return "card \(card.id.hex) \(card.role.rawValue)"
        case .form(let form):
            _ = try author(form.card, isSigned: { form.ward == ward && form.isSigned(by: $0) }, number)
            return "form \(form.form.text)"
        case .log(let log, let body):
            let author = try author(log.card, isSigned: { log.ward == ward && log.isSigned(by: $0) }, number)
            let revisions = try log.revisions(in: body, signingKey: author.signingKey).map(\.revision)
            for revision in revisions where revision.payload != nil || !has(revision, in: log.key) {
                entries[log.key, default: []].insert(revision)
            }
            let hashes = revisions.map { $0.hash.hex + ($0.payload == nil ? ":empty" : "") }
            return "log \(log.log.hex) \(log.from)-\(log.to) " + hashes.joined(separator: " ")
        }
    }

    private func author(
        _ card: Digest, isSigned: (SigningPublicKey) -> Bool, _ number: Int
    ) throws(SyncError) -> Card {
        guard let author = cards[card] else { throw .cardUnknown(number) }
        guard isSigned(author.signingKey) else { throw .sectionSignature(number) }
        guard trust().trusted.contains(card) else {
            throw .untrusted(name: author.name, fingerprint: author.signingKey.fingerprint, isEnrolled: false)
        }
        return author
    }

    private func has(_ revision: Revision, in log: LogKey) -> Bool {
        entries[log]?.contains { $0.hash == revision.hash && $0.header.seq == revision.header.seq } ?? false
    }
}

// MARK: - What all of them amount to

extension VectorReader {
    private func merged() -> [String] {
        var model = LedgerModel()
        for (log, revisions) in entries {
            for revision in revisions { model.insert(revision, log: log.log, author: cards[log.card]!) }
        }
        model.note(decided: decided)
        model.judge(cards: Array(cards.values), own: [])
        model.note(erased: told)
        let erasures = model.erasures
        let erased = model.revisions.values.filter { erasures.covers($0) }.map { "= erased \($0.hash.hex)" }
        let trusted = trust().trusted.map { "= trusted \($0.hex)" }
        let empty = model.revisions.values.filter { $0.payload == nil && !erasures.covers($0) }.map {
            "= empty \($0.hash.hex)"
        }
        let places = Dictionary(grouping: model.revisions.keys) { "\($0.log.log.hex) \($0.log.card.hex) \($0.seq)" }
        let forks = places.filter { $1.count > 1 }.map { "= fork \($0.key)" }
        let records = Set(model.revisions.values.map { [$0.header.record.text, $0.kind.family] }).map { pair in
            line(of: RecordID(pair[0])!, family: pair[1], in: model)
        }
        return trusted.sorted() + confirmed() + Set(empty).sorted() + Set(erased).sorted() + forks.sorted()
            + records.sorted()
    }

    /// What those receipts of the ward confirm that name all logs of the ward's own which any of them names.
    private func confirmed() -> [String] {
        let isWards = { self.cards[$0]?.isCertified == true }
        let known = wardsReceipts.reduce(into: Set()) { $0.formUnion($1.names(isWards).keys) }
        let believed = wardsReceipts.filter { known.isSubset(of: $0.names(isWards).keys) }
        let held = believed.flatMap(\.held).filter { !known.contains($0.log) }
        return Set(
            held.map { "= confirmed \($0.log.log.hex) \($0.log.card.hex) \($0.seq) \($0.chain.hex)" }
        ).sorted()
    }

    /// The winner comes first; the other heads as their hashes sort.
    private func line(of record: RecordID, family: String, in model: LedgerModel) -> String {
        let heads = model.heads(of: record, family: family)
        let places = heads.map { "\($0.hash.hex)@\($0.log.log.hex)/\($0.log.card.hex.prefix(16))" }
        let conflict = model.isInConflict(record, family: family) ? ["conflict"] : []
        return (["= record", record.text, family] + places.prefix(1) + places.dropFirst().sorted() + conflict)
            .joined(separator: " ")
    }
}

extension SyncError {
    var code: String { problem.code }
}
