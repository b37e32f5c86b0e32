import Base
package import Ledger
import Store

/// Decisions about devices and kits. Each is a revision: it travels up and has effect wherever it arrives.
extension Book {
    /// The device whose owner's name, fingerprint or card id begins like `text`; marks and spaces do not matter.
    package func device(matching text: String) throws -> Card {
        let cards = try store.read { try $0.cards() }.map(\.card)
        let name = text.searchKey
        let digits = text.filter { $0 != " " }
        let exact = cards.filter { $0.name.searchKey == name }
        let matches =
            !exact.isEmpty
            ? exact
            : cards.filter {
                $0.signingKey.fingerprint.filter { $0 != " " }.hasPrefix(digits) || $0.id.hex.hasPrefix(digits)
                    || $0.name.searchKey.hasPrefix(name)
            }
        guard !text.isEmpty, let card = matches.first else { throw BookError.deviceUnknown(text) }
        guard matches.count == 1 else { throw BookError.deviceAmbiguous(text, count: matches.count) }
        return card
    }

    /// Trusts a device, or takes a revocation back. Files that waited for it merge by themselves.
    package func trust(_ card: Card) throws -> MergeReport {
        try guardDecision(over: card, "device trust")
        let counted = try write { writer in
            let before = try writer.reader.countedRecords().values.reduce(0, +)
            let kits = try writer.reader.kits()
            let isEnrolled = kits.contains { card.isEnrolled(secret: $0.secret) }
            try decide(
                .trust, card,
                ["card": .string(card.id.hex), "name": .string(card.name), "enrolled": .bool(isEnrolled)], with: writer)
            if try writer.reader.revokedCards().contains(card.id) {
                try decide(.revoke, card, ["card": .string(card.id.hex)], operation: .delete, with: writer)
                // The ward's revocation is the ward's to take back.
                guard try !writer.reader.revokedCards().contains(card.id) else {
                    throw BookError.onlyWard("device trust \(card.name)")
                }
            }
            try writer.settle()
            return (before, try writer.reader.countedRecords().values.reduce(0, +))
        }
        var report = try takeWaiting()
        report.counted = counted
        return report
    }

    /// Whether the ward has revoked this very device: what is written here from its place on counts nowhere.
    package var isRevoked: Bool {
        get throws {
            try store.read { reader in
                try reader.setting(.told) != nil && reader.revokedCards().contains(identity.card.id)
            }
        }
    }

    private func takeWaiting() throws -> MergeReport {
        var merge = Merge(into: self, trust: { _ in false })
        return try merge.run([])
    }

    /// Takes the effect from a device's logs: from `place` on, or (nil) from what has not come yet; 1 is everything.
    /// When it was revoked from an earlier place before, its decisions have effect again, and files that waited for them
    /// merge by themselves.
    ///
    /// - Parameter log: how the one log begins that `place` is meant for, of a device with several; of the others
    ///   everything that has come keeps its effect.
    /// - Returns: The first place without effect of each log, and what does not count any more.
    package func revoke(
        _ card: Card, from place: Int?, log: String? = nil
    ) throws -> (places: [LogID: Int], report: MergeReport) {
        try guardDecision(over: card, "device revoke")
        var report = MergeReport()
        let places = try write { writer in
            let logs = try writer.reader.logs().filter { $0.key.card == card.id }
            let meant = logs.filter { log.map($0.key.log.hex.hasPrefix) ?? true }
            guard log == nil && (place == nil || place == 1) || meant.count == 1 else {
                throw BookError.logNeeded(count: logs.count)
            }
            let places = Dictionary(
                logs.map { stored in
                    let first = meant.contains(stored) ? place : nil
                    return (stored.key.log, min(max(1, first ?? stored.last + 1), Caps.place))
                },
                uniquingKeysWith: { a, _ in a })
            let fields = places.sorted { $0.key < $1.key }.reduce(into: JSONObject()) {
                $0[$1.key.hex] = .int($1.value)
            }
            try decide(
                .revoke, card,
                ["card": .string(card.id.hex), "name": .string(card.name), "logs": .object(fields)], with: writer)
            try writer.settle()
            try report.note(lost: writer.lostEffect, names: names(writer.reader))
            return places
        }
        _ = try takeWaiting()
        return (places, report)
    }

    /// Withdraws a kit by its number: nobody is enrolled by it any more. The ward's next kit carries the word down.
    package func withdraw(kit number: String) throws {
        guard identity.role == .ward else { throw BookError.onlyWard("device withdraw") }
        try write { writer in
            guard let kit = try writer.reader.kits().first(where: { String($0.number) == number }) else {
                throw BookError.kitUnknown(number)
            }
            try writer.withdraw(kits: [kit.id])
        }
    }

    private func guardDecision(over card: Card, _ verb: String) throws {
        guard identity.role != .volunteer else { throw BookError.onlyReceivers(verb) }
        guard card.role != .ward else { throw BookError.wardsOwnDevice }
        guard decides(over: card) else { throw BookError.onlyWard("\(verb) \(card.name)") }
    }

    /// Whether trust in this device is this book's to give: the ward's in everybody but itself, a lead's in volunteers.
    func decides(over card: Card) -> Bool {
        switch identity.role {
        case .ward: card.role != .ward
        case .lead: card.role == .volunteer
        case .volunteer: false
        }
    }

    func decide(
        _ kind: Kind.Reserved, _ card: Card, _ answers: JSONObject,
        operation: RevisionHeader.Operation = .put, with writer: BookWriter
    ) throws {
        try decide(kind, about: card.id.hex, answers, operation: operation, with: writer)
    }
}
