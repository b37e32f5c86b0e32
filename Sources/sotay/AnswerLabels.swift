import Base
import Forms
import Ledger
import Workspace

/// The form's words for an answer's path and its codes; the path itself when the form is unknown.
struct AnswerLabels {
    let form: Form?
    let language: Language

    /// `hanh_dong[2]/sau` → `2. Sau buổi này`.
    func label(of path: String) -> String {
        guard let item = item(at: path) else { return path }
        let label = item.label[language]
        let row = path.firstIndex(of: "[").flatMap { open in
            path[open...].firstIndex(of: "]").map { String(path[path.index(after: open)..<$0]) }
        }
        return (row.map { "\($0). " } ?? "") + (label.isEmpty ? path : label)
    }

    /// The labels of a select's codes, dates as Vietnamese write them; other answers as they are.
    func value(_ value: String, at path: String) -> String {
        guard let form, let item = item(at: path) else { return value }
        switch item.type {
        case .date: return CivilDate(iso: value)?.vietnamese ?? value
        case .dateTime: return Instant(iso: value)?.vietnamese ?? value
        default: break
        }
        guard item.type.isSelect, let list = form.choices(of: item.index) else { return value }
        return value.split(separator: " ").map { code in
            list.choices.first { $0.name == code }.map { $0.label[language] } ?? String(code)
        }
        .joined(separator: "; ")
    }

    /// `Thời lượng (phút): 20 → 25`.
    func line(_ change: Change) -> String {
        let before = change.before.map { value($0, at: change.path) } ?? "—"
        let after = change.after.map { value($0, at: change.path) } ?? "—"
        return "\(label(of: change.path)): \(before) → \(after)"
    }

    private func item(at path: String) -> Item? {
        form.flatMap { form in form.place(path).map { form.items[$0.item] } }
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
