internal import Forms

/// Every type of the standard, by the name that a file would best use for it.
///
/// Source: pyxform, `question_type_dictionary.py`; ODK documentation, "Question types".
enum QuestionType: String, CaseIterable, Hashable {
    case text, integer, decimal, range, date, time, dateTime, note, calculate, hidden, acknowledge, barcode
    case selectOne = "select_one"
    case selectMultiple = "select_multiple"
    case rank
    case group, `repeat`, loop
    case geopoint, geotrace, geoshape, image, audio, video, file, osm
    case startGeopoint = "start-geopoint"
    case backgroundGeopoint = "background-geopoint"
    case backgroundAudio = "background-audio"
    case csvExternal = "csv-external"
    case xmlExternal = "xml-external"
    case start, end, today, deviceid, username, email, phonenumber, subscriberid, simserial, audit

    /// What the form model makes of it.
    var itemType: ItemType {
        switch self {
        case .loop: .group
        case .csvExternal, .xmlExternal: .hidden
        default: ItemType(rawValue: rawValue) ?? .text
        }
    }

    /// Declared in the survey sheet without being an answer.
    var isDeclaration: Bool { self == .csvExternal || self == .xmlExternal || self == .audit }

    var isContainer: Bool { self == .group || self == .repeat || self == .loop }
    var isSelect: Bool { self == .selectOne || self == .selectMultiple || self == .rank }

    /// Filled on a telephone without asking.
    var isFilledByDevice: Bool {
        switch self {
        case .start, .end, .today, .deviceid, .username, .email, .phonenumber, .subscriberid, .simserial,
            .startGeopoint, .backgroundGeopoint, .backgroundAudio:
            true
        default: false
        }
    }

    /// Rare types, which load and are answered as a text or the path of a file. Source: FORMS.md §9, tier 3.
    var isRare: Bool {
        switch self {
        case .audio, .video, .geotrace, .geoshape, .startGeopoint, .backgroundGeopoint, .backgroundAudio, .osm,
            .subscriberid, .simserial:
            true
        default: false
        }
    }

    /// Names of its `parameters`. Source: ODK XLSForm template.
    var parameters: Set<String> {
        switch self {
        case .selectOne, .selectMultiple, .rank: ["randomize", "seed", "value", "label"]
        case .range: ["start", "end", "step", "tick_interval", "placeholder", "tick_labelset"]
        case .text: ["rows"]
        case .image: ["max-pixels", "app"]
        case .audio, .backgroundAudio: ["quality"]
        case .geopoint: ["capture-accuracy", "warning-accuracy", "allow-mock-accuracy", "reference-geometry"]
        case .geotrace, .geoshape: ["allow-mock-accuracy", "incremental", "reference-geometry"]
        case .audit:
            [
                "track-changes", "track-changes-reasons", "identify-user", "location-priority", "location-min-interval",
                "location-max-age",
            ]
        default: []
        }
    }
}
