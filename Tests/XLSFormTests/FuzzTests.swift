import Archive
import Base
import Foundation
import Testing
import XLSForm

/// Broken forms never stop the program nor keep it busy.
@Suite(.serialized) struct FuzzTests {
    /// Forms that use much of the language, and those that are delivered, as text.
    private static let seeds: [[UInt8]] = XFormTests.forms.map { Array($0.text.utf8) } + [Array(FormatTests.odd.utf8)]

    /// What a fault is made of: pieces that mean something to a reader.
    private static let pieces: [String] = [
        "|", "\n", "| survey |\n", "| choices |\n", "${", "}", "${ten}", "(", ")", "[", "]", "'", "\"", "\\|", "\u{0}",
        "begin repeat", "end group", "select_one ", " or_other", "\u{302}", "<br>", "concat(", "regex(., '(a+)+b')",
        "instance('", "..", "/", "//", "-", "1e999", "99999999999999999999", "parameters", "::", "label::", "\u{FEFF}",
        "\r", ",", ";", "=", "$", "{", "#", "start=0 end=1 step=0", "yes", "\u{202E}",
        "24-11-2025", " - 1-10", "2025-11-24", "'1", " > ", "+ ' ' +", " div ", "selected(", "today()", "[1]", "./",
    ]

    /// SOTAY_FUZZ=40 tries forty times as many: 100,000 forms.
    private static let factor = ProcessInfo.processInfo.environment["SOTAY_FUZZ"].flatMap { Int($0) } ?? 1

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
        for round in 0..<250 * Self.factor {
            let seed = Self.seeds[Int.random(in: 0..<Self.seeds.count, using: &random)]
            exercise(Self.mutated(seed, &random), file: "f.md", "md \(part) \(round)")
        }
    }

    @Test func commaSeparatedNeverCrashes() throws {
        var random = SeededRandomBytes(seed: 7)
        let seeds = try Self.seeds.map {
            FormWriter.bytes(try #require(FormReader.read($0, file: "f.md").workbook), as: .csv)
        }
        for round in 0..<250 * Self.factor {
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
        for round in 0..<250 * Self.factor {
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
    static let hostile: [FormTable] = [
        FormTable("unknown types", rows { "| | tpye\($0) | a\($0) | A |" }),
        FormTable("unknown references", rows { "| | text | a\($0) | ${b\($0)} |" }),
        FormTable("one name", rows { _ in "| | text | a | A |" }),
        FormTable("no ends", rows { "| | begin group | g\($0) | G |" }),
        FormTable("pipes", "| survey |\n" + String(repeating: "|", count: 1 << 20)),
        FormTable("wide", "| survey |\n| | type | name |" + (0..<20_000).map { " c\($0) |" }.joined() + "\n"),
        FormTable("a long line", head + "| | text | a | " + String(repeating: "ế ", count: 400_000) + "|\n"),
        FormTable("references", head + "| | text | a | " + String(repeating: "${a}", count: 50_000) + "|\n"),
        FormTable("unclosed references", head + "| | text | a | " + String(repeating: "${a", count: 100_000) + "|\n"),
        FormTable(
            "choices",
            head + "| | select_one x | a | A |\n| choices |\n| | list_name | name | label |\n"
                + (0..<9_000).map { "| | x | c\($0) | L |\n" }.joined()),
        FormTable("a chain", rows("calculation") { "| | calculate | a\($0) | ${a\($0 + 1)} + 1 |" }),
        FormTable("a circle", rows("calculation") { "| | calculate | a\($0) | ${a\(($0 + 1) % 9_900)} + 1 |" }),
        FormTable(
            "long expressions",
            rows("calculation") { "| | calculate | a\($0) | 1" + String(repeating: " + 1", count: 95) + " |" }),
        FormTable("combining marks", head + "| | text | a" + String(repeating: "\u{302}", count: 100_000) + " | A |\n"),
        FormTable(
            "references in a label", head + "| | text | a | " + String(repeating: "${b}", count: 900_000) + " |\n"),
        FormTable("open references", head + "| | text | a | " + String(repeating: "${", count: 1_900_000) + " |\n"),
        FormTable(
            "appearances", rows("appearance") { "| | text | a\($0) | " + String(repeating: "x\($0) ", count: 50) + "|" }
        ),
        FormTable(
            "columns",
            rows("choice_filter") { "| | select_one l | a\($0) | b\($0) = c\($0) and pulldata('l', 'x', 'y', 1) |" }
                + "| choices |\n| | list_name | name | label |\n| | l | 1 | Một |\n"),
        FormTable(
            "rows as values",
            rows("calculation") { "| | calculate | a\($0) | " + String(repeating: "/data/a9899 + ", count: 20) + "1 |" }
        ),
        FormTable("sheets", (0..<9_000).map { "| s\($0) |\n" }.joined()),
    ]

    private static let head = "| survey |\n| | type | name | label |\n"

    private static func rows(_ column: String = "label", _ row: (Int) -> String) -> String {
        "| survey |\n| | type | name | \(column) |\n" + (0..<9_900).map { row($0) + "\n" }.joined()
    }

    @Test(arguments: hostile)
    func endsSoon(_ table: FormTable) {
        endsSoon(Array(table.text.utf8), file: "f.md", table.testDescription)
    }

    @Test func largeWorkbooksEndSoon() {
        let row = (0..<20).map { Spreadsheet.Cell(column: $0, text: "ô số \($0)") }
        let sheet = Spreadsheet.Sheet(name: "survey", rows: (1...9_999).map { .init(number: $0, cells: row) })
        endsSoon(XLSXWriter.bytes(Spreadsheet(sheets: [sheet])), file: "f.xlsx", "cells")
        let blank = [UInt8](repeating: 0x20, count: XLSXReader.zipLimits.inflated - 100)
        let bomb = ZipWriter.archive([.init("xl/workbook.xml", Array("<a>".utf8) + blank + Array("</a>".utf8))])
        endsSoon(bomb, file: "f.xlsx", "spaces")
    }

    /// A second of the processor, as the program is delivered; without the optimiser it is several times slower.
    private func endsSoon(_ bytes: [UInt8], file: String, _ name: String) {
        #if DEBUG
            let limit = Duration.seconds(10)
        #else
            let limit = Duration.seconds(2)
        #endif
        let started = Self.processorTime
        let reading = FormReader.read(bytes, file: file)
        let elapsed = Self.processorTime - started
        #expect(reading.faults.count <= 2_000)
        #expect(elapsed < limit, "\(name): \(elapsed)")
    }

    /// Of this thread: other tests and programs do not lengthen it.
    private static var processorTime: Duration {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}

extension XMLReader {
    fileprivate func readToEnd() throws(ArchiveFault) {
        while try next() != nil {}
    }
}
