internal import Base

/// The names that an unknown one is compared with, and how far paths are followed. Both are dear: a form of ten
/// thousand wrong names gets suggestions for the first of them only, and wildcards inside one another multiply.
final class Suggestions {
    /// Names looked at, and names compared letter by letter: together about half a second.
    private var glances = 300_000
    private var comparisons = 10_000
    /// Nodes that the paths of one form may touch.
    private var walk = 500_000

    /// False when the form's paths have touched too many nodes.
    func mayVisit(_ nodes: Int) -> Bool {
        walk -= nodes
        return walk >= 0
    }

    func nearest(_ name: String, in candidates: some Collection<String>) -> String? {
        glances -= candidates.count
        let length = name.utf8.count
        guard glances >= 0, length <= 200 else { return nil }
        let slack = max(2, length / 2)
        let similar = candidates.filter { abs($0.utf8.count - length) <= slack }
        comparisons -= similar.count
        return comparisons < 0 ? nil : name.nearest(in: similar.sorted())
    }
}

extension FunctionTable {
    private static let spellings = index.keys.sorted().map { (name: $0, bytes: Array($0.utf8)) }

    /// The function that was probably meant: at most two letters away, case aside. Over bytes, for a form may hold
    /// thousands of wrong names.
    static func nearest(_ name: String) -> String? {
        let wanted = Array(name.lowercased().utf8)
        var best: (name: String, distance: Int)?
        for (name, bytes) in spellings where abs(bytes.count - wanted.count) <= 2 {
            let distance = distance(wanted, bytes)
            if distance <= min(2, max(1, wanted.count / 3)), distance < best?.distance ?? 3 { best = (name, distance) }
        }
        return best?.name
    }

    /// Letters to insert, delete or replace.
    private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var row = Array(0...b.count)
        for (i, letter) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, other) in b.enumerated() {
                let next = min(row[j] + 1, row[j + 1] + 1, diagonal + (letter == other ? 0 : 1))
                diagonal = row[j + 1]
                row[j + 1] = next
            }
        }
        return row[b.count]
    }
}
