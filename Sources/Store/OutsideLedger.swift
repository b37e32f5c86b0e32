package import Base
import Foundation
import GRDB
package import Ledger

/// What a book keeps beside its ledger: settings, forms, kits, drafts, files kept aside.
extension BookWriter {
    package func set(_ key: Setting, _ value: String) throws {
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO setting VALUES (?, ?)").execute(arguments: [
            key.rawValue, value,
        ])
    }

    package func unset(_ key: Setting) throws {
        try db.cachedStatement(sql: "DELETE FROM setting WHERE key = ?").execute(arguments: [key.rawValue])
    }

    package func insert(_ form: StoredForm) throws {
        let sql = """
            INSERT INTO form(ref, name, text, approved) VALUES (?, ?, ?, ?)
            ON CONFLICT(ref) DO UPDATE SET approved = max(approved, excluded.approved)
            """
        try db.cachedStatement(sql: sql).execute(arguments: [
            form.ref.text, form.fileName, Data(form.text), form.isApproved,
        ])
    }

    package func insert(_ kit: StoredKit) throws {
        // A kit that was withdrawn stays so, whoever brings its file, and whichever came first.
        let sql = """
            INSERT INTO kit VALUES (?, ?, ?, ?, ?) ON CONFLICT(id)
            DO UPDATE SET number = excluded.number, team = excluded.team, secret = excluded.secret
            """
        try db.cachedStatement(sql: sql).execute(arguments: [
            kit.id, kit.number, kit.team, Data(kit.secret), kit.isWithdrawn,
        ])
    }

    /// Nobody is enrolled by these kits any more, whether they have been seen here or not.
    package func withdraw(kits: [String]) throws {
        for kit in kits {
            try db.cachedStatement(
                sql: "INSERT INTO kit VALUES (?, 0, '', x'', 1) ON CONFLICT(id) DO UPDATE SET withdrawn = 1"
            ).execute(arguments: [kit])
        }
    }

    package func save(_ draft: StoredDraft) throws {
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO draft VALUES (?, ?, ?, ?, ?, ?)").execute(arguments: [
            Data(draft.record.bytes), draft.form, JSON(draft.parents).compact, draft.place,
            JSON.object(draft.answers).compact, draft.updated.milliseconds,
        ])
    }

    package func removeDraft(_ record: RecordID) throws {
        try db.cachedStatement(sql: "DELETE FROM draft WHERE record = ?").execute(arguments: [Data(record.bytes)])
    }

    package func quarantine(_ part: QuarantinedPart) throws {
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO quarantine VALUES (?, ?, ?, ?, ?, ?, ?, ?)").execute(
            arguments: [
                Data(part.file.bytes), part.section, part.name, part.bytes, part.code, part.reason.vi, part.reason.en,
                part.received.milliseconds,
            ])
    }

    package func release(_ file: Digest) throws {
        try db.cachedStatement(sql: "DELETE FROM quarantine WHERE file = ?").execute(arguments: [Data(file.bytes)])
    }
}

extension BookReader {
    package func setting(_ key: Setting) throws -> String? {
        try String.fetchOne(
            db.cachedStatement(sql: "SELECT value FROM setting WHERE key = ?"), arguments: [key.rawValue])
    }

    package func forms() throws -> [StoredForm] {
        try Row.fetchAll(db, sql: "SELECT ref, name, text, approved FROM form ORDER BY ref").compactMap { row in
            try FormRef(row["ref"]).map {
                try StoredForm(
                    ref: $0, fileName: row["name"], text: [UInt8](row["text"] as Data), isApproved: row["approved"])
            }
        }
    }

    /// The number of the newest kit merged, or made here; 0 without one.
    package func kitNumber() throws -> Int { try setting(.kitNumber).flatMap { Int($0) } ?? 0 }

    package func kits() throws -> [StoredKit] {
        try Row.fetchAll(db, sql: "SELECT id, number, team, secret, withdrawn FROM kit ORDER BY number").map { row in
            try StoredKit(
                id: row["id"], number: row["number"], team: row["team"], secret: [UInt8](row["secret"] as Data),
                isWithdrawn: row["withdrawn"])
        }
    }
}

extension JSON {
    init(_ parents: [Revision.Parent]) {
        self = .array(parents.map { .object(["hash": .string($0.hash.hex), "g": .int($0.generation)]) })
    }

    /// What `init(_:)` wrote.
    var parents: [Revision.Parent] {
        (array ?? []).compactMap { entry in
            guard let hash = entry["hash"]?.string.flatMap({ Digest(hex: $0) }), let generation = entry["g"]?.int,
                (1...Caps.generation).contains(generation)
            else { return nil }
            return Revision.Parent(hash: hash, generation: generation)
        }
    }
}
