import Base

/// Pieces of WordprocessingML. Sizes are in points; lengths in twentieths of a point. Source: ECMA-376 Part 1, 17.
enum WordText {
    struct Run {
        var text: String
        var isBold = false
        var isItalic = false
        /// In points.
        var size = 14.0
    }

    enum Alignment: String {
        case left
        case center
        case both
        case right
    }

    struct Shape {
        var alignment = Alignment.both
        /// First line, 1,27 cm in the body. Source: Decree 30/2020, annex I.
        var indent = 0
        /// Before and after, in points.
        var before = 0.0
        var after = 0.0
        var keepsNext = false
        /// A rule under the words, of this share of the text's width: the motto has one of its own length.
        static let body = Shape(indent: 720, before: 6)
    }

    static func paragraph(_ runs: [Run], _ shape: Shape = .body) -> Markup {
        var properties: [Markup] = []
        if shape.keepsNext { properties.append(Markup("w:keepNext")) }
        properties.append(
            Markup(
                "w:spacing",
                [
                    "w:before": String(Int(shape.before * 20)), "w:after": String(Int(shape.after * 20)),
                    "w:line": "264", "w:lineRule": "auto",
                ]))
        if shape.indent != 0 { properties.append(Markup("w:ind", ["w:firstLine": String(shape.indent)])) }
        properties.append(Markup("w:jc", ["w:val": shape.alignment.rawValue]))
        return Markup("w:p", [:], [Markup("w:pPr", [:], properties)] + runs.map(run))
    }

    static func paragraph(
        _ text: String, _ shape: Shape = .body, bold: Bool = false, italic: Bool = false, size: Double = 14
    )
        -> Markup
    {
        paragraph([Run(text: text, isBold: bold, isItalic: italic, size: size)], shape)
    }

    /// Left and right of what stands in a cell of a table without borders, together: Word's own.
    static let cellPadding = 216

    /// A line as long as stated, in twentieths of a point, centred: the rules under the heading of an official document.
    static func rule(width: Int, of column: Int) -> Markup {
        let side = max(0, (column - width) / 2)
        return Markup(
            "w:p", [:],
            [
                Markup(
                    "w:pPr", [:],
                    [
                        Markup(
                            "w:pBdr", [:],
                            [Markup("w:top", ["w:val": "single", "w:sz": "6", "w:space": "1", "w:color": "000000"])]),
                        Markup(
                            "w:spacing", ["w:before": "20", "w:after": "0", "w:line": "120", "w:lineRule": "exact"]),
                        Markup("w:ind", ["w:left": String(side), "w:right": String(side)]),
                    ])
            ])
    }

    private static func run(_ run: Run) -> Markup {
        let size = String(Int(run.size * 2))
        var properties: [Markup] = []
        if run.isBold { properties.append(Markup("w:b")) }
        if run.isItalic { properties.append(Markup("w:i")) }
        properties += [Markup("w:sz", ["w:val": size]), Markup("w:szCs", ["w:val": size])]
        return Markup(
            "w:r", [:],
            [
                Markup("w:rPr", [:], properties),
                // A sign and its number stay on one line.
                Markup("w:t", ["xml:space": "preserve"], text: run.text.replacing("≥ ", with: "≥\u{A0}")),
            ])
    }

    // MARK: Tables

    struct Cell {
        var content: [Markup]
        /// Columns it spans.
        var span = 1
    }

    /// `widths` in twentieths of a point. The first `heads` rows stand again on each page.
    static func table(_ rows: [[Cell]], widths: [Int], bordered: Bool, heads: Int = 0) -> Markup {
        let lines = ["top", "left", "bottom", "right", "insideH", "insideV"].map {
            Markup(
                "w:\($0)",
                ["w:val": bordered ? "single" : "nil", "w:sz": "4", "w:space": "0", "w:color": "000000"])
        }
        let properties = Markup(
            "w:tblPr", [:],
            [
                Markup("w:tblW", ["w:w": String(widths.reduce(0, +)), "w:type": "dxa"]),
                Markup("w:jc", ["w:val": "center"]), Markup("w:tblBorders", [:], lines),
                Markup("w:tblLayout", ["w:type": "fixed"]),
            ] + (bordered ? [Self.margins] : []))
        let grid = Markup("w:tblGrid", [:], widths.map { Markup("w:gridCol", ["w:w": String($0)]) })
        let body = rows.enumerated().map { index, cells in row(cells, widths: widths, isHead: index < heads) }
        return Markup("w:tbl", [:], [properties, grid] + body)
    }

    /// Narrower than Word's own, so that more words stand beside each other.
    private static let margins = Markup(
        "w:tblCellMar", [:], ["left", "right"].map { Markup("w:\($0)", ["w:w": "70", "w:type": "dxa"]) })

    private static func row(_ cells: [Cell], widths: [Int], isHead: Bool) -> Markup {
        var column = 0
        let parts = cells.map { cell in
            let width = widths[column..<(column + cell.span)].reduce(0, +)
            column += cell.span
            var properties = [Markup("w:tcW", ["w:w": String(width), "w:type": "dxa"])]
            if cell.span > 1 { properties.append(Markup("w:gridSpan", ["w:val": String(cell.span)])) }
            return Markup("w:tc", [:], [Markup("w:tcPr", [:], properties)] + cell.content)
        }
        let properties = [Markup("w:cantSplit")] + (isHead ? [Markup("w:tblHeader")] : [])
        return Markup("w:tr", [:], [Markup("w:trPr", [:], properties)] + parts)
    }
}
