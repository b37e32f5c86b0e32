import Base
import Foundation
import Testing

/// `check` finds what somebody did to a book behind our back, and changes nothing itself.
@Suite(.serialized) struct CheckTests {
    /// A ward that has merged one volunteer's sessions, and has one of its own waiting for a signature.
    private func ward() throws -> Sandbox {
        let sandbox = try Sandbox()
        try sandbox.prepare(
            "sotay --book ward ward init --area 11542 --plan nam-trieu-2026 && sotay --book ward kit -o kit.sotay",
            "sotay --book may init --kit kit.sotay --name May",
            "head -n 12 $CASES/nam-trieu-q2/laptop-1.ndjson | sotay --book may log --from -",
            "sotay --book may export -o lo.age && sotay --book ward merge lo.age --trust-new --no-input",
            "sed -n 13p $CASES/nam-trieu-q2/laptop-1.ndjson | sotay --book ward log --from -")
        return sandbox
    }

    private func check(_ book: String, in sandbox: Sandbox) throws -> (status: Int32, json: JSON) {
        let outcome = try sandbox.shell("sotay --book \(book) check --json")
        return (outcome.status, try JSON(parsing: Array(outcome.output.utf8)))
    }

    private func codes(_ json: JSON, _ list: String) -> Set<String> {
        Set(json[list]?.array?.compactMap { $0["code"]?.string } ?? [])
    }

    @Test func aSoundBookIsSoundAndStaysAsItWas() throws {
        let sandbox = try ward()
        let contents = "find ward -type f | sort | xargs sha256sum"
        let before = try sandbox.shell(contents).output
        for book in ["ward", "may"] {
            let (status, json) = try check(book, in: sandbox)
            #expect(status == 0)
            #expect(json["sound"]?.bool == true)
            #expect(json["faults"]?.array?.isEmpty == true && json["notices"]?.array?.isEmpty == true)
        }
        let json = try check("ward", in: sandbox).json
        #expect(json["revisions"]?.int == 19)
        #expect(json["bodies"]?.int == 19)
        #expect(json["unsigned"]?.int == 2)
        #expect(json["records"]?.int == 13)
        #expect(try sandbox.shell(contents).output == before)
    }

    struct Damage: Sendable, CustomTestStringConvertible {
        let sql: String
        let codes: Set<String>
        var testDescription: String { sql }

        init(_ sql: String, _ codes: String...) {
            self.sql = sql
            self.codes = Set(codes)
        }
    }

    private static let record = "(SELECT id FROM rev WHERE log = 2 AND seq = 5)"

    static let damages = [
        Damage(
            "UPDATE rev SET body = CAST(CAST(body AS TEXT) || ' ' AS BLOB) WHERE id = \(record)", "CHECK-003"),
        Damage(
            "UPDATE rev SET head = CAST(replace(CAST(head AS TEXT), '\"g\":1', '\"g\":2') AS BLOB) WHERE id = \(record)",
            "CHECK-002"),
        Damage("UPDATE rev SET wall = wall + 1 WHERE id = \(record)", "CHECK-002"),
        Damage("UPDATE rev SET record = randomblob(16) WHERE id = \(record)", "CHECK-002"),
        Damage("UPDATE rev SET hash = randomblob(32) WHERE id = \(record)", "CHECK-002", "CHECK-006"),
        Damage("UPDATE rev SET chain = randomblob(32) WHERE id = \(record)", "CHECK-004", "CHECK-006"),
        Damage("DELETE FROM rev WHERE id = \(record)", "CHECK-004", "CHECK-006"),
        Damage("DELETE FROM rev WHERE log = 1 AND seq = 5", "CHECK-011"),
        Damage("UPDATE section SET signature = randomblob(64)", "CHECK-005"),
        Damage("UPDATE section SET hi = hi - 1", "CHECK-005"),
        Damage("DELETE FROM section WHERE log = 2", "CHECK-007"),
        Damage("UPDATE card SET signature = randomblob(64) WHERE id = 2", "CHECK-008", "CHECK-009"),
        Damage("UPDATE rev SET live = 1 WHERE id = \(record)", "CHECK-010"),
        Damage("INSERT INTO conflict SELECT record FROM rev WHERE id = \(record)", "CHECK-010"),
        Damage("INSERT INTO uncounted VALUES (\(record), 'no-date')", "CHECK-010"),
        Damage("INSERT INTO flag VALUES (\(record), 'generation')", "CHECK-010"),
        Damage("DELETE FROM fact_session WHERE record = \(record)", "CHECK-010"),
        Damage("UPDATE fact_action SET event = event + 1 WHERE record = \(record)", "CHECK-010"),
        Damage("UPDATE code SET text = text || 'x' WHERE id = 1", "CHECK-010"),
        Damage("UPDATE card SET trusted = 0 WHERE id = 2", "CHECK-010"),
        Damage("UPDATE setting SET value = '2 ' || substr(value, 3) WHERE key = 'tip'", "CHECK-011"),
        Damage("DELETE FROM setting WHERE key = 'tip'", "CHECK-011"),
        Damage("DELETE FROM setting WHERE key = 'plan'", "CHECK-017"),
        Damage("UPDATE setting SET value = 'x' WHERE key = 'plan'", "CHECK-017"),
        Damage("UPDATE setting SET value = 'x' WHERE key = 'catalogue'", "CHECK-017"),
        Damage("UPDATE setting SET value = 'lead' WHERE key = 'role'", "CHECK-017"),
        Damage("UPDATE setting SET value = '0' WHERE key = 'kitNumber'", "CHECK-017"),
        Damage("DELETE FROM kind WHERE id = (SELECT max(id) FROM kind)", "CHECK-016", "CHECK-002"),
        Damage("UPDATE kind SET id = id + 1000", "CHECK-016"),
        Damage("UPDATE section SET carrier = 1000", "CHECK-016"),
        Damage("UPDATE log SET card = 1000 WHERE id = 2", "CHECK-016", "CHECK-009"),
        Damage("DROP TABLE fact_action", "CHECK-015"),
        Damage("DROP INDEX rev_record", "CHECK-015"),
        Damage("CREATE TRIGGER t AFTER INSERT ON rev BEGIN DELETE FROM conflict; END", "CHECK-015"),
        Damage("UPDATE form SET text = CAST(CAST(text AS TEXT) || ' ' AS BLOB)", "CHECK-013"),
    ]

    @Test func everyDamageIsFoundAndNamed() throws {
        let sandbox = try ward()
        for damage in Self.damages {
            try sandbox.prepare("rm -rf book; cp -a ward book")
            _ = try BookFile(sandbox.home + "/book/book.sqlite").lines(damage.sql)
            let (status, json) = try check("book", in: sandbox)
            #expect(status == 65, "\(damage.sql)")
            #expect(codes(json, "faults").isSuperset(of: damage.codes), "\(damage.sql): \(codes(json, "faults"))")
        }
    }

    /// A device that has read a receipt says how far it knows the ward's log.
    @Test func whatOthersHaveSaidIsNotForgotten() throws {
        let sandbox = try ward()
        try sandbox.prepare(
            "sotay --book ward receipt -o bn.sotay && sotay --book may merge bn.sotay",
            "sed -n 14p $CASES/nam-trieu-q2/laptop-1.ndjson | sotay --book may log --from -",
            "sotay --book may export -o lo-2.age && sotay --book ward merge lo-2.age && sotay --book ward check")
        _ = try BookFile(sandbox.home + "/ward/book.sqlite").lines("DELETE FROM seen")
        #expect(codes(try check("ward", in: sandbox).json, "faults") == ["CHECK-018"])
    }

    /// Whatever is missing or has another type: an answer, never a crash.
    @Test func noVerbFallsOverADamagedBook() throws {
        let sandbox = try ward()
        let untyped = { (table: String, columns: String) in
            "CREATE TABLE x AS SELECT \(columns) FROM \(table); DROP TABLE \(table); ALTER TABLE x RENAME TO \(table)"
        }
        let damages =
            [
                "DELETE FROM kind", "UPDATE kind SET id = id + 1000", "DELETE FROM log", "DELETE FROM rev",
                "UPDATE log SET uuid = x'00'", "UPDATE card SET hash = x'00' WHERE id = 2", "DROP TABLE fact_action",
                "DROP TABLE kind", "DROP TABLE card", "DELETE FROM setting WHERE key = 'card'",
                "UPDATE quarantine SET file = x'00'", "UPDATE rev SET hash = x'00'",
                "UPDATE rev SET record = x'00'", "UPDATE rev SET head = x'00'", "UPDATE fact_session SET uuid = x'00'",
                untyped("log", "id, uuid, card, NULL AS until"),
                untyped("card", "id, hash, manifest, signature, 'x' AS trusted"),
                untyped("fact_session", "*, NULL AS x"),
                untyped("setting", "key, NULL AS value"),
                untyped("rev", "id, log, 'x' AS seq, hash, chain, record, kind, live, wall, head, body"),
            ]
        for sql in damages {
            try sandbox.prepare("rm -rf book r; cp -a ward book")
            let file = try BookFile(sandbox.home + "/book/book.sqlite")
            for statement in sql.split(separator: ";") { _ = try file.lines(String(statement)) }
            for verb in [
                "check", "status", "list", "report --period 2026-Q2", "history 00000000", "conflicts", "receipt -o r",
            ] {
                let status = try sandbox.shell("sotay --book book \(verb)").status
                #expect([0, 1, 65, 66, 77].contains(status), "\(verb) after \(sql): \(status)")
            }
        }
    }

    @Test func anEmptiedBookIsNeverToBeDeleted() throws {
        let sandbox = try ward()
        for damage in [": > book/book.sqlite", "sqlite"] {
            try sandbox.prepare("rm -rf book; cp -a ward book; rm -f book/book.sqlite-*")
            if damage == "sqlite" {
                _ = try BookFile(sandbox.home + "/book/book.sqlite").lines("DELETE FROM setting WHERE key = 'card'")
            } else {
                try sandbox.prepare(damage)
            }
            for verb in ["status", "init --kit kit.sotay --name X"] {
                let outcome = try sandbox.shell("sotay --book book \(verb)")
                #expect(outcome.status != 0)
                #expect(!outcome.output.contains("xóa thư mục"))
            }
            #expect(try sandbox.shell("sotay --book book status").output.contains("đừng xóa"))
            #expect(try sandbox.shell("ls book/keys").output == sandbox.shell("ls ward/keys").output)
        }
        // A beginning without keys is begun again.
        try sandbox.prepare(
            "mkdir -p half/keys && : > half/book.sqlite && sotay --book half init --kit kit.sotay --name Nua")
        #expect(try sandbox.shell("sotay --book half check").status == 0)
    }

    @Test func missingBodiesAreToldAndAreNoFault() throws {
        let sandbox = try ward()
        let file = try BookFile(sandbox.home + "/ward/book.sqlite")
        _ = try file.lines("UPDATE rev SET body = NULL WHERE id = \(Self.record)")
        let json = try check("ward", in: sandbox).json
        #expect(codes(json, "notices") == ["CHECK-102"])
        // The facts were computed while the body was here.
        #expect(codes(json, "faults") == ["CHECK-010"])
    }

    @Test func aBrokenFileAndForeignKeysAreFound() throws {
        let sandbox = try ward()
        try sandbox.prepare("cp -a ward keyless; cp may/keys/device.json keyless/keys/device.json")
        #expect(codes(try check("keyless", in: sandbox).json, "faults") == ["CHECK-012"])
        try sandbox.prepare(
            "cp -a ward torn; for p in 20 21 22 23 24 25; do "
                + "dd if=/dev/urandom of=torn/book.sqlite bs=4096 seek=$p count=1 conv=notrunc 2> /dev/null; done")
        #expect(try sandbox.shell("sotay --book torn check").status == 65)
    }

    @Test func itSpeaksToPeople() throws {
        let sandbox = try ward()
        let outcome = try sandbox.shell("sotay --book ward kiem-tra")
        #expect(outcome.output.contains("Sổ nguyên vẹn."))
        _ = try BookFile(sandbox.home + "/ward/book.sqlite").lines("DELETE FROM section WHERE log = 2")
        let broken = try sandbox.shell("sotay --book ward check")
        #expect(broken.output.contains("không nằm trong đoạn nào có chữ ký [CHECK-007]"))
        #expect(broken.output.contains("… và 3 chỗ nữa [CHECK-007]"))
        #expect(broken.output.contains("SỔ CÓ LỖI."))
    }
}
