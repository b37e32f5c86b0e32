import GRDB
package import Indicators

extension BookReader {
    /// What `body` finds among all codes that count somewhere, kind by kind: a book has a million of them.
    ///
    /// - Parameters:
    ///   - names: by code, from the roster; empty at the ward.
    ///   - merged: hamlets that were merged, by code, with what they became one after the other: their people are
    ///     neighbours now.
    package func search<Found>(
        names: [String: String], merged: [String: [String]], _ body: (IdentityKind, [KnownCode]) -> [Found]
    ) throws -> [Found] {
        let texts = try CodeTexts(db)
        try texts.loadAll()
        var (people, households, businesses) = (Gathering(texts), Gathering(texts), Gathering(texts))
        // What one session tells and what another, of the person whose rows are being read.
        var (person, rows) = (Int?.none, [SessionRow]())
        func take() throws {
            let births = KnownCode.Birth.known(rows.map { ($0.birthYear, $0.sex) })
            for row in rows {
                try people.add(person, row.hamlet, row.household, births)
                try households.add(row.household, row.hamlet, row.household, births)
                try businesses.add(row.business, row.hamlet, row.household, births)
            }
            rows.removeAll(keepingCapacity: true)
        }
        // In the order of the index that holds all these columns.
        let sql = """
            SELECT person, household, hamlet, business, birth_year, sex FROM fact_session
            ORDER BY person, household, hamlet, business
            """
        try db.eachRow(sql) { row in
            // Sessions without a person tell of nobody else's.
            if row[0] == nil || row[0] != person { try take() }
            person = row[0]
            rows.append(
                try SessionRow(
                    household: row[1], hamlet: row[2], business: row[3], birthYear: row[4], sex: texts[row[5]]))
        }
        try take()
        return try body(.person, people.codes(names, merged)) + body(.household, households.codes(names, merged))
            + body(.business, businesses.codes(names, merged))
    }
}

private struct SessionRow {
    let household: Int?
    let hamlet: Int?
    let business: Int?
    let birthYear: Int?
    let sex: String?
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

    mutating func add(_ code: Int?, _ hamlet: Int?, _ household: Int?, _ births: [KnownCode.Birth]) throws {
        guard let code, places.indices.contains(code) else { return }
        let place = Int(places[code])
        guard place >= 0 else {
            places[code] = Int32(known.count)
            known.append(Known(code: code, hamlet: hamlet, household: household, births: births))
            return
        }
        known[place].hamlet = try smallest(known[place].hamlet, hamlet)
        known[place].household = try smallest(known[place].household, household)
        for birth in births where !known[place].births.contains(birth) { known[place].births.append(birth) }
    }

    /// Nil is no text.
    private func smallest(_ a: Int?, _ b: Int?) throws -> Int? {
        guard let a, let b, a != b else { return a ?? b }
        return try (texts[a] ?? "") <= (texts[b] ?? "") ? a : b
    }

    func codes(_ names: [String: String], _ merged: [String: [String]]) throws -> [KnownCode] {
        try known.map { known in
            let code = try texts[known.code] ?? ""
            let hamlet = try texts[known.hamlet]
            let household = try texts[known.household]
            return KnownCode(
                code: code, hamlet: hamlet.map { merged[$0]?.last ?? $0 }, household: household, births: known.births,
                name: names.isEmpty ? nil : names[code],
                moved: merged.isEmpty ? [] : household.map { Self.moved($0, merged) } ?? [])
        }
    }

    /// `11542-T01-0050` as `11542-T10-0050`. A province's hamlets have their communes in their codes.
    private static func moved(_ household: String, _ merged: [String: [String]]) -> [String] {
        let parts = household.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3 else { return [] }
        if let way = merged["\(parts[0])-\(parts[1])"] { return way.map { "\($0)-\(parts[2])" } }
        return (merged[parts[1]] ?? []).map { "\(parts[0])-\($0)-\(parts[2])" }
    }
}
