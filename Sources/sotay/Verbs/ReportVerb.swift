import ArgumentParser
import Base
import Indicators
import Reports
import Workspace

/// `report`: a period's figures against the plan.
struct ReportVerb: Verb {
    static let page = HelpPage(
        name: "report", alias: "bao-cao",
        summary: Bilingual("số liệu một kỳ so với kế hoạch của phường", "a period's figures against the ward's plan"),
        usage: "report --period KỲ | --issued MÃ [--cutoff CHỐT] [--by CÁCH] [--format DẠNG] [-o TỆP] [--issue]",
        options: [
            .init(
                flags: "--period KỲ",
                text: Bilingual(
                    "2026-06, 2026-Q2, 2026 hoặc 2026-04..2026-06", "2026-06, 2026-Q2, 2026 or 2026-04..2026-06")),
            .init(
                flags: "--cutoff CHỐT",
                text: Bilingual(
                    "calendar (tháng lịch), nd09 (15 đến 14) hoặc TỪ..ĐẾN", "calendar, nd09 (15th to 14th) or FROM..TO")
            ),
            .init(
                flags: "--by CÁCH",
                text: Bilingual(
                    "tách theo \(Breakdown.Dimension.listed)", "split by \(Breakdown.Dimension.listed)")),
            .init(
                flags: "--format DẠNG",
                text: Bilingual(
                    "\(ReportFormat.listed); hoặc theo đuôi tệp", "\(ReportFormat.listed); or by the file's name")),
            .init(
                flags: "--issued MÃ",
                text: Bilingual(
                    "in lại bản đã chốt, theo mã hoặc 2026-06#1", "an issued report again, by its id or 2026-06#1")),
            .init(
                flags: "--compare KỲ",
                text: Bilingual(
                    "đặt cạnh một kỳ trước, hoặc một bản đã chốt (mã, 2026-05#1)",
                    "set beside an earlier period, or an issued report (its id, 2026-05#1)")),
            .init(
                flags: "--public",
                text: Bilingual(
                    "bản để công bố: ẩn số nhỏ hơn 5 và số suy ra được chúng",
                    "for publication: hides counts under 5 and what they follow from")),
            .init(
                flags: "--least SỐ",
                text: Bilingual("số nhỏ nhất được công bố, thay cho 5", "the least count to publish, instead of 5")),
            .init(
                flags: "--map TỆP",
                text: Bilingual("bảng đổi mã cho dhis2: kind,id,code", "code mapping for dhis2: kind,id,code")),
            .init(flags: "-o, --output TỆP", text: Bilingual("ghi ra tệp", "write to a file")),
            .init(
                flags: "--issue",
                text: Bilingual(
                    "chốt số của kỳ: giữ nguyên về sau, lô đến muộn hiện thành chênh lệch",
                    "freeze the period's figures: later batches show as differences")),
            .init(
                flags: "--preliminary",
                text: Bilingual(
                    "chốt cả khi kỳ chưa kết thúc; bản chốt ghi rõ là tạm tính",
                    "issue a period that is not over; what is frozen says so")),
        ],
        about: [
            Bilingual(
                "Lượt, người và hộ luôn đứng cạnh nhau. Dòng tổ không tính được thì nói rõ, không ghi 0. Thiếu số cơ sở thì không in %.",
                "Sessions, people and households always stand side by side. What the teams cannot count is said, never shown as 0. No percentage without a baseline."
            )
        ],
        examples: [
            "sotay report --period 2026-06", "sotay bao-cao --period 2026-Q2 --format csv -o quy-2.csv",
            "sotay report --issued 2026-06#2 --compare 2026-06#1 -o chenh-lech.docx",
        ])

    @Option var period: String?
    @Option var issued: String?
    @Option var cutoff: String = "calendar"
    @Option var by: String?
    @Option var format: String?
    @Option var compare: String?
    @Flag(name: .customLong("public")) var isPublic = false
    @Option var least: Int?
    @Option var map: String?
    @Option(name: .shortAndLong) var output: String?
    @Flag var issue = false
    @Flag var preliminary = false

    func run(in app: App) throws -> ExitStatus {
        try app.mayWrite(output)
        let days = try chosenDays()
        let dimension = try chosenDimension()
        let format = try chosenFormat(in: app)
        let book = try app.openBook()
        let parts = format.parts(by: dimension).union(publishes ? [.breakdowns] : [])
        let report = try report(on: days, from: book, parts, app)
        var style = ReportStyle(language: app.language)
        style.colour = output == nil && app.screen.showsColour
        style.dimension = dimension
        if let map {
            let text = String(decoding: try DurableFile.read(map, limit: 1 << 20), as: UTF8.self)
            style.mapping = try DHIS2Mapping(csv: text, file: map)
        }
        let bytes = try format.renderer(style).bytes(report)
        if let output {
            try DurableFile.write(bytes, to: output)
            app.tell(Bilingual("Đã ghi \(output)", "Wrote \(output)"))
        } else {
            app.screen.emit(String(decoding: bytes, as: UTF8.self))
        }
        if let words = try book.restored?.restoredWords { app.tell(words) }
        if let dimension { tellOfAbsence(of: dimension, in: format, report, app) }
        if format == .dhis2 { tellOfGaps(DHIS2Renderer(mapping: style.mapping), report, app) }
        if report.issue == nil, report.leastCount == nil { try tellOfIssue(report, book, app) }
        for other in try book.otherDefinitions() { app.tell(other.text) }
        for code in try book.unofferedCodes() { app.tell(code.text) }
        return .done
    }

    private var publishes: Bool { isPublic || least != nil }

    /// Nil when an issued report is asked for.
    private func chosenDays() throws -> Period? {
        guard issued == nil else {
            for (option, isGiven) in [("--period", period != nil), ("--by", by != nil), ("--issue", issue)]
            where isGiven {
                throw UsageError.valueWrong(option, option: "--issued", known: [])
            }
            return nil
        }
        guard let period else { throw UsageError.argumentMissing("--period") }
        return try Period(parsing: period, cutoff: Cutoff(parsing: cutoff))
    }

    /// A period counted now, or an issued one as it was; set beside an earlier one or made fit for publication when
    /// asked.
    private func report(
        on days: Period?, from book: Book, _ parts: Set<ReportDetails.Part>, _ app: App
    ) throws -> ReportModel {
        let least = least ?? Self.leastCount
        guard least >= 2 else { throw UsageError.valueWrong(String(least), option: "--least", known: ["2 …"]) }
        // What was published before can be subtracted from what is published now: one period at a time.
        guard !publishes || compare == nil else {
            throw UsageError.valueWrong("--compare", option: "--public", known: [])
        }
        let report =
            if let days {
                try issue ? freeze(days, parts, book, app) : book.report(days, with: parts)
            } else {
                try book.report(of: book.issuedReport(matching: issued ?? ""))
            }
        if publishes { return report.published(least: least, with: try days == nil ? countedNow(report, book) : nil) }
        guard let compare else { return report }
        let before = try earlier(compare, book)
        // Two issues of one period are compared too.
        let isReissue = before.issue != nil && before.period == report.period
        guard before.period.last < report.period.first || isReissue else {
            let day = report.period.first.adding(days: -1)
            throw UsageError.valueWrong(
                compare, option: "--compare", known: ["\(padded(day.year, 4))-\(padded(day.month, 2))", "…"])
        }
        return report.compared(with: before)
    }

    /// What is hidden when the period itself is published stays hidden in its issued report: a reader has both.
    private func countedNow(_ report: ReportModel, _ book: Book) throws -> ReportModel {
        try book.report(report.period, with: [.breakdowns])
    }

    /// Why what `--by` asks for does not stand in the file. A terminal's page says it itself.
    private func tellOfAbsence(
        of dimension: Breakdown.Dimension, in format: ReportFormat, _ report: ReportModel, _ app: App
    ) {
        if !format.shows(dimension) {
            app.tell(
                Bilingual(
                    "Dạng \(format.rawValue) không có bảng tách theo --by \(dimension.rawValue)",
                    "The format \(format.rawValue) has no table for --by \(dimension.rawValue)"))
        } else if report.details[dimension] == nil, format != .terminal {
            app.tell(Breakdown.Dimension.noForces)
        }
    }

    /// Nothing is left out silently.
    private func tellOfGaps(_ renderer: DHIS2Renderer, _ report: ReportModel, _ app: App) {
        func tell(_ codes: [String], _ why: Bilingual) {
            let names = codes.map(\.printable).joined(separator: ", ")
            if !codes.isEmpty { app.tell(Bilingual("\(why.vi): \(names)", "\(why.en): \(names)")) }
        }
        // The format has no place for it.
        let torn = report.completeness.editConflicts
        if torn > 0 {
            app.tell(
                Bilingual(
                    "Trong số gửi đi còn \(torn) bản ghi sửa khác nhau (`sotay conflicts`)",
                    "Records edited apart among what is sent: \(torn) (`sotay conflicts`)"))
        }
        tell(
            renderer.leftOut(of: report),
            Bilingual("Không gửi, vì bảng đổi mã (--map) chưa có", "Not sent, since the mapping (--map) lacks"))
        tell(
            renderer.inVain(of: report),
            Bilingual(
                "Bảng đổi mã có đơn vị không có số trong kỳ này", "Units of the mapping without figures in this period")
        )
        tell(
            renderer.unmappedArea(of: report),
            Bilingual(
                "Bảng đổi mã chưa có địa bàn, nên gửi bằng mã của sổ",
                "The mapping lacks the area, which is sent under our own code"))
    }

    /// `2026-05` is a period; `2026-05#1` and `3f9a12cd` are issued reports.
    private func earlier(_ text: String, _ book: Book) throws -> ReportModel {
        let cutoff = try Cutoff(parsing: cutoff)
        do {
            return try book.report(Period(parsing: text, cutoff: cutoff), with: [])
        } catch let error as PeriodError {
            guard case .unreadablePeriod = error, text.contains("#") || !text.contains("-") else { throw error }
            return try book.report(of: book.issuedReport(matching: text))
        }
    }

    private func chosenDimension() throws -> Breakdown.Dimension? {
        guard let by else { return nil }
        let known = Breakdown.Dimension.allCases.filter { !publishes || $0.isPublic }
        guard let dimension = known.first(where: { $0.rawValue == by }) else {
            throw UsageError.valueWrong(by, option: "--by", known: known.map(\.rawValue))
        }
        return dimension
    }

    /// Cells under this are not published: the usual least of statistical offices.
    private static let leastCount = 5

    /// As named, else as the file's name says, else for a terminal. What is no text goes into a file.
    private func chosenFormat(in app: App) throws -> ReportFormat {
        guard let name = format ?? (app.options.json ? "json" : nil) else {
            return try output.map(Self.format(of:)) ?? .terminal
        }
        guard let format = ReportFormat(rawValue: name) else {
            throw UsageError.valueWrong(name, option: "--format", known: ReportFormat.allCases.map(\.rawValue))
        }
        guard format.isText || output != nil else { throw UsageError.argumentMissing("--output") }
        return format
    }

    /// A file named `.pdf` or `.xls` would hold a text that no program opens.
    private static func format(of file: String) throws -> ReportFormat {
        if let format = ReportFormat(fileName: file) { return format }
        let name = file.fileName
        let ending = name.lastIndex(of: ".").map { name[name.index(after: $0)...] } ?? ""
        guard ending.isEmpty || ending.count > 5 || !ending.allSatisfy({ $0.isLetter || $0.isNumber }) else {
            throw UsageError.valueWrong(".\(ending)", option: "--output", known: ReportFormat.endings.map(\.text))
        }
        return .terminal
    }

    private func freeze(
        _ period: Period, _ parts: Set<ReportDetails.Part>, _ book: Book, _ app: App
    ) throws -> ReportModel {
        let (report, issued, isNew) = try book.issue(period, with: parts, isPreliminary: preliminary)
        app.tell(
            isNew
                ? Bilingual("Đã \(issued.mark.text.vi).", "Done: \(issued.mark.text.en).")
                : Bilingual(
                    "Số liệu không đổi từ lần chốt trước (\(issued.mark.text.vi)); không chốt lại.",
                    "Nothing has changed since (\(issued.mark.text.en)); it was not issued again."))
        return report
    }

    /// What was issued never changes silently.
    private func tellOfIssue(_ report: ReportModel, _ book: Book, _ app: App) throws {
        guard let last = try book.issuedReports().last(where: { $0.covers(report) }) else { return }
        let count = last.differences(from: report).count
        guard count > 0 else {
            return app.tell(
                Bilingual(
                    "Kỳ này đã \(last.mark.text.vi); số liệu vẫn như bản chốt.",
                    "This period was \(last.mark.text.en); the figures are still the same."))
        }
        app.tell(
            Bilingual(
                "Kỳ này đã \(last.mark.text.vi): \(count) chỗ nay khác; xem `sotay issued \(last.id)`.",
                "This period was \(last.mark.text.en): it differs in \(count) places now; see `sotay issued \(last.id)`."
            ))
    }
}

extension Breakdown.Dimension {
    fileprivate static var listed: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

extension ReportFormat {
    fileprivate static var listed: String { allCases.map(\.rawValue).joined(separator: ", ") }
}
