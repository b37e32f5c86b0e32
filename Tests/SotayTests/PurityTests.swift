import Foundation
import Testing

/// Rules that the compiler cannot hold, read from the sources themselves.
@Suite struct PurityTests {
    private struct Source: Sendable {
        /// From `Sources/` on.
        let path: String
        let text: String

        /// Without comments, so that a rule may be explained beside the code that keeps it.
        var code: String {
            text.split(separator: "\n", omittingEmptySubsequences: false).filter {
                !$0.drop { $0 == " " }.hasPrefix("//")
            }
            .joined(separator: "\n")
        }
    }

    private static let sources: [Source] = {
        let root = Sandbox.repository + "/Sources"
        let paths = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
        return paths.filter { $0.hasSuffix(".swift") }.sorted().map { path in
            Source(path: path, text: try! String(contentsOfFile: root + "/" + path, encoding: .utf8))
        }
    }()

    private static let pure = ["Base", "Age", "Archive", "Forms", "XLSForm", "Indicators", "Reports", "Ledger"]

    /// The one place where the system's generator is made usable, for whoever hands it in.
    private static let allowed = ["Base/RandomBytes.swift": ["SystemRandomNumberGenerator", ".random(in:"]]

    @Test(arguments: pure)
    func readsNoClockFileEnvironmentOrRandomNumber(target: String) {
        let files = Self.sources.filter { $0.path.hasPrefix(target + "/") }
        #expect(!files.isEmpty)
        let forbidden = [
            "Date()", "Date.now", "Clock.now", "UUID()", "FileManager", "FileHandle", "print(", "ProcessInfo", "getenv",
            "SystemRandomNumberGenerator", ".random(in:", "randomElement()", "shuffled()", "contentsOfFile",
        ]
        for file in files {
            for word in forbidden where Self.occurs(word, in: file.code) {
                #expect(Self.allowed[file.path, default: []].contains(word), "\(file.path): \(word)")
            }
        }
    }

    /// As a word of its own: `fingerprint(` is no `print(`.
    private static func occurs(_ word: String, in code: String) -> Bool {
        code.ranges(of: word).contains { range in
            guard word.first?.isLetter == true, range.lowerBound > code.startIndex else { return true }
            let before = code[code.index(before: range.lowerBound)]
            return !before.isLetter && !before.isNumber && before != "_"
        }
    }

    @Test func sqlStandsInStoreAlone() {
        let statement = /\b(SELECT [a-z*]|INSERT (OR|INTO)|DELETE FROM|CREATE TABLE|PRAGMA [a-z])/
        // The benchmark measures a plain scan beside the counting query.
        for file in Self.sources where !["Store/", "bench/"].contains(where: file.path.hasPrefix) {
            #expect(file.code.firstMatch(of: statement) == nil, "\(file.path)")
        }
    }

    @Test func noBundleIsAskedForFiles() {
        for file in Self.sources { #expect(!file.code.contains("Bundle."), "\(file.path)") }
    }

    /// A problem's code is permanent and has one meaning: it belongs to one family and stands in one file. A code that
    /// several files raise is listed here with the reason.
    @Test func everyProblemCodeHasOneMeaning() {
        let shared: Set = [
            // A bad answer of `--set` is worded where it is typed, and of a file where it is checked: one fault.
            "LOG-005",
            // Warnings of a record, told by the prompt and by the file run.
            "LOG-100",
        ]
        var files: [String: Set<String>] = [:]
        for file in Self.sources {
            for match in file.code.matches(of: /"([A-Z]+-[0-9]{3})"/) {
                files[String(match.output.1), default: []].insert(file.path)
            }
        }
        #expect(files.count > 60)
        for (code, paths) in files.sorted(by: { $0.key < $1.key }) where !shared.contains(code) {
            #expect(paths.count == 1, "\(code): \(paths.sorted())")
        }
        for code in shared { #expect((files[code]?.count ?? 0) > 1, "\(code)") }
    }

    /// In a file's switch over its errors, each case has a code of its own.
    @Test func noCodeIsGivenTwiceInOneFile() {
        for file in Self.sources where !file.path.hasPrefix("sotay/") {
            let codes = file.code.matches(of: /(?:Problem\(\s*|: )"([A-Z]+-[0-9]{3})"/).map { String($0.output.1) }
            let twice = Dictionary(grouping: codes, by: \.self).filter { $1.count > 1 }.keys.sorted()
            #expect(twice.isEmpty, "\(file.path): \(twice)")
        }
    }
}
