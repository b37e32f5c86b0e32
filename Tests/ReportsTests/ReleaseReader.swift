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
            ("dvctt_ho_so_nop", "dvctt_ho_so_hoan_thanh"),
        ] {
            sums.append((whole, [part, "~\(part)"]))
        }
        return sums.filter { !$0.1.isEmpty }
    }

    /// What can be no more than what: whoever knows the forms knows it without being told.
    var bounds: [(wholes: [String], parts: [String])] {
        let (sessions, anonymous) = ("luot_ho_tro", "luot_an_danh")
        let (persons, households, businesses) = ("nguoi_duoc_ho_tro", "ho_duoc_ho_tro", "co_so_duoc_ho_tro")
        var bounds: [([String], [String])] = [
            ([sessions], [persons, businesses, anonymous]), ([persons], [households]), ([sessions], ["tnv_hoat_dong"]),
            ([persons], ["vneid_dan"]), (["gain:vneid_muc1", "gain:vneid_muc2"], ["vneid_dan"]),
            (["by_item:nop_ho_so_truc_tuyen.viec_ho_tro"], ["dvctt_ho_so_nop"]),
            ([persons], ["hai_long_dvctt_dan.clients"]), ([businesses], ["hai_long_dvctt_dn.clients"]),
            ([sessions], ["hai_long_dvctt.ratings"]),
        ]
        let guided = ["tk_dvc", "nop_ho_so_truc_tuyen"].map { "by_item:\($0).\(persons)" }
        bounds.append((guided, ["dvctt_nguoi_duoc_huong_dan"]))
        for item in guided { bounds.append((["dvctt_nguoi_duoc_huong_dan"], [item])) }
        let groups = cells.keys.filter { $0.hasPrefix("by_") && $0.hasSuffix(".\(sessions)") }.sorted()
        let items = cells.count { $0.key.hasPrefix("gain:") && $0.value > 0 }
        for group in groups.map({ String($0.dropLast(sessions.count)) }) {
            bounds.append((Array(repeating: group + persons, count: items), [group + "tang_them"]))
            bounds.append(([group + sessions], [group + persons, group + businesses]))
            bounds.append(([group + sessions], [group + households, group + businesses]))
            bounds.append(([group + persons], [group + households]))
            bounds.append(([group + "viec_ho_tro"], [group + sessions]))
            for measure in [sessions, persons, households, businesses] { bounds.append(([measure], [group + measure])) }
        }
        for dimension in ["hamlet", "month", "force"] {
            let met = groups.filter { $0.hasPrefix("by_\(dimension):") }.map { $0.dropLast(sessions.count) }
            bounds.append(([sessions], [anonymous] + met.flatMap { ["\($0)\(persons)", "\($0)\(businesses)"] }))
        }
        for id in ["hai_long_dvctt", "hai_long_dvctt_dan", "hai_long_dvctt_dn"] {
            for way in [""] + ways {
                let (clients, ratings) = ("\(id).clients", "\(id).ratings")
                bounds.append(([ratings + way], [clients + way]))
                bounds.append((["\(ratings)_satisfied\(way)"], ["\(clients)_satisfied\(way)"]))
                bounds.append(
                    ([ratings + way, "\(clients)_satisfied\(way)"], [clients + way, "\(ratings)_satisfied\(way)"]))
            }
        }
        return bounds.map { wholes, parts in (wholes, parts.filter { cells[$0] != nil }) }
            .filter { wholes, parts in !parts.isEmpty && wholes.allSatisfy { cells[$0] != nil } }
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

/// Narrows every unknown between what the sums allow; what is left with one value is read as if it were printed.
struct Reader {
    let shown: [String: Int]
    let sums: [(total: String, parts: [String])]
    let least: [(wholes: [String], parts: [String])]
    /// Cells that are not zero: zero is shown, so that what is hidden is at least 1.
    let known: Set<String>

    func recovered(by bounds: [String: ClosedRange<Int>]) -> [String: Int] {
        bounds.filter { shown[$0.key] == nil && $0.value.count == 1 }.mapValues(\.lowerBound)
            .merging(eliminated()) { a, _ in a }
    }

    func bounds() -> [String: ClosedRange<Int>] {
        let most = (shown.values.max() ?? 0) * 10
        var bounds: [String: ClosedRange<Int>] = [:]
        // What is over is a number as well.
        let over = least.indices.map { (least[$0].wholes, least[$0].parts + ["over \($0)"]) }
        let equations = sums.map { ([$0.total], $0.parts) } + over
        for cell in Set(equations.flatMap { $0.0 + $0.1 }) {
            bounds[cell] = shown[cell].map { $0...$0 } ?? (known.contains(cell) ? 1 : 0)...most
        }
        var changed = true
        var rounds = 0
        while changed, rounds < 200 {
            changed = false
            rounds += 1
            for (wholes, parts) in equations {
                for (one, other) in [(wholes, parts), (parts, wholes)] {
                    let (all, rest) = (span(other, bounds), span(one, bounds))
                    for cell in one {
                        let own = bounds[cell]!
                        let from = all.lowerBound - (rest.upperBound - own.upperBound)
                        let to = all.upperBound - (rest.lowerBound - own.lowerBound)
                        changed = narrow(cell, from...max(from, to), &bounds) || changed
                    }
                }
            }
        }
        return bounds
    }

    private func span(_ cells: [String], _ bounds: [String: ClosedRange<Int>]) -> ClosedRange<Int> {
        cells.reduce(0...0) { ($0.lowerBound + bounds[$1]!.lowerBound)...($0.upperBound + bounds[$1]!.upperBound) }
    }

    private func narrow(_ cell: String, _ range: ClosedRange<Int>, _ bounds: inout [String: ClosedRange<Int>]) -> Bool {
        let old = bounds[cell]!
        guard range.overlaps(old) else { return false }
        bounds[cell] = range.clamped(to: old)
        return bounds[cell] != old
    }

    /// Gauss-Jordan with floating numbers: the unknowns that have one solution whatever the bounds.
    private func eliminated() -> [String: Int] {
        let names = Set(sums.flatMap { [$0.total] + $0.parts }).subtracting(shown.keys).sorted()
        let place = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        var rows = sums.map { sum -> [Double] in
            var row = [Double](repeating: 0, count: names.count + 1)
            for (cell, sign) in sum.parts.map({ ($0, 1.0) }) + [(sum.total, -1.0)] {
                if let count = shown[cell] {
                    row[names.count] -= sign * Double(count)
                } else {
                    row[place[cell]!] += sign
                }
            }
            return row
        }
        var top = 0
        for column in names.indices where top < rows.count {
            guard let pivot = (top..<rows.count).max(by: { abs(rows[$0][column]) < abs(rows[$1][column]) }),
                abs(rows[pivot][column]) > 1e-9
            else { continue }
            rows.swapAt(top, pivot)
            let lead = rows[top][column]
            rows[top] = rows[top].map { $0 / lead }
            for row in rows.indices where row != top && abs(rows[row][column]) > 1e-12 {
                let times = rows[row][column]
                rows[row] = zip(rows[row], rows[top]).map { $0 - times * $1 }
            }
            top += 1
        }
        var found: [String: Int] = [:]
        for row in rows {
            let places = names.indices.filter { abs(row[$0]) > 1e-9 }
            if places.count == 1 { found[names[places[0]]] = Int((row[names.count] / row[places[0]]).rounded()) }
        }
        return found
    }
}
