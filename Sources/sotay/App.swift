import Base
import Foundation
import Workspace

/// One run of the program: what was typed, where it is shown, and how it ends.
final class App {
    let options: CommonOptions
    let screen: Screen
    let surroundings: Surroundings
    let environment: [String: String]
    private let words: [String]

    init(arguments: [String], environment: [String: String]) {
        self.environment = environment
        surroundings = .system(environment: environment)
        screen = Screen(environment: environment)
        (options, words) = CommonOptions.take(from: arguments, environment: environment)
        language = options.language
    }

    /// The one asked for, until a person at the prompt takes another.
    var language: Language

    /// Whether somebody can be asked: a terminal to type at, and no `--no-input`.
    var canAsk: Bool { !options.noInput && isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

    private(set) lazy var lines = LineReader()

    var bookFolder: BookFolder {
        options.book.map { BookFolder($0) } ?? .byDefault(environment: environment)
    }

    func openBook() throws -> Book {
        let book = try Book(bookFolder, surroundings: surroundings, askPassphrase: passphrase)
        do {
            try book.sweepCopies()
            if try book.needsWiping, let advice = try book.wipe().advice { tell(advice) }
        } catch let error as any Reportable {
            // An erasure was cut off before its traces were gone: told each time, in nobody's way.
            tell(error.problem, isWarning: true)
        }
        if try book.isRevoked {
            tell(
                Bilingual(
                    "PHƯỜNG ĐÃ THU HỒI MÁY NÀY (hoặc khóa của nó): phiếu ghi thêm ở đây không được tính ở đâu cả, cho đến khi phường tin cậy lại. Hỏi phường.",
                    "THE WARD HAS REVOKED THIS DEVICE (or its key): what is logged here counts nowhere until the ward trusts it again. Ask the ward."
                ))
        }
        return book
    }

    func run() -> ExitStatus {
        do {
            let status = try dispatch()
            if let failure = screen.failure { throw OutputError(errno: failure) }
            return status
        } catch let error as any Reportable {
            tell(error.problem)
            return error.problem.status
        } catch {
            let problem = Problem.unexpected(error)
            tell(problem)
            return problem.status
        }
    }

    private func dispatch() throws -> ExitStatus {
        if let fault = options.fault { throw fault }
        if options.version {
            screen.print(Span(Program.name))
            return .done
        }
        if options.help, words.count == 1, Verbs.families[words[0]] != nil {
            HelpScreen(self).family(words[0])
            return .done
        }
        guard !words.isEmpty else {
            if options.help { try HelpScreen(self).help(on: []) } else { HelpScreen(self).welcome() }
            return .done
        }
        if words[0] == "help" || words[0] == "tro-giup" {
            try HelpScreen(self).help(on: Array(words.dropFirst()))
            return .done
        }
        let (verb, rest) = try Verbs.find(words)
        if options.help {
            HelpScreen(self).page(verb.page)
            return .done
        }
        return try verb.parsed(rest).run(in: self)
    }

    /// A file that somebody names with `-o` stays as it is when there is one, unless `--force` is typed. Asked before the
    /// work, so that nothing has been done when it is refused.
    func mayWrite(_ path: String?) throws {
        guard let path, !options.force, DurableFile.isRegular(path) else { return }
        throw FileError.wouldReplace(path)
    }

    /// `usb9` that is not there becomes a file of this computer: said before somebody carries the stick away.
    func warnOfFile(_ written: String?, asked path: String) {
        guard written == path, !path.fileName.contains("."), DurableFile.isRegular(path) else { return }
        tell(
            Problem(
                "OUT-101", at: path,
                Bilingual(
                    "không có thư mục hay USB tên này nên đây là một TỆP trên máy",
                    "there is no folder or stick of this name, so it is a FILE on this computer"),
                hint: Bilingual(
                    "USB đã cắm chưa? muốn tạo thư mục thì viết \(path)/",
                    "is the stick plugged in? write \(path)/ to make a folder"), status: .done),
            isWarning: true)
    }

    /// A line on standard error: `sotay: lỗi: …`, and what to do next.
    func tell(_ problem: Problem, isWarning: Bool = false) {
        let word = isWarning ? Bilingual("cảnh báo", "warning") : Bilingual("lỗi", "error")
        let place = problem.place.map { "\($0.printable): " } ?? ""
        let text = "\(word[language]): \(place)\(problem.message[language]) [\(problem.code)]"
        screen.tell(Span("sotay: "), Span(text, isWarning ? .warning : .bad))
        if let hint = problem.hint {
            screen.tell(Span("sotay: \(Bilingual("gợi ý", "hint")[language]): \(hint[language])"))
        }
    }

    func tell(_ text: Bilingual) {
        screen.tell(Span(text[language]))
    }

    func print(_ text: Bilingual) {
        screen.print(Span(text[language]))
    }

    func emit(_ json: JSON) {
        screen.emit(json.pretty + "\n")
    }
}

/// Standard output took no more of the result.
private struct OutputError: Reportable {
    let errno: Int32

    var problem: Problem {
        let reason =
            errno == ENOSPC
            ? Bilingual("ổ đĩa đã đầy", "the disk is full")
            : Bilingual("lỗi \(errno)", String(cString: strerror(errno)))
        return Problem(
            "OUT-001",
            Bilingual("không ghi được hết kết quả: \(reason.vi)", "the result could not be written: \(reason.en)"),
            status: .io)
    }
}
