import Base

/// What can be no more than what in a release: whoever knows the forms knows it without being told.
extension Release {
    typealias Law = (wholes: [String], parts: [String])

    var bounds: [Law] {
        (ofVisits + ofItems + ofRatings + groups.flatMap(ofGroup) + ["hamlet", "month", "force"].flatMap(ofTable))
            .map { wholes, parts in (wholes, present(parts)) }
            .filter { wholes, parts in !parts.isEmpty && wholes.allSatisfy { cells[$0] != nil } }
    }

    private static let (sessions, anonymous) = ("luot_ho_tro", "luot_an_danh")
    private static let (persons, households) = ("nguoi_duoc_ho_tro", "ho_duoc_ho_tro")
    private static let businesses = "co_so_duoc_ho_tro"

    private func present(_ names: [String]) -> [String] { names.filter { cells[$0] != nil } }

    private func names(_ prefix: String, _ suffix: String) -> [String] {
        cells.keys.filter { $0.hasPrefix(prefix) && $0.hasSuffix(suffix) }.sorted()
    }

    /// `by_hamlet:T01.` and the like.
    private var groups: [String] { names("by_", ".\(Self.sessions)").map { String($0.dropLast(Self.sessions.count)) } }

    private var gains: [String] { names("gain:", "").filter { cells[$0] != 0 } }

    /// A visit is of one person or one business or of nobody who is told apart, and a member made it.
    private var ofVisits: [Law] {
        [
            ([Self.sessions], [Self.persons, Self.businesses, Self.anonymous]), ([Self.persons], [Self.households]),
            ([Self.sessions], ["tnv_hoat_dong"]), ([Self.persons], ["vneid_dan"]),
            (["gain:vneid_muc1", "gain:vneid_muc2"], ["vneid_dan"]),
        ]
    }

    /// A visit has an item at least; of its items each was done, refused or not finished for a reason.
    private var ofItems: [Law] {
        func all(_ measure: String) -> [String] { names("by_item:", ".\(measure)") }
        func some(_ items: [String], _ measure: String) -> [String] {
            present(items.map { "by_item:\($0).\(measure)" })
        }
        let guided = "dvctt_nguoi_duoc_huong_dan"
        let online = some(["tk_dvc", "nop_ho_so_truc_tuyen"], Self.persons)
        let actions = all("viec_ho_tro")
        let done = gains + ["khoi_phuc", "hkd_hddt", "hkd_ttkdtm", "hkd_tmdt"]
        let (first, tried) = ("ty_le_hoan_thanh_lan_dau.numerator", "ty_le_hoan_thanh_lan_dau.denominator")
        var laws: [Law] = [Self.sessions, Self.persons, Self.businesses].map { (all($0), [$0]) }
        laws += [
            (all(Self.sessions), all(Self.persons) + all(Self.businesses) + [Self.anonymous]),
            (some(["nop_ho_so_truc_tuyen"], "viec_ho_tro"), ["dvctt_ho_so_nop"]), (online, [guided]),
            ([guided] + all(Self.persons).filter { !online.contains($0) }, [Self.persons]),
            (gains, [first]), (all(Self.persons), [tried]), (actions + [first], done + [tried]),
            (["hkd_hddt", "hkd_ttkdtm", "ocop_tmdt"], ["hkd_ung_dung_so"]), ([Self.businesses], ["hkd_ung_dung_so"]),
        ]
        laws += online.map { ([guided], [$0]) }
        laws += names("ly_do_chua_xong_top.", "").map { (actions, done + [$0]) }
        for (id, items) in [("hddt", ["hoa_don_dt"]), ("ttkdtm", ["qr_ban_hang"]), ("tmdt", ["tmdt"])] {
            laws += [(some(items, Self.businesses), ["hkd_\(id)"]), (["hkd_ung_dung_so"], ["hkd_\(id)"])]
        }
        return laws.filter { !$0.wholes.isEmpty }
    }

    /// Each client's latest rating is one of the ratings; more of them took more visits than everybody's first.
    private var ofRatings: [Law] {
        let item = "by_item:nop_ho_so_truc_tuyen."
        var laws: [Law] = []
        for (kind, clients) in [
            ("", [Self.persons, Self.businesses]), ("_dan", [Self.persons]), ("_dn", [Self.businesses]),
        ] {
            let (rated, ratings) = ("hai_long_dvctt\(kind).clients", "hai_long_dvctt\(kind).ratings")
            laws += [
                (clients, [rated]), (clients.map { item + $0 }, [rated]), ([Self.sessions], [ratings]),
                ([item + Self.sessions], [ratings]),
                ([Self.sessions, rated], [ratings, Self.persons, Self.businesses]),
            ]
            for way in ["", ".tu_cham", ".tnv_hoi", ".phieu_giay", ".khong_ghi"] {
                laws += [
                    ([ratings + way], [rated + way]), (["\(ratings)_satisfied\(way)"], ["\(rated)_satisfied\(way)"]),
                    ([ratings + way, "\(rated)_satisfied\(way)"], [rated + way, "\(ratings)_satisfied\(way)"]),
                ]
            }
        }
        return laws + [(["dvctt_nguoi_duoc_huong_dan"], ["hai_long_dvctt_dan.clients"])]
    }

    private func ofGroup(_ group: String) -> [Law] {
        let own = { group + $0 }
        let (sessions, persons, businesses) = (own(Self.sessions), own(Self.persons), own(Self.businesses))
        // What few people completed in all, few did here.
        let rare = group.hasPrefix("by_item:") ? [] : gains.filter { cells[$0]! <= cells[persons] ?? 0 }
        var laws: [Law] = [
            (Array(repeating: persons, count: gains.count), [own("tang_them")]),
            (Array(repeating: persons, count: gains.count - rare.count) + rare, [own("tang_them")]),
            ([sessions], [persons, businesses]), ([sessions], [own(Self.households), businesses]),
            ([persons], [own(Self.households)]), ([own("viec_ho_tro")], [sessions]),
            // Whoever was not met here was met elsewhere.
            ([Self.sessions, persons, businesses], [sessions, Self.persons, Self.businesses]),
            ([Self.sessions, persons], [sessions, Self.persons]),
            ([Self.sessions, businesses], [sessions, Self.businesses]),
        ]
        if cells[own(Self.households)] != nil {
            laws.append(([Self.persons, own(Self.households)], [persons, Self.households]))
        }
        if cells[persons] == 0, cells[businesses] == 0 { laws.append(([Self.anonymous], [sessions])) }
        for measure in [Self.sessions, Self.persons, Self.households, Self.businesses] {
            laws.append(([measure], [own(measure)]))
        }
        return laws
    }

    private func ofTable(_ dimension: String) -> [Law] {
        let met = groups.filter { $0.hasPrefix("by_\(dimension):") }
        let nobodys = met.filter { cells[$0 + Self.persons] == 0 && cells[$0 + Self.businesses] == 0 }
        return [
            ([Self.sessions], [Self.anonymous] + met.flatMap { [$0 + Self.persons, $0 + Self.businesses] }),
            ([Self.anonymous], nobodys.map { $0 + Self.sessions }),
        ] + [Self.persons, Self.households, Self.businesses].map { measure in (met.map { $0 + measure }, [measure]) }
            + (dimension == "item" ? [] : met.flatMap { a in met.filter { $0 > a }.compactMap { ofPair(a, $0) } })
    }

    /// Whoever is in neither of two groups completed the rest, no more than each item once: a guess that nobody is in two
    /// groups, where it is right.
    private func ofPair(_ a: String, _ b: String) -> Law? {
        func people(_ group: String) -> [String] { Array(repeating: group + Self.persons, count: gains.count) }
        let law: Law = (people("") + [a, b].map { $0 + "tang_them" }, people(a) + people(b) + gains)
        let counts = [law.wholes, law.parts].map { cells in cells.map { self.cells[$0] } }
        guard !counts.joined().contains(nil) else { return nil }
        let sums = counts.map { $0.reduce(0) { $0 + $1! } }
        return sums[0] >= sums[1] ? law : nil
    }
}
