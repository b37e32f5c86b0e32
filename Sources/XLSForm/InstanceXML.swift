package import Archive
package import Forms

/// Instances as XML text: what a telephone sends, with or without namespaces.
package enum InstanceXML {
    /// The tree with its attributes, by local names; nil when there is no element.
    package static func read(_ bytes: [UInt8]) throws(ArchiveFault) -> Element? {
        let reader = try XMLReader(bytes, entry: "instance")
        var root: Element?
        var open: [Element] = []
        while let event = try reader.next() {
            switch event {
            case .start(let name):
                let element = Element(name: name)
                element.attributes = reader.attributes
                open.last?.append(element)
                root = root ?? element
                open.append(element)
            case .end: open.removeLast()
            case .text(let text): open.last?.text += text
            }
        }
        root.map(clear)
        return root
    }

    /// Space between elements is layout, not an answer.
    private static func clear(_ element: Element) {
        if !element.children.isEmpty { element.text = "" }
        element.children.forEach(clear)
    }

    /// As telephones write it: `meta` in the namespace of OpenRosa.
    package static func text(of root: Element) -> String {
        var element = xml(root)
        element.set("xmlns:orx", "http://openrosa.org/xforms")
        var out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        element.write(to: &out)
        return out
    }

    private static func xml(_ element: Element, prefix: String = "") -> XMLElement {
        let prefix = element.name == "meta" && element.definition < 0 ? "orx:" : prefix
        let attributes = element.attributes.map { ($0.name, Optional($0.value)) }
        guard !element.children.isEmpty else {
            return XMLElement(prefix + element.name, attributes, text: element.text)
        }
        return XMLElement(prefix + element.name, attributes, element.children.map { xml($0, prefix: prefix) })
    }
}
