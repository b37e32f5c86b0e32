package import Base

/// Clients by their latest rating of the period, and all ratings. Only who answered counts.
package struct Satisfaction: Hashable, Sendable {
    package let clients: Ratio
    package let ratings: Ratio
    /// The same by how the rating was taken, by code; a client belongs to the way of the latest rating alone, so the
    /// parts add up. Empty where nobody asked for them.
    package internal(set) var methods: [String: Part]

    package struct Part: Hashable, Sendable {
        package let clients: Ratio
        package let ratings: Ratio

        package init(clients: Ratio, ratings: Ratio) {
            self.clients = clients
            self.ratings = ratings
        }
    }

    /// The part of ratings whose way was not told, or is none of the catalogue's.
    package static let untold = "khong_ghi"

    package init(clients: Ratio, ratings: Ratio, methods: [String: Part] = [:]) {
        self.clients = clients
        self.ratings = ratings
        self.methods = methods
    }

    /// The sum of its parts; a way of the catalogue in which nobody rated is one of them, nothing untold is not.
    package init(methods: [String: Part]) {
        self.init(
            clients: methods.values.reduce(Ratio(part: 0, whole: 0)) { $0 + $1.clients },
            ratings: methods.values.reduce(Ratio(part: 0, whole: 0)) { $0 + $1.ratings },
            methods: methods.filter { $0.key != Self.untold || $0.value.ratings.whole > 0 })
    }
}

extension Ratio {
    fileprivate static func + (a: Ratio, b: Ratio) -> Ratio {
        Ratio(part: a.part + b.part, whole: a.whole + b.whole)
    }
}

extension Catalogue {
    /// The ways of rating in their order, what was not told last.
    package var toldAndUntoldMethods: [Term] {
        ratingMethods + [
            Term(id: Satisfaction.untold, name: Bilingual("Không ghi, hoặc cách khác", "Not told, or another way"))
        ]
    }

    /// The code under which a rating counts.
    package func ratingMethod(_ code: String?) -> String {
        code.flatMap { code in ratingMethods.first { $0.id == code }?.id } ?? Satisfaction.untold
    }
}

// MARK: - JSON

extension Satisfaction {
    package var json: JSON { Part(clients: clients, ratings: ratings).json }

    package init?(frozen json: JSON, methods: JSON?) {
        guard let whole = Part(frozen: json) else { return nil }
        self.init(
            clients: whole.clients, ratings: whole.ratings,
            methods: (methods?.object ?? JSONObject()).reduce(into: [:]) { $0[$1.key] = Part(frozen: $1.value) })
    }
}

extension Satisfaction.Part {
    package var json: JSON {
        .object([
            "clients": .int(clients.whole), "clients_satisfied": .int(clients.part),
            "ratings": .int(ratings.whole), "ratings_satisfied": .int(ratings.part),
        ])
    }

    fileprivate init?(frozen json: JSON) {
        guard let clients = Ratio(frozen: json, "clients_satisfied", of: "clients"),
            let ratings = Ratio(frozen: json, "ratings_satisfied", of: "ratings")
        else { return nil }
        self.init(clients: clients, ratings: ratings)
    }
}

extension Figures {
    /// Each satisfaction by how its ratings were taken.
    package var ratingsJSON: JSON {
        var object = JSONObject()
        for (id, value) in values.sorted(by: { $0.key < $1.key }) {
            guard case .satisfaction(let satisfaction) = value, !satisfaction.methods.isEmpty else { continue }
            object[id] = .object(
                satisfaction.methods.sorted { $0.key < $1.key }.reduce(into: JSONObject()) {
                    $0[$1.key] = $1.value.json
                })
        }
        return .object(object)
    }
}
