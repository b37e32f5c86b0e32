import Base

/// What a ward or a lead keeps a list of.
package enum RegisterList: String, Hashable, Sendable, CaseIterable {
    case areas
    case members
    /// Households, people and businesses with names and telephones: on this computer alone.
    case roster
}

/// A column of a list, by the names that its header may have.
package enum RegisterColumn: String, Hashable, Sendable, CaseIterable {
    case code, name, from, to, into, force, team, hamlet, phone

    /// As the header spells it, folded: no marks, `_` for spaces.
    var names: [String] {
        switch self {
        case .code: ["code", "ma", "ma_to", "ma_tnv", "ma_ho", "ma_nguoi", "ma_co_so"]
        case .name: ["name", "ten", "ho_ten", "ten_to", "ten_co_so", "business"]
        case .from: ["from", "tu_ngay"]
        case .to: ["to", "den_ngay"]
        case .into: ["into", "nhap_vao"]
        case .force: ["force", "luc_luong"]
        case .team: ["team", "to_cong_tac", "ten_doi", "to_nhom"]
        case .hamlet: ["hamlet", "to_dan_pho", "thon"]
        case .phone: ["phone", "dien_thoai", "so_dien_thoai"]
        }
    }
}

/// A table's rows as entries of a list, or why not.
package struct RegisterTable: Sendable {
    package enum Entry: Hashable, Sendable {
        case hamlet(Hamlet)
        case member(TeamMember)
        /// A code is nil where the computer has to give one out in this hamlet.
        case contact(code: String?, hamlet: String?, name: String?, phone: String?)
    }

    package struct Row: Hashable, Sendable {
        /// From 1, as the sheet counts.
        package let line: Int
        package let entry: Entry
        /// Codes whose leading zeros a spreadsheet had eaten: as they stood, as they are.
        package let restored: (from: String, to: String)?

        package static func == (a: Row, b: Row) -> Bool { a.line == b.line && a.entry == b.entry }
        package func hash(into hasher: inout Hasher) {
            hasher.combine(line)
            hasher.combine(entry)
        }
    }

    package private(set) var rows: [Row] = []
    package private(set) var faults: [RegisterFault] = []
    /// Its rows are businesses, as a column `ma_co_so` or `ten_co_so` says; a code that is given out begins with KD then.
    package private(set) var isOfBusinesses = false
    private let list: RegisterList
    private let area: String

    /// - Parameters:
    ///   - rows: the header first, each with its line.
    ///   - area: the ward's code, of five digits.
    package init(_ list: RegisterList, rows: [(line: Int, fields: [String])], area: String) {
        self.list = list
        self.area = area
        guard let header = rows.first else { return }
        var places: [RegisterColumn: Int] = [:]
        for (place, title) in header.fields.enumerated() {
            let key = title.searchKey.replacing(" ", with: "_")
            if ["ma_co_so", "ten_co_so", "business"].contains(key) { isOfBusinesses = true }
            if let column = RegisterColumn.allCases.first(where: { $0.names.contains(key) }), places[column] == nil {
                places[column] = place
            }
        }
        let needed: [RegisterColumn] = list == .members ? [.code, .force] : list == .areas ? [.code, .name] : [.name]
        for column in needed where places[column] == nil {
            faults.append(RegisterFault(line: header.line, reason: .columnMissing(column.names[1])))
        }
        guard faults.isEmpty else { return }
        for row in rows.dropFirst() where row.fields.contains(where: { !$0.allSatisfy(\.isWhitespace) }) {
            let fields = places.compactMapValues { place in
                row.fields.indices.contains(place) ? row.fields[place].nfc.printable.words : nil
            }
            do throws(RegisterFault.Reason) {
                self.rows.append(try read(fields.filter { !$0.value.isEmpty }, line: row.line))
            } catch {
                faults.append(RegisterFault(line: row.line, reason: error))
            }
        }
        checkTwice()
    }

    private func read(_ fields: [RegisterColumn: String], line: Int) throws(RegisterFault.Reason) -> Row {
        switch list {
        case .areas:
            let hamlet = Hamlet(
                code: try code(fields), name: fields[.name] ?? "", area: area, from: try day(fields[.from]),
                to: try day(fields[.to]),
                into: fields[.into]?.split(whereSeparator: { " ,;+".contains($0) }).map(String.init) ?? [])
            if !hamlet.into.isEmpty, hamlet.to == nil { throw .endMissing }
            return Row(line: line, entry: .hamlet(hamlet), restored: nil)
        case .members:
            let given = fields[.force] ?? ""
            let force = TeamMember.forces.first { $0.id == given || $0.name.vi.searchKey == given.searchKey }
            guard let force else { throw .forceUnknown(given) }
            let member = TeamMember(code: try code(fields), force: force.id, team: fields[.team] ?? "")
            return Row(line: line, entry: .member(member), restored: nil)
        case .roster:
            let phone = fields[.phone].flatMap(PhoneNumber.normal)
            guard let given = fields[.code] else {
                guard fields[.hamlet] != nil else { throw .codeMissing }
                return Row(
                    line: line,
                    entry: .contact(code: nil, hamlet: fields[.hamlet], name: fields[.name], phone: phone),
                    restored: nil)
            }
            let code = try whole(given)
            return Row(
                line: line,
                entry: .contact(code: code, hamlet: fields[.hamlet], name: fields[.name], phone: phone),
                restored: code == given ? nil : (given, code))
        }
    }

    private func code(_ fields: [RegisterColumn: String]) throws(RegisterFault.Reason) -> String {
        guard let code = fields[.code] else { throw .codeMissing }
        guard code.utf8.count <= 32, !code.contains(" ") else { throw .codeWrong(code) }
        return code
    }

    private func day(_ text: String?) throws(RegisterFault.Reason) -> CivilDate? {
        guard let text else { return nil }
        guard let day = CivilDate(written: text) else { throw .dateWrong(text) }
        return day
    }

    /// `1843-T01-123` with the zeros that a spreadsheet has eaten: `01843-T01-0123`. Only what can be nothing else.
    private func whole(_ code: String) throws(RegisterFault.Reason) -> String {
        var parts = code.uppercased().split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard (3...4).contains(parts.count), !parts.contains("") else { throw .codeWrong(code) }
        if parts[0] != area {
            guard Self.padded(parts[0], to: 5) == area else { throw .otherArea(code, area) }
            parts[0] = area
        }
        if !parts[2].hasPrefix("KD") { parts[2] = Self.padded(parts[2], to: 4) }
        if parts.count == 4 { parts[3] = Self.padded(parts[3], to: 2) }
        guard parts[2].utf8.count >= 4, !DuplicateSearch.isPlaceholder(parts.joined(separator: "-")) else {
            throw .codeWrong(code)
        }
        return parts.joined(separator: "-")
    }

    private static func padded(_ text: String, to width: Int) -> String {
        let isNumber = !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
        return isNumber ? String(repeating: "0", count: max(0, width - text.utf8.count)) + text : text
    }

    /// One code on two lines is nobody's.
    private mutating func checkTwice() {
        var seen: [String: Int] = [:]
        for row in rows {
            guard let code = row.entry.code else { continue }
            if let first = seen[code] {
                faults.append(RegisterFault(line: row.line, reason: .twice(code, first: first)))
            } else {
                seen[code] = row.line
            }
        }
        let twice = Set(faults.compactMap { if case .twice = $0.reason { $0.line } else { nil } })
        rows.removeAll { twice.contains($0.line) }
    }
}

extension RegisterTable.Entry {
    package var code: String? {
        switch self {
        case .hamlet(let hamlet): hamlet.code
        case .member(let member): member.code
        case .contact(let code, _, _, _): code
        }
    }
}

extension String {
    /// Its words with one space between them.
    fileprivate var words: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
