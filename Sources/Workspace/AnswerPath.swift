import Base

/// A place in a record's answers, told without its form: `hanh_dong[2]/sau`, rows counted from 1.
package struct AnswerPath: Hashable, Sendable {
    enum Step: Hashable, Sendable {
        case key(String)
        /// From 0.
        case row(Int)
    }

    let steps: [Step]

    static let whole = AnswerPath(steps: [])

    func appending(_ step: Step) -> AnswerPath {
        AnswerPath(steps: steps + [step])
    }

    /// As `Form.text(of:)` spells the same place.
    package var text: String {
        steps.reduce("") { text, step in
            switch step {
            case .key(let key): text.isEmpty ? key : text + "/" + key
            case .row(let row): text + "[\(row + 1)]"
            }
        }
    }
}

extension JSON {
    /// This value with another one at a place inside it; nil removes. A place that is not there changes nothing.
    func replacing(_ steps: ArraySlice<AnswerPath.Step>, by value: JSON?) -> JSON? {
        guard let step = steps.first else { return value }
        switch (step, self) {
        case (.key(let key), .object(var object)):
            if steps.count == 1 {
                object[key] = value
            } else if let old = object[key] {
                object[key] = old.replacing(steps.dropFirst(), by: value)
            }
            return .object(object)
        case (.row(let row), .array(var rows)) where rows.indices.contains(row):
            guard let new = rows[row].replacing(steps.dropFirst(), by: value) else { return self }
            rows[row] = new
            return .array(rows)
        default:
            return self
        }
    }

    /// Whether two answers say the same: the order of keys aside, and null is no answer.
    static func agree(_ a: JSON?, _ b: JSON?) -> Bool {
        func plain(_ value: JSON?) -> JSONObject { ["": value ?? .null] }
        return plain(a).sorted == plain(b).sorted
    }
}
