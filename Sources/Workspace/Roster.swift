package import Base
package import Forms
import Store

/// Names and telephones of households and people: on this computer alone, in a file that no batch ever reads.
package struct Roster {
    private let folder: BookFolder

    package init(_ folder: BookFolder) {
        self.folder = folder
    }

    /// Keeps what a session's `local.*` questions say, under the person's, business's or household's code.
    ///
    /// - Parameter forgetsPhone: the follow-up is closed, so its telephone goes.
    func keep(
        _ local: [Role: String], for record: JSONObject, roles: [Role: RoleBinding], forgetsPhone: Bool
    ) throws {
        guard let code = Self.code(of: record, roles: roles) else { return }
        if forgetsPhone { try RosterStore.ifThere(path: folder.roster)?.forgetPhone(of: code) }
        guard !local.isEmpty else { return }
        try RosterStore(path: folder.roster).keep(
            code: code, name: local[.localName], phone: local[.localPhone].map(Self.phone))
    }

    /// A voided session has nothing to follow up.
    func forgetPhone(of record: JSONObject, roles: [Role: RoleBinding]) throws {
        guard let code = Self.code(of: record, roles: roles) else { return }
        try RosterStore.ifThere(path: folder.roster)?.forgetPhone(of: code)
    }

    /// How many of these codes have a name or telephone here.
    func count(_ codes: Set<String>) throws -> Int {
        try codes.isEmpty ? 0 : RosterStore.ifThere(path: folder.roster)?.count(codes) ?? 0
    }

    /// Everything kept under these codes goes.
    func forget(_ codes: Set<String>) throws {
        guard !codes.isEmpty else { return }
        try RosterStore.ifThere(path: folder.roster)?.forget(codes)
    }

    private static func code(of record: JSONObject, roles: [Role: RoleBinding]) -> String? {
        [Role.sessionPerson, .sessionBusiness, .sessionHousehold].lazy
            .compactMap { roles[$0].flatMap { record[$0.key]?.string } }.first
    }

    /// Ten digits with the leading zero, however it was typed: `+84 912 345 678`, `84912345678`, `912.345.678`.
    static func phone(_ typed: String) -> String {
        var digits = typed.filter(\.isNumber)
        if digits.hasPrefix("84"), digits.count == 11 { digits = "0" + digits.dropFirst(2) }
        if digits.count == 9, let first = digits.first, "35789".contains(first) { digits = "0" + digits }
        return digits
    }

    /// The name and telephone kept for whom a record is about.
    package func contact(of record: JSONObject, roles: [Role: RoleBinding]) throws -> (name: String?, phone: String?)? {
        guard let code = Self.code(of: record, roles: roles) else { return nil }
        return try RosterStore.ifThere(path: folder.roster)?.contact(of: code)
    }

    /// Names by code, for the prompts; empty when nothing was ever kept.
    package func names() throws -> [String: String] {
        try RosterStore.ifThere(path: folder.roster)?.names() ?? [:]
    }
}
