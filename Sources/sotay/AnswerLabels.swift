import Base
import Forms
import Ledger
import Workspace

/// The form's words for an answer's path and its codes; the path itself when the form is unknown.
struct AnswerLabels {
    let form: Form?
    let language: Language
    /// The lists of the form's files.
    var tables: [String: ExternalTable] = [:]
    /// The record, where the whole of it is at hand: labels then hold its answers.
    var filling: Filling?

    init(form: Form?, language: Language) {
        self.form = form
        self.language = language
    }

    /// Of a form in the book.
    init(_ shelf: FormShelf, _ ref: String, _ language: Language) throws {
        self.init(form: shelf.form(ref), language: language)
        tables = try shelf.tables(ref)
    }

    /// `hanh_dong[2]/sau` → `2. Sau buổi này`.
    func label(of path: String) -> String {
        guard let item = item(at: path) else { return path }
        let label =
            form.flatMap { form in form.place(path).flatMap { filling?.label(at: $0) } }
            ?? OutputText.replacing(item.label[language]) { _, _ in "…" }
        let rows = path.split(separator: "[").dropFirst().compactMap { $0.split(separator: "]").first }
        return (rows.isEmpty ? "" : rows.joined(separator: ".") + ". ")
            + (label.isEmpty ? item.type.label?[language] ?? item.name : label)
    }

    /// The labels of a select's codes, dates as Vietnamese write them; other answers as they are.
    func value(_ value: String, at path: String) -> String {
        guard let form, let item = item(at: path) else { return value }
        guard item.type.isSelect else { return AnswerText.shown(value, as: item.type, language) }
        return item.type.codes(in: value).map { label(ofCode: $0, of: item, in: form) }.joined(separator: "; ")
    }

    private func label(ofCode code: String, of item: Item, in form: Form) -> String {
        if let list = form.choices(of: item.index) { return list.choice(code)?.label[language] ?? code }
        guard case .file(let name) = item.listSource, let table = tables[name] else { return code }
        let row = (0..<table.count).first { table[$0, item.valueColumn] == code }
        return row.map { table[$0, item.labelColumn] } ?? code
    }

    /// `Thời lượng (phút): 20 → 25`.
    func line(_ change: Change) -> String {
        let before = change.before.map { value($0, at: change.path) } ?? "—"
        let after = change.after.map { value($0, at: change.path) } ?? "—"
        return "\(label(of: change.path)): \(before) → \(after)"
    }

    /// Filled by the program: of no interest among the changes of a correction.
    func isMetadata(_ path: String) -> Bool { item(at: path)?.type.isMetadata ?? false }

    private func item(at path: String) -> Item? {
        form.flatMap { form in form.place(path).map { form.items[$0.item] } }
    }
}

extension ItemType {
    /// Of what the program fills in and the form gives no label.
    fileprivate var label: Bilingual? {
        switch self {
        case .start: Bilingual("Bắt đầu ghi", "Filling began")
        case .end: Bilingual("Ghi xong", "Filling ended")
        case .today: Bilingual("Ngày ghi", "Day of filling")
        case .deviceid: Bilingual("Máy ghi", "Filled on")
        case .username: Bilingual("Người ghi", "Filled by")
        default: nil
        }
    }
}

extension DeviceRole {
    /// As a person says it.
    var words: Bilingual {
        switch self {
        case .volunteer: Bilingual("thành viên", "volunteer")
        case .lead: Bilingual("tổ trưởng", "lead")
        case .ward: Bilingual("phường", "ward")
        }
    }
}

extension RevisionHeader {
    /// What somebody did to the record.
    var deed: Bilingual {
        switch operation {
        case .put: generation > 1 ? Bilingual("sửa", "corrected") : Bilingual("ghi", "logged")
        case .delete: Bilingual("hủy", "voided")
        case .resolve: Bilingual("chốt", "settled")
        }
    }
}
