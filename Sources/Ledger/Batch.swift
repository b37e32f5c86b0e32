package import Age
package import Base

/// One batch, opened: the carrier's signed list and the sections it brings, each still to be judged on its own.
///
/// Source: sync/FORMAT.md §4.
package struct Batch: Sendable {
    /// SHA-256 of the sealed file: the same file twice is the same batch whatever it is called.
    package let file: Digest
    package let ward: SigningPublicKey
    /// Who carried it: the author itself, or a lead that passes sections up.
    package let carrier: Card
    package let id: String
    /// When the carrier's clock says it was made.
    package let made: Instant
    package let program: String
    package let sections: [RawSection]

    /// A section's exact bytes, equal to what the carrier has signed for.
    package struct RawSection: Sendable {
        package let bytes: ArraySlice<UInt8>
        /// Whether the carrier's hash fits: when not, this section is damaged, the others are not.
        package let isIntact: Bool

        /// Nil of a damaged section. Read each time: all of a batch together would take more memory than the batch.
        package var content: Content? { isIntact ? Batch.content(of: bytes) : nil }

        /// The log section that the bytes claim to be, also when they were changed on the way; nobody has checked it.
        package var claimed: LogSection? {
            var input = bytes
            return Manifest(reading: &input).flatMap { LogSection($0) }
        }
    }

    package enum Content: Sendable {
        case card(Card)
        case log(LogSection, body: ArraySlice<UInt8>)
        case form(FormSection)
        /// A kind that a newer program knows; kept aside with its least version.
        case unknown(least: Int)
    }
}

// MARK: - Writing

extension Batch {
    /// The sealed file. `sections` are exact bytes, authors' own or relayed.
    package static func seal(
        sections: [[UInt8]], ward: SigningPublicKey, carrier: Card, keys: DeviceKeys, to recipients: [AgeRecipient],
        made: Instant, program: String, random: (Int) -> [UInt8]
    ) throws(SyncError) -> [UInt8] {
        let list = sections.map { section -> JSON in
            .object(["n": .int(section.count), "h": .string(Digest.of(.plain, section).hex)])
        }
        let fields: JSONObject = [
            "v": .int(Format.version), "min": .int(1), "k": .string("carrier"), "ward": .string(ward.hex),
            "id": .string(Hex.encode(random(16))), "t": .number(String(made.milliseconds)),
            "program": .string(program), "card": .string(carrier.id.hex), "sections": .array(list),
        ]
        let plain =
            Manifest(signing: fields, with: keys.signing, as: .carrier).lines + carrier.lines + sections.flatMap { $0 }
        // What is handed over must open: a reader's limits are checked here, while the data is still at home.
        _ = try Batch(plain: plain, file: .of(.plain, plain), ward: ward)
        do {
            return try Age.seal(plain, to: recipients, random: random)
        } catch {
            throw .sealing(error)
        }
    }
}

// MARK: - Reading

extension Batch {
    /// Decrypts in memory and checks, in this order: size, seal, version, ward, the carrier's own signature, and the
    /// hash of each section.
    ///
    /// - Parameter hash: of the file, where it is known already.
    package init(
        file: consuming [UInt8], hash: Digest? = nil, identities: [AgeIdentity], ward: SigningPublicKey
    ) throws(SyncError) {
        guard file.count <= Caps.fileBytes else { throw .tooLarge(limit: Caps.fileBytes) }
        let hash = hash ?? .of(.plain, copy file)
        let plain: [UInt8]
        do {
            plain = try Age.open(file, with: identities)
        } catch {
            throw .seal(error)
        }
        try self.init(plain: plain, file: hash, ward: ward)
    }

    private init(plain: [UInt8], file: Digest, ward: SigningPublicKey) throws(SyncError) {
        var input = plain[...]
        guard let manifest = Manifest(reading: &input), manifest.text("k") == "carrier", let version = manifest.version
        else { throw .notBatch }
        guard version.least <= Format.version else { throw .newer(version.least) }
        guard let itsWard = manifest.text("ward").flatMap({ SigningPublicKey(hex: $0) }) else { throw .notBatch }
        guard itsWard == ward else { throw .otherWard(fingerprint: itsWard.fingerprint) }
        guard let cardManifest = Manifest(reading: &input) else { throw .carrierSignature }
        if let least = cardManifest.version?.least, least > Format.version { throw .newer(least) }
        guard let carrier = Card(cardManifest), carrier.ward == ward,
            manifest.digest("card") == carrier.id, manifest.isSigned(by: carrier.signingKey, as: .carrier)
        else { throw .carrierSignature }
        guard let list = manifest["sections"]?.array, list.count <= Caps.sections, let time = manifest.number("t"),
            time.magnitude < Caps.time
        else { throw .notBatch }
        var sections: [RawSection] = []
        for entry in list {
            guard let count = entry["n"]?.int, let hash = entry["h"]?.string.flatMap({ Digest(hex: $0) }),
                let bytes = input.take(count)
            else { throw .notBatch }
            sections.append(RawSection(bytes: bytes, isIntact: Digest.of(bytes) == hash))
        }
        guard input.isEmpty else { throw .notBatch }
        self.file = file
        self.ward = ward
        self.carrier = carrier
        id = manifest.text("id") ?? ""
        made = Instant(milliseconds: Int64(time))
        program = manifest.text("program") ?? ""
        self.sections = sections
    }

    fileprivate static func content(of bytes: ArraySlice<UInt8>) -> Content? {
        var input = bytes
        guard let manifest = Manifest(reading: &input), let version = manifest.version else { return nil }
        guard version.least <= Format.version else { return .unknown(least: version.least) }
        switch manifest.text("k") {
        case "card": return input.isEmpty ? Card(manifest).map { .card($0) } : nil
        case "log": return LogSection(manifest).map { .log($0, body: input) }
        case "form": return FormSection(manifest, body: Array(input)).map { .form($0) }
        default: return .unknown(least: version.least)
        }
    }
}
