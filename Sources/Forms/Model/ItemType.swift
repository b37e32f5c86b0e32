/// What a row of the survey sheet is. The raw value is XLSForm's own name.
package enum ItemType: String, CaseIterable, Hashable, Sendable {
    case text, integer, decimal, range, date, time, dateTime
    case selectOne = "select_one"
    case selectMultiple = "select_multiple"
    case rank, acknowledge, note, calculate, hidden, barcode
    /// `latitude longitude [altitude accuracy]`; lines and shapes are such points apart by `;`.
    case geopoint, geotrace, geoshape
    /// The path of a file.
    case image, audio, video, file
    /// Answered as text: what makes it is not here.
    case osm
    case group, `repeat`
    case start, end, today, deviceid, username, phonenumber, email
    /// Blank: nothing here can tell.
    case subscriberid, simserial, audit
    case startGeopoint = "start-geopoint"
    case backgroundGeopoint = "background-geopoint"
    case backgroundAudio = "background-audio"

    package var isContainer: Bool { self == .group || self == .repeat }
    /// Answered by codes of a list.
    package var isSelect: Bool { self == .selectOne || takesSeveral }
    /// Several codes with spaces between them; of a `rank` all of them, the first one first.
    package var takesSeveral: Bool { self == .selectMultiple || self == .rank }
    /// The codes in a stored answer of a select.
    package func codes(in text: String) -> [String] {
        takesSeveral ? FunctionTable.codes(text) : text.isEmpty ? [] : [text]
    }

    /// A JSON number in a record.
    package var isNumeric: Bool { self == .integer || self == .decimal || self == .range }
    package var isPlace: Bool { self == .geopoint || self == .geotrace || self == .geoshape }
    package var isFile: Bool { self == .image || self == .audio || self == .video || self == .file }

    /// Filled by the program from the device, the clock or the user's settings.
    package var isMetadata: Bool {
        switch self {
        case .start, .end, .today, .deviceid, .username, .phonenumber, .email, .subscriberid, .simserial, .audit,
            .startGeopoint, .backgroundGeopoint, .backgroundAudio:
            true
        default: false
        }
    }

    /// A person answers it.
    package var isAsked: Bool {
        !isContainer && !isMetadata && self != .note && self != .calculate && self != .hidden
    }
}
