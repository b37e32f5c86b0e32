import ArgumentParser
import Base
import Indicators
import Ledger
import Workspace

/// `erase`: somebody has withdrawn their consent.
struct EraseVerb: Verb {
    static let page = HelpPage(
        name: "erase", alias: "xoa-theo-yeu-cau",
        summary: Bilingual(
            "xoá dữ liệu của người rút lại đồng ý", "erase the data of somebody who withdrew consent"),
        usage: "erase [MÃ] [--request SỐ] [--yes]",
        options: [
            .init(
                flags: "--request SỐ",
                text: Bilingual(
                    "số, ngày của văn bản yêu cầu (không ghi tên)", "number and date of the written request (no names)")
            ),
            .init(
                flags: "--yes",
                text: Bilingual(
                    "không hỏi lại; dùng khi không có ai trả lời", "do not ask; for where nobody can answer")),
        ],
        about: [
            Bilingual(
                "MÃ: mã người, mã hộ hoặc mã cơ sở (mọi phiếu mang mã ấy), hoặc mã một phiếu. Không có MÃ: các lần đã xoá, và máy nào chưa báo đã xoá theo.",
                "CODE: a person's, household's or business's code (all of its records), or one record's id. Without it: what was erased, and which devices have not shown that they followed."
            ),
            Bilingual(
                "Nội dung bị xoá khỏi sổ này và mọi sổ biết lệnh xoá, kể cả khi lô cũ đến lại. Ở phường, phiếu ở lại như phiên ẩn danh: ngày, tổ, loại khách; ở máy không nhận bản ấy (máy khác của tổ) phiếu thôi tính và báo cáo nói bao nhiêu. Số đã chốt giữ nguyên; số lập sau đếm lại. Không lấy lại được.",
                "The contents leave this book and every book that learns of it, whenever an old batch comes again. At the ward the session stays like an anonymous one: day, hamlet, kind of client; where that version does not come (a team's books) it counts no more, and reports say how many. Issued figures stay, later ones recount. It cannot be undone."
            ),
        ],
        examples: ["sotay erase 11542-T05-0123-02 --request \"12/ĐN\"", "sotay xoa-theo-yeu-cau"])

    @Option var request: String = ""
    @Flag var yes = false
    @Argument var code: String?

    func run(in app: App) throws -> ExitStatus {
        let book = try app.openBook()
        guard let code else { return try list(book, app) }
        guard book.identity.role != .volunteer else { throw BookError.onlyReceivers("erase") }
        let target = try book.erasureTarget(code)
        guard try yes || agrees(to: target, app) else { return .done }
        let report = try book.erase(target, request: request)
        if app.options.json {
            app.emit(report.json)
        } else {
            ErasureReceipt(report: report, role: book.identity.role).show(in: app)
        }
        return report.target.mentioned.isEmpty && report.isWiped ? .done : .needsPerson
    }

    private func agrees(to target: ErasureTarget, _ app: App) throws -> Bool {
        guard app.canAsk else { throw UsageError.nobodyToAsk(instead: "--yes") }
        let count = target.records.count + target.passing.count
        let codes = target.codes.map(\.printable).joined(separator: ", ")
        let kind = target.kind?.words ?? Bilingual("", "")
        let whose =
            codes.isEmpty ? Bilingual("", "") : Bilingual(" của mã \(kind.vi) \(codes)", " of the \(kind.en) \(codes)")
        app.screen.prompt(
            Span(
                Bilingual(
                    "Xoá hẳn nội dung \(count) phiếu\(whose.vi)? Không lấy lại được. Gõ `xoa` để xoá: ",
                    "Erase the contents of \(count) records\(whose.en) for good? It cannot be undone. Type `erase`: ")[
                        app.language]))
        let answer = try app.lines.next()?.searchKey ?? ""
        guard ["xoa", "erase"].contains(answer) else {
            app.tell(Bilingual("Chưa xoá gì.", "Nothing was erased."))
            return false
        }
        return true
    }

    private func list(_ book: Book, _ app: App) throws -> ExitStatus {
        let erasures = try book.erasures()
        if app.options.json {
            app.emit(
                .array(
                    erasures.map { entry in
                        .object([
                            "record": .string(entry.erasure.record.text), "bodies": .int(entry.erasure.hashes.count),
                            "time": .string(entry.revision.header.time.iso),
                            "request": .string(entry.erasure.request),
                            "unconfirmed": entry.unconfirmed.map { .strings($0) } ?? .null,
                        ])
                    }))
            return .done
        }
        if erasures.isEmpty { app.print(Bilingual("Máy này chưa xoá gì.", "This device has erased nothing.")) }
        for entry in erasures {
            let request = entry.erasure.request.isEmpty ? "" : "  \(entry.erasure.request.printable)"
            let others = entry.unconfirmed?.map(\.printable).joined(separator: ", ")
            let state =
                switch others {
                case nil: Bilingual("phường theo dõi máy nào đã xoá theo", "the ward sees who has followed")
                case ""?: Bilingual("các máy đã báo đủ", "every device has confirmed")
                case let others?: Bilingual("chưa báo: \(others)", "not confirmed: \(others)")
                }
            app.screen.print(
                Span(
                    "\(entry.revision.header.time.vietnamese)  \(entry.erasure.record.text.suffix(6))\(request)  \(state[app.language])"
                ))
        }
        return .done
    }
}

/// What is shown, and may be filed, when something was erased.
private struct ErasureReceipt {
    let report: ErasureReport
    let role: DeviceRole

    func show(in app: App) {
        app.print(
            Bilingual(
                "Đã xoá theo yêu cầu: \(report.records.count) phiếu, \(report.bodies) bản nội dung (\(report.bytes) byte).",
                "Erased on request: \(report.records.count) records, \(report.bodies) bodies (\(report.bytes) bytes)."))
        for record in report.records { app.screen.print(Span("  \(record.text)")) }
        if report.decisions + report.drafts + report.contacts + report.wiping.files > 0 {
            app.print(
                Bilingual(
                    "Cùng với: \(report.decisions) quyết định về mã trùng, \(report.drafts) phiếu dở, \(report.contacts) tên trong sổ tên, \(report.wiping.files) tệp giữ riêng.",
                    "With it: \(report.decisions) decisions about equal codes, \(report.drafts) drafts, \(report.contacts) names of the roster, \(report.wiping.files) files kept aside."
                ))
        }
        showWhatIsLeft(in: app)
        if !report.target.mentioned.isEmpty {
            let ids = report.target.mentioned.map { String($0.text.suffix(6)) }.joined(separator: ", ")
            app.print(
                Bilingual(
                    "Mã này còn nằm trong lời văn của phiếu \(ids): xem và sửa bằng tay.",
                    "The code still stands in a text of records \(ids): look and correct them."))
        }
    }

    private func showWhatIsLeft(in app: App) {
        if let advice = report.wiping.advice { app.print(advice) }
        if !report.unconfirmed.isEmpty {
            let names = report.unconfirmed.map(\.printable).joined(separator: ", ")
            app.print(
                Bilingual(
                    "Các máy đã giữ những phiếu này: \(names).", "Devices that have held these records: \(names)."))
        }
        app.print(
            role == .ward
                ? Bilingual(
                    "Để các máy khác cũng xoá: `sotay receipt -o NƠI`, rồi các máy gộp tệp ấy. Bản sao lưu cũ còn dữ liệu: sao lưu lại và huỷ bản cũ.",
                    "To have other devices follow: `sotay receipt -o WHERE`, and they merge that file. Old backups still hold the data: make a new one and destroy them."
                )
                : Bilingual(
                    "Gửi lên phường: `sotay export -o NƠI`; biên nhận của phường đưa lệnh xoá về các máy. Bản sao lưu cũ còn dữ liệu: sao lưu lại và huỷ bản cũ.",
                    "Send it to the ward: `sotay export -o WHERE`; its receipt takes the erasure to the devices. Old backups still hold the data: make a new one and destroy them."
                ))
    }
}

extension ErasureReport {
    var json: JSON {
        .object([
            "erased": .strings(records.map(\.text)), "bodies": .int(bodies), "bytes": .int(bytes),
            "decisions": .int(decisions), "drafts": .int(drafts), "contacts": .int(contacts),
            "files": .int(wiping.files),
            "wiped": .bool(isWiped),
            "kind": target.kind.map { .string($0.rawValue) } ?? .null,
            "unconfirmed": .strings(unconfirmed), "mentioned": .strings(target.mentioned.map(\.text)),
        ])
    }
}
