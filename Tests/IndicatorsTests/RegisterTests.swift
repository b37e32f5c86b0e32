import Base
import Indicators
import Testing

/// Lists of hamlets, members and households from tables.
struct RegisterTests {
    private func table(_ list: RegisterList, _ rows: [[String]], area: String = "01843") -> RegisterTable {
        RegisterTable(list, rows: rows.enumerated().map { ($0.offset + 1, $0.element) }, area: area)
    }

    @Test func hamletsWithTheirDaysAndWhatTheyBecame() throws {
        let header = ["Mã tổ", "Tên", "Từ ngày", "Đến ngày", "Nhập vào"]
        let read = table(
            .areas,
            [header, ["T01", "Tổ 1", "", "30/06/2026", "T10"], ["T10", "Tổ 10", "2026-07-01", "", ""], ["", ""]])
        #expect(read.faults.isEmpty)
        guard case .hamlet(let old) = try #require(read.rows.first).entry else { return #expect(Bool(false)) }
        #expect(old.to == CivilDate(iso: "2026-06-30") && old.into == ["T10"] && old.area == "01843")
        #expect(Hamlet(answers: old.answers) == old)
    }

    @Test(arguments: [
        ("01843-T01", nil), ("01843", nil), ("T01", "REG-003"), ("1843-T01", "REG-003"), ("01843-", "REG-003"),
    ])
    func aProvincesHamletsNameTheirCommune(code: String, fault: String?) throws {
        let read = table(.areas, [["ma", "ten"], [code, "Thôn Một"]], area: "19")
        #expect(read.faults.map(\.problem.code) == (fault.map { [$0] } ?? []))
        let household = table(.roster, [["ma", "ten"], ["1843-T01-12", "Lý Thị A"]], area: "19")
        #expect(household.rows.first?.entry.code == "01843-T01-0012")
    }

    /// A misspelt column is lost with what it says: a merger, a team.
    @Test(
        arguments: [
            (.areas, ["ma", "ten", "den_ngay", "gop_vao"], [.columnUnknown("gop_vao", .areas)]),
            (.members, ["ma", "luc_luong", "to"], [.columnUnknown("to", .members)]),
            (.roster, ["Mã hộ", "Mã người", "Họ tên", ""], [.columnTwice("Mã người")]),
            (.roster, ["Mã hộ", "Họ tên", "Điện thoại", "Tổ dân phố"], []),
        ] as [(RegisterList, [String], [RegisterFault.Reason])])
    func columnsThatSayNothingAreTold(list: RegisterList, header: [String], reasons: [RegisterFault.Reason]) {
        let read = table(list, [header])
        #expect(read.passedOver.map(\.reason) == reasons && read.faults.isEmpty)
        #expect(read.passedOver.allSatisfy { $0.problem.hint != nil })
    }

    /// As with hamlets: what a list has no column for stays as it was.
    @Test func aListWithoutTeamsLeavesThemAsTheyWere() throws {
        let old = TeamMember(code: "T01-01", force: "to_cnscd", team: "T01")
        func read(_ rows: [[String]]) throws -> TeamMember {
            let table = RegisterTable(
                .members, rows: rows.enumerated().map { ($0.offset + 1, $0.element) }, area: "01843",
                members: [old.code: old])
            guard case .member(let member) = try #require(table.rows.first).entry else { throw CancellationError() }
            return member
        }
        #expect(try read([["ma", "luc_luong"], ["T01-01", "doan_thanh_nien"]]).team == "T01")
        #expect(try read([["ma", "luc_luong", "to_nhom"], ["T01-01", "doan_thanh_nien", ""]]).team == "")
    }

    @Test(arguments: [
        ("Đại sứ số", "dai_su_so"), ("Mạng lưới chuyển đổi số", "dai_su_so"),
        ("Đại sứ số/Mạng lưới chuyển đổi số", "dai_su_so"), ("đoàn thanh niên", "doan_thanh_nien"), ("Khác", "khac"),
        ("dai_su_so", "dai_su_so"), ("Đại sứ", nil), ("", nil), ("Đại sứ số, Khác", nil), (",", nil),
    ])
    func forcesAsTheyAreWritten(text: String, force: String?) {
        let row = table(.members, [["ma", "luc_luong"], ["T01-01", text]]).rows.first
        #expect(row?.entry == force.map { .member(TeamMember(code: "T01-01", force: $0, team: "")) })
    }

    /// The list goes into every kit.
    @Test(arguments: [("Nguyễn Văn A 0912345678", true), ("Tổ 0912.345.678", true), ("Tổ dân phố 12, 13, 14", false)])
    func aHamletsNameHoldsNoTelephone(name: String, isRefused: Bool) {
        let read = table(.areas, [["ma", "ten"], ["T01", name]])
        #expect(read.faults.map(\.reason) == (isRefused ? [.privateHamlet] : []))
    }

    @Test func hamletsFollowTheMapOfTheDay() {
        let end = CivilDate(iso: "2026-06-30")!
        let map = HamletMap([
            Hamlet(code: "T01", name: "", area: "1", to: end, into: ["T10"]),
            Hamlet(code: "T02", name: "", area: "1", to: end, into: ["T10"]),
            Hamlet(
                code: "T10", name: "", area: "1", from: end.adding(days: 1), to: end.adding(days: 90), into: ["T20"]),
            Hamlet(code: "T03", name: "", area: "1", to: end, into: ["T11", "T12"]),
            Hamlet(code: "V1", name: "", area: "1", to: end, into: ["V2"]),
            Hamlet(code: "V2", name: "", area: "1", to: end, into: ["V1"]),
        ])
        #expect(["T01", "T03", "la"].map { map.current($0, on: end) } == ["T01", "T03", "la"])
        #expect(map.current("T02", on: end.adding(days: 1)) == "T10")
        #expect(map.current("T02", on: end.adding(days: 91)) == "T20")
        // A split keeps its code, and a ring ends.
        #expect(map.current("T03", on: end.adding(days: 1)) == "T03")
        #expect(["V1", "V2"].contains(map.current("V1", on: end.adding(days: 1))))
        #expect(map.renamed(on: end).isEmpty)
    }

    @Test(arguments: [
        ("1843-T01-123", "01843-T01-0123"), ("01843-T01-0123", "01843-T01-0123"),
        ("1843-T01-0123-2", "01843-T01-0123-02"), ("1843-T01-KD012", "01843-T01-KD012"),
        ("01843-T01-001AB3F9", "01843-T01-001AB3F9"), ("01843-T01-0123-02AB3F9", "01843-T01-0123-02AB3F9"),
    ])
    func zerosThatASpreadsheetAteArePutBack(given: String, code: String) throws {
        let row = try #require(table(.roster, [["ma", "ten"], [given, "Nguyễn Văn An"]]).rows.first)
        #expect(row.entry.code == code)
        #expect(row.restored?.from == (given == code ? nil : given))
    }

    @Test(arguments: [
        ("11542-T01-0123", "REG-004"), ("843-T01-0123", "REG-004"), ("1843", "REG-003"), ("1843--0123", "REG-003"),
        ("01843-T01-9999", "REG-003"), ("", "REG-002"), ("01843-T01-1000AB3F9", "REG-003"),
        ("01843-T01-KD1000AB3F9", "REG-003"), ("01843-T01-0123-2A", "REG-003"), ("01843-T01-KD012-01", "REG-003"),
        ("01843-T 01-0123", "REG-003"), ("01843-TODANPHOSOMUOIBAY-0123", "REG-003"), ("01843-T01-01%3", "REG-003"),
    ])
    func whatIsNoCodeIsRefused(given: String, fault: String) {
        let read = table(.roster, [["ma", "ten"], [given, "Nguyễn Văn An"]])
        #expect(read.rows.isEmpty)
        #expect(read.faults.map(\.problem.code) == [fault])
    }

    /// A hamlet that forms would refuse gives codes that they refuse.
    @Test(arguments: ["T 01", "TODANPHOSOMUOIBAY", "T-01", "123456789"])
    func aHamletThatFormsRefuseIsRefused(hamlet: String) {
        let read = table(.roster, [["to_dan_pho", "ten"], [hamlet, "Nguyễn Văn An"], ["T07", "Lê Văn Mận"]])
        #expect(read.faults.map(\.problem.code) == ["REG-003"])
        #expect(read.rows.map(\.line) == [3])
    }

    /// Identity numbers and secrets stay out of the roster, which lies on a laptop; a business's name in no household's place.
    @Test(
        arguments: [
            ("ten", "01843-T01-0002-01", "Lê 001099012345", "REG-013"),
            ("ten", "01843-T01-0002", "Hộ 0010 9901 2345", "REG-013"),
            ("ten", "01843-T01-0002", "An mật khẩu 123456", "REG-013"),
            ("ten_co_so", "01843-T01-0001", "Tạp hóa", "REG-014"),
            ("ten_co_so", "01843-T01-KD001", "Tạp hóa 24/7", nil), ("ten", "01843-T01-0002", "Nguyễn Văn An 2", nil),
        ] as [(String, String, String, String?)])
    func namesThatAreNone(column: String, code: String, name: String, fault: String?) {
        let read = table(.roster, [["ma", column], [code, name]])
        #expect(read.faults.map(\.problem.code) == (fault.map { [$0] } ?? []))
        #expect(read.rows.count == (fault == nil ? 1 : 0))
    }

    @Test func membersHaveOneOfTheForces() {
        let read = table(
            .members,
            [
                ["ma_tnv", "luc_luong", "to_nhom"], ["T01-01", "doan_thanh_nien", "T01"],
                ["T01-02", "Đoàn thanh niên", ""],
                ["T01-03", "dân quân", ""], ["T01-01", "khac", ""],
            ])
        #expect(read.rows.map(\.entry.code) == ["T01-01", "T01-02"])
        #expect(read.faults.map(\.problem.code) == ["REG-007", "REG-008"])
    }

    @Test(arguments: [RegisterList.areas, .members, .roster])
    func aTableWithoutItsColumnsIsNone(list: RegisterList) {
        let read = table(list, [["stt", "ghi chú"], ["1", "a"]])
        #expect(read.rows.isEmpty)
        #expect(read.faults.allSatisfy { $0.problem.code == "REG-001" } && !read.faults.isEmpty)
        #expect(read.faults.allSatisfy { $0.problem.hint != nil }, "which headings are taken")
    }

    @Test func aMergerNeedsItsLastDayAndADateThatIsOne() {
        let read = table(
            .areas,
            [["ma", "ten", "den_ngay", "nhap_vao"], ["T01", "Tổ 1", "", "T10"], ["T02", "Tổ 2", "31/02/2026", ""]])
        #expect(read.faults.map(\.problem.code) == ["REG-006", "REG-005"])
    }

    /// Codes, last day and what it became; the first wrong line's fault.
    @Test(
        arguments: [
            (["T01;01/07/2026;30/06/2026;T02", "T02;;;"], "REG-009"), (["T01;;30/06/2026;T01"], "REG-010"),
            (["T01;;30/06/2026;T99", "T02;;;"], "REG-010"), (["T03;;30/06/2026;T10"], "REG-010"),
            (["T07;;30/06/2026;T02", "T02;;31/07/2026;T07"], "REG-010"),
            (["T07;;30/06/2026;T02,T08", "T08;;;", "T02;;31/07/2026;T05", "T05;;31/08/2026;T07"], "REG-010"),
            (["T04;;30/06/2026;T09"], nil), (["T07;;30/06/2026;T02", "T02;;;"], nil),
        ] as [([String], String?)])
    func aMergerLeadsSomewhere(rows: [String], fault: String?) {
        let known = HamletMap([
            Hamlet(code: "T09", name: "Tổ 9", area: "01843"),
            Hamlet(code: "T10", name: "Tổ 10", area: "01843", to: CivilDate(iso: "2026-07-31"), into: ["T03"]),
        ])
        let header = ["ma", "tu_ngay", "den_ngay", "nhap_vao", "ten"]
        let fields = rows.map { $0.split(separator: ";", omittingEmptySubsequences: false).map(String.init) + ["Tổ"] }
        let table = RegisterTable(
            .areas, rows: ([header] + fields).enumerated().map { ($0.offset + 1, $0.element) }, area: "01843",
            known: known)
        #expect(table.faults.first?.problem.code == fault)
        #expect(table.faults.allSatisfy { $0.line > 1 })
    }

    /// A list of names alone takes back no merger; an empty cell does.
    @Test func whatAFileHasNoColumnForStays() throws {
        let end = CivilDate(iso: "2026-06-30")
        let known = HamletMap([
            Hamlet(code: "T01", name: "Tổ 1", area: "01843", to: end, into: ["T02"]),
            Hamlet(code: "T02", name: "Tổ 2", area: "01843"),
        ])
        func read(_ rows: [[String]]) throws -> Hamlet {
            let table = RegisterTable(
                .areas, rows: rows.enumerated().map { ($0.offset + 1, $0.element) }, area: "01843", known: known)
            guard case .hamlet(let hamlet) = try #require(table.rows.first).entry else { throw CancellationError() }
            return hamlet
        }
        let named = try read([["ma", "ten"], ["T01", "Tổ một"]])
        #expect(named.name == "Tổ một" && named.to == end && named.into == ["T02"])
        let open = try read([["ma", "ten", "den_ngay", "nhap_vao"], ["T01", "Tổ một", "", ""]])
        #expect(open.to == nil && open.into.isEmpty)
    }

    @Test(
        arguments: [
            (["", "Nguyễn Thị Hoà", "12345"], "REG-011"), (["", "Nguyễn Thị Hoà", "091234567890123"], "REG-011"),
            (["", "Nguyễn Thị Hoà", "không có"], nil),
            (["", "", "0912345678"], "REG-012"), (["01843-T01-0123", "", ""], "REG-012"),
            (["", "Trần Văn An", "+84 912 345 678"], "REG-008"), (["", "Trần Văn An", ""], nil),
            (["", "Trần Văn Anh", "0912345678"], nil),
        ] as [([String], String?)])
    func whoIsNobodyIsNotTaken(row: [String], fault: String?) {
        let read = table(
            .roster,
            [["ma", "ten", "dien_thoai", "to_dan_pho"], ["", "Trần Văn An", "0912345678", "T01"], row + ["T01"]])
        #expect(read.faults.first?.problem.code == fault)
        #expect(read.rows.count == (fault == nil ? 2 : 1))
    }
}
