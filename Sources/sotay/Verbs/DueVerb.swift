import ArgumentParser
import Base
import Indicators
import Ledger
import Workspace

/// `due`: the coming reporting deadlines, what each report can cover and what it still lacks.
struct DueVerb: Verb {
    static let page = HelpPage(
        name: "due", alias: "han",
        summary: Bilingual("các hạn báo cáo sắp tới của kế hoạch", "the plan's coming reporting deadlines"),
        usage: "due [--days SỐ] [--plan MÃ] [--cutoff KIỂU]",
        options: [
            .init(
                flags: "--days SỐ",
                text: Bilingual("trong bao nhiêu ngày tới (mặc định 60)", "within how many days (60)")),
            .init(flags: "--plan MÃ", text: Bilingual("kế hoạch khác kế hoạch của sổ", "another plan than the book's")),
            .init(
                flags: "--cutoff KIỂU",
                text: Bilingual(
                    "calendar hoặc nd09 (chốt ngày 14); mặc định theo kế hoạch, không nêu thì calendar",
                    "calendar or nd09 (to the 14th); by default as the plan says, else calendar")
            ),
        ],
        examples: ["sotay due", "sotay han --plan ninh-xa-2026-2030 --days 120"])

    @Option var days: Int = 60
    @Option var plan: String?
    @Option var cutoff: String?

    func run(in app: App) throws -> ExitStatus {
        guard (1...3_700).contains(days) else {
            throw UsageError.valueWrong(String(days), option: "--days", known: ["1 … 3700"])
        }
        let cutoff = try chosenCutoff()
        let (plan, book) = try chosenPlan(in: app)
        let calendar = DutyCalendar(plan)
        let now = app.surroundings.now()
        func entry(_ due: DueDuty, _ waiting: [Period] = []) throws -> DueEntry {
            let cutoff = cutoff ?? due.duty.cutoff ?? .calendar
            return DueEntry(
                due: due, plan: plan, cutoff: cutoff, now: now, gaps: try gaps(of: due, cutoff, in: book),
                waiting: waiting)
        }
        let passed = calendar.passed(at: now)
        let late = try passed.compactMap { newest -> DueEntry? in
            guard let book, book.identity.role != .volunteer else { return nil }
            let late = try book.overdue(newest, in: calendar, cutoff: cutoff ?? newest.duty.cutoff ?? .calendar)
            return try late.first.map { try entry($0.due, late.dropFirst().map(\.period).reversed()) }
        }
        // No book tells whether what is handed in once was.
        let single = try passed.filter { $0.duty.rhythm == .once }.map { try entry($0) }
        let coming = try calendar.coming(at: now, days: days).map { try entry($0) }
        if app.options.json {
            app.emit(
                .array((single + late + coming).map(\.json) + calendar.undated.map { DueEntry.json(undated: $0, plan) })
            )
            return .done
        }
        app.print(plan.title)
        if coming.isEmpty {
            app.print(Bilingual("Không có hạn nào trong \(days) ngày tới.", "Nothing is due within \(days) days."))
        }
        for entry in late + coming { show(entry, app) }
        if !single.isEmpty {
            app.print(
                Bilingual(
                    "Việc một lần đã qua hạn (sổ không ghi đã làm hay chưa):",
                    "Due once, and past (the book does not tell whether it was done):"))
        }
        for entry in single { show(entry, app) }
        for duty in calendar.undated {
            app.print(
                Bilingual(
                    "Không ấn định ngày: \(duty.about.vi) → \(duty.to)", "No date is set: \(duty.about.en) → \(duty.to)"
                ))
            for line in duty.notes(in: plan) { app.print(Bilingual("  \(line.vi)", "  \(line.en)")) }
        }
        return .done
    }

    /// The book goes with its own plan, by name too; another plan needs none.
    private func chosenPlan(in app: App) throws -> (Plan, Book?) {
        let named = try plan.map { try FormTools.plan(named: $0) }
        if let named, !app.bookFolder.isThere { return (named, nil) }
        let book = try app.openBook()
        let own = try book.planAndCatalogue().0
        return (named ?? own, named == nil || named == own ? book : nil)
    }

    /// A cut by dates would be one period's alone.
    private func chosenCutoff() throws -> Cutoff? {
        guard let cutoff else { return nil }
        let known: [Cutoff] = [.calendar, .nd09]
        guard let chosen = known.first(where: { $0.id == cutoff }) else {
            throw UsageError.valueWrong(cutoff, option: "--cutoff", known: known.map(\.id))
        }
        return chosen
    }

    private func show(_ entry: DueEntry, _ app: App) {
        let duty = entry.due.duty
        app.screen.print(Span(entry.day(app.language), .strong), Span(": \(duty.about[app.language]) → \(duty.to)"))
        for line in entry.lines { app.print(Bilingual("  \(line.vi)", "  \(line.en)")) }
    }

    /// Nil for a plan that is not the book's own, and where no report is made.
    private func gaps(of due: DueDuty, _ cutoff: Cutoff, in book: Book?) throws -> DutyGaps? {
        guard let book, book.identity.role != .volunteer, let period = due.period(cutoff: cutoff) else { return nil }
        return try book.gaps(for: period)
    }
}

/// One deadline as it is shown.
private struct DueEntry {
    let due: DueDuty
    let plan: Plan
    let cutoff: Cutoff
    let now: Instant
    let gaps: DutyGaps?
    /// Earlier periods of the same duty that are not issued either, oldest first.
    let waiting: [Period]

    /// `25/11/2026 16:00, thứ Tư`.
    func day(_ language: Language) -> String {
        let hour = due.hour.map { " \(padded($0 / 3600, 2)):\(padded($0 / 60 % 60, 2))" } ?? ""
        let late = overdue.map { " (\($0[language]))" } ?? ""
        return "\(due.lastDay.vietnamese)\(hour), \(due.lastDay.weekdayName[language])\(late)"
    }

    private var overdue: Bilingual? {
        guard case .overdue(let days) = due.remaining(at: now) else { return nil }
        return days == 0 ? Bilingual("quá giờ", "past the hour") : Bilingual("quá \(days) ngày", "\(days) days late")
    }

    var lines: [Bilingual] {
        var lines: [Bilingual] = []
        // What `report` has to be told to count the same days.
        let option = cutoff == .nd09 ? " (--cutoff nd09)" : ""
        if let period = due.period(cutoff: cutoff) {
            lines.append(
                Bilingual(
                    "kỳ: \(period.name.vi), \(period.days.vi)\(option)",
                    "period: \(period.name.en), \(period.days.en)\(option)"))
        }
        lines += due.duty.notes(in: plan)
        lines += due.remarks(cutoff: cutoff).map { Bilingual("lưu ý: \($0.text.vi)", "note: \($0.text.en)") }
        lines += gaps?.lines ?? []
        guard !waiting.isEmpty else { return lines }
        let (vi, en) = (waiting.map(\.name.vi), waiting.map(\.name.en))
        return lines + [
            Bilingual(
                "còn \(waiting.count) kỳ trước chưa chốt: \(vi.joined(separator: ", "))",
                "\(waiting.count.of("earlier period is", "earlier periods are")) not issued: \(en.joined(separator: ", "))"
            )
        ]
    }

    var json: JSON {
        .object([
            "last_day": .string(due.lastDay.iso), "end": .string(due.end.iso), "to": .string(due.duty.to),
            "about": Self.json(due.duty.about), "late": .bool(due.end <= now),
            "period": due.period(cutoff: cutoff)?.json ?? .null,
            "notes": .array(due.duty.notes(in: plan).map(Self.json)),
            "remarks": .array(due.remarks(cutoff: cutoff).map { Self.json($0.text) }), "missing": gaps?.json ?? .null,
            "unissued_before": .array(waiting.map(\.json)),
        ])
    }

    static func json(undated duty: ReportingDuty, _ plan: Plan) -> JSON {
        .object([
            "last_day": .null, "to": .string(duty.to), "about": json(duty.about),
            "notes": .array(duty.notes(in: plan).map(json)),
        ])
    }

    private static func json(_ text: Bilingual) -> JSON { .object(["vi": .string(text.vi), "en": .string(text.en)]) }
}
