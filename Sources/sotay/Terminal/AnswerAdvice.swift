import Base
import Forms

/// How an answer of each type is written.
enum AnswerAdvice {
    /// Nil where anything may be written, and for choices, which are listed.
    static func text(for item: Item) -> Bilingual? {
        switch item.type {
        case .integer: Bilingual("số nguyên, ví dụ 12", "a whole number, such as 12")
        case .decimal:
            Bilingual("số, phần lẻ sau dấu phẩy hoặc chấm: 36,5", "a number, with a decimal comma or point: 36.5")
        case .range: range(RangeScale(item.parameters))
        case .date: date(item)
        case .time: Bilingual("giờ: 8:30, 8h30, hoặc bây giờ", "a time: 8:30, or now")
        case .dateTime:
            Bilingual(
                "ngày và giờ: 02/04/2026 8:30, chỉ giờ là hôm nay, hoặc bây giờ",
                "date and time: 02/04/2026 8:30, a time alone is today, or now")
        case .acknowledge: Bilingual("gõ c khi đã đọc, đã đồng ý", "type y when it was read and agreed to")
        case .barcode: Bilingual("gõ các chữ và số của mã vạch", "type the letters and digits of the bar code")
        case .geopoint:
            Bilingual("vĩ độ rồi kinh độ: 20.8449 106.6881", "latitude, then longitude: 20.8449 106.6881")
        case .geotrace, .geoshape:
            Bilingual(
                "các điểm cách nhau bằng ;  ví dụ 20.84 106.68; 20.85 106.69",
                "points apart by ;  such as 20.84 106.68; 20.85 106.69")
        case .image, .audio, .video, .file:
            Bilingual(
                "đường dẫn tới tệp trên máy này; tệp không đi theo phiếu",
                "the path of a file on this computer; the file does not travel with the record")
        default: nil
        }
    }

    /// What nothing here can make: it is taken as a text or the path of a file. Source: FORMS.md §9, tier 3.
    static func warning(for item: Item) -> Bilingual? {
        switch item.type {
        case .audio, .video, .osm, .geotrace, .geoshape:
            Bilingual(
                "sotay không ghi được loại \"\(item.type.rawValue)\": trả lời bằng chữ hoặc bỏ qua",
                "sotay cannot record the type \"\(item.type.rawValue)\": answer in writing or skip it")
        default: nil
        }
    }

    private static func date(_ item: Item) -> Bilingual {
        if item.appearance.contains("year") { return Bilingual("năm, ví dụ 2026", "a year, such as 2026") }
        if item.appearance.contains("month-year") { return Bilingual("tháng/năm: 04/2026", "month/year: 04/2026") }
        return Bilingual(
            "ngày/tháng/năm: 02/04/2026, hoặc hôm nay, hôm qua", "day/month/year: 02/04/2026, or today, yesterday")
    }

    private static func range(_ scale: RangeScale) -> Bilingual {
        let (start, end, step) = (scale.shown(scale.start), scale.shown(scale.end), scale.shown(scale.step))
        let steps = scale.step == 1 ? Bilingual("", "") : Bilingual(", mỗi bậc \(step)", " in steps of \(step)")
        return Bilingual("một số từ \(start) đến \(end)\(steps.vi)", "a number from \(start) to \(end)\(steps.en)")
    }
}
