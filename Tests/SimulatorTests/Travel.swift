import Base
import Foundation
import Ledger
import Store

@testable import Workspace

/// What goes from laptop to laptop, and what happens to it on the way.
extension World {
    var stick: String { path + "/usb" }

    func export(from laptop: Laptop? = nil, everything: Bool) throws {
        let senders = laptops(.volunteer, .lead)
        let dirty = senders.filter(\.isDirty)
        guard let laptop = laptop ?? chance.pick(dirty.isEmpty || chance.oneIn(8) ? senders : dirty) else { return }
        laptop.isDirty = false
        try refusable {
            for file in try laptop.book.export(to: stick, everything: everything).files {
                parcels.append(try Parcel(.batch, ward: laptop.ward, path: file.path))
                note("\(laptop.name) \(file.path.fileName)")
            }
        }
        try Laws(self).checkGrowth(of: laptop)
    }

    func merge() throws {
        let receivers = laptops(.ward, .ward, .lead) + (chance.oneIn(6) ? laptops(.volunteer) : [])
        guard let laptop = chance.pick(chance.oneIn(2) ? laptops(.ward, of: 0) : receivers) else { return }
        let new = afloat.filter { parcel in !laptop.offered.contains { $0 === parcel } }
        let parcels = chance.some(new.isEmpty || chance.oneIn(8) ? afloat : new, atMost: 4)
        if parcels.isEmpty { return try export(everything: false) }
        try merge(parcels, into: laptop)
        if laptop.role == .lead { laptop.isDirty = true }
    }

    func mergeAgain() throws {
        guard let laptop = chance.pick(laptops), !laptop.offered.isEmpty else { return }
        try merge(chance.some(laptop.offered.filter { !$0.isLost }, atMost: 3), into: laptop)
    }

    /// The whole stick, as it lies in the drive.
    func mergeFolder() throws {
        guard let laptop = chance.pick(laptops(.ward, .lead)) else { return }
        let present = afloat.filter { Self.looksOurs($0.bytes) }
        try merge([stick], offering: present, into: laptop, trusting: chance.below(3))
    }

    /// What `merge` takes for a file of ours among a folder's others.
    private static func looksOurs(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: Array("age-encryption.org/".utf8)) || bytes.starts(with: Array("{\"v\":".utf8))
    }

    /// - Parameter policy: whom the laptop's owner trusts: nobody new, whom `--trust-new` takes, all that are enrolled.
    func merge(_ parcels: [Parcel], into laptop: Laptop, trusting policy: Int? = nil) throws {
        // Leads mostly know their volunteers; the ward mostly leaves it to them.
        let usual = chance.oneIn(3) ? chance.below(3) : laptop.role == .ward ? 0 : 1
        try merge(parcels.map(\.path), offering: parcels, into: laptop, trusting: policy ?? usual)
    }

    private func merge(
        _ paths: [String], offering parcels: [Parcel], into laptop: Laptop, trusting policy: Int
    ) throws {
        var merge = Merge(into: laptop.book) { question in
            switch policy {
            case 0: false
            case 1: question.isPlain
            default: question.isEnrolled
            }
        }
        let report = try merge.run(paths)
        laptop.offered += parcels.filter { parcel in !laptop.offered.contains { $0 === parcel } }
        let codes = report.files.flatMap(\.problems).map(\.code)
        note("\(laptop.name) \(parcels.map { $0.path.fileName }) trust \(policy): \(report.newRevisions) new \(codes)")
        try Laws(self).check(report, of: parcels, in: laptop)
        try Laws(self).checkGrowth(of: laptop)
        if chance.oneIn(8) { try laptop.reopen() }
    }

    /// Sometimes the lead's, more often the ward's; whoever merges the file learns what has arrived.
    func receipt() throws {
        guard let laptop = chance.pick(laptops(.ward) + laptops(.lead)) else { return }
        let report = try laptop.book.receipt(to: stick)
        let parcel = try Parcel(.receipt, ward: laptop.ward, path: report.path)
        parcels.append(parcel)
        note("\(laptop.name) \(report.path.fileName)")
        for other in chance.some(laptops(.volunteer, .lead, of: laptop.ward), atMost: 3) {
            trace.append("receipt")
            try merge([parcel], into: other)
        }
    }

    // MARK: Accidents

    func lose() {
        guard let parcel = chance.pick(afloat) else { return }
        parcel.isLost = true
        unlink(parcel.path)
        note(parcel.path.fileName)
    }

    func duplicate() throws {
        guard let parcel = chance.pick(afloat) else { return }
        try put(parcel.bytes, kind: parcel.kind, ward: parcel.ward, bad: parcel.bad)
    }

    /// A mail gateway calls everything what it likes.
    func rename() throws {
        guard let parcel = chance.pick(afloat) else { return }
        let path = stick + "/thu-\(parcels.count)-\(chance.below(1000)).\(chance.pick(["age", "txt", "dat", "kit"])!)"
        guard Foundation.rename(parcel.path, path) == 0 else { throw FileError(path: path) }
        parcel.path = path
        note(path.fileName)
    }

    func spoil(_ change: (inout [UInt8], Chance) -> Void) throws {
        guard let parcel = chance.pick(afloat), !parcel.bytes.isEmpty else { return }
        var bytes = parcel.bytes
        change(&bytes, chance)
        try put(bytes, kind: .spoilt, ward: parcel.ward)
        if chance.oneIn(2) { lose() }
    }

    @discardableResult
    func put(_ bytes: [UInt8], kind: Parcel.Kind, ward: Int, bad: [Int: Digest?] = [:]) throws -> Parcel {
        let path = stick + "/tep-\(parcels.count)"
        try DurableFile.write(bytes, to: path)
        let parcel = try Parcel(kind, ward: ward, path: path, bad: bad)
        parcels.append(parcel)
        note(path.fileName)
        return parcel
    }

    // MARK: Decisions

    func makeKit() throws {
        guard let laptop = chance.pick(laptops(.ward)) else { return }
        let path = stick + "/kit-\(parcels.count)"
        _ = try laptop.book.makeKit(team: chance.pick(["", "T0", "T1", "T2"])!, to: path)
        parcels.append(try Parcel(.kit, ward: laptop.ward, path: path))
        note("\(laptop.name) \(path.fileName)")
    }

    func withdrawKit() throws {
        guard let laptop = chance.pick(laptops(.ward)),
            let kit = chance.pick(try laptop.book.store.read { try $0.kits() })
        else { return }
        try laptop.book.withdraw(kit: String(kit.number))
        note("\(laptop.name) \(kit.number)")
    }

    func handCardOver() throws {
        guard let laptop = chance.pick(laptops) else { return }
        try put(laptop.card.lines, kind: .card, ward: laptop.ward)
    }

    /// A device that the book knows of, mostly one that its owner may decide over.
    private func subject(_ laptop: Laptop) throws -> Card? {
        let others = try laptop.book.store.read { try $0.cards() }.map(\.card).filter { $0.role != .ward }
        let kind: DeviceRole = laptop.role == .ward && chance.oneIn(2) ? .lead : .volunteer
        return chance.pick(chance.oneIn(8) ? others : others.filter { $0.role == kind })
    }

    func trust() throws {
        guard let laptop = chance.pick(laptops(.ward, .lead)), let card = try subject(laptop) else { return }
        try refusable {
            _ = try laptop.book.trust(card)
            note("\(laptop.name) \(card.name)")
        }
        try Laws(self).checkGrowth(of: laptop)
    }

    func revoke() throws {
        guard let laptop = chance.pick(laptops(.ward, .lead)), let card = try subject(laptop) else { return }
        try refusable {
            _ = try laptop.book.revoke(card, from: chance.pick([nil, 1, 2 + chance.below(4)])!)
            note("\(laptop.name) \(card.name)")
        }
        try Laws(self).checkGrowth(of: laptop)
    }

    /// The ward takes back all that a lead ever decided: whom the lead alone had trusted is trusted no more.
    func unseatLead() throws {
        guard let ward = chance.pick(laptops(.ward, of: 0)),
            let card = chance.pick(try ward.book.store.read { try $0.cards() }.map(\.card).filter { $0.role == .lead })
        else { return }
        try refusable {
            _ = try ward.book.revoke(card, from: 1)
            note("\(ward.name) \(card.name)")
        }
        try Laws(self).checkGrowth(of: ward)
    }
}
