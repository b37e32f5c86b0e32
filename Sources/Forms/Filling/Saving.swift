package import Base

extension Filling {
    /// What is kept for ever: relevant answers in the form's order, without notes and `local.*` roles. Integers and
    /// decimals are JSON numbers, everything else is text; an unanswered question has no key.
    package var record: JSONObject {
        object(of: root, isDraft: false)
    }

    /// Everything as it stands, for going on later: answers that are not relevant now and local ones too.
    package var draft: JSONObject {
        object(of: root, isDraft: true)
    }

    /// The answers with a `local.*` role, for the roster of this computer; of a repeat the first one.
    package var local: [Role: String] {
        var local: [Role: String] = [:]
        for item in form.items {
            guard let role = item.role, role.isLocal else { continue }
            let answered = elements(of: item.index, under: root).first { $0.isRelevant && !$0.text.isEmpty }
            local[role] = answered?.text
        }
        return local
    }

    /// What `instance_name` says about the record; nil when the form has none or it cannot be computed.
    package var instanceName: String? {
        guard let expression = form.header.instanceName else { return nil }
        do throws(EvaluationError) {
            return try evaluator.value(of: expression, at: root).string()
        } catch {
            return nil
        }
    }

    private func object(of element: Element, isDraft: Bool) -> JSONObject {
        var members: [(key: String, value: JSON)] = []
        write(element, into: &members, isDraft: isDraft)
        return JSONObject(distinct: members)
    }

    /// Answer keys differ within a row: `Layout` makes them so.
    private func write(_ element: Element, into members: inout [(key: String, value: JSON)], isDraft: Bool) {
        var index = 0
        while index < element.children.count {
            let child = element.children[index]
            let type = form.items[child.definition].type
            if type == .repeat {
                let range = element.range(of: child.definition)
                let rows = element.children[range].filter { isDraft || $0.isRelevant }
                if !rows.isEmpty {
                    let objects = rows.map { JSON.object(object(of: $0, isDraft: isDraft)) }
                    members.append((form.key(of: child.definition), .array(objects)))
                }
                index = range.upperBound
                continue
            }
            index += 1
            if type == .group {
                if isDraft || child.isRelevant { write(child, into: &members, isDraft: isDraft) }
            } else if !child.text.isEmpty, isDraft || isKept(child) {
                members.append((form.key(of: child.definition), value(of: child, type)))
            }
        }
    }

    private func isKept(_ element: Element) -> Bool {
        let item = form.items[element.definition]
        return element.isRelevant && item.type != .note && item.role?.isLocal != true
    }

    private func value(of element: Element, _ type: ItemType) -> JSON {
        type.isNumeric ? .number(element.text) : .string(element.text)
    }
}
