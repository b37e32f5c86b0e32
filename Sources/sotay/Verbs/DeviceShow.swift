import Base
import Ledger
import Store
import Workspace

extension DeviceVerb {
    /// `device show`: one device's logs, and what proves that one of them was written by two.
    func show(_ book: Book, _ app: App) throws -> ExitStatus {
        let card = try book.device(matching: words[1])
        let (logs, names, decisions, told) = try book.store.read { reader in
            let logs = try reader.logs().filter { $0.key.card == card.id }
            let about = try [.trust, .revoke].flatMap {
                try reader.revisions(of: RecordID.decision($0, about: card.id.hex)).filter(\.isHead)
            }
            return (
                try logs.map { ($0, try reader.fork(of: $0.key)) }, try book.names(reader), about,
                try reader.told(.decision(.revoke, about: card.id.hex))
            )
        }
        if app.options.json {
            app.emit(
                .object([
                    "name": .string(card.name), "fingerprint": .string(card.signingKey.fingerprint),
                    "kit": .string(card.kit),
                    "logs": .array(logs.map { json($0.0, $0.1, names) }),
                    "decisions": .array(
                        decisions.map {
                            .object([
                                "kind": .string($0.revision.header.kind), "by": .string(names[$0.log.card] ?? "?"),
                                "taken_back": .bool($0.revision.header.operation == .delete),
                                "time": .string($0.revision.header.time.iso),
                            ])
                        }
                            + told.map {
                                .object([
                                    "kind": .string($0.header.kind), "by": .string("ward"),
                                    "taken_back": .bool($0.header.operation == .delete),
                                    "time": .string($0.header.time.iso),
                                ])
                            }),
                ]))
            return .done
        }
        app.screen.print(Span("\(card.name.printable)  \(card.signingKey.fingerprint)", .strong))
        func name(of decision: StoredRevision) -> String { (names[decision.log.card] ?? "?").printable }
        let said = told.map { ($0, Bilingual("phường (biên nhận)", "the ward (its receipt)")) }
        for (revision, by) in decisions.map({ ($0.revision, Bilingual(name(of: $0), name(of: $0))) }) + said {
            let what =
                switch (revision.kind, revision.header.operation) {
                case (.reserved(.trust), _): Bilingual("tin cậy", "trusted")
                case (_, .delete): Bilingual("bỏ thu hồi", "revocation taken back")
                default: Bilingual("thu hồi", "revoked")
                }
            app.print(
                Bilingual(
                    "\(what.vi): \(by.vi), \(revision.header.time.vietnamese)",
                    "\(what.en): by \(by.en), \(revision.header.time.vietnamese)"))
        }
        for (log, fork) in logs {
            let end =
                log.until == .max
                ? Bilingual("", "")
                : Bilingual(
                    ", không giá trị từ dòng \(log.until)", ", without effect from entry \(log.until)")
            app.print(
                Bilingual(
                    "Nhật ký \(log.key.log.hex): \(log.held) dòng, dòng cuối \(log.last)\(end.vi)",
                    "Log \(log.key.log.hex): \(log.held) entries, the last is \(log.last)\(end.en)"))
            if let fork { show(fork.evidence, from: fork.seq, names, app) }
        }
        return .done
    }

    private func show(_ evidence: [SectionTrace], from seq: Int, _ names: [Digest: String], _ app: App) {
        app.print(
            Bilingual(
                "  TÁCH ĐÔI từ dòng \(seq). Các đoạn đã ký làm chứng cứ:",
                "  FORKED from entry \(seq). The signed stretches that prove it:"))
        for trace in evidence {
            let (section, carrier) = (trace.section, (names[trace.carrier] ?? "?").printable)
            app.print(
                Bilingual(
                    "  dòng \(section.from)-\(section.to), do \(carrier) mang tới, nhận \(trace.received.vietnamese), tệp \(trace.file.hex.prefix(12))",
                    "  entries \(section.from)-\(section.to), carried by \(carrier), received \(trace.received.vietnamese), file \(trace.file.hex.prefix(12))"
                ))
            for line in [String(decoding: section.manifest, as: UTF8.self), Hex.encode(section.signature)] {
                app.screen.print(Span("    " + line))
            }
        }
    }

    private func json(_ log: StoredLog, _ fork: (seq: Int, evidence: [SectionTrace])?, _ names: [Digest: String])
        -> JSON
    {
        let evidence = (fork?.evidence ?? []).map { trace -> JSON in
            .object([
                "manifest": .string(String(decoding: trace.section.manifest, as: UTF8.self)),
                "signature": .string(Hex.encode(trace.section.signature)),
                "carrier": .string(names[trace.carrier] ?? "?"), "received": .string(trace.received.iso),
                "file": .string(trace.file.hex),
            ])
        }
        return .object([
            "log": .string(log.key.log.hex), "held": .int(log.held), "last": .int(log.last),
            "ends_before": log.until == .max ? .null : .int(log.until),
            "forked_at": fork.map { .int($0.seq) } ?? .null, "evidence": .array(evidence),
        ])
    }
}
