import Foundation

/// Where the parts of a book lie. The folder is for its owner alone (mode 0700).
package struct BookFolder: Hashable, Sendable {
    package let path: String

    /// Slashes at the end are dropped.
    package init(_ path: String) {
        let end = path.lastIndex { $0 != "/" } ?? path.startIndex
        self.path = path.isEmpty ? path : String(path[...end])
    }

    package var database: String { path + "/book.sqlite" }
    package var keys: String { path + "/keys" }
    package var deviceKeys: String { keys + "/device.json" }
    package var rootKey: String { keys + "/root.json" }
    /// The ward's keys, sealed to the recovery key.
    package var sealedKeys: String { keys + "/ward-keys.age" }
    package var quarantine: String { path + "/quarantine" }
    package var roster: String { path + "/roster.sqlite" }

    /// A folder beside this one where a new book is made before it gets its name.
    func underConstruction(_ suffix: String) -> BookFolder { BookFolder("\(path).\(suffix).new") }

    package var isThere: Bool { FileManager.default.fileExists(atPath: database) }

    /// The book that is meant when none is named: `SOTAY_BOOK`, else `sotay` in the user's data folder.
    package static func byDefault(environment: [String: String]) -> BookFolder {
        if let named = environment["SOTAY_BOOK"], !named.isEmpty { return BookFolder(named) }
        if let data = environment["XDG_DATA_HOME"], !data.isEmpty { return BookFolder(data + "/sotay") }
        return BookFolder((environment["HOME"] ?? NSHomeDirectory()) + "/.local/share/sotay")
    }
}
