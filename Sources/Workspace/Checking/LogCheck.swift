import Base
import Ledger
import Store

/// One log of the book, row by row: every hash, every chain, every signature.
struct LogCheck {
    let log: RawLog
    let key: LogKey
    let card: Card
    let device: String
    let ward: SigningPublicKey
    /// The own log's last revision and the last signed one, and of a former one that is not signed to its end; nil of
    /// every other log.
    let own: UnsignedEnd?

    private var report = CheckReport()
    /// The greatest places of other logs that its sections name.
    private(set) var seen: [LogKey: Int] = [:]
    /// Chains after revisions that stand in a section that is whole and signed.
    private var signed: Set<Digest> = []
    /// Where sections begin on something that may not be here: the chain before them.
    private var joints: [Int: [Digest]] = [:]

    init(
        _ log: RawLog, key: LogKey, card: Card, ward: SigningPublicKey, own: UnsignedEnd?
    ) {
        self.log = log
        self.key = key
        self.card = card
        self.ward = ward
        self.own = own
        device = card.name
    }

    mutating func run(_ writer: BookWriter, into report: inout CheckReport) throws {
        self.report = report
        self.report.logs += 1
        for section in try writer.reader.rawSections(of: log.row) { try check(section, writer.reader) }
        try checkRevisions(writer)
        report = self.report
    }

    // MARK: Sections

    private mutating func check(_ raw: RawSection, _ reader: BookReader) throws {
        report.sections += 1
        guard let section = LogSection(manifest: raw.manifest, signature: raw.signature),
            section.id.bytes == raw.hash, section.from == raw.lo, section.to == raw.hi,
            section.chainBefore.bytes == raw.before, section.key == key, section.ward == ward,
            section.isSigned(by: card.signingKey)
        else { return report.add(.sectionSignature(device: device, from: raw.lo, to: raw.hi)) }
        seen.merge(section.seen, uniquingKeysWith: max)
        joints[section.from, default: []].append(section.chainBefore)
        let revisions = try reader.revisions(
            of: key, from: section.from, to: section.to, before: section.chainBefore, after: section.chainAfter)
        guard let revisions else {
            return report.add(.sectionBroken(device: device, from: raw.lo, to: raw.hi))
        }
        var chain = section.chainBefore
        for revision in revisions {
            chain = chain.chained(with: revision.hash)
            signed.insert(chain)
        }
    }

    // MARK: Revisions

    private mutating func checkRevisions(_ writer: BookWriter) throws {
        var walk = ChainWalk(start: key.log.chainStart(signingKey: card.signingKey.bytes), joints: joints)
        var missingBodies = 0
        var tipIsThere = own?.tip.seq == 0
        try writer.reader.eachRevision(of: log.row) { raw in
            report.revisions += 1
            guard let revision = checked(raw) else { return }
            if raw.isErased { report.erased += 1 } else if raw.body == nil { missingBodies += 1 }
            if let body = raw.body {
                if Self.isBody(body, of: revision) {
                    report.bodies += 1
                } else {
                    report.add(.payload(device: device, seq: raw.seq))
                }
            }
            if let chain = Digest(bytes: raw.chain), walk.takes(revision.hash, at: raw.seq, to: chain) {
                if chain == own?.tip.chain, raw.seq == own?.tip.seq { tipIsThere = true }
                checkSignature(of: chain, at: raw.seq)
            } else {
                report.add(.chain(device: device, seq: raw.seq))
            }
            if !revision.header.parents.isEmpty { try writer.note(parents: revision.header.parents, of: raw.row) }
        }
        if !tipIsThere, own != nil { report.add(.tip) }
        if missingBodies > 0 { report.add(.bodiesMissing(device: device, count: missingBodies)) }
        if walk.missing > 0 { report.add(.gap(device: device, count: walk.missing)) }
        if walk.isForked { report.add(.forked(device: device)) }
    }

    /// Nil when the row does not say what its header says.
    private mutating func checked(_ raw: RawRevision) -> Revision? {
        guard let revision = Revision(stored: raw.head, payload: nil), revision.hash.bytes == raw.hash,
            revision.header.seq == raw.seq, revision.header.record.bytes == raw.record,
            revision.header.kind == raw.kind, revision.header.time.milliseconds == raw.wall
        else {
            report.add(.revision(device: device, seq: raw.seq))
            return nil
        }
        return revision
    }

    private static func isBody(_ body: [UInt8], of revision: Revision) -> Bool {
        body.count == revision.header.payloadLength && Digest.of(.payload, body) == revision.header.payloadHash
    }

    private mutating func checkSignature(of chain: Digest, at seq: Int) {
        if signed.contains(chain) { return }
        if let own, seq > own.cut.seq {
            report.unsigned += 1
        } else {
            report.add(.unsigned(device: device, seq: seq))
        }
    }
}

/// Follows the chains of one log, all branches of a forked one at once.
private struct ChainWalk {
    /// The chain before the first revision.
    let start: Digest
    let joints: [Int: [Digest]]
    private var seq = 0
    private var before: Set<Digest> = []
    private var here: Set<Digest> = []
    private(set) var missing = 0
    private(set) var isForked = false

    init(start: Digest, joints: [Int: [Digest]]) {
        self.start = start
        self.joints = joints
        here = [start]
    }

    /// Whether a revision follows on one that was taken, or on what a signed section says stood before it. Numbers
    /// come in ascending order.
    mutating func takes(_ hash: Digest, at number: Int, to chain: Digest) -> Bool {
        if number != seq {
            before = number == seq + 1 ? here : []
            missing += number - seq - 1
            here = []
            seq = number
        }
        let known = before.contains { $0.chained(with: hash) == chain }
        let isJoined = known || (joints[number] ?? []).contains { $0.chained(with: hash) == chain }
        // A branch whose beginning is not here is a fork as well.
        if isJoined, !here.isEmpty || (!known && !before.isEmpty) { isForked = true }
        // What follows on a broken link is not broken itself.
        here.insert(chain)
        return isJoined
    }
}
