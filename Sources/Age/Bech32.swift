/// The checksummed spelling of age keys, without the 90-letter limit. Source: BIP 173; C2SP age, "recipient encoding".
enum Bech32 {
    private static let alphabet = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)
    private static let generator: [UInt32] = [0x3B6A_57B2, 0x2650_8E6D, 0x1EA1_19FA, 0x3D42_33DD, 0x2A14_62B3]

    /// Lower case: the prefix, `1`, the bytes in groups of five bits, six letters of checksum.
    static func encode(_ bytes: [UInt8], prefix: String) -> String {
        let data = regroup(bytes, from: 8, to: 5, padding: true) ?? []
        let seed = expand(prefix) + data
        let sum = polymod(seed + [0, 0, 0, 0, 0, 0]) ^ 1
        let check = (0..<6).map { UInt8(truncatingIfNeeded: sum >> (5 * (5 - UInt32($0))) & 31) }
        return prefix + "1" + String(decoding: (data + check).map { alphabet[Int($0)] }, as: UTF8.self)
    }

    /// The bytes, or nil when the prefix, a letter, the case, the padding or the checksum is wrong.
    static func decode(_ text: String, prefix: String) -> [UInt8]? {
        let lower = text.lowercased()
        guard text == lower || text == text.uppercased(), lower.hasPrefix(prefix + "1") else { return nil }
        var values: [UInt8] = []
        for letter in lower.utf8.dropFirst(prefix.utf8.count + 1) {
            guard let value = alphabet.firstIndex(of: letter) else { return nil }
            values.append(UInt8(value))
        }
        guard values.count >= 6, polymod(expand(prefix) + values) == 1 else { return nil }
        return regroup(values.dropLast(6), from: 5, to: 8, padding: false)
    }

    private static func expand(_ prefix: String) -> [UInt8] {
        prefix.utf8.map { $0 >> 5 } + [0] + prefix.utf8.map { $0 & 31 }
    }

    private static func polymod(_ values: [UInt8]) -> UInt32 {
        var sum: UInt32 = 1
        for value in values {
            let top = sum >> 25
            sum = (sum & 0x01FF_FFFF) << 5 ^ UInt32(value)
            for bit in 0..<5 where top >> UInt32(bit) & 1 == 1 { sum ^= generator[bit] }
        }
        return sum
    }

    /// The same bits in groups of another size. Without `padding` the left-over bits must be few and zero.
    private static func regroup(_ values: [UInt8], from: UInt32, to: UInt32, padding: Bool) -> [UInt8]? {
        var groups: [UInt8] = []
        var buffer: UInt32 = 0
        var bits: UInt32 = 0
        for value in values {
            buffer = (buffer << from | UInt32(value)) & 0xFFF
            bits += from
            while bits >= to {
                bits -= to
                groups.append(UInt8(truncatingIfNeeded: buffer >> bits & ((1 << to) - 1)))
            }
        }
        let rest = buffer & ((1 << bits) - 1)
        if padding {
            if bits > 0 { groups.append(UInt8(truncatingIfNeeded: rest << (to - bits))) }
        } else if bits >= from || rest != 0 {
            return nil
        }
        return groups
    }
}
