import ArgumentParser
import Base
import Indicators
import Workspace

/// `figure`: other agencies' figures, baselines and base populations, each with its day and its source.
struct FigureVerb: Verb {
    static let page = HelpPage(
        name: "figure", alias: "so-lieu",
        summary: Bilingual(
            "số của cơ quan khác, số cơ sở, mẫu số", "other agencies' figures, baselines, populations"),
        usage: "figure [list [MÃ] | set MÃ … | import TỆP | history MÃ | void MÃ --date NGÀY]",
        options: [
            .init(
                flags: "--date NGÀY",
                text: Bilingual("ngày cơ quan chốt số liệu", "the day up to which the agency counted")),
            .init(flags: "--source TÊN", text: Bilingual("cơ quan cung cấp", "the agency that gave it")),
            .init(flags: "--numerator SỐ", text: Bilingual("tử số", "numerator")),
            .init(flags: "--denominator SỐ", text: Bilingual("mẫu số", "denominator")),
            .init(
                flags: "--value SỐ",
                text: Bilingual(
                    "giá trị; có tử và mẫu thì phải khớp trong 0,01 điểm",
                    "the value; with both parts it must agree within 0.01 points")),
            .init(flags: "--document SỐ", text: Bilingual("số và ngày văn bản", "number and date of the document")),
            .init(
                flags: "--period KỲ",
                text: Bilingual("chỉ tính cho kỳ này (2026-06, 2026-Q2)", "counts for this period only")),
            .init(
                flags: "--level CẤP",
                text: Bilingual("số của cấp khác trong đơn vị (tỉnh, xã)", "of another level (province, commune)")),
            .init(flags: "--note GHI_CHÚ", text: Bilingual("ghi chú", "a note")),
            .init(
                flags: "--by TÊN", text: Bilingual("người nhập; mặc định tên máy", "who enters it; the computer's name")
            ),
            .init(flags: "--yes", text: Bilingual("ghi ngay, không hỏi lại", "write without asking")),
        ],
        about: [
            Bilingual(
                "MÃ: chỉ tiêu hoặc cơ sở dân số. Thiếu không phải là 0: ô trống không ghi gì. Nhập lại cùng ngày là sửa; bản cũ còn trong lịch sử. Bảng nhập có các cột \(FigureColumn.allCases.map(\.vietnamese).joined(separator: ", ")).",
                "ID: an indicator or a base population. Missing is not 0: an empty cell writes nothing. Entering the same day again corrects it; the history stays. Columns of a table: \(FigureColumn.allCases.map(\.rawValue).joined(separator: ", "))."
            )
        ],
        examples: [
            "sotay figure set vneid_muc2 --date 31/03/2026 --numerator 21400 --source \"Công an phường\"",
            "sotay figure set cong_dan_16 --date 2026-01-01 --value 23300 --source \"Công an phường\"",
            "sotay so-lieu import so-lieu-quy-2.xlsx",
        ])

    @Option var date: String?
    @Option var source: String?
    @Option(parsing: .unconditional) var numerator: String?
    @Option(parsing: .unconditional) var denominator: String?
    @Option(parsing: .unconditional) var value: String?
    @Option var document: String?
    @Option var period: String?
    @Option var level: String?
    @Option var note: String?
    @Option var by: String?
    @Flag var yes = false
    @Argument var words: [String] = []

    func run(in app: App) throws -> ExitStatus {
        let book = try app.openBook()
        switch (words.first ?? "list", words.count) {
        case ("list", 0...2): return try list(words.count == 2 ? words[1] : nil, book, app)
        case ("set", 2): return try set(words[1], book, app)
        case ("import", 2): return try take(words[1], book, app)
        case ("history", 2): return try history(words[1], book, app)
        case ("void", 2): return try void(words[1], book, app)
        case ("set", 1), ("history", 1), ("void", 1): throw UsageError.argumentMissing("MÃ")
        case ("import", 1): throw UsageError.argumentMissing("TỆP")
        default:
            throw UsageError.valueWrong(
                words.joined(separator: " "), option: "figure", known: ["list", "set", "import", "history", "void"])
        }
    }

    // MARK: Entering

    private func set(_ id: String, _ book: Book, _ app: App) throws -> ExitStatus {
        let table = try book.figureImport(enteredBy: by)
        var cells: [FigureColumn: String] = [.indicator: id]
        for (column, text) in typed { cells[column] = text }
        try ask(for: &cells, table, app)
        let preview = table.preview(cells)
        if !preview.missing.isEmpty { throw FigureFault(.noNumber(id)).problem }
        return try write(preview, at: nil, book, app)
    }

    /// What is entered in good faith and stands in no row of the plan.
    private func warnOfUnprinted(_ rows: [FigurePreview.Row], _ book: Book, _ app: App) throws {
        let (plan, catalogue) = try book.planAndCatalogue()
        let printed = Set(plan.targets.map(\.indicator) + catalogue.populations.map(\.id))
        for id in Set(rows.map(\.figure.indicator)).subtracting(printed).sorted() {
            app.tell(
                Bilingual(
                    "lưu ý: kế hoạch đang dùng không có chỉ tiêu \"\(id)\", nên báo cáo in số này ở danh sách riêng “Số liệu đã nhập ngoài kế hoạch”",
                    "note: the plan in use has no target \"\(id)\", so reports print this figure in a list of its own"
                ))
        }
    }

    /// 0,95 of an agency that means 95 %.
    private func warnOfSmallShare(_ figure: Figure, _ app: App) {
        guard let value = figure.value else { return }
        app.tell(
            Bilingual(
                "lưu ý: \"\(figure.indicator)\" là \(value.vietnamese)%, chưa đến một phần trăm; nếu cơ quan muốn nói \(value.timesHundred.vietnamese)% thì ghi \(value.timesHundred.vietnamese)",
                "note: \"\(figure.indicator)\" is \(value.plain)%, less than one per cent; if \(value.timesHundred.plain)% is meant, write \(value.timesHundred.plain)"
            ))
    }

    private func take(_ file: String, _ book: Book, _ app: App) throws -> ExitStatus {
        let preview = try book.figureImport(enteredBy: by).preview(file: file)
        return try write(preview, at: file.fileName, book, app)
    }

    private var typed: [(FigureColumn, String?)] {
        [
            (.date, date), (.source, source), (.numerator, numerator), (.denominator, denominator), (.value, value),
            (.document, document), (.period, period), (.level, level), (.note, note),
        ]
    }

    /// What must be there and was not typed; at a terminal everything else too, where an empty line leaves it out. A
    /// wrong answer is told at once and asked again.
    private func ask(for cells: inout [FigureColumn: String], _ table: FigureImport, _ app: App) throws {
        let numbers: [FigureColumn] = [.numerator, .value]
        let lacksNumber = numbers.allSatisfy { cells[$0] == nil }
        guard cells[.date] == nil || cells[.source] == nil || lacksNumber else { return }
        guard app.canAsk else {
            throw UsageError.argumentMissing(
                cells[.date] == nil ? "--date" : cells[.source] == nil ? "--source" : "--value")
        }
        var known = faults(of: cells, table)
        if let fault = known.first(where: \.reason.isOfIndicator) { throw fault.problem }
        for (column, question) in Self.questions where cells[column] == nil {
            while true {
                app.screen.prompt(Span("\(question[app.language]): "))
                let answer = try app.lines.next() ?? ""
                guard !answer.allSatisfy(\.isWhitespace) else { break }
                let found = faults(of: cells.merging([column: answer]) { _, typed in typed }, table)
                guard let fault = found.first(where: { !known.contains($0) }) else {
                    cells[column] = answer
                    known = found
                    break
                }
                app.tell(fault.problem)
            }
        }
    }

    /// What is wrong with what has been typed so far, whatever may still come.
    private func faults(of cells: [FigureColumn: String], _ table: FigureImport) -> [FigureFault] {
        var rest: [FigureColumn: String] = [.date: "2026-01-01", .source: "?", .value: ""]
        if [FigureColumn.numerator, .denominator, .value].allSatisfy({ cells[$0] == nil }) { rest[.numerator] = "1" }
        return table.preview(rest.merging(cells) { _, typed in typed }).faults
    }

    private static let questions: [(FigureColumn, Bilingual)] = [
        (.date, Bilingual("Ngày chốt số liệu (dd/mm/yyyy)", "Counted up to (dd/mm/yyyy)")),
        (.numerator, Bilingual("Tử số (để trống nếu không có)", "Numerator (empty when there is none)")),
        (.denominator, Bilingual("Mẫu số (để trống nếu không có)", "Denominator (empty when there is none)")),
        (.value, Bilingual("Giá trị (để trống nếu đã có tử và mẫu)", "Value (empty when both parts are given)")),
        (.source, Bilingual("Cơ quan cung cấp", "The agency that gave it")),
        (.document, Bilingual("Số, ngày văn bản (để trống nếu không có)", "Document (empty when there is none)")),
    ]

    /// Shows what would be written, asks, and writes. Rows with a fault are told and left out.
    private func write(_ preview: FigurePreview, at file: String?, _ book: Book, _ app: App) throws -> ExitStatus {
        let lines = try FigureLines(book)
        let problems = preview.faults.map { fault in file.map { fault.problem(in: $0) } ?? fault.problem }
        if file == nil, let problem = problems.first { throw problem }
        for problem in problems { app.tell(problem) }
        if !app.options.json {
            for row in preview.rows { app.print(lines.line(row)) }
            if !preview.missing.isEmpty {
                app.print(
                    Bilingual(
                        "Dòng không có số nào, bỏ qua: \(preview.missing.map(String.init).joined(separator: ", "))",
                        "Lines without a number, passed over: \(preview.missing.map(String.init).joined(separator: ", "))"
                    ))
            }
        }
        let new = preview.rows.filter { $0.change != .same }
        // One figure that was typed is its own confirmation, unless it takes the place of another.
        let mustAsk = file != nil || new.contains { $0.change != .new || $0.remarks.contains(.belowOnePercent) }
        for row in new where row.remarks.contains(.belowOnePercent) { warnOfSmallShare(row.figure, app) }
        if !new.isEmpty, mustAsk, !yes, try !confirm(new.count, app) {
            app.tell(Bilingual("Chưa ghi gì.", "Nothing was written."))
            return .needsPerson
        }
        let count = new.isEmpty ? 0 : try book.enter(new)
        try warnOfUnprinted(new, book, app)
        if app.options.json {
            app.emit(
                .object([
                    "written": .int(count), "known": .int(preview.rows.count - new.count),
                    "missing": .array(preview.missing.map { .int($0) }),
                    "faults": .array(problems.map(\.json)),
                    "figures": .array(preview.rows.map { .object($0.figure.json) }),
                ]))
        } else {
            app.print(Bilingual("Đã ghi \(count) số liệu.", "Wrote \(count) figures."))
        }
        guard problems.isEmpty else { return preview.rows.isEmpty ? .badData : .needsPerson }
        return .done
    }

    private func confirm(_ count: Int, _ app: App) throws -> Bool {
        guard app.canAsk else { throw UsageError.nobodyToAsk(instead: "--yes") }
        app.screen.prompt(
            Span(Bilingual("Ghi \(count) số này? (c/k): ", "Write these \(count)? (y/n): ")[app.language]))
        return ["c", "co", "y", "yes"].contains(try app.lines.next()?.searchKey ?? "")
    }

    private func void(_ id: String, _ book: Book, _ app: App) throws -> ExitStatus {
        guard let date else { throw UsageError.argumentMissing("--date") }
        guard let day = CivilDate(written: date) else {
            throw UsageError.valueWrong(date, option: "--date", known: ["31/03/2026", "2026-03-31"])
        }
        let span = try period.map { text in
            guard let span = Period.Span(written: text) else { throw PeriodError.unreadablePeriod(text) }
            return span
        }
        let area = book.identity.areaCode
        let level = try level.map { text in
            guard let level = Plan.Level(typed: text) else {
                throw UsageError.valueWrong(text, option: "--level", known: ["tỉnh", "xã"])
            }
            return level
        }.flatMap { $0 == Plan.Level(ofArea: area) ? nil : $0 }
        let known = try book.figureBook().history(id, area: area)
        let ofDay = known.filter { figure in
            figure.date == day && span.map { figure.period?.isSame(as: $0) == true } ?? (figure.period == nil)
        }
        // One that only another level has was entered without a word about it.
        guard let figure = ofDay.last(where: { $0.level == level }) ?? (level == nil ? ofDay.last : nil) else {
            throw FigureMissing(id: id, date: day)
        }
        try book.takeBack(figure)
        if app.options.json {
            app.emit(.object(["taken_back": .object(figure.json)]))
        } else {
            let line = try FigureLines(book).line(figure)
            app.print(Bilingual("Đã rút: \(line.vi)", "Taken back: \(line.en)"))
        }
        return .done
    }

    // MARK: Looking

    private func list(_ id: String?, _ book: Book, _ app: App) throws -> ExitStatus {
        let figures = try book.figureBook().all.filter { id == nil || $0.indicator == id }
        if figures.isEmpty, let id { try checkKnown(id, book) }
        if app.options.json {
            app.emit(.array(figures.map { .object($0.json) }))
            return .done
        }
        if figures.isEmpty {
            let whose = id.map { " của \"\($0)\"" } ?? ""
            app.print(
                Bilingual(
                    "Chưa có số nào\(whose). Nhập bằng `sotay figure set MÃ` hoặc `sotay figure import TỆP`.",
                    "No figures\(id.map { " of \"\($0)\"" } ?? "") yet. Enter them with `sotay figure set ID` or `sotay figure import FILE`."
                ))
        }
        let lines = try FigureLines(book)
        for figure in figures { app.print(lines.line(figure)) }
        return .done
    }

    /// An id of nothing is a slip of the hand, not a figure that is missing.
    private func checkKnown(_ id: String, _ book: Book) throws {
        let catalogue = try book.planAndCatalogue().1
        let ids = catalogue.indicators.map(\.id) + catalogue.populations.map(\.id)
        guard !ids.contains(id) else { return }
        throw FigureFault(.unknownIndicator(id.printable, nearest: id.nearest(in: ids)))
    }

    private func history(_ id: String, _ book: Book, _ app: App) throws -> ExitStatus {
        let versions = try book.figureHistory(id)
        if versions.isEmpty { try checkKnown(id, book) }
        if app.options.json {
            app.emit(
                .array(
                    versions.map { version in
                        var object = version.figure.json
                        object["written"] = .string(version.entered.iso)
                        object["device"] = .string(version.author)
                        object["taken_back"] = .bool(version.isTakenBack)
                        object["in_force"] = .bool(version.isInForce)
                        return .object(object)
                    }))
            return .done
        }
        if versions.isEmpty {
            app.print(Bilingual("Chưa có số nào của \"\(id)\".", "There are no figures of \"\(id)\"."))
        }
        let lines = try FigureLines(book)
        for version in versions {
            let line = lines.line(version.figure)
            let state =
                version.isInForce
                ? Bilingual("đang dùng", "in force")
                : version.isTakenBack ? Bilingual("đã rút", "taken back") : Bilingual("bản cũ", "old")
            app.print(
                Bilingual(
                    "\(line.vi); \(state.vi), ghi \(version.entered.vietnamese) trên \(version.author.printable)",
                    "\(line.en); \(state.en), written \(version.entered.vietnamese) on \(version.author.printable)"
                ))
        }
        return .done
    }
}

/// No figure of that day to take back.
private struct FigureMissing: Reportable {
    let id: String
    let date: CivilDate

    var problem: Problem {
        Problem(
            "FIG-022",
            Bilingual(
                "sổ không có số của \"\(id.printable)\" ngày \(date.vietnamese)",
                "the book has no figure of \"\(id.printable)\" of \(date.vietnamese)"),
            hint: Bilingual("xem bằng `sotay figure list`", "see them with `sotay figure list`"), status: .noInput)
    }
}
