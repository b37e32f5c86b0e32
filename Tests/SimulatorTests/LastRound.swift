import Base
import Foundation
import GRDB
import Ledger
import Store

@testable import Workspace

/// The ward trusts everybody, and everybody's last export arrives: then the ward holds whatever a trusted device's book
/// holds. Receipts may have ended the resending of some of it, and must not have lied.
struct LastRound {
    let world: World

    init(_ world: World) {
        self.world = world
    }

    func check() throws {
        guard let ward = world.laptops(.ward, of: 0).first else { return }
        try tellOfOthers(ward)
        for laptop in world.laptops(.volunteer, .lead, of: 0) {
            try ward.book.write { try $0.insert(laptop.card) }
            _ = try ward.book.trust(laptop.card)
        }
        for laptop in world.laptops(.volunteer) + world.laptops(.lead) where laptop.ward == 0 {
            world.trace.append("last export \(laptop.name)")
            var parcels: [Parcel] = []
            try world.refusable {
                parcels = try laptop.book.export(to: world.stick, everything: false).files.map {
                    try Parcel(.batch, ward: 0, path: $0.path)
                }
            }
            world.parcels += parcels
            try world.mergeUntrusting(parcels, into: ward)
            try Laws(world).checkGrowth(of: laptop)
            try check(ward, holdsAllOf: laptop)
        }
        // A lead's decisions may have come last.
        for laptop in world.laptops(.volunteer, .lead, of: 0) { try check(ward, holdsAllOf: laptop) }
        for laptop in try sendReceipt(of: ward) { try check(laptop, believes: ward) }
        try settleAll(of: ward)
    }

    /// No conflict stays for ever: each is settled by one verb.
    private func settleAll(of ward: Laptop) throws {
        for divergence in try ward.book.divergences() {
            world.trace.append("settle \(divergence.record.text)")
            try settle(divergence, at: ward.book)
            let left = try ward.book.divergences().filter {
                $0.record == divergence.record && $0.form == divergence.form
            }
            guard left.allSatisfy({ $0.sides.count < divergence.sides.count }) else {
                throw Broken(law: "each conflict can be settled", detail: divergence.record.text)
            }
        }
        try Laws(world).checkGrowth(of: ward)
        try Reference(ward.book).check("\(ward.name), settled")
    }

    /// As `conflicts` says: what has contents beside what an erasure left is erased too.
    private func settle(_ divergence: Divergence, at book: Book) throws {
        if book.isRewritten(divergence) {
            _ = try book.erase(book.erasureTarget(divergence.record.text), request: "")
            return
        }
        guard let side = world.chance.pick(divergence.sides.filter { $0.isDelete || $0.answers != nil }) else {
            throw Broken(law: "one side can be taken", detail: divergence.record.text)
        }
        if side.isDelete || book.isBare(divergence) {
            try book.settle(divergence, as: side)
        } else {
            let resolution = Resolution(rest: .side(side.number))
            try book.save(book.entry(resolving: divergence, by: resolution, language: .vi))
        }
    }

    /// A ward's book that was restored, or of which there are two, may have confirmed what this one does not hold, to
    /// everybody: this one learns of the others, and its next receipt takes that back.
    private func tellOfOthers(_ ward: Laptop) throws {
        let others = world.laptops(.ward, of: 0).dropFirst()
        guard !others.isEmpty else { return }
        for other in others { _ = try sendReceipt(of: other, alsoTo: [ward]) }
        _ = try sendReceipt(of: ward)
    }

    /// To everybody.
    private func sendReceipt(of ward: Laptop, alsoTo others: [Laptop] = []) throws -> [Laptop] {
        let parcel = try Parcel(.receipt, ward: 0, path: ward.book.receipt(to: world.stick).path)
        let laptops = world.laptops(.volunteer, .lead, of: 0) + others
        for laptop in laptops { try world.mergeUntrusting([parcel], into: laptop) }
        return laptops
    }

    /// Nobody sends for ever what the ward holds.
    private func check(_ laptop: Laptop, believes ward: Laptop) throws {
        let held = try ward.book.store.read { try $0.held() }
        try laptop.book.store.read { reader in
            for entry in held where try reader.has(entry) && reader.confirmed(entry.log, by: .ward) < entry.seq {
                throw Broken(law: "the ward is believed again", detail: "\(laptop.name) \(entry.log) \(entry.seq)")
            }
        }
    }

    private func check(_ ward: Laptop, holdsAllOf laptop: Laptop) throws {
        try Laws(world).checkGrowth(of: ward)
        let trusted = try Set(ward.book.rows("SELECT hex(hash) FROM card WHERE trusted").map { $0[0] as String })
        // A device's own card alone is nothing to hand over.
        let cards = try laptop.book.rows(Identities.all + " JOIN kind k ON k.id = r.kind WHERE k.text = '_card'")
        let missing = laptop.held.subtracting(ward.held).subtracting(cards.map { $0[0] }).filter { identity in
            trusted.contains(String(identity.split(separator: " ")[1]))
        }
        guard missing.isEmpty else {
            throw Broken(law: "what is sent again arrives", detail: "\(laptop.name) \(missing.sorted())")
        }
    }
}
