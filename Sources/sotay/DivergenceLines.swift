import Base
import Forms
import Ledger
import Workspace

/// A conflict in words: who changed what against which common version.
struct DivergenceLines {
    let divergence: Divergence
    let labels: AnswerLabels

    private var language: Language { labels.language }

    /// The versions and the one that they continue.
    var versions: [Span] {
        var lines = divergence.sides.map { side in
            let mark =
                side.isWinner ? Bilingual("đang dùng", "in use") : Bilingual("bản kia", "other")
            let own = side.isOwn ? Bilingual(", máy này", ", this computer") : Bilingual("", "")
            let who = Self.author(side.by, side.revision)
            let deed = side.revision.header.deed
            let time = side.revision.header.time.vietnamese
            let text = Bilingual(
                "  \(side.number). \(mark.vi)\(own.vi): \(who), \(deed.vi), lúc \(time) theo đồng hồ máy ấy",
                "  \(side.number). \(mark.en)\(own.en): \(who), \(deed.en), claimed at \(time)")
            return Span(text[language] + reason(of: side))
        }
        if let base = divergence.base {
            let who = Self.author(base.by, base.revision)
            let time = base.revision.header.time.vietnamese
            lines.append(
                Span(
                    Bilingual(
                        "  gốc chung: \(who), lúc \(time) theo đồng hồ máy ấy",
                        "  common version: \(who), claimed at \(time)")[
                            language]))
        }
        return lines
    }

    private static func author(_ name: String, _ revision: Revision) -> String {
        let member = revision.header.member
        return name.printable + (member.isEmpty ? "" : " (\(member))")
    }

    private func reason(of side: Divergence.Side) -> String {
        if side.isDelete { return side.revision.answers?["ly_do"]?.string.map { ": \($0)" } ?? "" }
        if side.isErased { return Bilingual(" (nội dung đã xoá)", " (contents erased)")[language] }
        return side.answers == nil ? Bilingual(" (thiếu nội dung)", " (body missing)")[language] : ""
    }

    /// Every field with what each version says; where there is one edit alone, what it changed.
    var fields: [Span] {
        if divergence.edits.count == 1, let edit = divergence.edits.first, let base = divergence.base {
            let changes = Change.between(base.revision.answers ?? [:], edit.answers ?? [:])
            return changes.map { Span("  " + labels.line($0)) }
        }
        return divergence.fields.flatMap { heading(of: $0) + values(of: $0) }
    }

    func heading(of field: Divergence.Field) -> [Span] {
        let path = field.path.text.printable
        let label = labels.label(of: field.path.text)
        let name = label == field.path.text ? path : "\(label) [\(path)]"
        let computed = field.isComputed ? Bilingual(" (máy tự tính)", " (computed)") : Bilingual("", "")
        return [Span("  " + name + computed[language], .strong)]
    }

    func values(of field: Divergence.Field) -> [Span] {
        var lines: [Span] = []
        if divergence.base != nil {
            let open =
                field.isBaseOpen
                ? Bilingual(" (đã có người chọn khác)", " (settled otherwise by somebody)") : Bilingual("", "")
            lines.append(
                Span(Bilingual("    gốc: ", "    common: ")[language] + short(field.base, field) + open[language]))
        }
        for side in divergence.edits {
            let value = field.value(of: side.number)
            lines.append(
                Span(Bilingual("    bản ", "    version ")[language] + "\(side.number): " + short(value, field)))
            if field.isRows { lines += rowChanges(from: field.base, to: value, field).map { Span("      " + $0) } }
        }
        return lines
    }

    /// `25`, the label of a code, or how many rows.
    func short(_ value: JSON?, _ field: Divergence.Field) -> String {
        if field.isRows {
            let count = value?.array?.count ?? 0
            return Bilingual("\(count) dòng", count == 1 ? "1 row" : "\(count) rows")[language]
        }
        let texts = value.map { Change.flat($0, at: field.path.text).map { labels.value($0.1, at: $0.0) } } ?? []
        return texts.isEmpty ? "—" : texts.joined(separator: "; ")
    }

    /// Rows that are gone (−) and new (+); one that was changed is both.
    private func rowChanges(from old: JSON?, to new: JSON?, _ field: Divergence.Field) -> [String] {
        let before = old?.array ?? []
        var left = before
        var added: [(Int, JSON)] = []
        for (index, row) in (new?.array ?? []).enumerated() {
            if let known = left.firstIndex(where: { $0 == row }) {
                left.remove(at: known)
            } else {
                added.append((index, row))
            }
        }
        let removed = left.map { "− \(text(of: $0, field, row: 0))" }
        return removed + added.map { "+ \($0.0 + 1). \(text(of: $0.1, field, row: $0.0))" }
    }

    private func text(of row: JSON, _ field: Divergence.Field, row index: Int) -> String {
        Change.flat(row, at: "\(field.path.text)[\(index + 1)]").map { path, value in labels.value(value, at: path) }
            .joined(separator: " · ")
    }

    /// What a proposed merge takes, change by change.
    var merged: [Span] {
        divergence.fields.filter { !$0.isComputed }.flatMap { field -> [Span] in
            guard let side = field.agreedBy.first else { return [] }
            let sides = field.agreedBy.map(String.init).joined(separator: ", ")
            let from = Bilingual("bản \(sides)", "version \(sides)")[language]
            let change = "\(short(field.base, field)) → \(short(field.value(of: side), field))"
            return [Span("    \(labels.label(of: field.path.text)): \(change) (\(from))")]
        }
    }
}
