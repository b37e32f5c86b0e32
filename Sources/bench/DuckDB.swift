import Foundation

/// The same facts and the same query text in DuckDB, through Python's module; skipped with a sentence where it is
/// missing.
struct DuckDB {
    private let database: String

    init(_ database: String) {
        self.database = database
    }

    /// Adds a row with DuckDB's own time for the query, or says why there is none.
    func row(_ name: String, _ text: String, _ arguments: [String: Int64], in table: BenchTable) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", Self.script, database, text, Self.json(arguments)]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let answer = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let words = answer.split(whereSeparator: \.isWhitespace)
        guard process.terminationStatus == 0, words.count == 2, let seconds = Double(words[0]) else {
            return table.note(name, "skipped: no python3 with `pip install duckdb`, or 4 GB do not suffice it")
        }
        precondition(words[1] == "same", "\(name): other figures than SQLite's")
        table.add(name, .seconds(seconds))
    }

    private static func json(_ arguments: [String: Int64]) -> String {
        "{\(arguments.map { "\"\($0.key)\": \($0.value)" }.joined(separator: ", "))}"
    }

    /// Copies the fact tables by way of CSV, runs the text, and compares its rows with SQLite's.
    private static let script = #"""
        import csv, json, os, re, sqlite3, sys, tempfile, time
        import duckdb

        path, text, arguments = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
        used = {name: arguments[name] for name in set(re.findall(r":(\w+)", text))}
        old, new = sqlite3.connect(path), duckdb.connect()
        new.execute("SET memory_limit = '4GB'; SET max_temp_directory_size = '0GB'")
        names = [row[0] for row in old.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        for name in (name for name in names if name == "code" or name.startswith("fact_")):
            columns = [(row[1], row[2]) for row in old.execute(f"PRAGMA table_info({name})")]
            made = ", ".join(f"{c} {'BIGINT' if t == 'INTEGER' else 'VARCHAR'}" for c, t in columns)
            chosen = ", ".join(f"hex({c})" if t == "BLOB" else c for c, t in columns)
            new.execute(f"CREATE TABLE {name} ({made})")
            with tempfile.NamedTemporaryFile("w", suffix=".csv", newline="", delete=False) as file:
                csv.writer(file).writerows(old.execute(f"SELECT {chosen} FROM {name}"))
            if os.path.getsize(file.name):
                new.execute(f"COPY {name} FROM '{file.name}' (HEADER false, DELIMITER ',')")
            os.unlink(file.name)
        start = time.time()
        rows = new.execute(re.sub(r":(\w+)", r"$\1", text), used).fetchall()
        seconds = time.time() - start
        def comparable(rows):
            return sorted(str([0 if n >= 4 and cell is None else cell for n, cell in enumerate(row)]) for row in rows)
        same = comparable(rows) == comparable(old.execute(text, used).fetchall())
        print(seconds, "same" if same else "different")
        """#
}
