import Base
import Forms
import Foundation
import Testing
import XLSForm

/// `forms/ho-tro.md`, the form that every ward starts with.
@Suite struct ShippedForm {
    private static let reading: FormReading = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let url = root.appending(path: "forms/ho-tro.md")
        guard let bytes = FileManager.default.contents(atPath: url.path) else {
            preconditionFailure("no file \(url.path)")
        }
        return FormReader.read(Array(bytes), file: "ho-tro.md")
    }()

    private func form() throws -> Form { try #require(Self.reading.form) }

    @Test func hasNoFaults() {
        for fault in Self.reading.faults { Issue.record("\(fault.place): \(fault.kind)") }
        #expect(Self.reading.form?.id == "ho-tro")
        #expect(Self.reading.form?.version == "1")
    }

    @Test(arguments: Role.allCases.filter { !$0.isOfEvent })
    func hasEveryRole(_ role: Role) throws {
        #expect(try form().roles[role] != nil)
    }

    @Test func saysEverythingInBothLanguages() throws {
        for item in try form().items where item.type.isAsked || item.type == .note || item.type.isContainer {
            for text in [item.label, item.hint, item.constraintMessage, item.requiredMessage] where !text.isEmpty {
                #expect(text[code: "vi"]?.isEmpty == false && text[code: "en"]?.isEmpty == false, "\(item.name)")
            }
        }
        for list in try form().lists.values {
            for choice in list.choices { #expect(choice.label.texts.count == 2, "\(list.name) \(choice.name)") }
        }
    }

    @Test func neverAnswersForThePerson() throws {
        let filling = try filling([:])
        #expect(filling.record["dong_y"] == nil)
        #expect(filling.record["dong_y_ban"]?.string == "1")
        #expect(filling.record["ma_phien"] != nil)
        #expect(filling.record["thoi_diem_bat_dau"]?.string == "2026-07-01T09:00:00+07:00")
        guard case .note(let place)? = filling.steps.first(where: { if case .group = $0 { false } else { true } })
        else { return #expect(Bool(false), "the notice comes first") }
        #expect(filling.label(at: place).hasPrefix("Tổ công nghệ số cộng đồng ghi lại"))
    }

    // MARK: - Records

    /// What a change of the sound record brings: `path code` of each fault, the names of the warnings.
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let change: String
        let errors: [String]
        let warnings: [String]

        init(_ name: String, _ change: String, _ errors: [String] = [], warnings: [String] = []) {
            testDescription = name
            self.change = change
            self.errors = errors
            self.warnings = warnings
        }
    }

    private static let sound = """
        {"ma_phien": "10b8cd86-8f25-4601-b86f-7a9514b3f1e3", "ma_xa": "11542", "ma_to": "T03", "ma_tnv": "T03-05",
        "thoi_diem_bat_dau": "2026-04-02T08:17:24+07:00", "thoi_luong_phut": 20, "dia_diem": "tai_nha",
        "hinh_thuc": "theo_yeu_cau", "loai_khach": "nguoi_dan", "dong_y": "dong_y", "dong_y_ban": "1",
        "dong_y_cach": "loi_noi", "ma_ho": "11542-T03-0028", "ma_nguoi": "11542-T03-0028-03", "nam_sinh": 1969,
        "gioi_tinh": "nu", "cach_ho_tro": "huong_dan", "can_theo_doi": "khong",
        "hanh_dong": [{"muc": "vneid_muc2", "truoc": "chua_co", "sau": "moi_xong"}]}
        """

    private static let anonymous = """
        "dong_y": "khong_dong_y", "ma_ho": null, "ma_nguoi": null, "nam_sinh": null, "gioi_tinh": null
        """

    static let cases: [Case] = [
        Case("sound", "{}"),
        Case("anonymous", "{\(anonymous)}"),
        Case(
            "a business",
            """
            {"loai_khach": "ho_kinh_doanh", "ma_ho": null, "ma_nguoi": null, "nam_sinh": null, "gioi_tinh": null,
            "ma_co_so": "11542-T03-KD022"}
            """),
        Case(
            "a dossier with everything",
            """
            {"hanh_dong": [{"muc": "nop_ho_so_truc_tuyen", "truoc": "da_co", "sau": "moi_xong",
            "tthc_ma": "2.000815.000.00.00.H55", "tthc_ten": "chứng thực bản sao", "ket_qua_nop": "co_ket_qua"}],
            "dg_dvctt": 5, "dg_ho_tro": 4, "cach_lay_danh_gia": "tu_cham"}
            """),
        Case(
            "a follow-up with a telephone",
            "{\"can_theo_doi\": \"co\", \"hen_ngay\": \"2026-04-17\", \"dien_thoai\": \"+84 912.345.678\"}"),
        Case(
            "a difficulty",
            """
            {"phan_anh": [{"nhom": "thiet_bi", "mo_ta": "máy cũ", "trang_thai": "da_giai_quyet",
            "ngay_xong": "2026-05-01", "tra_loi": "đã đổi máy"}]}
            """),
        Case("no answer about consent", "{\"dong_y\": null}", ["dong_y FILL-011"]),
        Case("no way of consent", "{\"dong_y_cach\": null}", ["dong_y_cach FILL-011"]),
        Case("a person without code", "{\"ma_nguoi\": null}", ["ma_nguoi FILL-011"]),
        Case(
            "an official without household", "{\"loai_khach\": \"can_bo\", \"ma_ho\": null}", ["ma_ho FILL-011"],
            warnings: ["canh_bao_ma_nguoi"]),
        Case("a company without code", "{\"loai_khach\": \"doanh_nghiep\"}", ["ma_co_so FILL-011"]),
        Case("no action", "{\"hanh_dong\": []}", ["hanh_dong FILL-012"]),
        Case(
            "before the plan", "{\"thoi_diem_bat_dau\": \"2025-12-31T23:59:59+07:00\"}", ["thoi_diem_bat_dau FILL-013"]),
        Case("the plan's first minute, told in UTC", "{\"thoi_diem_bat_dau\": \"2025-12-31T17:00:00Z\"}"),
        Case("too long", "{\"thoi_luong_phut\": 481}", ["thoi_luong_phut FILL-013"]),
        Case("a ward code without its zero", "{\"ma_xa\": \"1843\"}", ["ma_xa FILL-013"]),
        Case(
            "a household code of three digits", "{\"ma_ho\": \"11542-T03-028\"}", ["ma_ho FILL-013"],
            warnings: ["canh_bao_ma_nguoi"]),
        Case("codes given offline", "{\"ma_ho\": \"11542-T03-7K2QA\", \"ma_nguoi\": \"11542-T03-7K2QA-017K2Q\"}"),
        Case("a person code in small letters", "{\"ma_nguoi\": \"11542-T03-0028-03a\"}", ["ma_nguoi FILL-013"]),
        Case(
            "a business code", "{\"loai_khach\": \"hop_tac_xa\", \"ma_co_so\": \"11542-T03-022\"}",
            ["ma_co_so FILL-013"]),
        Case("born next year", "{\"nam_sinh\": 2027}", ["nam_sinh FILL-013"], warnings: []),
        Case("born in 1899", "{\"nam_sinh\": 1899}", ["nam_sinh FILL-013"]),
        Case(
            "had it and completed it",
            "{\"hanh_dong\": [{\"muc\": \"cks_vneid\", \"truoc\": \"da_co\", \"sau\": \"moi_xong\"}]}",
            ["hanh_dong[1]/sau FILL-013"]),
        Case(
            "not finished without a reason",
            "{\"hanh_dong\": [{\"muc\": \"cks_vneid\", \"truoc\": \"chua_co\", \"sau\": \"chua_xong\"}]}",
            ["hanh_dong[1]/ly_do FILL-011"]),
        Case(
            "a procedure code",
            """
            {"hanh_dong": [{"muc": "nop_ho_so_truc_tuyen", "truoc": "chua_co", "sau": "dang_cho", "tthc_ma": "2.0815"}]}
            """, ["hanh_dong[1]/tthc_ma FILL-013"]),
        Case("a rating by nobody", "{\"dg_ho_tro\": 5}", ["cach_lay_danh_gia FILL-011"]),
        Case("a rating of six", "{\"dg_ho_tro\": 6}", ["dg_ho_tro FILL-007"]),
        Case("a follow-up without a day", "{\"can_theo_doi\": \"co\"}", ["hen_ngay FILL-011"]),
        Case(
            "a telephone of nine digits",
            "{\"can_theo_doi\": \"co\", \"hen_ngay\": \"2026-04-17\", \"dien_thoai\": \"912345678\"}",
            ["dien_thoai FILL-013"]),
        Case(
            "a date to come", "{\"thoi_diem_bat_dau\": \"2026-07-02T00:00:00+07:00\"}",
            warnings: ["canh_bao_ngay_tuong_lai"]),
        Case(
            "a signature at fifteen",
            "{\"nam_sinh\": 2011, \"hanh_dong\": [{\"muc\": \"cks_vneid\", \"truoc\": \"chua_co\", \"sau\": \"dang_cho\"}]}",
            warnings: ["canh_bao_duoi_18"]),
        Case("a person of another household", "{\"ma_nguoi\": \"11542-T03-0029-03\"}", warnings: ["canh_bao_ma_nguoi"]),
        Case(
            "a follow-up in the past", "{\"can_theo_doi\": \"co\", \"hen_ngay\": \"2026-04-01\"}",
            warnings: ["canh_bao_ngay_hen"]),
        Case("an unknown field", "{\"ho_khau\": \"x\"}", ["ho_khau FILL-010"]),
    ]

    @Test(arguments: cases)
    func checks(_ example: Case) throws {
        let filling = try filling(changed(by: example.change))
        #expect(filling.errors.map { "\($0.path) \($0.fault.code)" } == example.errors)
        #expect(filling.notes.filter(\.isWarning).map(\.path) == example.warnings)
    }

    static let remarks: [(text: String, isRefused: Bool, isDoubtful: Bool)] = [
        ("cần quay lại lúc 8 giờ ngày 02/04/2026", false, false),
        ("quên mật khẩu, không nhận được OTP 2 lần", false, false),
        ("căn cước 001202012345", true, true),
        ("căn cước 001 202 012 345", true, true),
        ("căn cước 0012-0201-2345", true, false),
        ("thẻ 9704 0512 3456 7890", true, true),
        ("số 1234567890123456", true, true),
        ("dòng một\n012345678901", true, true),
        ("mật khẩu: 123456", true, false),
        ("Mật khẩu là 2468", true, false),
        ("OTP 880321", true, false),
        ("mat khau 1111", true, false),
        ("gọi 0912345678", false, true),
        ("gọi 0912 345 678", false, true),
        ("gọi 0912.34.56.78", false, true),
        ("gọi 09 12 34 56 78", false, true),
        ("gọi +84 912 345 678", false, true),
        ("buổi ngày 05.04.2026 18 giờ", false, false),
        ("CMND 095123456", false, true),
        ("nộp 1.500.000 đồng", false, false),
        (String(repeating: "ă", count: 500), false, false),
        (String(repeating: "ă", count: 501), true, false),
        (String(repeating: "12 ", count: 166), true, false),
    ]

    @Test(arguments: remarks)
    func watchesFreeText(text: String, isRefused: Bool, isDoubtful: Bool) throws {
        var answers = try changed(by: "{}")
        answers["ghi_chu"] = .string(text)
        let filling = try filling(answers)
        #expect(filling.errors.map { "\($0.path) \($0.fault.code)" } == (isRefused ? ["ghi_chu FILL-013"] : []))
        #expect(filling.notes.filter(\.isWarning).map(\.path) == (isDoubtful ? ["canh_bao_so_ghi_chu"] : []))
    }

    /// The same rule stands at every free text, so each is tried once.
    @Test(arguments: [
        "dg_nhan_xet", "ghi_chu", "hanh_dong/tthc_ten", "hanh_dong/ly_do_khac", "phan_anh/mo_ta", "phan_anh/de_xuat",
        "phan_anh/tra_loi",
    ])
    func refusesIdentityNumbersEverywhere(question: String) throws {
        let filling = try filling(
            changed(
                by: """
                    {"hanh_dong": [{"muc": "nop_ho_so_truc_tuyen", "truoc": "chua_co", "sau": "chua_xong", "ly_do": "khac"}],
                    "phan_anh": [{"nhom": "khac", "mo_ta": "x", "trang_thai": "dang_xu_ly"}]}
                    """))
        let path = question.replacing("/", with: "[1]/")
        let place = try #require(filling.form.place(path))
        #expect(filling.isRelevant(place))
        #expect(throws: AnswerFault.self) { try filling.set(place, "số 012345678901") }
        // A telephone may be a dossier's number: it is told with the question's name and never refused.
        try filling.set(place, "gọi 0912 345 678")
        let label = filling.form.items[place.item].label[.vi].replacing("?", with: "")
        #expect(filling.notes.filter(\.isWarning).map(\.text.vi).map { $0.contains("“\(label)”") } == [true])
        try filling.set(place, "không có số")
        #expect(filling.answer(at: place) == "không có số")
    }

    @Test func namesAndTelephonesStayHere() throws {
        let filling = try filling(
            changed(
                by:
                    "{\"can_theo_doi\": \"co\", \"hen_ngay\": \"2026-04-17\", \"ho_ten\": \"Lan\", \"dien_thoai\": \"0912 345 678\"}"
            ))
        #expect(filling.local == [.localName: "Lan", .localPhone: "0912 345 678"])
        #expect(filling.record["ho_ten"] == nil)
        #expect(filling.record["dien_thoai"] == nil)
    }

    @Test func withoutConsentNothingPersonalIsAskedOrKept() throws {
        let filling = try filling(
            changed(
                by:
                    "{\"dong_y\": \"khong_dong_y\", \"can_theo_doi\": \"co\", \"hen_ngay\": \"2026-04-17\", \"ho_ten\": \"Lan\"}"
            ))
        let personal = ["ma_ho", "ma_nguoi", "ma_co_so", "nam_sinh", "gioi_tinh", "nhom_ho_tro", "thiet_bi_khach"]
        for key in personal { #expect(filling.record[key] == nil, "\(key)") }
        #expect(filling.local.isEmpty)
        #expect(filling.errors.isEmpty)
        let asked = filling.steps.map { filling.form.items[$0.place.item].name }
        #expect(Set(asked).isDisjoint(with: personal + ["ho_ten", "dien_thoai"]))
    }

    // MARK: - Helpers

    private func filling(_ answers: JSONObject) throws -> Filling {
        let noon = try #require(Instant(iso: "2026-07-01T09:00:00+07:00"))
        let context = FillingContext(
            now: { noon }, randomBytes: { [UInt8](repeating: 7, count: $0) }, language: .vi)
        return Filling(try form(), context: context, answers: answers)
    }

    /// The sound record with other members; null takes one away.
    private func changed(by change: String) throws -> JSONObject {
        var record = try #require(JSON(parsing: Self.sound).object)
        for member in try #require(JSON(parsing: change).object) {
            record[member.key] = member.value == .null ? nil : member.value
        }
        return record
    }
}
