import Base
import Forms
import Foundation
import Ledger
import Store

@testable import Workspace

/// What people do at their own laptop.
extension World {
    func write(by laptop: Laptop? = nil) throws {
        guard let laptop = laptop ?? chance.pick(laptops) else { return }
        let shared = chance.oneIn(4) ? chance.pick(sharedRecords) : nil
        if let shared, try laptop.book.store.read({ try $0.exists(shared) }) { return note("known") }
        let record = shared ?? laptop.book.newRecordID()
        let entry = try laptop.book.newEntry(form: "phieu", answers: answers(record), language: .vi)
        #if DEBUG
            let errors = try laptop.book.check(entry).errors
            if let error = errors.first { throw error }
        #endif
        try laptop.book.save(entry)
        laptop.isDirty = true
        note("\(laptop.name) \(record.text)")
        try Laws(self).checkGrowth(of: laptop)
    }

    /// Few people and things: they meet again, and figures have something to disagree about.
    private func answers(_ record: RecordID) -> JSONObject {
        let day = CivilDate(day: CivilDate(iso: "2026-05-20")!.day + chance.below(60))
        return [
            "ma_phien": .string(record.text), "luc": .string(day.iso + "T08:00:00+07:00"),
            "ma_nguoi": .string("00001-T1-0001-0\(chance.below(6))"), "ma_to": .string("T\(chance.below(3))"),
            "phut": .int(5 + chance.below(90)),
            "viec": .array([
                .object([
                    "muc": .string(chance.pick(["cks_vneid", "tk_dvc"])!), "truoc": .string("chua_co"),
                    "sau": .string(chance.pick(["moi_xong", "dang_lam"])!),
                ])
            ]),
        ]
    }

    /// A record that the laptop shows in its list.
    private func listed(_ laptop: Laptop) throws -> [StoredRevision]? {
        guard let winner = chance.pick(try laptop.book.store.read { try $0.latestWinners(30) }) else { return nil }
        return try laptop.book.store.read { try $0.revisions(of: winner.revision.header.record) }
    }

    /// The same session is often in several hands: those are corrected most.
    func edit() throws {
        guard let laptop = chance.pick(laptops), let revisions = try listed(laptop) else { return }
        try refusable {
            let entry = try laptop.book.entry(editing: revisions, language: .vi)
            try answer(entry)
            try laptop.book.save(entry)
            laptop.isDirty = true
            note("\(laptop.name) \(entry.record.text)")
        }
        try Laws(self).checkGrowth(of: laptop)
    }

    private func answer(_ entry: Entry) throws {
        let (question, answer) = chance.pick([
            ("phut", "\(1 + chance.below(200))"), ("ghi_chu", "\(chance.below(9))"), ("ma_to", "T\(chance.below(3))"),
        ])!
        guard let place = entry.filling.form.place(question) else { return }
        try entry.filling.set(place, answer)
    }

    func void() throws {
        guard let laptop = chance.pick(laptops), let revisions = try listed(laptop) else { return }
        try refusable {
            try laptop.book.void(revisions, reason: "")
            laptop.isDirty = true
            note("\(laptop.name) \(revisions[0].revision.header.record.text)")
        }
        try Laws(self).checkGrowth(of: laptop)
    }

    /// By the field, by a side, or by deletion.
    func resolve() throws {
        let torn = try laptops.filter { try !$0.book.store.read { try $0.conflicts() }.isEmpty }
        guard let laptop = chance.pick(torn), let divergence = chance.pick(try laptop.book.divergences()) else {
            return
        }
        laptop.isDirty = true
        let side = divergence.sides[chance.below(divergence.sides.count)]
        try refusable {
            if side.isDelete || laptop.book.isBare(divergence) {
                try laptop.book.settle(divergence, as: side)
            } else {
                let rest: Resolution.Rest = chance.oneIn(2) ? .merged : .side(side.number)
                try laptop.book.save(
                    laptop.book.entry(resolving: divergence, by: Resolution(rest: rest), language: .vi))
            }
            note("\(laptop.name) \(divergence.record.text)")
        }
        try Laws(self).checkGrowth(of: laptop)
    }

    /// Somebody withdraws consent: one session, or all that stands under the code.
    func erase() throws {
        guard let laptop = chance.pick(laptops(.ward, .lead)), let revisions = try listed(laptop) else { return }
        let winner = revisions.first(where: \.isWinner)?.revision
        let code = chance.oneIn(2) ? winner?.answers?["ma_nguoi"]?.string : nil
        try refusable {
            let target = try laptop.book.erasureTarget(code ?? revisions[0].revision.header.record.text)
            _ = try laptop.book.erase(target, request: "")
            laptop.isDirty = true
            note("\(laptop.name) \(code ?? revisions[0].revision.header.record.text)")
        }
        try Laws(self).checkGrowth(of: laptop)
    }

    func setClock() {
        guard let laptop = chance.pick(laptops) else { return }
        let day = CivilDate(iso: "1980-01-01")!.day + chance.below(120 * 365)
        laptop.clock.set(Instant(CivilDate(day: day), secondsOfDay: 0))
        note("\(laptop.name) \(CivilDate(day: day).iso)")
    }

    // MARK: Copies

    /// A computer is replaced by imaging the old one, and both are used.
    func copyLaptop() throws {
        guard let laptop = chance.pick(laptops), laptops.count < 10 else { return }
        let path = self.path + "/copy-\(laptops.count)"
        try FileManager.default.copyItem(atPath: laptop.book.folder.path, toPath: path)
        laptops.append(
            try Laptop(
                name: "\(laptop.name)-copy-\(laptops.count)", folder: BookFolder(path), ward: laptop.ward, world: self,
                like: laptop))
        note(laptop.name)
    }

    /// Backed up and restored elsewhere; the old one goes on or is gone.
    func restoreBackup() throws {
        guard let laptop = chance.pick(laptops), laptops.count < 10 else { return }
        let number = laptops.count
        let file = path + "/backup-\(number).age"
        _ = try laptop.book.backup(to: file, passphrase: nil)
        let folder = BookFolder(path + "/restored-\(number)")
        let ward = cast.wards[laptop.ward]
        _ = try Restoring(file).run(
            with: .identities([laptop.role == .ward ? ward.recovery : ward.keys.receiving]), to: folder,
            surroundings: laptop.clock.surroundings)
        let restored = try Laptop(
            name: "\(laptop.name)-restored-\(number)", folder: folder, ward: laptop.ward, world: self, like: laptop)
        laptops.append(restored)
        note(laptop.name)
        try Laws(self).checkGrowth(of: restored)
    }

    /// Runs what a verb may refuse for a reason that its user sees; anything else is a failure.
    func refusable(_ body: () throws -> Void) throws {
        do {
            try body()
        } catch let error as BookError {
            switch error {
            case .ownLogBroken, .unfinished, .keysDamaged, .recordTooLarge: throw error
            default: note("refused \(error.problem.code)")
            }
        } catch let error as EraseError {
            note("refused \(error.problem.code)")
        } catch let error as ResolveError {
            note("refused \(error.problem.code)")
        }
    }
}
