package import Base

/// A quarter of invented help sessions: three laptops, six hamlets, people who come back. The same seed gives the
/// same sessions on every machine.
package struct DemoSeason {
    /// Each laptop's sessions in the order in which they happened.
    package let laptops: [[JSONObject]]

    /// Six hamlets, the houses of each that are visited, and the days.
    package struct Scene {
        package var firstHamlet = 1
        package var houses = 1...22
        package var first = CivilDate(iso: "2026-04-01")!
        package var days = 91

        package init() {}
    }

    package init(seed: UInt64, area: String, sessions: Int, scene: Scene = Scene()) {
        var random = SeededRandomBytes(seed: seed)
        var village = DemoVillage(area: area, scene: scene, random: &random)
        var drawn: [(laptop: Int, start: Instant)] = (0..<sessions).map { _ in
            let laptop = [0, 0, 1, 1, 1, 2].randomElement(using: &random)!
            let day = scene.first.adding(days: Int.random(in: 0..<scene.days, using: &random))
            return (laptop, Instant(day, secondsOfDay: Int.random(in: 27_000..<68_000, using: &random)))
        }
        drawn.sort { $0.start < $1.start }
        var laptops: [[JSONObject]] = [[], [], []]
        for (laptop, start) in drawn {
            laptops[laptop].append(village.session(on: laptop, at: start, random: &random))
        }
        self.laptops = laptops
    }
}

/// Who lives there and what they have already, so that the invented sessions follow from one another.
private struct DemoVillage {
    private struct Person {
        let household: String
        let code: String
        let birthYear: Int?
        let isWoman: Bool
        var has: Set<String> = []
    }

    private let area: String
    /// Codes of the hamlets, in the order of `people` and `businesses`.
    private let hamlets: [String]
    private var people: [[Person]]
    private let businesses: [[String]]

    private static let items = [
        "vneid_muc1", "vneid_muc2", "cks_vneid", "cks_khac", "so_suc_khoe", "bhyt_vneid", "tk_dvc",
        "nop_ho_so_truc_tuyen", "thanh_toan_truc_tuyen", "nhan_ket_qua", "tk_ngan_hang_so", "ttkdtm", "bdhvs",
        "ky_nang_co_ban", "an_toan_so",
    ]
    private static let businessItems = ["ttkdtm", "qr_ban_hang", "hoa_don_dt", "nen_tang_ban_hang", "tmdt", "ocop"]
    private static let dossiers: Set = ["nop_ho_so_truc_tuyen", "thanh_toan_truc_tuyen", "nhan_ket_qua"]
    private static let reasons = [
        "khong_smartphone", "may_cu_khong_nfc", "quen_mat_khau", "khong_nhan_otp", "mang_yeu", "he_thong_loi",
        "can_cuoc_het_han", "so_lua_dao", "kho_thao_tac",
    ]
    private static let issues = [
        ("ha_tang_mang", "Mạng yếu ở cuối xóm"), ("ung_dung_loi", "Ứng dụng báo lỗi khi quét thẻ"),
        ("du_lieu_dan_cu", "Sai ngày sinh trong dữ liệu dân cư"), ("quy_trinh_tthc", "Phải đi lại nhiều lần"),
        ("thiet_bi", "Điện thoại không cài được ứng dụng"),
    ]

    init(area: String, scene: DemoSeason.Scene, random: inout SeededRandomBytes) {
        self.area = area
        hamlets = (0..<6).map { "T" + padded(scene.firstHamlet + $0, 2) }
        people = hamlets.map { hamlet in
            scene.houses.flatMap { house -> [Person] in
                let household = "\(area)-\(hamlet)-\(padded(house, 4))"
                return (1...Int.random(in: 1...4, using: &random)).map { number in
                    Person(
                        household: household, code: "\(household)-\(padded(number, 2))",
                        birthYear: chance(90, &random) ? Int.random(in: 1938...2014, using: &random) : nil,
                        isWoman: chance(52, &random))
                }
            }
        }
        businesses = hamlets.map { hamlet in (1...4).map { "\(area)-\(hamlet)-KD\(padded($0, 3))" } }
    }

    mutating func session(on laptop: Int, at start: Instant, random: inout SeededRandomBytes) -> JSONObject {
        let hamlet = laptop * 2 + Int.random(in: 0...1, using: &random)
        let member = Int.random(in: 1...4, using: &random)
        var session: JSONObject = [
            "ma_phien": .string(RecordID(at: start, random: random.bytes(10)).text),
            "ma_xa": .string(area), "ma_to": .string(hamlets[hamlet]),
            "ma_tnv": .string("\(hamlets[hamlet])-0\(member)"), "thoi_diem_bat_dau": .string(start.iso),
        ]
        if chance(80, &random) { session["thoi_luong_phut"] = .int([10, 15, 20, 30].randomElement(using: &random)!) }
        session["dia_diem"] = pick(["tai_nha", "nha_van_hoa", "ttpvhcc", "cho", "luu_dong"], &random)
        session["hinh_thuc"] = pick(["di_tung_nha", "theo_yeu_cau", "lop_nhom", "chien_dich"], &random)
        let consents = chance(95, &random)
        session["dong_y"] = .string(consents ? (chance(92, &random) ? "dong_y" : "dai_dien_dong_y") : "khong_dong_y")
        session["dong_y_ban"] = .string("1")
        session["dong_y_cach"] = .string("loi_noi")
        session["cach_ho_tro"] = pick(["huong_dan", "huong_dan", "cung_lam", "lam_thay"], &random)
        let items: [JSONObject]
        if chance(11, &random) {
            session["loai_khach"] = pick(["ho_kinh_doanh", "ho_kinh_doanh", "doanh_nghiep", "hop_tac_xa"], &random)
            if consents { session["ma_co_so"] = .string(businesses[hamlet].randomElement(using: &random)!) }
            items = Self.business(&random)
        } else {
            session["loai_khach"] = .string(chance(98, &random) ? "nguoi_dan" : "can_bo")
            let index = people[hamlet].indices.randomElement(using: &random)!
            if consents { identify(people[hamlet][index], in: &session) }
            items = Self.help(&people[hamlet][index], &random)
        }
        session["hanh_dong"] = .array(items.map { .object($0) })
        rate(&session, items, &random)
        follow(&session, after: start, &random)
        return session
    }

    private func identify(_ person: Person, in session: inout JSONObject) {
        session["ma_ho"] = .string(person.household)
        session["ma_nguoi"] = .string(person.code)
        session["nam_sinh"] = person.birthYear.map { .int($0) }
        session["gioi_tinh"] = .string(person.isWoman ? "nu" : "nam")
    }

    /// One to three things for one person; what was completed is remembered, and forgotten now and then.
    private static func help(_ person: inout Person, _ random: inout SeededRandomBytes) -> [JSONObject] {
        let count = Int.random(in: 1...3, using: &random)
        return items.shuffled(using: &random).prefix(count).map { item in
            let isDossier = dossiers.contains(item)
            let isKnown = person.has.contains(item) && chance(96, &random)
            if isKnown, !isDossier {
                return action(item, before: "da_co", after: "da_co_truoc")
            }
            let outcome = Int.random(in: 0..<100, using: &random)
            if outcome < 62 {
                person.has.insert(item)
                var done = action(item, before: isKnown ? "da_co" : "chua_co", after: "moi_xong")
                if item == "nop_ho_so_truc_tuyen" {
                    done["tthc_ma"] = pick(["1.001193", "1.004222", "2.000815"], &random)
                    done["ket_qua_nop"] = pick(["da_nop", "co_ket_qua", "bi_tra_lai"], &random)
                }
                return done
            }
            if outcome < 75, !isDossier {
                person.has.insert(item)
                return action(item, before: "da_co", after: "da_co_truoc")
            }
            if outcome < 79, !isDossier { return action(item, before: "da_co_khong_dung", after: "khoi_phuc") }
            if outcome < 84 { return action(item, before: "khong_ro", after: "chi_tu_van") }
            return unfinished(item, &random)
        }
    }

    private static func business(_ random: inout SeededRandomBytes) -> [JSONObject] {
        businessItems.shuffled(using: &random).prefix(Int.random(in: 1...2, using: &random)).map { item in
            chance(70, &random) ? action(item, before: "chua_co", after: "moi_xong") : unfinished(item, &random)
        }
    }

    private static func action(_ item: String, before: String, after: String) -> JSONObject {
        ["muc": .string(item), "truoc": .string(before), "sau": .string(after)]
    }

    private static func unfinished(_ item: String, _ random: inout SeededRandomBytes) -> JSONObject {
        var action = action(item, before: "chua_co", after: "chua_xong")
        let reasons = reasons.shuffled(using: &random).prefix(Int.random(in: 1...2, using: &random))
        action["ly_do"] = .string(reasons.joined(separator: " "))
        if item == "nop_ho_so_truc_tuyen" { action["ket_qua_nop"] = .string("chua_nop") }
        return action
    }

    private func rate(_ session: inout JSONObject, _ items: [JSONObject], _ random: inout SeededRandomBytes) {
        let usedService = items.contains { Self.dossiers.contains($0["muc"]?.string ?? "") }
        if usedService, chance(85, &random) {
            session["dg_dvctt"] = .int(
                chance(95, &random) ? Int.random(in: 4...5, using: &random) : Int.random(in: 1...3, using: &random))
        }
        if chance(80, &random) { session["dg_ho_tro"] = .int(Int.random(in: 3...5, using: &random)) }
        if session["dg_dvctt"] != nil || session["dg_ho_tro"] != nil {
            session["cach_lay_danh_gia"] = pick(["tu_cham", "tnv_hoi", "phieu_giay"], &random)
        }
    }

    private func follow(_ session: inout JSONObject, after start: Instant, _ random: inout SeededRandomBytes) {
        if chance(9, &random) {
            let (group, text) = Self.issues.randomElement(using: &random)!
            session["phan_anh"] = .array([
                .object([
                    "nhom": .string(group), "mo_ta": .string(text), "muc_do": pick(["thap", "vua", "cao"], &random),
                    "noi_nhan": .string("phong_vhxh"), "trang_thai": .string("moi"),
                ])
            ])
        }
        let again = chance(25, &random)
        session["can_theo_doi"] = .string(again ? "co" : "khong")
        if again { session["hen_ngay"] = .string(start.date.adding(days: Int.random(in: 2...10, using: &random)).iso) }
    }
}

private func chance(_ percent: Int, _ random: inout SeededRandomBytes) -> Bool {
    Int.random(in: 0..<100, using: &random) < percent
}

private func pick(_ codes: [String], _ random: inout SeededRandomBytes) -> JSON {
    .string(codes.randomElement(using: &random)!)
}
