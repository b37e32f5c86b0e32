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

    /// A volunteer sees what has not left the computer before any receipt came.
    @Test func tellsWhatHasNotBeenExported() throws {
        let ward = try Ward()
        let (book, lead, an) = try ward.team()
        func own() throws -> [Int] {
            let own = try #require(try an.status().own)
            return [own.records, own.notExported, own.notConfirmed]
        }
        #expect(try own() == [0, 0, 0])
        #expect(try an.status().own?.exported == nil)
        _ = try ward.log(session(1) + session(2), into: an)
        #expect(try own() == [2, 2, 2])
        #expect(try an.export(to: ward.path + "/1.age").leads == 1)
        let exported = try #require(try an.status().own?.exported)
        #expect(exported <= ward.clock.surroundings.now())
        #expect(try own() == [2, 0, 2])
        _ = try ward.log(session(3), into: an)
        #expect(try own() == [3, 1, 3])
        try ward.merge([ward.path + "/1.age"], into: book)
        _ = try book.receipt(to: ward.path + "/bn")
        try ward.merge([ward.path + "/bn"], into: an)
        #expect(try own() == [3, 1, 1])
        #expect(try book.status().own == nil)
        // The lead's batches are the ward's alone to open.
        try ward.merge([ward.path + "/1.age"], into: lead)
        #expect(try lead.export(to: ward.path + "/2.age").leads == 0)
    }

    /// It was signed for the file that found no room, and lies on no stick.
    @Test func anExportThatFailedTookNothingAlong() throws {
        let ward = try Ward()
        let (_, _, an) = try ward.team()
        _ = try ward.log(session(1), into: an)
        #expect(throws: FileError.self) { try an.export(to: "/dev/full") }
        #expect(throws: FileError.self) { try an.export(to: ward.path + "/none/1.age") }
        let own = try #require(try an.status().own)
        #expect(own.exported == nil && own.notExported == 1)
        _ = try an.export(to: ward.path + "/1.age")
        #expect(try an.status().own?.notExported == 0)
        // New keys sign a line of their own, which is no export either.
        _ = try ward.log(session(2), into: an)
        _ = try an.rotateKeys()
        #expect(try an.status().own?.notExported == 1)
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
