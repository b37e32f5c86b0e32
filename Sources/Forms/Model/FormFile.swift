/// A file beside the form that `instance('id')` and `pulldata('id', …)` read.
package struct FormFile: Hashable, Sendable, Comparable {
    /// `tinh`.
    package let id: String
    /// `tinh.csv`.
    package let name: String

    package init(id: String, name: String) {
        self.id = id
        self.name = name
    }

    /// The file that a `select_one_from_file` names.
    init(name: String) {
        self.init(id: name.split(separator: ".").dropLast().joined(separator: "."), name: name)
    }

    package static func < (a: FormFile, b: FormFile) -> Bool { (a.id, a.name) < (b.id, b.name) }
}
