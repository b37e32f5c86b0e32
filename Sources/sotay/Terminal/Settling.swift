import Base
import Forms
import Ledger
import Workspace

/// One conflict being settled: asked at the terminal or told by options, then saved once.
struct Settling {
    private let divergence: Divergence
    private let book: Book
    private let app: App
    private let labels: AnswerLabels

    init(_ divergence: Divergence, book: Book, app: App) throws {
        self.divergence = divergence
        self.book = book
        self.app = app
        labels = try AnswerLabels(book.forms, divergence.form, app.language)
    }

    private var lines: DivergenceLines { DivergenceLines(divergence: divergence, labels: labels) }

    // MARK: Saving

    /// Through the checks of `log`; shows what every version would have said otherwise.
    func save(_ entry: Entry, besides refused: [Problem] = []) throws -> ExitStatus {
        let status = try EntryRun(book: book, app: app).check(andSave: entry, besides: refused)
        if status == .done, !app.options.json {
            for side in divergence.edits {
                let changes = Change.between(side.answers ?? [:], entry.filling.record)
                app.print(
                    changes.isEmpty
                        ? Bilingual("Giống bản số \(side.number).", "The same as version \(side.number).")
                        : Bilingual("So với bản số \(side.number):", "Against version \(side.number):"))
                for change in changes { app.screen.print(Span("  \(labels.line(change))")) }
            }
            tellRest()
        }
        return status
    }

    /// By a side as it is; nil when it has to pass the checks of `log`.
    func settle(as side: Divergence.Side) throws -> ExitStatus? {
        guard side.isDelete || book.isBare(divergence) else { return nil }
        try book.settle(divergence, as: side)
        if side.isDelete {
            VoidVerb.tell(divergence.record, app)
        } else if app.options.json {
            app.emit(.object(["record": .string(divergence.record.text), "side": .int(side.number)]))
        } else {
            app.print(
                Bilingual(
                    "Đã chốt phiếu \(divergence.record.text) theo bản số \(side.number).",
                    "Settled the record \(divergence.record.text) by version \(side.number)."))
        }
        if side.isDelete, !app.options.json { tellRest() }
        return .done
    }

    /// A revision names so many parents; the versions beyond them stay a conflict.
    private func tellRest() {
        let rest = divergence.sides.count - Caps.parents
        guard rest > 0 else { return }
        app.tell(
            Bilingual(
                "Còn \(rest) bản chưa chốt: làm lại lệnh này.", "\(rest) versions are left: run this command again."))
    }

    // MARK: Asking

    private enum Answer {
        case side(Int)
        case typed(String)
        case back
        case leave
    }

    /// Question by question; `<` goes back, `!` leaves without writing anything.
    func ask() throws -> ExitStatus {
        for line in lines.versions { app.screen.tell(line) }
        app.tell(
            Bilingual(
                "Gõ số của bản muốn lấy rồi Enter; = và câu trả lời: ghi khác; < quay lại; ! thôi",
                "Type the number of the version to take and press Enter; = and an answer for another one, < back, ! leave"
            ))
        if divergence.edits.count < divergence.sides.count || divergence.edits.count == 1 || book.isBare(divergence) {
            return try askForSide()
        }
        var resolution = Resolution(rest: divergence.base == nil ? .refused : .merged)
        var typed: [String: String] = [:]
        let fields = divergence.fields.filter { !$0.isComputed }
        var asked = Array(fields.indices)
        repeat {
            var place = 0
            while place < asked.count {
                let path = fields[asked[place]].path.text
                switch try ask(fields[asked[place]], number: asked[place] + 1, of: fields.count) {
                case .leave: return left()
                case .back: place = max(0, place - 1)
                case .side(let side):
                    typed[path] = nil
                    resolution.taken[path] = side
                    place += 1
                case .typed(let text):
                    resolution.taken[path] = nil
                    typed[path] = text
                    place += 1
                }
            }
            resolution.typed = Set(typed.keys)
            let entry = try book.entry(resolving: divergence, by: resolution, language: app.language)
            // What the form does not take is asked again, the rest stays.
            asked = try fields.indices.filter { index in
                guard let text = typed[fields[index].path.text] else { return false }
                let refused = try Assignments(["\(fields[index].path.text)=\(text)"]).apply(to: entry.filling).refused
                for problem in refused { app.tell(problem) }
                return !refused.isEmpty
            }
            if asked.isEmpty { return try confirm() ? save(entry) : left() }
        } while true
    }

    private func left() -> ExitStatus {
        app.tell(Bilingual("Chưa chốt gì; phiếu vẫn còn xung đột.", "Nothing was settled; the conflict stays."))
        return .needsPerson
    }

    private func confirm() throws -> Bool {
        app.screen.prompt(Span(Bilingual("Lưu bản chốt? (c/k) > ", "Save what was settled? (y/n) > ")[app.language]))
        return yesOrNo(try app.lines.next() ?? "") == true
    }

    /// A deletion against an edit, or a body that is missing: one version is taken whole.
    private func askForSide() throws -> ExitStatus {
        for line in lines.fields { app.screen.tell(line) }
        while true {
            app.screen.prompt(Span(Bilingual("Lấy bản số mấy? > ", "Which version? > ")[app.language]))
            guard let line = try app.lines.next(), line != "!" else { return left() }
            guard let number = decimal(line.utf8), divergence.sides.indices.contains(number - 1) else {
                app.tell(
                    Bilingual(
                        "gõ số từ 1 đến \(divergence.sides.count), hoặc !",
                        "type a number from 1 to \(divergence.sides.count), or !"))
                continue
            }
            let side = try divergence.side(number)
            guard try confirm() else { return left() }
            if let status = try settle(as: side) { return status }
            return try save(
                book.entry(
                    resolving: divergence, by: Resolution(rest: .side(number)), language: app.language))
        }
    }

    private func ask(_ field: Divergence.Field, number: Int, of count: Int) throws -> Answer {
        app.screen.tell("")
        app.screen.tell(
            Span("(\(number)/\(count))" + (lines.heading(of: field).first?.text.dropFirst(1) ?? ""), .strong))
        for line in lines.values(of: field) { app.screen.tell(line) }
        let proposed = divergence.base == nil ? nil : field.agreedBy.first
        while true {
            app.screen.prompt(Span(proposed.map { "[\($0)] > " } ?? "> "))
            guard let line = try app.lines.next() else { return .leave }
            switch line {
            case "<": return .back
            case "!": return .leave
            case "": if let proposed { return .side(proposed) }
            default:
                if line.hasPrefix("="), !field.isRows { return .typed(String(line.dropFirst())) }
                if let side = decimal(line.utf8), divergence.edits.contains(where: { $0.number == side }) {
                    return .side(side)
                }
            }
            let sides = divergence.edits.map { String($0.number) }.joined(separator: ", ")
            app.tell(
                Bilingual(
                    "gõ số của một bản (\(sides)), = và câu trả lời, < hoặc !",
                    "type the number of a version (\(sides)), = and an answer, < or !"))
        }
    }
}
