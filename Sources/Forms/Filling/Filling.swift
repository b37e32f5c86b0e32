package import Base

/// What a record learns from the world around it.
package struct FillingContext: Sendable {
    /// The clock.
    package var now: @Sendable () -> Instant
    /// Exactly as many random bytes as asked.
    package var randomBytes: @Sendable (Int) -> [UInt8]
    package var deviceID: String
    package var username: String
    package var phoneNumber: String
    package var email: String
    /// Of the record: `uuid:…`.
    package var instanceID = ""
    /// Of labels and messages.
    package var language: Language

    package init(
        now: @escaping @Sendable () -> Instant, randomBytes: @escaping @Sendable (Int) -> [UInt8],
        deviceID: String = "", username: String = "", phoneNumber: String = "", email: String = "",
        language: Language
    ) {
        self.now = now
        self.randomBytes = randomBytes
        self.deviceID = deviceID
        self.username = username
        self.phoneNumber = phoneNumber
        self.email = email
        self.language = language
    }
}

/// One record being filled: the same engine at the terminal, from a file and over a saved record.
///
/// Relevance and calculations are always up to date; constraints and required answers are checked when a question is
/// answered by `set` and, for the whole record, by `problems`. Not Sendable: one owner fills it.
package final class Filling {
    /// Where the answers come from.
    package enum Origin: Sendable {
        /// A new record: defaults and metadata fill what the answers leave out.
        case new
        /// A draft or a saved record: nothing is added.
        case saved
    }

    /// Rows of one repeat.
    package static let rowLimit = 1_000
    /// Answers, groups and rows of a record, all repeats together.
    package static let elementLimit = 200_000

    package let form: Form
    package let context: FillingContext
    let root: Element
    let evaluator: Evaluator
    /// Answers that could not be taken, by place; gone when the place is answered.
    var rejected: [FillProblem] = []
    /// The record is loaded: changes from now on are somebody's, and fire triggers.
    var isOpen = false
    /// Expressions that failed.
    var failures: [Spot: EvaluationError] = [:]
    /// What an order by chance began with, by question.
    var orderSeeds: [ObjectIdentifier: Int64] = [:]
    /// By position in the plan: under which row an item waits to be evaluated. Reused between changes.
    var waiting: [Element?]
    var waitingCount = 0
    /// How many elements the record holds.
    private(set) var elementCount = 0
    /// Elements that have changed and that others have as their `trigger`.
    var fired: [Element] = []

    /// An element, or a repeat in the element around its rows. Unlike a place it stays when rows before it go.
    struct Spot: Hashable {
        private let element: ObjectIdentifier
        private let item: Int

        init(_ element: Element) {
            self.init(element.definition, in: element)
        }

        init(_ item: Int, in parent: Element) {
            element = ObjectIdentifier(parent)
            self.item = item
        }
    }

    /// Never fails: what cannot be taken is in `problems`.
    ///
    /// `files` are the tables of `form.files`, by file name; a select whose file is not there takes any code.
    /// `lastSaved` is the record that `${last-saved#…}` reads.
    package init(
        _ form: Form, context: FillingContext, files: [String: ExternalTable] = [:],
        lastSaved: (id: String, answers: JSONObject)? = nil,
        answers: JSONObject = [:], origin: Origin = .new
    ) {
        self.form = form
        self.context = context
        root = Element(name: form.header.rootName)
        root.attributes = [("id", form.id), ("version", form.version)]
        waiting = [Element?](repeating: nil, count: form.items.count)
        let tables = form.files.compactMap { file in files[file.name].map { (file.id, $0) } }
        evaluator = Evaluator(
            root: root, form: form,
            surroundings: .init(now: context.now, randomBytes: context.randomBytes, language: context.language),
            files: Dictionary(tables, uniquingKeysWith: { first, _ in first }))
        if !form.header.metaNames.isEmpty { evaluator.setInstanceID(context.instanceID, of: root) }
        if let lastSaved { evaluator.setLastSaved(lastSaved, context, files) }
        fill(root, definition: -1, withDefaults: origin == .new)
        if origin == .new { stampMetadata() }
        load(answers, into: root, scope: -1, rows: [], origin: origin)
        if origin == .new { applyDynamicDefaults(under: root, definition: -1) }
        for item in form.items { wait(for: item.index, under: root) }
        settle()
        isOpen = true
        if origin == .new { fireTriggersOfLoaded() }
    }

    /// The language of labels, hints and displayed values; what is calculated from labels follows.
    package var tongue: Tongue {
        get { evaluator.surroundings.tongue }
        set {
            guard newValue != evaluator.surroundings.tongue else { return }
            evaluator.surroundings.tongue = newValue
            for item in form.items where item.readsLabels { wait(for: item.index, under: root) }
            settle()
        }
    }

    /// The program's language.
    package var language: Language { tongue.language }

    // MARK: - The tree

    /// Creates the elements of everything inside `definition`, except rows of repeats.
    private func fill(_ element: Element, definition: Int, withDefaults: Bool) {
        for child in form.children(of: definition) where form.items[child].type != .repeat {
            let new = makeElement(child)
            if withDefaults, case .constant(let text) = form.items[child].defaultValue {
                new.text = form.items[child].type.cast(text)
            }
            element.append(new)
            if form.items[child].type == .group { fill(new, definition: child, withDefaults: withDefaults) }
        }
    }

    /// Whether a row of the repeat still fits into the record.
    func hasRoom(forRowOf item: Int) -> Bool {
        elementCount + descendantCount(of: item) < Self.elementLimit
    }

    private func makeElement(_ item: Int) -> Element {
        elementCount += 1
        let content: Element.Content =
            switch form.items[item].type {
            case .integer, .decimal, .range: .number
            case .time: .time
            default: .text
            }
        return Element(name: form.items[item].name, definition: item, content: content)
    }

    /// Appends a row of a repeat to `parent`, without evaluating anything.
    func makeRow(of item: Int, in parent: Element, withDefaults: Bool) -> Element {
        let row = makeElement(item)
        fill(row, definition: item, withDefaults: withDefaults)
        parent.insert(row, at: parent.range(of: item).upperBound)
        return row
    }

    /// Takes a row out of `parent`, with everything in it.
    func dropRow(at position: Int, of parent: Element) {
        let row = parent.children[position]
        elementCount -= Self.size(of: row)
        if !failures.isEmpty { forget(row) }
        parent.remove(at: position)
    }

    /// A new element may come to stand where this one did in memory.
    private func forget(_ element: Element) {
        failures[Spot(element)] = nil
        for child in element.children {
            failures[Spot(child.definition, in: element)] = nil
            forget(child)
        }
    }

    private static func size(of element: Element) -> Int {
        element.children.reduce(1) { $0 + size(of: $1) }
    }

    private func stampMetadata() {
        for item in form.items where item.type.isMetadata && form.enclosingRepeat(of: item.index) < 0 {
            guard let element = element(at: Place(item: item.index)) else { continue }
            switch item.type {
            case .start: element.text = context.now().iso
            case .today: element.text = context.now().date.iso
            case .deviceid: element.text = context.deviceID
            case .username: element.text = context.username
            case .phonenumber: element.text = context.phoneNumber
            case .email: element.text = context.email
            default: break
            }
        }
    }

    /// Puts the time of finishing into the questions of type `end`. Call it before taking `record`.
    package func finish() {
        for item in form.items where item.type == .end && form.enclosingRepeat(of: item.index) < 0 {
            guard let element = element(at: Place(item: item.index)) else { continue }
            assign(context.now().iso, to: element)
        }
    }

    /// Dynamic defaults of blank questions, in the order of the form. Source: ODK, `odk-instance-first-load`.
    func applyDynamicDefaults(under element: Element, definition: Int) {
        for child in element.children {
            if case .dynamic(let expression) = form.items[child.definition].defaultValue, child.text.isEmpty,
                !child.isGiven
            {
                _ = setValue(of: child, to: expression)
            }
            if !child.children.isEmpty { applyDynamicDefaults(under: child, definition: child.definition) }
        }
    }

    // MARK: - Places

    /// The element at a place; nil when the record has no such row.
    func element(at place: Place) -> Element? {
        var element = root
        var rows = place.rows[...]
        for definition in form.layout.lineage[place.item] {
            let range = element.range(of: definition)
            if form.items[definition].type == .repeat {
                guard let row = rows.popFirst(), row >= 1, row <= range.count else { return nil }
                element = element.children[range.lowerBound + row - 1]
            } else {
                guard let first = range.first else { return nil }
                element = element.children[first]
            }
        }
        return rows.isEmpty ? element : nil
    }

    /// The place of an element; of a row, the row's.
    func place(of element: Element) -> Place {
        var rows: [Int] = []
        var climbing: Element? = element
        while let here = climbing, here.definition >= 0 {
            if form.items[here.definition].type == .repeat, let parent = here.parent {
                let range = parent.range(of: here.definition)
                let index = parent.children[range].firstIndex { $0 === here } ?? range.lowerBound
                rows.insert(index - range.lowerBound + 1, at: 0)
            }
            climbing = here.parent
        }
        return Place(item: element.definition, rows: rows)
    }

    /// The element whose children are the rows of the repeat that `place` names without a row of its own.
    func holder(of place: Place) -> Element? {
        guard form.items[place.item].type == .repeat else { return nil }
        guard let parent = form.layout.lineage[place.item].dropLast().last else {
            return place.rows.isEmpty ? root : nil
        }
        return element(at: Place(item: parent, rows: place.rows))
    }
}
