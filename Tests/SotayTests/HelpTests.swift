import ArgumentParser
import Base
import Foundation
import Testing

@testable import sotay

/// What the help says is what the program takes.
@Suite struct HelpTests {
    private static let pages = Verbs.all.map { $0.page }

    @Test(arguments: Verbs.all.indices)
    func aPageNamesExactlyTheOptionsOfItsParser(index: Int) {
        let verb = Verbs.all[index]
        let parsed = Self.options(in: Self.helpMessage(of: verb)).subtracting(["--help", "-h"])
        #expect(Set(verb.page.options.flatMap(\.names)) == parsed, "\(verb.page.name)")
        #expect(Self.options(in: verb.page.usage).isSubset(of: parsed), "\(verb.page.name)")
    }

    private static func helpMessage<V: Verb>(of verb: V.Type) -> String {
        V.helpMessage(columns: 200)
    }

    private static func options(in text: String) -> Set<String> {
        Set(text.matches(of: /(?:^|[\s\[(|,])(--?[a-z][a-z-]*)/).map { String($0.output.1) })
    }

    /// The examples are lines that somebody will copy.
    @Test(arguments: Verbs.all.indices)
    func theExamplesParse(index: Int) throws {
        for example in Verbs.all[index].page.examples {
            let words = Self.words(example)
            #expect(words.first == "sotay")
            let (found, rest) = try Verbs.find(Array(words.dropFirst()))
            #expect(found.page.name == Verbs.all[index].page.name, "\(example)")
            let (_, others) = CommonOptions.take(from: rest, environment: [:])
            _ = try found.parsed(others)
        }
    }

    /// As the shell would cut the line, quotes and nothing else minded.
    private static func words(_ line: String) -> [String] {
        line.matches(of: /"([^"]*)"|[^ "]+/).map { $0.output.1.map(String.init) ?? String($0.output.0) }
    }

    @Test func namesAndAliasesAreTheirOwn() {
        let names = Self.pages.map(\.name) + Self.pages.compactMap(\.alias)
        #expect(Set(names).count == names.count)
        for alias in Self.pages.compactMap(\.alias) { #expect(alias.utf8.allSatisfy { $0 < 0x80 }, "\(alias)") }
    }

    @Test(arguments: Language.allCases)
    func everyPageFitsOnOneScreen(language: Language) throws {
        let sandbox = try Sandbox()
        for page in Self.pages {
            let outcome = try sandbox.shell("sotay help \(page.name) --lang \(language.rawValue)")
            #expect(outcome.status == 0)
            let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
            #expect(lines.count <= 40, "\(page.name)")
            for line in lines where !line.contains("sotay ") {
                #expect(String(line).columns <= 80, "\(page.name): \(line)")
            }
        }
    }

    /// The demonstration plays the same from the same seed, so what the README shows can be held to it.
    @Test func theReadmeShowsTheDemonstration() throws {
        let text = try String(contentsOfFile: Sandbox.repository + "/README.md", encoding: .utf8)
        let parts = text.components(separatedBy: "```\n")
        try #require(parts.count == 3)
        let sandbox = try Sandbox()
        let outcome = try sandbox.shell("sotay demo --into thu")
        #expect(outcome.status == 0)
        #expect(outcome.output.hasPrefix(parts[1]))
        #expect(parts[1].contains("Giống nhau từng phiếu và từng con số."))
    }

    @Test func theReadmeNamesEveryVerb() throws {
        let text = try String(contentsOfFile: Sandbox.repository + "/README.md", encoding: .utf8)
        for page in Self.pages {
            #expect(text.contains("`\(page.name)`"), "\(page.name)")
            if let alias = page.alias { #expect(text.contains("`\(alias)`"), "\(alias)") }
        }
    }
}
