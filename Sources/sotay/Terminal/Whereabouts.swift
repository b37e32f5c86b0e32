import Forms

/// Where a person is in a record, for going on there after an interruption.
enum Whereabouts: Hashable {
    /// Behind the place that was answered or passed last.
    case after(Place)
    /// At the question, to which the person went back or leapt.
    case at(Place)
    case review

    /// As a draft stores it: `ten`, `>ten`, `>`.
    func text(in form: Form) -> String {
        switch self {
        case .after(let place): form.text(of: place)
        case .at(let place): ">" + form.text(of: place)
        case .review: ">"
        }
    }

    /// Nil for a place that the form does not have.
    init?(_ text: String, in form: Form) {
        guard text.hasPrefix(">") else {
            guard let place = form.place(text) else { return nil }
            self = .after(place)
            return
        }
        guard text != ">" else {
            self = .review
            return
        }
        guard let place = form.place(String(text.dropFirst())) else { return nil }
        self = .at(place)
    }
}
