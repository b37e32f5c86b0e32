import ArgumentParser
import Base
import Ledger
import Store
import Workspace

/// `export`: a batch to hand over.
struct ExportVerb: Verb {
    static let page = HelpPage(
        name: "export", alias: "xuat",
        summary: Bilingual("xuất lô đã niêm phong ra USB hoặc tệp", "a sealed batch onto a stick or into a file"),
        usage: "export -o NƠI [--all] [--from-part SỐ]",
        options: [
            .init(
                flags: "--all",
                text: Bilingual(
                    "cả những gì phường đã xác nhận nhận rồi", "also what the ward has confirmed to have")),
            .init(
                flags: "--from-part SỐ",
                text: Bilingual(
                    "nhiều tệp: chỉ ghi từ tệp thứ mấy, khi những tệp trước đã nằm trên USB khác",
                    "of several files those from this one on, when the others are on another stick")),
            .init(
                flags: "-o, --output NƠI",
                text: Bilingual(
                    "thư mục (USB: tên tệp tự đặt, không lộ gì) hoặc tên tệp",
                    "a folder (a stick: the name is drawn and tells nothing) or a file name")),
        ],
        about: [
            Bilingual(
                "Xuất lại bao nhiêu lần cũng được: bên nhận tự bỏ qua phần đã có. Chỉ phường, khóa khôi phục và tổ trưởng của tổ mở được.",
                "Export as often as you like: the receiver skips what it has. Only the ward, its recovery key and the team's lead can open it."
            )
        ],
        examples: ["sotay export -o /media/usb", "sotay xuat -o thang-6.age"])

    @Option(name: .shortAndLong) var output: String
    @Option var fromPart: Int = 1
    @Flag var all = false

    func run(in app: App) throws -> ExitStatus {
        try app.mayWrite(output)
        let export = try app.openBook().export(to: output, everything: all, from: fromPart)
        if app.options.json {
            app.emit(
                .object([
                    "files": .array(export.files.map { .object(["path": .string($0.path), "bytes": .int($0.bytes)]) }),
                    "leads": export.leads.map { .int($0) } ?? .null, "records": .int(export.records),
                    "relayed": .int(export.relayed),
                    "problems": .array((export.problems + [export.cut?.problem].compactMap(\.self)).map(\.json)),
                    "next_part": export.cut.map { .int($0.from) } ?? .null,
                ]))
            return export.cut?.problem.status ?? (export.problems.isEmpty ? .done : .needsPerson)
        }
        for problem in export.problems { app.tell(problem) }
        for file in export.files {
            app.print(
                Bilingual(
                    "Đã ghi \(file.path) (\(file.bytes / 1024 + 1) KB)",
                    "Wrote \(file.path) (\(file.bytes / 1024 + 1) KB)"))
        }
        app.warnOfFile(export.files.first?.path, asked: output)
        if let leads = export.leads {
            app.print(
                leads == 0
                    ? Bilingual("Chỉ phường mở được.", "Only the ward can open it.")
                    : Bilingual(
                        "Mở được: phường và \(leads) tổ trưởng của bộ kit.",
                        "Who can open it: the ward and the kit's team leads (\(leads))."))
        }
        if let cut = export.cut {
            app.tell(cut.problem)
            app.print(
                Bilingual(
                    "CHƯA ĐỦ: những tệp trên đã ghi xong và dùng được; ghi tiếp lên USB khác bằng `sotay export\(all ? " --all" : "") --from-part \(cut.from) -o NƠI`.",
                    "NOT ALL: the files above are written and good; put the rest on another stick with `sotay export\(all ? " --all" : "") --from-part \(cut.from) -o PLACE`."
                ))
            return cut.problem.status
        }
        let relayed =
            export.relayed > 0
            ? Bilingual(
                ", trong đó \(export.relayed) của người khác chuyển tiếp",
                ", \(export.relayed) of them passed on for others")
            : Bilingual("", "")
        let parts =
            fromPart > 1
            ? Bilingual(
                " trong tệp \(fromPart) đến \(export.parts)", " in the files \(fromPart) to \(export.parts)")
            : Bilingual("", "")
        app.print(
            Bilingual(
                "\(export.records) phiếu mới hoặc sửa\(parts.vi)\(relayed.vi). Nếu là USB, rút an toàn trước khi cầm đi.",
                "\(export.records) records new or corrected\(parts.en)\(relayed.en). Eject a stick before you take it.")
        )
        return export.problems.isEmpty ? .done : .needsPerson
    }
}

/// `merge`: batches, kits and cards in.
struct MergeVerb: Verb {
    static let page = HelpPage(
        name: "merge", alias: "gop",
        summary: Bilingual(
            "gộp các lô, kit, thẻ từ tệp hoặc thư mục", "merge batches, kits and cards from files or folders"),
        usage: "merge NƠI… [--trust-new] [--dry-run]",
        options: [
            .init(
                flags: "--dry-run",
                text: Bilingual("chỉ cho biết sẽ có gì, không thay đổi gì", "say what would come in, change nothing")),
            .init(
                flags: "--trust-new",
                text: Bilingual(
                    "tin cậy máy mới đã ghi danh bằng bộ kit của phường, không hỏi; tổ trưởng thì phải gộp đích danh thẻ máy",
                    "trust new devices that were enrolled by the ward's kit, without asking; a lead's only by naming its card file"
                )),
        ],
        about: [
            Bilingual(
                "Thứ tự nào cũng cho kết quả như nhau, gộp lại không sao. Tệp hỏng, của nơi khác hoặc chưa tin cậy được giữ riêng kèm lý do; kết thúc với mã 1.",
                "Any order gives the same result, repeating does no harm. Damaged, foreign and untrusted files are kept aside with their reason; the exit status is then 1."
            )
        ],
        examples: ["sotay merge /media/usb", "sotay gop *.age --trust-new --no-input"])

    @Flag var dryRun = false
    @Flag var trustNew = false
    @Argument var paths: [String]

    func run(in app: App) throws -> ExitStatus {
        let opened = try app.openBook()
        let book = dryRun ? try Book(trying: opened) : opened
        var merge = Merge(
            into: book, trust: { try decide($0, app) },
            progress: { done, total in
                app.screen.progress(Bilingual("đang gộp \(done)/\(total)", "merging \(done)/\(total)")[app.language])
            })
        let report = try merge.run(paths)
        if app.options.json {
            app.emit(report.json)
        } else {
            report.show(in: app)
            if let words = try book.putBack?.putBackWords { app.print(words) }
            if dryRun {
                app.print(Bilingual("Đây là chạy thử: sổ chưa thay đổi gì.", "A dry run: nothing was changed."))
            }
        }
        return report.needsPerson ? .needsPerson : .done
    }

    private func decide(_ question: TrustQuestion, _ app: App) throws -> Bool {
        if trustNew, question.isPlain { return true }
        guard !dryRun, app.canAsk else { return false }
        let card = question.card
        app.tell(
            Bilingual(
                "Máy mới: \"\(card.name.printable)\" (\(card.role.words.vi)), dấu khóa \(card.signingKey.fingerprint)",
                "New device: \"\(card.name.printable)\" (\(card.role.words.en)), fingerprint \(card.signingKey.fingerprint)"
            ))
        if let number = question.withdrawnKit {
            let kit = number > 0 ? " số \(number)" : ""
            app.tell(
                Bilingual(
                    "Máy này ghi danh bằng bộ kit\(kit) ĐÃ RÚT: bộ kit ấy có thể đã lộ. Chỉ tin cậy khi chính bạn biết chủ máy.",
                    "This device was enrolled by the WITHDRAWN kit\(number > 0 ? " \(number)" : ""), which may have leaked. Trust it only if you know its owner yourself."
                ))
        } else if !question.isKitKnown {
            app.tell(
                Bilingual(
                    "Máy này ghi danh bằng một bộ kit mà sổ này chưa có: gộp bộ kit ấy trước (sotay merge kit-T01.sotay).",
                    "This device was enrolled by a kit that this book does not have: merge that kit first (sotay merge kit-T01.sotay)."
                ))
        } else if !question.isEnrolled {
            app.tell(
                Bilingual(
                    "Máy này KHÔNG ghi danh bằng bộ kit nào của sổ này.",
                    "This device was NOT enrolled by any kit that this book knows."))
        }
        app.screen.prompt(
            Span(
                Bilingual(
                    "Tin cậy máy này? Hỏi chủ máy đọc dấu khóa rồi trả lời (c/k): ",
                    "Trust it? Ask its owner to read the fingerprint, then answer (y/n): ")[app.language]))
        let answer = try app.lines.next()?.searchKey ?? ""
        return ["c", "co", "y", "yes"].contains(answer)
    }
}

extension Bilingual {
    var json: JSON { .object(["vi": .string(vi), "en": .string(en)]) }
}

extension Problem {
    var json: JSON {
        .object([
            "code": .string(code), "at": place.map { .string($0) } ?? .null, "vi": .string(message.vi),
            "en": .string(message.en),
        ])
    }
}
