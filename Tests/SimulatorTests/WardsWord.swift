import Base
import Ledger

@testable import Store
@testable import Workspace

/// The ward's last receipt comes to everybody: each then knows whom the ward has revoked, and from which place on.
struct WardsWord {
    let world: World

    init(_ world: World) {
        self.world = world
    }

    func check() throws {
        let wards = world.laptops(.ward, of: 0)
        guard let ward = wards.first else { return }
        let parcel = try Parcel(.receipt, ward: 0, path: ward.book.receipt(to: world.stick).path)
        let said = try Receipt.all(in: parcel.bytes).flatMap(\.decided)
        for laptop in world.laptops(.volunteer) + world.laptops(.lead) where laptop.ward == 0 {
            try world.mergeUntrusting([parcel], into: laptop)
            try Reference(laptop.book).check(laptop.name)
            guard try Set(laptop.book.store.read { try $0.told() }).isSuperset(of: said) else {
                throw Broken(law: "the ward's word comes down", detail: laptop.name)
            }
            // A second book of the ward's may have said something later.
            if wards.count == 1 { for revocation in said { try check(revocation, in: laptop) } }
        }
    }

    private func check(_ revocation: Revision, in laptop: Laptop) throws {
        guard revocation.header.operation != .delete, let answers = revocation.answers else { return }
        for (_, log, until) in try laptop.book.store.read({ try $0.limits() })
        where log.card.hex == answers["card"]?.string {
            let place = answers["logs"]?[log.log.hex]?.int ?? 1
            guard until > place else { continue }
            throw Broken(law: "the ward's word holds", detail: "\(laptop.name) \(log) \(until), not \(place)")
        }
    }
}
