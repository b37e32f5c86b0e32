/// What may happen next. A new verb that changes books gets its case here, its weight below, and a line in
/// `World.perform`; laws that it bends, as `erase` does, name it in `Laws`.
enum Step: CaseIterable, Sendable {
    case write, edit, void, resolve
    case export, exportAll, merge, mergeFolder, mergeAgain, receipt
    case lose, duplicate, rename, truncate, lengthen, flip
    case copyLaptop, restoreBackup, setClock
    case makeKit, withdrawKit, trust, revoke, unseatLead, handCardOver
    case forge, carry, erase

    /// How often, against the others.
    fileprivate var weight: Int {
        switch self {
        case .write: 10
        case .edit: 14
        case .void: 3
        case .resolve: 6
        case .export: 12
        case .exportAll: 2
        case .merge: 24
        case .mergeFolder, .mergeAgain: 2
        case .receipt: 4
        case .lose, .duplicate, .rename, .truncate, .lengthen, .flip: 1
        case .copyLaptop: 4
        case .restoreBackup: 1
        case .setClock: 2
        case .makeKit, .withdrawKit: 1
        case .trust: 5
        case .revoke: 4
        case .handCardOver: 2
        case .unseatLead: 1
        case .forge: 5
        case .carry: 6
        case .erase: 2
        }
    }
}

/// What a world's summer is full of. Faults hide where one kind of thing happens again and again, which an even mixture
/// hardly ever does. Source: Groce and others, "Swarm testing", ISSTA 2012.
enum Theme: String, CaseIterable, Sendable {
    case anything, copies, conflicts, decisions, receipts, accidents, passing, erasures

    private var steps: Set<Step> {
        switch self {
        case .anything: []
        case .copies: [.copyLaptop, .restoreBackup, .edit, .setClock]
        case .conflicts: [.edit, .resolve, .merge, .export]
        case .decisions: [.trust, .revoke, .unseatLead, .merge, .handCardOver, .makeKit, .withdrawKit, .forge]
        case .receipts: [.receipt, .lose, .write]
        case .accidents: [.lose, .duplicate, .rename, .truncate, .lengthen, .flip, .mergeFolder, .mergeAgain]
        case .passing: [.carry, .forge, .lose]
        case .erasures: [.erase, .edit, .receipt]
        }
    }

    private static let draws = Dictionary(
        uniqueKeysWithValues: allCases.map { theme in
            (
                theme,
                Step.allCases.flatMap { Array(repeating: $0, count: $0.weight * (theme.steps.contains($0) ? 6 : 1)) }
            )
        })

    func draw(_ chance: Chance) -> Step { Self.draws[self]![chance.below(Self.draws[self]!.count)] }
}

extension World {
    func perform(_ step: Step) throws {
        switch step {
        case .write: try write()
        case .edit: try edit()
        case .void: try void()
        case .resolve: try resolve()
        case .export: try export(everything: false)
        case .exportAll: try export(everything: true)
        case .merge: try merge()
        case .mergeFolder: try mergeFolder()
        case .mergeAgain: try mergeAgain()
        case .receipt: try receipt()
        case .lose: lose()
        case .duplicate: try duplicate()
        case .rename: try rename()
        case .truncate: try spoil { bytes, chance in bytes.removeLast(1 + chance.below(bytes.count)) }
        case .lengthen: try spoil { bytes, chance in bytes += chance.bytes(1 + chance.below(9)) }
        case .flip: try spoil { bytes, chance in bytes[chance.below(bytes.count)] ^= 1 << UInt8(chance.below(8)) }
        case .copyLaptop: try copyLaptop()
        case .restoreBackup: try restoreBackup()
        case .setClock: setClock()
        case .makeKit: try makeKit()
        case .withdrawKit: try withdrawKit()
        case .trust: try trust()
        case .revoke: try revoke()
        case .unseatLead: try unseatLead()
        case .handCardOver: try handCardOver()
        case .forge: try forge()
        case .carry: try carry()
        case .erase: try erase()
        }
    }
}
