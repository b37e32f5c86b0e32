import Age
import Base
import Foundation
import Ledger
import Store
import Workspace

/// A ward's books in a temporary folder that goes away with it. The clock moves only when told to.
final class Ward {
    let path: String
    let clock: TestClock

    init(seed: UInt64 = 1) throws {
        path = NSTemporaryDirectory() + "sotay-test-\(UUID().uuidString)"
        clock = TestClock(seed: seed)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let setup = WardSetup(areaCode: "11542", plan: "nam-trieu-2026", owner: "UBND")
        _ = try setup.run(at: BookFolder(path + "/ward"), surroundings: clock.surroundings)
    }

    deinit {
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            print("left behind: \(path): \(error)")
        }
    }

    func book(_ name: String, on computer: Computer? = nil) throws -> Book {
        try Book(BookFolder(path + "/" + name), surroundings: clock.surroundings(on: computer))
    }

    func kit(team: String = "") throws -> Kit {
        _ = try book("ward").makeKit(team: team, to: path + "/kit")
        return try Kit(file: DurableFile.read(path + "/kit"))
    }

    @discardableResult
    func join(
        _ name: String, role: DeviceRole = .volunteer, kit: Kit? = nil, team: String? = nil,
        on computer: Computer? = nil
    ) throws -> Book {
        let joining = Joining(kit: try kit ?? self.kit(), name: name, role: role, team: team, member: nil)
        _ = try joining.run(
            at: BookFolder(path + "/" + name), surroundings: clock.surroundings(on: computer))
        return try book(name, on: computer)
    }

    /// A lead of team T whom the ward trusts, and a volunteer of the team's kit.
    func team() throws -> (book: Book, lead: Book, an: Book) {
        let lead = try join("lead", role: .lead, team: "T")
        try DurableFile.write(lead.identity.card.lines, to: path + "/card")
        let book = try book("ward")
        try merge([path + "/card"], into: book)
        let kit = try kit(team: "T")
        try merge([path + "/kit"], into: lead)
        return (book, lead, try join("an", kit: kit))
    }

    func log(_ text: String, into book: Book) throws -> LogFile {
        var file = LogFile()
        var refused: [Problem] = []
        try file.run(Array(text.utf8), into: book, form: nil, allOrNothing: false, language: .vi) { line in
            if case .refused(let problems) = line.outcome { refused += problems }
        }
        if let problem = refused.first { throw problem }
        return file
    }

    @discardableResult
    func merge(_ paths: [String], into book: Book, trust: Bool = true) throws -> MergeReport {
        var merge = Merge(into: book, trust: { trust && $0.isPlain })
        return try merge.run(paths)
    }

    func export(_ book: Book) throws -> [String] {
        try FileManager.default.createDirectory(atPath: path + "/usb", withIntermediateDirectories: true)
        return try book.export(to: path + "/usb").files.map(\.path)
    }

    func receipt(of book: Book, as name: String) throws -> String {
        try book.receipt(to: path + "/" + name).path
    }
}

final class TestClock: @unchecked Sendable {
    private let lock = NSLock()
    private var time = Instant(iso: "2026-07-01T08:00:00+07:00")!
    private var random: SeededRandomBytes

    init(seed: UInt64) {
        random = SeededRandomBytes(seed: seed)
    }

    var surroundings: Surroundings { surroundings(on: nil) }

    func advance(days: Int) {
        lock.withLock { time = Instant(milliseconds: time.milliseconds + Int64(days) * 86_400_000) }
    }

    func surroundings(on computer: Computer?) -> Surroundings {
        Surroundings(
            now: { [self] in
                lock.withLock {
                    time = Instant(milliseconds: time.milliseconds + 1000)
                    return time
                }
            },
            random: { [self] count in lock.withLock { random.bytes(count) } }, computer: computer)
    }
}

extension Book {
    /// Everything that stands in signed sections here, each with its log.
    func signedRevisions() throws -> [(Revision, LogKey)] {
        try store.read { reader in
            try reader.logs().flatMap { log in
                try reader.sections(of: log.key).flatMap { section in
                    try
                        (reader.revisions(
                            of: log.key, from: section.from, to: section.to, before: section.chainBefore,
                            after: section.chainAfter) ?? []).map { ($0, log.key) }
                }
            }
        }
    }
}

/// A device whose owner writes what sotay never would, signed as it should be.
struct Stranger {
    let card: Card
    let keys: DeviceKeys
    let kit: Kit
    var log: LogID
    var chain: Digest
    var seq = 1
    private var random: SeededRandomBytes

    init(_ name: String, kit: Kit, role: DeviceRole = .volunteer, seed: UInt64 = 77) {
        random = SeededRandomBytes(seed: seed)
        let keys = DeviceKeys(
            signing: SigningKey(rawBytes: random.bytes(32))!, receiving: AgeIdentity(rawBytes: random.bytes(32))!)
        self.keys = keys
        self.kit = kit
        card = Card(
            ward: kit.ward, keys: keys, role: role, name: name, team: "",
            proof: .enrolment(secret: kit.secret, kit: kit.id))
        log = LogID(bytes: random.bytes(16))!
        chain = log.chainStart(signingKey: keys.signing.publicKey.bytes)
    }

    mutating func open(_ log: LogID) {
        self.log = log
        seq = 1
        chain = log.chainStart(signingKey: keys.signing.publicKey.bytes)
    }

    func revision(
        _ record: RecordID, parents: [Revision.Parent] = [], kind: Kind, answers: JSONObject,
        operation: RevisionHeader.Operation = .put, seq: Int? = nil
    ) -> Revision {
        Revision(
            seq: seq ?? self.seq, record: record, parents: parents, kind: kind, member: "", operation: operation,
            time: Instant(milliseconds: 1_780_000_000_000), answers: answers, salt: [UInt8](repeating: 3, count: 16))
    }

    /// Signs the revisions as the log's next stretch.
    mutating func section(_ revisions: [Revision]) -> LogSection {
        let section = LogSection(
            ward: kit.ward, log: log, card: card.id, revisions: revisions, chainBefore: chain, seen: [:],
            program: "sotay test", key: keys.signing)
        seq = section.to + 1
        chain = section.chainAfter
        return section
    }

    mutating func seal(
        _ sections: [[UInt8]], to path: String, for recipients: [AgeRecipient]? = nil
    ) throws -> String {
        var source = random
        defer { random = source }
        let file = try Batch.seal(
            sections: [card.lines] + sections, ward: kit.ward, carrier: card, keys: keys,
            to: recipients ?? kit.recipients, made: Instant(milliseconds: 1_780_000_000_000), program: "sotay test",
            random: { source.bytes($0) })
        try DurableFile.write(file, to: path)
        return path
    }
}

/// One valid session line; `id` makes its UUID.
func session(_ id: Int, person: String = "11542-T01-0001-01", extra: String = "") -> String {
    """
    {"ma_phien":"00000000-0000-4000-8000-\(padded(id, 12))","ma_xa":"11542","ma_to":"T01","ma_tnv":"T01-01",\
    "thoi_diem_bat_dau":"2026-06-10T\(padded(7 + id % 12, 2)):00:00+07:00","dia_diem":"tai_nha","hinh_thuc":"di_tung_nha",\
    "loai_khach":"nguoi_dan","dong_y":"dong_y","dong_y_ban":"1","dong_y_cach":"loi_noi","cach_ho_tro":"huong_dan",\
    "ma_ho":"11542-T01-0001","ma_nguoi":"\(person)","can_theo_doi":"khong",\
    "hanh_dong":[{"muc":"cks_vneid","truoc":"chua_co","sau":"moi_xong"}]\(extra)}

    """
}
