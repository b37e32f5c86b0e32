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
        case .card(_, true): "card-trusted"
        case .card(_, false): "card-untrusted"
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
        case .card(let name, true):
            Bilingual("thẻ của \(name.printable), đã tin cậy", "the card of \(name.printable), trusted")
        case .card(let name, false):
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
