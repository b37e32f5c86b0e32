package import Base

/// A language of a form's texts, as the translated columns name it: `label::Vietnamese (vi)`.
package struct FormLanguage: Hashable, Sendable {
    /// `Vietnamese`.
    package let name: String
    /// `vi`; the name itself when the column gives no code.
    package let code: String

    /// Reads `Vietnamese (vi)`, or a bare name or code.
    package init(_ text: String) {
        let trimmed = text.split(separator: " ").joined(separator: " ")
        if trimmed.hasSuffix(")"), let open = trimmed.lastIndex(of: "(") {
            name = trimmed[..<open].split(separator: " ").joined(separator: " ")
            code = String(trimmed[trimmed.index(after: open)...].dropLast())
        } else {
            name = trimmed
            code = trimmed
        }
    }

    /// As a column header spells it.
    package var title: String { name == code ? name : "\(name) (\(code))" }
}

/// One text in the form's languages.
package struct Labels: Hashable, Sendable {
    package struct Text: Hashable, Sendable {
        /// A language code, or nothing for an untranslated column.
        package let code: String
        package let text: String

        package init(code: String, text: String) {
            self.code = code
            self.text = text
        }
    }

    /// In the order of the columns, the default language first when it is known.
    package private(set) var texts: [Text] = []

    package init() {}

    /// One text a language, in this order; where one comes twice, the last.
    package init(_ texts: [Text]) {
        guard texts.count > 1 else {
            self.texts = texts
            return
        }
        var places: [String: Int] = [:]
        places.reserveCapacity(texts.count)
        for text in texts {
            guard let place = places.updateValue(self.texts.count, forKey: text.code) else {
                self.texts.append(text)
                continue
            }
            places[text.code] = place
            self.texts[place] = text
        }
    }

    /// One text for every language.
    package init(_ text: String) {
        texts = [Text(code: "", text: text)]
    }

    package var isEmpty: Bool { texts.isEmpty }

    /// Exactly this language's text. Setting replaces, setting nil removes.
    package subscript(code code: String) -> String? {
        get { texts.first { $0.code == code }?.text }
        set {
            texts.removeAll { $0.code == code }
            if let newValue { texts.append(Text(code: code, text: newValue)) }
        }
    }

    /// What to show: this language, else Vietnamese, else the untranslated text, else any; empty when there is none.
    package subscript(language: Language) -> String {
        self[code: language.rawValue] ?? self[code: "vi"] ?? self[code: ""] ?? texts.first?.text ?? ""
    }

    /// Both languages of the program, for a message.
    package var bilingual: Bilingual { Bilingual(self[.vi], self[.en]) }
}
