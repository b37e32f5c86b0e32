import Base
import Forms
import Foundation
import Indicators
import Testing

/// The shipped catalogue and plan, against the rows of the source.
struct PlanTests {
    @Test func rowsEqualTheSourceFieldByField() throws {
        let plan = try Shipped.plan()
        let text = try String(contentsOf: Shipped.tests.appending(path: "Cases/targets-nt.csv"), encoding: .utf8)
        let table = csv(text)
        let header = table[0].map { $0.replacing("\u{FEFF}", with: "") }
        let rows = table.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
        #expect(rows.count == 24)
        #expect(plan.targets.count == rows.count)
        for (target, row) in zip(plan.targets, rows) {
            let fields = [
                "van_ban": plan.document.code, "tep": plan.document.file, "muc": target.section,
                "dong": String(target.line), "ten_chi_tieu": target.name, "gloss_en": target.gloss,
                "don_vi": target.unit, "toan_tu_in": target.printedOperator,
                "toan_tu_hieu_luc": target.comparison.rawValue, "tri_so": target.printedValue, "chu_tri": target.lead,
                "ky_han": target.deadline, "cach_tinh": target.source.rawValue, "ma_chi_tieu": target.indicator,
                "ghi_chu": target.note ?? "",
            ]
            #expect(fields == row, "\(target.section)")
        }
    }

    @Test func headerOfThePlan() throws {
        let plan = try Shipped.plan()
        #expect(plan.id == "nam-trieu-2026")
        #expect(plan.area.code == "11542")
        #expect(plan.document.number == "01/QĐ-BCĐ")
        #expect(plan.validTo.iso == "2026-12-31")
        #expect(
            plan.duties.map(\.deadline) == [
                .monthly(beforeDay: 15), .yearly(before: CivilDate(iso: "2026-11-30")!),
            ])
        #expect(plan.targets.filter { $0.doubts.contains("F03") }.map(\.line) == [87, 184, 200])
        for target in plan.targets { #expect(plan.sections.contains { $0.id == target.group }, "\(target.group)") }
    }

    @Test func everyPublishedFigureHasARule() throws {
        let catalogue = try Shipped.catalogue()
        for id in catalogue.figures { #expect(catalogue.indicator(id)?.rule != nil, "\(id)") }
        #expect(catalogue.personItems.count == 15)
        #expect(catalogue.onceItems.count == 12)
    }

    @Test func aFormWithoutBirthYearLeavesAgesUncounted() throws {
        let gaps = try Shipped.catalogue().gaps(of: [
            .sessionStart, .sessionPerson, .actionItem, .actionBefore, .actionAfter,
        ])
        let adults = try #require(gaps.first { $0.indicator.id == "cks_nguoi_truong_thanh" })
        #expect(adults.missing == [.sessionBirthYear])
        #expect(!gaps.contains { $0.indicator.id == "vneid_dan" })
    }

    /// Each change of one line of the shipped plan, with the fault and the line it must be found at.
    @Test(arguments: [
        ("    lead: \"(không nêu)\"", "    leed: \"x\"", "PLAN-002", "lead"),
        ("    indicator: phu_song_5g", "    indicator: phu_song_5f", "PLAN-005", "phu_song_5g"),
        ("    class: M", "    class: X", "PLAN-006", "F, P, C, M"),
        ("    class: M", "    class: F", "PLAN-010", nil),
        ("    value: \"90\"", "    value: \"nhiều\"", "PLAN-004", nil),
        ("    operator: \">=\"", "    operator: \"lớn\"", "PLAN-006", ">="),
        ("    doubts: [F01]", "    doubts: [F02]", "PLAN-008", "F01"),
        ("valid: {from: 2026-01-01, to: 2026-12-31}", "valid: {from: 2026-12-31, to: 2026-01-01}", "PLAN-013", nil),
        ("valid: {from: 2026-01-01, to: 2026-12-31}", "valid: {from: 01/01/2026, to: 2026-12-31}", "PLAN-004", nil),
        ("schema: 1", "schema: 2", "PLAN-009", nil),
        ("id: nam-trieu-2026", "id: [", "PLAN-001", nil),
        ("    section: \"KH I.2.b(1)-2\"", "    section: \"KH I.2.b(1)-1\"", "PLAN-007", nil),
    ])
    func faultsByLine(old: String, new: String, code: String, hint: String?) throws {
        let text = try Shipped.text("nam-trieu-2026.yaml").replacing("  - section:", with: "  -\n    section:")
        let range = try #require(text.range(of: old))
        let line = text[..<range.lowerBound].split(separator: "\n", omittingEmptySubsequences: false).count
        let broken = text.replacingCharacters(in: range, with: new)
        let catalogue = try Shipped.catalogue()
        let faults = #expect(throws: PlanFaults.self) { try Plan(yaml: broken, file: "p.yaml", catalogue: catalogue) }
        let fault = try #require(faults?.faults.first)
        #expect(fault.problem.code == code)
        // A broken document or a row that stands twice is found later than where it begins.
        if !["PLAN-001", "PLAN-007"].contains(code) { #expect(fault.line == line) }
        if let hint { #expect(fault.problem.hint?.vi.contains(hint) == true) }
    }

    @Test func allFaultsOfAFileComeAtOnce() throws {
        let text = try Shipped.text("nam-trieu-2026.yaml").replacing("indicator: hscv_toan_trinh", with: "indicator: x")
        let catalogue = try Shipped.catalogue()
        let faults = #expect(throws: PlanFaults.self) { try Plan(yaml: text, file: "p.yaml", catalogue: catalogue) }
        #expect(faults?.faults.count == 3)
    }

    @Test(arguments: [
        ("    rule: {kind: sessions}", "    rule: {kind: sesions}", "PLAN-006"),
        ("    rule: {kind: sessions}", "    unit2: x", "PLAN-002"),
        ("    base: danh_gia", "    base: danh_gi", "PLAN-011"),
        ("    roles: [session.start]", "    roles: [session.begin]", "PLAN-006"),
        ("  - luot_ho_tro", "  - luot_ho_troo", "PLAN-005"),
        ("whole: luot_ho_tro", "whole: luot", "PLAN-005"),
        ("  - id: luot_an_danh", "  - id: luot_ho_tro", "PLAN-007"),
        ("satisfied_from: 4\n", "", "PLAN-003"),
    ])
    func faultsOfTheCatalogue(old: String, new: String, code: String) throws {
        let text = try Shipped.text("indicators.yaml")
        let range = try #require(text.range(of: old))
        let broken = text.replacingCharacters(in: range, with: new)
        let faults = #expect(throws: PlanFaults.self) { try Catalogue(yaml: broken, file: "i.yaml") }
        #expect(faults?.faults.contains { $0.problem.code == code } == true)
    }

    @Test func anIndicatorThatIsCountedNeedsARule() throws {
        let text = try Shipped.text("indicators.yaml").replacing("    rule: {kind: sessions}\n", with: "")
        let faults = #expect(throws: PlanFaults.self) { try Catalogue(yaml: text, file: "i.yaml") }
        #expect(faults?.faults.first?.problem.code == "PLAN-012")
    }
}

enum Shipped {
    static let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()

    static func text(_ name: String) throws -> String {
        try String(contentsOf: tests.deletingLastPathComponent().appending(path: "plans/\(name)"), encoding: .utf8)
    }

    static func catalogue() throws -> Catalogue {
        try Catalogue(yaml: text("indicators.yaml"), file: "indicators.yaml")
    }

    static func plan() throws -> Plan {
        try Plan(yaml: text("nam-trieu-2026.yaml"), file: "nam-trieu-2026.yaml", catalogue: catalogue())
    }
}

/// Quoted fields with commas and doubled quotes, no line ends inside.
private func csv(_ text: String) -> [[String]] {
    text.replacing("\r\n", with: "\n").split(separator: "\n").map { line in
        var fields = [""]
        var quoted = false
        var previous: Character?
        for letter in line {
            if letter == "\"" {
                if !quoted, previous == "\"" { fields[fields.count - 1].append("\"") }
                quoted.toggle()
            } else if letter == ",", !quoted {
                fields.append("")
            } else {
                fields[fields.count - 1].append(letter)
            }
            previous = letter
        }
        return fields
    }
}
