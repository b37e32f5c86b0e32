import GRDB
import GRDBSQLite

/// Columns of a damaged book throw: GRDB's own subscripts trap on NULL and on values of another type. Inside this
/// module these hide them.
extension Row {
    subscript<Value: DatabaseValueConvertible & StatementColumnConvertible>(_ column: String) -> Value {
        get throws { try decode(Value.self, forColumn: column) }
    }

    subscript<Value: DatabaseValueConvertible & StatementColumnConvertible>(_ column: Int) -> Value {
        get throws { try decode(Value.self, atIndex: column) }
    }
}

/// Statements stay compiled for the next time: in a book's life most questions come again. These hide GRDB's own.
extension Row {
    static func fetchAll(_ db: Database, sql: String, arguments: StatementArguments = []) throws -> [Row] {
        try fetchAll(db.cachedStatement(sql: sql), arguments: arguments)
    }

    static func fetchOne(_ db: Database, sql: String, arguments: StatementArguments = []) throws -> Row? {
        try fetchOne(db.cachedStatement(sql: sql), arguments: arguments)
    }
}

extension DatabaseValueConvertible where Self: StatementColumnConvertible {
    static func fetchAll(_ db: Database, sql: String, arguments: StatementArguments = []) throws -> [Self] {
        try fetchAll(db.cachedStatement(sql: sql), arguments: arguments)
    }

    static func fetchOne(_ db: Database, sql: String, arguments: StatementArguments = []) throws -> Self? {
        try fetchOne(db.cachedStatement(sql: sql), arguments: arguments)
    }
}

/// One row of integers; see `Database.eachRow`.
struct IntegerRow {
    fileprivate let statement: SQLiteStatement

    /// Nil for NULL. Of another type the number that SQLite makes of it: in a STRICT table there is none.
    subscript(_ column: Int32) -> Int? {
        sqlite3_column_type(statement, column) == SQLITE_NULL
            ? nil : Int(sqlite3_column_int64(statement, column))
    }
}

extension Database {
    /// Rows of integers, read through the C API: of a million rows GRDB's decoding takes longer than SQLite's steps.
    func eachRow(
        _ sql: String, arguments: StatementArguments = [], _ body: (IntegerRow) throws -> Void
    ) throws {
        let query = try cachedStatement(sql: sql)
        try query.setArguments(arguments)
        let statement = query.sqliteStatement
        defer { sqlite3_reset(statement) }
        var result = sqlite3_step(statement)
        while result == SQLITE_ROW {
            try body(IntegerRow(statement: statement))
            result = sqlite3_step(statement)
        }
        guard result == SQLITE_DONE else {
            throw DatabaseError(resultCode: ResultCode(rawValue: result), message: lastErrorMessage, sql: sql)
        }
    }
}
