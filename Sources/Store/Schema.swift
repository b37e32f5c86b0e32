import GRDB

/// The book's tables. A migration is never edited once it has been released; a change is a new one at the end.
enum Schema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { db in
            try db.execute(sql: ledger + outside + FactTables.schema)
        }
        migrator.registerMigration("erasure") { db in
            try db.execute(sql: ErasureTables.schema)
        }
        migrator.registerMigration("list") { db in
            try db.execute(sql: ListTable.schema)
        }
        migrator.registerMigration("rating method") { db in
            try db.execute(sql: FactTables.personIndex)
        }
        migrator.registerMigration("hamlets of communes") { db in
            try db.execute(sql: staleHamlets)
        }
        return migrator
    }

    /// The facts of a province's book are written anew by the next transaction.
    private static let staleHamlets = """
        INSERT OR IGNORE INTO setting SELECT 'staleHamlets', '1'
        WHERE EXISTS(SELECT 1 FROM setting WHERE key = 'areaCode' AND length(value) = 2)
          AND EXISTS(SELECT 1 FROM fact_session);
        """

    /// The ledger, and what follows from it.
    ///
    /// `kind.id` is below zero for decisions (`_…`). `rev.live`: 0 another revision continues it, 1 a head, 2 the winning head. `rev.chain` tells the branches of a
    /// forked log apart. A log is told by its id and the card of its device: whoever claims another's id has a log of
    /// its own; from place `until` on nothing in it has effect. `batch` names the files that were merged to their end; `same` says by which code a person, household or
    /// business goes that was given several. There is no table of edges: a parent counts only within its record, and the index on
    /// `record` already gives a record's few revisions.
    private static let ledger = """
        CREATE TABLE rev(
            id INTEGER PRIMARY KEY,
            log INTEGER NOT NULL,
            seq INTEGER NOT NULL,
            hash BLOB NOT NULL,
            chain BLOB NOT NULL,
            record BLOB NOT NULL,
            kind INTEGER NOT NULL,
            live INTEGER NOT NULL,
            wall INTEGER NOT NULL,
            head BLOB NOT NULL,
            body BLOB,
            UNIQUE(log, seq, hash)
        ) STRICT;
        CREATE INDEX rev_record ON rev(record);
        CREATE INDEX rev_missing ON rev(log, seq) WHERE body IS NULL;
        CREATE INDEX rev_decision ON rev(kind) WHERE kind < 0;
        CREATE TABLE kind(id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;
        CREATE TABLE log(
            id INTEGER PRIMARY KEY, uuid BLOB NOT NULL, card INTEGER NOT NULL, until INTEGER NOT NULL,
            UNIQUE(uuid, card)
        ) STRICT;
        CREATE TABLE card(
            id INTEGER PRIMARY KEY,
            hash BLOB NOT NULL UNIQUE,
            manifest BLOB NOT NULL,
            signature BLOB NOT NULL,
            trusted INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE section(
            id INTEGER PRIMARY KEY,
            hash BLOB NOT NULL UNIQUE,
            log INTEGER NOT NULL,
            lo INTEGER NOT NULL,
            hi INTEGER NOT NULL,
            before BLOB NOT NULL,
            manifest BLOB NOT NULL,
            signature BLOB NOT NULL,
            carrier INTEGER NOT NULL,
            file BLOB NOT NULL,
            received INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX section_log ON section(log, lo);
        CREATE TABLE batch(file BLOB PRIMARY KEY, received INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE receipt(
            card BLOB NOT NULL, log BLOB NOT NULL, author BLOB NOT NULL, seq INTEGER NOT NULL, chain BLOB NOT NULL,
            made INTEGER NOT NULL, PRIMARY KEY(card, log, author, seq, chain)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE seen(log BLOB NOT NULL, card BLOB NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY(log, card))
            STRICT, WITHOUT ROWID;
        CREATE TABLE conflict(record BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;
        CREATE TABLE uncounted(rev INTEGER PRIMARY KEY, reason TEXT NOT NULL) STRICT;
        CREATE TABLE flag(rev INTEGER PRIMARY KEY, reason TEXT NOT NULL) STRICT;
        CREATE TABLE same(kind TEXT NOT NULL, code TEXT NOT NULL, canonical TEXT NOT NULL, PRIMARY KEY(kind, code))
            STRICT, WITHOUT ROWID;

        """

    /// What is not in the ledger: settings, forms, kits, drafts, files kept aside.
    private static let outside = """
        CREATE TABLE setting(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE form(
            ref TEXT PRIMARY KEY, name TEXT NOT NULL, text BLOB NOT NULL, approved INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE kit(
            id TEXT PRIMARY KEY, number INTEGER NOT NULL, team TEXT NOT NULL, secret BLOB NOT NULL,
            withdrawn INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE draft(
            record BLOB PRIMARY KEY, form TEXT NOT NULL, parents TEXT NOT NULL, place TEXT NOT NULL,
            answers TEXT NOT NULL, updated INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE quarantine(
            file BLOB NOT NULL, section INTEGER NOT NULL, name TEXT NOT NULL, bytes INTEGER NOT NULL,
            code TEXT NOT NULL, vi TEXT NOT NULL, en TEXT NOT NULL, received INTEGER NOT NULL,
            PRIMARY KEY(file, section)
        ) STRICT, WITHOUT ROWID;

        """
}
