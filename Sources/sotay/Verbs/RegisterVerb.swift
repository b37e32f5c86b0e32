import ArgumentParser
import Base
import Indicators
import Ledger
import Workspace

/// `register`: the ward's hamlets, the members' forces, and the lead's list of households and people.
struct RegisterVerb: Verb {
    static let page = HelpPage(
        name: "register", alias: "danh-ba",
        summary: Bilingual("tổ dân phố, lực lượng thành viên, danh sách hộ", "hamlets, members' forces, households"),
        usage: "register [areas | members | roster] [import TỆP] [--yes]",
        options: [
            .init(flags: "--yes", text: Bilingual("ghi ngay, không hỏi lại", "write without asking"))
        ],
        about: [
            Bilingual(
                "areas: cột ma, ten, tu_ngay, den_ngay, nhap_vao (mã tổ mới); từ ngày sau den_ngay báo cáo đếm dưới mã mới; sổ của tỉnh ghi mã kèm xã: 01843-T01. members: cột ma, luc_luong, to_nhom. roster: cột ma, ten, dien_thoai, hoặc to_dan_pho và ten khi chưa có mã; danh sách cơ sở kinh doanh thì cột tên là ten_co_so.",
                "areas: columns code, name, from, to, into (the new code); after its last day a hamlet counts under the new code; a province writes 01843-T01. members: code, force, team. roster: code, name, phone, or hamlet and name where there is no code yet; of businesses the column is called business."
            ),
            Bilingual(
                "Danh mục tổ chỉ phường ghi; theo bộ kit mới đến các máy. Danh sách tên và điện thoại (roster) ở lại máy này, không vào lô nào. Số 0 đầu bị Excel cắt được trả lại khi chắc chắn, và được nói rõ.",
                "The ward alone writes the hamlets; the next kit carries them. Names and telephones (roster) stay on this computer, in no batch. Leading zeros eaten by Excel are put back where there is no doubt, and said."
            ),
        ],
        examples: ["sotay register areas import to-dan-pho.csv", "sotay danh-ba roster import ho.xlsx --yes"])

    @Flag var yes = false
    @Argument var words: [String] = []

    func run(in app: App) throws -> ExitStatus {
        let book = try app.openBook()
        guard let list = RegisterList(rawValue: words.first ?? "areas") else {
            throw UsageError.valueWrong(words[0], option: "register", known: RegisterList.allCases.map(\.rawValue))
        }
        switch (words.count, words.dropFirst().first) {
        case (0...1, _): return try show(list, book, app)
        case (3, "import"): return try take(list, words[2], book, app)
        case (2, "import"): throw UsageError.argumentMissing("TỆP")
        default: throw UsageError.valueWrong(words[1], option: "register \(list.rawValue)", known: ["import"])
        }
    }

    // MARK: Looking

    private func show(_ list: RegisterList, _ book: Book, _ app: App) throws -> ExitStatus {
        let entries: [RegisterTable.Entry] =
            switch list {
            case .areas: try book.hamlets().hamlets.map { .hamlet($0) }
            case .members: try book.members().map { .member($0) }
            case .roster:
                try Roster(book.folder).names().sorted { $0.key < $1.key }.map {
                    .contact(code: $0.key, hamlet: nil, name: $0.value, phone: nil)
                }
            }
        if app.options.json {
            app.emit(.array(entries.map(\.json)))
        } else if entries.isEmpty, list == .roster, book.identity.role == .ward {
            app.print(
                Bilingual(
                    "Tên và số điện thoại ở lại máy của tổ: sổ của phường không giữ danh sách này.",
                    "Names and telephones stay with the teams: the ward's book keeps no such list."))
        } else if entries.isEmpty {
            app.print(
                Bilingual(
                    "Danh mục còn trống: nhập bằng `sotay register \(list.rawValue) import TỆP`.",
                    "The list is empty: fill it with `sotay register \(list.rawValue) import FILE`."))
        }
        guard !app.options.json else { return .done }
        for entry in entries { app.print(entry.line) }
        return .done
    }

    // MARK: Importing

    private func take(_ list: RegisterList, _ file: String, _ book: Book, _ app: App) throws -> ExitStatus {
        let preview = try book.preview(list, file: file)
        for fault in preview.passedOver + preview.faults { app.tell(fault.problem.located(at: file.fileName)) }
        let new = preview.rows.filter { $0.change != .same }
        if !app.options.json { for row in preview.rows { app.print(row.line) } }
        if !new.isEmpty, !yes, try !confirm(new.count, app) {
            app.tell(Bilingual("Chưa ghi gì.", "Nothing was written."))
            return .needsPerson
        }
        let count = new.isEmpty ? 0 : try book.enter(preview)
        if app.options.json {
            app.emit(
                .object([
                    "written": .int(count), "known": .int(preview.rows.count - new.count),
                    "refused": .int(preview.faults.count), "columns_left_out": .int(preview.passedOver.count),
                    "entries": .array(preview.rows.map(\.entry.json)),
                ]))
        } else {
            app.print(
                Bilingual(
                    "Đã ghi \(count) dòng, đã có \(preview.rows.count - new.count), từ chối \(preview.faults.count).",
                    "\(count) written, \(preview.rows.count - new.count) known, \(preview.faults.count) refused."))
        }
        guard !preview.faults.isEmpty else { return preview.passedOver.isEmpty ? .done : .needsPerson }
        return preview.rows.isEmpty ? .badData : .needsPerson
    }

    private func confirm(_ count: Int, _ app: App) throws -> Bool {
        guard app.canAsk else { throw UsageError.nobodyToAsk(instead: "--yes") }
        app.screen.prompt(
            Span(Bilingual("Ghi \(count) dòng này? (c/k): ", "Write these \(count)? (y/n): ")[app.language]))
        return ["c", "co", "y", "yes"].contains(try app.lines.next()?.searchKey ?? "")
    }
}

extension RegisterPreview.Row {
    fileprivate var line: Bilingual {
        let word =
            switch change {
            case .new: Bilingual("mới", "new")
            case .same: Bilingual("đã có", "known")
            case .corrects: Bilingual("sửa", "corrects")
            }
        let zeros = restoredFrom.map {
            Bilingual(
                " (trong tệp là \($0.printable): đã trả lại số 0 đầu)",
                " (the file has \($0.printable): leading zeros put back)")
        }
        let hamlet = unknownHamlet.map { hamlet in
            let guess = hamlet.nearest.map {
                Bilingual("; có phải \($0.printable)?", "; did you mean \($0.printable)?")
            }
            return Bilingual(
                " (danh mục không có tổ \(hamlet.code.printable)\(guess?.vi ?? ""))",
                " (the list has no hamlet \(hamlet.code.printable)\(guess?.en ?? ""))")
        }
        return Bilingual(
            "\(word.vi): \(entry.line.vi)\(zeros?.vi ?? "")\(hamlet?.vi ?? "")",
            "\(word.en): \(entry.line.en)\(zeros?.en ?? "")\(hamlet?.en ?? "")")
    }
}

extension RegisterTable.Entry {
    fileprivate var line: Bilingual {
        switch self {
        case .hamlet(let hamlet): return hamlet.line
        case .member(let member):
            let force = TeamMember.forces.first { $0.id == member.force }?.name ?? Bilingual("?", "?")
            let team = member.team.isEmpty ? "" : ", \(member.team.printable)"
            return Bilingual(
                "\(member.code.printable): \(force.vi)\(team)", "\(member.code.printable): \(force.en)\(team)")
        case .contact(let code, _, let name, let phone):
            let text = [code, name, phone].compactMap { $0?.printable }.joined(separator: "  ")
            return Bilingual(text, text)
        }
    }

    fileprivate var json: JSON {
        switch self {
        case .hamlet(let hamlet): .object(hamlet.answers)
        case .member(let member): .object(member.answers)
        case .contact(let code, _, let name, let phone):
            .object([
                "code": .string(code ?? ""), "name": name.map { .string($0) } ?? .null,
                "phone": phone.map { .string($0) } ?? .null,
            ])
        }
    }
}

extension Hamlet {
    fileprivate var line: Bilingual {
        var (vi, en) = ("\(code.printable)  \(name.printable)", "\(code.printable)  \(name.printable)")
        if let from {
            vi += ", từ \(from.vietnamese)"
            en += ", from \(from.vietnamese)"
        }
        if let to {
            vi += ", đến \(to.vietnamese)"
            en += ", to \(to.vietnamese)"
        }
        if !into.isEmpty {
            let codes = into.map(\.printable).joined(separator: ", ")
            vi += into.count == 1 ? ", nhập vào \(codes)" : ", tách thành \(codes)"
            en += into.count == 1 ? ", merged into \(codes)" : ", split into \(codes)"
        }
        return Bilingual(vi, en)
    }
}
