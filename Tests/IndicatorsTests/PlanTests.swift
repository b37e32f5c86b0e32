import Base
import Forms
import Foundation
import Indicators
import Testing

/// The shipped catalogue and plans, against the rows of the sources.
struct PlanTests {
    /// All 114 rows of the five documents, none dropped and none added.
    @Test func rowsEqualTheSourceFieldByField() throws {
        let text = try String(contentsOf: Shipped.tests.appending(path: "Cases/targets.csv"), encoding: .utf8)
        let table = csv(text)
        let header = table[0].map { $0.replacing("\u{FEFF}", with: "") }
        let rows = table.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
        let plans = try Shipped.planIDs.map { try Shipped.plan($0) }
        #expect(rows.count == 114)
        #expect(plans.map(\.targets.count) == [21, 18, 34, 24, 17])
        // The table has part V of Ninh Xá before part III; a plan's rows stand as its text does.
        #expect(plans.allSatisfy { $0.targets.map(\.line) == $0.targets.map(\.line).sorted() })
        let targets = plans.flatMap { plan in plan.targets.map { (plan, $0) } }
        let byPlace = Dictionary(uniqueKeysWithValues: rows.map { ("\($0["van_ban"]!) \($0["muc"]!)", $0) })
        for (plan, target) in targets {
            let row = try #require(byPlace["\(plan.document.code) \(target.section)"])
            let fields = [
                "van_ban": plan.document.code, "tep": plan.document.file, "muc": target.section,
                "dong": String(target.line), "ten_chi_tieu": target.name, "gloss_en": target.gloss,
                "don_vi": target.unit, "toan_tu_in": target.printedOperator,
                "toan_tu_hieu_luc": target.comparison.rawValue, "tri_so": target.printedValue, "chu_tri": target.lead,
                "ky_han": target.deadline, "cach_tinh": target.source.rawValue, "ma_chi_tieu": target.indicator,
                "ghi_chu": target.note ?? "",
            ]
            #expect(fields == row, "\(plan.id) \(target.section)")
        }
    }

    @Test(arguments: [
        ("bac-kan-2026", "01843", "/KH-UBND", "2026-12-31"), ("lien-minh-2026", "13786", "/KH-BCĐ", "2026-12-31"),
        ("thai-nguyen-2026", "19", "/KH-UBND", "2026-12-31"), ("nam-trieu-2026", "11542", "01/QĐ-BCĐ", "2026-12-31"),
        ("ninh-xa-2026-2030", "09445", nil, "2030-12-31"),
    ])
    func headers(id: String, area: String, number: String?, last: String) throws {
        let plan = try Shipped.plan(id)
        #expect(plan.id == id)
        #expect(plan.version == 1)
        #expect(plan.area.code == area)
        #expect(plan.area.level == (area == "19" ? .province : .commune))
        #expect(plan.document.number == number)
        #expect(plan.validFrom.iso == "2026-01-01")
        #expect(plan.validTo.iso == last)
        #expect(!plan.duties.isEmpty)
    }

    /// Word for word, and in the order, of the lines that the files name.
    @Test(arguments: [
        ("bac-kan-2026", "06 rõ", 23, "người, việc, thời gian, trách nhiệm, sản phẩm, thẩm quyền"),
        ("thai-nguyen-2026", "06 rõ", 21, "người, việc, thời gian, trách nhiệm, sản phẩm, thẩm quyền"),
        ("nam-trieu-2026", nil, 65, "tiến độ, trách nhiệm, kết quả"),
        ("ninh-xa-2026-2030", "6 rõ", 33, "người, việc, trách nhiệm, thẩm quyền, thời gian, kết quả"),
    ])
    func clearPoints(id: String, name: String?, line: Int, points: String) throws {
        let clear = try #require(try Shipped.plan(id).clearPoints)
        #expect(clear.name == name && clear.line == line)
        #expect(clear.points.map(\.rawValue).joined(separator: ", ") == points)
    }

    @Test func lienMinhNamesNoClearPoints() throws {
        #expect(try Shipped.plan("lien-minh-2026").clearPoints == nil)
    }

    /// DOMAIN.md §1.7 lists 30 of them; each stands in the plans it speaks of, at the rows it touches.
    @Test func everyKnownInconsistencyIsCarried() throws {
        let plans = try Shipped.planIDs.map { try Shipped.plan($0) }
        let known = Set(plans.flatMap { $0.doubts.map(\.id) }).subtracting(["7f"])
        #expect(known == Set((1...30).map { $0 < 10 ? "F0\($0)" : "F\($0)" }))
        let rows = Dictionary(grouping: plans.flatMap { plan in plan.targets.map { (plan.document.code, $0) } }) {
            $0.0
        }
        func lines(_ code: String, _ doubt: String) -> [Int] {
            (rows[code] ?? []).filter { $0.1.doubts.contains(doubt) }.map { $0.1.line }
        }
        #expect(lines("NT", "F03") == [87, 184, 200])
        #expect(lines("TN", "F07") == [43, 164])
        #expect(lines("TN", "F08") == [41, 163])
        #expect(lines("NX", "F10") == [43, 54, 55])
        #expect(lines("NX", "F12") == [54, 173])
        #expect(lines("BK", "F02") == [57, 75])
        for code in ["BK", "LM", "TN", "NT", "NX"] { #expect(!lines(code, "F01").isEmpty, "\(code)") }
        let confirmed = plans.flatMap { $0.doubts.filter(\.needsConfirmation).map(\.id) }
        #expect(confirmed == ["F03", "F10"])
    }

    @Test func provinceAndCommuneInOneRow() throws {
        let plan = try Shipped.plan("thai-nguyen-2026")
        let row = try #require(plan.targets.first { $0.section == "II.2.c(1)-4" })
        #expect(row.printedValue == "70; 70")
        #expect(row.goals.map(\.level) == [.province, .commune])
        #expect(row.resolved(for: .province, year: 2026).value == TargetValue("70"))
        #expect(row.resolved(for: .province, year: 2026).effectiveValue == "70")
        let single = try #require(plan.targets.first { $0.indicator == "tt_dmst" })
        #expect(single.effectiveValue == "01")
    }

    /// Two rows of one name, one a level: the report tells them apart, and the province's figure is not its wards'.
    @Test func aRowForEachLevel() throws {
        let rows = try Shipped.plan("thai-nguyen-2026").targets.filter { $0.level != nil }
        #expect(rows.map(\.section) == ["PL I-6 Cấp tỉnh", "PL I-6 Cấp xã"])
        #expect(rows.map(\.level) == [.province, .commune])
    }

    @Test(arguments: [
        (2026, Plan.Level.commune, "40" as String?), (2027, .commune, "60"), (2028, .commune, "60"),
        (2030, .commune, "80"),
        (2031, .commune, "80"), (2026, .province, nil),
    ])
    func valuesByYear(year: Int, level: Plan.Level, value: String?) throws {
        let text = try Shipped.text("ninh-xa-2026-2030.yaml").replacing(
            "    value: \"80\"\n",
            with: """
                    value: "40; 60; 80"
                    goals:
                      - {level: commune, year: 2026, value: "40"}
                      - {level: commune, year: 2028, value: "60"}
                      - {level: commune, year: 2030, value: "80"}

                """)
        let plan = try Plan(yaml: text, file: "nx.yaml", catalogue: Shipped.catalogue())
        let row = try #require(plan.targets.first { $0.indicator == "vneid_dan" })
        #expect(row.resolved(for: level, year: year).value == value.flatMap { TargetValue($0) })
        #expect(row.resolved(for: level, year: year).effectiveValue == value ?? "40; 60; 80")
        if year == 2027 { #expect(row.dueYear(in: plan, year: year) == 2028) }
    }

    @Test func rowsWithoutAValue() throws {
        let rows = try Shipped.planIDs.flatMap { try Shipped.plan($0).targets }.filter {
            $0.value == nil && $0.goals.isEmpty
        }
        #expect(
            rows.map(\.indicator) == [
                "cks_mien_phi_vneid", "cks_mien_phi_vneid", "chi_cong_nghe_chien_luoc", "cks_mien_phi_vneid",
                "hkd_ung_dung_so", "cks_mien_phi_vneid", "vneid_muc2",
            ])
        #expect(rows.allSatisfy { $0.comparison == .none })
    }

    @Test(arguments: Shipped.planIDs)
    func everyRowHasAHeadingAndAPlaceInItsSource(id: String) throws {
        let plan = try Shipped.plan(id)
        for target in plan.targets { #expect(plan.sections.contains { $0.id == target.group }, "\(target.section)") }
        #expect(Set(plan.targets.map(\.group)) == Set(plan.sections.map(\.id)))
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
}

enum Shipped {
    static let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()

    static func text(_ name: String) throws -> String {
        try String(contentsOf: tests.deletingLastPathComponent().appending(path: "plans/\(name)"), encoding: .utf8)
    }

    static func catalogue() throws -> Catalogue {
        try Catalogue(yaml: text("indicators.yaml"), file: "indicators.yaml")
    }

    static let planIDs = [
        "bac-kan-2026", "lien-minh-2026", "thai-nguyen-2026", "nam-trieu-2026", "ninh-xa-2026-2030",
    ]

    static func plan(_ id: String = "nam-trieu-2026") throws -> Plan {
        try Plan(yaml: text("\(id).yaml"), file: "\(id).yaml", catalogue: catalogue())
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
