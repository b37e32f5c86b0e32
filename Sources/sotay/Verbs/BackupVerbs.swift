import ArgumentParser
import Base
import Ledger
import Workspace

/// `backup`: one sealed file with everything that a lost computer would take along.
struct BackupVerb: Verb {
    static let page = HelpPage(
        name: "backup", alias: "sao-luu",
        summary: Bilingual("sao lưu cả sổ ra một tệp niêm phong", "the whole book in one sealed file"),
        usage: "backup -o TỆP [--passphrase]",
        options: [
            .init(flags: "-o, --output TỆP", text: Bilingual("tệp sẽ ghi", "the file to write")),
            .init(
                flags: "--passphrase",
                text: Bilingual(
                    "niêm phong bằng cụm mật khẩu (hỏi hai lần, hoặc SOTAY_PASSPHRASE) để tự mình khôi phục được",
                    "seal with a passphrase (asked twice, or SOTAY_PASSPHRASE), so that you can restore it yourself")),
        ],
        about: [
            Bilingual(
                "Gồm cơ sở dữ liệu, khóa, sổ tên và các tệp giữ riêng. Làm được cả khi sổ đang dùng. Không có mật khẩu thì sổ của thành viên và tổ trưởng chỉ phường (và tổ trưởng trong bộ kit) mở được, sổ của phường chỉ khóa khôi phục mở được.",
                "Holds the database, keys, roster and files kept aside; the book may be in use meanwhile. Without a passphrase a volunteer's or lead's backup opens for the ward (and the kit's lead) alone, the ward's own for its recovery key alone."
            ),
            Bilingual(
                "Ai mở được bản sao lưu thì có cả khóa ký của máy này: cất kỹ.",
                "Whoever opens a backup holds this computer's signing key too: keep it safe."),
        ],
        examples: ["sotay backup -o /media/usb/so.age", "sotay sao-luu --passphrase -o so.age"])

    @Option(name: .shortAndLong) var output: String
    @Flag var passphrase = false

    func run(in app: App) throws -> ExitStatus {
        try app.mayWrite(output)
        let book = try app.openBook()
        // The passphrase that locks the keys seals the backup too, unless another is asked for.
        let passphrase =
            book.isLocked && !passphrase ? try book.passphrase() : try app.newPassphrase(isAsked: passphrase)
        let backup = try book.backup(to: output, passphrase: passphrase)
        if app.options.json {
            app.emit(backup.json)
            return .done
        }
        app.print(
            Bilingual(
                "Đã sao lưu \(backup.files) tệp của sổ vào \(backup.path) (\(backup.bytes / 1024 + 1) KB).",
                "Backed up \(backup.files) files of the book into \(backup.path) (\(backup.bytes / 1024 + 1) KB)."))
        app.print(backup.seal.sentence)
        if case .keys = backup.seal {
            app.print(
                Bilingual(
                    "Bạn KHÔNG tự mở được bản này: muốn tự mình khôi phục, sao lưu với --passphrase.",
                    "You CANNOT open it yourself: to be able to restore alone, back up with --passphrase."))
        }
        return .done
    }
}

extension Backup.Seal {
    var sentence: Bilingual {
        switch self {
        case .passphrase:
            Bilingual(
                "Niêm phong bằng cụm mật khẩu: mất cụm mật khẩu là mất bản này.",
                "Sealed with the passphrase: lose it and this backup is lost.")
        case .recoveryKey:
            Bilingual(
                "Niêm phong cho khóa khôi phục của phường (đã chép ra giấy lúc tạo sổ).",
                "Sealed to the ward's recovery key (written on paper when the book was made).")
        case .keys(let names, let others):
            Bilingual(
                "Niêm phong cho \((names.map(\.printable) + (others > 0 ? ["\(others) khóa khác trong bộ kit"] : [])).joined(separator: ", ")).",
                "Sealed to \((names.map(\.printable) + (others > 0 ? ["\(others) other keys of the kit"] : [])).joined(separator: ", "))."
            )
        }
    }
}

extension Backup {
    var json: JSON {
        let sealed: JSONObject =
            switch seal {
            case .passphrase: ["to": .string("passphrase")]
            case .recoveryKey: ["to": .string("recovery-key")]
            case .keys(let names, let others):
                ["to": .string("keys"), "names": .strings(names), "others": .int(others)]
            }
        return .object([
            "path": .string(path), "bytes": .int(bytes), "files": .int(files), "sealed": .object(sealed),
        ])
    }
}

/// `restore`: a backup as a new book.
struct RestoreVerb: Verb {
    static let page = HelpPage(
        name: "restore", alias: "khoi-phuc",
        summary: Bilingual("khôi phục bản sao lưu thành một sổ mới", "a backup as a new book"),
        usage: "restore TỆP [--identity KHÓA]",
        options: [
            .init(
                flags: "--identity KHÓA",
                text: Bilingual(
                    "tệp khóa (keys/device.json, tệp của age-keygen) hoặc khóa khôi phục AGE-SECRET-KEY-1…",
                    "a key file (keys/device.json, one of age-keygen's) or the recovery key AGE-SECRET-KEY-1…"))
        ],
        about: [
            Bilingual(
                "Chỉ khôi phục vào thư mục mới hoặc trống (--book), không bao giờ ghi đè. Cụm mật khẩu được hỏi, hoặc lấy từ SOTAY_PASSPHRASE. Khóa gõ thẳng trên dòng lệnh lưu lại trong lịch sử lệnh: bỏ --identity thì được hỏi, không hiện ra.",
                "Restores into a new or empty folder only (--book) and never overwrites. A passphrase is asked for, or taken from SOTAY_PASSPHRASE. A key on the command line stays in the shell's history: leave --identity out to be asked without showing it."
            ),
            Bilingual(
                "Sổ khôi phục ghi tiếp vào một nhật ký mới, nên bản cũ còn dùng ở máy khác cũng không lẫn vào nhau.",
                "A restored book goes on in a new log, so that the old one may still be in use elsewhere without mixing."
            ),
        ],
        examples: ["sotay restore so.age --book so-moi", "sotay khoi-phuc so.age --book so-moi --identity khoa.txt"])

    @Option var identity: String?
    @Argument var file: String

    func run(in app: App) throws -> ExitStatus {
        let restoring = Restoring(file)
        // Before anybody types a secret for nothing.
        try Restoring.requireEmpty(app.bookFolder)
        let key = try key(for: restoring, app)
        let outcome = try restoring.run(
            with: key, to: app.bookFolder, surroundings: app.surroundings, askPassphrase: { try bookPassphrase(app) })
        if app.options.json {
            app.emit(
                .object([
                    "book": .string(app.bookFolder.path), "area": .string(outcome.areaCode),
                    "name": .string(outcome.areaName), "owner": .string(outcome.owner),
                    "made": outcome.made.map { .string($0.iso) } ?? .null, "records": .int(outcome.records),
                    "unsigned": .int(outcome.unsigned), "unlocked": .bool(outcome.isUnlocked),
                ]))
            return .done
        }
        let made = outcome.made.map { $0.vietnamese } ?? "?"
        app.print(
            Bilingual(
                "Đã khôi phục sổ của \(outcome.owner.printable), \(outcome.areaName.printable), sao lưu lúc \(made), \(outcome.records) phiếu, vào \(app.bookFolder.path).",
                "Restored the book of \(outcome.owner.printable), \(outcome.areaName.printable), backed up at \(made), \(outcome.records) records, into \(app.bookFolder.path)."
            ))
        app.print(
            Bilingual(
                "Từ đây sổ này ghi vào một nhật ký mới.", "From here this book writes a new log."))
        if outcome.isUnlocked {
            app.print(
                Bilingual(
                    "Khóa của sổ lấy từ bản niêm phong cho khóa khôi phục và KHÔNG còn cụm mật khẩu: đặt lại bằng `sotay device passphrase`.",
                    "The book's keys came from the copy sealed to the recovery key and have NO passphrase any more: set one with `sotay device passphrase`."
                ))
        }
        if outcome.unsigned > 0 {
            app.print(
                Bilingual(
                    "\(outcome.unsigned) dòng nhật ký chưa ký: xem được ở đây, gửi đi thì cần cụm mật khẩu của chủ máy.",
                    "\(outcome.unsigned) entries are not signed: they can be seen here, and sending them takes the owner's passphrase."
                ))
        }
        for line in Self.advice(for: outcome.role) { app.print(line) }
        return .done
    }

    /// Of the keys in the backup, which the backup's own key does not open; nil when nobody knows it.
    private func bookPassphrase(_ app: App) throws -> String? {
        if app.canAsk {
            app.tell(
                Bilingual(
                    "Khóa trong sổ có cụm mật khẩu riêng. Không ai biết thì Enter: sổ vẫn khôi phục.",
                    "The keys in the book have a passphrase of their own. Enter when nobody knows it: the book is restored all the same."
                ))
        }
        return try app.passphrase().flatMap { $0.isEmpty ? nil : $0 }
    }

    /// What was written after the backup comes back by other ways at each place.
    private static func advice(for role: DeviceRole) -> [Bilingual] {
        switch role {
        case .volunteer:
            [
                Bilingual(
                    "Ghi sau lần sao lưu: phần đã xuất thì tổ trưởng, phường đang giữ, không về lại sổ này; phần chưa xuất thì phải ghi lại.",
                    "Written after the backup: what was exported is with the lead and the ward and does not come back here; what was not has to be logged again."
                ),
                Bilingual(
                    "Gộp biên nhận mới nhất của phường trước khi ghi tiếp.",
                    "Merge the ward's latest receipt before you go on."),
            ]
        case .lead:
            [
                Bilingual(
                    "Gộp trước hết biên nhận mới nhất của phường, rồi lại mọi lô của tổ và các lô chính máy này đã xuất; quyết định chưa xuất thì làm lại.",
                    "First merge the ward's latest receipt, then all the team's batches again and those that this device exported; decisions not exported have to be made again."
                )
            ]
        case .ward:
            [
                Bilingual(
                    "TRƯỚC HẾT gộp lại biên nhận cuối cùng phường đã phát và mọi lô của tổ trưởng: nếu không, nội dung đã xoá theo yêu cầu sau lần sao lưu còn nằm trong sổ này.",
                    "FIRST merge the last receipt that the ward gave out, and the leads' batches again: until then this book holds what was erased on request after the backup."
                ),
                Bilingual(
                    "Phát biên nhận mới: máy nào gộp nó sẽ gửi lại những gì đã xác nhận sau lần sao lưu. Máy cũ chưa cập nhật thì `sotay export --all`.",
                    "Hand out a new receipt: devices that merge it send again what was confirmed after the backup. One with an older program: `sotay export --all`."
                ),
                Bilingual(
                    "Việc chính phường làm sau lần sao lưu không nằm trong lô nào, phải làm lại: tin cậy và thu hồi máy, số liệu, phiếu của phường. Xoá theo yêu cầu: biên nhận nhắc lại, phiên ở lại như ẩn danh; chỉ làm lại lần nào chưa có biên nhận nào phát sau nó.",
                    "What the ward itself did after the backup is in no batch and has to be done again: trust and revocation, figures, the ward's own records. Erasures: the receipt says them again and the sessions stay as anonymous ones; do again only those after which no receipt was given out."
                ),
            ]
        }
    }

    private func key(for restoring: Restoring, _ app: App) throws -> Restoring.Key {
        if let identity { return .identities(try app.recoveryKey(identity)) }
        if try restoring.asksForPassphrase() {
            guard let passphrase = try app.passphrase() else { throw BackupError.passphraseNeeded }
            return .passphrase(passphrase)
        }
        guard app.canAsk else { throw BackupError.identityNeeded }
        return .identities(try app.recoveryKey(nil))
    }
}
