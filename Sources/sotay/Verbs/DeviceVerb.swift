import ArgumentParser
import Base
import Ledger
import Store
import Workspace

/// `device`: whose computers this book knows, and decisions about them.
struct DeviceVerb: Verb {
    static let page = HelpPage(
        name: "device", alias: "may",
        summary: Bilingual(
            "các máy sổ này biết: dấu khóa, tin cậy, thu hồi",
            "the devices this book knows: fingerprints, trust, revocation"),
        usage:
            "device [show MÁY | trust MÁY | revoke MÁY [--from SỐ [--log MÃ] | --all] | withdraw SỐ | rotate | passphrase [--remove]]",
        options: [
            .init(
                flags: "show MÁY",
                text: Bilingual(
                    "các nhật ký của một máy; nhật ký tách đôi thì cả hai bản đã ký, làm chứng cứ",
                    "a device's logs; of a forked one both signed manifests, as evidence")),
            .init(
                flags: "trust MÁY",
                text: Bilingual(
                    "tin cậy một máy; lô đang chờ của máy ấy tự gộp",
                    "trust a device; its waiting batches merge by themselves")),
            .init(
                flags: "revoke MÁY",
                text: Bilingual(
                    "thu hồi: những gì đã nhận còn giá trị, những gì đến sau thì không",
                    "revoke: what has come keeps its effect, what comes later has none")),
            .init(
                flags: "--from SỐ",
                text: Bilingual(
                    "thu hồi từ dòng nhật ký này trở đi", "revoke from this place of its log on")),
            .init(
                flags: "--log MÃ",
                text: Bilingual(
                    "nhật ký mà --from nói đến, khi máy có nhiều (máy bị sao chép)",
                    "the log that --from means, of a device with several (one that was copied)")),
            .init(flags: "--all", text: Bilingual("thu hồi tất cả của máy ấy", "revoke all that it wrote")),
            .init(
                flags: "withdraw SỐ",
                text: Bilingual(
                    "rút một bộ kit theo số: không ai ghi danh bằng nó được nữa",
                    "withdraw a kit by its number: nobody is enrolled by it any more")),
            .init(
                flags: "rotate",
                text: Bilingual(
                    "đổi khóa của máy này: thẻ mới, phải được tin cậy lại; khóa cũ còn giá trị cho đến khi bị thu hồi",
                    "new keys for this device: a new card, to be trusted anew; the old ones are good until they are revoked"
                )),
            .init(
                flags: "passphrase",
                text: Bilingual(
                    "đặt hoặc đổi cụm mật khẩu của các khóa trong sổ này (cụm mới có thể đặt ở SOTAY_PASSPHRASE_NEW)",
                    "set or change the passphrase that locks this book's keys (the new one may stand in SOTAY_PASSPHRASE_NEW)"
                )),
            .init(flags: "--remove", text: Bilingual("bỏ cụm mật khẩu", "take the passphrase away")),
        ],
        about: [
            Bilingual(
                "MÁY: tên chủ máy hoặc đầu dấu khóa. Thu hồi theo vị trí trong nhật ký, không theo ngày: khóa bị lấy cắp tự ghi ngày của nó.",
                "DEVICE: its owner's name or the fingerprint's beginning. Revocation goes by place in the log, never by date: a stolen key writes its own dates."
            )
        ],
        examples: ["sotay device", "sotay device trust \"Nguyễn Thị Ý\"", "sotay may revoke 8550"])

    @Option var from: Int?
    @Option var log: String?
    @Flag var all = false
    @Flag var remove = false
    @Argument var words: [String] = []

    func run(in app: App) throws -> ExitStatus {
        let book = try app.openBook()
        switch (words.first, words.count) {
        case (nil, _): return try list(book, app)
        case ("show", 2): return try show(book, app)
        case ("trust", 2): return try trust(book, app)
        case ("revoke", 2): return try revoke(book, app)
        case ("rotate", 1): return try rotate(book, app)
        case ("passphrase", 1): return try changePassphrase(book, app)
        case ("withdraw", 2):
            try book.withdraw(kit: words[1])
            if app.options.json {
                app.emit(.object(["withdrawn": .string(words[1])]))
            } else {
                app.print(
                    Bilingual(
                        "Đã rút bộ kit số \(words[1]). Phát bộ kit mới để các tổ cũng biết.",
                        "Kit \(words[1]) is withdrawn. Hand out a new kit so that the teams know."))
            }
            return .done
        default:
            throw UsageError.valueWrong(
                words.joined(separator: " "), option: "device",
                known: ["show", "trust", "revoke", "withdraw", "rotate", "passphrase"])
        }
    }

    private func trust(_ book: Book, _ app: App) throws -> ExitStatus {
        let card = try book.device(matching: words[1])
        let report = try book.trust(card)
        if app.options.json {
            app.emit(report.json)
        } else {
            app.print(
                Bilingual(
                    "Đã tin cậy \(card.name.printable) (\(card.signingKey.fingerprint)).",
                    "\(card.name.printable) (\(card.signingKey.fingerprint)) is trusted."))
            if let old = try former(of: card, in: book) {
                app.print(
                    Bilingual(
                        "Khóa cũ của máy ấy còn giá trị; nếu lo khóa lộ: `sotay device revoke \"\(old.prefix(9))\"`.",
                        "Its former key is still good; if it may have been seen: `sotay device revoke \"\(old.prefix(9))\"`."
                    ))
            }
            if let counted = report.counted, counted.before != counted.now {
                app.print(
                    Bilingual(
                        "Phiếu được tính trong sổ: trước \(counted.before), nay \(counted.now).",
                        "Records that count in the book: \(counted.before) before, \(counted.now) now."))
            }
            // Files that waited for it.
            if !report.files.isEmpty { report.show(in: app) }
        }
        return report.needsPerson ? .needsPerson : .done
    }

    /// The fingerprint of the key that this one follows, while it is good.
    private func former(of card: Card, in book: Book) throws -> String? {
        try book.store.read { reader in
            guard let old = try reader.succession().former(card.id), try reader.isTrusted(old),
                try !reader.revokedCards().contains(old)
            else { return nil }
            return try reader.card(old)?.signingKey.fingerprint
        }
    }

    private func revoke(_ book: Book, _ app: App) throws -> ExitStatus {
        let card = try book.device(matching: words[1])
        if let from, from < 1 {
            throw UsageError.valueWrong(String(from), option: "--from", known: ["1", "2", "…"])
        }
        let (places, report) = try book.revoke(card, from: all ? 1 : from, log: log)
        if app.options.json {
            app.emit(
                .object([
                    "revoked": .string(card.name),
                    "logs": .object(
                        places.sorted { $0.key < $1.key }.reduce(into: JSONObject()) { $0[$1.key.hex] = .int($1.value) }
                    ),
                    "lost": report.json["lost"] ?? .null, "earlier_version": report.json["earlier_version"] ?? .null,
                    "counted_again": report.json["counted_again"] ?? .null,
                ]))
            return .done
        } else if places.isEmpty {
            app.print(
                Bilingual(
                    "Đã thu hồi \(card.name.printable). Chưa nhận dòng nào của máy ấy; những gì đến sau không có giá trị.",
                    "\(card.name.printable) is revoked. No entry of it has come; what comes later has no effect."))
        } else {
            let ends = places.sorted { $0.key < $1.key }.map { log, place in
                places.count == 1 ? "\(place)" : "\(place) (\(log.hex.prefix(8)))"
            }
            .joined(separator: ", ")
            app.print(
                Bilingual(
                    "Đã thu hồi \(card.name.printable). Trong nhật ký của máy ấy, từ dòng \(ends) trở đi không còn giá trị.",
                    "\(card.name.printable) is revoked. From entry \(ends) of its log on nothing has effect."
                ))
        }
        for line in report.lostLines { app.print(line) }
        if book.identity.role == .ward {
            app.print(
                Bilingual(
                    "Để các tổ trưởng và máy khác cũng biết: `sotay receipt -o NƠI`, rồi các máy gộp tệp ấy. Chưa gộp thì máy ấy còn được tin ở đó.",
                    "To have the leads and other devices know: `sotay receipt -o WHERE`, and they merge that file. Until then it is still trusted there."
                ))
        }
        if card.role == .lead {
            app.print(
                Bilingual(
                    "Tạo và phát bộ kit mới (`sotay kit`): đến lúc đó các máy của tổ vẫn niêm phong lô cho máy này.",
                    "Make and hand out a new kit (`sotay kit`): until then the team's devices still seal batches to this one."
                ))
        }
        return .done
    }

    private func rotate(_ book: Book, _ app: App) throws -> ExitStatus {
        let old = book.identity.card.signingKey.fingerprint
        let card = try book.rotateKeys()
        if app.options.json {
            app.emit(.object(["fingerprint": .string(card.signingKey.fingerprint), "former": .string(old)]))
            return .done
        }
        app.print(
            Bilingual(
                "Máy này có khóa mới, dấu khóa \(card.signingKey.fingerprint). Những gì đã ghi vẫn mang chữ ký cũ.",
                "This device has new keys, fingerprint \(card.signingKey.fingerprint). What was written keeps its old signature."
            ))
        app.print(
            card.role == .ward
                ? Bilingual(
                    "Tiếp theo: chép lại keys/ward-keys.age ra nơi cất (bản cũ không mở được lô sau này), rồi `sotay kit` và phát bộ kit mới, để các lô sau niêm phong cho khóa mới.",
                    "Next: copy keys/ward-keys.age to where it is kept (the old copy opens no later batch), then `sotay kit`, and hand it out, so that batches are sealed to the new key."
                )
                : Bilingual(
                    "Lô gửi lần tới sẽ được hỏi như máy mới: đọc dấu khóa này cho người nhận. Khóa cũ CÒN GIÁ TRỊ cho đến khi thu hồi; nếu lo khóa lộ, nhờ tổ trưởng hoặc phường, sau lô ấy: `sotay device revoke \"\(old)\"`.",
                    "The next batch will be asked about as a new device's: read this fingerprint to its receiver. The old key IS STILL GOOD until it is revoked; if it may have been seen, have the lead or the ward, after that batch, `sotay device revoke \"\(old)\"`."
                ))
        return .done
    }

    private func changePassphrase(_ book: Book, _ app: App) throws -> ExitStatus {
        // The old one first: whoever sits down at an open laptop must not change it.
        _ = try book.keys()
        let new = remove ? nil : try app.askNewPassphrase()
        try book.lock(with: new)
        if app.options.json {
            app.emit(.object(["locked": .bool(new != nil)]))
        } else {
            app.print(
                new == nil
                    ? Bilingual("Khóa của sổ không còn cụm mật khẩu.", "The book's keys have no passphrase any more.")
                    : Bilingual(
                        "Khóa của sổ từ nay mở bằng cụm mật khẩu này. Quên nó thì không gửi được gì từ sổ này nữa, bản sao lưu làm từ nay cũng vậy: ghi ra giấy, cất nơi khác.",
                        "The book's keys open with this passphrase from now on. Forget it and nothing can be sent from this book any more, nor from backups made from now on: write it down and keep it elsewhere."
                    ))
        }
        return .done
    }

    private func list(_ book: Book, _ app: App) throws -> ExitStatus {
        let (cards, logs, kits, revoked, replaced) = try book.store.read {
            (
                try $0.cards(), try $0.logs(), try $0.kits().filter { $0.number > 0 }, try $0.revokedCards(),
                try $0.succession().replaced.union($0.ownCards())
            )
        }
        if app.options.json {
            app.emit(
                .object([
                    "devices": .array(cards.map { json($0, logs, isRevoked: revoked.contains($0.card.id)) }),
                    "kits": .array(
                        kits.map {
                            .object([
                                "number": .int($0.number), "team": .string($0.team), "withdrawn": .bool($0.isWithdrawn),
                            ])
                        }),
                ]))
            return .done
        }
        app.print(
            Bilingual(
                "Dấu khóa của phường: \(book.identity.ward.fingerprint). Dưới đây là dấu khóa của từng máy:",
                "The ward's fingerprint: \(book.identity.ward.fingerprint). Below, each device's own:"))
        for stored in cards {
            let trust =
                revoked.contains(stored.card.id)
                ? Bilingual("đã thu hồi", "revoked")
                : stored.card.id == book.identity.card.id
                    ? Bilingual("máy này", "this device")
                    : replaced.contains(stored.card.id)
                        ? stored.isTrusted
                            ? Bilingual("khóa cũ, còn giá trị", "former key, still good")
                            : Bilingual("khóa cũ", "former key")
                        : stored.isTrusted ? Bilingual("tin cậy", "trusted") : Bilingual("chưa tin cậy", "not trusted")
            app.screen.print(
                Span(
                    "\(stored.card.name.printable.fitted(to: 24)) \(stored.card.role.words[app.language].fitted(to: 10)) \(stored.card.team.printable.fitted(to: 8)) \(stored.card.signingKey.fingerprint)  \(trust[app.language])"
                ))
        }
        for kit in kits {
            let state = kit.isWithdrawn ? Bilingual("đã rút", "withdrawn") : Bilingual("còn dùng", "in use")
            app.print(
                Bilingual(
                    "Bộ kit số \(kit.number)\(kit.team.isEmpty ? "" : ", tổ \(kit.team.printable)"): \(state.vi)",
                    "Kit \(kit.number)\(kit.team.isEmpty ? "" : ", team \(kit.team.printable)"): \(state.en)"))
        }
        return .done
    }

    private func json(_ stored: StoredCard, _ logs: [StoredLog], isRevoked: Bool) -> JSON {
        let own = logs.filter { $0.key.card == stored.card.id }
        return .object([
            "name": .string(stored.card.name), "role": .string(stored.card.role.rawValue),
            "team": .string(stored.card.team), "fingerprint": .string(stored.card.signingKey.fingerprint),
            "trusted": .bool(stored.isTrusted), "revoked": .bool(isRevoked),
            "logs": .array(
                own.map {
                    .object([
                        "log": .string($0.key.log.hex), "last": .int($0.last),
                        "ends_before": $0.until == .max ? .null : .int($0.until),
                    ])
                }),
        ])
    }
}

/// `receipt`: what has arrived, signed, for the way down.
struct ReceiptVerb: Verb {
    static let page = HelpPage(
        name: "receipt", alias: "bien-nhan",
        summary: Bilingual(
            "biên nhận để gửi trở lại các máy: đã nhận đến đâu", "a receipt to send back: how far everything has come"),
        usage: "receipt -o NƠI",
        options: [
            .init(flags: "-o, --output NƠI", text: Bilingual("thư mục hoặc tên tệp", "a folder or a file name"))
        ],
        about: [
            Bilingual(
                "Các máy gộp tệp này bằng `sotay merge`. Chỉ biên nhận của phường làm ngừng gửi lại; của tổ trưởng cho biết tổ trưởng đã nhận.",
                "The devices take it with `sotay merge`. Only the ward's ends resending; a lead's says that the lead has it."
            )
        ],
        examples: ["sotay receipt -o /media/usb"])

    @Option(name: .shortAndLong) var output: String

    func run(in app: App) throws -> ExitStatus {
        try app.mayWrite(output)
        let report = try app.openBook().receipt(to: output)
        app.warnOfFile(report.path, asked: output)
        if app.options.json {
            app.emit(.object(["path": .string(report.path), "logs": .int(report.logs)]))
        } else {
            app.print(
                Bilingual(
                    "Đã ghi \(report.path): xác nhận \(report.logs) nhật ký\(report.passesOnTheWards ? ", kèm biên nhận của phường" : "").",
                    "Wrote \(report.path): it confirms \(report.logs) logs\(report.passesOnTheWards ? ", with the ward's receipt" : "")."
                ))
        }
        return .done
    }
}
