import Base

@testable import Ledger

// MARK: - Which receipts of the ward are believed

extension VectorMaker {
    /// The ward loses its book and restores it twice. The last book knows of all and confirms the least; the others'
    /// receipts, one of them with a later clock, lack a log of the ward's that another names.
    mutating func makeReceiptsOfLostWards() {
        let card = bench.ward.card.id
        let (lost, first, second) = (log(of: card), log(of: card), log(of: card))
        let (sen, tam) = (log(of: random()), log(of: random()))
        func held(_ log: LogKey, _ seq: Int) -> Receipt.Held { .init(log: log, seq: seq, chain: chains[seq]) }
        let chains = (0..<10).map { _ in random() }
        add("96-receipt-lost.sotay", receipt([held(lost, 9), held(sen, 4)]))
        add("97-receipt-restored.sotay", receipt([held(lost, 5), held(first, 2), held(sen, 3), held(tam, 2)]))
        // In two parts, each valid alone.
        let after = [lost: 9, first: 2]
        let parts = [[held(lost, 5), held(second, 1), held(sen, 2)], [held(lost, 5), held(second, 1), held(tam, 1)]]
        add("98-receipt-restored-again.sotay", parts.flatMap { receipt($0, after: after) })
        add(
            "99-receipt-knows-less.sotay",
            receipt([held(second, 7), held(sen, 8)], after: [lost: 9], made: VectorBench.time.milliseconds + 1))
    }

    private mutating func random() -> Digest { Digest(bytes: bench.world.random.bytes(32))! }

    private mutating func log(of card: Digest) -> LogKey {
        LogKey(log: LogID(bytes: bench.world.random.bytes(16))!, card: card)
    }

    private func receipt(
        _ held: [Receipt.Held], after: [LogKey: Int] = [:], made: Int64 = VectorBench.time.milliseconds
    ) -> [UInt8] {
        Receipt(
            card: bench.ward.card, keys: bench.ward.keys, made: Instant(milliseconds: made), held: held, after: after
        ).bytes
    }
}
