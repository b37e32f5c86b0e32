import GRDB

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
