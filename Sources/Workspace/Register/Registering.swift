import Archive
import Base
package import Indicators
import Ledger
import Store

/// What a table would bring to one of the lists, before anything is written.
package struct RegisterPreview: Sendable {
    package let list: RegisterList
    package let rows: [Row]
    package let faults: [RegisterFault]
    /// Columns that say nothing to such a list.
    package let passedOver: [RegisterFault]

    package struct Row: Sendable {
        package let line: Int
        /// With a code in every case: where the table has none, this device gave one out.
        package let entry: RegisterTable.Entry
        package let change: Change
        /// The code as it stood, when a spreadsheet had eaten its zeros.
        package let restoredFrom: String?
        /// A household's hamlet that the book's list does not have: its code is for good.
        package let unknownHamlet: UnknownHamlet?

        package struct UnknownHamlet: Hashable, Sendable {
            package let code: String
            package let nearest: String?
        }
    }

    package enum Change: String, Sendable {
        case new
        case same
        case corrects
    }
}

extension Book {
    package func hamlets() throws -> HamletMap {
        try store.read { try $0.hamlets(of: identity.areaCode) }
    }

    package func members() throws -> [TeamMember] {
        try store.read { try $0.members() }
    }

    /// Reads an .xlsx workbook's first sheet that shows, or CSV text, and compares it with what the book has.
    package func preview(_ list: RegisterList, file path: String) throws -> RegisterPreview {
        try guardWriting(list)
        let hamlets = try hamlets()
        let members = Dictionary(try members().map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
        let table = RegisterTable(
            list, rows: try Self.table(path), area: identity.areaCode, known: hamlets, members: members)
        let roster = try Roster(folder).entries()
        var fresh = FreshCodes(
            area: identity.areaCode, tag: identity.tag, letters: table.isOfBusinesses ? "KD" : "",
            known: try knownCodes(roster),
            roster: RosterNames(roster, area: identity.areaCode, areBusinesses: table.isOfBusinesses))
        var faults = table.faults
        let rows = table.rows.compactMap { row -> RegisterPreview.Row? in
            guard let entry = fresh.named(row.entry) else {
                faults.append(RegisterFault(line: row.line, reason: .codeMissing))
                return nil
            }
            let code = entry.code ?? ""
            let old: RegisterTable.Entry? =
                switch entry {
                case .hamlet: hamlets.hamlet(code).map { .hamlet($0) }
                case .member: members[code].map { .member($0) }
                case .contact(_, let hamlet, let name, let phone):
                    // What a line does not say stays as it is.
                    roster[code].map {
                        .contact(
                            code: code, hamlet: hamlet, name: name == nil ? nil : $0.name,
                            phone: phone == nil ? nil : $0.phone)
                    }
                }
            return RegisterPreview.Row(
                line: row.line, entry: entry, change: old == nil ? .new : old == entry ? .same : .corrects,
                restoredFrom: row.restored?.from, unknownHamlet: entry.unknownHamlet(in: hamlets))
        }
        return RegisterPreview(list: list, rows: rows, faults: faults, passedOver: table.passedOver)
    }

    /// Writes what is new or corrected: signed decisions, or for the roster lines of a file that no batch reads.
    ///
    /// - Returns: How many.
    package func enter(_ preview: RegisterPreview) throws -> Int {
        try guardWriting(preview.list)
        let rows = preview.rows.filter { $0.change != .same }
        try write { writer in
            for row in rows {
                switch row.entry {
                case .hamlet(let hamlet): try decide(.area, about: hamlet.subject, hamlet.answers, with: writer)
                case .member(let member): try decide(.member, about: member.code, member.answers, with: writer)
                case .contact(let code?, _, let name, let phone):
                    writer.contacts.append(RosterContact(code: code, name: name, phone: phone))
                case .contact(nil, _, _, _): continue
                }
            }
        }
        return rows.count
    }

    private func guardWriting(_ list: RegisterList) throws {
        switch list {
        case .areas: guard identity.role == .ward else { throw BookError.onlyWard("register areas") }
        case .members: guard identity.role != .volunteer else { throw BookError.onlyReceivers("register members") }
        case .roster: guard identity.role != .ward else { throw BookError.notForWard("register roster") }
        }
    }

    /// Households and businesses of the ledger and of the roster, so that a new code meets none of them.
    private func knownCodes(_ roster: [String: RosterContact]) throws -> Set<String> {
        let counted = try store.read { try $0.codes(.household, prefix: "") + $0.codes(.business, prefix: "") }
        return Set(counted).union(roster.keys)
    }

    private static func table(_ path: String) throws -> [(line: Int, fields: [String])] {
        let bytes = try DurableFile.read(path, limit: 16 << 20)
        let isWorkbook = ZipReader.looksLikeZip(bytes)
        let text = isWorkbook ? "" : String(validating: bytes, as: UTF8.self)
        guard let text else { throw FigureFileError.notText(path) }
        do throws(ArchiveFault) {
            guard isWorkbook else { return try CSV.rows(text).map { ($0.line, $0.cells) } }
            let sheet = try XLSXReader.read(bytes).sheets.first { !$0.isHidden && !$0.rows.isEmpty }
            return sheet?.rows.map { ($0.number, $0.fields) } ?? []
        } catch {
            throw error.problem.located(at: path)
        }
    }
}

extension RegisterTable.Entry {
    /// Of a household, person or business; nil too while there is no list of hamlets.
    fileprivate func unknownHamlet(in map: HamletMap) -> RegisterPreview.Row.UnknownHamlet? {
        guard case .contact(let code?, _, _, _) = self, !map.isEmpty else { return nil }
        let parts = code.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 3, !map.knows(parts[1]), !map.knows(Hamlet.code(parts[1], in: parts[0])) else {
            return nil
        }
        return RegisterPreview.Row.UnknownHamlet(
            code: parts[1], nearest: parts[1].nearest(in: map.hamlets.map(\.ownCode)))
    }
}

/// Gives households or businesses of a list codes that no other laptop gives out. Source: `CodeProposals`.
private struct FreshCodes {
    let area: String
    let tag: String
    /// What a business's number begins with; empty for households.
    let letters: String
    let known: Set<String>
    var roster: RosterNames
    /// By the beginning of the code.
    private var numbers: [String: CodeNumbers] = [:]

    init(area: String, tag: String, letters: String, known: Set<String>, roster: RosterNames) {
        (self.area, self.tag, self.letters, self.known, self.roster) = (area, tag, letters, known, roster)
    }

    /// With a code in every case; nil where this device has none left.
    mutating func named(_ entry: RegisterTable.Entry) -> RegisterTable.Entry? {
        guard case .contact(nil, let hamlet?, let name, let phone) = entry else { return entry }
        if let code = roster.take(hamlet, name, phone) {
            return .contact(code: code, hamlet: hamlet, name: name, phone: phone)
        }
        let prefix = "\(area)-\(hamlet)-\(letters)"
        guard let code = numbers[prefix, default: CodeNumbers(known, prefix: prefix, tag: tag)].next() else {
            return nil
        }
        return .contact(code: code, hamlet: hamlet, name: name, phone: phone)
    }
}

/// The roster's households, or businesses, by hamlet, name and telephone: a list without codes that is read again names
/// the same ones.
private struct RosterNames {
    private struct Key: Hashable {
        let hamlet: String
        let name: String?
        let phone: String?
    }

    private var codes: [Key: [String]] = [:]

    init(_ roster: [String: RosterContact], area: String, areBusinesses: Bool) {
        for (code, contact) in roster.sorted(by: { $0.key > $1.key }) {
            let parts = code.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 3, parts[0] == area, parts[2].hasPrefix("KD") == areBusinesses else { continue }
            codes[Key(hamlet: parts[1], name: contact.name, phone: contact.phone), default: []].append(code)
        }
    }

    /// The smallest code that is left: two lines that say the same are two households.
    mutating func take(_ hamlet: String, _ name: String?, _ phone: String?) -> String? {
        codes[Key(hamlet: hamlet, name: name, phone: phone)]?.popLast()
    }
}
