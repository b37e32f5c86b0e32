import Age
import Base
import Testing

@testable import Ledger

/// Everything that somebody really signed in the vectors, to hold what is accepted of spoilt copies against.
struct Originals {
    let vectors: VectorFolder
    /// The sealed files that open, and the text inside each.
    let sealed: [[UInt8]]
    let plain: [[UInt8]]
    private(set) var sections: [[UInt8]] = []
    private(set) var lines: [[UInt8]] = []
    private(set) var cards: [Digest: Card] = [:]
    private var manifests: Set<[UInt8]> = []
    private var revisions: [[UInt8]: [UInt8]] = [:]
    private var carried: Set<Carried> = []

    /// What a carrier signs.
    private struct Carried: Hashable {
        let card: Digest
        let id: String
        let made: Instant
        let program: String
        let sections: [Digest?]

        init(_ batch: Batch) {
            card = batch.carrier.id
            id = batch.id
            made = batch.made
            program = batch.program
            sections = batch.sections.map { $0.content == nil ? nil : Digest.of($0.bytes) }
        }

        /// Nil unless a carrier has signed for what stands at the front of a batch's text.
        init?(signedIn plain: [UInt8]) {
            var input = plain[...]
            guard let manifest = Manifest(reading: &input), let card = Manifest(reading: &input).flatMap({ Card($0) }),
                manifest.isSigned(by: card.signingKey, as: .carrier), let list = manifest["sections"]?.array
            else { return nil }
            self.card = card.id
            id = manifest.text("id")!
            made = Instant(milliseconds: Int64(manifest.number("t")!))
            program = manifest.text("program")!
            sections = list.map { Digest(hex: $0["h"]!.string!) }
        }

        /// The same, but that sections may be damaged on the way.
        func stands(for signed: Carried) -> Bool {
            (card, id, made, program) == (signed.card, signed.id, signed.made, signed.program)
                && sections.count == signed.sections.count
                && zip(sections, signed.sections).allSatisfy { $0 == nil || $0 == $1 }
        }
    }

    init() throws {
        vectors = try VectorFolder()
        let identity = vectors.identity
        let opened = vectors.files.compactMap { file -> ([UInt8], [UInt8])? in
            do { return (file.bytes, try Age.open(file.bytes, with: [identity])) } catch { return nil }
        }
        sealed = opened.map(\.0)
        plain = opened.map(\.1)
        carried = Set(plain.compactMap { Carried(signedIn: $0) })
        for file in sealed {
            do {
                remember(try Batch(file: file, identities: [identity], ward: vectors.ward))
            } catch {
                continue
            }
        }
        lines = Array(revisions.keys).sorted { $0.lexicographicallyPrecedes($1) }.map { $0 + [0x09] + revisions[$0]! }
    }

    private mutating func remember(_ batch: Batch) {
        cards[batch.carrier.id] = batch.carrier
        manifests.insert(batch.carrier.manifest)
        for section in batch.sections {
            sections.append(Array(section.bytes))
            switch section.content {
            case .card(let card)?:
                cards[card.id] = card
                manifests.insert(card.manifest)
            case .form(let form)?: manifests.insert(form.manifest)
            case .log(let log, let body)?:
                manifests.insert(log.manifest)
                for line in body.split(separator: 0x0A) {
                    guard let revision = Revision(line: line), let payload = revision.payload else { continue }
                    revisions[revision.headerBytes] = payload
                }
            default: break
            }
        }
    }

    // MARK: Nothing forged is accepted

    func isGenuine(_ card: Card) -> Bool { manifests.contains(card.manifest) }

    func isGenuine(_ batch: Batch) -> Bool {
        let carried = Carried(batch)
        return self.carried.contains { carried.stands(for: $0) }
    }

    /// Whatever of these sections an author's signature covers was signed by that author.
    func areGenuine(_ sections: [Batch.RawSection]) -> Bool {
        sections.allSatisfy { section in
            switch section.content {
            case .card(let card)?: isGenuine(card)
            case .form(let form)?:
                cards[form.card].map { !form.isSigned(by: $0.signingKey) } ?? true || manifests.contains(form.manifest)
            case .log(let log, let body)?: isGenuine(log, body)
            case .unknown?, nil: true
            }
        }
    }

    private func isGenuine(_ log: LogSection, _ body: ArraySlice<UInt8>) -> Bool {
        guard let author = cards[log.card], log.isSigned(by: author.signingKey) else { return true }
        guard manifests.contains(log.manifest) else { return false }
        do {
            return try log.revisions(in: body, signingKey: author.signingKey).allSatisfy { link in
                // A vector whose author signed for a line without a good payload has none to compare with.
                link.revision.payload == nil || revisions[link.revision.headerBytes] == link.revision.payload
            }
        } catch {
            return true
        }
    }
}
