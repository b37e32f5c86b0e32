import Base

/// What a person meant by the bytes of one line.
///
/// A Vietnamese keyboard (Telex, VNI) rewrites letters: for `â` it sends `a`, an erase and `â`. In line mode the
/// terminal erases for 0x7F alone or for 0x08 alone, as it is set up, and hands the other one through, so both are
/// applied here. Keys that mean nothing in line mode, such as the arrows, send escape sequences: they are dropped
/// whole, else their letters would stay in the answer.
enum TypedLine {
    /// Text in NFC without control characters.
    static func text(of bytes: some Sequence<UInt8>) -> String {
        var scalars = Array(String(decoding: Array(bytes), as: UTF8.self).unicodeScalars)[...]
        var text = ""
        while let scalar = scalars.popFirst() {
            switch scalar.value {
            case 0x08, 0x7F: _ = text.popLast()
            case 0x1B: dropEscape(&scalars)
            case 0x9B: dropControlSequence(&scalars)
            case 0x0D: continue
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text.printable.nfc
    }

    /// What follows ESC. Source: ECMA-48 §5.
    private static func dropEscape(_ rest: inout ArraySlice<Unicode.Scalar>) {
        guard let kind = rest.popFirst() else { return }
        switch kind {
        case "[": dropControlSequence(&rest)
        case "O", "N": _ = rest.popFirst()
        case "]", "P", "X", "^", "_": dropString(&rest)
        case " "..."/":
            while let next = rest.popFirst(), next.value < 0x30 {}
        default: return
        }
    }

    /// Parameters and intermediates up to the final letter.
    private static func dropControlSequence(_ rest: inout ArraySlice<Unicode.Scalar>) {
        while let next = rest.popFirst(), !("@"..."~").contains(next) {}
    }

    /// Up to BEL or ESC \.
    private static func dropString(_ rest: inout ArraySlice<Unicode.Scalar>) {
        while let next = rest.popFirst() {
            if next.value == 0x07 || next.value == 0x9C { return }
            if next.value == 0x1B {
                _ = rest.popFirst()
                return
            }
        }
    }
}
