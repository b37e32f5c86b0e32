import Base
import Ledger
import Testing

@Suite struct RevisionTests {
    static let line =
        #"{"s":17,"r":"019e7083-0c00-7fff-bfff-ffffffffffff","g":2,"q":["\#(String(repeating: "ab", count: 32))"],"#
        + #""f":"ho-tro@3#0123456789abcdef","a":"T05-07","o":"put","t":1780000000000,"n":312,"h":"\#(String(repeating: "0c", count: 32))"}"#

    @Test func theHeaderOfTheDesignIsRead() throws {
        let header = try #require(RevisionHeader(scanning: Array(Self.line.utf8)))
        #expect(header.seq == 17)
        #expect(header.generation == 2)
        #expect(header.parents.map(\.hex) == [String(repeating: "ab", count: 32)])
        #expect(header.kind == "ho-tro@3#0123456789abcdef")
        #expect(header.member == "T05-07")
        #expect(header.operation == .put)
        #expect(header.payloadLength == 312)
        #expect(String(decoding: header.bytes, as: UTF8.self) == Self.line)
    }

    @Test(arguments: [
        ("\"s\":17", "\"s\":0"), ("\"s\":17", "\"s\":017"), ("\"s\":17", "\"s\": 17"), ("\"s\"", "\"S\""),
        ("\"g\":2", "\"g\":2147483649"), ("put", "PUT"), ("T05-07", "Tổ 5"), ("T05-07", "a\\u0041"),
        ("019e7083", "019E7083"), ("\"n\":312", "\"n\":-1"), ("}", "} "), ("\"h\"", "\"x\":1,\"h\""), ("0c0c", "0C0C"),
        ("\"t\":1780000000000", "\"t\":1.78e12"),
    ])
    func refuses(part: String, by: String) {
        let text = Self.line.replacing(part, with: by, maxReplacements: 1)
        #expect(RevisionHeader(scanning: Array(text.utf8)) == nil)
    }

    @Test func everyCutAndEveryChangedByteIsRefusedOrStaysTrue() {
        let bytes = Array(Self.line.utf8)
        for count in 0..<bytes.count { #expect(RevisionHeader(scanning: bytes[..<count]) == nil) }
        for index in bytes.indices {
            var copy = bytes
            copy[index] ^= 0x01
            if let header = RevisionHeader(scanning: copy) { #expect(header.bytes == copy) }
        }
    }

    @Test func aLineComesBackAndItsPayloadIsHeldToTheHash() throws {
        var world = World(seed: 1)
        var device = world.device("An")
        let revision = device.write(.test(1), answers: ["ghi_chu": .string("Hòa\tgiải\nxong")])
        let line = revision.line.dropLast()
        #expect(Revision(line: line) == revision)
        var changed = Array(line)
        changed[changed.count - 3] ^= 1
        #expect(Revision(line: changed) == nil)
        let erased = try #require(Revision(line: revision.headerBytes + [0x09]))
        #expect(erased.hash == revision.hash)
        #expect(erased.answers == nil)
    }

    @Test func clockBefore1970IsKept() throws {
        let text = Self.line.replacing("1780000000000", with: "-315619200000")
        #expect(RevisionHeader(scanning: Array(text.utf8))?.time.date.iso == "1960-01-01")
    }
}
