internal import Archive

/// A piece of XML to be written.
struct XMLElement {
    enum Child {
        case element(XMLElement)
        case text(String)
    }

    let name: String
    var attributes: [(name: String, value: String)]
    var children: [Child]

    init(_ name: String, _ attributes: [(String, String?)] = [], _ children: [XMLElement] = []) {
        self.name = name
        self.attributes = attributes.compactMap { name, value in value.map { (name, $0) } }
        self.children = children.map { .element($0) }
    }

    init(_ name: String, _ attributes: [(String, String?)] = [], text: String) {
        self.init(name, attributes)
        if !text.isEmpty { children = [.text(text)] }
    }

    /// A later value of an attribute takes the place of the first.
    mutating func set(_ name: String, _ value: String) {
        if let index = attributes.firstIndex(where: { $0.name == name }) {
            attributes[index].value = value
        } else {
            attributes.append((name, value))
        }
    }

    mutating func append(_ elements: [XMLElement]) {
        children += elements.map { .element($0) }
    }

    /// Two spaces a level; an element with text in it stays on one line, for its spaces count.
    func write(to out: inout String, indent: Int = 0) {
        let margin = String(repeating: "  ", count: indent)
        out += margin + "<" + name
        for attribute in attributes { out += " \(attribute.name)=\"\(attribute.value.xmlEscaped)\"" }
        guard !children.isEmpty else {
            out += "/>\n"
            return
        }
        out += ">"
        let isMixed = children.contains { if case .text = $0 { true } else { false } }
        if !isMixed { out += "\n" }
        for child in children {
            switch child {
            case .text(let text): out += text.xmlEscaped
            case .element(let element) where isMixed:
                var inner = ""
                element.write(to: &inner)
                out += inner.dropLast()
            case .element(let element): element.write(to: &out, indent: indent + 1)
            }
        }
        out += (isMixed ? "" : margin) + "</\(name)>\n"
    }
}
