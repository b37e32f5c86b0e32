import Base
import Foundation
import Testing

/// A backup that cannot be restored is none: made, opened and looked at with the real binary.
@Suite(.serialized) struct BackupTests {
    private func ward() throws -> Sandbox {
        let sandbox = try Sandbox()
        try sandbox.prepare(
            "sotay --book ward ward init --area 11542 --plan nam-trieu-2026 | grep -o 'AGE-SECRET-KEY-1.*' > recovery.txt",
            "sotay --book ward kit -o kit.sotay && sotay --book may init --kit kit.sotay --name May",
            "head -n 12 $CASES/nam-trieu-q2/laptop-1.ndjson | sotay --book may log --from -",
            "sotay --book may export -o lo.age && sotay --book ward merge lo.age --trust-new --no-input",
            "head -c 300 lo.age > hong.age; sotay --book ward merge hong.age --no-input || test $? = 1")
        return sandbox
    }

    private func expectSound(_ book: String, in sandbox: Sandbox, _ comment: String = "") throws {
        let outcome = try sandbox.shell("sotay --book \(book) check")
        #expect(outcome.status == 0, "\(comment) \(outcome.output)")
    }

    private func log(of book: String, in sandbox: Sandbox) throws -> [String] {
        try BookFile(sandbox.home + "/\(book)/book.sqlite").lines("SELECT value FROM setting WHERE key = 'log'")
    }

    @Test func theWardsOwnOpensWithTheRecoveryKeyAlone() throws {
        let sandbox = try ward()
        try sandbox.prepare("sotay --book ward backup -o so.age | grep 'khóa khôi phục của phường'")
        for key in ["--identity ward/keys/device.json", "--identity may/keys/device.json"] {
            let outcome = try sandbox.shell("sotay restore so.age --book new \(key)")
            #expect(outcome.status == 77)
            #expect(outcome.output.contains("BACKUP-004"))
        }
        // What comes back by no batch is said, and what has to be merged before anything else.
        let restored = try sandbox.shell("sotay restore so.age --book new --identity recovery.txt")
        #expect(restored.status == 0 && restored.output.contains("TRƯỚC HẾT gộp lại biên nhận"))
        try expectSound("new", in: sandbox)
        #expect(try sandbox.shell("diff <(sotay --book ward list) <(sotay --book new list)".bash).status == 0)
        #expect(try sandbox.shell("diff -r ward/keys new/keys; diff -r ward/quarantine new/quarantine").status == 0)
        #expect(try log(of: "ward", in: sandbox) != log(of: "new", in: sandbox))
        #expect(try sandbox.shell("find new -perm /077").output.isEmpty)
        #expect(try sandbox.shell("ls -A").output.contains(".restore") == false)
        // The ward goes on: its keys are there, so it takes and makes what it took and made.
        try sandbox.prepare("sotay --book new kit -o kit-2.sotay && sotay --book new merge lo.age --no-input")
    }

    @Test func aVolunteersSaysThatTheWardAloneOpensIt() throws {
        let sandbox = try ward()
        let outcome = try sandbox.shell("sotay --book may backup -o so.age")
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("Bạn KHÔNG tự mở được bản này"))
        #expect(try sandbox.shell("sotay restore so.age --book new --identity may/keys/device.json").status == 77)
        #expect(try sandbox.shell("sotay restore so.age --book new --no-input").output.contains("BACKUP-007"))
        let restored = try sandbox.shell("sotay restore so.age --book new --identity ward/keys/device.json")
        #expect(restored.status == 0 && restored.output.contains("phần chưa xuất thì phải ghi lại"))
        try expectSound("new", in: sandbox)
    }

    @Test func aPassphraseOpensWhatItSealed() throws {
        let sandbox = try ward()
        try sandbox.prepare("SOTAY_PASSPHRASE='mười hai hộ dân' sotay --book may backup -o so.age")
        let open = { (words: String) in try sandbox.shell("SOTAY_PASSPHRASE='\(words)' sotay restore so.age --book new")
        }
        let wrong = try open("mười ba hộ dân")
        #expect(wrong.status == 77)
        #expect(wrong.output.contains("BACKUP-003"))
        #expect(try sandbox.shell("sotay restore so.age --book new --no-input").output.contains("BACKUP-006"))
        #expect(
            try sandbox.shell("sotay restore so.age --book new --identity recovery.txt").output.contains("BACKUP-006"))
        // The same letters from another keyboard, in parts.
        #expect(try open("mười hai hộ dân".decomposedStringWithCanonicalMapping).status == 0)
        try expectSound("new", in: sandbox)
        let short = try sandbox.shell("SOTAY_PASSPHRASE=ngan sotay --book may backup -o ngan.age")
        #expect(short.output.contains("BACKUP-009") && short.status == 64)
        #expect(try sandbox.shell("ls ngan.age*").status != 0)
    }

    @Test func aPassphraseIsAskedTwiceAndNeverShown() throws {
        let sandbox = try ward()
        let terminal = try PseudoTerminal(["--book", "may", "backup", "--passphrase", "-o", "so.age"], in: sandbox)
        try terminal.expect("Cụm mật khẩu mới")
        terminal.type("mật khẩu dài lắm\n")
        try terminal.expect("Gõ lại")
        terminal.type("mật khẩu dài lắm\n")
        #expect(try terminal.end() == 0)
        #expect(!terminal.transcript.contains("dài lắm"))
        let opening = try PseudoTerminal(["restore", "so.age", "--book", "new"], in: sandbox)
        try opening.expect("Cụm mật khẩu")
        opening.type("mật khẩu dài lắm\n")
        #expect(try opening.end() == 0)
        #expect(!opening.transcript.contains("dài lắm"))
        try expectSound("new", in: sandbox)
    }

    /// Sealed with the words that lock the keys, and sealed to the ward.
    @Test func aBookWithLockedKeysComesBackLocked() throws {
        let sandbox = try ward()
        let words = "SOTAY_PASSPHRASE='mười hai hộ dân'"
        try sandbox.prepare(
            "SOTAY_PASSPHRASE_NEW='mười hai hộ dân' sotay --book may device passphrase",
            "head -n 13 $CASES/nam-trieu-q2/laptop-1.ndjson | tail -n 1 | sotay --book may log --from -",
            "\(words) sotay --book may backup -o own.age", "sotay --book may backup -o wards.age",
            "\(words) sotay restore own.age --book own",
            "\(words) sotay restore wards.age --book wards --identity ward/keys/device.json")
        for book in ["own", "wards"] {
            #expect(try sandbox.shell("diff -r may/keys \(book)/keys").status == 0)
            try expectSound(book, in: sandbox)
            #expect(
                try sandbox.shell("sotay --book \(book) export -o \(book)-lo.age --all").output.contains("BOOK-046"))
            try sandbox.prepare("\(words) sotay --book \(book) export -o \(book)-lo.age --all")
        }
        // Nobody knows the words: what was not signed yet can be seen, and waits for them.
        let outcome = try sandbox.shell("sotay restore wards.age --book new --identity ward/keys/device.json")
        #expect(outcome.status == 0 && outcome.output.contains("dòng nhật ký chưa ký"), "\(outcome.output)")
        #expect(try sandbox.shell("sotay --book new export -o new-lo.age --all").output.contains("BOOK-046"))
        try sandbox.prepare("\(words) sotay --book new export -o new-lo.age --all")
        try expectSound("new", in: sandbox)
    }

    @Test func nothingIsEverOverwritten() throws {
        let sandbox = try ward()
        try sandbox.prepare("sotay --book ward backup -o so.age; mkdir full empty; echo x > full/x; echo x > file")
        for target in ["ward", "full", "file"] {
            let before = try sandbox.shell("find \(target) -type f | sort | xargs sha256sum").output
            let outcome = try sandbox.shell("sotay restore so.age --book \(target) --identity recovery.txt")
            #expect(outcome.status == 73 && outcome.output.contains("BACKUP-013"))
            #expect(try sandbox.shell("find \(target) -type f | sort | xargs sha256sum").output == before)
        }
        try sandbox.prepare("sotay restore so.age --book empty --identity recovery.txt")
    }

    @Test func damagedAndForeignFilesLeaveNothingBehind() throws {
        let sandbox = try ward()
        try sandbox.prepare(
            "sotay --book ward backup -o so.age", "head -c 200000 so.age > cut.age; head -c -1 so.age > end.age",
            "cp so.age flip.age; printf X | dd of=flip.age bs=1 seek=150000 conv=notrunc 2> /dev/null",
            "(cat so.age; echo more) > more.age; echo 'xin chào' > note.age")
        let before = try sandbox.shell("ls -A").output
        for (name, code) in [
            ("cut", "BACKUP-002"), ("end", "BACKUP-002"), ("flip", "BACKUP-002"), ("more", "BACKUP-002"),
            ("note", "BACKUP-001"), ("lo", "BACKUP-001"),
        ] {
            let outcome = try sandbox.shell("sotay restore \(name).age --book new --identity recovery.txt")
            #expect(outcome.status == 65 && outcome.output.contains(code), "\(name): \(outcome.output)")
            #expect(try sandbox.shell("ls -A").output == before, "\(name)")
        }
        #expect(try sandbox.shell("sotay restore none.age --book new --identity recovery.txt").status == 66)
        #expect(try sandbox.shell("sotay restore so.age --book new --identity kit.sotay").output.contains("BACKUP-008"))
        #expect(try sandbox.shell("sotay --book ward backup -o ward").output.contains("FILE-005"))
        #expect(try sandbox.shell("sotay --book ward backup -o none/so.age").output.contains("FILE-010"))
    }

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/age")))
    func theAgeToolOpensIt() throws {
        let sandbox = try ward()
        try sandbox.prepare("sotay --book ward backup -o so.age && age -d -i recovery.txt -o plain so.age")
        #expect(try sandbox.shell("head -n 1 plain").output == "sotay-backup 1\n")
    }

    /// Somebody logs while the backup runs: it holds one state of the book, and disturbs nobody.
    @Test func aBookInUseIsSavedAsOneState() throws {
        let sandbox = try ward()
        let writer = try sandbox.start([
            "--book", "may", "log", "--from", Sandbox.repository + "/Tests/Cases/nam-trieu-q2/laptop-2.ndjson",
        ])
        for number in 1...4 { try sandbox.prepare("sotay --book may backup -o so-\(number).age") }
        #expect(try writer.wait() == 0)
        for number in 1...4 {
            try sandbox.prepare("sotay restore so-\(number).age --book new-\(number) --identity ward/keys/device.json")
            try expectSound("new-\(number)", in: sandbox)
        }
        try expectSound("may", in: sandbox)
    }
}

extension String {
    /// For what dash does not know.
    fileprivate var bash: String { "bash -c '\(self)'" }
}
