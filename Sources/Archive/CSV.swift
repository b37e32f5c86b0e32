/// Comma-separated text. Source: RFC 4180; line ends may be CR LF, LF or CR, and a byte order mark is skipped.
package enum CSV {
    package struct Row: Hashable, Sendable {
        /// The line that it begins in, from 1.
        package let line: Int
        package let cells: [String]
    }

    /// The rows, blank lines included, so that line numbers can be told; no more than `limit`.
    package static func rows(
        _ text: String, separator: UInt8? = nil, upTo limit: Int = .max
    ) throws(ArchiveFault) -> [Row] {
        var scanner = Scanner(text, separator)
        return try scanner.rows(upTo: limit)
    }

    /// CR LF at every line's end; cells are quoted only where they must be.
    package static func text(_ rows: some Sequence<[String]>) -> String {
        var out: [UInt8] = []
        for row in rows {
            for (index, cell) in row.enumerated() {
                if index > 0 { out.append(0x2C) }
                write(cell, to: &out)
            }
            out += [0x0D, 0x0A]
        }
        return String(decoding: out, as: UTF8.self)
    }

    private static func write(_ cell: String, to out: inout [UInt8]) {
        let needsQuotes =
            cell.utf8.contains { [0x22, 0x2C, 0x3B, 0x0A, 0x0D].contains($0) } || cell.utf8.first == 0x20
            || cell.utf8.last == 0x20
        guard needsQuotes else {
            out += cell.utf8
            return
        }
        out.append(0x22)
        for byte in cell.utf8 {
            if byte == 0x22 { out.append(byte) }
            out.append(byte)
        }
        out.append(0x22)
    }

    private struct Scanner {
        let bytes: [UInt8]
        let separator: UInt8
        var at = 0
        var line = 1

        init(_ text: String, _ separator: UInt8?) {
            var bytes = Array(text.utf8)
            if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
            self.bytes = bytes
            self.separator = separator ?? Self.separator(of: bytes)
        }

        /// Excel writes semicolons where the decimal mark is a comma, as in Viet Nam: whichever of `,` `;` and tab is
        /// most frequent outside quotes in the first lines.
        private static func separator(of bytes: [UInt8]) -> UInt8 {
            var counts: [UInt8: Int] = [:]
            var isQuoted = false
            for byte in bytes.prefix(5_000) {
                if byte == 0x22 { isQuoted.toggle() }
                if !isQuoted { counts[byte, default: 0] += 1 }
            }
            return [0x2C, 0x3B, 0x09].max { counts[$0, default: 0] < counts[$1, default: 0] } ?? 0x2C
        }

        mutating func rows(upTo limit: Int) throws(ArchiveFault) -> [Row] {
            var rows: [Row] = []
            while at < bytes.count, rows.count < limit {
                let first = line
                var cells: [String] = []
                repeat { cells.append(try cell()) } while takeSeparator()
                takeLineEnd()
                rows.append(Row(line: first, cells: cells))
            }
            return rows
        }

        private mutating func cell() throws(ArchiveFault) -> String {
            guard at < bytes.count, bytes[at] == 0x22 else {
                let start = at
                while at < bytes.count, bytes[at] != separator, bytes[at] != 0x0A, bytes[at] != 0x0D { at += 1 }
                return String(decoding: bytes[start..<at], as: UTF8.self)
            }
            let first = line
            var cell: [UInt8] = []
            at += 1
            while at < bytes.count {
                let byte = bytes[at]
                at += 1
                if byte != 0x22 {
                    if byte == 0x0A { line += 1 }
                    cell.append(byte)
                } else if at < bytes.count, bytes[at] == 0x22 {
                    cell.append(byte)
                    at += 1
                } else {
                    guard at == bytes.count || [separator, 0x0A, 0x0D].contains(bytes[at]) else {
                        throw .strayQuote(line: line)
                    }
                    return String(decoding: cell, as: UTF8.self).replacing("\r\n", with: "\n")
                }
            }
            throw .unclosedQuote(line: first)
        }

        private mutating func takeSeparator() -> Bool {
            guard at < bytes.count, bytes[at] == separator else { return false }
            at += 1
            return true
        }

        private mutating func takeLineEnd() {
            guard at < bytes.count else { return }
            let byte = bytes[at]
            at += 1
            line += 1
            if byte == 0x0D, at < bytes.count, bytes[at] == 0x0A { at += 1 }
        }
    }
}
