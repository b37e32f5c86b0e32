import Base

/// One number or word of a report, by its place in the report for machines.
struct PrintedPlace: Hashable {
    /// `figures`, `by_hamlet`, `T01`, `luot_ho_tro`.
    let path: [String]
    let value: String

    var key: String { path.joined(separator: ".") }
}

/// What two texts of a report for machines say, place by place. A part that an older program did not write is in neither.
struct PrintedPlaces {
    let old: [PrintedPlace]
    let new: [PrintedPlace]

    /// Whatever the report prints of its period. How a program words it is no part of that: notes of another program
    /// count where both word them alike.
    init(figuresOf issued: JSON, _ now: JSON, isSameProgram: Bool) {
        let parts = [
            ["figures"], ["other_figures"], ["ratings_by_method"], ["lower_bounds"], ["cumulative", "figures"],
            ["cumulative", "lower_bounds"], ["cumulative", "period", "first"], ["plan", "vi"], ["area", "vi"],
            ["plan", "clear_points", "name"],
        ].filter { issued.at($0) != nil }
        let silent = Self.silentHamlets(of: now, besides: issued)
        let hasDifficulties = [issued, now].allSatisfy { $0["difficulties"]?.array != nil }
        let rows = Rows(issued, now, isSameProgram: isSameProgram)
        func places(_ report: JSON) -> [PrintedPlace] {
            parts.flatMap { (report.at($0) ?? .null).places(at: $0) } + rows.places(of: report)
                + (report["plan"]?["notes"] ?? .null).texts(at: ["plan", "notes"])
                + (report["outside_plan"]?.array ?? []).flatMap(\.outsideFigure)
                + (hasDifficulties ? report["difficulties"]?.difficulties ?? [] : [])
        }
        (old, new) = (places(issued), places(now).filter { !silent.contains($0.path) })
    }

    /// Zeros of hamlets that the issued report does not name: it was made before hamlets without a session were.
    private static func silentHamlets(of now: JSON, besides issued: JSON) -> Set<[String]> {
        [["figures", "by_hamlet"], ["cumulative", "figures", "by_hamlet"]].reduce(into: []) { silent, path in
            let (old, new) = (issued.at(path) ?? .null, now.at(path) ?? .null)
            for place in new.places(at: path) where place.value == "0" && old[place.path[path.count]] == nil {
                silent.insert(place.path)
            }
        }
    }

    /// What the head says of the whole book: who has sent, what is missing or undecided. Names of devices, their
    /// last batches and how much they wrote tell the hour of printing and are left out.
    init(headOf issued: JSON, _ now: JSON) {
        let fields = [
            "teams", "unheard", "missing", "unknown_hamlets", "edit_conflicts", "uncounted", "erased", "quarantined",
            "undecided_pairs",
        ].filter { issued["completeness"]?[$0] != nil }
        func places(_ report: JSON) -> [PrintedPlace] {
            let state = report["completeness"] ?? .null
            let late = (state["devices"]?.array ?? []).filter { $0["late"]?.bool == true }.compactMap { $0["name"] }
            return fields.flatMap { (state[$0] ?? .null).places(at: ["completeness", $0]) }
                + JSON.array(late).places(at: ["completeness", "late"])
                + (report["conflicts"] ?? .null).places(at: ["conflicts"])
        }
        (old, new) = (places(issued), places(now))
    }
}

/// The plan's rows in both texts, by section.
private struct Rows {
    private let issued: [String: JSON]
    private let now: [String: JSON]
    private let isSameProgram: Bool

    private static let results = ["value", "numerator", "denominator", "target", "verdict"]
    private static let parts = [
        "cumulative", "pro_rata", "source", "population", "operator", "unit", "target_unit", "name", "gloss", "lead",
        "deadline", "plan_note",
    ]
    /// Left out where there is nothing to say.
    private static let optional = ["numerator", "denominator", "plan_note"]

    init(_ issued: JSON, _ now: JSON, isSameProgram: Bool) {
        (self.issued, self.now, self.isSameProgram) = (Self.bySection(issued), Self.bySection(now), isSameProgram)
    }

    private static func bySection(_ report: JSON) -> [String: JSON] {
        Dictionary(
            (report["indicators"]?.array ?? []).compactMap { row in row["section"]?.string.map { ($0, row) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// Of a row that only one of them has, its results are enough.
    func places(of report: JSON) -> [PrintedPlace] {
        (report["indicators"]?.array ?? []).flatMap { row -> [PrintedPlace] in
            guard let section = row["section"]?.string else { return [] }
            guard let old = issued[section], let new = now[section] else { return Self.places(Self.results, row) }
            let fields = (Self.results + Self.parts).filter { old[$0] != nil || Self.optional.contains($0) }
            func told(_ row: JSON) -> [PrintedPlace] {
                Self.places(fields, row) + (row["doubts"] ?? .null).texts(at: ["indicators", section, "doubts"])
            }
            guard told(old) == told(new) else { return told(row) }
            // What stands in words alone: the printed target, shares' ends, coverage, another level's result.
            let other = isSameProgram ? nil : Notes(row == old ? new : old)
            return told(row) + Self.places(["printed"], row)
                + Notes(row).texts(besides: other).map {
                    PrintedPlace(path: ["indicators", section, "notes"], value: $0)
                }
        }
    }

    private static func places(_ fields: [String], _ row: JSON) -> [PrintedPlace] {
        fields.flatMap { field in
            let path = ["indicators", row["section"]?.string ?? "", field]
            let value = row[field] ?? .null
            return ["source", "population"].contains(field) ? value.figure(at: path) : value.places(at: path)
        }
    }
}

/// A row's notes, each by its wording without the numbers.
private struct Notes {
    private let notes: [(wording: String, text: String)]

    init(_ row: JSON) {
        notes = (row["notes"]?["vi"]?.array ?? []).compactMap(\.string).map { text in
            (String(text.map { $0.isNumber ? "#" : $0 }).replacing(/#[#.,\/]*/, with: "#"), text)
        }
    }

    /// One text, of all notes or of those that another program words alike.
    func texts(besides other: Notes?) -> [String] {
        let shared = notes.filter { note in other?.notes.contains { $0.wording == note.wording } ?? true }
        return shared.isEmpty ? [] : [shared.map(\.text).joined(separator: "; ")]
    }
}

extension JSON {
    fileprivate func at(_ path: [String]) -> JSON? {
        path.reduce(self) { $0?[$1] }
    }

    /// Every number and word in it; of a list of words one.
    fileprivate func places(at path: [String]) -> [PrintedPlace] {
        switch self {
        case .object(let object): return object.flatMap { $0.value.places(at: path + [$0.key]) }
        case .array(let items):
            let words = items.compactMap(\.string)
            return words.isEmpty ? [] : [PrintedPlace(path: path, value: words.joined(separator: ", "))]
        case .string(let text): return [PrintedPlace(path: path, value: text)]
        case .number(let digits): return [PrintedPlace(path: path, value: digits)]
        case .null, .bool: return []
        }
    }

    /// An agency's figure, by its agency; who entered it and when is printed nowhere.
    fileprivate func figure(at path: [String]) -> [PrintedPlace] {
        (self["source"] ?? .null).places(at: path)
            + ["date", "document", "period", "level", "value", "numerator", "denominator"].flatMap {
                (self[$0] ?? .null).places(at: path + [$0])
            }
    }

    /// Its name is the catalogue's of today.
    fileprivate var outsideFigure: [PrintedPlace] {
        let path = ["outside_plan", self["id"]?.string ?? ""]
        return ["value", "unit"].flatMap { (self[$0] ?? .null).places(at: path + [$0]) }
            + (self["source"] ?? .null).figure(at: path + ["source"])
    }

    /// Of doubts, by id.
    fileprivate func texts(at path: [String]) -> [PrintedPlace] {
        (array ?? []).flatMap { entry in (entry["vi"] ?? .null).places(at: path + [entry["id"]?.string ?? ""]) }
    }

    /// By theme and status: their words are today's.
    fileprivate var difficulties: [PrintedPlace] {
        (array ?? []).flatMap { row in
            (row["count"] ?? .null).places(
                at: ["difficulties", row["theme"]?.string ?? "", row["status"]?.string ?? ""])
        }
    }
}
