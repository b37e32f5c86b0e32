import Base
import Forms
import Indicators

/// Warnings about the codes of places: a slip at the hamlet's question would stand in a household's code for ever.
struct PlaceCheck {
    let warnings: [Bilingual]

    /// - Parameter isProvinces: whether the list has hamlets of several communes.
    init(_ entry: Entry, _ map: HamletMap, isProvinces: Bool, today: CivilDate) {
        let (answers, roles) = (entry.filling.record, entry.filling.form.roles)
        func answer(_ role: Role) -> String? { roles[role].flatMap { answers[$0.key]?.string } }
        guard let hamlet = answer(.sessionHamlet), let commune = answer(.sessionArea) else {
            warnings = []
            return
        }
        let prefix = isProvinces ? Hamlet.code("", in: commune) : ""
        var warnings: [Bilingual] = []
        if !map.isEmpty, !map.knows(prefix + hamlet) {
            warnings.append(
                Bilingual(
                    "mã tổ \(hamlet.printable) không có trong danh mục tổ dân phố; phiếu vẫn được tính: kiểm tra lại mã",
                    "the list of hamlets has no \(hamlet.printable); the record counts all the same: check the code"))
        }
        let beginnings = map.family(of: hamlet, prefix: prefix, on: today).map { "\(commune)-\($0)-" }
        let code = answer(.sessionHousehold) ?? answer(.sessionBusiness)
        if let code, !beginnings.contains(where: code.hasPrefix) {
            warnings.append(
                Bilingual(
                    "mã \(code.printable) không phải của tổ \(hamlet.printable) ghi cho buổi này: kiểm tra lại mã tổ và mã ấy",
                    "the code \(code.printable) is not of \(hamlet.printable), the session's hamlet: check both codes"))
        }
        self.warnings = warnings
    }
}

extension HamletMap {
    /// The hamlet, and those that are one with it by a merger: who was given a code there keeps it.
    ///
    /// - Parameter prefix: what stands before the codes of a commune in the list; it is not in the result.
    func family(of hamlet: String, prefix: String, on day: CivilDate) -> [String] {
        let (code, current) = (prefix + hamlet, current(prefix + hamlet, on: day))
        let others = hamlets.map(\.code).filter { $0 != code && self.current($0, on: day) == current }
        return [hamlet] + others.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
    }
}
