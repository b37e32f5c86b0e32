package import Base

/// Why a conflict is not settled. Nothing has been written then.
package enum ResolveError: Error, Hashable, Sendable {
    case noConflict(String)
    /// Paths of the fields about which nobody has decided.
    case open([String])
    case fieldUnknown(String, known: [String])
    case sideUnknown(Int, count: Int)
    /// The side voids the record, or its body is missing here.
    case sideEmpty(Int, isDelete: Bool)
    /// What it said was erased on request.
    case sideErased(Int)
    /// There is nothing that tells whose change is whose.
    case cannotMerge(Bilingual)
    /// A correction of one version would hide the others.
    case inConflict(String)
    /// One version whole, or all changes together: not both.
    case sideAndMerge
}

extension ResolveError: Reportable {
    package var problem: Problem {
        switch self {
        case .noConflict(let record):
            Problem(
                "RESOLVE-001", Bilingual("phiếu \(record) không có xung đột", "the record \(record) has no conflict"),
                hint: Bilingual(
                    "xem các phiếu có xung đột bằng `sotay conflicts`", "see those that have with `sotay conflicts`"),
                status: .badData)
        case .open(let paths):
            Problem(
                "RESOLVE-002",
                Bilingual(
                    "chưa quyết định: \(Self.list(paths))", "no decision yet about: \(Self.list(paths))"),
                hint: Bilingual(
                    "thêm --take \(paths.first ?? "câu")=1 (hoặc 2…), hoặc --set \(paths.first ?? "câu")=giá_trị",
                    "add --take \(paths.first ?? "field")=1 (or 2…), or --set \(paths.first ?? "field")=value"),
                status: .badData)
        case .fieldUnknown(let path, let known):
            Problem(
                "RESOLVE-003",
                Bilingual(
                    "\"\(path.printable)\" không phải câu mà các bản khác nhau",
                    "\"\(path.printable)\" is no field in which the versions differ"),
                hint: known.isEmpty
                    ? nil : Bilingual("các câu khác nhau: \(Self.list(known))", "they differ in: \(Self.list(known))"),
                status: .usage)
        case .sideUnknown(let number, let count):
            Problem(
                "RESOLVE-004",
                Bilingual(
                    "không có bản số \(number): chỉ có 1 đến \(count)", "there is no version \(number): 1 to \(count)"),
                hint: Bilingual(
                    "xem số của từng bản bằng `sotay conflicts`", "see their numbers with `sotay conflicts`"),
                status: .usage)
        case .sideEmpty(let number, let isDelete):
            Problem(
                "RESOLVE-005",
                isDelete
                    ? Bilingual(
                        "bản số \(number) là bản hủy, không có câu nào để lấy",
                        "version \(number) voids the record and has no answers to take")
                    : Bilingual(
                        "nội dung bản số \(number) chưa có ở đây", "the body of version \(number) is not here"),
                hint: isDelete
                    ? Bilingual(
                        "muốn hủy phiếu: chỉ dùng --side \(number)", "to void the record: --side \(number) alone")
                    : Bilingual("xin máy ấy gửi lại lô", "ask that device for its batch again"),
                status: .badData)
        case .sideErased(let number):
            Problem(
                "RESOLVE-009",
                Bilingual(
                    "nội dung bản số \(number) đã xoá theo yêu cầu, không còn gì để lấy",
                    "the contents of version \(number) were erased on request: nothing is left to take"),
                hint: Bilingual("chọn bản khác bằng --side", "choose another version with --side"), status: .badData)
        case .sideAndMerge:
            Problem(
                "RESOLVE-008",
                Bilingual("chọn một trong hai: --side hoặc --merge", "choose one of the two: --side or --merge"),
                hint: Bilingual(
                    "từng câu thì thêm --take cho cách đã chọn", "for single answers add --take to either"),
                status: .usage)
        case .inConflict(let record):
            Problem(
                "RESOLVE-007",
                Bilingual(
                    "phiếu \(record) đang có xung đột: sửa bản này sẽ lấp mất bản kia",
                    "the record \(record) is in conflict: correcting one version would hide the other"),
                hint: Bilingual(
                    "chốt trước bằng `sotay resolve \(record.suffix(6))`; --set sửa được ngay lúc chốt",
                    "settle it with `sotay resolve \(record.suffix(6))`; --set corrects at the same time"),
                status: .badData)
        case .cannotMerge(let reason):
            Problem(
                "RESOLVE-006",
                Bilingual("không gộp được hai bản: \(reason.vi)", "they cannot be merged: \(reason.en)"),
                hint: Bilingual("chọn một bản bằng --side", "choose one version with --side"), status: .badData)
        }
    }

    /// The first few; a hostile record may have thousands.
    private static func list(_ paths: [String]) -> String {
        paths.prefix(8).map(\.printable).joined(separator: ", ") + (paths.count > 8 ? ", …" : "")
    }
}
