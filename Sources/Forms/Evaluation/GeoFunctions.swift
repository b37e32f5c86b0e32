internal import Base
internal import Foundation

/// Lengths and areas on the ground. Points are `latitude longitude [altitude accuracy]`, in degrees, apart by `;`.
/// Source: JavaRosa, `GeoUtils`: a sphere of 6,378,100 m radius.
extension FunctionTable {
    static let geoFunctions: [Function] = [
        Function(.odk, "area", 1...1, "area(shape or nodeset)", area),
        Function(.javaRosa, "enclosed-area", 1...1, "enclosed-area(shape or nodeset)", area),
        Function(.odk, "distance", 1...many, "distance(line, shape or nodeset, …)") { call throws(EvaluationError) in
            let points = try points(call)
            return .number(zip(points, points.dropFirst()).reduce(0) { $0 + metres($1.0, $1.1) })
        },
    ]

    private static let radius = 6_378_100.0

    private struct Point {
        let latitude: Double
        let longitude: Double
    }

    private static func points(_ call: Call) throws(EvaluationError) -> [Point] {
        var points: [Point] = []
        for value in try call.expanded() {
            for part in try value.string().split(separator: ";") {
                let text = String(part).trimmedSpace
                guard !text.isEmpty else { continue }
                guard let point = point(text) else { throw call.bad(text) }
                points.append(point)
            }
        }
        return points
    }

    private static func point(_ text: String) -> Point? {
        guard let numbers = GeoPoint(text) else { return nil }
        return Point(latitude: numbers.latitude * .pi / 180, longitude: numbers.longitude * .pi / 180)
    }

    /// By the spherical law of cosines.
    private static func metres(_ a: Point, _ b: Point) -> Double {
        let cosine =
            sin(a.latitude) * sin(b.latitude) + cos(a.latitude) * cos(b.latitude) * cos(b.longitude - a.longitude)
        return acos(min(1, max(-1, cosine))) * radius
    }

    /// On a plane laid at the first point: right to a few parts in a thousand for fields and villages.
    @Sendable
    private static func area(_ call: Call) throws(EvaluationError) -> Value {
        let points = try points(call)
        guard points.count > 2, let first = points.first else { return .number(0) }
        let plane = points.map { point in
            (
                x: (point.longitude - first.longitude) * radius * cos(point.latitude),
                y: (point.latitude - first.latitude) * radius
            )
        }
        let twice = zip(plane, plane.dropFirst()).reduce(0) { $0 + ($1.0.y * $1.1.x - $1.0.x * $1.1.y) }
        return .number(abs(twice) / 2)
    }
}

/// `latitude longitude [altitude accuracy]`, as ODK stores a place.
struct GeoPoint {
    /// Degrees north.
    let latitude: Double
    /// Degrees east.
    let longitude: Double

    init?(_ text: String) {
        let parts = text.split(whereSeparator: \.isWhitespace)
        guard (2...4).contains(parts.count) else { return nil }
        let numbers = parts.map { Double($0) ?? .nan }
        guard numbers.allSatisfy(\.isFinite), abs(numbers[0]) <= 90, abs(numbers[1]) <= 180 else { return nil }
        latitude = numbers[0]
        longitude = numbers[1]
    }
}
