import ArgumentParser
import Base
import Forms
import Ledger
import Store
import Workspace
import XLSForm

/// `form add`: a form of the ward's own.
struct FormAddVerb: Verb {
    static let page = HelpPage(
        name: "form add", alias: "them-mau",
        summary: Bilingual("thêm biểu mẫu riêng vào sổ của phường", "a form of the ward's own, into its book"),
        usage: "form add TỆP",
        about: [
            Bilingual(
                "Biểu mẫu có lỗi không được thêm. Danh sách trong tệp đi kèm (select_one_from_file) được gói vào biểu mẫu. Phường làm bộ kit mới (`sotay kit`); ai gộp bộ kit ấy thì ghi được bằng `sotay log --form MÃ`.",
                "A form with errors is not added. Lists in files beside it (select_one_from_file) are packed into it. The ward makes a new kit (`sotay kit`); whoever merges it can `sotay log --form ID`."
            ),
            Bilingual(
                "Muốn sửa biểu mẫu: đổi version rồi thêm lại. Phiếu cũ vẫn theo bản cũ.",
                "To change a form: change its version and add it again. Old records keep the old version."),
        ],
        examples: ["sotay form add ho-khau.xlsx"])

    @Argument var file: String

    func run(in app: App) throws -> ExitStatus {
        let book = try app.openBook()
        let (reading, bytes) = try FormTools.readFile(file)
        let check = FormCheck(reading, file: file.fileName, needed: [])
        guard check.errorCount == 0 else {
            for line in check.faultLines(app.language) { app.tell(Bilingual(line, line)) }
            throw FormToolError.notAdded(check.errorCount)
        }
        let added = try book.addForm(reading, text: bytes, file: file.fileName)
        if app.options.json {
            app.emit(
                .object([
                    "form": .string(added.ref.text), "new": .bool(added.isNew), "tables": .strings(added.tables),
                    "left": .strings(added.left),
                    "warnings": .array(reading.warnings.map(\.json)),
                ]))
            return .done
        }
        for line in check.faultLines(app.language) { app.tell(Bilingual(line, line)) }
        let id = added.ref.id.printable
        let version = added.ref.version.isEmpty ? "–" : added.ref.version.printable
        guard added.isNew else {
            app.print(
                Bilingual("Sổ đã có \(id) phiên bản \(version).", "The book has \(id) version \(version) already."))
            return .done
        }
        app.print(
            Bilingual(
                "Đã thêm \(id) phiên bản \(version): \(added.form.title.printable)",
                "Added \(id) version \(version): \(added.form.title.printable)"))
        if !added.tables.isEmpty {
            let names = added.tables.map(\.printable).joined(separator: ", ")
            app.print(Bilingual("Danh sách gói kèm: \(names)", "Lists packed into it: \(names)"))
        }
        if !added.left.isEmpty {
            let names = added.left.map(\.printable).joined(separator: ", ")
            app.print(
                Bilingual(
                    "Hình, tiếng không đi theo bộ kit: \(names)",
                    "Pictures and sounds do not travel with kits: \(names)"))
        }
        app.print(
            Bilingual(
                "Ghi bằng `sotay log --form \(id)`; chuyển cho các tổ bằng một bộ kit mới: `sotay kit`",
                "Log with `sotay log --form \(id)`; pass it on with a new kit: `sotay kit`"))
        return .done
    }
}

/// `form list`: what can be filled here.
struct FormListVerb: Verb {
    static let page = HelpPage(
        name: "form list", alias: "cac-mau",
        summary: Bilingual("các biểu mẫu trong sổ, số phiếu từng bản", "the book's forms and their records"),
        usage: "form list")

    func run(in app: App) throws -> ExitStatus {
        let forms = try app.openBook().shelvedForms()
        if app.options.json {
            app.emit(.array(forms.map(\.json)))
            return .done
        }
        for form in forms {
            let ref = form.stored.ref
            let columns = [
                ref.id.fitted(to: 16), ref.version.fitted(to: 12),
                Bilingual("\(form.records) phiếu", "\(form.records) records")[app.language].fitted(to: 12),
                form.state[app.language].fitted(to: 22), (form.form?.title ?? form.stored.fileName).printable,
            ]
            app.screen.print(Span(columns.joined(separator: "  ")))
        }
        return .done
    }
}

extension ShelvedForm {
    fileprivate var state: Bilingual {
        if form == nil { return Bilingual("không đọc được ở đây", "cannot be read here") }
        if !stored.isApproved { return Bilingual("phường chưa duyệt", "not approved") }
        if !isCurrent { return Bilingual("bản cũ", "old version") }
        return form?.feedsFigures == true
            ? Bilingual("góp vào số liệu", "feeds the figures") : Bilingual("ghi riêng", "kept apart")
    }

    fileprivate var json: JSON {
        .object([
            "form": .string(stored.ref.text), "id": .string(stored.ref.id), "version": .string(stored.ref.version),
            "title": form.map { .string($0.title) } ?? .null, "file": .string(stored.fileName),
            "approved": .bool(stored.isApproved), "current": .bool(isCurrent), "records": .int(records),
            "feeds_figures": .bool(form?.feedsFigures == true),
        ])
    }
}
