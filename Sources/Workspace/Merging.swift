import Age
package import Base
import Foundation
import Ledger
import Store

/// `merge`: batches, kits and cards from files and folders. Safe to repeat; the order plays no part.
package struct Merge {
    let book: Book
    /// Whether a device that is not trusted yet shall be.
    private let trust: (TrustQuestion) throws -> Bool
    private let progress: (_ done: Int, _ of: Int) -> Void
    var report = MergeReport()
    /// Devices that were not trusted when they were brought up: nobody is asked twice in one run.
    private var refused: Set<Digest> = []
    /// Batches of this run of which nothing was refused, by their paths.
    var takenWhole: [String] = []
    /// Where stands what is not kept aside: by a trial, or because it holds what was erased.
    var elsewhere: [Digest: String] = [:]
    /// Whether devices that are not trusted yet are brought up; not when waiting files are tried once more.
    var asksForTrust = true
    /// Known since the first batch was opened: before, the keys may need a passphrase that nobody has to be asked for.
    private var opener: BatchOpener?

    package init(
        into book: Book, trust: @escaping (TrustQuestion) throws -> Bool,
        progress: @escaping (_ done: Int, _ of: Int) -> Void = { _, _ in }
    ) {
        self.book = book
        self.trust = trust
        self.progress = progress
    }

    package mutating func run(_ paths: [String]) throws -> MergeReport {
        let files = try paths.flatMap { try expand($0) }
        let before = try book.store.read { try $0.conflictCount() }
        let erasedBefore = book.erasedBodies
        files.first?.begin(nil)
        for (index, file) in files.enumerated() {
            progress(index, files.count)
            let name = file.path.fileName
            do {
                guard let content = try file.content() else { continue }
                if index + 1 < files.count { files[index + 1].begin(opener) }
                let taken = try take(file.path, consume content, named: name, isAsked: file.isAsked)
                if taken.isWholeBatch { takenWhole.append(file.path) }
                report.files.append(taken)
            } catch let error as FileError {
                // A file that cannot be read stops none of the others.
                report.files.append(.init(name: name, hash: nil, problems: [error.problem]))
            }
        }
        progress(files.count, files.count)
        try retryWaiting()
        try releaseReplaced()
        try releaseCopies()
        report.wiping = try book.wipe()
        report.erased = book.erasedBodies - erasedBefore
        report.conflicts = max(0, try book.store.read { try $0.conflictCount() } - before)
        return report
    }

    /// A folder's files by name; what lies in it and is none of ours, by its name and its beginning, is passed over in
    /// silence, folders are named.
    private mutating func expand(_ path: String) throws -> [FileAhead] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw FileError.missing(path)
        }
        guard isFolder.boolValue else { return [FileAhead(path, isAsked: true)] }
        let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted().filter { !$0.hasPrefix(".") }
        let folder = BookFolder(path).path
        report.unfinished += names.filter { $0.hasSuffix(".part") }
        return names.filter { !$0.hasSuffix(".part") }.map { folder + "/" + $0 }.filter { path in
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
                return FileManager.default.fileExists(atPath: path)
            }
            report.passedOver.append(path)
            return false
        }
        .map { FileAhead($0, isAsked: false) }
    }

    /// Throws when the book itself fails (full, busy, damaged): that is no fault of the file. A batch is opened in the
    /// memory in which it was read, and read once more when it has to be kept aside.
    mutating func take(
        _ path: String, _ content: consuming FileContent, named name: String, isAsked: Bool
    ) throws -> MergeReport.File {
        var file = MergeReport.File(name: name, hash: content.hash)
        guard content.hash != nil else {
            file.problems = [SyncError.tooLarge(limit: Caps.fileBytes).problem]
            return file
        }
        // Out of the content, so that nobody else holds them.
        var bytes: [UInt8] = []
        swap(&bytes, &content.bytes)
        do {
            if Kit.isKit(bytes) {
                let kit = try Kit(file: bytes)
                if isOfOtherTeam(kit) {
                    // Not kept: it holds a secret, and a shared stick brings it each time.
                    let problem = SyncError.kitOther(area: kit.team).problem.located(at: name)
                    if isAsked { file.problems.append(problem) } else { file.outcome = .forOthers }
                } else {
                    file.outcome = try takeKit(kit)
                }
            } else if Receipt.isReceipt(bytes) {
                let taken = try book.take(Receipt.all(in: bytes))
                file.outcome = .receipt(from: taken.names, opensNewLog: taken.opensNewLog)
                file.problems += taken.refused.map { $0.problem.located(at: name) }
                report.revocations += taken.revoked
                if !taken.revoked.isEmpty { report.isRevokedByWard = true }
                try report.note(lost: taken.lost, names: book.store.read { try book.names($0) })
            } else if Card.isCard(bytes) {
                file.outcome = try takeCard(Card(file: bytes), isHandedOver: isAsked)
            } else {
                try takeBatch(consume bytes, opened: content.batch.take(), at: path, into: &file)
                return file
            }
            try release(file.hash!)
        } catch let error as StoreError {
            throw error
        } catch SyncError.seal(.noIdentityMatches) where book.identity.role != .ward {
            // Every batch of a ward is sealed to the ward; elsewhere it may well be meant for others.
            if isAsked {
                file.problems.append(SyncError.seal(.noIdentityMatches).problem.located(at: name))
            } else {
                file.outcome = .forOthers
            }
        } catch let error as any Reportable {
            file.problems.append(error.problem.located(at: name))
            try keepAside(path, section: 0, error.problem, file: &file)
        } catch {
            file.problems.append(Problem.unexpected(error).located(at: name))
        }
        return file
    }

    // MARK: Kits and cards

    private func isOfOtherTeam(_ kit: Kit) -> Bool {
        let team = book.identity.team
        return kit.ward == book.identity.ward && !kit.team.isEmpty && !team.isEmpty && kit.team != team
    }

    private func takeKit(_ kit: Kit) throws -> MergeReport.Outcome {
        guard kit.ward == book.identity.ward else {
            throw SyncError.kitOther(area: "\(kit.area.code) \(kit.area.name)")
        }
        return try book.write { writer in
            let number = try writer.reader.kitNumber()
            try writer.insert(StoredKit(kit))
            for card in kit.wardCards { try writer.insert(card) }
            try writer.withdraw(kits: kit.withdrawn)
            guard kit.number > number else { return .kit(number: kit.number, isNewer: false) }
            try writer.set(.kitNumber, String(kit.number))
            // The ward itself, made anew, has only to count on from there.
            guard book.identity.role != .ward else { return .kit(number: kit.number, isNewer: false) }
            try writer.set(.leads, kit.leadCards.map(\.id.hex).joined(separator: " "))
            try writer.set(.recipients, kit.recipients.map(\.text).joined(separator: " "))
            try writer.set(.areaName, kit.area.name)
            try writer.set(.plan, kit.text(of: .plan))
            try writer.set(.catalogue, kit.text(of: .catalogue))
            try writer.set(.ownIndicators, kit.text(of: .indicators))
            try writer.set(.hamlets, kit.hamlets)
            for form in try kit.forms() { try writer.insert(form) }
            for list in kit.lists { try writer.insert(list: list) }
            try book.forms.reload(writer.reader)
            try writer.recountUnapproved()
            return .kit(number: kit.number, isNewer: true)
        }
    }

    private mutating func takeCard(_ card: Card, isHandedOver: Bool) throws -> MergeReport.Outcome {
        guard card.ward == book.identity.ward else { throw SyncError.otherWard(fingerprint: card.ward.fingerprint) }
        try remember([card])
        let isTrusted = try isTrusted(card, isHandedOver: isHandedOver)
        return .card(name: card.name, isTrusted ? .trusted : book.decides(over: card) ? .open : .others(card.role))
    }

    /// Trusts a card when the ledger does already, or when `trust` decides so now; the decision is a revision.
    private mutating func isTrusted(_ card: Card, isHandedOver: Bool = false) throws -> Bool {
        if try book.store.read({ try $0.isTrusted(card.id) }) { return true }
        guard asksForTrust, book.decides(over: card), isHandedOver || !refused.contains(card.id) else { return false }
        let question = try question(about: card, isHandedOver: isHandedOver)
        guard try trust(question) else {
            refused.insert(card.id)
            return false
        }
        try book.write { writer in
            try writer.insert(card)
            try book.decide(
                .trust, card,
                ["card": .string(card.id.hex), "name": .string(card.name), "enrolled": .bool(question.isEnrolled)],
                with: writer)
        }
        report.trusted.append(card)
        return true
    }

    private func question(about card: Card, isHandedOver: Bool) throws -> TrustQuestion {
        let kit = try book.store.read { try $0.kits() }.first { $0.id == card.kit }
        let isProven = kit.map { card.isEnrolled(secret: $0.secret) } ?? false
        return TrustQuestion(
            card: card, isEnrolled: isProven && kit?.isWithdrawn == false,
            withdrawnKit: kit.flatMap { $0.isWithdrawn && (isProven || $0.number == 0) ? $0.number : nil },
            isKitKnown: kit != nil, isHandedOver: isHandedOver)
    }

    // MARK: Batches

    private mutating func takeBatch(
        _ bytes: consuming [UInt8], opened: consuming Result<Batch, SyncError>?, at path: String,
        into file: inout MergeReport.File
    ) throws {
        let hash = file.hash!
        if try book.store.read({ try $0.hasMerged(hash) }) {
            file.outcome = .again
            return
        }
        let batch: Batch
        if let opened { batch = try opened.get() } else { batch = try batchOpener().open(bytes, hash).get() }
        let (cards, order) = Self.survey(batch)
        try remember(cards.values)
        var records: Set<RecordID> = []
        var decisions = 0
        var known = 0
        var authors: [String] = []
        var failed = false
        var hasForms = false
        for index in order {
            do {
                guard let content = batch.sections[index].content else { throw SyncError.sectionDamaged(index + 1) }
                switch content {
                case .card(let card): throw SyncError.otherWard(fingerprint: card.ward.fingerprint)
                case .unknown(let least): throw SyncError.newer(least)
                case .form(let form):
                    _ = try author(form.card, ward: form.ward, number: index + 1, isSigned: form.isSigned)
                    try takeForm(form)
                    hasForms = true
                case .log(let log, let body):
                    let author = try author(log.card, ward: log.ward, number: index + 1, isSigned: log.isSigned)
                    if let new = try takeLog(log, body: body, author: author, batch: batch) {
                        report.newRevisions += new.count
                        let until = try book.store.read { try $0.until(log.key) }
                        file.withoutEffect += new.lines.count { $0.seq >= until }
                        file.withoutRight += new.withoutRight
                        file.underFormerKey += new.underFormerKey
                        report.filled += new.filled
                        decisions += new.decisions
                        if new.isForked, !report.forked.contains(author.name) { report.forked.append(author.name) }
                        report.note(new.revocations, by: author.name)
                        try report.note(lost: new.lost, names: book.store.read { try book.names($0) })
                        records.formUnion(new.records)
                    } else {
                        known += 1
                    }
                    if !authors.contains(author.name) { authors.append(author.name) }
                }
            } catch let error as StoreError {
                throw error
            } catch let error as any Reportable {
                failed = true
                let problem = error.problem.located(at: file.name)
                if !file.problems.contains(problem) { file.problems.append(problem) }
                try keepAside(path, section: index + 1, error.problem, file: &file)
            }
        }
        if hasForms { try book.store.read { try book.forms.reload($0) } }
        if !failed {
            try release(hash)
            try book.store.write(isDurable: false) { try $0.markMerged(hash, received: book.surroundings.now()) }
        }
        if !authors.isEmpty {
            file.outcome = .batch(records: records.count, decisions: decisions, known: known, from: authors)
        }
    }

    private mutating func batchOpener() throws -> BatchOpener {
        if let opener { return opener }
        let opener = try BatchOpener(
            identities: book.keyRing().map(\.receiving), ward: book.identity.ward,
            known: book.store.read { try $0.mergedFiles() })
        self.opener = opener
        return opener
    }

    /// The ward's cards, and the places of all other sections in the order in which they are taken: what the carrier has
    /// written itself comes first, for a lead's decisions say whose sections are to be taken.
    private static func survey(_ batch: Batch) -> (cards: [Digest: Card], order: [Int]) {
        var cards = [batch.carrier.id: batch.carrier]
        var own: [Int] = []
        var others: [Int] = []
        for (index, section) in batch.sections.enumerated() {
            switch section.content {
            case .card(let card)? where card.ward == batch.ward: cards[card.id] = card
            case .log(let log, _)? where log.card == batch.carrier.id: own.append(index)
            default: others.append(index)
            }
        }
        return (cards, own + others)
    }

    /// Cards are kept before they are trusted, so that a lead's word about one has effect when it comes.
    private func remember(_ cards: some Collection<Card>) throws {
        let new = try book.store.read { reader in try cards.filter { try reader.card($0.id) == nil } }
        guard !new.isEmpty else { return }
        try book.write(isDurable: false) { writer in
            for card in new.sorted(by: { $0.id < $1.id }) { try writer.insert(card) }
        }
    }

    /// The trusted author of a section, whose card came with this batch or before it.
    private mutating func author(
        _ card: Digest, ward: SigningPublicKey, number: Int, isSigned: (SigningPublicKey) -> Bool
    ) throws -> Card {
        guard let author = try book.store.read({ try $0.card(card) }) else { throw SyncError.cardUnknown(number) }
        guard ward == book.identity.ward, author.ward == ward, isSigned(author.signingKey) else {
            throw SyncError.sectionSignature(number)
        }
        guard try isTrusted(author) else {
            let isEnrolled = try question(about: author, isHandedOver: false).isPlain
            throw SyncError.untrusted(
                name: author.name, fingerprint: author.signingKey.fingerprint, isEnrolled: isEnrolled)
        }
        return author
    }

    private func takeForm(_ form: FormSection) throws {
        try book.write { writer in
            try writer.insert(
                StoredForm(ref: form.form, fileName: form.fileName, text: form.text, isApproved: false))
        }
    }
}

extension Problem {
    /// An error that no part of the program has words for; shown as it is rather than swallowed.
    package static func unexpected(_ error: any Error) -> Problem {
        Problem(
            "SOTAY-001", Bilingual("lỗi không lường trước: \(error)", "unexpected error: \(error)"), status: .io)
    }
}
