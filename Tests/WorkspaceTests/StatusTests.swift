import Base
import Ledger
import Store
import Testing

@testable import Workspace

/// What `status` says of devices that are silent, and of clocks that cannot be right.
@Suite struct StatusTests {
    @Test(arguments: [(13, nil), (15, 15), (400, 400)] as [(Int, Int?)])
    func aSilentDeviceIsLate(days: Int, late: Int?) throws {
        let ward = try Ward()
        let laptop = try ward.join("an")
        _ = try ward.log(session(1), into: laptop)
        let receiver = try ward.book("ward")
        try ward.merge(ward.export(laptop), into: receiver)
        ward.clock.advance(days: days)
        let devices = try receiver.status().devices
        #expect(devices.compactMap(\.lateDays) == [late].compactMap(\.self))
        // Nobody sends to a volunteer, and nobody waits for a device that was revoked.
        #expect(try laptop.status().devices.allSatisfy { $0.lateDays == nil })
        _ = try receiver.revoke(laptop.identity.card, from: nil)
        #expect(try receiver.status().devices.allSatisfy { $0.lateDays == nil })
    }

    @Test func clocksThatCannotBeRightAreTold() throws {
        let ward = try Ward()
        let laptop = try ward.join("an")
        _ = try ward.log(session(1), into: laptop)
        ward.clock.advance(days: -17_000)
        _ = try ward.log(session(2), into: laptop)
        ward.clock.advance(days: 17_000)
        _ = try ward.log(session(3), into: laptop)
        ward.clock.advance(days: 300)
        _ = try ward.log(session(4), into: laptop)
        ward.clock.advance(days: -300)
        let receiver = try ward.book("ward")
        try ward.merge(ward.export(laptop), into: receiver)
        let device = try #require(try receiver.status().devices.first { $0.name == "an" })
        #expect(device.clockFaults == [.tooEarly: 1, .goesBack: 1, .beforeSession: 1, .tooLate: 1])
        #expect(try laptop.status().devices.first { $0.name == "an" }?.clockFaults[.tooEarly] == 1)
        #expect(try receiver.status().devices.first { $0.name != "an" }?.clockFaults == [:])
    }
}
