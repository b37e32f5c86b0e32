import Base
import Forms
import Indicators
import Ledger
import Store

/// Warnings that look at a volunteer's other sessions of the day. They never stop a record: the clock of a village
/// laptop, or two people helping under one code, may be the reason.
struct DayCheck {
    let warnings: [Bilingual]

    /// More sessions than one person gives in a day. Source: the field rules of the ward plans.
    private static let mostSessions = 40

    init(_ entry: Entry, _ reader: BookReader, _ days: inout MemberDays) throws {
        let answers = entry.filling.record
        let roles = entry.filling.form.roles
        guard let member = roles[.sessionMember].flatMap({ answers[$0.key]?.string }),
            let start = roles[.sessionStart].flatMap({ answers[$0.key]?.string }).flatMap({ Instant(iso: $0) })
        else {
            warnings = []
            return
        }
        let minutes = roles[.sessionDuration].flatMap { answers[$0.key]?.int }.flatMap {
            SessionFact.minutes.contains($0) ? $0 : nil
        }
        let others = try days.sessions(of: member, on: start.date, reader).filter { $0.record != entry.record }
        var warnings: [Bilingual] = []
        if others.count >= Self.mostSessions {
            warnings.append(
                Bilingual(
                    "\(member.printable) đã có \(others.count) phiên trong ngày \(start.date.vietnamese)",
                    "\(member.printable) has \(others.count) sessions on \(start.date.vietnamese) already"))
        }
        if let other = others.first(where: { Self.overlap(start, minutes, $0.start, $0.minutes) }) {
            warnings.append(
                Bilingual(
                    "thời gian chồng lên phiên khác của \(member.printable) lúc \(other.start.vietnamese)",
                    "the time overlaps another session of \(member.printable) at \(other.start.vietnamese)"))
        }
        self.warnings = warnings
        days.add(DaySession(record: entry.record, start: start, minutes: minutes), of: member)
    }

    /// A session without a duration takes no time and overlaps only what surrounds its start.
    private static func overlap(_ a: Instant, _ aMinutes: Int?, _ b: Instant, _ bMinutes: Int?) -> Bool {
        let aEnd = a.milliseconds + Int64(aMinutes ?? 0) * 60_000
        let bEnd = b.milliseconds + Int64(bMinutes ?? 0) * 60_000
        return a.milliseconds < bEnd && b.milliseconds < aEnd
    }
}

/// Members' sessions by day, read once a member, the list of hamlets, and the roster's names: a file of ten thousand
/// lines asks ten thousand times.
struct MemberDays {
    private var sessions: [String: [CivilDate: [DaySession]]] = [:]
    private var map: HamletMap?
    private var known: KnownNames?

    mutating func hamlets(of area: String, _ reader: BookReader) throws -> HamletMap {
        let map = try map ?? reader.hamlets(of: area)
        self.map = map
        return map
    }

    mutating func names(in folder: BookFolder) throws -> KnownNames {
        let names = try known ?? KnownNames(Roster(folder).names().values)
        known = names
        return names
    }

    /// Nil where the list of the province has the commune, or there is no list: any commune's records count there.
    mutating func warning(ofCommune code: String, in area: String, _ reader: BookReader) throws -> Bilingual? {
        let list = try hamlets(of: area, reader)
        guard !list.isEmpty, !list.knows(commune: code) else { return nil }
        return Bilingual(
            "mã xã \(code.printable) không có trong danh mục của tỉnh; phiếu vẫn được tính: kiểm tra lại mã",
            "the province's list has no commune \(code.printable); the record counts all the same: check the code")
    }

    mutating func sessions(of member: String, on day: CivilDate, _ reader: BookReader) throws -> [DaySession] {
        if sessions[member] == nil {
            sessions[member] = Dictionary(grouping: try reader.lateSessions(of: member), by: \.start.date)
        }
        return sessions[member]?[day] ?? []
    }

    /// One that has been checked and is about to be saved.
    mutating func add(_ session: DaySession, of member: String) {
        sessions[member]?[session.start.date, default: []].append(session)
    }
}
