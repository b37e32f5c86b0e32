internal import Base

/// The names that an unknown one is compared with, and how far paths are followed. Both are dear: a form of ten
/// thousand wrong names gets suggestions for the first of them only, and wildcards inside one another multiply.
final class Suggestions {
    /// Nodes that the paths of one form may touch.
    private var walk = 2_000_000

    /// False when the form's paths have touched too many nodes.
    func mayVisit(_ nodes: Int) -> Bool {
        walk -= nodes
        return walk >= 0
    }

    /// Comparisons; about half a second.
    private var budget = 20_000

    func nearest(_ name: String, in candidates: some Collection<String>) -> String? {
        let length = name.utf8.count
        guard length <= 200 else { return nil }
        let slack = max(2, length / 2)
        let similar = candidates.filter { abs($0.utf8.count - length) <= slack }
        budget -= similar.count
        return budget < 0 ? nil : name.nearest(in: similar.sorted())
    }
}
