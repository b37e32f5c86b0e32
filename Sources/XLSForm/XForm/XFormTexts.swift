internal import Base
internal import Forms

/// The texts of an XForm: plain where one language says it all, else ids of `itext`.
struct XFormTexts {
    private let languages: [FormLanguage]
    private let defaultTitle: String?
    private let paths: XFormPaths
    /// An expression takes texts by their ids, so that all have one.
    private let isAskedFor: Bool
    /// By id, in order: the values by language code, each with its form (`image`, `guidance`, …).
    private var texts: [(id: String, values: [Value])] = []

    struct Value {
        let form: String?
        let labels: Labels
        /// Where `${}` is read from; nil in a choice, which is read from the top.
        let source: Int?
    }

    init(_ form: Form, paths: XFormPaths) {
        languages = form.languages
        defaultTitle = form.header.defaultLanguage?.title
        isAskedFor = form.items.contains { $0.expressions.contains { $0.source.contains("jr:itext") } }
        self.paths = paths
    }

    /// An element `name` with a text, as its content or as a reference to `itext`.
    mutating func element(_ name: String, _ labels: Labels, id: String, media: [Value], on source: Int) -> XMLElement? {
        guard !labels.isEmpty || !media.isEmpty else { return nil }
        guard needsItext(labels) || !media.isEmpty else { return plain(name, labels.texts[0].text, on: source) }
        add(id, (labels.isEmpty ? [] : [Value(form: nil, labels: labels, source: source)]) + media)
        return XMLElement(name, [("ref", "jr:itext('\(id)')")])
    }

    /// A message for an attribute, which cannot hold an answer of the form.
    mutating func message(_ labels: Labels, id: String, on source: Int) -> String? {
        guard let first = labels.texts.first else { return nil }
        guard needsItext(labels) || first.text.contains("${") else { return first.text }
        add(id, [Value(form: nil, labels: labels, source: source)])
        return "jr:itext('\(id)')"
    }

    mutating func add(_ id: String, _ values: [Value]) {
        texts.append((id, values))
    }

    func needsItext(_ labels: Labels) -> Bool {
        isAskedFor && !labels.isEmpty || labels.texts.contains { !$0.code.isEmpty }
    }

    /// All texts in all languages; what is not translated is shown as a hyphen, as pyxform does.
    func itext() -> XMLElement? {
        guard !texts.isEmpty else { return nil }
        let own = texts.flatMap { $0.values.filter { $0.form == nil }.flatMap(\.labels.texts) }
        let codes = Set(texts.flatMap { $0.values.flatMap { $0.labels.texts.map(\.code) } })
        let isNeeded = own.contains { $0.code.isEmpty } || codes == [""]
        var translations = languages.filter { codes.contains($0.code) || isNeeded && $0.title == defaultTitle }
            .map { ($0.code, $0.title) }
        if isNeeded, defaultTitle == nil { translations.insert(("", "default"), at: 0) }
        let first = translations.first { $0.1 == defaultTitle }?.1 ?? translations[0].1
        return XMLElement(
            "itext", [],
            translations.map { code, title in
                XMLElement(
                    "translation", [("lang", title), ("default", title == first ? "true()" : nil)],
                    texts.map { text in
                        XMLElement("text", [("id", text.id)], text.values.map { value($0, code) })
                    })
            })
    }

    private func value(_ value: Value, _ code: String) -> XMLElement {
        // A picture or sound of another language is better than none.
        let other = value.form == nil ? "-" : value.labels.texts.first?.text ?? "-"
        var element = plain("value", value.labels[code: code] ?? value.labels[code: ""] ?? other, on: value.source)
        if let form = value.form { element.set("form", form) }
        return element
    }

    private func plain(_ name: String, _ text: String, on source: Int?) -> XMLElement {
        var element = XMLElement(name)
        var rest = ""
        var parts: [XMLElement.Child] = []
        var position = 0
        let bytes = Array(text.utf8)
        for (reference, offset) in OutputText.references(in: text) {
            guard offset >= position else { continue }
            rest = String(decoding: bytes[position..<offset], as: UTF8.self)
            if !rest.isEmpty { parts.append(.text(rest)) }
            parts.append(.element(XMLElement("output", [("value", paths.output(reference, on: source))])))
            position = (bytes[offset...].firstIndex(of: 0x7D) ?? bytes.count - 1) + 1
        }
        rest = String(decoding: bytes[position...], as: UTF8.self)
        if !rest.isEmpty { parts.append(.text(rest)) }
        element.children = parts
        return element
    }
}
