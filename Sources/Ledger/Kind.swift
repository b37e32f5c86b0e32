package import Base

/// What a revision is about: a form's record, or one of the decisions that people make.
///
/// Everything a person decides is a revision. A reserved kind starts with `_`; a kind that this program does not
/// know is stored and relayed and has no effect.
package enum Kind: Hashable, Sendable {
    case record(FormRef)
    case reserved(Reserved)
    case unknown(String)

    package enum Reserved: String, CaseIterable, Sendable {
        case card = "_card"
        case trust = "_trust"
        case revoke = "_revoke"
        case form = "_form"
        case area = "_area"
        case figure = "_figure"
        case same = "_same"
        case issue = "_issue"
        case erase = "_erase"

        /// The kinds that decide whose word has effect.
        package static let ofTrust: [Reserved] = [.trust, .revoke]
    }

    package init(_ text: String) {
        if let reserved = Reserved(rawValue: text) {
            self = .reserved(reserved)
        } else if let form = FormRef(text) {
            self = .record(form)
        } else {
            self = .unknown(text)
        }
    }

    package var text: String {
        switch self {
        case .record(let form): form.text
        case .reserved(let reserved): reserved.rawValue
        case .unknown(let text): text
        }
    }

    /// What the versions of one record have in common: the form's id, whatever its version, or the reserved kind.
    /// Revisions of another family never touch a record's heads.
    package var family: String {
        switch self {
        case .record(let form): form.id
        case .reserved(let reserved): reserved.rawValue
        case .unknown(let text): text
        }
    }

    /// Whether a device may write this kind about this record. Anyone else's revision is stored and shown, and has no
    /// effect.
    package func mayBeWritten(by role: DeviceRole, card: Digest, about record: RecordID) -> Bool {
        switch self {
        case .record, .unknown: true
        case .reserved(.card): record == .decision(.card, about: card.hex)
        case .reserved(.trust), .reserved(.revoke), .reserved(.same), .reserved(.erase): role != .volunteer
        case .reserved(.form), .reserved(.area), .reserved(.figure), .reserved(.issue): role == .ward
        }
    }
}

extension RecordID {
    /// The record of a decision about one thing: whoever decides about it writes the same record.
    ///
    /// `subject`: a card's id, a form file's SHA-256, both as hexadecimal digits, an area code, or for `_same` the kind
    /// and the two codes, the smaller first, with spaces between.
    package static func decision(_ kind: Kind.Reserved, about subject: String) -> RecordID {
        RecordID(bytes: Array(Digest.of(.plain, Array("\(kind.rawValue)\0\(subject)".utf8)).bytes.prefix(16)))!
    }
}

/// A form at one version: `ho-tro@3#` and the first 16 hexadecimal digits of the form file's SHA-256.
package struct FormRef: Hashable, Sendable {
    package let id: String
    package let version: String
    /// 16 lower-case hexadecimal digits.
    package let hash: String

    package init(id: String, version: String, file: [UInt8]) {
        self.id = id
        self.version = version
        hash = String(Digest.of(.plain, file).hex.prefix(16))
    }

    package init?(_ text: String) {
        guard let hashMark = text.lastIndex(of: "#"), let at = text[..<hashMark].firstIndex(of: "@") else { return nil }
        id = String(text[..<at])
        version = String(text[text.index(after: at)..<hashMark])
        hash = String(text[text.index(after: hashMark)...])
        guard !id.isEmpty, id.first != "_", hash.utf8.count == 16, Hex.decode(hash) != nil else { return nil }
    }

    package var text: String { "\(id)@\(version)#\(hash)" }
}

/// What a device is for. The ward's word is final in its area; a lead decides for a team.
package enum DeviceRole: String, Sendable, CaseIterable {
    case volunteer
    case lead
    case ward

    /// 0 to 2, the ward's the greatest.
    package var rank: Int {
        switch self {
        case .volunteer: 0
        case .lead: 1
        case .ward: 2
        }
    }
}
