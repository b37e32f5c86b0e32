import Base
import Forms
import Store

/// Names and telephones of households and people: on this computer alone, in a file that no batch ever reads.
package struct Roster {
    private let folder: BookFolder

    package init(_ folder: BookFolder) {
        self.folder = folder
    }

    /// Keeps what a session's `local.*` questions say, under the person's, business's or household's code.
    func keep(_ local: [Role: String], for record: JSONObject, roles: [Role: RoleBinding]) throws {
        let code = [Role.sessionPerson, .sessionBusiness, .sessionHousehold].lazy
            .compactMap { roles[$0].flatMap { record[$0.key]?.string } }.first
        guard let code else { return }
        try RosterStore(path: folder.roster).keep(code: code, name: local[.localName], phone: local[.localPhone])
    }

    /// Names by code, for the prompts; empty when nothing was ever kept.
    package func names() throws -> [String: String] {
        try RosterStore.ifThere(path: folder.roster)?.names() ?? [:]
    }
}
