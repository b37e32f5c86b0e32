/// Where printed pages end, so that no heading is the last thing on one.
package struct PrintedPages {
    /// Of each row, in points.
    private var heights: [Double] = []
    private var headings: Set<Int> = []

    package init() {}

    package mutating func add(_ height: Double, isHeading: Bool) {
        if isHeading { headings.insert(heights.count) }
        heights.append(height)
    }

    var haveHeadings: Bool { !headings.isEmpty }

    /// The rows, from 0, before which a page has to end.
    ///
    /// - Parameters:
    ///   - room: points of a page. Programs differ by a little in what they put on one, so a twentieth is left.
    ///   - head: a row that stands again on top of each page after its own.
    package func breaks(room: Double, head: Int?) -> [Int] {
        var breaks: [Int] = []
        var used = 0.0
        for (row, height) in heights.enumerated() {
            let top = head.map { row > $0 ? heights[$0] : 0 } ?? 0
            let next = row + 1 < heights.count ? heights[row + 1] : 0
            if headings.contains(row), used > top, used + height + next > room * 0.95, used + height <= room * 1.05 {
                breaks.append(row)
                used = top
            } else if used + height > room {
                used = top
            }
            used += height
        }
        return breaks
    }
}
