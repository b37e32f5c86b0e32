import Foundation
import GRDB

/// What the roster keeps under one code. In a change, what is not given stays as it is.
package struct RosterContact: Hashable, Sendable {
    package let code: String
    package let name: String?
    /// Digits alone.
    package let phone: String?
    /// The follow-up is closed: a telephone that was kept before goes.
    package let forgetsPhone: Bool

    package init(code: String, name: String? = nil, phone: String? = nil, forgetsPhone: Bool = false) {
        self.code = code
        self.name = name
        self.phone = phone
        self.forgetsPhone = forgetsPhone
    }
}

/// The SQLite file of names and telephones, apart from the book so that nothing of it can slip into a batch.
package struct RosterStore {
    private let queue: DatabaseQueue

    package init(path: String) throws {
        let location = DatabaseLocation(path)
        do {
            queue = try location.open("", writing: "")
            guard !location.isReadOnly else { return }
            try queue.write { db in
                try db.execute(
                    sql: """
                        PRAGMA secure_delete = ON;
                        CREATE TABLE IF NOT EXISTS contact(code TEXT PRIMARY KEY, name TEXT, phone TEXT) STRICT
                        """)
            }
            guard chmod(path, 0o600) == 0 else { throw StoreError.readOnly }
        } catch let error as DatabaseError {
            throw StoreError(error)
        }
    }

    package static func ifThere(path: String) throws -> RosterStore? {
        FileManager.default.fileExists(atPath: path) ? try RosterStore(path: path) : nil
    }

    /// All changes in their order, in one transaction.
    package func keep(_ contacts: [RosterContact]) throws {
        let sql = """
            INSERT INTO contact VALUES (?, ?, ?) ON CONFLICT(code) DO UPDATE SET
            name = coalesce(excluded.name, name), phone = coalesce(excluded.phone, phone)
            """
        do {
            try queue.write { db in
                for contact in contacts {
                    if contact.forgetsPhone {
                        try db.cachedStatement(sql: "UPDATE contact SET phone = NULL WHERE code = ?")
                            .execute(arguments: [contact.code])
                    }
                    guard contact.name != nil || contact.phone != nil else { continue }
                    try db.cachedStatement(sql: sql).execute(arguments: [contact.code, contact.name, contact.phone])
                }
                try db.execute(sql: "DELETE FROM contact WHERE name IS NULL AND phone IS NULL")
            }
        } catch let error as DatabaseError {
            throw StoreError(error)
        }
    }

    package func contact(of code: String) throws -> RosterContact? {
        do {
            return try queue.read { db in
                try Row.fetchOne(db, sql: "SELECT name, phone FROM contact WHERE code = ?", arguments: [code])
                    .map { try RosterContact(code: code, name: $0["name"], phone: $0["phone"]) }
            }
        } catch let error as DatabaseError {
            throw StoreError(error)
        }
    }

    /// Everything that is kept, by code.
    package func entries() throws -> [String: RosterContact] {
        do {
            return try queue.read { db in
                try Row.fetchAll(db, sql: "SELECT code, name, phone FROM contact").reduce(into: [:]) { entries, row in
                    let code: String = try row["code"]
                    entries[code] = try RosterContact(code: code, name: row["name"], phone: row["phone"])
                }
            }
        } catch let error as DatabaseError {
            throw StoreError(error)
        }
    }

    /// Under how many of these codes something is kept.
    package func count(_ codes: Set<String>) throws -> Int {
        do {
            return try queue.read { db in
                try codes.count { code in
                    try Bool.fetchOne(
                        db, sql: "SELECT EXISTS(SELECT 1 FROM contact WHERE code = ?)", arguments: [code]) ?? false
                }
            }
        } catch let error as DatabaseError {
            throw StoreError(error)
        }
    }

    /// Nothing of these people stays, in free pages neither.
    package func forget(_ codes: Set<String>) throws {
        do {
            try queue.write { db in
                for code in codes { try db.execute(sql: "DELETE FROM contact WHERE code = ?", arguments: [code]) }
            }
            try queue.vacuum()
        } catch let error as DatabaseError {
            throw StoreError(error)
        }
    }

    package func names() throws -> [String: String] {
        do {
            return try queue.read { db in
                let rows = try Row.fetchAll(db, sql: "SELECT code, name FROM contact WHERE name IS NOT NULL")
                return Dictionary(uniqueKeysWithValues: try rows.map { try ($0["code"], $0["name"]) })
            }
        } catch let error as DatabaseError {
            throw StoreError(error)
        }
    }
}
