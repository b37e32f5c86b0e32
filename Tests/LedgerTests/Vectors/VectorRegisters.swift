import Base

@testable import Ledger

// MARK: - Lists and codes that are one

extension VectorMaker {
    /// Hamlets, members and pairs of codes: those who may write them, then those who may not.
    mutating func makeRegisters() throws {
        var mai = bench.world.device("Mai")
        let (wards, leads) = (bench.ward.revisions.count + 1, bench.lead.revisions.count + 1)
        _ = bench.decision(.trust, mai.card, by: &bench.lead)
        let hamlet = bench.ward.decide(.area, "11542 T05", Self.hamlet)
        _ = bench.ward.decide(
            .area, "11542 T05", Self.hamlet + ["to": .string("2026-06-30"), "into": .strings(["T06"])],
            parents: [hamlet])
        let member = bench.lead.decide(.member, "T05-07", Self.member)
        let pair = bench.lead.decide(.same, "person A B", Self.pair)
        _ = bench.lead.decide(.same, "person A B", Self.pair + ["same": .bool(false)], parents: [pair])
        _ = bench.lead.decide(.same, "household H1 H2", Self.pair + ["kind": .string("household")])
        let sections = [bench.section(bench.lead, from: leads), bench.section(bench.ward, from: wards), mai.card.lines]
        add("90-registers.age", try bench.seal(sections, by: bench.ward))

        // A volunteer decides none of these, and a lead no hamlet; what they name as a parent stays a head.
        _ = mai.decide(.area, "11542 T06", Self.hamlet)
        _ = mai.decide(.member, "T05-07", Self.member + ["force": .string("khac")], parents: [member])
        _ = mai.decide(.member, "T05-08", Self.member)
        _ = mai.decide(.same, "person A B", Self.pair, parents: [pair])
        let next = bench.lead.revisions.count + 1
        _ = bench.lead.decide(.area, "11542 T05", Self.hamlet, parents: [hamlet])
        // The ward's word weighs more than the lead's, whatever is named.
        let end = bench.ward.revisions.count + 1
        _ = bench.ward.decide(.member, "T05-07", Self.member + ["force": .string("to_de_an_06")])
        let unheard = [bench.section(mai), bench.section(bench.lead, from: next), bench.section(bench.ward, from: end)]
        add("91-registers-without-effect.age", try bench.seal(unheard, by: bench.ward))
    }

    private static let hamlet: JSONObject = [
        "code": .string("T05"), "name": .string("Tổ dân phố số 5"), "parent": .string("11542"),
        "from": .string("2026-01-01"),
    ]
    private static let member: JSONObject = [
        "code": .string("T05-07"), "force": .string("to_cnscd"), "team": .string("T05"),
    ]
    private static let pair: JSONObject = [
        "kind": .string("person"), "a": .string("A"), "b": .string("B"), "same": .bool(true),
    ]
}

extension Device {
    fileprivate mutating func decide(
        _ kind: Kind.Reserved, _ subject: String, _ answers: JSONObject, parents: [Revision] = []
    ) -> Revision {
        write(
            .decision(kind, about: subject), parents: parents, answers: answers, salt: UInt8(revisions.count + 1),
            kind: kind.rawValue)
    }
}

extension JSONObject {
    fileprivate static func + (a: JSONObject, b: JSONObject) -> JSONObject {
        b.reduce(into: a) { $0[$1.key] = $1.value }
    }
}
