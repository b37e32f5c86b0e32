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

    /// Whether texts with this code are in a language of the program: `vi`, `vi-VN`, or its bare name.
    static func isSpoken(_ code: String, _ language: Language) -> Bool {
        guard !code.isEmpty else { return false }
        let names =
            switch language {
            case .vi: ["vi", "vietnamese", "tieng viet"]
            case .en: ["en", "english", "tieng anh"]
            }
        return names.contains(code.searchKey) || code.lowercased().hasPrefix(language.rawValue + "-")
    }

    package var isTheProgramsOwn: Bool { Self.isSpoken(code, .vi) || Self.isSpoken(code, .en) }

    /// As a column header spells it.
    package var title: String { name == code ? name : "\(name) (\(code))" }
}

/// Which of a form's texts are shown.
package struct Tongue: Hashable, Sendable {
    /// Of numbers and dates too.
    package var language: Language
    /// Another language of the form's own, by its code; nil for the program's.
    package var code: String?

    package init(_ language: Language, code: String? = nil) {
        self.language = language
        self.code = code
    }
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

    /// The default language first, the others in the order of the columns.
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

    /// What to show: this language, else the form's default one; empty when there is none.
    package subscript(language: Language) -> String {
        let spoken = self[code: language.rawValue] ?? texts.first { FormLanguage.isSpoken($0.code, language) }?.text
        return spoken ?? texts.first?.text ?? ""
    }

    subscript(tongue: Tongue) -> String {
        tongue.code.flatMap { self[code: $0] } ?? self[tongue.language]
    }

    /// Both languages of the program, for a message.
    package var bilingual: Bilingual { Bilingual(self[.vi], self[.en]) }
}
