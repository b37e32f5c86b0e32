import Base
import Foundation
import Indicators
import Testing

/// `plan check`: every fault at once, at its line, with a code, a remedy and the nearest right id.
struct PlanFaultTests {
    /// Each change of one line of the shipped plan, with the one fault and the line it must be found at.
    @Test(arguments: [
        ("    lead: \"(không nêu)\"", "    leed: \"x\"", "PLAN-002", "lead"),
        ("    lead: \"(không nêu)\"\n", "", "PLAN-003", "lead"),
        ("    lead: \"(không nêu)\"", "    lead: [a]", "PLAN-004", "ngoặc kép"),
        ("    indicator: phu_song_5g", "    indicator: phu_song_5f", "PLAN-005", "phu_song_5g"),
        ("    class: M", "    class: X", "PLAN-006", "F, P, C, M"),
        ("    class: M", "    class: F", "PLAN-010", "khớp"),
        ("    value: \"90\"", "    value: \"nhiều\"", "PLAN-004", "17,5"),
        ("    value: \"90\"", "    value: \"-45\"", "PLAN-004", "17,5"),
        ("    value: \"90\"", "    value: \"145\"", "PLAN-019", "đơn vị"),
        ("    value: \"90\"", "    value: '$\\geq 2 %'", "PLAN-004", "17,5"),
        ("id: nam-trieu-2026", "id: ../x", "PLAN-024", "không dấu"),
        ("    operator: \">=\"", "    operator: \"lớn\"", "PLAN-006", ">="),
        ("    operator: \">=\"", "    operator: \"—\"", "PLAN-018", "operator"),
        (
            "    unit: \"%\"\n    printed: \"—\"\n    operator: \"=\"\n    value: \"100\"",
            "    unit: \"%\"\n    printed: \"—\"\n    operator: \"=\"\n    value: \"950\"", "PLAN-019", "đơn vị"
        ),
        ("    doubts: [F01]", "    doubts: [F02]", "PLAN-008", "F0"),
        (
            "valid: {from: 2026-01-01, to: 2026-12-31}", "valid: {from: 2026-12-31, to: 2026-01-01}", "PLAN-013",
            "đổi chỗ"
        ),
        (
            "valid: {from: 2026-01-01, to: 2026-12-31}", "valid: {from: 01/01/2026, to: 2026-12-31}", "PLAN-004",
            "2026-11-30"
        ),
        ("area: {code: \"11542\"", "area: {code: 1542", "PLAN-017", "số 0 đầu"),
        ("schema: 1", "schema: 2", "PLAN-009", "bản mới"),
        ("version: 1", "version: 0", "PLAN-014", "từ 1"),
        ("id: nam-trieu-2026", "id: [", "PLAN-001", "ngoặc"),
        ("    section: \"KH I.2.b(1)-2\"", "    section: \"KH I.2.b(1)-1\"", "PLAN-007", "giữ một"),
        ("    section: \"KH I.2.b(1)-2\"", "    section: \"KH I.2.b(4)\"", "PLAN-021", "KH I.2.b("),
        ("{every: month, before_day: 15,", "{every: month, before_day: 32,", "PLAN-014", "từ 1 đến 31"),
        ("{every: month, before_day: 15,", "{every: month, before: 2026-04-15,", "PLAN-022", "before_day"),
        (
            "{every: month, before_day: 15,", "{every: month, before_day: 15, time: \"25:00\",", "PLAN-022",
            "day hoặc on"
        ),
        ("{every: month, before_day: 15,", "{every: month, day: 15, before_day: 14,", "PLAN-022", "day hoặc on"),
        ("{every: month, before_day: 15,", "{every: month, time: \"16:00\",", "PLAN-022", "before_day"),
        ("    unit: \"% dân số\"", "    unit: \"người\"", "PLAN-026", "đơn vị của chỉ tiêu"),
        ("{every: year, before: 2026-11-30,", "{every: year, before: 2027-11-30,", "PLAN-020", "valid"),
        ("{every: year, before: 2026-11-30,", "{every: năm, before: 2026-11-30,", "PLAN-006", "month, quarter"),
        ("line: 173, doubts: [F24]}", "line: 173, doubts: [F25]}", "PLAN-008", "F"),
    ])
    func faultsByLine(old: String, new: String, code: String, hint: String) throws {
        let text = try Shipped.text("nam-trieu-2026.yaml").replacing("  - section:", with: "  -\n    section:")
        let range = try #require(text.range(of: old))
        let broken = text.replacingCharacters(in: range, with: new)
        let faults = PlanCheck(yaml: broken, file: "p.yaml", catalogue: try Shipped.catalogue()).faults
        let fault = try #require(faults.first)
        #expect(fault.problem.code == code)
        #expect(fault.problem.hint?.vi.contains(hint) == true, "\(fault.problem.hint?.vi ?? "")")
        #expect(faults.filter { $0.problem.code != code }.isEmpty)
        // A line taken out is missed where its row begins; a document cut off is found broken further on.
        guard !new.isEmpty, code != "PLAN-001" else { return }
        let first = text[..<range.lowerBound].split(separator: "\n", omittingEmptySubsequences: false).count
        let last = first + new.split(separator: "\n").count - 1
        #expect((first...last).contains(fault.line), "line \(fault.line)")
    }

    /// Several faults in one row and in several rows, the header among them, in the order of their lines.
    @Test func allFaultsOfAFileComeAtOnce() throws {
        let text = try Shipped.text("nam-trieu-2026.yaml").replacing("indicator: hscv_toan_trinh", with: "indicator: x")
            .replacing("class: C\n", with: "class: D\n").replacing("version: 1", with: "versoin: 1")
        let faults = PlanCheck(yaml: text, file: "p.yaml", catalogue: try Shipped.catalogue()).faults
        #expect(
            faults.map(\.problem.code).sorted() == ["PLAN-002", "PLAN-005", "PLAN-005", "PLAN-005"]
                + ["PLAN-006", "PLAN-006"])
        #expect(faults.map(\.line) == faults.map(\.line).sorted())
        let twice = try Shipped.text("bac-kan-2026.yaml").replacing(
            "    class: M\n    indicator: phu_song_5g", with: "    class: Z\n    indicator: phu_song_5")
        let pair = PlanCheck(yaml: twice, file: "p.yaml", catalogue: try Shipped.catalogue()).faults
        #expect(pair.map(\.problem.code) == ["PLAN-006", "PLAN-005"])
        #expect(pair[1].problem.hint?.vi.contains("phu_song_5g") == true)
        #expect(pair[0].line + 1 == pair[1].line)
    }

    @Test(arguments: [
        ("year: 2031, value: \"60\"", "PLAN-020"), ("level: ward, value: \"60\"", "PLAN-006"),
        ("year: 2027, value: \"x\"", "PLAN-004"), ("year: 2026, value: \"60\"", "PLAN-007"),
        ("years: 2027, value: \"60\"", "PLAN-002"), ("year: 2027, value: \"140\"", "PLAN-019"),
    ])
    func faultsOfGoals(goal: String, code: String) throws {
        let text = try Shipped.text("ninh-xa-2026-2030.yaml").replacing(
            "    value: \"80\"\n",
            with: "    value: \"40; 60\"\n    goals: [{year: 2026, value: \"40\"}, {\(goal)}]\n")
        let faults = PlanCheck(yaml: text, file: "p.yaml", catalogue: try Shipped.catalogue()).faults
        #expect(faults.map(\.problem.code) == [code])
        #expect(!faults.contains { $0.reason == .percentAbove100("40; 60") }, "the goal, not the row")
    }

    /// Per cent, people, households and centres are four things; an own word for a count may be any of them.
    @Test(arguments: [
        ("người", true), ("hộ", false), ("hồ sơ", false), ("%", false), ("% dân số", false), ("bà con", true),
        ("(không ghi; suy ra %)", false),
    ])
    func aTargetIsInItsIndicatorsUnit(unit: String, isRight: Bool) throws {
        let row = "    unit: \"%@\"\n    printed: \"—\"\n    operator: \"—\"\n    value: \"—\""
        let judged = row.replacing("—\"\n    value: \"—", with: ">=\"\n    value: \"90").replacing("%@", with: unit)
        let text = try Shipped.text("nam-trieu-2026.yaml")
        let changed = text.replacing(row.replacing("%@", with: "người (không giao số)"), with: judged)
        try #require(changed != text)
        let faults = PlanCheck(yaml: changed, file: "p.yaml", catalogue: try Shipped.catalogue()).faults
        #expect(faults.map(\.problem.code) == (isRight ? [] : ["PLAN-026"]))
        // A book that counts by it already goes on being read.
        #expect(throws: Never.self) {
            try Plan(yaml: changed, file: "p.yaml", catalogue: Shipped.catalogue(), isInUse: true)
        }
    }

    @Test(arguments: Shipped.planIDs)
    func shippedPlansHaveNone(id: String) throws {
        #expect(
            PlanCheck(yaml: try Shipped.text("\(id).yaml"), file: id, catalogue: try Shipped.catalogue()).faults.isEmpty
        )
    }

    @Test(arguments: [
        ("    rule: {kind: sessions}", "    rule: {kind: sesions}", "PLAN-006"),
        ("    rule: {kind: sessions}", "    unit2: x", "PLAN-002"),
        ("    base: danh_gia", "    base: danh_gi", "PLAN-011"),
        ("    roles: [session.start]", "    roles: [session.begin]", "PLAN-006"),
        ("  - luot_ho_tro", "  - luot_ho_troo", "PLAN-005"),
        ("    roles: [session.start, session.person]", "    roles: [session.start]", "PLAN-015"),
        ("    denominator: {vi: \"người dân trưởng thành\", en: \"adults\"}\n", "", "PLAN-016"),
        ("    rule: {kind: sessions}", "    rule: {kind: count, of: sesions}", "PLAN-006"),
        (
            "    rule: {kind: sessions}", "    rule: {kind: count, of: sessions, where: {session.color: [a]}}",
            "PLAN-002"
        ),
        ("    class: F\n    unit: \"lượt\"", "    class: M\n    unit: \"lượt\"", "PLAN-012"),
        ("satisfied_from: 4", "satisfied_from: 6", "PLAN-014"),
        ("whole: luot_ho_tro", "whole: luot", "PLAN-005"),
        ("  - id: luot_an_danh", "  - id: luot_ho_tro", "PLAN-007"),
        ("satisfied_from: 4\n", "", "PLAN-003"),
        ("  - id: luot_an_danh", "  - id: ../luot", "PLAN-024"),
    ])
    func faultsOfTheCatalogue(old: String, new: String, code: String) throws {
        let text = try Shipped.text("indicators.yaml")
        let range = try #require(text.range(of: old))
        let broken = text.replacingCharacters(in: range, with: new)
        let faults = #expect(throws: PlanFaults.self) { try Catalogue(yaml: broken, file: "i.yaml") }
        #expect(faults?.faults.contains { $0.problem.code == code } == true)
    }

    /// What text recognition leaves of a value (F11) is understood, its operator and unit standing in keys of their own.
    @Test(arguments: ["$\\geq 90\\%$", "$\\ge 90$", "$ 90 \\% $", "$≥ 90%$"])
    func aValueInTheSignsOfLaTeXIsANumber(value: String) throws {
        let text = try Shipped.text("nam-trieu-2026.yaml")
        let read = { try Plan(yaml: $0, file: "p.yaml", catalogue: Shipped.catalogue()) }
        let plan = try read(text.replacing("    value: \"90\"", with: "    value: '\(value)'"))
        #expect(try plan.targets == read(text).targets)
    }

    /// One slip is one fault: a class that there is none of says nothing about the rule.
    @Test func aWrongClassIsOneFault() throws {
        let own = """
            schema: 1
            indicators:
              - id: cua_to
                vi: Của tổ
                en: Own
                class: Q
                unit: "lượt"
                numerator: {vi: a, en: a}
                rule: {kind: sessions}
                roles: [session.start]
            """
        let faults = PlanCheck(yaml: own, file: "o.yaml", catalogue: try Shipped.catalogue()).faults
        #expect(faults.map(\.problem.code) == ["PLAN-006"])
    }

    @Test func anIndicatorThatIsCountedNeedsARule() throws {
        let text = try Shipped.text("indicators.yaml").replacing("    rule: {kind: sessions}\n", with: "")
        let faults = #expect(throws: PlanFaults.self) { try Catalogue(yaml: text, file: "i.yaml") }
        #expect(faults?.faults.first?.problem.code == "PLAN-012")
    }
}
