package import Base
import Indicators
import Ledger
package import Reports
import Store

/// An issued report against the book of today: what differs, and why.
package struct IssueReview: Hashable, Sendable {
    package let issued: IssuedReport
    package let differences: [IssueDifference]
    /// What the head says of the whole book.
    package let head: [IssueDifference]
    package let causes: [IssueCause]
}

/// What has come since a report was issued.
package enum IssueCause: Hashable, Sendable {
    /// Records that were not here, of one device; how many of them belong to the report's days.
    case records(Int, inPeriod: Int, device: String)
    case edits(Int)
    case voids(Int)
    case resolutions(Int)
    /// Records that were erased on request; one withdrawal of consent may reach several.
    case erasures(Int)
    case figures(Int)
    case samePeople(Int)
    /// Hamlets that were merged or renamed, and members' forces.
    case registers(Int)
    /// Decisions about devices: what they wrote may count now, or no more.
    case trust(Int)
    case planChanged
    case catalogueChanged
    case formsChanged
    /// The program that counts is another than the one that issued it.
    case program(was: String, now: String)
}

extension Book {
    /// The issued report's days, counted again over what is here now.
    package func review(_ issued: IssuedReport) throws -> IssueReview {
        try store.read { reader in
            let report = try self.report(issued.period, reader, with: [])
            return IssueReview(
                issued: issued, differences: issued.differences(from: report),
                head: IssueDifference.ofHead(issued.document, report),
                causes: try causes(since: issued, reader))
        }
    }

    private func causes(since issued: IssuedReport, _ reader: BookReader) throws -> [IssueCause] {
        let names = try names(reader)
        let arrivals = try reader.arrivals(outside: issued.position)
        var records: [String: (all: Int, inPeriod: Int)] = [:]
        var changes: [RevisionHeader.Operation: Int] = [:]
        var decisions: [Kind.Reserved: Int] = [:]
        var forgotten: Set<RecordID> = []
        // Erasing writes an empty version over a record: no correction of anybody's.
        let erased = try reader.erasedRecords()
        // Decisions that two codes are one go with their person and are no records.
        let codes = try Set(reader.revisions(of: .same).map(\.revision.header.record))
        let ofCodes = Set(codes.map { RecordID.decision(.erase, about: $0.text) })
        for arrival in arrivals where !(erased.contains(arrival.header.record) && !arrival.header.parents.isEmpty) {
            switch Kind(arrival.header.kind) {
            // Several may name the versions of one record.
            case .reserved(.erase):
                if !ofCodes.contains(arrival.header.record) { forgotten.insert(arrival.header.record) }
            case .reserved(let kind): decisions[kind, default: 0] += 1
            case .record where arrival.header.parents.isEmpty && arrival.header.operation == .put:
                let isInPeriod = arrival.day.map { (issued.period.first...issued.period.last).contains($0) } ?? false
                let name = names[arrival.log.card] ?? "?"
                records[name, default: (0, 0)].all += 1
                records[name, default: (0, 0)].inPeriod += isInPeriod ? 1 : 0
            case .record: changes[arrival.header.operation, default: 0] += 1
            case .unknown: continue
            }
        }
        var causes = records.sorted { $0.key < $1.key }.map {
            IssueCause.records($0.value.all, inPeriod: $0.value.inPeriod, device: $0.key)
        }
        func add(_ count: Int, _ cause: (Int) -> IssueCause) { if count > 0 { causes.append(cause(count)) } }
        add(changes[.put] ?? 0, IssueCause.edits)
        add(changes[.delete] ?? 0, IssueCause.voids)
        add(changes[.resolve] ?? 0, IssueCause.resolutions)
        add(forgotten.count, IssueCause.erasures)
        add(decisions[.figure] ?? 0, IssueCause.figures)
        add(decisions[.same] ?? 0, IssueCause.samePeople)
        add((decisions[.area] ?? 0) + (decisions[.member] ?? 0), IssueCause.registers)
        add((decisions[.trust] ?? 0) + (decisions[.revoke] ?? 0), IssueCause.trust)
        let definitions = try definitions(reader)
        if definitions.plan != issued.definitions.plan { causes.append(.planChanged) }
        if definitions.catalogue != issued.definitions.catalogue { causes.append(.catalogueChanged) }
        if definitions.forms != issued.definitions.forms { causes.append(.formsChanged) }
        if Program.name != issued.program { causes.append(.program(was: issued.program, now: Program.name)) }
        return causes
    }
}

extension IssueCause {
    package var text: Bilingual {
        switch self {
        case .records(let count, let inPeriod, let device):
            Bilingual(
                "\(count) phiếu mới của \(device.printable), \(inPeriod) phiếu trong kỳ",
                "\(count.of("new record", "new records")) of \(device.printable), \(inPeriod) in the period")
        case .edits(let count): Bilingual("\(count) lần sửa phiếu", count.of("correction", "corrections"))
        case .voids(let count): Bilingual("\(count) phiếu bị hủy", "\(count.of("record", "records")) voided")
        case .resolutions(let count):
            Bilingual("\(count) xung đột đã chốt", "\(count.of("conflict", "conflicts")) settled")
        case .erasures(let count):
            Bilingual("\(count) phiếu bị xoá theo yêu cầu", "\(count.of("record", "records")) erased on request")
        case .figures(let count):
            Bilingual(
                "\(count) lần nhập, sửa hoặc rút số của cơ quan khác",
                "other agencies' figures entered, corrected or taken back: \(count)")
        case .samePeople(let count):
            Bilingual("\(count) quyết định về người trùng", "\(count.of("decision", "decisions")) on duplicates")
        case .registers(let count):
            Bilingual(
                "\(count) thay đổi danh bạ tổ dân phố, thành viên",
                "\(count.of("change", "changes")) to the lists of hamlets and members")
        case .trust(let count):
            Bilingual("\(count) quyết định tin cậy hoặc thu hồi máy", "\(count.of("decision", "decisions")) on devices")
        case .planChanged: Bilingual("tệp kế hoạch đã đổi", "the plan has changed")
        case .catalogueChanged: Bilingual("danh mục chỉ tiêu đã đổi", "the catalogue of indicators has changed")
        case .program(let was, let now):
            Bilingual(
                "chương trình đã đổi: lúc chốt là \(was.printable), nay là \(now)",
                "another program: issued by \(was.printable), now \(now)")
        case .formsChanged: Bilingual("biểu mẫu được duyệt đã đổi", "the approved forms have changed")
        }
    }
}
