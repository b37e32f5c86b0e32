import Base
import Foundation
import Ledger
import Store
import Testing

@testable import sotay

/// What `status`, `history` and `log` show of what is wrong, in as few lines as serve.
@Suite struct ViewTests {
    /// A ward, and a volunteer with four sessions that the ward has merged.
    private func world() throws -> Sandbox {
        let sandbox = try Sandbox()
        try sandbox.prepare(
            "sotay --book phuong ward init --area 11542 --plan nam-trieu-2026; sotay --book phuong kit -o kit.sotay",
            "sotay --book may init --kit kit.sotay --name Y",
            "head -n 4 $CASES/nam-trieu-q2/laptop-1.ndjson | sotay --book may log --from -",
            "sotay --book may export -o 1.age; sotay --book phuong merge 1.age --trust-new --no-input")
        return sandbox
    }

    @Test func historyMarksWhatIsInUse() throws {
        let sandbox = try world()
        try sandbox.prepare(
            "sotay --book may edit b3f1e3 --set dia_diem=cho; sotay --book may export -o 2.age",
            "sotay --book phuong edit b3f1e3 --set thoi_luong_phut=25",
            "sotay --book phuong merge 2.age --no-input; test $? = 1")
        func marks(_ mark: String) throws -> Int {
            let lines = try sandbox.shell("sotay --book phuong history b3f1e3").output.split(separator: "\n")
            return lines.count { $0.hasSuffix(mark) }
        }
        #expect(try [marks(" (đang dùng)"), marks(" (bản kia)"), marks(" hoặc đã thu hồi)")] == [1, 1, 0])
        // Nothing of the volunteer's has effect any more; the ward's correction stands alone.
        try sandbox.prepare("sotay --book phuong device revoke Y --all")
        #expect(try [marks(" (đang dùng)"), marks(" (bản kia)"), marks(" hoặc đã thu hồi)")] == [1, 0, 2])
    }

    @Test func statusShowsTenFilesKeptAside() throws {
        let sandbox = try world()
        try sandbox.prepare(
            "mkdir usb; for n in $(seq 101 112); do head -c 2$n 1.age > usb/hong-$n.age; done",
            "sotay --book phuong merge usb --no-input; test $? = 1")
        for (arguments, shown) in [("", 10), (" --all", 12)] {
            let lines = try sandbox.shell("sotay --book phuong status\(arguments)").output.split(separator: "\n")
            #expect(lines.count { $0.hasPrefix("  hong-") && $0.hasSuffix("[SYNC-002]") } == shown)
            #expect(lines.contains("  … và 2 dòng nữa: `sotay status --all`") == (shown == 10))
        }
    }

    @Test func aFileIsShownOnceAReason() {
        func part(_ file: UInt8, _ section: Int, _ code: String) -> QuarantinedPart {
            QuarantinedPart(
                file: .of(.plain, [file]), section: section, name: "lo-\(file).age", bytes: 1, code: code,
                reason: Bilingual("lý do \(code)", "reason \(code)"), received: Instant(milliseconds: 0))
        }
        let kept = KeptAside([
            part(2, 1, "SYNC-009"), part(1, 3, "SYNC-009"), part(1, 1, "SYNC-003"), part(1, 2, "SYNC-009"),
        ])
        #expect(kept.files == 2)
        #expect(
            kept.lines.map(\.vi) == [
                "  lo-1.age: lý do SYNC-003 [SYNC-003]", "  lo-1.age: lý do SYNC-009 [SYNC-009]",
                "  lo-2.age: lý do SYNC-009 [SYNC-009]",
            ])
    }

    /// A clock before the program was begun is wrong; later nobody can know.
    @Test(arguments: [
        "1980-01-01T00:00:00+07:00", "2025-12-31T23:59:59+07:00", "2026-01-01T00:00:00+07:00",
        "2099-01-01T00:00:00+07:00",
    ])
    func logWarnsOfAClockThatMustBeWrong(now: String) throws {
        let warning = LogVerb.warning(ofClock: try #require(Instant(iso: now)))
        #expect(warning?.code == (now < "2026" ? "LOG-102" : nil))
        #expect(warning?.status ?? .done == .done)
    }
}
