internal import Base

/// The names that an unknown one is compared with. Comparing is dear: a form of ten thousand wrong names gets
/// suggestions for the first of them only.
final class Suggestions {
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
