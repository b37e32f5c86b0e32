package import Base
package import Forms
package import Store

/// Names and telephones of households and people: on this computer alone, in a file that no batch ever reads.
package struct Roster {
    private let folder: BookFolder

    package init(_ folder: BookFolder) {
        self.folder = folder
    }

    /// Goes with the book's transaction (`BookWriter.contacts`), so that what is not saved leaves no name here.
    package func keep(_ contacts: [RosterContact]) throws {
        // To forget a telephone no file needs to be made.
        guard contacts.contains(where: { $0.name != nil || $0.phone != nil }) else {
            guard !contacts.isEmpty else { return }
            try RosterStore.ifThere(path: folder.roster)?.keep(contacts)
            return
        }
        try RosterStore(path: folder.roster).keep(contacts)
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

    /// The code under which a record's name and telephone are kept: the person's, business's or household's.
    static func code(of record: JSONObject, _ roles: [Role: RoleBinding]) -> String? {
        [Role.sessionPerson, .sessionBusiness, .sessionHousehold].lazy
            .compactMap { roles[$0].flatMap { record[$0.key]?.string } }.first
    }

    /// The name and telephone kept for whom a record is about.
    package func contact(of record: JSONObject, roles: [Role: RoleBinding]) throws -> RosterContact? {
        guard let code = Self.code(of: record, roles) else { return nil }
        return try RosterStore.ifThere(path: folder.roster)?.contact(of: code)
    }

    /// Everything that is kept, by code; empty when nothing ever was.
    func entries() throws -> [String: RosterContact] {
        try RosterStore.ifThere(path: folder.roster)?.entries() ?? [:]
    }

    /// Names by code, for the prompts; empty when nothing was ever kept.
    package func names() throws -> [String: String] {
        try RosterStore.ifThere(path: folder.roster)?.names() ?? [:]
    }
}
