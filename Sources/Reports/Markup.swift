import Archive
import Base

/// A piece of HTML or XML. Text and attributes are escaped where they enter, so that nothing else has to be.
struct Markup {
    private(set) var source: String

    static let empty = Markup(source: "")

    private init(source: String) {
        self.source = source
    }

    /// Text as people read it.
    init(text: String) {
        source = text.printable.xmlEscaped
    }

    /// A style sheet or document head that this program wrote.
    init(trusted source: String) {
        self.source = source
    }

    /// An element; attributes that are nil are left out.
    init(_ name: String, _ attributes: KeyValuePairs<String, String?> = [:], _ children: [Markup] = []) {
        var out = "<\(name)"
        for (key, value) in attributes {
            if let value { out += " \(key)=\"\(value.xmlEscaped)\"" }
        }
        guard !Self.void.contains(name) else {
            source = out + "/>"
            return
        }
        source = out + ">" + children.map(\.source).joined() + "</\(name)>"
    }

    init(_ name: String, _ attributes: KeyValuePairs<String, String?> = [:], text: String) {
        self.init(name, attributes, [Markup(text: text)])
    }

    /// Elements of HTML without an end.
    private static let void: Set = ["br", "col", "meta"]

    static func + (a: Markup, b: Markup) -> Markup { Markup(source: a.source + b.source) }
}

extension [Markup] {
    var joined: Markup { reduce(.empty, +) }
}
