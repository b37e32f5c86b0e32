import ArgumentParser
import Base
import Indicators
import Ledger
import Reports
import Store
import Workspace

/// `explain`: from a number of a report to the records behind it, and from a record to device, batch and signature.
struct ExplainVerb: Verb {
    static let page = HelpPage(
        name: "explain", alias: "giai-thich",
        summary: Bilingual(
            "từ một con số xuống từng phiếu, từ phiếu tới lô và chữ ký",
            "from a number to its records, from a record to batch and signature"),
        usage: "explain [MÃ|CHỮ…] [--period KỲ] [--cutoff CHỐT] [--hamlet TỔ] [--method CÁCH] [--conflicts] [--all]",
        options: [
            .init(
                flags: "--period KỲ",
                text: Bilingual("kỳ của con số, như trong `sotay report`", "the number's period, as in `sotay report`")),
            .init(
                flags: "--cutoff CHỐT",
                text: Bilingual("calendar, nd09 hoặc TỪ..ĐẾN", "calendar, nd09 or FROM..TO")),
            .init(flags: "--hamlet TỔ", text: Bilingual("chỉ một tổ dân phố, thôn", "one hamlet alone")),
            .init(
                flags: "--method CÁCH",
                text: Bilingual(
                    "mức hài lòng: chỉ một cách lấy đánh giá", "of a satisfaction: one way of taking ratings alone")),
            .init(
                flags: "--conflicts",
                text: Bilingual("các lần ghi xung đột của một mục, mọi kỳ", "an item's conflicts, whatever the period")),
            .init(
                flags: "--all", text: Bilingual("in hết, không chỉ 20 dòng đầu", "every line, not the first 20 alone")),
        ],
        about: [
            Bilingual(
                "Gõ điều in trong báo cáo: chữ của tên (hài lòng), mục và số thứ tự trong kế hoạch (I.2.b(1)-8), hoặc giá trị (97); nhiều số khớp thì được liệt kê để chọn. Không gõ gì thì liệt kê mọi con số với mã và giá trị trong kỳ.",
                "Type what the report prints: words of the name, the section and number in the plan (I.2.b(1)-8), or the value (97); where several fit they are listed. Without any, every number is listed with its code and its value of the period."
            ),
            Bilingual(
                "MÃ: chỉ tiêu (vneid_dan), cơ sở dân số (cu_dan), mục của phần tăng thêm (so_suc_khoe) hoặc mã phiếu. Số của cơ quan khác thì nói nguồn, ai nhập, máy nào. Chữ ký và chuỗi băm được kiểm tra lại ngay.",
                "CODE: an indicator (vneid_dan), a base population (cu_dan), an item of the increments (so_suc_khoe), or a record's id. Of another agency's figure it says the source, who entered it and where. Signatures and chains are checked again on the spot."
            ),
        ],
        examples: [
            "sotay explain --period 2026-Q2", "sotay explain hài lòng --period 2026-Q2",
            "sotay explain vneid_dan --period 2026-Q2", "sotay giai-thich b3f1e3",
        ])

    @Option var period: String?
    @Option var cutoff: String = "calendar"
    @Option var hamlet: String?
    @Option var method: String?
    @Flag var conflicts = false
    @Flag var all = false
    @Argument var words: [String] = []

    func run(in app: App) throws -> ExitStatus {
        let book = try app.openBook()
        let text = words.joined(separator: " ")
        let days = try period.map { try Period(parsing: $0, cutoff: Cutoff(parsing: cutoff)) }
        guard !text.isEmpty else { return try listAll(book, days, app) }
        let (_, catalogue) = try book.planAndCatalogue()
        let isFigure =
            catalogue.indicator(text) != nil
            || (catalogue.personItems + catalogue.populations).contains { $0.id == text }
        if isFigure { return try explainFigure(text, book, app) }
        // Six digits and more of a record are never a number of a report: those have dots or commas in them.
        let isHexadecimal = text.filter { $0 != "-" }.utf8.allSatisfy { Hex.decode([$0, $0]) != nil }
        if isHexadecimal, text.utf8.count >= 6 { return try explainRecord(text, book, app) }
        if let id = try meant(by: text, among: book.printedFigures(days), app) {
            return try explainFigure(id, book, app)
        }
        if isHexadecimal, text.utf8.count >= 4 { return try explainRecord(text, book, app) }
        _ = try book.explain(question(text, of: Period(parsing: period ?? "2026", cutoff: .calendar)))
        return .done
    }

    private func question(_ id: String, of period: Period) -> FigureQuestion {
        FigureQuestion(id: id, period: period, hamlet: hamlet, method: method, ofConflicts: conflicts)
    }

    // MARK: A number

    private func explainFigure(_ id: String, _ book: Book, _ app: App) throws -> ExitStatus {
        // Conflicts are of all time; then the hamlets are those of this year's end.
        let text = conflicts ? period ?? String(app.surroundings.now().date.year) : period
        guard let text else { throw UsageError.argumentMissing("--period") }
        let period = try Period(parsing: text, cutoff: Cutoff(parsing: cutoff))
        let figure = try book.explain(question(id, of: period))
        if app.options.json {
            var object = figure.explanation?.json.object ?? [:]
            object["id"] = .string(figure.id)
            object["period"] = conflicts ? .null : period.json
            object["hamlet"] = hamlet.map { .string($0) } ?? .null
            object["method"] = method.map { .string($0) } ?? .null
            if !figure.isHeard { object["count"] = .null }
            object["lower_bound"] = figure.least.map { .int($0) } ?? .null
            object["population"] = figure.population?.json ?? .null
            object["official"] = .array(figure.official.map(\.json))
            app.emit(.object(object))
            return .done
        }
        let lines = try FigureLines(book)
        for estimate in figure.official { show(estimate, of: figure, lines, app) }
        if let explanation = figure.explanation { show(explanation, of: figure, period, lines, app) }
        return .done
    }

    private func show(
        _ explanation: Explanation, of figure: ExplainedFigure, _ period: Period, _ lines: FigureLines, _ app: App
    ) {
        let population = figure.population?.figure.count(isShare: false)
        let over = (explanation.whole?.count ?? population).map { "/\($0)" } ?? ""
        let conflict = Bilingual(
            "Xung đột, lần ghi hoàn thành cho người đã có: ", "Conflicts, completions of people who had it already: ")
        let name =
            (conflicts ? conflict[app.language] : "")
            + "\(figure.name[app.language]) (\(figure.id)): \(figure.isHeard ? "\(explanation.total)\(over)" : "—")"
        let own = Bilingual("Tổ ghi được trong kỳ", "The teams' own of the period")[app.language]
        app.screen.print(Span(figure.official.isEmpty ? name : "\(own): \(name)", .strong))
        if !conflicts {
            app.print(
                Bilingual(
                    "Kỳ: \(period.name.vi), \(period.days.vi)", "Period: \(period.name.en), \(period.days.en)"))
        }
        if figure.isPartOfOfficial {
            app.print(
                Bilingual(
                    "Số của cơ quan là của cả đơn vị (bỏ --hamlet để xem); đây là phần tổ ghi được ở \(hamlet?.printable ?? "").",
                    "The agency's figure is of the whole area (leave --hamlet out to see it); this is the teams' part in \(hamlet?.printable ?? "")."
                ))
        }
        if let least = figure.least {
            app.print(
                Bilingual(
                    "Còn cặp nghi trùng chưa quyết định: ít nhất là \(least) (xem bằng `sotay duplicates`).",
                    "Pairs are undecided: \(least) at least (see them with `sotay duplicates`)."))
        }
        show(explanation.counted, authors: figure.authors, app)
        if let population = figure.population { show(population, Bilingual("Mẫu số", "Denominator"), lines, app) }
        if let whole = explanation.whole, !whole.isEmpty {
            app.print(Bilingual("Mẫu số:", "Denominator:"))
            show(whole, authors: figure.authors, app)
        }
        showLeftOut(explanation.leftOut, app)
    }

    /// What is printed, and what it is made of.
    private func show(
        _ estimate: ExplainedEstimate, of figure: ExplainedFigure, _ lines: FigureLines, _ app: App
    ) {
        let level = estimate.level.map { " (\($0.text[app.language]))" } ?? ""
        let value = estimate.value?.text(unit: estimate.unit)[app.language] ?? "—"
        app.screen.print(Span("\(figure.title[app.language])\(level) (\(figure.id)): \(value)", .strong))
        if let note = estimate.note { app.print(note) }
        let isBaseline = estimate.increment != nil || estimate.population != nil
        show(
            estimate.figure,
            isBaseline ? Bilingual("Số cơ sở", "Baseline") : Bilingual("Số của cơ quan", "The agency's figure"),
            lines, app)
        if let (days, explanation) = estimate.increment {
            let added = IndicatorValue.count(explanation.total).text(unit: estimate.countUnit)
            app.print(
                Bilingual(
                    "Cộng \(added.vi) do tổ ghi được sau ngày đó, \(days.days.vi):",
                    "Plus \(added.en) by the teams after that day, \(days.days.en):"))
            show(explanation.counted, authors: figure.authors, app)
        }
        let denominator = Bilingual("Mẫu số", "Denominator").naming(estimate.denominator)
        if let population = estimate.population {
            show(population, denominator, lines, app)
        } else if estimate.denominator != nil {
            app.print(
                Bilingual(
                    "\(denominator.vi): lấy trong số cơ sở, chưa ai nhập số dân",
                    "\(denominator.en): the baseline's own, nobody has entered the population"))
        }
    }

    private func show(
        _ evidence: ExplainedEstimate.Evidence, _ word: Bilingual, _ lines: FigureLines, _ app: App
    ) {
        let line = lines.line(evidence.figure)
        app.print(Bilingual("\(word.vi): \(line.vi)", "\(word.en): \(line.en)"))
        for line in evidence.versions.flatMap(\.lines) { app.print(line) }
    }

    private var limit: Int { all ? .max : 20 }

    private func show(_ entries: [Explanation.Entry], authors: [Int64: String], _ app: App) {
        for (index, entry) in entries.prefix(limit).enumerated() {
            let author = authors[entry.row] ?? "?"
            app.screen.print(
                Span("  \(String(index + 1).fitted(to: 4, alignRight: true)). \(Self.line(entry))  \(author.printable)")
            )
        }
        showRest(entries.count, app)
    }

    private func showRest(_ count: Int, _ app: App) {
        guard count > limit else { return }
        app.print(
            Bilingual(
                "        … và \(count - limit) dòng nữa: thêm --all", "        … and \(count - limit) more: add --all"))
    }

    private func showLeftOut(_ leftOut: [Explanation.LeftOut], _ app: App) {
        guard !leftOut.isEmpty else { return }
        app.print(Bilingual("Không tính: \(leftOut.count)", "Not counted: \(leftOut.count)"))
        for left in leftOut.prefix(limit) {
            app.screen.print(Span("        \(Self.line(left.entry))  \(left.reason.text[app.language])"))
        }
        showRest(leftOut.count, app)
    }

    private static func line(_ entry: Explanation.Entry) -> String {
        let amount = entry.amount == 1 ? nil : String(entry.amount)
        let words = [entry.subject, entry.detail, amount].compactMap { $0?.printable }.joined(separator: " ")
        let start = entry.isOfDay ? entry.start.date.vietnamese : entry.start.vietnamese
        return "\(start)  \(entry.record.text.suffix(6))  \(words)"
    }

    // MARK: A record

    private func explainRecord(_ id: String, _ book: Book, _ app: App) throws -> ExitStatus {
        let versions = try book.provenance(of: book.record(matching: id))
        let isWhole = versions.allSatisfy(\.holds)
        if app.options.json {
            app.emit(
                .object([
                    "record": .string(versions.first?.revision.header.record.text ?? ""),
                    "versions": .array(versions.map(\.json)),
                ]))
            return isWhole ? .done : .needsPerson
        }
        app.screen.print(
            Span(
                Bilingual("Phiếu", "Record")[app.language] + " \(versions.first?.revision.header.record.text ?? "")",
                .strong))
        for line in versions.flatMap(\.lines) { app.print(line) }
        return isWhole ? .done : .needsPerson
    }
}

extension ExplainedEstimate {
    /// What the report says of the number beside it.
    fileprivate var note: Bilingual? {
        if isOutsidePlan {
            return Bilingual(
                "Kế hoạch không có dòng này: báo cáo in số của cơ quan như đã cho, không cộng số của tổ, không chia cho số dân.",
                "The plan has no such row: the report prints the agency's figure as given, with nothing added and divided by no population."
            )
        }
        let notes = (status == .provisional ? [status.text] : []) + remarks.map(\.text)
        guard !notes.isEmpty else { return nil }
        let (vi, en) = (notes.map(\.vi).joined(separator: "; "), notes.map(\.en).joined(separator: "; "))
        return Bilingual("Ghi chú: \(vi)", "Note: \(en)")
    }
}

extension Bilingual {
    /// `Mẫu số, công dân từ 16 tuổi (giả định)`.
    fileprivate func naming(_ name: Bilingual?) -> Bilingual {
        name.map { Bilingual("\(vi), \($0.vi)", "\(en), \($0.en)") } ?? self
    }
}

extension Provenance {
    /// What a person reads about one version.
    fileprivate var lines: [Bilingual] {
        let state =
            isInForce
            ? Bilingual("đang dùng", "in force")
            : isHead ? Bilingual("bản kia, chưa chốt", "the other version, unsettled") : Bilingual("bản cũ", "earlier")
        let trust = isTrusted ? Bilingual("tin cậy", "trusted") : Bilingual("CHƯA TIN CẬY", "NOT TRUSTED")
        let body =
            switch bodyHolds {
            case true?: Bilingual("nội dung đúng mã băm", "the body fits its hash")
            case false?: Bilingual("NỘI DUNG SAI MÃ BĂM", "THE BODY DOES NOT FIT ITS HASH")
            case nil: Bilingual("không còn nội dung", "the body is not here")
            }
        let place = "\(log.log.hex.prefix(8)) · \(revision.header.seq)"
        return [
            Bilingual(
                "  \(revision.hash.hex.prefix(8)): \(state.vi), lúc \(revision.header.time.vietnamese) theo đồng hồ máy ấy",
                "  \(revision.hash.hex.prefix(8)): \(state.en), claimed at \(revision.header.time.vietnamese)"),
            Bilingual(
                "    máy: \(device.name.printable), dấu khóa \(device.signingKey.fingerprint), \(trust.vi)",
                "    device: \(device.name.printable), fingerprint \(device.signingKey.fingerprint), \(trust.en)"),
            Bilingual("    nhật ký \(place): \(body.vi)", "    log \(place): \(body.en)"),
        ] + (traces.isEmpty ? [Self.unsigned] : traces.flatMap(\.lines))
    }

    private static let unsigned = Bilingual(
        "    chưa ký: được ký khi xuất lô (ở phường: khi làm biên nhận, bộ kit hoặc chốt báo cáo)",
        "    not signed yet: it is with the next export (at the ward: receipt, kit or issued report)")
}

extension Provenance.Trace {
    fileprivate var lines: [Bilingual] {
        let signature =
            signatureHolds
            ? Bilingual("chữ ký đúng", "signature holds") : Bilingual("CHỮ KÝ SAI", "SIGNATURE DOES NOT HOLD")
        let chain =
            chainHolds ? Bilingual("chuỗi băm đúng", "chain holds") : Bilingual("CHUỖI BĂM ĐỨT", "CHAIN IS BROKEN")
        let section = stored.section
        let came =
            isCutHere
            ? Bilingual("ký tại máy này", "signed on this computer")
            : Bilingual(
                "nhận \(stored.received.vietnamese) trong tệp \(stored.file.hex.prefix(8)), người chuyển: \(carrierName.printable)",
                "received \(stored.received.vietnamese) in file \(stored.file.hex.prefix(8)), carried by \(carrierName.printable)"
            )
        return [
            Bilingual(
                "    phần \(section.id.hex.prefix(16)), dòng \(section.from)-\(section.to): \(signature.vi), \(chain.vi)",
                "    section \(section.id.hex.prefix(16)), entries \(section.from)-\(section.to): \(signature.en), \(chain.en)"
            ),
            Bilingual("    \(came.vi)", "    \(came.en)"),
        ]
    }
}
