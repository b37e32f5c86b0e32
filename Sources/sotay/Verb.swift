import ArgumentParser
import Base

/// One verb of the command line: its arguments, its help, and what it does, which is one call and what to show of it.
protocol Verb: ParsableArguments {
    static var page: HelpPage { get }
    static func parsed(_ words: [String]) throws -> any Verb
    func run(in app: App) throws -> ExitStatus
}

extension Verb {
    static func parsed(_ words: [String]) throws -> any Verb { try parsing(words) }

    static func parsing(_ words: [String]) throws -> any Verb {
        do {
            return try parse(words)
        } catch {
            throw UsageError(library: message(for: error), page: page)
        }
    }
}

/// What `help` says about a verb.
struct HelpPage {
    struct Option {
        /// As it is typed: `-o, --output PATH`.
        let flags: String
        let text: Bilingual

        /// `--output`, `-o`: without the value's name.
        var names: [String] {
            flags.split(whereSeparator: { $0 == " " || $0 == "," }).filter { $0.hasPrefix("-") }.map(String.init)
        }
    }

    let name: String
    let alias: String?
    let summary: Bilingual
    let usage: String
    var options: [Option] = []
    /// More lines: what it assumes, how it ends.
    var about: [Bilingual] = []
    var examples: [String] = []
}

/// Every verb, in the order in which work goes through them.
enum Verbs {
    static let groups: [(title: Bilingual, verbs: [any Verb.Type])] = [
        (
            Bilingual("Bắt đầu", "Beginning"),
            [
                DemoVerb.self, WardInitVerb.self, WardRehearseVerb.self, WardRecoverVerb.self, KitVerb.self,
                InitVerb.self, RegisterVerb.self,
            ]
        ),
        (
            Bilingual("Ghi và sửa buổi hỗ trợ", "Logging and correcting sessions"),
            [
                LogVerb.self, DraftsVerb.self, ListVerb.self, ShowVerb.self, EditVerb.self, VoidVerb.self,
                HistoryVerb.self,
            ]
        ),
        (
            Bilingual("Gửi đi và gộp lại", "Passing on and merging"),
            [
                ExportVerb.self, MergeVerb.self, ReceiptVerb.self, StatusVerb.self, ConflictsVerb.self,
                ResolveVerb.self, DuplicatesVerb.self, SameVerb.self, DeviceVerb.self,
            ]
        ),
        (
            Bilingual("Tổng hợp, biểu mẫu, kế hoạch", "Figures, forms, plans"),
            [
                ReportVerb.self, ExplainVerb.self, IssuedVerb.self, FigureVerb.self, DueVerb.self,
                FormListVerb.self, FormAddVerb.self, FormCheckVerb.self, FormConvertVerb.self, FormEvalVerb.self,
                FormDataVerb.self,
                PlanShowVerb.self, PlanCheckVerb.self, PlanUseVerb.self,
            ]
        ),
        (
            Bilingual("Giữ gìn sổ", "Keeping the book"),
            [CheckVerb.self, EraseVerb.self, BackupVerb.self, RestoreVerb.self]
        ),
    ]

    /// What the verbs of one first word do together, for the list of all verbs.
    static let families: [String: Bilingual] = [
        "ward": Bilingual(
            "sổ của phường: tạo, thử khóa khôi phục, dựng lại", "the ward's book: make, try its key, recover"),
        "form": Bilingual(
            "biểu mẫu XLSForm: xem, thêm, soát, đổi dạng, thử", "XLSForms: list, add, check, convert, try"),
        "plan": Bilingual("tệp kế hoạch và chỉ tiêu: in, soát, dùng", "plans and indicators: show, check, use"),
    ]

    static var all: [any Verb.Type] { groups.flatMap(\.verbs) }

    /// The verb that the first word, or the first two, name; and the words behind it.
    static func find(_ words: [String]) throws -> (verb: any Verb.Type, rest: [String]) {
        let first = words[0].lowercased()
        let both = words.prefix(2).joined(separator: " ").lowercased()
        for verb in all {
            if verb.page.name == both || verb.page.alias == both { return (verb, Array(words.dropFirst(2))) }
        }
        for verb in all where verb.page.name == first || verb.page.alias == first {
            return (verb, Array(words.dropFirst()))
        }
        if families[first] != nil { throw UsageError.verbIncomplete(first, second: words.dropFirst().first) }
        let names = all.flatMap { [$0.page.name, $0.page.alias].compactMap(\.self) }
        // `sotay eval` for `sotay form eval`.
        let whole = names.first { $0.split(separator: " ").dropFirst().joined(separator: " ") == first }
        throw UsageError.verbUnknown(words[0], nearest: whole ?? words[0].nearest(in: names))
    }

    /// The pages of the verbs that begin with a word.
    static func family(_ word: String) -> [HelpPage] {
        all.map { $0.page }.filter { $0.name.hasPrefix(word + " ") }
    }
}
