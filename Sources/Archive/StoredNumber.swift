internal import Base

/// A number, day or moment as a workbook stores it: days since 1899-12-30. Source: ECMA-376 Part 1, 18.17.4.
struct StoredNumber {
    let text: String
    let style: Style

    /// Places in the workbook's list of styles, behind text and head; as people in Viet Nam write them.
    enum Style: Int, CaseIterable {
        case whole = 2
        case decimal, date, time, dateTime

        /// From 164 on the file's own.
        var formatID: Int { 162 + rawValue }

        var code: String {
            switch self {
            case .whole: "0"
            case .decimal: "0.0#########"
            case .date: "dd/mm/yyyy"
            case .time: "hh:mm:ss"
            case .dateTime: "dd/mm/yyyy hh:mm:ss"
            }
        }
    }

    /// Nil for what is text, or has to stay one: more digits than a number keeps, a day before Excel's calendar.
    init?(_ cell: Spreadsheet.Cell) {
        switch cell.kind {
        case .text: return nil
        case .number:
            let digits = cell.text.utf8.drop { $0 == 0x2D }
            guard !digits.isEmpty, digits.count <= 15, let number = Double(cell.text), number.isFinite,
                digits.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E })
            else { return nil }
            text = cell.text
            style = digits.contains(0x2E) ? .decimal : .whole
        case .date:
            guard let day = CivilDate(iso: cell.text), let serial = Self.serial(day) else { return nil }
            text = String(serial)
            style = .date
        case .time:
            guard let seconds = Self.seconds(cell.text) else { return nil }
            text = "\(Double(seconds) / 86_400)"
            style = .time
        case .dateTime:
            guard let moment = Instant(iso: cell.text), let serial = Self.serial(moment.date) else { return nil }
            text = "\(Double(serial) + Double(moment.secondsOfDay) / 86_400)"
            style = .dateTime
        }
    }

    /// From 1900-03-01 on, where all programs agree.
    private static func serial(_ day: CivilDate) -> Int? {
        let serial = day.day + 25_569
        return serial > 60 ? serial : nil
    }

    /// `08:15`, `08:15:00.000+07:00`: the clock on the wall.
    private static func seconds(_ text: String) -> Int? {
        let parts = text.prefix(8).split(separator: ":").map { Int($0) }
        guard (2...3).contains(parts.count), let hour = parts[0], let minute = parts[1], (0..<24).contains(hour),
            (0..<60).contains(minute)
        else { return nil }
        return hour * 3600 + minute * 60 + (parts.count > 2 ? parts[2] ?? 0 : 0)
    }
}
