import Base
import Forms
import Foundation
import Indicators
import Testing

/// The catalogue as data, and a ward's own indicators beside it.
struct CatalogueTests {
    /// The domain's indicators (§2.5 A, B and C), and what its §1.9 asks of events.
    private static let ids: [Indicator.Source: String] = [
        .sample: "hai_long_dvctt hai_long_dvctt_dan hai_long_dvctt_dn ho_so_truc_tuyen",
        .partial: """
        cks_mien_phi_vneid cks_nguoi_truong_thanh vneid_dan danh_tinh_so_16 vneid_muc2
        """,
        .full: """
        hkd_ung_dung_so hkd_hddt hkd_ttkdtm hkd_tmdt luot_ho_tro nguoi_duoc_ho_tro ho_duoc_ho_tro co_so_duoc_ho_tro
        dvctt_nguoi_duoc_huong_dan dvctt_ho_so_nop dvctt_ho_so_hoan_thanh so_suc_khoe_vneid tk_dvc tk_ngan_hang_so
        ttkdtm_nguoi thanh_toan_truc_tuyen bdhvs_hoan_thanh ocop_tmdt lam_thay_ty_le ty_le_hoan_thanh_lan_dau
        khoi_phuc ty_le_ho_tiep_can
        ly_do_chua_xong_top kho_khan_ghi_nhan kho_khan_da_chuyen kho_khan_da_giai_quyet kho_khan_qua_han
        hai_long_ho_tro tnv_hoat_dong luot_an_danh lam_thay
        buoi_to_chuc buoi_tap_huan buoi_tuyen_truyen buoi_lop_bdhvs luot_du_buoi luot_nu_du_buoi
        """,
        .manual: """
        tb_cks_cbccvc tb_cbcc cks_cbcc hscv_dien_tu hscv_toan_trinh tthc_toan_trinh tthc_toan_trinh_quan_ly
        tthc_truc_tuyen_phuong tthc_dn_truc_tuyen giay_to_mot_lan tthc_phi_dia_gioi ky_nang_so_cbccvc
        lam_chu_ky_nang_so_cb quan_tri_du_lieu_cb phu_song_5g bang_rong_1gbps ipv6 so_hoa_tthc tai_su_dung_du_lieu
        giao_dich_phi_tiep_xuc kinh_te_so_grdp dong_gop_khcn_grdp chi_nsdp_khcn chi_cong_nghe_chien_luoc
        nv_khcn_toan_trinh startup_tang tt_dmst bao_cao_he_thong_nq
        """,
    ]

    @Test(arguments: Indicator.Source.allCases)
    func everyIdOfTheDomainIsDefined(source: Indicator.Source) throws {
        let defined = try Shipped.catalogue().indicators.filter { $0.source == source }
        let wanted = try #require(Self.ids[source]).split(whereSeparator: \.isWhitespace).map(String.init)
        #expect(Set(defined.map(\.id)) == Set(wanted))
        for indicator in defined {
            #expect(!indicator.numerator.vi.isEmpty && !indicator.numerator.en.isEmpty)
            #expect(indicator.unit.hasPrefix("%") == (indicator.denominator != nil))
            #expect((indicator.rule == nil) == (source == .manual))
        }
    }

    @Test func everyPopulationOfTheDomainIsDefined() throws {
        let wanted = """
            cu_dan cong_dan_16 truong_thanh_18 ho ho_kinh_doanh doanh_nghiep hop_tac_xa cbccvc cbcc cb_cntt tthc
            ho_so_tthc hscv nhiem_vu_khcn danh_gia co_so
            """
        let populations = try Shipped.catalogue().populations.map(\.id)
        #expect(Set(populations) == Set(wanted.split(whereSeparator: \.isWhitespace).map(String.init)))
    }

    private static let ward = """
        schema: 1
        person_items:
          camera_an_ninh: {vi: "Xem camera an ninh của tổ", en: "Security camera"}
        populations:
          nguoi_cao_tuoi: {vi: "người cao tuổi", en: "elderly people"}
        indicators:
          - id: camera_moi
            vi: "Người mới dùng camera của tổ dân phố"
            en: "People new to the hamlet's camera"
            class: P
            unit: "%"
            numerator: {vi: "người lần đầu dùng trong kỳ", en: "people whose first use falls in the period"}
            denominator: {vi: "người cao tuổi", en: "elderly people"}
            base: nguoi_cao_tuoi
            rule: {kind: increment, items: [camera_an_ninh], min_age: 60}
            roles: [session.start, session.person, session.birth_year, action.item, action.before, action.after]
          - id: nu_tai_nha
            vi: "Phụ nữ được hỗ trợ tại nhà"
            en: "Women helped at home"
            class: F
            unit: "người"
            numerator: {vi: "phụ nữ có phiên tại nhà trong kỳ", en: "women with a session at home"}
            rule: {kind: count, of: persons, where: {session.place: [tai_nha], session.sex: [nu]}}
            roles: [session.start, session.person, session.place, session.sex]
          - id: ty_le_nu_tai_nha
            vi: "Tỷ lệ phụ nữ được hỗ trợ tại nhà"
            en: "Share of women helped at home"
            class: F
            unit: "%"
            numerator: {vi: "phụ nữ có phiên tại nhà", en: "women helped at home"}
            denominator: {vi: "người được hỗ trợ", en: "people helped"}
            rule: {kind: share, part: nu_tai_nha, whole: nguoi_duoc_ho_tro}
            roles: [session.start, session.person, session.place, session.sex]

        """

    @Test func aWardAddsItsOwnIndicators() throws {
        let shipped = try Shipped.catalogue()
        let catalogue = try shipped.adding(yaml: Self.ward, file: "phuong.yaml")
        #expect(catalogue.indicators.count == shipped.indicators.count + 3)
        #expect(catalogue.indicator("camera_moi")?.rule == .increment(items: ["camera_an_ninh"], minAge: 60))
        #expect(
            catalogue.indicator("nu_tai_nha")?.rule
                == .count(
                    of: .persons,
                    where: [
                        Rule.Condition(role: .sessionPlace, codes: ["tai_nha"]),
                        Rule.Condition(role: .sessionSex, codes: ["nu"]),
                    ]))
        #expect(catalogue.onceItems.contains("camera_an_ninh"))
        let plan = try Shipped.text("nam-trieu-2026.yaml").replacing(
            "    class: F\n    indicator: hkd_ung_dung_so", with: "    class: P\n    indicator: camera_moi")
        #expect(PlanCheck(yaml: plan, file: "p.yaml", catalogue: catalogue).faults.isEmpty)
        #expect(PlanCheck(yaml: plan, file: "p.yaml", catalogue: shipped).faults.map(\.problem.code) == ["PLAN-005"])
    }

    @Test(arguments: [
        ("id: camera_moi", "id: vneid_dan", "PLAN-007"), ("camera_an_ninh: {vi", "tk_dvc: {vi", "PLAN-007"),
        ("whole: nguoi_duoc_ho_tro", "whole: nguoi_duoc_ho_troo", "PLAN-005"),
        ("base: nguoi_cao_tuoi", "base: nguoi_cao", "PLAN-011"), ("schema: 1", "schema: 1\nfigures: []", "PLAN-002"),
        ("session.place, session.sex]\n", "session.sex]\n", "PLAN-015"),
        ("whole: nguoi_duoc_ho_tro", "whole: ty_le_nu_tai_nha", "PLAN-023"),
        ("whole: nguoi_duoc_ho_tro", "whole: lam_thay_ty_le", "PLAN-023"),
        ("part: nu_tai_nha", "part: hai_long_ho_tro", "PLAN-023"), ("part: nu_tai_nha", "part: ipv6", "PLAN-023"),
        ("items: [camera_an_ninh]", "items: [camera_an_nin]", "PLAN-025"),
        ("items: [camera_an_ninh]", "items: [the_thu_vien]", "PLAN-025"),
    ])
    func faultsOfAWardsFile(old: String, new: String, code: String) throws {
        let range = try #require(Self.ward.range(of: old))
        let catalogue = try Shipped.catalogue()
        let faults = #expect(throws: PlanFaults.self) {
            try catalogue.adding(yaml: Self.ward.replacingCharacters(in: range, with: new), file: "phuong.yaml")
        }
        #expect(faults?.faults.map(\.problem.code) == [code])
    }

    /// What people have is listed under `person_items`. Of what businesses do a form may offer anything: there only a near
    /// name is taken for a slip.
    @Test(arguments: [("qr_ban_hag", "qr_ban_hang"), ("may_pos", nil), ("qr_ban_hang", nil)])
    func itemsOfBusinesses(item: String, meant: String?) throws {
        let text = Self.ward.replacing(
            "{session.place: [tai_nha], session.sex: [nu]}", with: "{action.item: [\(item)]}"
        ).replacing("session.place, session.sex]", with: "action.item]")
        let faults = PlanCheck(yaml: text, file: "phuong.yaml", catalogue: try Shipped.catalogue()).faults
        #expect(faults.map(\.problem.hint?.vi) == (meant.map { ["có phải là \"\($0)\" không?"] } ?? []))
        #expect(faults.map(\.line) == (meant == nil ? [] : [23]))
    }

    /// Two shares of each other would never end.
    @Test func aRingOfSharesIsFoundAtItsLines() throws {
        let second = Self.ward.split(separator: "\n").suffix(9).joined(separator: "\n")
            .replacing("id: ty_le_nu_tai_nha", with: "id: nguoc_lai").replacing(
                "part: nu_tai_nha", with: "part: ty_le_nu_tai_nha")
        let text = Self.ward.replacing("whole: nguoi_duoc_ho_tro", with: "whole: nguoc_lai") + second + "\n"
        let catalogue = try Shipped.catalogue()
        let faults = #expect(throws: PlanFaults.self) { try catalogue.adding(yaml: text, file: "phuong.yaml") }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(faults?.faults.map(\.problem.code) == ["PLAN-023", "PLAN-023"])
        #expect(faults?.faults.allSatisfy { lines[$0.line - 1].contains("kind: share") } == true)
    }

    @Test func theKindOfAFileIsSeen() throws {
        let catalogue = try Shipped.catalogue()
        func kind(_ yaml: String) -> PlanCheck.Kind { PlanCheck(yaml: yaml, file: "x", catalogue: catalogue).kind }
        #expect(kind(try Shipped.text("indicators.yaml")) == .catalogue)
        #expect(kind(Self.ward) == .addition)
        #expect(kind(try Shipped.text("bac-kan-2026.yaml")) == .plan)
        let empty = PlanCheck(yaml: "schema: 1\n", file: "x", catalogue: catalogue)
        #expect(empty.kind == .plan)
        #expect(empty.faults.allSatisfy { $0.problem.code == "PLAN-003" && $0.line == 1 })
        #expect(empty.faults.count == 6)
    }

    /// Of nothing there is no share; nothing overdue is none.
    @Test func figuresOfNothing() throws {
        let figures = Figures(Tally(), catalogue: try Shipped.catalogue())
        #expect(figures.values["ty_le_hoan_thanh_lan_dau"] == .ratio(Ratio(part: 0, whole: 0)))
        #expect(figures.values["kho_khan_qua_han"] == .count(0))
    }
}
