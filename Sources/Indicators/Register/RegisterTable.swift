import Base

/// What a ward or a lead keeps a list of.
package enum RegisterList: String, Hashable, Sendable, CaseIterable {
    case areas
    case members
    /// Households, people and businesses with names and telephones: on this computer alone.
    case roster

    /// What a table of it may say.
    var columns: [RegisterColumn] {
        switch self {
        case .areas: [.code, .name, .from, .to, .into]
        case .members: [.code, .force, .team]
        case .roster: [.code, .name, .hamlet, .phone]
        }
    }
}

/// A column of a list, by the names that its header may have.
package enum RegisterColumn: String, Hashable, Sendable, CaseIterable {
    case code, name, from, to, into, force, team, hamlet, phone

    /// The name that is told to people.
    var vietnamese: String {
        switch self {
        case .code: "ma"
        case .name: "ten"
        case .from: "tu_ngay"
        case .to: "den_ngay"
        case .into: "nhap_vao"
        case .force: "luc_luong"
        case .team: "to_nhom"
        case .hamlet: "to_dan_pho"
        case .phone: "dien_thoai"
        }
    }

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
    /// Columns that say nothing here: a misspelt one would be lost without a word.
    package private(set) var passedOver: [RegisterFault] = []
    /// Its rows are businesses, as a column `ma_co_so` or `ten_co_so` says; a code that is given out begins with KD then.
    package private(set) var isOfBusinesses = false
    private let list: RegisterList
    private let area: String
    /// The hamlets of the book: what a file without a column says nothing about stays as it is.
    private let known: HamletMap
    private let members: [String: TeamMember]
    private var columns: Set<RegisterColumn> = []

    /// - Parameters:
    ///   - rows: the header first, each with its line.
    ///   - area: the ward's code, of five digits.
    ///   - known: the hamlets that the book has.
    ///   - members: those that it has, by code.
    package init(
        _ list: RegisterList, rows: [(line: Int, fields: [String])], area: String, known: HamletMap = HamletMap([]),
        members: [String: TeamMember] = [:]
    ) {
        self.list = list
        self.area = area
        self.known = known
        self.members = members
        guard let header = rows.first else { return }
        var places: [RegisterColumn: Int] = [:]
        for (place, title) in header.fields.enumerated() where !title.allSatisfy(\.isWhitespace) {
            let key = title.searchKey.replacing(" ", with: "_")
            if ["ma_co_so", "ten_co_so", "business"].contains(key) { isOfBusinesses = true }
            let column = list.columns.first { $0.names.contains(key) }
            if let column, places[column] == nil {
                places[column] = place
            } else {
                let reason: RegisterFault.Reason =
                    column == nil
                    ? .columnUnknown(title.nfc.printable.words, list) : .columnTwice(title.printable.words)
                passedOver.append(RegisterFault(line: header.line, reason: reason))
            }
        }
        let needed: [RegisterColumn] = list == .members ? [.code, .force] : list == .areas ? [.code, .name] : [.name]
        for column in needed where places[column] == nil {
            faults.append(RegisterFault(line: header.line, reason: .columnMissing(column.names[1])))
        }
        guard faults.isEmpty else { return }
        columns = Set(places.keys)
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
        checkMergers()
        faults.sort { $0.line < $1.line }
    }

    private func read(_ fields: [RegisterColumn: String], line: Int) throws(RegisterFault.Reason) -> Row {
        switch list {
        case .areas:
            let hamlet = try hamlet(fields)
            if !hamlet.into.isEmpty, hamlet.to == nil { throw .endMissing }
            if let from = hamlet.from, let to = hamlet.to, to < from { throw .daysReversed }
            return Row(line: line, entry: .hamlet(hamlet), restored: nil)
        case .members:
            let given = fields[.force] ?? ""
            guard let force = TeamMember.force(written: given) else { throw .forceUnknown(given) }
            let code = try code(fields)
            let team = columns.contains(.team) ? fields[.team] : members[code]?.team
            let member = TeamMember(code: code, force: force.id, team: team ?? "")
            return Row(line: line, entry: .member(member), restored: nil)
        case .roster:
            guard let name = fields[.name] else { throw .nameMissing }
            // What forms refuse in free text stays out of the roster too.
            if PrivateText.holdsNumber(of: 12, in: name) || PrivateText.holdsSecret(in: name) { throw .privateText }
            let phone = try fields[.phone].flatMap(Self.phone)
            guard let given = fields[.code] else {
                // A province's lead gives out codes at the prompt, where the commune is told.
                guard area.utf8.count == 5 else { throw .codeMissing }
                guard let hamlet = fields[.hamlet] else { throw .codeMissing }
                // A dash would be the code's own.
                guard Self.isHamlet(hamlet), !hamlet.contains("-") else { throw .codeWrong(hamlet) }
                return Row(
                    line: line,
                    entry: .contact(code: nil, hamlet: hamlet, name: name, phone: phone),
                    restored: nil)
            }
            let code = try whole(given)
            return Row(
                line: line,
                entry: .contact(code: code, hamlet: fields[.hamlet], name: name, phone: phone),
                restored: code == given ? nil : (given, code))
        }
    }

    /// A list of codes and names alone takes back no merger that the book knows of.
    private func hamlet(_ fields: [RegisterColumn: String]) throws(RegisterFault.Reason) -> Hamlet {
        let code = try code(fields)
        if area.utf8.count == 2, Hamlet.commune(of: code) == nil { throw .communeMissing(code) }
        // It goes into every kit; a telephone has nine digits and more.
        if PrivateText.holdsNumber(of: 9, in: fields[.name] ?? "") { throw .privateHamlet }
        let old = known.hamlet(code)
        return Hamlet(
            code: code, name: fields[.name] ?? "", area: area,
            from: columns.contains(.from) ? try day(fields[.from]) : old?.from,
            to: columns.contains(.to) ? try day(fields[.to]) : old?.to,
            into: columns.contains(.into)
                ? fields[.into]?.split(whereSeparator: { " ,;+".contains($0) }).map(String.init) ?? []
                : old?.into ?? [])
    }

    /// Words alone say that there is none.
    private static func phone(_ text: String) throws(RegisterFault.Reason) -> String? {
        guard let phone = PhoneNumber.normal(text) else { return nil }
        guard phone.hasPrefix("0"), (10...11).contains(phone.utf8.count) else { throw .phoneWrong(text) }
        return phone
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
        let commune = Self.padded(parts[0], to: 5)
        guard commune == area || area.utf8.count == 2 && Hamlet.commune(of: commune) != nil else {
            throw .otherArea(code, area)
        }
        parts[0] = commune
        if !parts[2].hasPrefix("KD") { parts[2] = Self.padded(parts[2], to: 4) }
        if parts.count == 4 { parts[3] = Self.padded(parts[3], to: 2) }
        let isBusiness = parts[2].hasPrefix("KD")
        let number = isBusiness ? parts[2].dropFirst(2) : parts[2][...]
        let whole = parts.joined(separator: "-")
        guard Self.isHamlet(parts[1]), Self.isNumber(number, isBusiness ? 3...8 : 4...8),
            parts.count == 3 || (!isBusiness && Self.isPerson(parts[3])), !DuplicateSearch.isPlaceholder(whole)
        else { throw .codeWrong(code) }
        if isOfBusinesses, !isBusiness { throw .notOfBusiness(code) }
        return whole
    }

    // What the forms take. Source: forms/ho-tro.md, `ma_to`, `ma_ho`, `ma_nguoi`, `ma_co_so`.

    private static func isHamlet(_ text: String) -> Bool {
        let digits = text.split { !$0.isNumber }.map(\.count).max() ?? 0
        return (1...16).contains(text.unicodeScalars.count) && !text.contains(where: \.isWhitespace) && digits < 9
    }

    private static func isNumber(_ text: Substring, _ length: ClosedRange<Int>) -> Bool {
        length.contains(text.count) && text.allSatisfy { $0.isASCII && ($0.isNumber || $0.isUppercase) }
    }

    private static func isPerson(_ text: String) -> Bool {
        isNumber(text[...], 2...8) && text.prefix(2).allSatisfy(\.isNumber)
    }

    private static func padded(_ text: String, to width: Int) -> String {
        let isNumber = !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
        return isNumber ? String(repeating: "0", count: max(0, width - text.utf8.count)) + text : text
    }

    /// One code on two lines is nobody's, and without codes one name with one telephone is one household.
    private mutating func checkTwice() {
        var seen: [RegisterTable.Entry: Int] = [:]
        var codes: [String: Int] = [:]
        refuse { row in
            if let code = row.entry.code {
                defer { codes[code] = codes[code] ?? row.line }
                return codes[code].map { .twice(code, first: $0) }
            }
            guard case .contact(_, _, _, _?) = row.entry else { return nil }
            defer { seen[row.entry] = seen[row.entry] ?? row.line }
            return seen[row.entry].map { .sameContact(first: $0) }
        }
    }

    /// Every hamlet that another becomes is there, and nobody comes back to where he began.
    private mutating func checkMergers() {
        let listed = rows.compactMap { if case .hamlet(let hamlet) = $0.entry { hamlet } else { nil } }
        let map = HamletMap(listed + known.hamlets)
        refuse { row in
            guard case .hamlet(let hamlet) = row.entry else { return nil }
            if let missing = hamlet.into.first(where: { map.hamlet($0) == nil }) {
                return .intoUnknown(missing, nearest: missing.nearest(in: map.hamlets.map(\.code)))
            }
            return map.ring(from: hamlet.code).map { .intoItself($0) }
        }
    }

    private mutating func refuse(_ reason: (Row) -> RegisterFault.Reason?) {
        let found = rows.compactMap { row in reason(row).map { RegisterFault(line: row.line, reason: $0) } }
        faults += found
        let lines = Set(found.map(\.line))
        rows.removeAll { lines.contains($0.line) }
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
