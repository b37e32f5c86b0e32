/// The "6 rõ" that a plan asks for, in its own words. Plans name different ones, and some fewer or none.
package struct ClearPoints: Hashable, Sendable {
    /// As printed, `06 rõ`; nil where the text lists points without calling them anything.
    package let name: String?
    /// The line of the document's text file.
    package let line: Int
    /// In the order of the text.
    package let points: [ClearPoint]
}

/// What a plan wants to be clear, by the word behind "rõ".
package enum ClearPoint: String, Hashable, Sendable, CaseIterable {
    case person = "người"
    case task = "việc"
    case time = "thời gian"
    case progress = "tiến độ"
    case responsibility = "trách nhiệm"
    case product = "sản phẩm"
    case result = "kết quả"
    case authority = "thẩm quyền"

    /// `rõ người`.
    package var label: String { "rõ \(rawValue)" }
}

extension ClearPoints {
    static let keys = ["name", "line", "points"]

    init(_ map: YAMLMap) {
        name = map.optionalText("name")
        line = map.int("line", in: 1...1_000_000)
        points = map.texts("points").compactMap { word in
            let point = ClearPoint(rawValue: word)
            if point == nil {
                map.note(.unknownChoice("points", word, allowed: ClearPoint.allCases.map(\.rawValue)), at: "points")
            }
            return point
        }
    }
}
