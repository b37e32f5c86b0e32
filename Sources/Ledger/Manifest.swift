import Base

/// A signed line of JSON: the manifest's bytes, a line end, the signature as 128 hexadecimal digits, a line end.
///
/// A reader takes the keys it knows and leaves the others, so a newer writer may add some; the signature is over the
/// bytes as they stand. Source: sync/FORMAT.md §4.
struct Manifest {
    let bytes: [UInt8]
    let signature: [UInt8]
    let fields: JSONObject

    init(signing fields: JSONObject, with key: SigningKey, as domain: SignatureDomain) {
        self.fields = fields
        bytes = Array(JSON.object(fields).compact.utf8)
        signature = key.sign(bytes, as: domain)
    }

    /// Reads two lines from the front of `input` and leaves the rest. Nil when they are not there.
    init?(reading input: inout ArraySlice<UInt8>) {
        guard let bytes = input.takeLine(limit: Caps.manifestBytes), let digits = input.takeLine(limit: 128),
            let signature = Hex.decode(digits), signature.count == 64
        else { return nil }
        self.init(bytes: Array(bytes), signature: signature)
    }

    init?(bytes: [UInt8], signature: [UInt8]) {
        do {
            guard let fields = try JSON(parsing: bytes).object else { return nil }
            self.fields = fields
        } catch {
            return nil
        }
        self.bytes = bytes
        self.signature = signature
    }

    var lines: [UInt8] {
        bytes + [0x0A] + Array(Hex.encode(signature).utf8) + [0x0A]
    }

    func isSigned(by key: SigningPublicKey, as domain: SignatureDomain) -> Bool {
        key.verifies(signature, of: bytes, as: domain)
    }

    subscript(key: String) -> JSON? { fields[key] }

    func text(_ key: String) -> String? { fields[key]?.string }
    func number(_ key: String) -> Int? { fields[key]?.int }
    func digest(_ key: String) -> Digest? { text(key).flatMap { Digest(hex: $0) } }

    /// Which format the file has, and the least that a reader must know. Nil unless it says both.
    var version: (format: Int, least: Int)? {
        guard let format = number("v"), let least = number("min"), least >= 1, format >= least else { return nil }
        return (format, least)
    }
}

extension JSON {
    /// A place in a log or another number that is counted on from; nil for one that nothing can reach.
    package var place: Int? { int.flatMap { (1...Caps.place).contains($0) ? $0 : nil } }
}

/// The exchange format that this program writes, and the newest that it reads.
package enum Format {
    package static let version = 1
}

extension ArraySlice<UInt8> {
    /// The bytes before the next line end, at most `limit` of them; the line end is dropped too.
    mutating func takeLine(limit: Int) -> ArraySlice<UInt8>? {
        let end = withUnsafeBufferPointer { $0.prefix(limit + 1).firstIndex(of: 0x0A) }
        guard let end else { return nil }
        defer { self = self[(startIndex + end + 1)...] }
        return self[startIndex..<startIndex + end]
    }

    mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
        guard count >= 0, count <= self.count else { return nil }
        defer { self = dropFirst(count) }
        return prefix(count)
    }
}
