import Base
import Ledger
import Store
import Workspace

/// What a merge did, for people and for programs.
extension MergeReport.Outcome {
    /// For programs.
    fileprivate var word: String {
        switch self {
        case .batch: "batch"
        case .again: "again"
        case .replaced: "replaced"
        case .forOthers: "for-others"
        case .kit(_, true): "kit"
        case .kit(_, false): "kit-known"
        case .card(_, .trusted): "card-trusted"
        case .card: "card-untrusted"
        case .receipt: "receipt"
        }
    }

    var text: Bilingual {
        switch self {
        case .batch(let records, let decisions, let known, let from):
            Bilingual(
                "\(records) phiếu mới hoặc sửa" + (decisions > 0 ? ", \(decisions) thông tin về máy và quyền" : "")
                    + (known > 0 ? ", \(known) đoạn nhật ký đã nhận trước" : "")
                    + ", từ \(from.map(\.printable).joined(separator: ", "))",
                "\(records) records new or corrected"
                    + (decisions > 0 ? ", \(decisions) entries on devices and rights" : "")
                    + (known > 0 ? ", \(known) parts known" : "")
                    + ", from \(from.map(\.printable).joined(separator: ", "))")
        case .again: Bilingual("đã gộp tệp này rồi, không có gì mới", "this file was merged before, nothing new")
        case .replaced:
            Bilingual(
                "bản hỏng này đã có bản tốt, không giữ riêng nữa",
                "the good copy of this damaged file is here; it is not kept aside any more")
        case .forOthers: Bilingual("gửi cho nơi khác, bỏ qua", "meant for somebody else, passed over")
        case .kit(let number, true):
            Bilingual("bộ kit số \(number), đã cập nhật biểu mẫu và kế hoạch", "kit \(number); forms and plan updated")
        case .kit(let number, false): Bilingual("bộ kit số \(number), không mới hơn", "kit \(number), not newer")
        case .receipt(let from, let opensNewLog):
            Bilingual(
                "biên nhận của \(from.map(\.printable).joined(separator: ", "))"
                    + (opensNewLog ? "; sổ này từng bị sao chép hoặc khôi phục, nay ghi sang nhật ký mới" : ""),
                "a receipt of \(from.map(\.printable).joined(separator: ", "))"
                    + (opensNewLog ? "; this book was copied or restored and now writes a new log" : ""))
        case .card(let name, .trusted):
            Bilingual("thẻ của \(name.printable), đã tin cậy", "the card of \(name.printable), trusted")
        case .card(let name, .others(.volunteer)):
            Bilingual(
                "thẻ của \(name.printable), chưa tin cậy: tổ trưởng hoặc phường quyết định",
                "the card of \(name.printable), not trusted: the lead or the ward decides")
        case .card(let name, .others):
            Bilingual(
                "thẻ của \(name.printable), chưa tin cậy: phường quyết định",
                "the card of \(name.printable), not trusted: the ward decides")
        case .card(let name, .open):
            Bilingual(
                "thẻ của \(name.printable), chưa tin cậy: so dấu khóa rồi `sotay device trust \"\(name.printable)\"`",
                "the card of \(name.printable), not trusted: compare the fingerprint, then `sotay device trust \"\(name.printable)\"`"
            )
        }
    }
}

extension MergeReport {
    /// What left the totals, or stands in them otherwise, since a device is trusted no more or not so far.
    var lostLines: [Bilingual] {
        lost.sorted { $0.key < $1.key }.flatMap { name, effect in
            effect.gone > 0
                ? [gone(effect.gone, of: name.printable)] + effect.lines(of: name.printable)
                : effect.lines(of: name.printable)
        }
    }

    private func gone(_ count: Int, of name: String) -> Bilingual {
        isRevokedByWard
            ? Bilingual(
                "KHÔNG CÒN TÍNH: \(count) phiếu của \(name), theo quyết định của phường; thấy không đúng thì hỏi phường.",
                "NO LONGER COUNTED: \(count) records of \(name), by the ward's decision; ask the ward if that seems wrong."
            )
            : Bilingual(
                "KHÔNG CÒN TÍNH: \(count) phiếu của \(name); tính lại bằng `sotay device trust \"\(name)\"`.",
                "NO LONGER COUNTED: \(count) records of \(name); `sotay device trust \"\(name)\"` brings them back.")
    }

    func show(in app: App) {
        for card in trusted {
            app.print(
                Bilingual(
                    "Tin cậy máy mới: \(card.name.printable) (\(card.signingKey.fingerprint))",
                    "Trusted a new device: \(card.name.printable) (\(card.signingKey.fingerprint))"))
        }
        for file in files {
            if let outcome = file.outcome {
                app.print(
                    Bilingual(
                        "\(file.name.printable): \(outcome.text.vi)", "\(file.name.printable): \(outcome.text.en)"))
            }
            if file.withoutEffect > 0 {
                app.print(
                    Bilingual(
                        "  \(file.withoutEffect) dòng trong đó KHÔNG có giá trị: máy ghi ra đã bị thu hồi.",
                        "  \(file.withoutEffect) of its entries have NO effect: their device was revoked."))
            }
            if file.withoutRight > 0 {
                app.print(
                    Bilingual(
                        "  \(file.withoutRight) quyết định trong đó KHÔNG có giá trị: máy ghi ra không được quyết định việc ấy.",
                        "  \(file.withoutRight) of its decisions have NO effect: they are not its device's to make."))
            }
            if file.underFormerKey > 0 {
                app.print(
                    Bilingual(
                        "  \(file.underFormerKey) dòng trong đó ký bằng KHÓA CŨ mà chủ máy đã đổi: hỏi chủ máy; không phải của họ thì thu hồi khóa ấy (`sotay device`).",
                        "  \(file.underFormerKey) of its entries are signed with a FORMER KEY that its owner had changed: ask the owner, and revoke that key if they are not theirs (`sotay device`)."
                    ))
            }
            for problem in file.problems { app.tell(problem) }
        }
        for (by, whom) in revocations {
            app.print(
                Bilingual(
                    "\(by.printable) đã thu hồi \(whom.printable).", "\(by.printable) has revoked \(whom.printable)."))
        }
        for line in lostLines { app.print(line) }
        for name in forked {
            app.print(
                Bilingual(
                    "NHẬT KÝ TÁCH ĐÔI: máy của \(name.printable) bị sao chép hoặc khôi phục; xem `sotay device show`.",
                    "FORKED LOG: the device of \(name.printable) was copied or restored; see `sotay device show`."))
        }
        let looked = files.count - fromBefore
        app.print(
            Bilingual(
                "Đã xem \(looked) tệp: \(newRecords) phiếu mới hoặc sửa.",
                "Looked at \(looked) files: \(newRecords) records new or corrected."))
        if filled > 0 {
            app.print(
                Bilingual(
                    "Đã bổ sung nội dung còn thiếu của \(filled) bản.",
                    "Filled in the contents of \(filled) versions that were missing."))
        }
        for name in unfinished {
            app.print(
                Bilingual(
                    "\(name.printable): tệp chưa ghi xong (rút USB sớm?); xin xuất lại.",
                    "\(name.printable): not written to its end (was the stick pulled?); ask for the export again."))
        }
        for folder in passedOver {
            app.print(
                Bilingual(
                    "Chưa xem thư mục con \(folder.printable): gộp riêng nếu có lô trong đó.",
                    "Did not look into the folder \(folder.printable): merge it by itself if batches lie there."))
        }
        if erased > 0 {
            app.print(
                Bilingual(
                    "Đã xoá theo yêu cầu của người được ghi: nội dung \(erased) bản.",
                    "Erased at the request of those recorded: the contents of \(erased) versions."))
        }
        if let advice = wiping.advice { app.print(advice) }
        if conflicts > 0 {
            app.print(
                Bilingual(
                    "\(conflicts) phiếu mới có xung đột: xem bằng `sotay conflicts`",
                    "\(conflicts) more records are in conflict: see `sotay conflicts`"))
        }
    }

    var json: JSON {
        .object([
            "files": .array(
                files.map { file in
                    .object([
                        "name": .string(file.name), "result": .string(file.outcome?.word ?? "refused"),
                        "vi": file.outcome.map { .string($0.text.vi) } ?? .null,
                        "en": file.outcome.map { .string($0.text.en) } ?? .null,
                        "without_effect": .int(file.withoutEffect), "without_right": .int(file.withoutRight),
                        "under_former_key": .int(file.underFormerKey),
                        "problems": .array(file.problems.map(\.json)),
                    ])
                }),
            "new_records": .int(newRecords), "new_revisions": .int(newRevisions), "new_conflicts": .int(conflicts),
            "forked": .strings(forked), "unfinished": .strings(unfinished),
            "revocations": .array(
                revocations.map { .object(["by": .string($0.by), "whom": .string($0.whom)]) }),
            "lost": lost(\.gone), "earlier_version": lost(\.earlier), "counted_again": lost(\.back),
            "erased": .int(erased), "filled": .int(filled), "passed_over": .strings(passedOver),
            "trusted": .array(
                trusted.map { .object(["name": .string($0.name), "fingerprint": .string($0.signingKey.fingerprint)]) }),
        ])
    }

    private func lost(_ part: KeyPath<LostEffect, Int>) -> JSON {
        let counts = lost.mapValues { $0[keyPath: part] }.filter { $0.value > 0 }
        return .object(counts.sorted { $0.key < $1.key }.reduce(into: JSONObject()) { $0[$1.key] = .int($1.value) })
    }
}

extension LostEffect {
    fileprivate func lines(of name: String) -> [Bilingual] {
        var lines: [Bilingual] = []
        if earlier > 0 {
            lines.append(
                Bilingual(
                    "TRỞ LẠI BẢN KHÁC: \(earlier) phiếu vẫn tính, nhưng theo bản không phải của \(name) hoặc có trước đó.",
                    "ANOTHER VERSION: \(earlier) records still count, as somebody else or an earlier version of \(name) has them."
                ))
        }
        if back > 0 {
            lines.append(
                Bilingual(
                    "TÍNH LẠI: \(back) phiếu mà \(name) đã hủy.",
                    "COUNTED AGAIN: \(back) records that \(name) had voided."))
        }
        return lines
    }
}
