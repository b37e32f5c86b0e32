/// Where the answer with a role stands in a record.
package struct RoleBinding: Hashable, Sendable {
    /// The answer key of the outermost repeat around the question; nil when it is asked once a record.
    package let repeatKey: String?
    /// The question's answer key, in the record or in a row of that repeat.
    package let key: String

    package init(repeatKey: String?, key: String) {
        self.repeatKey = repeatKey
        self.key = key
    }
}

/// A checked form: only `Form.assemble` makes one, so every name in it resolves and nothing depends on itself.
package struct Form: Hashable, Sendable {
    /// What the settings sheet says.
    package struct Header: Hashable, Sendable {
        /// `form_id`: ASCII letters, digits and `. _ -`.
        package var id: String
        package var version: String
        package var title: String
        package var languages: [FormLanguage] = []
        package var defaultLanguage: FormLanguage?
        package var instanceName: Expression?
        /// Of the element around a record: `name` of the settings. Source: pyxform's default.
        package var rootName = "data"
        /// What `${}` can name beside the questions. Source: pyxform, `xls2json.py`, "meta".
        package var metaNames: Set<String> = [Form.instanceID]
        /// Prefix → address.
        package var namespaces: [String: String] = [:]
        /// The rows of the sheet `entities`, column by column; passed on.
        package var entities: [[String: String]] = []
        /// Settings that mean nothing here, kept for passing on.
        package var otherSettings: [String: String] = [:]

        package init(id: String, version: String, title: String) {
            self.id = id
            self.version = version
            self.title = title
        }
    }

    package let header: Header
    /// Every question, group and repeat; an item's index is its position here.
    package let items: [Item]
    package let lists: [String: ChoiceList]
    /// The files beside the form that it reads, by id.
    package let files: [FormFile]
    /// What the order by chance of a select begins with.
    let seeds: [Int: Expression]
    /// Which answers feed the counting.
    package let roles: [Role: RoleBinding]
    /// Some `${last-saved#…}` reads the record that was saved before.
    package let readsLastSaved: Bool
    let layout: Layout
    let plan: EvaluationPlan

    init(
        header: Header, items: [Item], lists: [String: ChoiceList], files: [FormFile], seeds: [Int: Expression],
        layout: Layout, plan: EvaluationPlan
    ) {
        self.header = header
        self.items = items
        self.lists = lists
        self.files = files
        self.seeds = seeds
        self.layout = layout
        self.plan = plan
        let choices = lists.values.lazy.flatMap(\.choices).flatMap(\.label.texts)
        readsLastSaved =
            header.instanceName?.readsLastSaved ?? false || items.contains(where: \.readsLastSaved)
            || choices.contains { OutputText.readsLastSaved($0.text) }
        var roles: [Role: RoleBinding] = [:]
        for item in items {
            guard let role = item.role else { continue }
            let outermost = layout.lineage[item.index].first { items[$0].type == .repeat }
            roles[role] = RoleBinding(repeatKey: outermost.map { layout.keys[$0] }, key: layout.keys[item.index])
        }
        self.roles = roles
    }

    package var id: String { header.id }
    package var version: String { header.version }
    package var title: String { header.title }
    package var languages: [FormLanguage] { header.languages }

    /// The id of a record in its `meta`, which `${instanceID}` reads.
    package static let instanceID = "instanceID"

    /// The item that `${name}` means.
    package func item(named name: String) -> Item? {
        layout.indexByName[name].map { items[$0] }
    }

    /// The key of an item's answer in a record. Groups are headings only: a key is the question's name, and
    /// `group/name` when two questions of the same repeat (or of the top) share it.
    package func key(of item: Int) -> String { layout.keys[item] }

    /// The items directly inside `parent`; -1 for the top.
    package func children(of parent: Int) -> [Int] { layout.children[parent + 1] }

    /// The innermost repeat around an item, or -1.
    package func enclosingRepeat(of item: Int) -> Int { layout.enclosingRepeat[item] }

    /// The choices of a select before any filter; nil when they stand in a file.
    package func choices(of item: Int) -> ChoiceList? {
        items[item].list.flatMap { lists[$0] }
    }

    package static func == (a: Form, b: Form) -> Bool {
        a.header == b.header && a.items == b.items && a.lists == b.lists && a.files == b.files
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(header)
        hasher.combine(items)
    }
}
