import ArgumentParser
import Base
import Indicators
import Ledger
import Reports
import Workspace

/// `issued`: the frozen reports, and one of them against the book of today.
struct IssuedVerb: Verb {
    static let page = HelpPage(
        name: "issued", alias: "da-chot",
        summary: Bilingual(
            "báo cáo đã chốt; chênh lệch với hôm nay và vì sao", "issued reports; what differs today, and why"),
        usage: "issued [MÃ] [-o TỆP]",
        options: [
            .init(
                flags: "-o, --output TỆP",
                text: Bilingual(
                    "ghi bản đã chốt, nguyên từng chữ (JSON)", "write the issued report, byte for byte (JSON)"))
        ],
        about: [
            Bilingual(
                "Bản đã chốt bằng `report --issue` không bao giờ đổi. Chốt lại cùng kỳ là một bản mới; bản đầu vẫn giữ.",
                "What `report --issue` has frozen never changes. Issuing the same period again makes a new one; the first stays."
            )
        ],
        examples: ["sotay issued", "sotay da-chot 3f9a12cd"])

    @Argument var id: String?
    @Option(name: .shortAndLong) var output: String?

    func run(in app: App) throws -> ExitStatus {
        let book = try app.openBook()
        guard let id else { return try list(book, app) }
        let issued = try book.issuedReport(matching: id)
        if let output {
            try app.mayWrite(output)
            try DurableFile.write(Array(issued.text.utf8), to: output)
            app.tell(Bilingual("Đã ghi \(output)", "Wrote \(output)"))
            return .done
        }
        return try show(book.review(issued), app)
    }

    private func list(_ book: Book, _ app: App) throws -> ExitStatus {
        let reports = try book.issuedReports()
        if app.options.json {
            app.emit(.array(reports.map(\.summary)))
            return .done
        }
        if reports.isEmpty {
            app.print(
                Bilingual(
                    "Chưa chốt báo cáo nào. Chốt bằng `sotay report --period KỲ --issue`.",
                    "No report has been issued. Issue one with `sotay report --period PERIOD --issue`."))
        }
        for issued in reports { app.print(issued.line) }
        return .done
    }

    private func show(_ review: IssueReview, _ app: App) throws -> ExitStatus {
        let status: ExitStatus = review.differences.isEmpty ? .done : .needsPerson
        if app.options.json {
            app.emit(
                .object([
                    "issued": review.issued.summary, "differences": .array(review.differences.map(\.json)),
                    "head": .array(review.head.map(\.json)),
                    "causes": .array(
                        review.causes.map { .object(["vi": .string($0.text.vi), "en": .string($0.text.en)]) }),
                ]))
            return status
        }
        app.print(review.issued.line)
        if review.differences.isEmpty {
            app.print(Bilingual("Số liệu hôm nay vẫn như bản đã chốt.", "Today's figures are those that were issued."))
        } else {
            app.print(
                Bilingual(
                    "\(review.differences.count) chỗ nay khác bản đã chốt:",
                    "what is printed differs in \(review.differences.count) places now:"))
            tell(review.differences, app)
        }
        if !review.head.isEmpty {
            app.print(
                Bilingual(
                    "Tình trạng dữ liệu ở đầu báo cáo nay khác:", "The state of the data, at the head, differs now:"))
            tell(review.head, app)
        }
        if !review.causes.isEmpty {
            app.print(Bilingual("Từ khi chốt:", "Since it was issued:"))
            for cause in review.causes { app.print(Bilingual("  \(cause.text.vi)", "  \(cause.text.en)")) }
        }
        if !review.differences.isEmpty || !review.head.isEmpty {
            app.print(
                Bilingual(
                    "Muốn công bố bản mới thì chốt lại; bản này vẫn giữ.",
                    "To publish it as it is now, issue it again; this one stays."))
        }
        return status
    }

    private func tell(_ differences: [IssueDifference], _ app: App) {
        for difference in differences {
            let (before, after) = difference.values
            app.print(
                Bilingual(
                    "  \(difference.name.vi): \(before.vi) → \(after.vi)",
                    "  \(difference.name.en): \(before.en) → \(after.en)"))
        }
    }
}

extension IssuedReport {
    fileprivate var line: Bilingual {
        let days = "\(period.first.vietnamese)–\(period.last.vietnamese)"
        let state = isPreliminary ? Bilingual(", tạm tính", ", preliminary") : Bilingual("", "")
        return Bilingual(
            "\(id)  \(period.name.vi) (\(days)), lần \(number)\(state.vi), \(by.printable) chốt \(issued.vietnamese)",
            "\(id)  \(period.name.en) (\(days)), no. \(number)\(state.en), issued by \(by.printable) \(issued.vietnamese)"
        )
    }

    fileprivate var summary: JSON {
        .object([
            "hash": .string(hash.hex), "plan": .string(plan), "period": period.json,
            "number": .int(number), "issued": .string(issued.iso), "by": .string(by),
            "preliminary": .bool(isPreliminary),
        ])
    }
}
