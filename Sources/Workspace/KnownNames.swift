import Base
import Forms

/// Full names that this computer knows, found again in texts that travel.
///
/// Three words and more are compared without marks; two with them: "hoa mai" is rather no name. One word never is.
struct KnownNames {
    /// By the first word.
    private var plain: [String: Set<[String]>] = [:]
    private var marked: [String: Set<[String]>] = [:]

    init(_ names: some Sequence<String>) {
        for name in names { add(name) }
    }

    mutating func add(_ name: String) {
        let (plain, marked) = Self.words(of: name)
        guard let first = marked.first, plain.count > 1 else { return }
        if plain.count > 2 {
            self.plain[plain[0], default: []].insert(plain)
        } else {
            self.marked[first, default: []].insert(marked)
        }
    }

    /// The questions of which the answers travel and hold such a name, each once.
    func questions(in filling: Filling) -> [Item] {
        let (form, record) = (filling.form, filling.record)
        return form.items.filter { item in
            guard item.type == .text, item.role != .localName, item.role != .localPhone else { return false }
            return Self.answers(to: item.index, form, record, through: form.repeats(around: item.index)[...])
                .contains(where: isNamed)
        }
    }

    private func isNamed(in text: String) -> Bool {
        let words = Self.words(of: text)
        return Self.find(plain, in: words.plain) || Self.find(marked, in: words.marked)
    }

    private static func find(_ names: [String: Set<[String]>], in words: [String]) -> Bool {
        words.indices.contains { start in
            names[words[start]]?.contains { words[start...].starts(with: $0) } ?? false
        }
    }

    private static func words(of text: String) -> (plain: [String], marked: [String]) {
        func split(_ text: String) -> [String] { text.split { !$0.isLetter && !$0.isNumber }.map(String.init) }
        return (split(text.searchKey), split(text.nfc.lowercased()))
    }

    private static func answers(
        to item: Int, _ form: Form, _ object: JSONObject, through repeats: ArraySlice<Int>
    ) -> [String] {
        guard let next = repeats.first else { return [object[form.key(of: item)]?.string].compactMap(\.self) }
        return (object[form.key(of: next)]?.array ?? []).compactMap(\.object).flatMap {
            answers(to: item, form, $0, through: repeats.dropFirst())
        }
    }
}

extension Form {
    /// The repeats around an item, the outermost first.
    fileprivate func repeats(around item: Int) -> [Int] {
        let here = enclosingRepeat(of: item)
        return here < 0 ? [] : repeats(around: here) + [here]
    }
}
