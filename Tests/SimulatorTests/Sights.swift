import Base
import GRDB

@testable import Store
@testable import Workspace

/// What happened in some worlds, so that whoever reads of thousands without a fault knows that they were not idle.
struct Sights: CustomStringConvertible {
    private var counts: [String: Int] = [:]

    mutating func add(_ world: World) throws {
        counts["files", default: 0] += world.parcels.count
        for laptop in world.laptops {
            for (name, sql) in Self.queries { counts[name, default: 0] += try laptop.book.rows(sql)[0][0] as Int }
        }
    }

    /// Of every book at its world's end.
    private static let queries = [
        "revisions": "SELECT count(*) FROM rev",
        "superseded": "SELECT count(*) FROM rev WHERE live = 0",
        "conflicts": "SELECT count(*) FROM conflict",
        "forks": "SELECT count(*) - count(DISTINCT log || ' ' || seq) FROM rev",
        "logs without effect": "SELECT count(*) FROM log WHERE until = 1",
        "logs cut off": "SELECT count(*) FROM log WHERE until > 1 AND until < 1000000000",
        "parents after children": """
        SELECT count(*) FROM rev p WHERE EXISTS(SELECT 1 FROM rev c WHERE c.record = p.record AND c.id < p.id
        AND instr(c.head, CAST(lower(hex(p.hash)) AS BLOB)) > 0)
        """,
        "bodies missing": "SELECT count(*) FROM rev WHERE body IS NULL",
        "parts in quarantine": "SELECT count(*) FROM quarantine",
        "receipts": "SELECT count(*) FROM receipt",
    ]

    var description: String {
        counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
    }
}
