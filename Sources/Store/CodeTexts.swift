import GRDB

/// The texts of codes by their ids, each looked up once.
final class CodeTexts {
    private let db: Database
    private var texts: [String?]

    init(_ db: Database) throws {
        self.db = db
        texts = Array(repeating: nil, count: 1 + (try Int.fetchOne(db, sql: "SELECT max(id) FROM code") ?? 0))
    }

    /// For whoever needs nearly all of them.
    func loadAll() throws {
        let rows = try Row.fetchCursor(db, sql: "SELECT id, text FROM code")
        while let row = try rows.next() { texts[try row[0]] = try row[1] }
    }

    /// How many ids there can be.
    var count: Int { texts.count }

    /// Nil for no code, or one that is not in the table.
    subscript(_ id: Int?) -> String? {
        get throws {
            guard let id, texts.indices.contains(id) else { return nil }
            if let text = texts[id] { return text }
            let find = try db.cachedStatement(sql: "SELECT text FROM code WHERE id = ?")
            texts[id] = try String.fetchOne(find, arguments: [id])
            return texts[id]
        }
    }
}
