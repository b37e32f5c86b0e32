import Base

/// A stretch of one log as its author signed it. The signature commits to the headers by the chain, not to the
/// bodies: a body may be erased later and the section still verifies. Source: sync/FORMAT.md §5.
package struct LogSection: Hashable, Sendable {
    package let ward: SigningPublicKey
    package let log: LogID
    /// Which device writes this log.
    package let card: Digest
    package let from: Int
    package let to: Int
    package let chainBefore: Digest
    package let chainAfter: Digest
    package let forms: [String]
    /// The greatest number of each other log that the author's book held; a claim.
    package let seen: [LogKey: Int]
    package let manifest: [UInt8]
    package let signature: [UInt8]

    /// SHA-256 of the author's manifest.
    package var id: Digest { .of(.plain, manifest) }
    package var count: Int { to - from + 1 }
    /// The log as it is told apart from a namesake that another device claims.
    package var key: LogKey { LogKey(log: log, card: card) }

    package init(
        ward: SigningPublicKey, log: LogID, card: Digest, revisions: [Revision], chainBefore: Digest,
        seen: [LogKey: Int], program: String, key: SigningKey
    ) {
        let from = revisions.first!.header.seq
        let chainAfter = revisions.reduce(chainBefore) { $0.chained(with: $1.hash) }
        let forms = Set(revisions.compactMap { if case .record = $0.kind { $0.header.kind } else { nil } }).sorted()
        let fields: JSONObject = [
            "v": .int(Format.version), "min": .int(1), "k": .string("log"), "ward": .string(ward.hex),
            "log": .string(log.hex), "card": .string(card.hex), "from": .int(from),
            "to": .int(from + revisions.count - 1), "count": .int(revisions.count),
            "c0": .string(chainBefore.hex), "c1": .string(chainAfter.hex), "forms": .strings(forms),
            "seen": .places(seen),
            "program": .string(program),
        ]
        self.init(Manifest(signing: fields, with: key, as: .section))!
    }

    /// What `seen` says: the ward's logs, which tell what reached the author, and of the others those that came last.
    package static func seen(_ others: [(LogKey, Int)], ofWard wards: [LogKey: Int]) -> [LogKey: Int] {
        Dictionary(others.suffix(max(0, Caps.seen - wards.count)), uniquingKeysWith: max)
            .merging(wards, uniquingKeysWith: max)
    }

    package init?(manifest: [UInt8], signature: [UInt8]) {
        guard let manifest = Manifest(bytes: manifest, signature: signature) else { return nil }
        self.init(manifest)
    }

    init?(_ manifest: Manifest) {
        guard manifest.text("k") == "log", let ward = manifest.text("ward").flatMap({ SigningPublicKey(hex: $0) }),
            let log = manifest.text("log").flatMap({ LogID(hex: $0) }), let card = manifest.digest("card"),
            let from = manifest.number("from"), let to = manifest.number("to"),
            from >= 1, to >= from, to <= Caps.place, to - from < Caps.lines,
            manifest.number("count") == to - from + 1,
            let c0 = manifest.digest("c0"), let c1 = manifest.digest("c1"),
            let forms = manifest["forms"]?.array?.compactMap(\.string), let seen = manifest["seen"]?.places
        else { return nil }
        self.ward = ward
        self.log = log
        self.card = card
        self.from = from
        self.to = to
        self.forms = forms
        self.seen = seen
        chainBefore = c0
        chainAfter = c1
        self.manifest = manifest.bytes
        signature = manifest.signature
    }

    package func isSigned(by key: SigningPublicKey) -> Bool {
        key.verifies(signature, of: manifest, as: .section)
    }

    package func bytes(with revisions: [Revision]) -> [UInt8] {
        var bytes = Manifest(bytes: manifest, signature: signature)!.lines
        for revision in revisions { bytes += revision.line }
        return bytes
    }

    /// The body's revisions, each with the chain after it, checked line by line against the manifest.
    package func revisions(in body: ArraySlice<UInt8>, signingKey: SigningPublicKey) throws(SyncError) -> [Link] {
        var lines = try lines(of: body, signingKey: signingKey)
        var links: [Link] = []
        while let link = try lines.next() { links.append(link) }
        return links
    }

    /// The same one after the other. What has been read is known to be whole only when the last ``Lines/next()`` has
    /// given nil.
    package func lines(of body: ArraySlice<UInt8>, signingKey: SigningPublicKey) throws(SyncError) -> Lines {
        if from == 1, chainBefore != log.chainStart(signingKey: signingKey.bytes) { throw .chain(line: 1) }
        return Lines(section: self, input: body, chain: chainBefore)
    }

    /// Reads a section's body. Source: sync/FORMAT.md §5.
    package struct Lines: Sendable {
        fileprivate let section: LogSection
        fileprivate var input: ArraySlice<UInt8>
        fileprivate var chain: Digest
        private var done = 0

        fileprivate init(section: LogSection, input: ArraySlice<UInt8>, chain: Digest) {
            self.section = section
            self.input = input
            self.chain = chain
        }

        package mutating func next() throws(SyncError) -> Link? {
            guard !input.isEmpty else {
                guard done == section.count, chain == section.chainAfter else { throw .chain(line: done) }
                return nil
            }
            guard let line = input.takeLine(limit: Caps.lineBytes + Caps.manifestBytes),
                let revision = Revision(line: line)
            else { throw .line(done + 1) }
            guard revision.header.seq == section.from + done, done < section.count else {
                throw .chain(line: done + 1)
            }
            chain = chain.chained(with: revision.hash)
            done += 1
            return Link(revision: revision, chain: chain)
        }
    }

    /// A revision at its place in a log's chain.
    package struct Link: Hashable, Sendable {
        package let revision: Revision
        package let chain: Digest

        package init(revision: Revision, chain: Digest) {
            self.revision = revision
            self.chain = chain
        }
    }
}
