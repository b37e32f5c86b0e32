extension String {
    /// As the text or an attribute of an XML element. What XML 1.0 cannot hold is left out.
    package var xmlEscaped: String {
        var out: [UInt8] = []
        out.reserveCapacity(utf8.count)
        for scalar in unicodeScalars {
            switch scalar.value {
            case 0x26: out += "&amp;".utf8
            case 0x3C: out += "&lt;".utf8
            case 0x3E: out += "&gt;".utf8
            case 0x22: out += "&quot;".utf8
            case 0x09: out += "&#9;".utf8
            case 0x0A: out += "&#10;".utf8
            case 0x0D: out += "&#13;".utf8
            case 0..<0x20, 0xFFFE, 0xFFFF: break
            default: out += UTF8.encode(scalar)!
            }
        }
        return String(decoding: out, as: UTF8.self)
    }
}
