import Base
import Foundation
import Ledger
import Store
import Testing
import Workspace

/// `kill -9` at random moments, full disks: a book is as before or as after, and doing it again finishes the work.
@Suite struct CrashTests {
    private static let kills = 12

    // MARK: Killed

    @Test func logSurvivesKilling() throws {
        let world = try World()
        try world.sandbox.prepare("cat $CASES/nam-trieu-q2/laptop-?.ndjson > all.ndjson")
        let log = { (book: String) in ["--book", book, "log", "--from", "all.ndjson"] }
        var length = try world.copying("laptop-1", to: "whole") { try world.time(log($0)) }
        let whole = try world.file("whole").facts()
        #expect(try world.file("whole").lines("SELECT count(*) FROM fact_session") == ["600"])
        var dice = SeededDice(seed: 20_260_401)
        var killed = 0
        while killed < Self.kills {
            try world.copying("laptop-1", to: "book") { book in
                // The same command again and again over one book, then once to its end. Passing over what was saved takes
                // its time too: no number of kills need ever be enough to finish.
                for _ in 1...4 where try world.wasKilled(log(book), within: &length, &dice) {
                    killed += 1
                    try world.expectSound(book, "kill \(killed), seed \(dice.seed)")
                }
                try world.sandbox.prepare("sotay --book \(book) log --from all.ndjson")
                #expect(try world.file(book).facts() == whole)
                #expect(try world.file(book).lines("SELECT count(*) FROM rev WHERE live = 2") == ["601"])
            }
        }
    }

    /// A correction is in the book with all that follows from it, or it is not there at all.
    @Test func editSurvivesKilling() throws {
        let world = try World()
        try world.sandbox.prepare("head -n 20 $CASES/nam-trieu-q2/laptop-1.ndjson > some.ndjson")
        try world.sandbox.prepare("sotay --book laptop-1 log --from some.ndjson")
        let file = try world.file("laptop-1")
        let record = try file.lines("SELECT lower(hex(uuid)) FROM fact_session ORDER BY uuid")[0]
        let minutes = "SELECT minutes FROM fact_session ORDER BY uuid LIMIT 1"
        func edit(_ minutes: Int) -> [String] {
            ["--book", "laptop-1", "edit", record, "--set", "thoi_luong_phut=\(minutes)"]
        }
        var length = try world.time(edit(1))
        var dice = SeededDice(seed: 20_260_406)
        var killed = 0
        var answer = 1
        for _ in 1...60 where killed < Self.kills {
            let revisions = try file.lines("SELECT count(*) FROM rev")
            let old = try file.lines(minutes)
            answer += 1
            if try world.wasKilled(edit(answer), within: &length, &dice) { killed += 1 }
            try world.expectSound("laptop-1", "kill \(killed), seed \(dice.seed)")
            let isSaved = try file.lines("SELECT count(*) FROM rev") != revisions
            let now = try file.lines(minutes)
            #expect(now == (isSaved ? ["\(answer)"] : old), "answer \(answer), saved \(isSaved), before \(old)")
        }
        #expect(killed == Self.kills)
    }

    @Test func exportSurvivesKilling() throws {
        let world = try World()
        try world.sandbox.prepare("sotay --book laptop-3 log --from $CASES/nam-trieu-q2/laptop-3.ndjson")
        let export = { (book: String) in ["--book", book, "export", "-o", "usb/lo.age", "--force"] }
        try world.sandbox.prepare("mkdir usb")
        var length = try world.copying("laptop-3", to: "whole") { try world.time(export($0)) }
        try world.sandbox.prepare("rm usb/*")
        var dice = SeededDice(seed: 20_260_402)
        var killed = 0
        while killed < Self.kills {
            try world.copying("laptop-3", to: "book") { book in
                guard try world.wasKilled(export(book), within: &length, &dice) else { return }
                killed += 1
                try world.expectSound(book, "kill \(killed), seed \(dice.seed)")
                let left = try FileManager.default.contentsOfDirectory(atPath: world.sandbox.home + "/usb")
                #expect(Set(left).isSubset(of: ["lo.age", "lo.age.part"]))
                if left.contains("lo.age") { try world.expectMerges("usb/lo.age", records: 141) }
                try world.sandbox.prepare("sotay --book \(book) export -o usb/lo.age --force")
                #expect(try FileManager.default.contentsOfDirectory(atPath: world.sandbox.home + "/usb") == ["lo.age"])
                try world.expectMerges("usb/lo.age", records: 141)
            }
            try world.sandbox.prepare("rm -f usb/*")
        }
    }

    /// What a killed export may leave on a stick is nobody's batch.
    @Test func mergePassesUnfinishedFilesOver() throws {
        let world = try World()
        try world.sandbox.prepare(
            "sotay --book laptop-1 log --from $CASES/nam-trieu-q2/laptop-1.ndjson",
            "mkdir usb; sotay --book laptop-1 export -o usb",
            "head -c 20000 usb/*.AGE > usb/K7Q2M9XA.AGE.part")
        try world.expectMerges("usb", records: 66)
    }

    @Test func mergeSurvivesKilling() throws {
        let world = try World()
        let batches = try world.batches()
        let merge = { (book: String) in ["--book", book, "merge", "--trust-new", "--no-input"] + batches }
        var length = try world.copying("ward", to: "whole") { try world.time(merge($0)) }
        try world.expectFigures(of: "whole")
        let whole = try world.file("whole").facts()
        var dice = SeededDice(seed: 20_260_403)
        var killed = 0
        while killed < Self.kills {
            try world.copying("ward", to: "book") { book in
                for _ in 1...4 where try world.wasKilled(merge(book), within: &length, &dice) {
                    killed += 1
                    try world.expectSound(book, "kill \(killed), seed \(dice.seed)")
                }
                try world.sandbox.prepare("sotay \(merge(book).joined(separator: " "))")
                #expect(try world.file(book).facts() == whole)
                #expect(try world.quarantined(book).isEmpty)
            }
        }
    }

    /// Whatever was killed: once the decision stands, the next opening of the book sees to the rest.
    @Test func eraseSurvivesKilling() throws {
        let world = try World()
        try world.sandbox.prepare(
            "sotay --book ward merge --trust-new --no-input \(world.batches().joined(separator: " "))")
        let person = "11542-T06-0030-01"
        let erase = { (book: String) in ["--book", book, "erase", person, "--yes"] }
        var length = try world.copying("ward", to: "whole") { try world.time(erase($0)) }
        let whole = try world.file("whole").facts()
        var dice = SeededDice(seed: 20_260_406)
        var killed = 0
        while killed < Self.kills {
            try world.copying("ward", to: "book") { book in
                guard try world.wasKilled(erase(book), within: &length, &dice) else { return }
                killed += 1
                try world.expectSound(book, "kill \(killed), seed \(dice.seed)")
                try world.sandbox.prepare("sotay --book \(book) list > /dev/null")
                let isDecided = try world.file(book).lines("SELECT count(*) FROM erased") != ["0"]
                let holds = try world.sandbox.shell("grep -rqF \(person) \(book)").status == 0
                #expect(holds != isDecided, "kill \(killed), seed \(dice.seed)")
                if !isDecided { #expect(try world.sandbox.start(erase(book)).wait() == 0) }
                #expect(try world.file(book).facts() == whole)
            }
        }
    }

    @Test func backupSurvivesKilling() throws {
        let world = try World()
        try world.sandbox.prepare("sotay --book laptop-3 log --from $CASES/nam-trieu-q2/laptop-3.ndjson")
        let backup = ["--book", "laptop-3", "backup", "-o", "usb/so.age", "--force"]
        try world.sandbox.prepare("mkdir usb")
        var length = try world.time(backup)
        var dice = SeededDice(seed: 20_260_404)
        var killed = 0
        while killed < Self.kills {
            let isOld = try FileManager.default.contentsOfDirectory(atPath: world.sandbox.home + "/usb") == ["so.age"]
            guard try world.wasKilled(backup, within: &length, &dice) else { continue }
            killed += 1
            // The earlier backup stands until the new one is whole.
            #expect(isOld)
            try world.expectRestores("usb/so.age", "kill \(killed), seed \(dice.seed)")
            try world.sandbox.prepare("rm -f usb/*.part")
        }
        try world.expectSound("laptop-3", "killed backups")
        try world.sandbox.prepare("sotay --book laptop-3 backup -o usb/so.age --force")
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: world.sandbox.home + "/laptop-3").sorted()
                == ["book.sqlite", "keys", "quarantine"])
    }

    @Test func restoreSurvivesKilling() throws {
        let world = try World()
        try world.sandbox.prepare(
            "sotay --book laptop-3 log --from $CASES/nam-trieu-q2/laptop-3.ndjson",
            "sotay --book laptop-3 backup -o so.age; mkdir new")
        let restore = ["--book", "new/book", "restore", "so.age", "--identity", "ward/keys/device.json"]
        var length = try world.time(restore)
        var dice = SeededDice(seed: 20_260_405)
        var killed = 0
        while killed < Self.kills {
            try world.sandbox.prepare("rm -rf new/book")
            guard try world.wasKilled(restore, within: &length, &dice) else { continue }
            killed += 1
            if FileManager.default.fileExists(atPath: world.sandbox.home + "/new/book") {
                try world.expectSound("new/book", "kill \(killed), seed \(dice.seed)")
            }
        }
        // The last one is left to end by itself, and what the killed ones left is gone.
        try world.sandbox.prepare("rm -rf new/book", "sotay \(restore.joined(separator: " "))")
        #expect(try FileManager.default.contentsOfDirectory(atPath: world.sandbox.home + "/new") == ["book"])
        try world.expectSound("new/book", "after \(killed) kills")
    }

    // MARK: Full disks

    @Test func aFullDiskStopsAMergeBetweenTwoBatches() throws {
        let world = try World()
        let batches = try world.batches().map { world.sandbox.home + "/" + $0 }
        let book = try world.book("ward")
        try book.store.limitPages(to: 150)
        var merge = Merge(into: book, trust: { $0.isPlain })
        #expect(throws: StoreError.full) { try merge.run(batches) }
        try world.expectSound("ward", "full disk")
        #expect(try world.quarantined("ward").isEmpty)
        let sessions = try #require(try Int(world.file("ward").lines("SELECT count(*) FROM fact_session")[0]))
        #expect([0, 66].contains(sessions))
        var again = Merge(into: try world.book("ward"), trust: { $0.isPlain })
        #expect(try again.run(batches).files.flatMap(\.problems).isEmpty)
        try world.expectFigures(of: "ward")
    }

    /// The limit on a file's size (100 KiB; dash counts blocks of 512 bytes) stands for a stick that is full.
    @Test func aFullStickLeavesNothingBehind() throws {
        let world = try World()
        try world.sandbox.prepare(
            "sotay --book laptop-3 log --from $CASES/nam-trieu-q2/laptop-3.ndjson", "mkdir usb",
            "sotay --book laptop-3 export -o lo.age", "test $(wc -c < lo.age) -gt 110000")
        for target in ["usb", "usb/lo.age"] {
            let outcome = try world.sandbox.shell(
                "trap '' XFSZ; ulimit -f 200; sotay --book laptop-3 export -o \(target)")
            #expect(outcome.status == 74)
            #expect(outcome.output.contains("ổ đĩa đã đầy; không để lại gì dở dang [FILE-003]"))
            #expect(try FileManager.default.contentsOfDirectory(atPath: world.sandbox.home + "/usb").isEmpty)
        }
        try world.expectSound("laptop-3", "full stick")
        try world.expectMerges("lo.age", records: 141)
    }
}

/// Random numbers from a printed seed. SplitMix64.
struct SeededDice: RandomNumberGenerator {
    let seed: UInt64
    private var state: UInt64

    init(seed: UInt64) {
        self.seed = seed
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// A ward and three laptops with its kit, made by the real binary.
private struct World {
    let sandbox: Sandbox

    init() throws {
        sandbox = try Sandbox()
        try sandbox.prepare(
            "sotay --book ward ward init --area 11542 --plan nam-trieu-2026 && sotay --book ward kit -o kit.sotay",
            "for n in 1 2 3; do sotay --book laptop-$n init --kit kit.sotay --name May-$n || exit 1; done")
    }

    /// The case's three files, logged and exported.
    func batches() throws -> [String] {
        try sandbox.prepare(
            """
            for n in 1 2 3; do
                sotay --book laptop-$n log --from $CASES/nam-trieu-q2/laptop-$n.ndjson || exit 1
                sotay --book laptop-$n export -o lo-$n.age || exit 1
            done
            """)
        return (1...3).map { "lo-\($0).age" }
    }

    func file(_ book: String) throws -> BookFile {
        try BookFile(sandbox.home + "/" + book + "/book.sqlite")
    }

    func book(_ name: String) throws -> Book {
        try Book(BookFolder(sandbox.home + "/" + name), surroundings: .system(environment: sandbox.environment))
    }

    /// Lets `body` work on a fresh copy of a book.
    @discardableResult
    func copying<Value>(_ book: String, to copy: String, _ body: (String) throws -> Value) throws -> Value {
        try sandbox.prepare("rm -rf \(copy); cp -a \(book) \(copy)")
        return try body(copy)
    }

    /// Seconds that a run takes which nobody disturbs, at most 3: what is measured on a busy machine may be far too long.
    func time(_ arguments: [String]) throws -> Double {
        let start = ContinuousClock.now
        #expect(try sandbox.start(arguments).wait() == 0)
        return min(3, Double((ContinuousClock.now - start) / .milliseconds(1)) / 1000)
    }

    /// Runs a command and kills it at some moment of `length` seconds; false when it had come to its end before.
    ///
    /// Then `length` was too long and gets shorter, so that every loop over this comes to its end.
    func wasKilled(_ arguments: [String], within length: inout Double, _ dice: inout SeededDice) throws -> Bool {
        let child = try sandbox.start(arguments)
        let status = try child.kill(after: Double.random(in: 0...length, using: &dice))
        #expect(status == 0 || status == 128 + SIGKILL)
        if status == 0 { length *= 0.9 }
        return status != 0
    }

    /// The book opens, its file is whole, and its projections are what its revisions say.
    func expectSound(_ name: String, _ comment: String) throws {
        let file = try file(name)
        #expect(try file.integrity() == ["ok"], "\(comment)")
        let (heads, facts) = (try file.heads(), try file.facts())
        try book(name).write { try $0.rebuild() }
        #expect(try file.heads() == heads, "\(comment)")
        #expect(try file.facts() == facts, "\(comment)")
    }

    /// A fresh ward takes the batch whole and without a word of complaint.
    func expectMerges(_ path: String, records: Int) throws {
        try copying("ward", to: "other-ward") { ward in
            try sandbox.prepare("sotay --book \(ward) merge \(path) --trust-new --no-input")
            #expect(try file(ward).lines("SELECT count(*) FROM fact_session") == ["\(records)"])
        }
    }

    /// The backup of a volunteer's book opens with the ward's key, as a book without a fault.
    func expectRestores(_ path: String, _ comment: String) throws {
        try sandbox.prepare(
            "rm -rf restored; sotay restore \(path) --book restored --identity ward/keys/device.json")
        #expect(try sandbox.shell("sotay --book restored check").status == 0, "\(comment)")
        #expect(try file("restored").lines("SELECT count(*) FROM fact_session") == ["141"], "\(comment)")
    }

    func quarantined(_ name: String) throws -> [String] {
        try file(name).lines("SELECT name, code FROM quarantine")
            + FileManager.default.contentsOfDirectory(atPath: sandbox.home + "/" + name + "/quarantine")
    }

    /// Every figure that another program counted, as `report --format json` prints it.
    func expectFigures(of book: String) throws {
        let path = Sandbox.repository + "/Tests/Cases/nam-trieu-q2/expected.json"
        let expected = try #require(try JSON(parsing: DurableFile.read(path)).object)
        for member in expected where member.key != "conflicts" {
            let parts = member.key.split(separator: " ").map(String.init)
            let cutoff = parts.count == 2 ? parts[0] : "calendar"
            let outcome = try sandbox.shell(
                "sotay --book \(book) report --format json --period \(parts.last!) --cutoff \(cutoff)")
            #expect(outcome.status == 0)
            let figures = try #require(try JSON(parsing: Array(outcome.output.utf8))["figures"])
            for figure in try #require(member.value.object) {
                #expect(sorted(figures[figure.key]) == sorted(figure.value), "\(member.key) \(figure.key)")
            }
        }
    }

    private func sorted(_ json: JSON?) -> JSON? {
        guard case .object(let object)? = json else { return json }
        var result = JSONObject()
        for member in object.sorted { result[member.key] = sorted(member.value) }
        return .object(result)
    }
}
