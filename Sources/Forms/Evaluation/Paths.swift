/// Finding the nodes that references and paths name. Nodes that are not relevant are left out.
/// Source: JavaRosa, `XPathPathExpr.eval`.
extension Evaluator {
    /// `${name}`: from the row that both share, else from the top: then every row, and inside a predicate that of the
    /// candidate. Source: pyxform; JavaRosa, `TreeReference.contextualize`.
    func nodes(of reference: Expression.Reference, in scope: Scope) throws(EvaluationError) -> [Element] {
        guard form != nil else { return try nodes(named: reference, around: scope.current) }
        let isShared = scope.context === scope.current || sharesRepeat(reference, with: scope.current)
        guard let found = found(reference, from: isShared ? scope.current : scope.context) else {
            throw .unknownReference(reference.name)
        }
        try budget.spend(found.count)
        return found
    }

    /// Without a form, those of the name in the innermost element around that has any: for `form eval`.
    private func nodes(
        named reference: Expression.Reference, around current: Element
    ) throws(EvaluationError) -> [Element] {
        var around: Element? = reference.isLastSaved ? nil : current
        while let here = around {
            var found: [Element] = []
            var rest = Array(here.children.reversed())
            while let next = rest.popLast() {
                try budget.spend(1)
                if next.name == reference.name { found.append(next) }
                rest += next.children.reversed()
            }
            if !found.isEmpty { return found }
            around = here.parent
        }
        throw .unknownReference(reference.name)
    }

    /// Nil when there is no such question.
    func found(_ reference: Expression.Reference, from current: Element) -> [Element]? {
        guard let form else { return nil }
        let record = reference.isLastSaved ? lastSaved : root
        guard let target = form.layout.indexByName[reference.name] else {
            guard form.layout.metaNames.contains(reference.name) else { return nil }
            return record.flatMap { metas[ObjectIdentifier($0)]?.children } ?? []
        }
        guard reference.isLastSaved else { return nodes(of: target, from: current) }
        return record.map { Self.descend(from: $0, along: form.layout.lineage[target][...]) } ?? []
    }

    private func sharesRepeat(_ reference: Expression.Reference, with current: Element) -> Bool {
        guard let form, let target = form.layout.indexByName[reference.name] else { return true }
        guard current.definition >= 0 else { return false }
        let shared = zip(form.layout.lineage[current.definition], form.layout.lineage[target].dropLast())
            .prefix { $0 == $1 }
        return shared.contains { form.items[$0.0].type == .repeat }
    }

    func nodes(of target: Int, from current: Element) -> [Element] {
        guard let lineage = form?.layout.lineage[target] else { return [] }
        var start = root
        var depth = 0
        var climbing: Element? = current
        while let element = climbing {
            if element.definition >= 0, let shared = lineage.dropLast().firstIndex(of: element.definition) {
                start = element
                depth = shared + 1
                break
            }
            climbing = element.parent
        }
        return Self.descend(from: start, along: lineage[depth...])
    }

    static func descend(from start: Element, along lineage: ArraySlice<Int>) -> [Element] {
        var found = [start]
        for definition in lineage {
            var next: [Element] = []
            for element in found {
                for child in element.children[element.range(of: definition)] where child.isRelevant {
                    next.append(child)
                }
            }
            found = next
        }
        return found
    }

    func nodes(of path: Expression.Path, in scope: Scope) throws(EvaluationError) -> [Element] {
        var found: [Element]
        var steps = path.steps[...]
        switch path.start {
        case .context: found = [scope.context]
        case .reference(let reference): found = try nodes(of: reference, in: scope)
        case .call(let call):
            guard case .nodeset(let nodes) = try value(of: .call(call), in: scope) else {
                throw .notANodeset(function: FunctionTable.rows[call.function].name)
            }
            found = nodes
        case .root:
            // The document above the root has no element of its own: the first step names the root itself.
            guard let first = steps.popFirst() else { return [root] }
            let isRoot = first.axis == .child && (first.name ?? root.name) == root.name
            found = isRoot ? try filter([root], by: first.predicates, scope) : []
        }
        found = try filter(found, by: path.predicates, scope)
        for (number, step) in steps.enumerated() {
            let isLast = number == steps.count - 1
            let narrow = path.start == .root && !isLast && step.predicates.isEmpty
            found = try take(step, from: found, scope, narrowing: narrow)
        }
        return found.filter(\.isRelevant)
    }

    private func take(
        _ step: Expression.Step, from elements: [Element], _ scope: Scope, narrowing: Bool
    ) throws(EvaluationError) -> [Element] {
        var found: [Element] = []
        for element in elements {
            if step.axis == .child, !narrowing, step.predicates.isEmpty, let name = step.name {
                let children = element.children
                try budget.spend(children.count)
                for child in children where child.name == name { found.append(child) }
                if name == "meta", let meta = metas[ObjectIdentifier(element)] { found.append(meta) }
                continue
            }
            if let list = element.list, step.name == "item", let predicate = step.predicates.first,
                let rows = try self.candidates(predicate, in: list, scope)
            {
                found += try filter(rows.map(list.item), by: step.predicates, scope)
                continue
            }
            var candidates = Self.candidates(step, of: element)
            if step.name == "meta", step.axis == .child, let meta = metas[ObjectIdentifier(element)] {
                candidates.append(meta)
            }
            try budget.spend(1 + (step.axis == .child ? element.children.count : 0))
            if narrowing, candidates.count > 1,
                let own = Self.ancestor(of: scope.context, among: candidates)
                    ?? Self.ancestor(of: scope.current, among: candidates)
            {
                candidates = [own]
            }
            found += try filter(candidates, by: step.predicates, scope)
        }
        if step.axis == .parent, found.count > 1 {
            var seen: Set<ObjectIdentifier> = []
            found = found.filter { seen.insert(ObjectIdentifier($0)).inserted }
        }
        return found
    }

    private static func candidates(_ step: Expression.Step, of element: Element) -> [Element] {
        switch step.axis {
        case .itself: step.name == nil || step.name == element.name ? [element] : []
        case .parent: element.parent.map { step.name == nil || step.name == $0.name ? [$0] : [] } ?? []
        case .child: step.name.map { name in element.children.filter { $0.name == name } } ?? element.children
        case .attribute:
            element.attributes.filter { step.name == nil || step.name == $0.name }
                .map { Element(name: $0.name, text: $0.value) }
        }
    }

    /// An absolute path through a repeat means the row that the expression stands in.
    /// Source: JavaRosa, `TreeReference.contextualize`.
    private static func ancestor(of current: Element, among candidates: [Element]) -> Element? {
        var climbing: Element? = current
        while let element = climbing {
            if candidates.contains(where: { $0 === element }) { return element }
            climbing = element.parent
        }
        return nil
    }

    /// A number as predicate is a position.
    private func filter(
        _ elements: [Element], by predicates: [Expression.Node], _ scope: Scope
    ) throws(EvaluationError) -> [Element] {
        var kept = elements
        for predicate in predicates {
            let candidates = kept.filter(\.isRelevant)
            kept = []
            for (index, element) in candidates.enumerated() {
                let inner = Scope(
                    context: element, current: scope.current, position: index + 1, size: candidates.count)
                let value = try value(of: predicate, in: inner)
                if case .number(let position) = value {
                    if position == Double(index + 1) { kept.append(element) }
                } else if try value.boolean() {
                    kept.append(element)
                }
            }
        }
        return kept
    }
}
