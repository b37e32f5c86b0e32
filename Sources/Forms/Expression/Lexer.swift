internal import Base

/// A word of an expression.
struct Token {
    enum Kind: Hashable {
        case number(Double)
        case string(String)
        case name(String)
        case reference(written: String)
        case operation(Expression.Operator)
        case open, close, openBracket, closeBracket, comma, at, slash, doubleSlash, dot, dotDot, axis, star
        case end
    }

    let kind: Kind
    /// UTF-8 bytes from the start of the expression.
    let offset: Int
    /// As written, for messages.
    let text: String
}

/// Cuts an expression into tokens, over UTF-8 bytes: reading `Character` by `Character` is ten times slower.
struct Lexer {
    private let bytes: [UInt8]
    private var at = 0
    private var tokens: [Token] = []

    static func tokens(of source: String) throws(ExpressionFault) -> [Token] {
        var lexer = Lexer(bytes: Array(source.utf8))
        guard lexer.bytes.count <= Expression.lengthLimit else {
            throw ExpressionFault(kind: .tooLong(limit: Expression.lengthLimit), offset: Expression.lengthLimit)
        }
        try lexer.run()
        return lexer.tokens
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private mutating func run() throws(ExpressionFault) {
        while true {
            skipSpace()
            let start = at
            guard at < bytes.count else { break }
            let kind = try next()
            tokens.append(Token(kind: kind, offset: start, text: text(start, at)))
        }
        tokens.append(Token(kind: .end, offset: bytes.count, text: ""))
    }

    private func text(_ from: Int, _ to: Int) -> String {
        String(decoding: bytes[from..<to], as: UTF8.self)
    }

    private func byte(_ ahead: Int = 0) -> UInt8 {
        at + ahead < bytes.count ? bytes[at + ahead] : 0
    }

    /// Spaces, and the no-break space that Excel leaves behind.
    private mutating func skipSpace() {
        while at < bytes.count {
            if [0x20, 0x09, 0x0A, 0x0D].contains(bytes[at]) {
                at += 1
            } else if bytes[at] == 0xC2, byte(1) == 0xA0 {
                at += 2
            } else {
                return
            }
        }
    }

    private mutating func next() throws(ExpressionFault) -> Token.Kind {
        let first = byte()
        if let quote = quote() { return try string(quote) }
        if Self.isDigit(first) || first == 0x2E && Self.isDigit(byte(1)) { return try number() }
        if first == 0x24 { return try reference() }
        if let sign = foreignSign { throw ExpressionFault(kind: .unexpected(sign), offset: at) }
        if Self.startsName(first) { return name() }
        return try symbol()
    }

    // MARK: - Literals

    private enum Quote { case single, double }

    /// A straight or a typographic quotation mark, which word processors put in. Source: pyxform replaces them too.
    private func quote() -> (kind: Quote, length: Int)? {
        switch byte() {
        case 0x27: return (.single, 1)
        case 0x22: return (.double, 1)
        case 0xE2 where byte(1) == 0x80:
            switch byte(2) {
            case 0x98, 0x99: return (.single, 3)
            case 0x9C, 0x9D: return (.double, 3)
            default: return nil
            }
        default: return nil
        }
    }

    private mutating func string(_ opening: (kind: Quote, length: Int)) throws(ExpressionFault) -> Token.Kind {
        let start = at
        at += opening.length
        let body = at
        while at < bytes.count {
            if let closing = quote(), closing.kind == opening.kind, closing.length == 1 || opening.length == 3 {
                let content = text(body, at)
                at += closing.length
                return .string(content)
            }
            at += 1
        }
        throw ExpressionFault(kind: .unclosedString, offset: start)
    }

    private mutating func number() throws(ExpressionFault) -> Token.Kind {
        let start = at
        while Self.isDigit(byte()) { at += 1 }
        if byte() == 0x2E, byte(1) != 0x2E {
            at += 1
            while Self.isDigit(byte()) { at += 1 }
        }
        let written = text(start, at)
        guard isNoBreakSpace || foreignSign != nil || !Self.startsName(byte()),
            let value = Double(written.hasSuffix(".") ? written + "0" : written)
        else {
            throw ExpressionFault(kind: .unexpected(written), offset: start)
        }
        return .number(value)
    }

    /// `${name}` or `${last-saved#name}`.
    private mutating func reference() throws(ExpressionFault) -> Token.Kind {
        let start = at
        guard byte(1) == 0x7B else {
            throw ExpressionFault(kind: .unsupported("$"), offset: start)
        }
        at += 2
        let body = at
        while at < bytes.count, bytes[at] != 0x7D, bytes[at] != 0x24 { at += 1 }
        guard byte() == 0x7D else { throw ExpressionFault(kind: .unclosedReference, offset: start) }
        let written = text(body, at).split(whereSeparator: \.isWhitespace).joined(separator: " ").nfc
        at += 1
        guard !written.isEmpty else { throw ExpressionFault(kind: .unexpected(text(start, at)), offset: start) }
        return .reference(written: written)
    }

    // MARK: - Names and symbols

    private mutating func name() -> Token.Kind {
        let start = at
        scanName()
        if byte() == 0x3A, byte(1) != 0x3A, Self.startsName(byte(1)) {
            at += 1
            scanName()
        }
        let written = text(start, at)
        if isAfterOperand, let operation = Self.wordOperators[written] { return .operation(operation) }
        return .name(written.nfc)
    }

    private mutating func scanName() {
        while at < bytes.count, Self.continuesName(bytes[at]), !isNoBreakSpace, foreignSign == nil { at += 1 }
    }

    private var isNoBreakSpace: Bool { byte() == 0xC2 && byte(1) == 0xA0 }

    /// Signs as they are written on paper; no letter of any name.
    private static let foreignSigns = ["×", "÷", "≥", "≤", "≠", "–", "—", "−"]

    private var foreignSign: String? {
        guard byte() == 0xC3 || byte() == 0xE2 else { return nil }
        return Self.foreignSigns.first { bytes[at...].starts(with: $0.utf8) }
    }

    private static let wordOperators: [String: Expression.Operator] = [
        "and": .and, "or": .or, "div": .div, "mod": .mod,
    ]

    /// Whether `*`, `and`, `div` … stand where an operator must. Source: XPath 1.0 §3.7.
    private var isAfterOperand: Bool {
        switch tokens.last?.kind {
        case .number, .string, .name, .reference, .close, .closeBracket, .dot, .dotDot, .star: true
        default: false
        }
    }

    private mutating func symbol() throws(ExpressionFault) -> Token.Kind {
        let two: Token.Kind? =
            switch (byte(), byte(1)) {
            case (0x21, 0x3D): .operation(.notEqual)
            case (0x3C, 0x3D): .operation(.lessOrEqual)
            case (0x3E, 0x3D): .operation(.greaterOrEqual)
            case (0x2F, 0x2F): .doubleSlash
            case (0x2E, 0x2E): .dotDot
            case (0x3A, 0x3A): .axis
            default: nil
            }
        if let two {
            at += 2
            return two
        }
        let one: Token.Kind? =
            switch byte() {
            case 0x28: .open
            case 0x29: .close
            case 0x5B: .openBracket
            case 0x5D: .closeBracket
            case 0x2C: .comma
            case 0x40: .at
            case 0x2F: .slash
            case 0x2E: .dot
            case 0x2A: isAfterOperand ? .operation(.times) : .star
            case 0x2B: .operation(.plus)
            case 0x2D: .operation(.minus)
            case 0x3D: .operation(.equal)
            case 0x3C: .operation(.less)
            case 0x3E: .operation(.greater)
            case 0x7C: .operation(.union)
            default: nil
            }
        guard let one else {
            throw ExpressionFault(kind: .unexpected(text(at, at + 1)), offset: at)
        }
        at += 1
        return one
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// Letters, `_` and everything beyond ASCII: Vietnamese names are names.
    private static func startsName(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F || byte >= 0x80
    }

    private static func continuesName(_ byte: UInt8) -> Bool {
        startsName(byte) || isDigit(byte) || byte == 0x2D || byte == 0x2E
    }
}
