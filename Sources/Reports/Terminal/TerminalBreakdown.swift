package import Base
package import Indicators

/// One breakdown on the page: a line for each group.
extension Page {
    /// Forces alone can be unknown: nobody has said who belongs to which.
    func breakdown(by dimension: Breakdown.Dimension) -> [String] {
        if let breakdown = report.details[dimension] { return self.breakdown(breakdown) }
        return [paint.heading(dimension.heading[language]), "  " + Breakdown.Dimension.noForces[language]]
    }

    func breakdown(_ breakdown: Breakdown) -> [String] {
        let measures = breakdown.measures
        // What does not fit beside the names stands in lines of its own below.
        let (above, below) = (Array(measures.prefix(5)), Array(measures.dropFirst(5)))
        return [paint.heading(breakdown.dimension.heading[language])] + table(of: breakdown, above)
            + (below.isEmpty ? [] : table(of: breakdown, below)) + wrapped(words[.groupsDoNotAddUp], indent: 2)
    }

    private func table(of breakdown: Breakdown, _ measures: [Breakdown.Measure]) -> [String] {
        let rows = breakdown.groups.map { group in
            let cells = measures.map { measure in
                (group.counts[measure].map(numbers.count) ?? "—")
                    + words.bound(measure, of: group.id, by: breakdown.dimension, report, numbers)
            }
            return (name: group.name[language].printable, cells: cells)
        }
        return NumberTable(heads: [breakdown.dimension.name[language]] + measures.map { $0.name[language] }, rows: rows)
            .lines
    }
}

/// Satisfaction by how ratings were taken.
extension Page {
    var ratings: [String] {
        let groups = report.ratingMethods
        guard !groups.isEmpty else { return [] }
        let told = groups.flatMap(\.lines).map { RatingMethods.cells($0, numbers) }
        let widths = [8, 9, 8, 9].enumerated().map { place, least in
            told.reduce(least) { max($0, $1[place].columns + 1) }
        }
        let room = 61 - widths.reduce(0, +)
        func line(_ name: String, _ cells: [String]) -> String {
            let row = zip(cells, widths).map { $0.fitted(to: $1, alignRight: true) }.joined()
            return "  " + name.fitted(to: room) + row + (cells[4].isEmpty ? "" : "  " + cells[4])
        }
        let heads = RatingMethods.heads.map { $0[language] }
        return [paint.heading(RatingMethods.heading[language]), line(heads[0], Array(heads[1...4]) + [""])]
            + groups.flatMap { group in
                wrapped(group.indicator.name[language], indent: 4).map { "  " + $0 }
                    + group.lines.map {
                        line("  " + $0.method.name[language].printable, RatingMethods.cells($0, numbers))
                    }
            } + wrapped(RatingMethods.note[language], indent: 2)
    }
}

extension Breakdown.Dimension {
    /// Why there is no table of forces.
    package static let noForces = Bilingual(
        "chưa có danh sách lực lượng: nhập bằng `sotay register members`",
        "nobody's force is known: enter them with `sotay register members`")

    /// `Theo tháng`, `By month`.
    var heading: Bilingual {
        switch self {
        case .hamlet: Bilingual("Theo tổ dân phố, thôn", "By hamlet")
        case .month: Bilingual("Theo tháng", "By month")
        case .team: Bilingual("Theo tổ công nghệ số", "By team")
        case .device: Bilingual("Theo máy", "By device")
        case .force: Bilingual("Theo lực lượng", "By force")
        case .item: Bilingual("Theo việc hỗ trợ", "By item")
        }
    }
}
