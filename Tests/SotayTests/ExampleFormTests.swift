import Base
import Foundation
import Testing

/// The forms in `forms/examples`, from the ward's book through a kit to a volunteer who fills them, and back.
@Suite struct ExampleFormTests {
    private static let examples = Sandbox.repository + "/forms/examples"

    /// A ward with both forms, and a volunteer who has joined with its kit.
    private func volunteer() throws -> Sandbox {
        let sandbox = try Sandbox()
        try sandbox.prepare(
            "sotay --book ward ward init --area 11542 --plan nam-trieu-2026",
            "for form in \(Self.examples)/*.md; do sotay --book ward form add $form; done",
            "sotay --book ward kit -o kit.sotay", "sotay init --kit kit.sotay --name 'Nguyễn Thị Ý' --member T03-05")
        return sandbox
    }

    private func record(in sandbox: Sandbox, book: String = "") throws -> JSON {
        let list = try JSON(parsing: Array(sandbox.shell("sotay \(book) list --json").output.utf8))
        let id = try #require(list.array?.first?["record"]?.string)
        return try JSON(parsing: Array(sandbox.shell("sotay \(book) show \(id) --json").output.utf8))
    }

    @Test(arguments: ["ho-gia-dinh", "tram-y-te"])
    func theyHaveNoFaultsAndConvert(name: String) throws {
        let sandbox = try Sandbox()
        let check = try sandbox.shell("sotay form check \(Self.examples)/\(name).md")
        #expect(check.status == 0)
        #expect(check.output.hasPrefix("\(name).md: không có lỗi"))
        try sandbox.prepare(
            "sotay form convert \(Self.examples)/\(name).md -o f.xlsx", "sotay form convert f.xlsx -o f.csv",
            "sotay form convert f.csv -o a.xml", "sotay form convert \(Self.examples)/\(name).md -o b.xml",
            "cmp a.xml b.xml")
    }

    @Test func aHouseholdIsFilledFromStartToEnd() throws {
        let sandbox = try volunteer()
        let terminal = try PseudoTerminal(["log", "--form", "ho-gia-dinh"], in: sandbox)
        try terminal.answer("Tỉnh, thành phố", "hải phòng")
        // The wards of the other province are not offered.
        try terminal.answer("Xã, phường", "bac kan")
        try terminal.answer("không có trong danh sách", "nam trieu")
        try terminal.answer("Tổ dân phố, thôn", "dong hai")
        try terminal.answer("Vị trí nhà", "20.8449, 106.6881")
        try terminal.answer("Ngày đến thăm", "hom qua")
        try terminal.answer("Mã hộ", "T5-1")
        try terminal.answer("mã hộ viết như T05-0123", "T05-0123")
        try terminal.answer("Nhà ở", "1")
        try terminal.answer("Diện tích ở", "62,5")
        try terminal.answer("Hộ có bao nhiêu người?", "2")
        // Typed by Telex: `Hofa` with its erase.
        try terminal.answer("người thứ 1", "Ho\u{7F}òa")
        try terminal.answer("Hòa là gì của chủ hộ?", "chu ho")
        try terminal.answer("Giới tính của Hòa", "nam")
        try terminal.answer("Ngày sinh của Hòa", "15/03/1962")
        try terminal.answer("Lớp cao nhất", "thpt")
        try terminal.answer("Hòa đã có những gì?", "1 4")
        try terminal.answer("thì không chọn thêm", "1 2 3")
        try terminal.answer("Bệnh đang điều trị của Hòa: có cần ghi không?", "c")
        try terminal.expect("== Bệnh đang điều trị của Hòa 1.1 ==")
        try terminal.answer("Bệnh gì?", "tang huyet ap")
        try terminal.answer("Mắc từ năm nào?", "2015")
        try terminal.answer("Có đi khám định kỳ không?", "c")
        try terminal.answer("thêm một mục nữa?", "c")
        try terminal.answer("Bệnh gì?", "khac")
        try terminal.answer("Ghi rõ nội dung khác", "đau khớp")
        try terminal.answer("Mắc từ năm nào?", "")
        try terminal.answer("Có đi khám định kỳ không?", "k")
        try terminal.answer("thêm một mục nữa?", "k")
        try terminal.answer("người thứ 2", "Bé Na")
        try terminal.answer("Bé Na là gì của chủ hộ?", "con")
        try terminal.answer("Giới tính của Bé Na", "nu")
        try terminal.answer("Ngày sinh của Bé Na", "20/11/2021")
        try terminal.answer("Bệnh đang điều trị của Bé Na: có cần ghi không?", "")
        try terminal.expect("Hộ T05-0123: 2 người, 1 trẻ em dưới 16 tuổi, 2 bệnh đang điều trị")
        try terminal.answer("Ghi chú", ">ma ho")
        try terminal.answer("[T05-0123] ", "T05-0124")
        try terminal.answer("Nhà ở", ">ghi chu")
        try terminal.answer("Ghi chú", "nhà có chó dữ")
        try terminal.answer("Đã đọc lại", "c")
        try terminal.answer("Lưu?", "c")
        #expect(try terminal.end() == 0)
        let stored = try record(in: sandbox)
        #expect(stored["to"]?.string == "T05")
        #expect(stored["ma_ho"]?.string == "T05-0124")
        #expect(stored["vi_tri"]?.string == "20.8449 106.6881 0 0")
        #expect(stored["so_benh"]?.string == "2")
        let members = try #require(stored["nguoi"]?.array)
        #expect(members.map { $0["ten_goi"]?.string } == ["Hòa", "Bé Na"])
        #expect(members[0]["benh"]?.array?.last?["ten_benh_other"]?.string == "đau khớp")
        #expect(members[1]["benh"] == nil)
        #expect(stored["phien_ban_mau"]?.string == "2026070101")
        #expect(stored["ban_sua"]?.int == 1)
        // Up to the ward, where nothing is counted from it and nothing is amiss.
        try sandbox.prepare(
            "sotay export -o 1.age", "sotay --book ward merge 1.age --trust-new --no-input",
            "sotay --book ward status", "sotay --book ward check")
        #expect(try record(in: sandbox, book: "--book ward")["ma_ho"]?.string == "T05-0124")
        #expect(try sandbox.shell("sotay --book ward list").output.contains("Hộ T05-0124"))
    }

    @Test func aStationIsFilledFromStartToEnd() throws {
        let sandbox = try volunteer()
        let terminal = try PseudoTerminal(["log", "--form", "tram-y-te"], in: sandbox)
        try terminal.answer("Tên trạm", "Trạm y tế Nam Triệu")
        try terminal.answer("Ngày kiểm tra", "")
        try terminal.answer("Giờ mở cửa", "7h30")
        try terminal.answer("Giờ đóng cửa", "7h")
        try terminal.answer("đóng cửa phải sau mở cửa", "17:00")
        try terminal.answer("Loại trạm", "chinh")
        try terminal.answer("Dịch vụ đang có", "2 5")
        try terminal.answer("Ghi rõ nội dung khác", "châm cứu")
        try terminal.answer("Sạch sẽ", "4")
        try terminal.answer("Chỗ ngồi chờ", "6")
        try terminal.answer("trong khoảng 1–5", "3")
        try terminal.answer("Nhiệt độ tủ vắc xin", "9,5")
        try terminal.expect("Cảnh báo: nhiệt độ tủ vắc xin ngoài 2 đến 8 °C")
        try terminal.answer("Thiết bị gì?", "huyet ap")
        try terminal.answer("Số lượng", "5")
        try terminal.answer("[0] ", "1")
        try terminal.answer("Mã tài sản", "TS-001")
        try terminal.answer("thêm một mục nữa?", "")
        try terminal.answer("Xếp các việc", "2 1")
        try terminal.answer("cần xếp thứ tự đủ 4 lựa chọn", "2 1 3 4")
        try terminal.answer("Việc gấp nhất", "4")
        try terminal.answer("chọn một trong hai việc gấp nhất", "1")
        try terminal.answer("Kiến nghị: có cần ghi không?", "c")
        try terminal.answer("Nội dung kiến nghị", "Thay máy đo")
        try terminal.answer("Hạn làm xong", "12/2099")
        try terminal.answer("thêm một mục nữa?", "k")
        try terminal.answer("Ảnh trạm", "!")
        #expect(try terminal.end() == 0)
        // Left half-way: the draft is offered, and goes on where it was left.
        let second = try PseudoTerminal(["log", "--form", "tram-y-te"], in: sandbox)
        try second.expect("Có phiếu dở \"Phiếu kiểm tra trạm y tế\"")
        try second.expect("(c/k): ")
        second.type("c\n")
        try second.answer("Ảnh trạm", "anh.jpg")
        try second.answer("Lưu?", "c")
        #expect(try second.end() == 0)
        let stored = try record(in: sandbox)
        #expect(stored["thu_tu"]?.string == "thiet_bi sua_mai nhan_luc mang")
        #expect(stored["nhiet_do_tu"]?.compact == "9.5")
        #expect(stored["gio_dong_cua"]?.string == "17:00:00")
        #expect(stored["dich_vu"]?.string == "tiem_chung other")
        #expect(stored["kien_nghi"]?.array?.first?["han"]?.string == "2099-12-01")
        #expect(stored["tong_hong"]?.string == "1")
    }

    /// A new version comes with a newer kit; the old records keep theirs.
    @Test func aNewVersionTravelsWithTheNextKit() throws {
        let sandbox = try Sandbox()
        try sandbox.prepare(
            "sotay --book ward ward init --area 11542 --plan nam-trieu-2026 && sotay --book ward kit -o 1.sotay",
            "sotay init --kit 1.sotay --name Ý",
            """
            printf 'name,label\\nd,Đông Hải\\nt,Tây Sơn\\n' > to.csv
            printf '| survey |\\n| | type | name | label |\\n| | select_one_from_file to.csv | to | Tổ |\\n' > f.md
            printf '| | text | truoc | Trước | \\n| settings |\\n| | form_id | version |\\n| | f | 1 |\\n' >> f.md
            """)
        #expect(try sandbox.shell("sotay log --form f --set to=d").status == 66)
        try sandbox.prepare(
            "sotay --book ward form add f.md", "rm to.csv", "sotay --book ward kit -o 2.sotay", "sotay merge 2.sotay",
            "sotay log --form f --set to=d")
        let id = try #require(
            try JSON(parsing: Array(sandbox.shell("sotay list --json").output.utf8)).array?.first?["record"]?.string)
        #expect(try sandbox.shell("sotay show \(id)").output.contains("Đông Hải"))
        let wrong = try sandbox.shell("sotay log --form f --set to=x")
        #expect(wrong.status == 65)
        #expect(wrong.output.contains("d (Đông Hải), t (Tây Sơn)"))
        // The same version with another content is refused.
        try sandbox.prepare("printf 'name,label\\nd,Đông Hải 2\\n' > to.csv")
        #expect(try sandbox.shell("sotay --book ward form add f.md").output.contains("TOOL-005"))
        try sandbox.prepare(
            "sed -i 's/| f | 1 |/| f | 2 |/' f.md", "sotay --book ward form add f.md",
            "sotay --book ward kit -o 3.sotay", "sotay merge 3.sotay", "sotay log --form f --set to=d")
        let forms = try #require(
            try JSON(parsing: Array(sandbox.shell("sotay form list --json").output.utf8)).array)
        let own = forms.filter { $0["id"]?.string == "f" }
        #expect(own.map { $0["version"]?.string } == ["2", "1"])
        #expect(own.map { $0["records"]?.int } == [1, 1])
        #expect(try sandbox.shell("sotay show \(id)").output.contains("Đông Hải\n"))
    }

    @Test func onlyTheWardAddsForms() throws {
        let sandbox = try volunteer()
        let outcome = try sandbox.shell("sotay form add \(Self.examples)/tram-y-te.md")
        #expect(outcome.status == 77)
        try sandbox.prepare("printf '| survey |\\n| | type | name |\\n| | text | a |\\n| | txet | b |\\n' > xau.md")
        let faulty = try sandbox.shell("sotay --book ward form add xau.md")
        #expect(faulty.status == 65)
        #expect(faulty.output.contains("survey!A4"))
    }

    /// `--set` makes the rows that its path goes through, also in a form that has its id from a file's name.
    @Test func setReachesRowsInsideRows() throws {
        let sandbox = try volunteer()
        try sandbox.prepare(
            "printf '| survey |\\n| | type | name | label |\\n| | begin_repeat | a | A |\\n| | begin_repeat | b | B |\\n"
                + "| | text | t | T |\\n| | end_repeat | | |\\n| | end_repeat | | |\\n' > '_Biểu mẫu.md'")
        #expect(try sandbox.shell("sotay --book ward form add '_Biểu mẫu.md'").status == 0)
        let saved = try sandbox.shell(
            "sotay --book ward log --form bieu-mau --no-input --set 'a[2]/b[2]/t=x' --set 'a[1]/b[1]/t=y'")
        #expect(saved.status == 0, "\(saved.output)")
        // The first row of the second is empty, which is said.
        #expect(saved.output.contains("a[2]/b[1]: mục này không có câu trả lời nào [LOG-012]"))
        #expect(try sandbox.shell("sotay --book ward check").status == 0)
    }

    /// An id that lives on a server goes to telephones as it is, and into no book.
    @Test func anIDThatNoBookTakesIsPassedOn() throws {
        let sandbox = try volunteer()
        try sandbox.prepare(
            "printf '| survey |\\n| | type | name | label |\\n| | text | a | A |\\n| settings |\\n"
                + "| | form_id | version |\\n| | Biểu mẫu | 1 |\\n' > m.md")
        #expect(try sandbox.shell("sotay form check m.md").status == 0)
        #expect(try sandbox.shell("sotay form convert m.md -o m.xml; cat m.xml").output.contains("id=\"Biểu mẫu\""))
        let refused = try sandbox.shell("sotay --book ward form add m.md")
        #expect(refused.status == 65)
        #expect(refused.output.contains("TOOL-011"))
    }

    /// One file read twice logs nothing twice, also where the form has no id.
    @Test func aFileOfAnOwnFormIsReadOnce() throws {
        let sandbox = try volunteer()
        try sandbox.prepare(
            """
            echo '{"ten_tram":"A","gio_mo_cua":"7h","gio_dong_cua":"17h","loai_tram":"chinh","dich_vu":"kham_thai",\
            "sach_se":4,"cho_doi":3,"thiet_bi":[{"ten_tb":"may_tinh","so_luong":0}],\
            "thu_tu":"mang sua_mai thiet_bi nhan_luc"}' > a.ndjson
            """)
        let first = try sandbox.shell("sotay log --form tram-y-te --from a.ndjson")
        #expect(first.output.contains("Đã lưu 1 phiếu"))
        let again = try sandbox.shell("sotay log --form tram-y-te --from a.ndjson")
        #expect(again.output.contains("Đã lưu 0 phiếu; 1 đã có sẵn"))
    }
}
