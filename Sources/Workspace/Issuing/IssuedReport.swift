package import Base
package import Indicators
package import Ledger
import Store

/// A report that the ward has frozen: its bytes, and what stands in them.
///
/// The payload of an `_issue` revision is the report for machines as one text, with an `issue` member, and the SHA-256
/// of that text; the record is named by the hash, so that no later revision can put other numbers in its place.
package struct IssuedReport: Hashable, Sendable {
    package let hash: Digest
    /// Exactly as it was frozen.
    package let text: String
    package let document: JSON
    package let plan: String
    package let period: Period
    /// 1 for the period's first; later ones leave it as it is.
    package let number: Int
    /// The ward's clock.
    package let issued: Instant
    package let by: String
    /// With its version.
    package let program: String
    package let definitions: Definitions
    /// What the book held.
    package let position: [LogKey: [ClosedRange<Int>]]

    /// The files that say what is counted, by their SHA-256.
    package struct Definitions: Hashable, Sendable {
        package let plan: String
        package let catalogue: String
        package let forms: [String]

        var json: JSON {
            .object(["plan": .string(plan), "catalogue": .string(catalogue), "forms": .strings(forms)])
        }
    }

    /// Eight digits are enough to name it by.
    package var id: String { String(hash.hex.prefix(8)) }

    /// Its period was not over when it was frozen.
    package var isPreliminary: Bool { document["completeness"]?["unfinished"]?.bool ?? false }

    package var mark: IssueMark { IssueMark(id: id, number: number, issued: issued) }

    var answers: JSONObject { ["hash": .string(hash.hex), "text": .string(text)] }

    /// Nil for anything that this program did not freeze.
    init?(text: String) {
        let document: JSON
        do {
            document = try JSON(parsing: text)
        } catch {
            return nil
        }
        guard let issue = document["issue"], let number = issue["number"]?.place,
            let issued = issue["issued"]?.string.flatMap({ Instant(iso: $0) }), let by = issue["by"]?.string,
            let program = issue["program"]?.string,
            let plan = document["plan"]?["id"]?.string, let period = Self.period(document["period"])
        else { return nil }
        hash = Digest.of(.plain, Array(text.utf8))
        self.text = text
        self.document = document
        (self.number, self.issued, self.by, self.plan, self.period) = (number, issued, by, plan, period)
        self.program = program
        let files = issue["definitions"]
        definitions = Definitions(
            plan: files?["plan"]?.string ?? "", catalogue: files?["catalogue"]?.string ?? "",
            forms: files?["forms"]?.array?.compactMap(\.string) ?? [])
        position = Self.position(issue["position"]?.array ?? [])
    }

    private static func period(_ json: JSON?) -> Period? {
        guard let id = json?["id"]?.string, let cutoff = json?["cutoff"]?.string else { return nil }
        do throws(PeriodError) {
            return try Period(parsing: id, cutoff: Cutoff(parsing: cutoff))
        } catch {
            return nil
        }
    }

    /// From a revision; nil unless the text is the one that the record is named by.
    init?(payload answers: JSONObject, of record: RecordID) {
        guard let text = answers["text"]?.string, let issued = IssuedReport(text: text),
            answers["hash"]?.string == issued.hash.hex, record == .decision(.issue, about: issued.hash.hex)
        else { return nil }
        self = issued
    }

    static func json(_ position: [LogKey: [ClosedRange<Int>]]) -> JSON {
        .array(
            position.sorted { ($0.key.card, $0.key.log) < ($1.key.card, $1.key.log) }.map { log, spans in
                .object([
                    "log": .string(log.log.hex), "card": .string(log.card.hex),
                    "spans": .array(spans.map { .array([.int($0.lowerBound), .int($0.upperBound)]) }),
                ])
            })
    }

    private static func position(_ logs: [JSON]) -> [LogKey: [ClosedRange<Int>]] {
        logs.reduce(into: [:]) { position, entry in
            guard let log = entry["log"]?.string.flatMap({ LogID(hex: $0) }),
                let card = entry["card"]?.string.flatMap({ Digest(hex: $0) })
            else { return }
            position[LogKey(log: log, card: card)] = (entry["spans"]?.array ?? []).compactMap { span in
                guard let ends = span.array, ends.count == 2, let lo = ends[0].place, let hi = ends[1].place, lo <= hi
                else { return nil }
                return lo...hi
            }
        }
    }
}
