import Crypto

/// The encrypted body: chunks of 64 KiB, each sealed under a counter and a mark on the last one (STREAM).
///
/// Source: C2SP age, "payload"; Hoang, Reyhanitabar, Rogaway, Vizár, "Online authenticated encryption", 2015.
enum Payload {
    static let nonceLength = 16
    static let chunkLength = 64 * 1024
    static let sealedLength = chunkLength + ChaCha.tagLength

    static func seal(_ plain: [UInt8], fileKey: FileKey, nonce: [UInt8], into out: inout [UInt8]) {
        out += nonce
        let key = fileKey.payloadKey(nonce: nonce)
        var start = 0
        var counter = 0
        while plain.count - start > chunkLength {
            let chunk = plain[start..<(start + chunkLength)]
            ChaCha.seal(chunk, with: key, nonce: chunkNonce(counter, last: false), into: &out)
            start += chunkLength
            counter += 1
        }
        ChaCha.seal(plain[start...], with: key, nonce: chunkNonce(counter, last: true), into: &out)
    }

    /// How many bytes sealing `count` bytes takes.
    static func sealedLength(of count: Int) -> Int {
        nonceLength + count + max(1, (count + chunkLength - 1) / chunkLength) * ChaCha.tagLength
    }

    /// In the place of what is opened: a file may be as large as the memory that is left.
    ///
    /// - Parameter start: where the payload begins in `file`.
    static func open(_ file: consuming [UInt8], from start: Int, fileKey: FileKey) throws(AgeError) -> [UInt8] {
        var bytes = file
        guard bytes.count - start >= nonceLength + ChaCha.tagLength else { throw .truncated }
        let key = fileKey.payloadKey(nonce: Array(bytes[start..<start + nonceLength]))
        var (next, opened, counter) = (start + nonceLength, 0, 0)
        while bytes.count - next > sealedLength {
            let chunk = next..<next + sealedLength
            guard let plain = ChaCha.open(bytes[chunk], with: key, nonce: chunkNonce(counter, last: false)) else {
                throw verifies(bytes[chunk], key, counter, last: true) ? .trailingData : .chunkDamaged(counter + 1)
            }
            opened += ChaCha.put(plain, into: &bytes, at: opened)
            next = chunk.upperBound
            counter += 1
        }
        let rest = bytes.count - next
        // An empty last chunk is allowed only where it is the only one: else there would be two files for one text.
        guard rest > ChaCha.tagLength || (counter == 0 && rest == ChaCha.tagLength) else {
            throw rest < ChaCha.tagLength ? .truncated : .chunkDamaged(counter + 1)
        }
        guard let plain = ChaCha.open(bytes[next...], with: key, nonce: chunkNonce(counter, last: true)) else {
            throw verifies(bytes[next...], key, counter, last: false) ? .truncated : .chunkDamaged(counter + 1)
        }
        opened += ChaCha.put(plain, into: &bytes, at: opened)
        bytes.removeLast(bytes.count - opened)
        return bytes
    }

    static func verifies(_ chunk: ArraySlice<UInt8>, _ key: SymmetricKey, _ counter: Int, last: Bool) -> Bool {
        ChaCha.open(chunk, with: key, nonce: chunkNonce(counter, last: last)) != nil
    }

    /// Eleven bytes of big-endian counter, then 1 on the last chunk.
    static func chunkNonce(_ counter: Int, last: Bool) -> [UInt8] {
        var nonce = [UInt8](repeating: 0, count: ChaCha.nonceLength)
        for index in 0..<8 { nonce[10 - index] = UInt8(truncatingIfNeeded: counter >> (8 * index)) }
        nonce[11] = last ? 1 : 0
        return nonce
    }
}
