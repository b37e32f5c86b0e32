/// A table of quoted fields. Source: RFC 4180; also with `;` or tabs, as spreadsheets write where the comma is the
/// decimal sign, and with a byte order mark.
struct DelimitedText {
    /// Rows that are not blank, each with the line it begins at, from 1.
    private(set) var rows: [(line: Int, fields: [String])] = []

    struct Failure: Error {
        enum Reason {
            case unclosedQuote
            case textAfterQuote
        }

        let reason: Reason
        let line: Int
    }

    init(_ text: String) throws(Failure) {
        let bytes = Array(text.utf8)
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        var scanner = Scanner(bytes: bytes, at: bytes.starts(with: mark) ? 3 : 0)
        let separator = scanner.separator
        while let row = try scanner.row(separator) {
            if row.fields != [""] { rows.append(row) }
        }
    }
}

private struct Scanner {
    let bytes: [UInt8]
    var at: Int
    var line = 1

    init(bytes: [UInt8], at: Int) {
        self.bytes = bytes
        self.at = at
    }

    /// What stands most often in the first line, outside quotes.
    var separator: UInt8 {
        var quoted = false
        var counts: [UInt8: Int] = [:]
        for byte in bytes[at...] {
            if byte == 0x22 { quoted.toggle() }
            if !quoted, byte == 0x0A { break }
            if !quoted { counts[byte, default: 0] += 1 }
        }
        return [0x2C, 0x3B, 0x09].max { counts[$0, default: 0] < counts[$1, default: 0] } ?? 0x2C
    }

    /// Nil at the end.
    mutating func row(_ separator: UInt8) throws(DelimitedText.Failure) -> (line: Int, fields: [String])? {
        guard at < bytes.count else { return nil }
        let first = line
        var fields: [String] = []
        while true {
            fields.append(try field(separator))
            guard at < bytes.count else { return (first, fields) }
            let ending = bytes[at]
            at += 1
            if ending == separator { continue }
            if ending == 0x0D, at < bytes.count, bytes[at] == 0x0A { at += 1 }
            line += 1
            return (first, fields)
        }
    }

    /// Up to the separator or the end of the line, which stay.
    private mutating func field(_ separator: UInt8) throws(DelimitedText.Failure) -> String {
        guard at < bytes.count, bytes[at] == 0x22 else {
            let start = at
            while at < bytes.count, bytes[at] != separator, bytes[at] != 0x0A, bytes[at] != 0x0D { at += 1 }
            return String(decoding: bytes[start..<at], as: UTF8.self)
        }
        let first = line
        var content: [UInt8] = []
        at += 1
        while at < bytes.count {
            let byte = bytes[at]
            at += 1
            if byte == 0x22 {
                guard at < bytes.count, bytes[at] == 0x22 else {
                    let next = at < bytes.count ? bytes[at] : 0x0A
                    guard next == separator || next == 0x0A || next == 0x0D else {
                        throw DelimitedText.Failure(reason: .textAfterQuote, line: line)
                    }
                    return String(decoding: content, as: UTF8.self)
                }
                at += 1
            }
            if byte == 0x0A { line += 1 }
            content.append(byte)
        }
        throw DelimitedText.Failure(reason: .unclosedQuote, line: first)
    }
}
