import GRDB
package import Indicators

extension BookReader {
    /// What `body` finds among all codes that count somewhere, kind by kind: a book has a million of them.
    ///
    /// - Parameters:
    ///   - names: by code, from the roster; empty at the ward.
    ///   - renamed: hamlets that were merged into others, by code: their people are neighbours now.
    package func search<Found>(
        names: [String: String], renamed: [String: String], _ body: (IdentityKind, [KnownCode]) -> [Found]
    ) throws -> [Found] {
        let texts = try CodeTexts(db)
        try texts.loadAll()
        var (people, households, businesses) = (Gathering(texts), Gathering(texts), Gathering(texts))
        // In the order of the index that holds all these columns.
        let sql = """
            SELECT person, household, hamlet, business, birth_year, sex FROM fact_session
            ORDER BY person, household, hamlet, business
            """
        try db.eachRow(sql) { row in
            let (household, hamlet) = (row[1], row[2])
            let sex = try texts[row[5]].flatMap { $0 == "nam" || $0 == "nu" ? $0 : nil }
            let birth = row[4].flatMap { year in sex.map { KnownCode.Birth(year: year, sex: $0) } }
            try people.add(row[0], hamlet, household, birth)
            try households.add(household, hamlet, household, birth)
            try businesses.add(row[3], hamlet, household, birth)
        }
        return try body(.person, people.codes(names, renamed)) + body(.household, households.codes(names, renamed))
            + body(.business, businesses.codes(names, renamed))
    }
}

/// What sessions tell about the codes of one kind. Of several hamlets or households the smallest, so that the order of
/// the rows plays no part.
private struct Gathering {
    private struct Known {
        let code: Int
        var hamlet: Int?
        var household: Int?
        var births: [KnownCode.Birth]
    }

    private let texts: CodeTexts
    private var known: [Known] = []
    /// Where each code stands in `known`; below zero for those of other kinds.
    private var places: [Int32]

    init(_ texts: CodeTexts) {
        self.texts = texts
        places = Array(repeating: -1, count: texts.count)
    }

    mutating func add(_ code: Int?, _ hamlet: Int?, _ household: Int?, _ birth: KnownCode.Birth?) throws {
        guard let code, places.indices.contains(code) else { return }
        let place = Int(places[code])
        guard place >= 0 else {
            places[code] = Int32(known.count)
            known.append(Known(code: code, hamlet: hamlet, household: household, births: birth.map { [$0] } ?? []))
            return
        }
        known[place].hamlet = try smallest(known[place].hamlet, hamlet)
        known[place].household = try smallest(known[place].household, household)
        if let birth, !known[place].births.contains(birth) { known[place].births.append(birth) }
    }

    /// Nil is no text.
    private func smallest(_ a: Int?, _ b: Int?) throws -> Int? {
        guard let a, let b, a != b else { return a ?? b }
        return try (texts[a] ?? "") <= (texts[b] ?? "") ? a : b
    }

    func codes(_ names: [String: String], _ renamed: [String: String]) throws -> [KnownCode] {
        try known.map { known in
            let code = try texts[known.code] ?? ""
            let hamlet = try texts[known.hamlet]
            let household = try texts[known.household]
            return KnownCode(
                code: code, hamlet: hamlet.map { renamed[$0] ?? $0 }, household: household, births: known.births,
                name: names.isEmpty ? nil : names[code],
                moved: renamed.isEmpty ? nil : household.flatMap { Self.moved($0, renamed) })
        }
    }

    /// `11542-T01-0050` as `11542-T10-0050`. A province's hamlets have their communes in their codes.
    private static func moved(_ household: String, _ renamed: [String: String]) -> String? {
        var parts = household.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3 else { return nil }
        if let whole = renamed["\(parts[0])-\(parts[1])"] { return "\(whole)-\(parts[2])" }
        guard let hamlet = renamed[parts[1]] else { return nil }
        parts[1] = hamlet
        return parts.joined(separator: "-")
    }
}
