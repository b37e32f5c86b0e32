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
        // A ward's book that was restored, or of which there are two, may have confirmed what this one does not hold.
        let everything = world.laptops(.ward, of: 0).count > 1
        for laptop in world.laptops(.volunteer, .lead, of: 0) {
            try ward.book.write { try $0.insert(laptop.card) }
            _ = try ward.book.trust(laptop.card)
        }
        for laptop in world.laptops(.volunteer) + world.laptops(.lead) where laptop.ward == 0 {
            world.trace.append("last export \(laptop.name)")
            var parcels: [Parcel] = []
            try world.refusable {
                parcels = try laptop.book.export(to: world.stick, everything: everything).files.map {
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
