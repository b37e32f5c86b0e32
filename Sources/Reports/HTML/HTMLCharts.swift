import Base
import Indicators

/// Charts as SVG from numbers. Each says in its title what it shows; nothing is told by colour alone.
enum HTMLCharts {
    /// Parts of a whole side by side, by class; a part that is wide enough has its mark under it.
    static func stack(_ parts: [(name: String, mark: String, count: Int)], label: String) -> Markup {
        let whole = max(1, parts.reduce(0) { $0 + $1.count })
        var before = 0
        let drawn = parts.flatMap { part -> [Markup] in
            let (from, to) = (before * 1000 / whole, (before + part.count) * 1000 / whole)
            before += part.count
            let rect = rect(part.name, from: from, to: to, y: 0, height: 14)
            let mark = Markup(
                "text", ["x": percent((from + to) / 2), "y": "29", "text-anchor": "middle"],
                text: "\(part.mark) \(part.count)")
            return to - from < 80 ? [rect] : [rect, mark]
        }
        return svg("stack", label: label, drawn)
    }

    /// One bar from the left; `share` of the width in thousandths.
    static func bar(_ share: Int, label: String) -> Markup {
        svg("bar", label: label, [rect("fill", from: 0, to: share, y: 0, height: 12)])
    }

    /// A value against its target, its pro-rata line and its interval; thousandths of the scale.
    struct Bullet {
        var value: Int?
        var target: Int?
        var pace: Int?
        var interval: ClosedRange<Int>?
        /// What stands at the right end of the axis.
        var end: String
    }

    static func bullet(_ bullet: Bullet, label: String) -> Markup {
        var parts = [rect("track", from: 0, to: 1000, y: 8, height: 8)]
        if let value = bullet.value { parts.append(rect("fill", from: 0, to: value, y: 6, height: 12)) }
        if let interval = bullet.interval {
            parts.append(rect("range", from: interval.lowerBound, to: interval.upperBound, y: 10, height: 4))
        }
        // The pro-rata line is half as high as the target, so that they differ without colour.
        if let pace = bullet.pace { parts.append(mark("pace", at: pace, height: 12)) }
        if let target = bullet.target { parts.append(mark("tick", at: target, height: 24)) }
        parts.append(Markup("text", ["x": "0", "y": "34"], text: "0"))
        parts.append(Markup("text", ["x": "100%", "y": "34", "text-anchor": "end"], text: bullet.end))
        return svg("bullet", label: label, parts)
    }

    /// One number a month.
    struct Point {
        let label: String
        /// Nil when nothing is known.
        let value: Double?
        let text: String
        /// For machines: `2026-06`, and the number, nil when nothing is known.
        let month: String
        let plain: String?
    }

    /// The level that a share should have, a dashed line.
    struct Goal {
        let value: Double
        let text: String
    }

    /// Columns over a labelled axis, at most twelve.
    static func months(
        _ points: [Point], unit: String, goal: Goal?, label: String, decimals: (Double) -> String
    ) -> Markup {
        let (left, width) = (46.0, goal == nil ? 304.0 : 264.0)
        let slot = width / Double(max(points.count, 4))
        // A digit is about 6 wide. Where a number is wider than its column they all stand upright.
        let longest = Double(points.map(\.text.count).max() ?? 0) * 6
        let isUpright = longest > slot
        let top = isUpright ? 14 + longest : 22
        let height = 134 - top
        let most = niceCeiling(points.compactMap(\.value).max() ?? 0)
        var parts: [Markup] = []
        for step in 0...2 {
            let level = most * Double(step) / 2
            let y = top + height - height * Double(step) / 2
            parts.append(
                Markup(
                    "line",
                    [
                        "class": step == 0 ? "axis" : nil, "x1": text(left), "x2": text(left + width), "y1": text(y),
                        "y2": text(y),
                    ]))
            parts.append(
                Markup("text", ["x": text(left - 6), "y": text(y + 3.5), "text-anchor": "end"], text: decimals(level)))
        }
        parts.append(Markup("text", ["x": "0", "y": "9"], text: unit))
        for (index, point) in points.enumerated() {
            let middle = left + slot * (Double(index) + 0.5)
            let tall = most > 0 ? height * (point.value ?? 0) / most : 0
            let column = min(28, slot * 0.62)
            let foot = top + height - tall - 4
            if point.value != nil {
                parts.append(
                    Markup(
                        "rect",
                        [
                            "class": "fill", "x": text(middle - column / 2), "y": text(top + height - tall),
                            "width": text(column), "height": text(max(tall, 0.8)),
                        ]))
            }
            parts.append(number(point, at: middle, foot, isUpright: isUpright && point.value != nil))
            parts.append(
                Markup(
                    "text", ["x": text(middle), "y": text(top + height + 14), "text-anchor": "middle"],
                    text: point.label))
        }
        if let goal, most > 0 {
            let y = text(top + height - height * min(1, goal.value / most))
            parts.append(
                Markup("line", ["class": "goal", "x1": text(left), "x2": text(left + width), "y1": y, "y2": y]))
            parts.append(
                Markup("text", ["class": "v", "x": text(left + width + 4), "y": y, "dy": "3.5"], text: goal.text))
        }
        return svg("chart", box: "0 0 360 152", label: label, parts)
    }

    /// Over its column. Upright, a letter's height is across: half of it lies on each side of the middle.
    private static func number(_ point: Point, at middle: Double, _ foot: Double, isUpright: Bool) -> Markup {
        let x = text(isUpright ? middle + 3.5 : middle)
        return Markup(
            "text",
            [
                "class": "v", "x": x, "y": text(foot), "text-anchor": isUpright ? "start" : "middle",
                "transform": isUpright ? "rotate(-90 \(x) \(text(foot)))" : nil, "data-month": point.month,
                "data-value": point.plain,
            ], text: point.text)
    }

    /// 1, 2, 4, 5 or 10 times a power of ten, whose half is a round number too.
    static func niceCeiling(_ value: Double) -> Double {
        guard value > 0 else { return 2 }
        var power = 1.0
        while power * 10 < value { power *= 10 }
        for factor in [1.0, 2, 4, 5, 6, 8, 10] where power * factor >= value { return max(2, power * factor) }
        return power * 10
    }

    /// Without a box lengths across are shares of the page's width and the rest is in pixels: letters keep their shape.
    private static func svg(_ name: String, box: String? = nil, label: String, _ children: [Markup]) -> Markup {
        Markup(
            "svg", ["class": name, "viewBox": box, "role": "img", "aria-label": label],
            [Markup("title", [:], text: label)] + children)
    }

    private static func rect(_ name: String, from: Int, to: Int, y: Int, height: Int) -> Markup {
        Markup(
            "rect",
            [
                "class": name, "x": percent(from), "y": String(y), "width": percent(max(0, to - from)),
                "height": String(height),
            ])
    }

    private static func mark(_ name: String, at place: Int, height: Int) -> Markup {
        Markup(
            "line", ["class": name, "x1": percent(place), "x2": percent(place), "y1": "0", "y2": String(height)])
    }

    /// `66.7%` of thousandths.
    private static func percent(_ share: Int) -> String { "\(text(Double(share) / 10))%" }

    /// One decimal, without the formatters of Foundation.
    private static func text(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded())
        return tenths % 10 == 0
            ? String(tenths / 10) : "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
    }
}
