import Base

/// The numbers of a release as they stand in its CSV file, each under one name, and what the reader knows of them.
struct Release {
    private(set) var cells: [String: Int] = [:]
    private let ways = [".tu_cham", ".tnv_hoi", ".phieu_giay", ".khong_ghi"]
    private let kinds = ["buoi_tap_huan", "buoi_tuyen_truyen", "buoi_lop_bdhvs"]

    init(_ rows: [[String]]) {
        for row in rows.dropFirst() {
            let (kind, id, part) = (row[3], row[4], row[5])
            switch kind {
            case "figure": add(Self.name(id, part), row[12])
            case "tang_them": add("gain:\(id)", row[12])
            case "indicator":
                if id == "hai_long_dvctt" {
                    add("\(id).clients_satisfied", row[13])
                    add("\(id).clients", row[14])
                } else if id == "cks_mien_phi_vneid", let value = Int(row[12]) {
                    // The baseline is public, so the increment since is.
                    cells["since"] = value - 21_400
                }
            case let kind where kind.hasPrefix("by_"):
                add(kind == "by_item" && part == "tang_them" ? "gain:\(id)" : "\(kind):\(id).\(part)", row[12])
            case "difficulty": add("difficulty:\(id):\(part)", row[12])
            default: continue
            }
        }
    }

    private mutating func add(_ name: String, _ text: String) {
        if let number = Int(text) { cells[name] = number }
    }

    /// What is printed twice has one name.
    private static func name(_ id: String, _ part: String) -> String {
        switch (id, part) {
        case ("cks_mien_phi_vneid", _): "gain:cks_vneid"
        case ("vneid_muc2", _), ("tk_dvc", _): "gain:\(id)"
        case ("lam_thay_ty_le", "numerator"): "lam_thay"
        case ("lam_thay_ty_le", _): "luot_ho_tro"
        case ("ho_so_truc_tuyen", _): "dvctt_ho_so_nop"
        default: part.isEmpty ? id : "\(id).\(part)"
        }
    }

    /// Each list adds up to its total; `~` names what is left, which nobody prints.
    var sums: [(total: String, parts: [String])] {
        func cells(_ prefix: String, _ suffix: String) -> [String] {
            self.cells.keys.filter { $0.hasPrefix(prefix) && $0.hasSuffix(suffix) }.sorted()
        }
        var sums: [(String, [String])] = []
        for dimension in ["hamlet", "month", "force"] {
            sums.append(("luot_ho_tro", cells("by_\(dimension):", ".luot_ho_tro")))
            sums.append(("all gains", cells("by_\(dimension):", ".tang_them")))
        }
        // Codes carry their hamlet.
        for measure in ["nguoi_duoc_ho_tro", "ho_duoc_ho_tro", "co_so_duoc_ho_tro"] {
            sums.append((measure, cells("by_hamlet:", ".\(measure)")))
        }
        let items = cells("by_item:", ".nguoi_duoc_ho_tro").map { $0.split(separator: ":")[1].split(separator: ".")[0] }
        sums.append(("all gains", items.map { "gain:\($0)" }))
        for item in items { sums.append(("by_item:\(item).nguoi_duoc_ho_tro", ["gain:\(item)", "~item \(item)"])) }
        sums.append(("kho_khan_ghi_nhan", cells("difficulty:", "")))
        sums.append(("kho_khan_da_giai_quyet", cells("difficulty:", ":da_giai_quyet")))
        sums.append(
            ("kho_khan_da_chuyen", cells("difficulty:", ":da_giai_quyet") + cells("difficulty:", ":da_chuyen")))
        for part in ["clients", "clients_satisfied", "ratings", "ratings_satisfied"] {
            for way in [""] + ways {
                let part = part + way
                sums.append(("hai_long_dvctt.\(part)", ["hai_long_dvctt_dan.\(part)", "hai_long_dvctt_dn.\(part)"]))
            }
        }
        for id in ["hai_long_dvctt", "hai_long_dvctt_dan", "hai_long_dvctt_dn"] {
            for what in ["clients", "ratings"] {
                for way in [""] + ways {
                    sums.append(("\(id).\(what)\(way)", ["\(id).\(what)_satisfied\(way)", "~\(id) \(what)\(way)"]))
                }
                for part in [what, what + "_satisfied"] {
                    sums.append(("\(id).\(part)", ways.map { "\(id).\(part)\($0)" }))
                }
            }
        }
        sums.append(("buoi_to_chuc", kinds))
        for (whole, part) in [
            ("luot_du_buoi", "luot_nu_du_buoi"), ("luot_ho_tro", "lam_thay"), ("luot_ho_tro", "luot_an_danh"),
            ("nguoi_duoc_ho_tro", "dvctt_nguoi_duoc_huong_dan"), ("vneid_dan", "danh_tinh_so_16"),
            ("dvctt_ho_so_nop", "dvctt_ho_so_hoan_thanh"), ("gain:cks_vneid", "since"),
            ("ty_le_hoan_thanh_lan_dau.denominator", "ty_le_hoan_thanh_lan_dau.numerator"),
        ] {
            sums.append((whole, [part, "~\(part)"]))
        }
        return sums.filter { !$0.1.isEmpty }
    }

    /// What the cells that nobody prints truly are.
    func rests(of sums: [(total: String, parts: [String])]) -> [String: Int] {
        var rests: [String: Int] = [:]
        for sum in sums {
            guard let rest = sum.parts.first(where: { $0.hasPrefix("~") }), let whole = cells[sum.total] else {
                continue
            }
            rests[rest] = whole - sum.parts.reduce(0) { $0 + (cells[$1] ?? 0) }
        }
        return rests
    }
}
