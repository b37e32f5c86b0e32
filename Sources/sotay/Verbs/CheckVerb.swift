import ArgumentParser
import Base
import Workspace

/// `check`: whether everything that the book claims still holds.
struct CheckVerb: Verb {
    static let page = HelpPage(
        name: "check", alias: "kiem-tra",
        summary: Bilingual("kiểm tra sổ còn nguyên vẹn không", "whether the book is still whole"),
        usage: "check",
        about: [
            Bilingual(
                "Kiểm tra lại tệp cơ sở dữ liệu, mọi chuỗi, chữ ký và mã băm, rồi dựng lại mọi số liệu trong một bản sao tạm và so với sổ. Không thay đổi gì ở sổ.",
                "Looks again at the database file, every chain, signature and hash, then builds all figures anew in a scratch copy and compares. The book is not changed."
            ),
            Bilingual(
                "Kết thúc với mã 0 khi không có lỗi, 65 khi có. Dòng \"lưu ý\" không phải lỗi.",
                "Ends with 0 without faults, 65 with some. A line with \"note\" is no fault."),
        ],
        examples: ["sotay check", "sotay kiem-tra --json"])

    func run(in app: App) throws -> ExitStatus {
        var check = BookCheck(try app.openBook()) { done, total in
            app.screen.progress(
                Bilingual("đang kiểm tra nhật ký \(done)/\(total)", "checking log \(done)/\(total)")[app.language])
        }
        let report = try check.run()
        if app.options.json {
            app.emit(report.json)
        } else {
            show(report, in: app)
        }
        return report.isSound ? .done : .badData
    }

    private func show(_ report: CheckReport, in app: App) {
        app.print(
            Bilingual(
                "Đã kiểm tra: \(report.cards) thẻ máy, \(report.logs) nhật ký, \(report.sections) đoạn có chữ ký, \(report.forms) biểu mẫu.",
                "Checked: \(report.cards) device cards, \(report.logs) logs, \(report.sections) signed sections, \(report.forms) forms."
            ))
        app.print(
            Bilingual(
                "Bản ghi: \(report.revisions), có nội dung \(report.bodies), chưa ký \(report.unsigned) (ký khi xuất lô; ở phường khi làm biên nhận, bộ kit, chốt báo cáo).",
                "Revisions: \(report.revisions), with bodies \(report.bodies), not signed yet \(report.unsigned) (it is with the next export; at the ward receipt, kit or issued report)."
            ))
        if report.erased > 0 {
            app.print(
                Bilingual(
                    "Đã xoá theo yêu cầu: \(report.erased) bản ghi, chuỗi và chữ ký vẫn đúng.",
                    "Erased on request: \(report.erased) revisions; chains and signatures still hold."))
        }
        app.print(
            Bilingual(
                "Dựng lại: \(report.records) phiếu, \(report.conflicts) xung đột.",
                "Built anew: \(report.records) records, \(report.conflicts) conflicts."))
        for notice in report.notices {
            app.print(
                Bilingual(
                    "Lưu ý: \(notice.message.vi) [\(notice.code)]", "Note: \(notice.message.en) [\(notice.code)]"))
        }
        for fault in report.faults { app.tell(fault) }
        for (code, count) in report.unlisted {
            app.tell(Bilingual("… và \(count) chỗ nữa [\(code)]", "… and \(count) more [\(code)]"))
        }
        app.print(
            report.isSound
                ? Bilingual("Sổ nguyên vẹn.", "The book is whole.")
                : Bilingual("SỔ CÓ LỖI.", "THE BOOK HAS FAULTS."))
    }
}

extension CheckReport {
    var json: JSON {
        .object([
            "sound": .bool(isSound), "cards": .int(cards), "logs": .int(logs), "sections": .int(sections),
            "revisions": .int(revisions), "bodies": .int(bodies), "erased": .int(erased), "unsigned": .int(unsigned),
            "forms": .int(forms),
            "records": .int(records), "conflicts": .int(conflicts), "faults": .array(faults.map(\.json)),
            "notices": .array(notices.map(\.json)),
            "counts": .object(
                counts.sorted { $0.key < $1.key }.reduce(into: JSONObject()) { $0[$1.key] = .int($1.value) }),
        ])
    }
}
