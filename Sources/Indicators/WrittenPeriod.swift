import Base

extension Period.Span {
    /// As people write it in a table: `tháng 6/2026`, `6/2026`, `quý II năm 2026`, `Q2/2026`, `năm 2026`, `Jun-26`, or an
    /// id such as `2026-Q2`. Nil for anything else.
    package init?(written text: String) {
        if let span = Period.Span(lenient: text) {
            self = span
            return
        }
        var words = text.searchKey.split { !$0.isLetter && !$0.isNumber }.map(String.init).filter { $0 != "nam" }
        guard let last = words.popLast() else { return nil }
        if words.count == 1, let month = Self.excelMonths.firstIndex(of: words[0]), last.utf8.count == 2 {
            self.init(lenient: "20\(last)-\(padded(month + 1, 2))")
        } else if words.isEmpty {
            self.init(lenient: last)
        } else if let number = Self.number(words, behind: "thang"), number <= 12 {
            self.init(lenient: "\(last)-\(padded(number, 2))")
        } else if let number = Self.number(words, behind: "quy") ?? Self.quarter(words), number <= 4 {
            self.init(lenient: "\(last)-Q\(number)")
        } else {
            return nil
        }
    }

    /// A day as a spreadsheet keeps it, if it is the first of a month: that is what it makes of a typed `2026-06`.
    package init?(monthOf text: String) {
        guard let day = CivilDate(iso: text), text.hasSuffix("-01") else { return nil }
        self = .month(year: day.year, month: day.month)
    }

    /// `6`, `06`, `thang 6`; of a quarter, which needs its word, `quy 2` or `quy ii`.
    private static func number(_ words: [String], behind word: String) -> Int? {
        let rest = words.first == word ? words.dropFirst() : words[...]
        guard rest.count == 1, let text = rest.first, rest.count < words.count || word == "thang" else { return nil }
        if let place = ["i", "ii", "iii", "iv"].firstIndex(of: text), word == "quy" { return place + 1 }
        return text.utf8.count <= 2 ? decimal(text.utf8) : nil
    }

    /// `q2`.
    private static func quarter(_ words: [String]) -> Int? {
        guard words.count == 1, words[0].hasPrefix("q") else { return nil }
        return number(["quy", String(words[0].dropFirst())], behind: "quy")
    }

    private static let excelMonths = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
}
