/// The typed facts of the current records: a projection of the ledger that can be dropped and rebuilt.
package enum FactTables {
    /// The text of the tables and indexes, for the migration that makes them. Never edited once released.
    ///
    /// - `record` is the ledger's integer for the record, `log` that of the log that wrote the version in force.
    /// - Texts stand once in `code`; `hamlet`, `item`, `status` and the like are its ids.
    /// - `day` is days since 1970-01-01 at +07:00, `time` milliseconds since 1970-01-01T00:00:00Z, `uuid` 16 bytes.
    /// - `event` is `ActionEvent`. `time` and `person` of a session are repeated in its actions, and two indexes hold
    ///   all that counting people needs, in the order it needs it: no join, no sorting of millions of rows.
    package static let schema = """
        CREATE TABLE code(
          id INTEGER PRIMARY KEY,
          text TEXT NOT NULL UNIQUE) STRICT;
        CREATE TABLE fact_session(
          record INTEGER PRIMARY KEY,
          log INTEGER,
          day INTEGER NOT NULL,
          time INTEGER NOT NULL,
          minutes INTEGER,
          uuid BLOB NOT NULL,
          hamlet INTEGER,
          member INTEGER,
          client INTEGER,
          household INTEGER,
          person INTEGER,
          business INTEGER,
          birth_year INTEGER,
          sex INTEGER,
          anonymous INTEGER NOT NULL,
          mode INTEGER,
          rating_service INTEGER,
          rating_help INTEGER,
          place INTEGER,
          consent INTEGER,
          rating_method INTEGER) STRICT;
        CREATE INDEX fact_session_person ON fact_session(
          person, household, hamlet, business, client, day, time, birth_year, sex, rating_service, rating_help);
        CREATE INDEX fact_session_business ON fact_session(business, time) WHERE business IS NOT NULL;
        CREATE TABLE fact_action(
          record INTEGER NOT NULL,
          idx INTEGER NOT NULL,
          time INTEGER NOT NULL,
          person INTEGER,
          item INTEGER NOT NULL,
          event INTEGER NOT NULL,
          before INTEGER,
          after INTEGER,
          dossier INTEGER,
          PRIMARY KEY(record, idx)) STRICT, WITHOUT ROWID;
        CREATE INDEX fact_action_item ON fact_action(item, person, time, event) WHERE person IS NOT NULL;
        CREATE INDEX fact_action_dossier ON fact_action(item, dossier, time) WHERE dossier IS NOT NULL;
        CREATE TABLE fact_reason(
          record INTEGER NOT NULL,
          idx INTEGER NOT NULL,
          reason INTEGER NOT NULL,
          time INTEGER NOT NULL,
          PRIMARY KEY(record, idx, reason)) STRICT, WITHOUT ROWID;
        CREATE TABLE fact_issue(
          record INTEGER NOT NULL,
          idx INTEGER NOT NULL,
          time INTEGER NOT NULL,
          theme INTEGER,
          severity INTEGER,
          status INTEGER,
          PRIMARY KEY(record, idx)) STRICT, WITHOUT ROWID;
        CREATE TABLE fact_event(
          record INTEGER PRIMARY KEY,
          log INTEGER,
          day INTEGER NOT NULL,
          uuid BLOB NOT NULL,
          hamlet INTEGER,
          member INTEGER,
          kind INTEGER,
          force INTEGER,
          attendance INTEGER NOT NULL,
          women INTEGER) STRICT;
        CREATE TABLE fact_topic(
          record INTEGER NOT NULL,
          topic INTEGER NOT NULL,
          PRIMARY KEY(record, topic)) STRICT, WITHOUT ROWID;
        """

    /// How a rating was taken stands in the index too, so that satisfaction is counted from it alone.
    static let personIndex = """
        DROP INDEX fact_session_person;
        CREATE INDEX fact_session_person ON fact_session(
          person, household, hamlet, business, client, day, time, birth_year, sex, rating_service, rating_help,
          rating_method);
        """

    /// The columns that hold ids of `code`.
    static let codeColumns: [String: Set<String>] = [
        "fact_session": [
            "hamlet", "member", "client", "household", "person", "business", "sex", "mode", "place", "consent",
            "rating_method",
        ],
        "fact_action": ["person", "item", "before", "after", "dossier"],
        "fact_reason": ["reason"],
        "fact_issue": ["theme", "severity", "status"], "fact_event": ["hamlet", "member", "kind", "force"],
        "fact_topic": ["topic"],
    ]

    /// Every table of `schema`, for dropping the projection.
    package static let names = [
        "code", "fact_session", "fact_action", "fact_reason", "fact_issue", "fact_event", "fact_topic",
    ]
}
