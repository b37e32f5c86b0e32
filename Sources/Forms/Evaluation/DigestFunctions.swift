internal import Base
internal import Crypto
internal import Foundation

/// Digests and base 64, which forms use for codes and checks, never for secrets.
extension FunctionTable {
    static let digestFunctions: [Function] = [
        Function(.odk, "digest", 2...3, "digest(text, algorithm, 'base64' or 'hex')") { call throws(EvaluationError) in
            let text = Data(try call.string(0).utf8)
            let algorithm = try call.string(1)
            guard let digest = digest(of: text, algorithm.uppercased()) else { throw call.bad(algorithm) }
            let encoding = call.count == 3 ? try call.string(2) : "base64"
            switch encoding.lowercased() {
            case "base64": return .string(Data(digest).base64EncodedString())
            case "hex": return .string(Hex.encode(digest))
            default: throw call.bad(encoding)
            }
        },
        // Blank for what is not base 64 of UTF-8, as in JavaRosa.
        Function(.odk, "base64-decode", 1...1, "base64-decode(text)") { call throws(EvaluationError) in
            let bytes = Data(base64Encoded: try call.string(0)) ?? Data()
            return .string(String(validating: bytes, as: UTF8.self) ?? "")
        },
    ]

    private static func digest(of text: Data, _ algorithm: String) -> [UInt8]? {
        switch algorithm {
        case "MD5": Array(Insecure.MD5.hash(data: text))
        case "SHA-1": Array(Insecure.SHA1.hash(data: text))
        case "SHA-256": Array(SHA256.hash(data: text))
        case "SHA-384": Array(SHA384.hash(data: text))
        case "SHA-512": Array(SHA512.hash(data: text))
        default: nil
        }
    }

    /// The first eight bytes of the text's SHA-256 as a signed number. Source: JavaRosa, `XPathFuncExpr.toLongHash`.
    static func longHash(_ text: String) -> Int64 {
        SHA256.hash(data: Data(text.utf8)).prefix(8).reduce(0) { $0 << 8 | Int64($1) }
    }
}
