package import Base
import Indicators

/// A team's or member's code that the ward's lists do not know: most probably mistyped, and then every record of the
/// device would carry it.
package enum CodeError: Error, Hashable, Sendable {
    case unknownTeam(String, known: [String])
    /// A member's code begins with the hamlet's or the team's: `T05-07`.
    case unknownMember(String, known: [String])
    /// As forms refuse it: a name is no code.
    case memberWrong(String)
}

extension HamletMap {
    /// Any code will do while the ward has no list of hamlets.
    ///
    /// - Parameter others: teams that are no hamlets.
    func check(team: String, others: some Sequence<String>) throws(CodeError) {
        let known = Set(ownCodes).union(others.filter { !$0.isEmpty })
        guard !team.isEmpty, !hamlets.isEmpty, !known.contains(team) else { return }
        throw .unknownTeam(team, known: known.sorted())
    }

    private var ownCodes: [String] { hamlets.map(\.ownCode).filter { !$0.isEmpty } }

    func check(member: String, team: String) throws(CodeError) {
        guard member.unicodeScalars.count <= 32, !member.contains(where: \.isWhitespace),
            !PrivateText.holdsNumber(of: 9, in: member)
        else { throw .memberWrong(member) }
        let known = Set(ownCodes + [team].filter { !$0.isEmpty })
        let start = member.split(separator: "-").dropLast().joined(separator: "-")
        guard !member.isEmpty, !hamlets.isEmpty, !known.contains(start) else { return }
        throw .unknownMember(member, known: known.sorted())
    }
}

extension CodeError: Reportable {
    package var problem: Problem {
        switch self {
        case .unknownTeam(let code, let known):
            Problem(
                "CODE-001",
                Bilingual(
                    "danh mục của phường không có tổ \"\(code.printable)\"",
                    "the ward's list has no team \"\(code.printable)\""),
                hint: Self.hint(code.nearest(in: known), known), status: .badData)
        case .unknownMember(let code, let known):
            Problem(
                "CODE-002",
                Bilingual(
                    "mã thành viên \"\(code.printable)\" không bắt đầu bằng mã tổ nào của phường",
                    "the member code \"\(code.printable)\" begins with no team of the ward"),
                hint: Self.hint(
                    code.split(separator: "-").dropLast().joined(separator: "-").nearest(in: known), known),
                status: .badData)
        case .memberWrong(let code):
            Problem(
                "CODE-003",
                Bilingual(
                    "\"\(code.printable)\" không phải mã thành viên: mã viết liền, dài nhất 32 chữ, không có dãy từ 9 chữ số",
                    "\"\(code.printable)\" is no member code: no spaces, at most 32 letters, no run of 9 digits"),
                hint: Bilingual(
                    "dùng mã như T05-07; họ tên ghi ở --name", "use a code such as T05-07; the name goes into --name"),
                status: .badData)
        }
    }

    private static func hint(_ nearest: String?, _ known: [String]) -> Bilingual {
        if let nearest { return Bilingual("có phải là \"\(nearest)\" không?", "did you mean \"\(nearest)\"?") }
        let list = known.prefix(12).joined(separator: ", ") + (known.count > 12 ? ", …" : "")
        return Bilingual("các mã đã biết: \(list)", "known codes: \(list)")
    }
}
