import Archive
import Base
import Testing
import Workspace

/// Records as tables, with and without what tells of people.
struct RawDataTests {
    private static let personal = ["ma_ho", "ma_nguoi", "ma_co_so", "ma_tnv", "nam_sinh", "dg_nhan_xet", "ghi_chu"]

    private func book() throws -> Book {
        let ward = try Ward()
        let book = try ward.book("ward")
        let extra =
            #","nam_sinh":"1961","dg_ho_tro":5,"cach_lay_danh_gia":"tnv_hoi","dg_nhan_xet":"nói rõ","nhom_ho_tro":"cao_tuoi nong_dan""#
        let issue = #","phan_anh":[{"nhom":"thiet_bi","mo_ta":"máy cũ","muc_do":"vua","trang_thai":"moi"}]"#
        _ = try ward.log(session(1) + session(2, extra: extra + issue), into: book)
        return book
    }

    @Test func layoutIsCentrals() throws {
        let data = try book().rawData(form: nil, labels: nil, personal: true)
        #expect(data.tables.map(\.name) == ["ho-tro", "ho-tro-hanh_dong", "ho-tro-phan_anh"])
        let (sessions, actions, issues) = (data.tables[0], data.tables[1], data.tables[2])
        #expect(sessions.header.last == "KEY")
        #expect(actions.header.suffix(2) == ["PARENT_KEY", "KEY"])
        #expect(sessions.rows.map { $0.last } == (1...2).map { "uuid:00000000-0000-4000-8000-00000000000\($0)" })
        #expect(
            actions.rows.map { Array($0.suffix(2)) }[0] == [
                sessions.rows[0].last!, sessions.rows[0].last! + "/hanh_dong[1]",
            ])
        #expect(issues.rows.map { $0[$0.count - 2] } == [sessions.rows[1].last!])
        for table in data.tables { for row in table.rows { #expect(row.count == table.header.count) } }
        // Numbers and moments are such, codes are texts.
        let kinds = Dictionary(uniqueKeysWithValues: zip(sessions.header, sessions.kinds))
        #expect(kinds["nam_sinh"] == .number && kinds["thoi_diem_bat_dau"] == .dateTime)
        #expect(kinds["ma_nguoi"] == .text && kinds["dg_ho_tro"] == .text && kinds["KEY"] == .text)
    }

    @Test func codesOfPeopleComeOutOnlyWhenAskedFor() throws {
        let book = try book()
        let (open, closed) = (
            try book.rawData(form: nil, labels: nil, personal: true),
            try book.rawData(form: nil, labels: nil, personal: false)
        )
        for name in Self.personal { #expect(open.tables[0].header.contains(name), "\(name)") }
        for name in Self.personal { #expect(!closed.tables[0].header.contains(name), "\(name)") }
        let cells = Set(closed.tables.flatMap { $0.rows.joined() })
        for text in ["11542-T01-0001", "11542-T01-0001-01", "T01-01", "1961", "nói rõ", "máy cũ"] {
            #expect(!cells.contains(text), "\(text)")
        }
        #expect(
            Set(open.tables.flatMap { $0.rows.joined() }).isSuperset(of: [
                "11542-T01-0001-01", "1961", "nói rõ", "máy cũ",
            ]))
        // Names and telephones never leave, whatever is asked.
        #expect(!open.tables[0].header.contains { $0.contains("dien_thoai") || $0.contains("ho_ten") })
    }

    @Test func labelsStandInPlaceOfCodes() throws {
        let book = try book()
        func cell(_ name: String, _ data: RawData) throws -> String {
            let table = data.tables[0]
            let codes = try book.rawData(form: nil, labels: nil, personal: false).tables[0].header
            return table.rows[1][try #require(codes.firstIndex(of: name))]
        }
        let codes = try book.rawData(form: nil, labels: nil, personal: false)
        let words = try book.rawData(form: nil, labels: .vi, personal: false)
        let english = try book.rawData(form: nil, labels: .en, personal: false)
        #expect(try cell("dia_diem", codes) == "tai_nha")
        #expect(try cell("dia_diem", words) == "Tại nhà")
        #expect(try cell("dia_diem", english) != "tai_nha")
        #expect(try cell("nhom_ho_tro", codes) == "cao_tuoi nong_dan")
        #expect(try cell("nhom_ho_tro", words) == "Người cao tuổi (từ 60 tuổi); Nông dân")
        #expect(words.tables[0].header.contains("Địa điểm"))
    }
}
