/// How early versions of XLSForm wrote the types, in small letters.
///
/// Source: pyxform 4.5, `question_type_dictionary.py`; what it no longer takes is not here.
enum OldTypes {
    static let all: [String: QuestionType] = {
        var names: [String: QuestionType] = [
            "string": .text, "int": .integer, "date time": .dateTime, "trigger": .acknowledge, "gps": .geopoint,
            "location": .geopoint, "photo": .image, "get start time": .start, "start time": .start,
            "get end time": .end, "end time": .end, "get today": .today, "device id": .deviceid,
            "get device id": .deviceid, "imei": .deviceid, "get phone number": .phonenumber,
            "get sim id": .simserial, "sim id": .simserial, "subscriber id": .subscriberid,
            "get subscriber id": .subscriberid, "q int": .integer, "q string": .text, "q picture": .image,
            "add integer prompt": .integer, "add text prompt": .text, "add file prompt": .file,
        ]
        for (word, type) in asked {
            names["q \(word)"] = type
            names["add \(word) prompt"] = type
        }
        for type in [QuestionType.geoshape, .geotrace, .geopoint] { names["q \(type.rawValue)"] = type }
        return names
    }()

    private static let asked: [(String, QuestionType)] = [
        ("acknowledge", .acknowledge), ("audio", .audio), ("barcode", .barcode), ("calculate", .calculate),
        ("date", .date), ("date time", .dateTime), ("datetime", .dateTime), ("decimal", .decimal),
        ("image", .image), ("location", .geopoint), ("note", .note), ("video", .video),
    ]
}
