package import Age
package import Base

/// Why a backup is not made, or not opened. Nothing is left behind then.
package enum BackupError: Error, Hashable, Sendable {
    /// Opened, but there is no backup of a book inside; or no age file at all.
    case notBackup
    case seal(AgeError)
    /// The file asks for a passphrase.
    case passphraseNeeded
    /// The file is sealed to keys.
    case identityNeeded
    /// A text that is no `AGE-SECRET-KEY-1…`, or a file without one.
    case identity(String)
    case passphraseShort(least: Int)
    case passphrasesDiffer
    case noRecipients
    /// SQLite's words about the database that was to be saved, or that came out of the backup.
    case databaseDamaged(String)
    case notEmpty(String)
}

extension BackupError: Reportable {
    package var problem: Problem {
        Problem(code, message, hint: hint, status: status)
    }

    private var status: ExitStatus {
        switch self {
        case .passphraseShort, .passphrasesDiffer, .passphraseNeeded, .identityNeeded: .usage
        case .notEmpty: .cannotWrite
        case .seal(.wrongPassphrase), .seal(.noIdentityMatches): .notPermitted
        default: .badData
        }
    }

    private var code: String {
        switch self {
        case .notBackup, .seal(.notAge), .seal(.armoured), .seal(.newerVersion): "BACKUP-001"
        case .seal(.wrongPassphrase): "BACKUP-003"
        case .seal(.noIdentityMatches): "BACKUP-004"
        case .seal(.workFactorTooLarge): "BACKUP-005"
        case .seal: "BACKUP-002"
        case .passphraseNeeded: "BACKUP-006"
        case .identityNeeded: "BACKUP-007"
        case .identity: "BACKUP-008"
        case .passphraseShort: "BACKUP-009"
        case .passphrasesDiffer: "BACKUP-010"
        case .noRecipients: "BACKUP-011"
        case .databaseDamaged: "BACKUP-012"
        case .notEmpty: "BACKUP-013"
        }
    }

    private var message: Bilingual {
        switch self {
        case .notBackup, .seal(.notAge), .seal(.armoured), .seal(.newerVersion):
            Bilingual("tệp này không phải bản sao lưu của sotay", "this file is no backup of sotay's")
        case .seal(.wrongPassphrase):
            Bilingual("cụm mật khẩu không đúng", "the passphrase is wrong")
        case .seal(.noIdentityMatches):
            Bilingual("khóa này không mở được bản sao lưu", "this key does not open the backup")
        case .seal(.workFactorTooLarge(let asked, let limit)):
            Bilingual(
                "tệp đòi tính mật khẩu quá nặng (2^\(asked), nhiều nhất 2^\(limit))",
                "the file asks for too much work for its passphrase (2^\(asked), at most 2^\(limit))")
        case .seal:
            Bilingual("bản sao lưu bị hỏng hoặc bị cắt cụt", "the backup is damaged or cut off")
        case .passphraseNeeded:
            Bilingual("bản sao lưu này mở bằng cụm mật khẩu", "this backup opens with a passphrase")
        case .identityNeeded:
            Bilingual("bản sao lưu này mở bằng khóa của phường", "this backup opens with a key of the ward's")
        case .identity(let text):
            Bilingual(
                "\"\(text.printable)\" không phải khóa AGE-SECRET-KEY-1… hay tệp có khóa ấy",
                "\"\(text.printable)\" is no AGE-SECRET-KEY-1… nor a file that holds one")
        case .passphraseShort(let least):
            Bilingual(
                "cụm mật khẩu cần ít nhất \(least) ký tự", "the passphrase needs at least \(least) characters")
        case .passphrasesDiffer:
            Bilingual("hai lần gõ không giống nhau", "the two entries differ")
        case .noRecipients:
            Bilingual("sổ không có khóa nào để niêm phong bản sao lưu", "the book has no key to seal a backup to")
        case .databaseDamaged(let words):
            Bilingual(
                "cơ sở dữ liệu bị hỏng: \(words.printable)", "the database is damaged: \(words.printable)")
        case .notEmpty(let path):
            Bilingual(
                "\"\(path.printable)\" đã có dữ liệu; khôi phục không bao giờ ghi đè",
                "there is something in \"\(path.printable)\"; restoring never overwrites")
        }
    }

    private var hint: Bilingual? {
        switch self {
        case .notBackup: nil
        case .seal(.wrongPassphrase):
            Bilingual(
                "gõ lại, để ý bộ gõ tiếng Việt và phím Caps Lock", "type it again; mind the keyboard and Caps Lock")
        case .seal(.noIdentityMatches):
            Bilingual(
                "dùng khóa khôi phục của phường, hoặc keys/device.json của máy được niêm phong cho",
                "use the ward's recovery key, or keys/device.json of a device it was sealed to")
        case .seal(.truncated), .seal(.chunkDamaged), .seal(.headerDamaged), .seal(.trailingData), .databaseDamaged:
            Bilingual("dùng bản sao lưu khác; chưa ghi gì", "use another backup; nothing was written")
        case .passphraseNeeded:
            Bilingual(
                "chạy ở cửa sổ lệnh để được hỏi, hoặc đặt SOTAY_PASSPHRASE",
                "run it at a terminal to be asked, or set SOTAY_PASSPHRASE")
        case .identityNeeded:
            Bilingual(
                "thêm --identity và tệp khóa, hoặc khóa khôi phục AGE-SECRET-KEY-1…",
                "add --identity with a key file or the recovery key AGE-SECRET-KEY-1…")
        case .identity:
            Bilingual(
                "khóa khôi phục có 74 chữ, mỗi chữ sai đều bị phát hiện: dò lại từng chữ với tờ giấy, hoặc chỉ đúng tệp khóa",
                "a recovery key has 74 letters and any wrong one shows: compare each with the paper, or name the right file"
            )
        case .noRecipients: Bilingual("thêm --passphrase", "add --passphrase")
        case .notEmpty: Bilingual("chọn thư mục mới bằng --book", "choose a new folder with --book")
        default: nil
        }
    }
}
