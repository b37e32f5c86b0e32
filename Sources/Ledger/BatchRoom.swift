/// How much still fits into a batch whose file must stay within ``Caps/splitBytes``.
package struct BatchRoom {
    /// What sealing adds: 16 bytes to each 64 KiB, and an age header of at most 64 KiB.
    private static let seal = Caps.splitBytes / 4096 + 64 << 10
    /// An entry of the carrier's manifest; also what a section's or form's own manifest takes beside its text.
    private static let entry = 120
    private static let manifest = 2 << 10

    private var left: Int
    private var held: Set<String> = []

    /// - Parameter carrier: bytes of the carrier's card.
    package init(carrier: Int) {
        left = Caps.splitBytes - Self.seal - Self.manifest - carrier
    }

    /// Takes a section with the cards and forms that have to travel with it, each once, by name and size. False, and
    /// nothing is taken, when it does not fit.
    package mutating func takes(_ section: Int, with parts: [(name: String, bytes: Int)]) -> Bool {
        let new = parts.filter { !held.contains($0.name) }
        let needed = new.reduce(section + Self.entry) { $0 + $1.bytes + Self.entry + Self.manifest }
        guard needed <= left else { return false }
        left -= needed
        held.formUnion(new.map(\.name))
        return true
    }
}
