/// A node of a tree that expressions read: a record being filled, a choice list, or any XML instance.
package final class Element {
    /// How a text is read where its type matters. JavaRosa compares and calculates with typed values; `truth` is `1` or
    /// `0`, its `BooleanData`.
    package enum Content: Sendable { case text, number, time, truth }

    /// The local name, without a prefix.
    package let name: String
    package private(set) unowned var parent: Element?
    private var kept: [Element] = []
    /// The rows below, when they become elements only where they are needed.
    unowned var list: ListInstance?
    package var attributes: [(name: String, value: String)] = []
    package var text = "" {
        didSet {
            parsed = nil
            content = declared
        }
    }
    /// The text read as a number, once.
    private var parsed: Double?
    /// As declared, or of a text what its calculation gave. Source: JavaRosa, `Recalculate.wrapData`.
    private(set) var content: Content
    private let declared: Content
    /// The item of the form that this node answers; -1 when there is none.
    package let definition: Int
    /// False when this node or one around it is not relevant: it then counts as blank.
    package var isRelevant = true
    /// A person or a file gave the text, not a default or a calculation.
    package var isGiven = false

    package var children: [Element] { list?.items ?? kept }

    package init(name: String, definition: Int = -1, content: Content = .text, text: String = "") {
        self.name = name
        self.definition = definition
        self.content = content
        declared = content
        self.text = text
    }

    /// The visible text as a number; blank is none, the answer of a time question is a part of a day.
    var number: Double {
        guard isRelevant, !text.isEmpty else { return .nan }
        if let parsed { return parsed }
        let fraction = content == .time ? NumberText.fractionOfDay(text) : nil
        var number = fraction ?? NumberText.read(text)
        // As JavaRosa writes large and small ones.
        if number.isNaN, content == .number, text.utf8.contains(0x45) { number = Double(text) ?? .nan }
        parsed = number
        return number
    }

    /// Takes what a calculation gave; false when nothing changes.
    func take(_ text: String, as given: Content) -> Bool {
        let content = declared == .text && !text.isEmpty ? given : declared
        // Bytes, because `==` takes composed and decomposed letters for the same.
        guard !text.utf8.elementsEqual(self.text.utf8) || content != self.content else { return false }
        self.text = text
        self.content = content
        return true
    }

    package func append(_ child: Element) {
        child.parent = self
        kept.append(child)
    }

    package func insert(_ child: Element, at position: Int) {
        child.parent = self
        kept.insert(child, at: position)
    }

    package func remove(at position: Int) {
        kept[position].parent = nil
        kept.remove(at: position)
    }

    /// A node outside the tree that sees `parent` as its own, for asking about a row that does not exist yet.
    package func adopt(asParent parent: Element) {
        self.parent = parent
    }

    /// Where the children of one item stand. Children are in the order of the form's table.
    package func range(of definition: Int) -> Range<Int> {
        let low = firstIndex(from: 0) { $0 >= definition }
        return low..<firstIndex(from: low) { $0 > definition }
    }

    /// The first child whose definition has passed a bound, by halving.
    private func firstIndex(from start: Int, where hasPassed: (Int) -> Bool) -> Int {
        var low = start
        var high = kept.count
        while low < high {
            let middle = (low + high) / 2
            if hasPassed(kept[middle].definition) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// The position among the brothers of the same name, from 1.
    package var position: Int {
        guard let parent else { return 1 }
        var count = 0
        for sibling in parent.children where sibling.name == name {
            count += 1
            if sibling === self { break }
        }
        return count
    }
}
