import Archive
import Base
import Foundation
import Testing
import XLSForm

/// Broken forms never stop the program nor keep it busy.
@Suite(.serialized) struct FuzzTests {
    /// Small forms that use much of the language, as text.
    private static let seeds: [[UInt8]] = XFormForms.all.map { Array($0.text.utf8) } + [Array(FormatTests.odd.utf8)]

    /// What a fault is made of: pieces that mean something to a reader.
    private static let pieces: [String] = [
        "|", "\n", "| survey |\n", "| choices |\n", "${", "}", "${ten}", "(", ")", "[", "]", "'", "\"", "\\|", "\u{0}",
        "begin repeat", "end group", "select_one ", " or_other", "\u{302}", "<br>", "concat(", "regex(., '(a+)+b')",
        "instance('", "..", "/", "//", "-", "1e999", "99999999999999999999", "parameters", "::", "label::", "\u{FEFF}",
        "\r", ",", ";", "=", "$", "{", "#", "start=0 end=1 step=0", "yes", "\u{202E}",
    ]

    private static func mutated(_ bytes: [UInt8], _ random: inout SeededRandomBytes) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...8, using: &random) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<6, using: &random) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes.remove(at: place)
            case 2: bytes.insert(contentsOf: pieces.randomElement(using: &random)!.utf8, at: place)
            case 3: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...40, using: &random)))
            case 4:
                let part = bytes[place..<min(bytes.count, place + Int.random(in: 1...80, using: &random))]
                bytes.insert(contentsOf: part, at: Int.random(in: 0...bytes.count, using: &random))
            default: bytes = Array(bytes[..<place])
            }
        }
        return bytes
    }

    /// Reads, checks and writes; the seed is printed when it takes too long.
    private func exercise(_ bytes: [UInt8], file: String, _ seed: String) {
        let started = ContinuousClock.now
        let reading = FormReader.read(bytes, file: file)
        let check = FormCheck(reading, file: file, needed: [])
        #expect(!check.lines(.vi).isEmpty)
        #expect((reading.form == nil) == (check.errorCount > 0), "\(seed)")
        for fault in reading.faults { #expect(fault.caret ?? 0 <= fault.text?.count ?? 0, "\(seed) \(fault)") }
        if let xform = reading.xform() {
            #expect(throws: Never.self, "\(seed)") { try XMLReader(Array(xform.utf8), entry: "x").readToEnd() }
        }
        let elapsed = ContinuousClock.now - started
        #expect(elapsed < .seconds(1), "\(seed): \(elapsed)")
    }

    @Test(arguments: 0..<8)
    func textNeverCrashes(part: Int) {
        var random = SeededRandomBytes(seed: UInt64(2026 + part))
        for round in 0..<1_000 {
            let seed = Self.seeds[Int.random(in: 0..<Self.seeds.count, using: &random)]
            exercise(Self.mutated(seed, &random), file: "f.md", "md \(part) \(round)")
        }
    }

    @Test func commaSeparatedNeverCrashes() throws {
        var random = SeededRandomBytes(seed: 7)
        let seeds = try Self.seeds.map {
            FormWriter.bytes(try #require(FormReader.read($0, file: "f.md").workbook), as: .csv)
        }
        for round in 0..<1_000 {
            exercise(Self.mutated(seeds[round % seeds.count], &random), file: "f.csv", "csv \(round)")
        }
    }

    /// The parts of a workbook are mutated and zipped again, or the whole file is.
    @Test func workbooksNeverCrash() throws {
        var random = SeededRandomBytes(seed: 8)
        let seeds = try Self.seeds.map {
            FormWriter.bytes(try #require(FormReader.read($0, file: "f.md").workbook), as: .xlsx)
        }
        let limits = ZipReader.Limits(entries: 100, inflated: 1 << 22)
        for round in 0..<1_000 {
            let whole = seeds[round % seeds.count]
            var bytes = Self.mutated(whole, &random)
            if round % 2 == 0 {
                let parts = try ZipReader.read(whole, limits: limits) { _ in true }.sorted { $0.key < $1.key }
                let chosen = Int.random(in: 0..<parts.count, using: &random)
                bytes = ZipWriter.archive(
                    parts.enumerated().map { index, part in
                        .init(part.key, index == chosen ? Self.mutated(part.value, &random) : part.value)
                    })
            }
            exercise(bytes, file: "f.xlsx", "xlsx \(round)")
        }
    }

    // MARK: - Large and hostile

    /// Forms at the caps, each made to be dear.
    static let hostile: [(name: String, text: String)] = [
        ("unknown types", rows { "| | tpye\($0) | a\($0) | A |" }),
        ("unknown references", rows { "| | text | a\($0) | ${b\($0)} |" }),
        ("one name", rows { _ in "| | text | a | A |" }),
        ("no ends", rows { "| | begin group | g\($0) | G |" }),
        ("pipes", "| survey |\n" + String(repeating: "|", count: 1 << 20)),
        ("wide", "| survey |\n| | type | name |" + (0..<20_000).map { " c\($0) |" }.joined() + "\n"),
        (
            "long line",
            "| survey |\n| | type | name | label |\n| | text | a | " + String(repeating: "ế ", count: 400_000) + "|\n"
        ),
        (
            "references in a label",
            "| survey |\n| | type | name | label |\n| | text | a | " + String(repeating: "${a}", count: 50_000) + "|\n"
        ),
        (
            "unclosed references",
            "| survey |\n| | type | name | label |\n| | text | a | " + String(repeating: "${a", count: 100_000) + "|\n"
        ),
        (
            "choices",
            "| survey |\n| | type | name | label |\n| | select_one x | a | A |\n| choices |\n| | list_name | name | label |\n"
                + (0..<9_000).map { "| | x | c\($0) | L |\n" }.joined()
        ),
    ]

    private static func rows(_ row: (Int) -> String) -> String {
        "| survey |\n| | type | name | label |\n" + (0..<9_900).map { row($0) + "\n" }.joined()
    }

    @Test(arguments: hostile)
    func endsSoon(form: (name: String, text: String)) {
        let bytes = Array(form.text.utf8)
        let started = ContinuousClock.now
        let reading = FormReader.read(bytes, file: "f.md")
        let elapsed = ContinuousClock.now - started
        #expect(reading.faults.count <= 1_000)
        // The second is for the program as it is delivered; without the optimiser it is several times slower.
        #expect(elapsed < .seconds(8), "\(form.name): \(elapsed)")
    }
}

extension XMLReader {
    fileprivate func readToEnd() throws(ArchiveFault) {
        while try next() != nil {}
    }
}
