import Age
import Base
import Foundation
import Ledger
import Store

@testable import Workspace

/// The books that every world begins with, made once by the verbs' own code and kept in memory.
///
/// Two wards with kits of their own. In the first three leads, whom the ward trusts, and six volunteers; in the
/// second one volunteer, whose files get among the first ward's. The form is a small one: a world has no time for the
/// shipped one's hundred questions.
struct Cast: Sendable {
    struct Member: Sendable {
        let name: String
        let role: DeviceRole
        let ward: Int
        let files: [(path: String, bytes: [UInt8])]

        /// A lead's own, and that of the two volunteers whose kit names it.
        var team: Int {
            let number = Int(name.split(separator: "-").last ?? "") ?? 0
            return role == .volunteer ? number / 2 : number
        }
    }

    /// What only a ward's own staff holds.
    struct Secrets: Sendable {
        let root: SigningPublicKey
        let card: Card
        let keys: DeviceKeys
        let recovery: AgeIdentity
    }

    let members: [Member]
    let wards: [Secrets]
    /// Each ward's kits as files: the first without a team, then the teams'.
    let kits: [[[UInt8]]]

    static let shared = Result { try Cast() }

    static let form = Array(
        """
        | survey |
        | | type | name | label | bind::sotay:role | calculation |
        | | calculate | ma_phien | Mã phiên | session.id | once(uuid()) |
        | | dateTime | luc | Lúc | session.start | |
        | | text | ma_nguoi | Mã người | session.person | |
        | | text | ma_to | Tổ | session.hamlet | |
        | | integer | phut | Phút | session.duration | |
        | | text | ghi_chu | Ghi chú | | |
        | | begin_repeat | viec | Việc | | |
        | | text | muc | Mục | action.item | |
        | | text | truoc | Trước | action.before | |
        | | text | sau | Sau | action.after | |
        | | end_repeat | | | | |
        | settings |
        | | form_title | form_id | version | namespaces |
        | | Phiếu | phieu | 1 | sotay="https://sotay.example/xforms" |

        """.utf8)

    /// One row over one indicator: enough to be read.
    static let plan = """
        schema: 1
        id: thu
        version: 1
        title: {vi: "Kế hoạch", en: "Plan"}
        area: {code: "00001", vi: "Phường", en: "Ward"}
        document: {code: T, file: t.txt, issuer: Phường, number: "1", date: "2026"}
        valid: {from: 2026-01-01, to: 2026-12-31}
        sections: {A: {vi: "A", en: "A"}}
        targets:
          - section: A-1
            line: 1
            name: "Lượt hỗ trợ"
            gloss: "Sessions"
            unit: "lượt"
            printed: "100"
            operator: ">="
            value: "100"
            lead: "(không nêu)"
            deadline: "(không nêu)"
            class: F
            indicator: luot_ho_tro
        """
    static let catalogue = """
        schema: 1
        satisfied_from: 4
        business_clients: [doanh_nghiep]
        person_items:
          cks: {vi: "Chữ ký số", en: "Digital signature"}
        repeating_items: [nop_ho_so]
        reasons:
          khac: {vi: "Khác", en: "Other"}
        figures: [luot_ho_tro]
        populations:
          cu_dan: {vi: "người dân", en: "residents"}
        indicators:
          - id: luot_ho_tro
            vi: "Lượt hỗ trợ"
            en: "Help sessions"
            class: F
            unit: "lượt"
            numerator: {vi: "phiên trong kỳ", en: "sessions of the period"}
            rule: {kind: sessions}
            roles: [session.start]
        """

    private init() throws {
        let path = Self.temporaryFolder("cast")
        defer { removeFolder(path) }
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let surroundings = LaptopClock(Chance(seed: 1), on: nil).surroundings
        var kits: [[[UInt8]]] = []
        var wards: [Secrets] = []
        for ward in 0...1 {
            let stage = Stage(path: path + "/\(ward)", surroundings: surroundings)
            wards.append(try stage.makeWard(area: "0000\(ward + 1)"))
            kits.append(try stage.invite(leads: ward == 0 ? 3 : 0, volunteers: ward == 0 ? 6 : 1))
        }
        members = try (0...1).flatMap { ward in
            try FileManager.default.contentsOfDirectory(atPath: path + "/\(ward)").sorted()
                .filter { !$0.hasSuffix(".kit") }.map { try Member(name: $0, ward: ward, at: path + "/\(ward)/\($0)") }
        }
        self.kits = kits
        self.wards = wards
    }

    func members(_ role: DeviceRole, of ward: Int) -> [Member] {
        members.filter { $0.role == role && $0.ward == ward }
    }

    /// In memory where the system has such a folder: a world writes some hundred files and syncs each.
    static func temporaryFolder(_ name: String) -> String {
        let memory = "/dev/shm"
        let isThere = FileManager.default.isWritableFile(atPath: memory)
        return (isThere ? memory : NSTemporaryDirectory()) + "/sotay-\(name)-\(UUID().uuidString)"
    }
}

extension Cast.Member {
    fileprivate init(name: String, ward: Int, at path: String) throws {
        let names = ["book.sqlite", "keys/device.json", "keys/root.json"].filter {
            FileManager.default.fileExists(atPath: path + "/" + $0)
        }
        let role: DeviceRole = name.hasPrefix("ward") ? .ward : name.hasPrefix("lead") ? .lead : .volunteer
        self.init(
            name: name, role: role, ward: ward, files: try names.map { ($0, try DurableFile.read(path + "/" + $0)) })
    }

    /// A copy of the book as it was on the first day.
    func moveIn(at path: String) throws -> BookFolder {
        for folder in ["keys", "quarantine"] {
            try FileManager.default.createDirectory(
                atPath: path + "/" + folder, withIntermediateDirectories: true)
        }
        for (name, bytes) in files { try Data(bytes).write(to: URL(fileURLWithPath: path + "/" + name)) }
        return BookFolder(path)
    }
}

/// Where one ward's books are made.
private struct Stage {
    let path: String
    let surroundings: Surroundings

    private func open(_ name: String) throws -> Book {
        try Book(BookFolder(path + "/" + name), surroundings: surroundings)
    }

    /// As `ward init` does it, with the small form.
    func makeWard(area: String) throws -> Cast.Secrets {
        let root = SigningKey(rawBytes: surroundings.random(32))!
        let recovery = AgeIdentity(rawBytes: surroundings.random(32))!
        let form = try StoredForm(fileName: "phieu.md", text: Cast.form)
        try NewBook(BookFolder(path + "/ward"), surroundings: surroundings).make { folder, keys in
            try KeyFiles.write([keys], root: root, to: folder, lock: nil, random: surroundings.random)
            return NewBook.Contents(
                card: Card(ward: root.publicKey, keys: keys, role: .ward, name: "Phường", team: "", proof: .root(root)),
                member: "", areaCode: area, areaName: "Phường",
                recipients: [keys.receiving.recipient, recovery.recipient],
                kit: nil, kitNumber: 0, plan: Cast.plan, catalogue: Cast.catalogue, forms: [form],
                decisions: [
                    NewRevision(
                        record: .decision(.area, about: area), kind: .reserved(.area),
                        answers: ["code": .string(area), "name": .string("Phường")])
                ])
        }
        let ward = try open("ward")
        return Cast.Secrets(root: root.publicKey, card: ward.identity.card, keys: try ward.keys(), recovery: recovery)
    }

    /// Leads join by the first kit and hand their cards over; their teams' kits name them.
    func invite(leads: Int, volunteers: Int) throws -> [[UInt8]] {
        var kits = [try kit(team: "")]
        for number in 0..<leads {
            let lead = try join("lead-\(number)", role: .lead, team: "T\(number)", kit: kits[0])
            _ = try open("ward").trust(handOver(lead))
            kits.append(try kit(team: "T\(number)"))
            var merge = Merge(into: try open("lead-\(number)"), trust: { _ in false })
            _ = try merge.run([path + "/team.kit"])
        }
        for number in 0..<volunteers {
            // Two to a team; those beyond the teams send to the ward alone.
            let team = 1 + number / 2
            _ = try join("may-\(number)", role: .volunteer, team: nil, kit: kits[team < kits.count ? team : 0])
        }
        let ward = try open("ward")
        try ward.write { try ward.cutSections(with: $0) }
        return kits
    }

    private func kit(team: String) throws -> [UInt8] {
        _ = try open("ward").makeKit(team: team, to: path + "/team.kit")
        return try DurableFile.read(path + "/team.kit")
    }

    private func join(_ name: String, role: DeviceRole, team: String?, kit: [UInt8]) throws -> Card {
        try Joining(kit: Kit(file: kit), name: name, role: role, team: team, member: nil)
            .run(at: BookFolder(path + "/" + name), surroundings: surroundings)
    }

    private func handOver(_ card: Card) throws -> Card {
        try open("ward").write { try $0.insert(card) }
        return card
    }
}

/// Removes what a test made; what cannot be removed is told.
func removeFolder(_ path: String) {
    do {
        try FileManager.default.removeItem(atPath: path)
    } catch {
        print("left behind: \(path): \(error)")
    }
}

/// The one source of chance of a world: the same seed plays the same world.
///
/// `@unchecked Sendable`: a world is played by one thread.
final class Chance: RandomNumberGenerator, @unchecked Sendable {
    private var source: SeededRandomBytes

    init(seed: UInt64) {
        source = SeededRandomBytes(seed: seed)
    }

    func next() -> UInt64 { source.next() }
    func bytes(_ count: Int) -> [UInt8] { source.bytes(count) }

    func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
    func oneIn(_ count: Int) -> Bool { below(count) == 0 }
    func pick<Element>(_ list: [Element]) -> Element? { list.isEmpty ? nil : list[below(list.count)] }

    func shuffled<Element>(_ list: [Element]) -> [Element] {
        var list = list
        for index in list.indices.dropFirst().reversed() { list.swapAt(index, below(index + 1)) }
        return list
    }

    /// Some of them, in any order; at least one unless there is none.
    func some<Element>(_ list: [Element], atMost: Int) -> [Element] {
        list.isEmpty ? [] : Array(shuffled(list).prefix(1 + below(min(atMost, list.count))))
    }
}
