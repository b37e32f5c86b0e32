import ArgumentParser
import Base
import Indicators
import Ledger
import Workspace

/// `plan check`: every fault of a plan by its line.
struct PlanCheckVerb: Verb {
    static let page = HelpPage(
        name: "plan check", alias: "soat-ke-hoach",
        summary: Bilingual(
            "soát một tệp kế hoạch hoặc chỉ tiêu: mọi lỗi theo dòng", "every fault of a plan, by its line"),
        usage: "plan check TỆP", examples: ["sotay plan check phuong-toi.yaml"])

    @Argument var file: String

    func run(in app: App) throws -> ExitStatus {
        let check = try FormTools.checkPlan(file)
        if app.options.json {
            app.emit(.object(["faults": .array(check.faults.map(\.problem.json))]))
        } else {
            for fault in check.faults { app.tell(fault.problem) }
            if check.faults.isEmpty {
                app.print(
                    Bilingual("\(file.fileName.printable): không có lỗi", "\(file.fileName.printable): no faults"))
            }
        }
        return check.faults.isEmpty ? .done : .badData
    }
}

/// `plan use`: a newer plan of the ward, or its own indicators.
struct PlanUseVerb: Verb {
    static let page = HelpPage(
        name: "plan use", alias: "dung-ke-hoach",
        summary: Bilingual(
            "dùng kế hoạch mới hoặc chỉ tiêu riêng của phường", "use a newer plan or the ward's own indicators"),
        usage: "plan use TỆP",
        about: [
            Bilingual(
                "Chương trình tự nhận ra tệp kế hoạch hay tệp chỉ tiêu riêng. Bộ kit tiếp theo mang chúng xuống các tổ.",
                "The program sees whether the file is a plan or indicators. The next kit carries them down to the teams."
            )
        ],
        examples: ["sotay plan use chi-tieu-rieng.yaml"])

    @Argument var file: String

    func run(in app: App) throws -> ExitStatus {
        let kind = try app.openBook().use(definitions: file)
        if app.options.json {
            app.emit(.object(["kind": .string("\(kind)")]))
        } else {
            app.print(
                kind == .plan
                    ? Bilingual("Đã đổi kế hoạch.", "The plan is in use.")
                    : Bilingual("Đã nhận chỉ tiêu riêng.", "The ward's own indicators are in use."))
        }
        return .done
    }
}

/// `due`: the coming reporting deadlines.
struct DueVerb: Verb {
    static let page = HelpPage(
        name: "due", alias: "han",
        summary: Bilingual("các hạn báo cáo sắp tới của kế hoạch", "the plan's coming reporting deadlines"),
        usage: "due [--days SỐ] [--plan MÃ]",
        options: [
            .init(
                flags: "--days SỐ",
                text: Bilingual("trong bao nhiêu ngày tới (mặc định 60)", "within how many days (60)")),
            .init(flags: "--plan MÃ", text: Bilingual("kế hoạch khác kế hoạch của sổ", "another plan than the book's")),
        ],
        examples: ["sotay due", "sotay han --plan ninh-xa-2026-2030 --days 120"])

    @Option var days: Int = 60
    @Option var plan: String?

    func run(in app: App) throws -> ExitStatus {
        guard (1...3_700).contains(days) else {
            throw UsageError.valueWrong(String(days), option: "--days", known: ["1 … 3700"])
        }
        let book: Book? = try plan == nil ? app.openBook() : nil
        let plan = try plan.map { try FormTools.plan(named: $0) } ?? app.openBook().planAndCatalogue().0
        let now = app.surroundings.now()
        let calendar = DutyCalendar(plan)
        let duties = calendar.coming(at: now, days: days)
        if app.options.json {
            app.emit(.array(try duties.map { json($0, try gaps(of: $0, in: book)) }))
            return .done
        }
        app.print(plan.title)
        if duties.isEmpty {
            app.print(Bilingual("Không có hạn nào trong \(days) ngày tới.", "Nothing is due within \(days) days."))
        }
        for duty in duties {
            let hour = duty.hour.map { " \(padded($0 / 3600, 2)):\(padded($0 / 60 % 60, 2))" } ?? ""
            app.screen.print(
                Span("\(duty.lastDay.vietnamese)\(hour), \(duty.lastDay.weekdayName[app.language])", .strong),
                Span(": \(duty.duty.about[app.language]) → \(duty.duty.to)"))
            if let period = duty.period(cutoff: .calendar) {
                app.print(
                    Bilingual(
                        "  kỳ: \(period.name.vi), \(period.days.vi)", "  period: \(period.name.en), \(period.days.en)"))
            }
            for remark in duty.remarks(cutoff: .calendar) {
                app.print(Bilingual("  lưu ý: \(remark.text.vi)", "  note: \(remark.text.en)"))
            }
            for line in try gaps(of: duty, in: book)?.lines ?? [] {
                app.print(Bilingual("  \(line.vi)", "  \(line.en)"))
            }
        }
        return .done
    }

    /// Nil for a plan that is not the book's own, and where no report is made.
    private func gaps(of duty: DueDuty, in book: Book?) throws -> DutyGaps? {
        guard let book, book.identity.role != .volunteer, let period = duty.period(cutoff: .calendar) else {
            return nil
        }
        return try book.gaps(for: period)
    }

    private func json(_ duty: DueDuty, _ gaps: DutyGaps?) -> JSON {
        .object([
            "last_day": .string(duty.lastDay.iso), "end": .string(duty.end.iso), "to": .string(duty.duty.to),
            "about": .object(["vi": .string(duty.duty.about.vi), "en": .string(duty.duty.about.en)]),
            "remarks": .array(
                duty.remarks(cutoff: .calendar).map {
                    .object(["vi": .string($0.text.vi), "en": .string($0.text.en)])
                }),
            "missing": gaps?.json ?? .null,
        ])
    }
}
