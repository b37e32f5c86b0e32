import Base
import Indicators

/// Charts as SVG from numbers. Each says in its title what it shows; nothing is told by colour alone.
enum HTMLCharts {
    /// Parts of a whole side by side, by class.
    static func stack(_ parts: [(name: String, count: Int)], label: String) -> Markup {
        let whole = max(1, parts.reduce(0) { $0 + $1.count })
        var x = 0
        let rects = parts.map { part in
            let width = part.count * 1000 / whole
            defer { x += width }
            return rect(part.name, x: x, y: 0, width: max(1, width - 3), height: 20)
        }
        return svg("stack", "0 0 1000 20", label: label, stretched: true, rects)
    }

    /// One bar from the left; `share` of the width in thousandths.
    static func bar(_ share: Int, label: String) -> Markup {
        svg(
            "bar", "0 0 1000 12", label: label, stretched: true,
            [rect("fill", x: 0, y: 0, width: share, height: 12)])
    }

    /// A value against its target, its pro-rata line and its interval; thousandths of the scale.
    struct Bullet {
        var value: Int?
        var target: Int?
        var pace: Int?
        var interval: ClosedRange<Int>?
    }

    static func bullet(_ bullet: Bullet, label: String) -> Markup {
        var parts = [rect("track", x: 0, y: 8, width: 1000, height: 8)]
        if let value = bullet.value { parts.append(rect("fill", x: 0, y: 6, width: value, height: 12)) }
        if let interval = bullet.interval {
            parts.append(
                rect(
                    "range", x: interval.lowerBound, y: 10, width: interval.upperBound - interval.lowerBound, height: 4)
            )
        }
        // The pro-rata line is half as high as the target, so that they differ without colour.
        if let pace = bullet.pace { parts.append(rect("pace", x: max(0, pace - 4), y: 0, width: 8, height: 12)) }
        if let target = bullet.target { parts.append(rect("tick", x: max(0, target - 5), y: 0, width: 10, height: 24)) }
        return svg("bullet", "0 0 1000 24", label: label, stretched: true, parts)
    }

    /// One number a month.
    struct Point {
        let label: String
        /// Nil when nothing is known.
        let value: Double?
        let text: String
    }

    /// Columns over a labelled axis, at most twelve.
    static func months(_ points: [Point], unit: String, label: String, decimals: (Double) -> String) -> Markup {
        let (left, top, width, height) = (46.0, 22.0, 304.0, 112.0)
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
        parts.append(Markup("text", ["x": text(left - 6), "y": "9", "text-anchor": "end"], text: unit))
        let slot = width / Double(max(points.count, 4))
        for (index, point) in points.enumerated() {
            let middle = left + slot * (Double(index) + 0.5)
            let tall = most > 0 ? height * (point.value ?? 0) / most : 0
            let column = min(28, slot * 0.62)
            if point.value != nil {
                parts.append(
                    Markup(
                        "rect",
                        [
                            "class": "fill", "x": text(middle - column / 2), "y": text(top + height - tall),
                            "width": text(column), "height": text(max(tall, 0.8)),
                        ]))
            }
            parts.append(
                Markup(
                    "text",
                    ["class": "v", "x": text(middle), "y": text(top + height - tall - 4), "text-anchor": "middle"],
                    text: point.text))
            parts.append(
                Markup(
                    "text", ["x": text(middle), "y": text(top + height + 14), "text-anchor": "middle"],
                    text: point.label))
        }
        return svg("chart", "0 0 360 152", label: label, stretched: false, parts)
    }

    /// 1, 2, 4, 5 or 10 times a power of ten, whose half is a round number too.
    static func niceCeiling(_ value: Double) -> Double {
        guard value > 0 else { return 2 }
        var power = 1.0
        while power * 10 < value { power *= 10 }
        for factor in [1.0, 2, 4, 5, 6, 8, 10] where power * factor >= value { return max(2, power * factor) }
        return power * 10
    }

    private static func svg(
        _ name: String, _ box: String, label: String, stretched: Bool, _ children: [Markup]
    ) -> Markup {
        Markup(
            "svg",
            [
                "class": name, "viewBox": box, "role": "img", "aria-label": label,
                "preserveAspectRatio": stretched ? "none" : nil,
            ], [Markup("title", [:], text: label)] + children)
    }

    private static func rect(_ name: String, x: Int, y: Int, width: Int, height: Int) -> Markup {
        Markup(
            "rect",
            [
                "class": name, "x": String(x), "y": String(y), "width": String(max(0, width)), "height": String(height),
            ])
    }

    /// One decimal, without the formatters of Foundation.
    private static func text(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded())
        return tenths % 10 == 0
            ? String(tenths / 10) : "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
    }
}
