/// What may happen next. A new verb that changes books gets its case here, its weight below, and a line in
/// `World.perform`; laws that it bends (`erase` takes bodies away) name it in `Laws`.
enum Step: CaseIterable {
    case write, edit, void, resolve
    case export, exportAll, merge, mergeFolder, mergeAgain, receipt
    case lose, duplicate, rename, truncate, lengthen, flip
    case copyLaptop, restoreBackup, setClock
    case makeKit, withdrawKit, trust, revoke, handCardOver
    case forge, strip

    /// How often, against the others.
    private var weight: Int {
        switch self {
        case .write: 16
        case .edit: 8
        case .void, .resolve: 3
        case .export: 12
        case .exportAll: 2
        case .merge: 20
        case .mergeFolder, .mergeAgain: 2
        case .receipt: 4
        case .lose, .duplicate, .rename, .truncate, .lengthen, .flip: 1
        case .copyLaptop: 2
        case .restoreBackup: 1
        case .setClock: 2
        case .makeKit, .withdrawKit: 1
        case .trust, .revoke: 3
        case .handCardOver: 2
        case .forge: 5
        case .strip: 2
        }
    }

    private static let all = allCases.flatMap { Array(repeating: $0, count: $0.weight) }

    static func draw(_ chance: Chance) -> Step { all[chance.below(all.count)] }
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
        case .handCardOver: try handCardOver()
        case .forge: try forge()
        case .strip: try strip()
        }
    }
}
