/// One recipient's entry in a header, of any type.
struct Stanza {
    let type: String
    let arguments: [String]
    let body: [UInt8]
    /// The 1-based line of the header where it starts; 0 while it is being written.
    var line = 0

    /// Columns of base64 in a full body line.
    static let columns = 64

    func write(to out: inout [UInt8]) {
        out += "-> \(([type] + arguments).joined(separator: " "))\n".utf8
        let text = Base64.encode(body)
        // A body always ends in a line shorter than 64 columns, if need be an empty one.
        for start in stride(from: 0, through: text.count, by: Self.columns) {
            out += text[start..<min(start + Self.columns, text.count)]
            out.append(0x0A)
        }
    }
}

/// The text before the payload: the version, the stanzas and a code over both.
struct Header {
    static let intro = Array("age-encryption.org/".utf8)
    static let version = Array("v1\n".utf8)
    static let ending = Array("---".utf8)

    let stanzas: [Stanza]
    /// Everything up to and with `---`.
    let signed: [UInt8]
    let code: [UInt8]
    /// Where the payload begins.
    let length: Int

    /// A complete header with its code.
    static func write(_ stanzas: [Stanza], fileKey: FileKey) -> [UInt8] {
        var out = intro + version
        for stanza in stanzas { stanza.write(to: &out) }
        out += ending
        let code = Base64.encode(Array(fileKey.headerCode(of: out)))
        return out + [0x20] + code + [0x0A]
    }

    /// Source: C2SP age, "header". Canonical base64 and single spaces only, as the specification asks.
    init(parsing file: [UInt8]) throws(AgeError) {
        var lines = HeaderLines(file)
        try Self.checkVersion(&lines)
        var stanzas: [Stanza] = []
        while true {
            let line = try lines.next()
            if line.starts(with: Self.ending) {
                guard !stanzas.isEmpty, line.dropFirst(3).first == 0x20, let code = Base64.decode(line.dropFirst(4)),
                    code.count == 32
                else { throw lines.malformed }
                self.stanzas = stanzas
                self.code = code
                signed = Array(file[..<(line.startIndex + 3)])
                length = lines.at
                return
            }
            guard stanzas.count < Age.recipientLimit else { throw lines.malformed }
            stanzas.append(try Self.stanza(line, &lines))
        }
    }

    private static func checkVersion(_ lines: inout HeaderLines) throws(AgeError) {
        let start = lines.file.prefix(intro.count)
        guard intro.starts(with: start) else {
            throw Armour.isArmoured(lines.file) ? .armoured : .notAge
        }
        let line = try lines.next()
        let version = line.dropFirst(intro.count)
        if version.elementsEqual(Self.version.dropLast()) { return }
        guard version.first == 0x76, version.count > 1, version.dropFirst().allSatisfy({ (0x30...0x39).contains($0) })
        else { throw lines.malformed }
        throw .newerVersion(String(decoding: version, as: UTF8.self))
    }

    private static func stanza(_ line: ArraySlice<UInt8>, _ lines: inout HeaderLines) throws(AgeError) -> Stanza {
        let number = lines.number
        guard line.starts(with: Array("-> ".utf8)) else { throw lines.malformed }
        let words = line.dropFirst(3).split(separator: 0x20, omittingEmptySubsequences: false)
        guard words.allSatisfy({ !$0.isEmpty && $0.allSatisfy { (0x21...0x7E).contains($0) } }) else {
            throw lines.malformed
        }
        var body: [UInt8] = []
        var columns = Stanza.columns
        while columns == Stanza.columns {
            let line = try lines.next()
            columns = line.count
            guard columns <= Stanza.columns, let bytes = Base64.decode(line) else { throw lines.malformed }
            body += bytes
        }
        let texts = words.map { String(decoding: $0, as: UTF8.self) }
        return Stanza(type: texts[0], arguments: Array(texts.dropFirst()), body: body, line: number)
    }
}

/// The lines of a header, without their line ends.
private struct HeaderLines {
    let file: [UInt8]
    var at = 0
    /// The 1-based number of the line read last.
    var number = 0

    init(_ file: [UInt8]) {
        self.file = file
    }

    var malformed: AgeError { .headerMalformed(line: number) }

    mutating func next() throws(AgeError) -> ArraySlice<UInt8> {
        let limit = min(file.count, Age.headerLimit)
        guard let end = file[at..<limit].firstIndex(of: 0x0A) else {
            throw file.count <= Age.headerLimit ? .truncated : .headerMalformed(line: 0)
        }
        defer { at = end + 1 }
        number += 1
        return file[at..<end]
    }
}

private enum Armour {
    /// `age` allows white space before the first line of an armoured file.
    static func isArmoured(_ file: [UInt8]) -> Bool {
        let text = file.prefix(1024).drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
        return text.starts(with: Array("-----BEGIN AGE ENCRYPTED FILE-----".utf8))
    }
}
