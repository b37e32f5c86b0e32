package import Base

/// A record as ODK's tools pass it on: its answers and the ids that tie its versions together.
///
/// Source: ODK XForms specification, "Metadata"; OpenRosa, "instanceID" and "deprecatedID".
package struct Submission: Hashable, Sendable {
    /// `uuid:…`; of an edit a new one.
    package let instanceID: String
    /// The version that this one replaces.
    package let deprecatedID: String?
    package let formID: String
    package let version: String
    /// By answer keys, for `Filling`; texts as they stood.
    package let answers: JSONObject
    /// Elements that the form has no question for, by their paths from the root.
    package let unknown: [String]
}

extension Filling {
    /// What is submitted: relevant groups, rows and questions, blank ones too, and the metadata. Answers with a
    /// `local.*` role stay here.
    package func instance(id: String, deprecatedID: String? = nil) -> Element {
        let top = Element(name: form.header.rootName)
        top.attributes = [("id", form.id), ("version", form.version)]
        copyRelevant(of: root, into: top)
        let meta = Element(name: "meta")
        meta.append(Element(name: "instanceID", text: id))
        if let deprecatedID { meta.append(Element(name: "deprecatedID", text: deprecatedID)) }
        if let name = instanceName { meta.append(Element(name: "instanceName", text: name)) }
        top.append(meta)
        return top
    }

    private func copyRelevant(of element: Element, into copy: Element) {
        for child in element.children where child.isRelevant && form.items[child.definition].role?.isLocal != true {
            let isContainer = form.items[child.definition].type.isContainer
            let new = Element(name: child.name, definition: child.definition, text: isContainer ? "" : child.text)
            copyRelevant(of: child, into: new)
            copy.append(new)
        }
    }
}

extension Form {
    /// Reads an instance of this form back. Its root may have any name.
    package func submission(_ root: Element) -> Submission {
        var unknown: [String] = []
        let answers = answers(in: root, of: -1, path: "", &unknown)
        let meta = root.children.first { $0.name == "meta" }
        func value(_ name: String) -> String? { meta?.children.first { $0.name == name }?.text }
        func attribute(_ name: String) -> String { root.attributes.first { $0.name == name }?.value ?? "" }
        return Submission(
            instanceID: value("instanceID") ?? attribute("instanceID"), deprecatedID: value("deprecatedID"),
            formID: attribute("id"), version: attribute("version"), answers: answers, unknown: unknown)
    }

    private func answers(in element: Element, of parent: Int, path: String, _ unknown: inout [String]) -> JSONObject {
        let inside = Dictionary(children(of: parent).map { (items[$0].name, $0) }, uniquingKeysWith: { a, _ in a })
        var answers = JSONObject()
        for child in element.children {
            let here = path.isEmpty ? child.name : path + "/" + child.name
            guard let item = inside[child.name.nfc] else {
                if child.name != "meta" { unknown.append(here) }
                continue
            }
            switch items[item].type {
            case .group:
                for member in self.answers(in: child, of: item, path: here, &unknown) {
                    answers[member.key] = member.value
                }
            case .repeat:
                let row = JSON.object(self.answers(in: child, of: item, path: here, &unknown))
                answers[key(of: item)] = .array((answers[key(of: item)]?.array ?? []) + [row])
            default:
                if !child.text.isEmpty { answers[key(of: item)] = .string(child.text) }
            }
        }
        return answers
    }
}
