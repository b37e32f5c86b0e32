import ArgumentParser
import Base
import Forms
import Ledger
import Store
import Workspace

/// `list`: what was written last.
struct ListVerb: Verb {
    static let page = HelpPage(
        name: "list", alias: "danh-sach", summary: Bilingual("các phiếu ghi gần nhất", "the records written last"),
        usage: "list [--last SỐ] [--form MÃ]",
        options: [
            .init(flags: "--last SỐ", text: Bilingual("bao nhiêu phiếu (mặc định 20)", "how many (20 by default)")),
            .init(flags: "--form MÃ", text: Bilingual("chỉ phiếu của biểu mẫu này", "records of this form alone")),
        ],
        examples: ["sotay list --last 50", "sotay danh-sach --form ho-tro"])

    @Option var last: Int = 20
    @Option var form: String?

    func run(in app: App) throws -> ExitStatus {
        guard last > 0 else { throw UsageError.valueWrong(String(last), option: "--last", known: []) }
        let rows = try app.openBook().latest(last, form: form)
        if app.options.json {
            app.emit(.array(rows.map(\.json)))
            return .done
        }
        if rows.isEmpty { app.print(Bilingual("Sổ chưa có phiếu nào.", "There are no records yet.")) }
        for row in rows {
            let mark =
                row.isRewritten
                ? Bilingual("đã xoá, CÒN BẢN KHÁC: xem `show`", "erased, ANOTHER VERSION LEFT: see `show`")
                : row.isErased
                    ? row.isConflict
                        ? Bilingual("đã xoá theo yêu cầu, XUNG ĐỘT", "erased on request, CONFLICT")
                        : Bilingual("đã xoá theo yêu cầu", "erased on request")
                    : row.isUnread
                        ? Bilingual("THIẾU NỘI DUNG", "NO CONTENTS")
                        : row.isDeleted
                            ? Bilingual("đã hủy", "voided")
                            : row.isConflict ? Bilingual("XUNG ĐỘT", "CONFLICT") : Bilingual("", "")
            let columns = [
                row.shortID, row.start.fitted(to: 16), row.hamlet.fitted(to: 6),
                row.clientWords[app.language].fitted(to: 22),
                row.itemWords[app.language].fitted(to: 26), mark[app.language],
            ]
            let line = columns.joined(separator: "  ")
            app.screen.print(Span(String(line.reversed().drop { $0 == " " }.reversed())))
        }
        return .done
    }
}

/// `show`: one record as it stands.
struct ShowVerb: Verb {
    static let page = HelpPage(
        name: "show", alias: "xem", summary: Bilingual("xem một phiếu", "show one record"), usage: "show MÃ",
        about: [
            Bilingual(
                "MÃ: vài chữ đầu hoặc cuối của mã phiếu, như `sotay list` in ra.",
                "ID: a few letters of the beginning or the end, as `sotay list` prints them.")
        ])

    @Argument var id: String

    func run(in app: App) throws -> ExitStatus {
        let book = try app.openBook()
        let revisions = try book.record(matching: id)
        let winner = try revisions.winner
        let answers = winner.revision.answers ?? [:]
        if app.options.json {
            app.emit(.object(winner.addingHeader(to: answers)))
            return .done
        }
        app.screen.print(Span(winner.revision.header.record.text, .strong))
        let names = try book.store.read { try book.names($0) }
        let first = revisions.min { $0.revision.header.generation < $1.revision.header.generation } ?? winner
        func signed(_ stored: StoredRevision) -> String {
            "\((names[stored.log.card] ?? "?").printable), \(stored.revision.header.time.vietnamese)"
        }
        app.print(
            Bilingual(
                "ghi bởi \(signed(first)), biểu mẫu \(winner.revision.header.kind)",
                "written by \(signed(first)), form \(winner.revision.header.kind)"))
        if first.row != winner.row {
            app.print(Bilingual("bản đang dùng: \(signed(winner))", "version in use: \(signed(winner))"))
        }
        if winner.revision.header.operation == .delete {
            let reason = winner.revision.answers?["ly_do"]?.string.map { ": \($0)" } ?? "."
            app.print(Bilingual("Phiếu đã hủy\(reason)", "The record is voided\(reason)"))
        }
        if revisions.contains(where: \.isErased) {
            app.print(Self.erasure(of: winner, in: book))
        } else if winner.isUnread {
            app.tell(BookError.bodyUnread(winner.revision.header.record.text).problem, isWarning: true)
        }
        if try book.store.read({ try $0.conflicts() }).contains(winner.revision.header.record) {
            app.print(
                Bilingual(
                    "Phiếu có nhiều bản: xem `sotay conflicts`.",
                    "There is more than one version: see `sotay conflicts`."))
        }
        let shown = book.answersInForce(of: winner, among: revisions)
        var labels = try AnswerLabels(book.forms, winner.revision.header.kind, app.language)
        labels.filling = try book.filling(
            showing: shown, of: winner.revision.header.record, winner.revision.header.kind, app.language)
        for (path, value) in Change.flat(.object(shown), at: "") {
            app.screen.print(Span("  \(labels.label(of: path).fitted(to: 34))  \(labels.value(value, at: path))"))
        }
        let roles = book.forms.form(winner.revision.header.kind)?.roles ?? [:]
        if let contact = try Roster(book.folder).contact(of: shown, roles: roles) {
            let text = [contact.name, contact.phone].compactMap { $0?.printable }.joined(separator: ", ")
            app.print(Bilingual("Chỉ trên máy này: \(text)", "On this computer only: \(text)"))
        }
        return .done
    }

    /// What is left of a record of which some version was erased.
    private static func erasure(of winner: StoredRevision, in book: Book) -> Bilingual {
        guard !winner.isUnread else {
            return Bilingual(
                "Đã xoá theo yêu cầu; phiếu này không còn gì và không tính nữa.",
                "Erased on request; nothing of this record is left, and it counts no more.")
        }
        guard !book.isRedacted(winner.revision) else {
            return Bilingual(
                "Đã xoá theo yêu cầu; chỉ còn ngày, tổ và loại khách.",
                "Erased on request; day, hamlet and kind of client are left.")
        }
        let id = winner.revision.header.record.text.suffix(6)
        return Bilingual(
            "Một bản của phiếu này đã xoá theo yêu cầu, nhưng bản dưới đây CÒN NỘI DUNG. Vẫn là người ấy thì tổ trưởng hoặc phường xoá lần nữa: `sotay erase \(id)`.",
            "One version of this record was erased on request, but the one below STILL HAS ITS CONTENTS. If it is the same person, a lead or the ward erases it again: `sotay erase \(id)`."
        )
    }
}

extension StoredRevision {
    /// The answers with what only the ledger knows: which version this is, of which form's version, by which device.
    fileprivate func addingHeader(to answers: JSONObject) -> JSONObject {
        var answers = answers
        let values: [JSON] = [
            .int(revision.header.generation), .string(FormRef(revision.header.kind)?.version ?? ""),
            .string(log.card.hex),
        ]
        for (key, value) in zip(LedgerAnswers.keys, values) where answers[key] == nil { answers[key] = value }
        return answers
    }
}

/// `edit`: a correction, as a new revision over the old one.
struct EditVerb: Verb {
    static let page = HelpPage(
        name: "edit", alias: "sua",
        summary: Bilingual(
            "sửa một phiếu; bản cũ vẫn còn trong lịch sử", "correct a record; the old version stays in the history"),
        usage: "edit MÃ [--set tên=giá_trị …]",
        options: [
            .init(
                flags: "--set TÊN=GIÁ_TRỊ",
                text: Bilingual(
                    "sửa không cần hỏi, lặp lại được; để trống là xóa",
                    "a correction without a question; repeatable; empty removes"))
        ],
        examples: ["sotay edit 3f2a --set nam_sinh=1961"])

    @Option(parsing: .singleValue) var set: [String] = []
    @Argument var id: String

    func run(in app: App) throws -> ExitStatus {
        let book = try app.openBook()
        let revisions = try book.record(matching: id)
        let entry = try book.entry(editing: revisions, language: app.language)
        if set.isEmpty {
            guard app.canAsk else { throw UsageError.nobodyToAsk(instead: "--set") }
            return try EntryRun(book: book, app: app).ask(correcting: entry)
        }
        let (refused, passedOver) = try Assignments(set).apply(to: entry.filling)
        let problems = refused + [passedOver].compactMap(\.self)
        return try EntryRun(book: book, app: app).check(andSave: entry, besides: problems)
    }
}

/// `void`: the record counts no more.
struct VoidVerb: Verb {
    static let page = HelpPage(
        name: "void", alias: "huy", summary: Bilingual("hủy một phiếu ghi nhầm", "void a record made by mistake"),
        usage: "void MÃ [--reason LÝ_DO]",
        options: [
            .init(
                flags: "--reason LÝ_DO",
                text: Bilingual("vì sao (không ghi tên, số giấy tờ)", "why (no names, no document numbers)"))
        ])

    @Option var reason: String = ""
    @Argument var id: String

    func run(in app: App) throws -> ExitStatus {
        let book = try app.openBook()
        let revisions = try book.record(matching: id)
        var reason = reason
        if reason.isEmpty, app.canAsk {
            app.screen.prompt(
                Span(
                    Bilingual(
                        "Hủy phiếu \(revisions[0].revision.header.record.text)? Gõ lý do rồi Enter; `k` là thôi: ",
                        "Void the record \(revisions[0].revision.header.record.text)? Type the reason, then Enter; `n` leaves it: "
                    )[app.language]))
            guard let typed = try app.lines.next(), !["k", "khong", "n", "no"].contains(typed.searchKey) else {
                return .done
            }
            reason = typed
        }
        let revision = try book.void(revisions, reason: reason)
        Self.tell(revision.header.record, app)
        return .done
    }

    static func tell(_ record: RecordID, _ app: App) {
        if app.options.json {
            app.emit(.object(["record": .string(record.text), "voided": .bool(true)]))
        } else {
            app.print(
                Bilingual(
                    "Đã hủy phiếu \(record.text); lịch sử vẫn còn.",
                    "Voided the record \(record.text); its history stays."))
        }
    }
}

/// `history`: every revision of a record, who wrote it and what changed.
struct HistoryVerb: Verb {
    static let page = HelpPage(
        name: "history", alias: "lich-su",
        summary: Bilingual(
            "mọi bản của một phiếu: ai sửa gì, khi nào", "every version of a record: who changed what, when"),
        usage: "history MÃ")

    @Argument var id: String

    func run(in app: App) throws -> ExitStatus {
        let book = try app.openBook()
        let revisions = try book.record(matching: id)
        let (names, without) = try book.store.read { reader in
            let without = try revisions.filter { try $0.revision.header.seq >= reader.until($0.log) }
            return (try book.names(reader), Set(without.map(\.row)))
        }
        if app.options.json {
            app.emit(
                .array(
                    revisions.map { stored in
                        .object([
                            "without_effect": .bool(without.contains(stored.row)),
                            "revision": .string(stored.revision.hash.hex),
                            "operation": .string(stored.revision.header.operation.rawValue),
                            "by": .string(names[stored.log.card] ?? "?"),
                            "time": .string(stored.revision.header.time.iso),
                            "log": .string(stored.log.log.hex), "seq": .int(stored.revision.header.seq),
                            "head": .bool(stored.isHead), "winner": .bool(stored.isWinner),
                            "erased": .bool(stored.isErased),
                            "changes": .array(book.changes(of: stored.revision, among: revisions).map(\.json)),
                        ])
                    }))
            return .done
        }
        app.screen.print(Span(revisions[0].revision.header.record.text, .strong))
        for stored in revisions {
            let mark =
                stored.isWinner
                ? Bilingual(" (đang dùng)", " (in use)")
                : stored.isHead
                    ? Bilingual(" (bản kia)", " (other head)")
                    : without.contains(stored.row)
                        ? Bilingual(
                            " (không có giá trị: máy không được tin cậy hoặc đã thu hồi)",
                            " (no effect: device not trusted or revoked)")
                        : Bilingual("", "")
            app.screen.print(
                Span(
                    "\(stored.revision.header.time.vietnamese)  \((names[stored.log.card] ?? "?").printable)  \(stored.revision.header.deed[app.language])  \(stored.revision.hash.hex.prefix(8))\(mark[app.language])"
                ))
            if stored.isErased {
                app.print(Bilingual("    đã xoá theo yêu cầu", "    erased on request"))
            } else if stored.revision.header.operation == .delete {
                if let reason = stored.revision.answers?["ly_do"]?.string { app.screen.print(Span("    \(reason)")) }
            } else if stored.revision.header.generation > 1, !revisions.contains(where: \.isErased) {
                let labels = try AnswerLabels(book.forms, stored.revision.header.kind, app.language)
                for change in book.changes(of: stored.revision, among: revisions) {
                    app.screen.print(Span("    \(labels.line(change))"))
                }
            }
        }
        return .done
    }
}

/// `drafts`: records that were left half-way.
struct DraftsVerb: Verb {
    static let page = HelpPage(
        name: "drafts", alias: "nhap",
        summary: Bilingual("phiếu dở; ghi tiếp hoặc bỏ", "records left half-way; go on or discard"),
        usage: "drafts [--discard MÃ]",
        options: [.init(flags: "--discard MÃ", text: Bilingual("bỏ hẳn một phiếu dở", "throw one draft away"))])

    @Option var discard: String?

    func run(in app: App) throws -> ExitStatus {
        let book = try app.openBook()
        if let discard {
            let draft = try book.draft(matching: discard)
            try book.store.write { try $0.removeDraft(draft.record) }
            app.print(
                draft.parents.isEmpty
                    ? Bilingual("Đã bỏ phiếu dở \(draft.record.text)", "Threw the draft \(draft.record.text) away")
                    : Bilingual(
                        "Đã bỏ bản sửa dở của phiếu \(draft.record.text); phiếu đã lưu vẫn còn",
                        "Threw the unfinished correction of \(draft.record.text) away; the saved record stays"))
            return .done
        }
        let drafts = try book.store.read { try $0.drafts() }
        if app.options.json {
            app.emit(
                .array(
                    drafts.map {
                        .object([
                            "record": .string($0.record.text), "form": .string($0.form),
                            "updated": .string($0.updated.iso), "corrects": .bool(!$0.parents.isEmpty),
                            "answers": .object($0.answers),
                        ])
                    }))
            return .done
        }
        if drafts.isEmpty { app.print(Bilingual("Không có phiếu dở.", "There are no drafts.")) }
        for draft in drafts {
            let count = try self.count(of: draft, in: book, app.language)
            let answers = Bilingual("\(count) câu đã trả lời", "\(count) answered")[app.language]
            let title = (book.forms.form(draft.form)?.title ?? draft.form).printable
            let isCorrection = Bilingual(" · bản sửa dở của phiếu đã lưu", " · correction of a saved record")
            let kind = draft.parents.isEmpty ? "" : isCorrection[app.language]
            app.screen.print(Span("\(draft.record.text)  \(draft.updated.vietnamese)  \(answers)  \(title)\(kind)"))
        }
        if let first = drafts.first, app.canAsk { app.print(Self.advice(on: first)) }
        return .done
    }

    private static func advice(on draft: StoredDraft) -> Bilingual {
        let (id, isNew) = (draft.record.text.suffix(6), draft.parents.isEmpty)
        return Bilingual(
            "Ghi tiếp bằng `sotay log --draft \(id)`; bỏ\(isNew ? "" : " bản sửa (phiếu đã lưu vẫn còn)") bằng `sotay drafts --discard \(id)`",
            "Go on with `sotay log --draft \(id)`; discard\(isNew ? "" : " the correction (the saved record stays)") with `sotay drafts --discard \(id)`"
        )
    }

    /// The questions that a person has answered; of a form that is not here, the values.
    private func count(of draft: StoredDraft, in book: Book, _ language: Language) throws -> Int {
        guard book.forms.form(draft.form) != nil else { return draft.answers.keys.count }
        return try book.entry(resuming: draft, language: language).filling.progress.answered
    }
}
