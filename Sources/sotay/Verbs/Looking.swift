import ArgumentParser
import Base
import Indicators
import Ledger
import Store
import Workspace

/// `status`: what is here, from whom, and what needs somebody.
struct StatusVerb: Verb {
    static let page = HelpPage(
        name: "status", alias: "tinh-hinh",
        summary: Bilingual("từng máy: đã nhận đến đâu, thiếu gì", "per device: what has come, what is missing"),
        usage: "status [--late-after NGÀY] [--all] [--dismiss TỆP…]",
        options: [
            .init(
                flags: "--late-after NGÀY",
                text: Bilingual(
                    "máy không gửi lô nào quá số ngày này là chậm (mặc định 14)",
                    "a device without a batch for more days than this is late (default 14)")),
            .init(
                flags: "--all",
                text: Bilingual(
                    "mọi tệp giữ riêng, không chỉ 10 dòng đầu", "every file kept aside, not the first 10 lines alone")),
            .init(
                flags: "--dismiss TỆP…",
                text: Bilingual(
                    "bỏ một tệp hỏng giữ riêng mà đã có người xem, hay (restored) lời nhắc của sổ khôi phục",
                    "let a damaged file go that somebody has looked at, or (restored) what a restored book says")),
        ],
        about: [
            Bilingual(
                "Một máy mất phần cuối chỉ lộ ra khi nó gửi lô sau hoặc im lặng quá lâu.",
                "A lost tail of a log shows only when the device sends its next batch, or by its silence.")
        ])

    @Option var lateAfter: Int = 14
    @Option(parsing: .upToNextOption) var dismiss: [String] = []
    @Flag var all = false

    func run(in app: App) throws -> ExitStatus {
        let book = try app.openBook()
        if !dismiss.isEmpty { return try self.dismiss(dismiss, from: book, app) }
        let status = try book.status(patience: lateAfter)
        if app.options.json {
            app.emit(status.json)
            return status.needsPerson ? .needsPerson : .done
        }
        app.print(
            Bilingual(
                "Sổ \(status.areaCode) \(status.areaName), vai: \(status.role.words.vi)",
                "Book \(status.areaCode) \(status.areaName), role: \(status.role.words.en)"))
        for device in status.devices {
            let last =
                device.received.map { Bilingual("nhận \($0.vietnamese)", "received \($0.vietnamese)") }
                ?? Bilingual("máy này", "this computer")
            let gap =
                device.missing > 0
                ? Bilingual(
                    ", THIẾU \(device.missing) dòng (xin máy ấy `sotay export --all`)",
                    ", \(device.missing) entries MISSING (ask for its `sotay export --all`)") : Bilingual("", "")
            let tail =
                device.missingTail > 0
                ? Bilingual(
                    ", CÒN \(device.missingTail) dòng cuối chưa tới", ", \(device.missingTail) at its end NOT YET HERE")
                : Bilingual("", "")
            let wards =
                device.confirmed.ward > 0
                ? Bilingual(
                    ", phường đã nhận \(device.confirmed.ward)/\(device.last)",
                    ", the ward has \(device.confirmed.ward) of \(device.last)") : Bilingual("", "")
            let leads =
                device.confirmed.lead > device.confirmed.ward
                ? Bilingual(
                    ", tổ trưởng đã nhận \(device.confirmed.lead)/\(device.last)",
                    ", the lead has \(device.confirmed.lead) of \(device.last)") : Bilingual("", "")
            let replaced =
                device.isReplaced ? Bilingual(", khóa cũ", ", former key") : Bilingual("", "")
            let revoked =
                device.endsBefore.map {
                    Bilingual(", không giá trị từ dòng \($0)", ", without effect from entry \($0)")
                } ?? Bilingual("", "")
            let fork =
                device.isForked || device.unjoined > 0
                ? Bilingual(
                    ", NHẬT KÝ TÁCH ĐÔI (máy bị sao chép hoặc khôi phục: xem `sotay device show`)",
                    ", FORKED LOG (the device was copied or restored: see `sotay device show`)")
                : Bilingual("", "")
            let late =
                device.lateDays.map { Bilingual(", CHẬM \($0) ngày", ", LATE by \($0) days") } ?? Bilingual("", "")
            let edits =
                device.editsOfOthers > 0
                ? Bilingual(
                    ", sửa \(device.editsOfOthers) phiếu của máy khác",
                    ", wrote over \(device.editsOfOthers) records of other devices") : Bilingual("", "")
            let clock = device.clockWords
            app.print(
                Bilingual(
                    "  \(device.name.printable): \(device.held) dòng nhật ký, \(last.vi)\(replaced.vi)\(wards.vi)\(leads.vi)\(gap.vi)\(tail.vi)\(fork.vi)\(revoked.vi)\(late.vi)\(edits.vi)\(clock.vi)",
                    "  \(device.name.printable): \(device.held) log entries, \(last.en)\(replaced.en)\(wards.en)\(leads.en)\(gap.en)\(tail.en)\(fork.en)\(revoked.en)\(late.en)\(edits.en)\(clock.en)"
                ))
        }
        if let own = status.own?.words { app.print(own) }
        for name in status.silent {
            app.print(
                Bilingual(
                    "  \(name.printable): chưa gửi lô nào", "  \(name.printable): has sent no batch yet"))
        }
        let kept = KeptAside(status.quarantined)
        app.print(
            Bilingual(
                "Phiếu dở: \(status.drafts). Xung đột: \(status.conflicts). Không tính được: \(status.uncounted.count). Tệp giữ riêng: \(kept.files).",
                "Drafts: \(status.drafts). Conflicts: \(status.conflicts). Not counted: \(status.uncounted.count). Files kept aside: \(kept.files)."
            ))
        if status.undecidedPairs > 0 {
            app.print(
                Bilingual(
                    "Cặp nghi trùng chưa quyết định: \(status.undecidedPairs) (`sotay duplicates`).",
                    "Probable duplicates undecided: \(status.undecidedPairs) (`sotay duplicates`)."))
        }
        show(kept.lines, in: app)
        show(
            status.uncounted.map { record, reason in
                Bilingual(
                    "  phiếu \(record.text.suffix(6)) không tính: \(reason.text.vi)",
                    "  record \(record.text.suffix(6)) not counted: \(reason.text.en)")
            }, in: app)
        if !status.flagged.isEmpty {
            let list = status.flagged.prefix(all ? .max : 10).map { String($0.text.suffix(6)) }.joined(separator: ", ")
            app.print(
                Bilingual(
                    "\(status.flagged.count) phiếu có bản tự xưng thứ tự không khớp bản trước nó, máy ghi ra nó bị can thiệp: \(list) (`sotay history`)",
                    "\(status.flagged.count) records have a version that claims a generation which its parents belie, their device was tampered with: \(list) (`sotay history`)"
                ))
        }
        showErased(status, in: app)
        if let words = status.putBack?.putBackWords { app.print(words) }
        if let words = status.restored?.restoredWords { app.print(words) }
        return status.needsPerson ? .needsPerson : .done
    }

    /// The first ten, or every one.
    private func show(_ lines: [Bilingual], in app: App) {
        let shown = all ? lines.count : min(lines.count, 10)
        for line in lines.prefix(shown) { app.print(line) }
        guard shown < lines.count else { return }
        app.print(
            Bilingual(
                "  … và \(lines.count - shown) dòng nữa: `sotay status --all`",
                "  … and \(lines.count - shown) more: `sotay status --all`"))
    }
}

extension BookStatus.Device {
    /// What is wrong with its clock, by how often; empty when nothing is.
    fileprivate var clockWords: Bilingual {
        let parts = ClockFault.allCases.compactMap { fault in
            clockFaults[fault].map { count in
                switch fault {
                case .tooEarly: Bilingual("\(count) dòng quá xưa", "\(count) entries too early")
                case .tooLate: Bilingual("\(count) dòng sau lúc nhận", "\(count) after they arrived")
                case .goesBack: Bilingual("\(count) dòng chạy lùi", "\(count) going back")
                case .beforeSession: Bilingual("\(count) dòng trước buổi hỗ trợ", "\(count) before their session")
                }
            }
        }
        guard !parts.isEmpty else { return Bilingual("", "") }
        return Bilingual(
            ", ĐỒNG HỒ ĐÁNG NGỜ (\(parts.map(\.vi).joined(separator: ", ")))",
            ", CLOCK SUSPECT (\(parts.map(\.en).joined(separator: ", ")))")
    }
}

extension OwnProgress {
    /// Nil before the first record.
    fileprivate var words: Bilingual? {
        guard records > 0 else { return nil }
        guard let exported else {
            return Bilingual(
                "  Máy này đã ghi \(records) phiếu, chưa xuất lần nào (`sotay export -o USB`)",
                "  Recorded on this computer: \(records), never exported (`sotay export -o STICK`)")
        }
        return Bilingual(
            "  Máy này đã ghi \(records) phiếu; lần xuất cuối \(exported.vietnamese), từ đó \(notExported) phiếu mới hoặc sửa; \(notConfirmed) phiếu chưa có biên nhận của phường",
            "  Recorded on this computer: \(records); last export \(exported.vietnamese), new or corrected since: \(notExported); without a receipt of the ward: \(notConfirmed)"
        )
    }
}

extension StatusVerb {
    private func dismiss(_ files: [String], from book: Book, _ app: App) throws -> ExitStatus {
        let names = try files.flatMap { try book.dismiss($0) }
        if app.options.json {
            app.emit(.object(["dismissed": .strings(names)]))
        } else {
            for name in names {
                app.print(
                    Bilingual("Đã bỏ tệp giữ riêng \(name.printable).", "Let the file \(name.printable) go."))
            }
        }
        return .done
    }

    private func showErased(_ status: BookStatus, in app: App) {
        if status.erased.revisions > 0 {
            app.print(
                Bilingual(
                    "Đã xoá theo yêu cầu: \(status.erased.records) phiếu, \(status.erased.revisions) bản.",
                    "Erased on request: \(status.erased.records) records, \(status.erased.revisions) versions."))
        }
        if status.erasedAgain > 0 {
            app.print(
                Bilingual(
                    "\(status.erasedAgain) phiếu đã xoá lại có bản mới: xem `sotay conflicts`, rồi `sotay erase MÃ_PHIẾU` lần nữa",
                    "\(status.erasedAgain) erased records have a new version: see `sotay conflicts`, then `sotay erase RECORD` again"
                ))
        }
        if status.ofErasedPeople > 0 {
            app.print(
                Bilingual(
                    "\(status.ofErasedPeople) phiếu mang mã của người đã xin xoá, không tính: `sotay erase MÃ_NGƯỜI` lần nữa, hoặc cấp mã mới nếu người ấy đồng ý lại",
                    "\(status.ofErasedPeople) records under the code of somebody erased, not counted: `sotay erase CODE` again, or a new code if they consent anew"
                ))
        }
    }
}

/// The files kept aside as people count them: once a file and reason, though several of its parts may be meant.
struct KeptAside {
    let files: Int
    let lines: [Bilingual]

    init(_ parts: [QuarantinedPart]) {
        files = Set(parts.map(\.file)).count
        let shown = Set(parts.map { Reason(name: $0.name.printable, code: $0.code, text: $0.reason) })
        lines = shown.sorted { ($0.name, $0.code, $0.text.vi) < ($1.name, $1.code, $1.text.vi) }.map {
            Bilingual("  \($0.name): \($0.text.vi) [\($0.code)]", "  \($0.name): \($0.text.en) [\($0.code)]")
        }
    }

    private struct Reason: Hashable {
        let name: String
        let code: String
        let text: Bilingual
    }
}

extension Instant {
    /// What a book that was restored from a backup of this time, or (0) made again from keys, says of itself until a later
    /// receipt comes.
    var restoredWords: Bilingual {
        guard milliseconds > 0 else {
            return Bilingual(
                "SỔ DỰNG LẠI từ khóa, ĐỢI XÁC NHẬN: lô cũ có thể mang lại nội dung đã xoá theo yêu cầu. Gộp biên nhận cuối cùng của phường; phường chưa phát biên nhận nào thì `sotay status --dismiss restored`.",
                "MADE AGAIN from its keys, NOT YET CONFIRMED: old batches may bring back what was erased on request. Merge the ward's last receipt; if the ward gave none out, `sotay status --dismiss restored`."
            )
        }
        return Bilingual(
            "SỔ KHÔI PHỤC từ bản sao lưu lúc \(vietnamese), ĐỢI XÁC NHẬN: nội dung đã xoá theo yêu cầu sau lúc đó có thể còn trong sổ. Gộp biên nhận cuối cùng của phường; phường chưa phát biên nhận nào sau lúc đó thì `sotay status --dismiss restored`.",
            "RESTORED from a backup of \(vietnamese), NOT YET CONFIRMED: what was erased on request after it may still be here. Merge the ward's last receipt; if the ward gave none out since, `sotay status --dismiss restored`."
        )
    }

    /// What the ward's book says of itself when it was found at this time not to be as it was left, until its next receipt.
    var putBackWords: Bilingual {
        Bilingual(
            "SỔ CỦA PHƯỜNG TỪNG BỊ SAO CHÉP, DỜI CHỖ HOẶC THAY BẰNG BẢN CŨ (nhận ra lúc \(vietnamese)): có thể thiếu những gì đã xác nhận. Làm biên nhận mới (`sotay receipt`) và chuyển xuống mọi máy: các máy sẽ gửi lại.",
            "THE WARD'S BOOK WAS COPIED, MOVED OR REPLACED BY AN OLDER ONE (noticed \(vietnamese)): it may lack what it had confirmed. Make a new receipt (`sotay receipt`) and pass it down to every device: they will send again."
        )
    }
}
