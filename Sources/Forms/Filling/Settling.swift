internal import Base

/// Keeping relevance and calculations up to date. Each item that waits has the smallest row (or the whole record)
/// under which its elements may have changed; items are taken in the plan's order, so that each is taken once.
extension Filling {
    func wait(for item: Int, under row: Element) {
        let position = form.plan.position[item]
        if let known = waiting[position] {
            waiting[position] = Self.common(known, row)
        } else {
            waiting[position] = row
            waitingCount += 1
        }
    }

    /// Makes everything that follows from `item` wait, its children too; `row` is where it changed.
    func waitForDependents(of item: Int, changedUnder row: Element) {
        waitForReaders(of: item, changedUnder: row)
        for child in form.children(of: item) { wait(for: child, under: row) }
    }

    /// Makes the items wait whose expressions read `item`.
    func waitForReaders(of item: Int, changedUnder row: Element) {
        for reader in form.plan.dependents[item] {
            wait(for: reader.item, under: reader.crossesRows ? root : sharedRow(of: reader.item, from: row))
        }
    }

    /// Makes whatever reads the rows, or a question in them from outside, wait.
    func waitForReaders(ofRowsOf item: Int, changedUnder row: Element) {
        waitForReaders(of: item, changedUnder: row)
        let inside = Set(descendants(of: item))
        for inner in inside {
            for reader in form.plan.dependents[inner] where reader.crossesRows || !inside.contains(reader.item) {
                wait(for: reader.item, under: reader.crossesRows ? root : sharedRow(of: reader.item, from: row))
            }
        }
    }

    /// Evaluates whatever waits, and what then depends on it.
    func settle() {
        evaluator.budget.beginRound()
        var position = 0
        while waitingCount > 0, position < waiting.count {
            defer { position += 1 }
            guard let row = waiting[position] else { continue }
            waiting[position] = nil
            waitingCount -= 1
            evaluate(form.plan.order[position], under: row)
        }
    }

    /// Stores a text and lets everything follow.
    func assign(_ text: String, to element: Element) {
        element.text = text
        waitForDependents(of: element.definition, changedUnder: enclosingRow(of: element))
        noteTriggers(of: element)
        settle()
        fireTriggers()
    }

    // MARK: - Triggers

    /// Remembers that an element others have as their `trigger` has changed.
    private func noteTriggers(of element: Element) {
        if isOpen, !form.plan.triggered[element.definition].isEmpty { fired.append(element) }
    }

    /// Gives triggered questions their value; those may be triggers themselves. Each is set once a change, so that two
    /// that trigger each other come to rest. Source: ODK documentation, "trigger"; an empty calculation empties.
    ///
    /// - Parameter keepsGiven: What a person has given stays.
    private func fireTriggers(keepsGiven: Bool = false) {
        var done: Set<ObjectIdentifier> = []
        while !fired.isEmpty {
            let element = fired.removeFirst()
            let row = enclosingRow(of: element)
            for item in form.plan.triggered[element.definition] {
                for target in elements(of: item, under: sharedRow(of: item, from: row))
                where target.isRelevant && !(keepsGiven && target.isGiven)
                    && done.insert(ObjectIdentifier(target)).inserted
                {
                    target.isGiven = false
                    guard setValue(of: target, to: form.items[item].calculation) else { continue }
                    waitForDependents(of: item, changedUnder: enclosingRow(of: target))
                    noteTriggers(of: target)
                    settle()
                }
            }
        }
    }

    /// The answers that a new record comes with have been given like any other.
    func fireTriggersOfLoaded() {
        for item in form.items where !form.plan.triggered[item.index].isEmpty {
            fired += elements(of: item.index, under: root).filter(\.isGiven)
        }
        fireTriggers(keepsGiven: true)
    }

    // MARK: - Rows

    /// The row around an element, or the root.
    func enclosingRow(of element: Element, orItself: Bool = false) -> Element {
        var climbing = orItself ? element : element.parent
        while let here = climbing {
            if here.definition < 0 || form.items[here.definition].type == .repeat { return here }
            climbing = here.parent
        }
        return root
    }

    /// The innermost row, from `row` outwards, that holds elements of `item`.
    func sharedRow(of item: Int, from row: Element) -> Element {
        var climbing: Element? = row
        let around = form.layout.lineage[item].dropLast()
        while let here = climbing {
            if here.definition >= 0, form.items[here.definition].type == .repeat, around.contains(here.definition) {
                return here
            }
            climbing = here.parent
        }
        return root
    }

    private static func common(_ a: Element, _ b: Element) -> Element {
        var above: Element? = a
        while let candidate = above {
            var below: Element? = b
            while let here = below {
                if here === candidate { return candidate }
                below = here.parent
            }
            above = candidate.parent
        }
        return a
    }

    /// All elements of an item under a row, relevant or not.
    func elements(of item: Int, under row: Element) -> [Element] {
        let lineage = form.layout.lineage[item]
        let start = row.definition < 0 ? 0 : (lineage.firstIndex(of: row.definition) ?? -1) + 1
        return elements(along: lineage[start...], under: row)
    }

    private func elements(along lineage: ArraySlice<Int>, under row: Element) -> [Element] {
        var found = [row]
        for definition in lineage {
            if found.count == 1 {
                found = Array(found[0].children[found[0].range(of: definition)])
            } else {
                found = found.flatMap { $0.children[$0.range(of: definition)] }
            }
        }
        return found
    }

    // MARK: - Evaluating

    private func evaluate(_ item: Int, under row: Element) {
        if form.items[item].type == .repeat { return evaluateRepeat(item, under: row) }
        let elements = elements(of: item, under: row)
        var changed = false
        pass(over: elements) { element in
            if !failures.isEmpty { failures[Spot(element)] = nil }
            if updateRelevance(of: element, item) { changed = true }
        }
        if let calculation = form.items[item].calculation, form.items[item].trigger.isEmpty {
            pass(over: elements) { element in
                if element.isRelevant, update(element, by: calculation) { changed = true }
            }
        }
        if changed { waitForDependents(of: item, changedUnder: row) }
    }

    /// One expression in several rows: what all of them sum up is summed up once.
    private func pass(over elements: [Element], _ body: (Element) -> Void) {
        guard elements.count > 1 else { return elements.forEach(body) }
        evaluator.sharingSums { elements.forEach(body) }
    }

    private func update(_ element: Element, by calculation: Expression) -> Bool {
        guard setValue(of: element, to: calculation) else { return false }
        noteTriggers(of: element)
        return true
    }

    private func updateRelevance(of element: Element, _ item: Int, within limit: Bool = true) -> Bool {
        var isRelevant = limit && (element.parent?.isRelevant ?? true)
        if isRelevant, let relevant = form.items[item].relevant {
            isRelevant = truth(of: relevant, at: element, otherwise: true)
        }
        let changed = isRelevant != element.isRelevant
        element.isRelevant = isRelevant
        return changed
    }

    /// Rows beyond `repeat_count` are kept in the draft and not relevant: lowering a number by mistake loses nothing.
    /// Only rows that have come or gone are evaluated again.
    private func evaluateRepeat(_ item: Int, under row: Element) {
        let lineage = form.layout.lineage[item].dropLast()
        let start = row.definition == item ? row.parent ?? root : row
        let first = start.definition < 0 ? 0 : (lineage.firstIndex(of: start.definition) ?? -1) + 1
        for parent in elements(along: lineage[first...], under: start) {
            if !failures.isEmpty { failures[Spot(item, in: parent)] = nil }
            let wanted = rowCount(of: item, in: parent)
            var changed = false
            while let wanted, parent.range(of: item).count < wanted {
                guard hasRoom(forRowOf: item) else {
                    failures[Spot(item, in: parent)] = .recordTooLarge(limit: Self.elementLimit)
                    break
                }
                startRow(of: item, in: parent, withDefaults: true)
                changed = true
            }
            for (index, element) in parent.children[parent.range(of: item)].enumerated()
            where updateRelevance(of: element, item, within: index < wanted ?? .max) {
                changed = true
                for child in form.children(of: item) { wait(for: child, under: element) }
            }
            if changed { waitForReaders(ofRowsOf: item, changedUnder: enclosingRow(of: parent, orItself: true)) }
        }
    }

    /// What `repeat_count` says, up to the limit: a record that should have more cannot be saved. Nil when the person
    /// decides.
    func rowCount(of item: Int, in parent: Element) -> Int? {
        guard let expression = form.items[item].repeatCount else { return nil }
        do throws(EvaluationError) {
            let number = try evaluator.value(of: expression, at: parent).number()
            let wanted = number.isNaN ? 0 : Int(max(0, min(1e9, number)))
            if wanted > Self.rowLimit { failures[Spot(item, in: parent)] = .tooManyRows(limit: Self.rowLimit) }
            return min(wanted, Self.rowLimit)
        } catch {
            failures[Spot(item, in: parent)] = error
            return 0
        }
    }

    /// A new row with its defaults, everything in it waiting to be evaluated.
    @discardableResult
    func startRow(of item: Int, in parent: Element, withDefaults: Bool) -> Element {
        let row = makeRow(of: item, in: parent, withDefaults: withDefaults)
        row.isRelevant = parent.isRelevant
        if withDefaults { applyDynamicDefaults(under: row, definition: item) }
        for inner in descendants(of: item) { wait(for: inner, under: row) }
        return row
    }

    /// Items inside a group or repeat: those after it whose line of ancestors holds it.
    func descendants(of item: Int) -> some Sequence<Int> {
        let depth = form.layout.lineage[item].count
        return ((item + 1)..<max(item + 1, form.items.count)).lazy.prefix { inner in
            let lineage = self.form.layout.lineage[inner]
            return lineage.count > depth && lineage[depth - 1] == item
        }
    }

    func descendantCount(of item: Int) -> Int {
        form.layout.descendantCounts[item]
    }

    func truth(of expression: Expression, at element: Element, otherwise: Bool) -> Bool {
        do throws(EvaluationError) {
            return try evaluator.value(of: expression, at: element).boolean()
        } catch {
            failures[Spot(element)] = error
            return otherwise
        }
    }

    /// Stores what an expression gives an element of its type, blank when it fails or there is none; false when nothing
    /// changes.
    func setValue(of element: Element, to expression: Expression?) -> Bool {
        let value = expression.flatMap { computed($0, for: element) } ?? .blank
        let text = stored(value, form.items[element.definition].type)
        let content: Element.Content =
            switch value {
            case .boolean: .truth
            // A date made of a number of days is none.
            case .number where Double(text) != nil: .number
            case .number, .string, .nodeset: .text
            }
        return element.take(text, as: content)
    }

    private func computed(_ expression: Expression, for element: Element) -> Value? {
        do throws(EvaluationError) {
            let value = try evaluator.value(of: expression, at: element).single()
            if case .string(let text) = value, text.utf8.count > TextLimit.answer {
                throw EvaluationError.textTooLong(limit: TextLimit.answer)
            }
            return value
        } catch {
            failures[Spot(element)] = error
            return nil
        }
    }

    private func stored(_ value: Value, _ type: ItemType) -> String {
        switch value {
        case .string(let text): type.cast(text)
        case .number(let number): type.cast(number)
        case .boolean(let flag) where type.isNumeric: type.cast(flag ? 1 : 0)
        case .boolean(let flag): type.cast(flag ? "true" : "false").isEmpty ? "" : flag ? "1" : "0"
        case .nodeset: ""
        }
    }
}
