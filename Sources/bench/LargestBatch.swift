import Base
import Foundation
import Ledger
import Store
import Workspace

/// A batch as large as the format allows, by an enrolled device that spares nobody. Source: sync/FORMAT.md §8.
struct LargestBatch {
    enum Shape: String, CaseIterable {
        /// As many lines as fit.
        case shortLines
        /// Sessions of some ten thousand actions each.
        case manyActions
        /// Payloads that take the most memory to read.
        case deepPayloads
        /// Versions of one record, each continuing the one before.
        case oneRecord
        /// The same, none continuing another, all different.
        case oneConflict
        /// Versions of as many records, each continuing something that is not here.
        case orphans
        /// Manifests of 256 KiB.
        case longManifests
        /// Forms of 256 KiB.
        case forms
    }

    /// What is left of a file for its text, when the seal has had its share: 16 bytes to 64 KiB, and the headers.
    private static let room = Caps.fileBytes - Caps.fileBytes / 4096 - 256 << 10

    private let shape: Shape

    init(_ shape: Shape) {
        self.shape = shape
    }

    /// Makes a ward's book at `folder`/ward and the batch for it at `folder`/batch.age.
    ///
    /// - Returns: The batch's bytes.
    func write(to folder: String) throws -> Int {
        let clock = Surroundings.system(environment: [:])
        let ward = BookFolder(folder + "/ward")
        _ = try WardSetup(areaCode: BenchWard.area, plan: "nam-trieu-2026", owner: "UBND").run(
            at: ward, surroundings: clock)
        _ = try Book(ward, surroundings: clock).makeKit(team: "", to: folder + "/kit")
        let kit = try Kit(file: DurableFile.read(folder + "/kit"))
        let home = BookFolder(folder + "/may")
        _ = try Joining(kit: kit, name: "Máy", role: .volunteer, team: "", member: nil).run(
            at: home, surroundings: clock)
        let book = try Book(home, surroundings: clock)
        let file = try Batch.seal(
            sections: sections(of: book, kit), ward: kit.ward, carrier: book.identity.card, keys: book.keys(),
            to: kit.recipients, made: clock.now(), program: "bench", random: clock.random)
        try Data(file).write(to: URL(filePath: folder + "/batch.age"))
        return file.count
    }

    private func sections(of book: Book, _ kit: Kit) throws -> [[UInt8]] {
        guard let form = book.forms.all.first(where: { $0.ref.id == "ho-tro" })?.ref else {
            preconditionFailure("no form")
        }
        let (card, key) = (book.identity.card, try book.keys().signing)
        var sections: [[UInt8]] = []
        var left = Self.room
        var number = 0
        repeat {
            number += 1
            let next: [UInt8]
            if shape == .forms {
                next = Self.form(number, ward: kit.ward, card: card.id, key)
            } else {
                next = log(number, kind: .record(form), ward: kit.ward, card: card, key, room: left)
            }
            guard next.count <= left else { break }
            left -= next.count + 120
            sections.append(next)
        } while shape == .longManifests || shape == .forms
        return sections
    }

    private static func form(_ number: Int, ward: SigningPublicKey, card: Digest, _ key: SigningKey) -> [UInt8] {
        let head = "## survey\n\n| type | name | label |\n|---|---|---|\n| text | a\(number) | "
        let text = Array(head.utf8) + [UInt8](repeating: 0x61, count: Caps.lineBytes - 2_000) + Array(" |\n".utf8)
        return FormSection(
            ward: ward, card: card, form: FormRef(id: "x\(number)", version: "1", file: text), fileName: "x.md",
            text: text, key: key
        ).bytes
    }

    private func log(
        _ number: Int, kind: Kind, ward: SigningPublicKey, card: Card, _ key: SigningKey, room: Int
    ) -> [UInt8] {
        let log = LogID(bytes: Digest.of(.plain, Array("\(number)".utf8)).bytes.prefix(16).map(\.self))!
        let seen = shape == .longManifests ? Self.seen : [:]
        var revisions: [Revision] = []
        var left = room - 8_000
        while revisions.count < Caps.lines, shape != .longManifests || revisions.isEmpty {
            let next = revision(after: revisions.last, kind)
            left -= next.line.count
            guard left > 0 else { break }
            revisions.append(next)
        }
        let section = LogSection(
            ward: ward, log: log, card: card.id, revisions: revisions,
            chainBefore: log.chainStart(signingKey: card.signingKey.bytes), seen: seen, program: "bench", key: key)
        return section.bytes(with: revisions)
    }

    /// As many logs as a manifest of 256 KiB can name.
    private static let seen: [LogKey: Int] = {
        let names = (0..<2_500).map { Digest.of(.plain, Array("\($0)".utf8)) }
        return Dictionary(
            uniqueKeysWithValues: names.map { (LogKey(log: LogID(bytes: Array($0.bytes.prefix(16)))!, card: $0), 1) })
    }()

    private func revision(after last: Revision?, _ kind: Kind) -> Revision {
        let seq = (last?.header.seq ?? 0) + 1
        let isOne = shape == .oneRecord || shape == .oneConflict
        let own = Digest.of(.plain, Array("\(isOne ? 0 : seq)".utf8))
        let record = RecordID(hash: own.bytes)
        var parents: [Revision.Parent] = []
        if shape == .oneRecord, let last {
            parents = [.init(hash: last.hash, generation: last.header.generation)]
        } else if shape == .orphans {
            parents = (0..<Caps.parents).map {
                .init(hash: .of(.plain, own.bytes + Array("\($0)".utf8)), generation: 1)
            }
        }
        return Revision(
            seq: seq, record: record, parents: parents, kind: kind, member: "", operation: .put,
            time: Instant(milliseconds: 1_780_000_000_000), answers: answers(seq, record),
            salt: [UInt8](repeating: 0, count: 16))
    }

    private func answers(_ seq: Int, _ record: RecordID) -> JSONObject {
        var answers: JSONObject = [
            "ma_phien": .string(record.text), "thoi_diem_bat_dau": .string("2026-05-05T09:00:00+07:00"),
        ]
        switch shape {
        case .manyActions:
            let action = JSON.object(["muc": .string("a"), "truoc": .string("b"), "sau": .string("c")])
            answers["hanh_dong"] = .array(Array(repeating: action, count: Caps.lineBytes / 35))
        case .deepPayloads, .oneConflict:
            answers["x"] = .array([.int(seq)] + Array(repeating: .array([]), count: Caps.lineBytes / 3 - 100))
        case .oneRecord: answers["x"] = .int(seq)
        case .shortLines, .orphans, .longManifests, .forms: return [:]
        }
        return answers
    }
}
