import Base
import Foundation
import Testing

@Suite struct TextTests {
    @Test func composesMarks() {
        let decomposed = "Hoa\u{0300}ng Thi\u{0323} Y\u{0301}"
        #expect(Array(decomposed.nfc.utf8) == Array("Hoàng Thị Ý".utf8))
    }

    @Test(arguments: [("Đặng  Thị Ánh", "dang thi anh"), ("TỔ DÂN PHỐ 5", "to dan pho 5"), ("Thuỷ", "thuy")])
    func keysHaveNoMarks(text: String, key: String) {
        #expect(text.searchKey == key)
    }

    /// A letter has one key, however it is encoded and whichever way the key is found.
    @Test func keysOfLettersAreThoseOfTheirParts() {
        let latin: [UInt32] = Array(0xC0..<0x250) + Array(0x1E00..<0x1F00)
        for scalar in latin.compactMap({ Unicode.Scalar($0) }) {
            let letter = String(Character(scalar))
            let parts = letter.decomposedStringWithCanonicalMapping
            #expect("a\(letter) b".searchKey == "a\(parts)\u{301}  b".searchKey, "\(scalar)")
        }
    }

    @Test func columnsIgnoreCombiningMarks() {
        #expect("Nguyễn".columns == 6)
        #expect("Nguye\u{0302}\u{0303}n".columns == 6)
        #expect("Tỷ lệ".fitted(to: 8) == "Tỷ lệ   ")
        #expect("Tỷ lệ người dân".fitted(to: 8) == "Tỷ lệ n…")
        #expect("12".fitted(to: 5, alignRight: true) == "   12")
    }

    @Test func wrapsAtSpaces() {
        #expect("Tỷ lệ người dân hài lòng".wrapped(to: 10) == ["Tỷ lệ", "người dân", "hài lòng"])
        #expect("abcdefghijkl".wrapped(to: 5) == ["abcde", "fghij", "kl"])
    }

    @Test func nearestName() {
        #expect("ma_nguio".nearest(in: ["ma_ho", "ma_nguoi", "ma_to"]) == "ma_nguoi")
        #expect("xyz".nearest(in: ["ma_ho", "ma_nguoi"]) == nil)
    }

    @Test func controlsAreNotPrinted() {
        #expect("a\u{1B}[31mb\u{202E}c\nd".printable == "a[31mbc d")
    }

    @Test func uuidVersionSevenIsOrderedByTime() throws {
        let random = [UInt8](repeating: 0xFF, count: 10)
        let early = RecordID(at: Instant(milliseconds: 1_780_000_000_000), random: random)
        let late = RecordID(at: Instant(milliseconds: 1_780_000_000_001), random: [UInt8](repeating: 0, count: 10))
        #expect(early < late)
        #expect(early.text == "019e7044-8800-7fff-bfff-ffffffffffff")
        #expect(RecordID("UUID:" + early.text) == nil)
        #expect(RecordID("uuid:" + early.text.uppercased()) == early)
        #expect(RecordID("019e7083-0c00-7fff-bfff-fffffffffff") == nil)
    }

    @Test func hexRefusesWhatItDidNotWrite() {
        #expect(Hex.decode("00ff10") == [0, 255, 16])
        for text in ["0", "0G", "FF", " 00"] { #expect(Hex.decode(text) == nil) }
    }
}
