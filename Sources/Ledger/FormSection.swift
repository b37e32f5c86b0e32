import Base

/// A form file that a record of the batch uses, so that a reader who has never seen the form can still show it.
/// It counts nowhere until the ward approves it. Source: sync/FORMAT.md §5.
package struct FormSection: Hashable, Sendable {
    package let ward: SigningPublicKey
    package let card: Digest
    package let form: FormRef
    package let fileName: String
    package let text: [UInt8]
    package let manifest: [UInt8]
    package let signature: [UInt8]

    package init(
        ward: SigningPublicKey, card: Digest, form: FormRef, fileName: String, text: [UInt8], key: SigningKey
    ) {
        let manifest = Manifest(
            signing: [
                "v": .int(Format.version), "min": .int(1), "k": .string("form"), "ward": .string(ward.hex),
                "card": .string(card.hex), "form": .string(form.text), "name": .string(fileName),
                "h": .string(Digest.of(.plain, text).hex),
            ], with: key, as: .section)
        self.init(manifest, body: text)!
    }

    /// Nil unless the body is the file that the manifest names, and one that an approval could hold.
    init?(_ manifest: Manifest, body: [UInt8]) {
        guard manifest.text("k") == "form", let ward = manifest.text("ward").flatMap({ SigningPublicKey(hex: $0) }),
            let card = manifest.digest("card"), let form = manifest.text("form").flatMap({ FormRef($0) }),
            let name = manifest.text("name"), let hash = manifest.digest("h"), body.count <= Caps.lineBytes,
            Digest.of(.plain, body) == hash,
            form == FormRef(id: form.id, version: form.version, file: body)
        else { return nil }
        self.ward = ward
        self.card = card
        self.form = form
        fileName = name
        text = body
        self.manifest = manifest.bytes
        signature = manifest.signature
    }

    package func isSigned(by key: SigningPublicKey) -> Bool {
        key.verifies(signature, of: manifest, as: .section)
    }

    package var bytes: [UInt8] {
        Manifest(bytes: manifest, signature: signature)!.lines + text
    }
}
