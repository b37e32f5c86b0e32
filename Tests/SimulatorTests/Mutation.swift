import GRDB

@testable import Store
@testable import Workspace

/// A rule of merging, trust, projection or receipts that is made wrong on purpose: a trigger in every book of a world
/// undoes what the program writes. Nothing in the program knows of it. A simulator that plays on as if nothing were
/// wrong would be worth nothing.
enum Mutation: String, CaseIterable, Sendable {
    /// A log's place is taken by whoever comes first: of a forked log one branch is lost.
    case firstSeenWins
    /// Heads without edges, "remove my parents, add me": a parent that comes after its child stays a head.
    case lateParentStaysAHead
    /// A revocation takes effect from what has not come yet, and never from what is here.
    case revocationForgetsThePast
    /// Whoever was trusted once stays so, when the word of the lead who said it has lost its effect too.
    case trustIsNeverTakenBack
    /// A lead's receipt ends resending as the ward's does.
    case leadsReceiptCounts
    /// What a ward confirmed stays so, whatever the ward has lost since.
    case confirmationIsNeverTakenBack
    /// A conflict that was settled elsewhere goes on being counted.
    case settledConflictStays
    /// A body that was missing stays so when a later copy brings it.
    case bodyIsNeverFilled
    /// Nobody but the ward knows whom it has revoked.
    case wardsWordStaysUp

    var theme: Theme {
        switch self {
        case .firstSeenWins, .confirmationIsNeverTakenBack: .copies
        case .lateParentStaysAHead, .bodyIsNeverFilled: .passing
        case .revocationForgetsThePast, .trustIsNeverTakenBack, .wardsWordStaysUp: .decisions
        case .leadsReceiptCounts: .receipts
        case .settledConflictStays: .conflicts
        }
    }

    /// A world that shows it, so that not many have to be played. Whatever changes the worlds may change it: others are
    /// tried then, and `MUTANTS=40` names a new one.
    var shownBy: UInt64 {
        switch self {
        case .firstSeenWins: 6
        case .lateParentStaysAHead: 3
        case .revocationForgetsThePast: 4
        case .trustIsNeverTakenBack: 5
        case .leadsReceiptCounts: 8
        case .confirmationIsNeverTakenBack: 43
        case .settledConflictStays: 27
        case .bodyIsNeverFilled: 1
        case .wardsWordStaysUp: 1
        }
    }

    private var trigger: String {
        switch self {
        case .firstSeenWins:
            """
            BEFORE INSERT ON rev WHEN EXISTS(
                SELECT 1 FROM rev WHERE log = NEW.log AND seq = NEW.seq AND hash <> NEW.hash)
            BEGIN SELECT RAISE(IGNORE); END
            """
        case .lateParentStaysAHead:
            """
            BEFORE UPDATE OF live ON rev WHEN NEW.live = 0 AND EXISTS(
                SELECT 1 FROM rev c WHERE c.record = OLD.record AND c.id < OLD.id
                AND instr(c.head, CAST(lower(hex(OLD.hash)) AS BLOB)) > 0)
            BEGIN SELECT RAISE(IGNORE); END;
            CREATE TRIGGER late_parent AFTER INSERT ON rev WHEN NEW.live = 0
            BEGIN UPDATE rev SET live = 1 WHERE id = NEW.id; END
            """
        case .revocationForgetsThePast:
            """
            BEFORE UPDATE OF until ON log WHEN NEW.until < OLD.until AND NEW.until > 1
            BEGIN SELECT RAISE(IGNORE); END
            """
        case .trustIsNeverTakenBack:
            """
            BEFORE UPDATE OF trusted ON card WHEN OLD.trusted = 1 AND NEW.trusted = 0
            BEGIN SELECT RAISE(IGNORE); END
            """
        case .leadsReceiptCounts:
            """
            AFTER INSERT ON receipt
            WHEN NEW.card NOT IN (SELECT hash FROM card WHERE instr(manifest, CAST('"role":"ward"' AS BLOB)) > 0)
            BEGIN
                INSERT OR IGNORE INTO receipt
                SELECT hash, NEW.log, NEW.author, NEW.seq, NEW.chain, NEW.made FROM card
                WHERE instr(manifest, CAST('"role":"ward"' AS BLOB)) > 0;
            END
            """
        case .confirmationIsNeverTakenBack:
            "BEFORE DELETE ON receipt BEGIN SELECT RAISE(IGNORE); END"
        case .settledConflictStays:
            "BEFORE DELETE ON conflict BEGIN SELECT RAISE(IGNORE); END"
        case .wardsWordStaysUp:
            "BEFORE INSERT ON setting WHEN NEW.key = 'told' BEGIN SELECT RAISE(IGNORE); END"
        case .bodyIsNeverFilled:
            "BEFORE UPDATE OF body ON rev WHEN OLD.body IS NULL BEGIN SELECT RAISE(IGNORE); END"
        }
    }

    func install(in book: Book) throws {
        try book.store.queue.write { try $0.execute(sql: "CREATE TRIGGER wrong \(trigger)") }
    }
}
