import ArgumentParser
import Base
import Forms
import Ledger
import Workspace

/// `conflicts`: records that two people changed apart.
struct ConflictsVerb: Verb {
    static let page = HelpPage(
        name: "conflicts", alias: "xung-dot",
        summary: Bilingual("phiếu có hai bản sửa khác nhau", "records with two different corrections"),
        usage: "conflicts",
        about: [
            Bilingual(
                "Từng câu: bản gốc chung nói gì, mỗi bản nói gì, ai sửa và lúc nào (theo đồng hồ máy ấy). Hai bên sửa câu khác nhau thì có đề nghị gộp. Không có gì tự được chọn: chốt bằng `sotay resolve MÃ`.",
                "Answer by answer: what the common version said, what each one says, who changed it and when by their own clock. Changes of different answers come with a proposed merge. Nothing is chosen by itself: settle with `sotay resolve ID`."
            )
        ])

    func run(in app: App) throws -> ExitStatus {
        let book = try app.openBook()
        let conflicts = try book.divergences()
        if app.options.json {
            app.emit(.array(try conflicts.map { try json($0, book, app) }))
        } else if conflicts.isEmpty {
            app.print(Bilingual("Không có xung đột.", "No conflicts."))
        }
        for conflict in conflicts where !app.options.json { try show(conflict, book, app) }
        return conflicts.isEmpty ? .done : .needsPerson
    }

    private func json(_ divergence: Divergence, _ book: Book, _ app: App) throws -> JSON {
        var object = divergence.json.object ?? [:]
        object["erased"] = .bool(book.isOfErased(divergence))
        object["rewritten"] = .bool(book.isRewritten(divergence))
        switch try book.proposal(for: divergence, language: app.language) {
        case .merge(let entry):
            object["proposal"] = .object(entry.filling.record)
        case .impossible(let reason):
            object["proposal"] = .null
            object["obstacle"] = .object(["vi": .string(reason.vi), "en": .string(reason.en)])
        }
        return .object(object)
    }

    private func show(_ divergence: Divergence, _ book: Book, _ app: App) throws {
        let lines = DivergenceLines(
            divergence: divergence,
            labels: AnswerLabels(form: book.forms.form(divergence.form), language: app.language))
        app.screen.print(Span(divergence.record.text, .strong))
        let id = divergence.record.text.suffix(6)
        for line in lines.versions { app.screen.print(line) }
        guard !book.isOfErased(divergence) else { return app.print(advice(on: divergence, in: book)) }
        for line in lines.fields { app.screen.print(line) }
        switch try book.proposal(for: divergence, language: app.language) {
        case .merge:
            app.print(Bilingual("  Đề nghị gộp:", "  Proposed merge:"))
            for line in lines.merged { app.screen.print(line) }
            app.print(
                Bilingual(
                    "  Chốt: sotay resolve \(id) --merge, hoặc --side, --take",
                    "  Settle: sotay resolve \(id) --merge, or --side, --take"))
        case .impossible(let reason):
            app.print(
                Bilingual("  Không đề nghị gộp: \(reason.vi)", "  No merge is proposed: \(reason.en)"))
            app.print(
                Bilingual(
                    "  Chốt: sotay resolve \(id), hoặc --side, --take",
                    "  Settle: sotay resolve \(id), or --side, --take"))
        }
    }
    /// What is to be done where an erasure has left one of the versions.
    private func advice(on divergence: Divergence, in book: Book) -> Bilingual {
        let id = divergence.record.text.suffix(6)
        guard book.isRewritten(divergence) else {
            return Bilingual(
                "  Đã xoá theo yêu cầu; không bản nào còn nội dung. Chốt: sotay resolve \(id) --side SỐ (bản ẩn danh vẫn tính một lượt, bản hủy thì không)",
                "  Erased on request; no version has contents left. Settle: sotay resolve \(id) --side NUMBER (an anonymous version still counts, a voiding one does not)"
            )
        }
        return Bilingual(
            "  Đã xoá theo yêu cầu; có bản đến sau CÒN NỘI DUNG. Tổ trưởng hoặc phường xoá lần nữa: sotay erase \(id)",
            "  Erased on request; a later version STILL HAS CONTENTS. The lead or the ward erases it again: sotay erase \(id)"
        )
    }
}

/// `resolve`: one revision over all versions, as somebody has decided.
struct ResolveVerb: Verb {
    static let page = HelpPage(
        name: "resolve", alias: "giai-quyet",
        summary: Bilingual("chốt một phiếu có xung đột", "settle a record in conflict"),
        usage: "resolve MÃ [--side SỐ | --merge] [--take TÊN=SỐ …] [--set TÊN=GIÁ_TRỊ …]",
        options: [
            .init(
                flags: "--side SỐ",
                text: Bilingual(
                    "lấy nguyên bản số ấy; bản hủy thì hủy phiếu",
                    "that version whole; a voiding one voids the record")),
            .init(
                flags: "--merge",
                text: Bilingual(
                    "gộp các câu chỉ một bên sửa", "take every change that one side alone made")),
            .init(
                flags: "--take TÊN=SỐ",
                text: Bilingual(
                    "câu này lấy của bản số ấy; lặp lại được", "this answer from that version; repeatable")),
            .init(
                flags: "--set TÊN=GIÁ_TRỊ",
                text: Bilingual(
                    "câu này trả lời lại; lặp lại được; để trống là xóa",
                    "this answer anew; repeatable; empty removes")),
        ],
        about: [
            Bilingual(
                "Không có tùy chọn nào thì hỏi từng câu. Câu nào các bản khác nhau mà chưa ai quyết thì không lưu. Bản chốt qua đủ các kiểm tra như khi ghi; mọi bản cũ vẫn còn trong lịch sử.",
                "Without options it asks field by field. While a field in which the versions differ is undecided, nothing is saved. What is settled passes the same checks as logging; all old versions stay in the history."
            ),
            Bilingual(
                "Danh sách có số dòng khác nhau (ví dụ hanh_dong) được chọn nguyên cả danh sách.",
                "A list whose number of rows differs (such as hanh_dong) is taken whole."),
        ],
        examples: [
            "sotay resolve 44b12f --merge", "sotay resolve 44b12f --take thoi_luong_phut=2 --take hanh_dong=1",
            "sotay giai-quyet 44b12f --side 1",
        ])

    @Option var side: Int?
    @Flag var merge = false
    @Option(parsing: .singleValue) var take: [String] = []
    @Option(parsing: .singleValue) var set: [String] = []
    @Argument var id: String

    func run(in app: App) throws -> ExitStatus {
        let book = try app.openBook()
        let divergence = try book.divergence(matching: id)
        try book.guardErased(divergence)
        let settling = try Settling(divergence, book: book, app: app)
        guard side != nil || merge || !take.isEmpty || !set.isEmpty else {
            guard app.canAsk else { throw UsageError.nobodyToAsk(instead: "--side, --merge, --take, --set") }
            return try settling.ask()
        }
        if side != nil, merge { throw ResolveError.sideAndMerge }
        if let side, take.isEmpty, set.isEmpty, let whole = try settling.settle(as: divergence.side(side)) {
            return whole
        }
        let assignments = try Assignments(set)
        let resolution = Resolution(
            rest: side.map { .side($0) } ?? (merge ? .merged : .refused), taken: try Self.taken(take),
            typed: assignments.names)
        let entry = try book.entry(resolving: divergence, by: resolution, language: app.language)
        let (refused, passedOver) = assignments.apply(to: entry.filling)
        return try settling.save(entry, besides: refused + [passedOver].compactMap(\.self))
    }

    /// `thoi_luong_phut=2`: a path and the number of a version.
    private static func taken(_ texts: [String]) throws -> [String: Int] {
        try texts.reduce(into: [:]) { taken, text in
            guard let sign = text.lastIndex(of: "="), let side = Int(text[text.index(after: sign)...]) else {
                throw UsageError.valueWrong(text, option: "--take", known: ["thoi_luong_phut=1"])
            }
            taken[String(text[..<sign]).nfc] = side
        }
    }
}
