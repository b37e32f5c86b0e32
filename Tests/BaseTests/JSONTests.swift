import Base
import Testing

@Suite struct JSONTests {
    @Test(arguments: [
        #"{"b":1,"a":[1.0,-2e5,"x\n\"\\",true,null,{}],"ă":"ế"}"#, "[]", #""""#, "0", #"{"a":{"b":{"c":[[]]}}}"#,
    ])
    func writesWhatItRead(text: String) throws {
        #expect(try JSON(parsing: text).compact == text)
    }

    @Test func escapesAreUndone() throws {
        #expect(try JSON(parsing: #""\u1ebf\ud83d\ude00\/\t""#).string == "ế😀/\t")
    }

    @Test(arguments: [
        ("", JSONError.Reason.unfinished), ("{", .unfinished), ("[1,]", .unexpected),
        ("{\"a\":1,\"a\":2}", .duplicateKey("a")),
        ("01", .trailing), ("\"\u{1}\"", .unexpected), (#""\ud800""#, .notUTF8), ("1 2", .trailing),
        ("nul", .unfinished),
        ("+1", .unexpected), ("{'a':1}", .unexpected), (String(repeating: "[", count: 33), .tooDeep),
    ])
    func refuses(text: String, reason: JSONError.Reason) {
        #expect { try JSON(parsing: text) } throws: { ($0 as? JSONError)?.reason == reason }
    }

    @Test func refusesBytesThatAreNotUTF8() {
        #expect(throws: JSONError.self) { try JSON(parsing: [0x22, 0xC3, 0x22]) }
    }

    @Test func changedBytesNeverCrash() throws {
        let text = Array(#"{"a":[1,2.5,"\u00e9x",{"b":null}],"c":false}"#.utf8)
        var random = SeededRandomBytes(seed: 7)
        for _ in 0..<5000 {
            var copy = text
            copy[Int.random(in: 0..<copy.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            copy.removeLast(Int.random(in: 0...3, using: &random))
            do {
                let value = try JSON(parsing: copy)
                #expect(try JSON(parsing: value.compact) == value)
            } catch is JSONError {
                continue
            }
        }
    }
}
