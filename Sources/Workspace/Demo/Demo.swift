package import Base
import Forms
import Foundation
package import Indicators
import Ledger
import Store

/// `demo`: a whole small ward from one seed, through the same code as every other verb.
package struct Demo {
    private let into: String
    private let seed: UInt64
    private let sessions: Int
    private let say: (Bilingual) -> Void

    /// - Parameter say: told step by step what happens and why.
    package init(into: String, seed: UInt64, sessions: Int, say: @escaping (Bilingual) -> Void) {
        self.into = into
        self.seed = seed
        self.sessions = sessions
        self.say = say
    }

    package struct Outcome {
        package let ward: Book
        package let period: Period
        package let report: ReportModel
    }

    private static let area = "11542"
    private static let plan = "nam-trieu-2026"

    package func run() throws -> Outcome {
        if FileManager.default.fileExists(atPath: into) { throw FileError.exists(into) }
        let clock = DemoClock(seed: seed, start: Instant(iso: "2026-04-01T07:30:00+07:00")!)
        for folder in ["usb", "reports"] { try DurableFile.makeFolder(into + "/" + folder) }
        try setUp(clock)
        let laptops = try (1...3).map { try book("laptop-\($0)", clock) }
        try log(on: laptops, clock)
        let batches = try passOn(laptops, clock)
        let ward = try merge(batches, laptops, clock)
        // The quarter is over before it is reported.
        clock.set(Instant(iso: "2026-07-01T08:00:00+07:00")!)
        return try report(ward)
    }

    // MARK: 1. Who is who

    private func setUp(_ clock: DemoClock) throws {
        say(
            Bilingual(
                "1. Phường tạo sổ và bộ kit; tổ trưởng và ba thành viên tạo sổ của mình.",
                "1. The ward makes its book and kit; the lead and three volunteers make theirs."))
        let surroundings = clock.surroundings
        let setup = WardSetup(areaCode: Self.area, plan: Self.plan, owner: "UBND phường Nam Triệu")
        let outcome = try setup.run(at: BookFolder(into + "/ward"), surroundings: surroundings)
        say(
            Bilingual(
                "   Sổ \(outcome.areaName), dấu khóa \(outcome.fingerprint)",
                "   Book of \(outcome.areaName), fingerprint \(outcome.fingerprint)"))
        let ward = try book("ward", clock)
        _ = try ward.makeKit(team: "", to: into + "/usb/KIT-PHUONG")
        let lead = Joining(
            kit: try Kit(file: DurableFile.read(into + "/usb/KIT-PHUONG")), name: "Phạm Văn Tổ Trưởng", role: .lead,
            team: "T", member: nil)
        let card = try lead.run(at: BookFolder(into + "/lead"), surroundings: surroundings)
        try DurableFile.write(card.lines, to: into + "/usb/THE-TO-TRUONG")
        try mergeQuietly([into + "/usb/THE-TO-TRUONG"], into: ward)
        let leads = try ward.makeKit(team: "T", to: into + "/usb/KIT-TO").leads
        say(
            Bilingual(
                "   Bộ kit của tổ niêm phong lô cho phường và tổ trưởng \(leads.map(\.name).joined()).",
                "   The team's kit seals batches to the ward and to its lead, \(leads.map(\.name).joined())."))
        try mergeQuietly([into + "/usb/KIT-TO"], into: try book("lead", clock))
        let kit = try Kit(file: DurableFile.read(into + "/usb/KIT-TO"))
        for (number, name) in ["Nguyễn Thị Ý", "Đặng Văn Hòa", "Lê Thuỷ Tiên"].enumerated() {
            let joining = Joining(kit: kit, name: name, role: .volunteer, team: nil, member: nil)
            _ = try joining.run(at: BookFolder(into + "/laptop-\(number + 1)"), surroundings: surroundings)
        }
        for name in ["KIT-PHUONG", "KIT-TO", "THE-TO-TRUONG"] {
            guard rename(into + "/usb/" + name, into + "/" + name) == 0 else {
                throw FileError(path: into + "/" + name)
            }
        }
    }

    // MARK: 2. Logging

    private func log(on laptops: [Book], _ clock: DemoClock) throws {
        say(
            Bilingual(
                "2. Ba máy ghi \(sessions) buổi hỗ trợ từ tháng 4 đến tháng 6, không cần mạng.",
                "2. Three laptops log \(sessions) help sessions from April to June, without a network."))
        clock.set(Instant(iso: "2026-06-30T19:30:00+07:00")!)
        let season = DemoSeason(seed: seed, area: Self.area, sessions: sessions)
        for (laptop, lines) in zip(laptops, season.laptops) {
            var file = LogFile()
            let bytes = lines.flatMap { line -> [UInt8] in Array(JSON.object(line).compact.utf8) + [0x0A] }
            try DurableFile.write(
                bytes, to: into + "/" + (laptop.folder.path as NSString).lastPathComponent + ".ndjson")
            var refused: [Problem] = []
            try file.run(bytes, into: laptop, form: nil, allOrNothing: false, language: .vi) { line in
                if case .refused(let problems) = line.outcome { refused += problems }
            }
            if let problem = refused.first { throw problem }
            say(
                Bilingual(
                    "   \(laptop.identity.card.name): \(file.saved) phiếu, \(file.warned) có cảnh báo",
                    "   \(laptop.identity.card.name): \(file.saved) records, \(file.warned) with warnings"))
        }
    }

    // MARK: 3. Passing on

    private func passOn(_ laptops: [Book], _ clock: DemoClock) throws -> [String] {
        say(
            Bilingual(
                "3. Mỗi máy xuất một lô đã niêm phong ra USB: mất USB cũng không lộ tên ai.",
                "3. Each laptop exports a sealed batch onto a stick: a lost stick tells nobody's name."))
        var batches: [String] = []
        for laptop in laptops {
            clock.pass(minutes: 10)
            batches += try laptop.export(to: into + "/usb").files.map(\.path)
        }
        let again = into + "/usb/BANSAO.AGE"
        try DurableFile.write(DurableFile.read(batches[1]), to: again)
        let whole = try DurableFile.read(batches[2])
        let damaged = into + "/usb/HONG.AGE"
        try DurableFile.write(Array(whole.prefix(whole.count * 2 / 3)), to: damaged)
        say(
            Bilingual(
                "   Trên USB còn có một bản chép thừa và một bản bị cắt cụt.",
                "   The stick also holds a needless copy and a copy that was cut short."))
        return batches + [again, damaged]
    }

    // MARK: 4. Merging

    private func merge(_ batches: [String], _ laptops: [Book], _ clock: DemoClock) throws -> Book {
        say(
            Bilingual(
                "4. Tổ trưởng gộp cả USB: bản thừa bỏ qua, bản hỏng không làm hỏng gì.",
                "4. The lead merges the whole stick: the copy is skipped, the damaged one does no harm."))
        let lead = try book("lead", clock)
        show(try mergeQuietly([into + "/usb"], into: lead))

        say(
            Bilingual(
                "5. Tổ trưởng và một thành viên sửa cùng một phiếu mà không biết nhau: cả hai bản được giữ.",
                "5. The lead and a volunteer correct one record apart: both versions are kept."))
        try editApart(laptops[0], lead, clock)
        let late = try laptops[0].export(to: into + "/usb").files.map(\.path)
        let relayed = try lead.export(to: into + "/usb").files.map(\.path)

        say(
            Bilingual(
                "6. Phường gộp tất cả, rồi một bản sao của sổ gộp theo thứ tự ngược: kết quả phải như nhau.",
                "6. The ward merges everything, and a copy of its book does so in the opposite order: both must agree.")
        )
        let files = batches + late + relayed
        let other = BookFolder(into + "/.ward-other-order")
        try FileManager.default.copyItem(atPath: into + "/ward", toPath: other.path)
        let ward = try book("ward", clock)
        show(try mergeQuietly(files, into: ward))
        let reversed = try Book(other, surroundings: clock.surroundings)
        try mergeQuietly(files.reversed(), into: reversed)
        try compare(ward, reversed)
        try FileManager.default.removeItem(atPath: other.path)
        return ward
    }

    /// A session of April gets a duration from its author and another one from the lead.
    private func editApart(_ author: Book, _ lead: Book, _ clock: DemoClock) throws {
        let record = try author.latest(1)[0].record
        for (book, minutes) in [(author, "25"), (lead, "40")] {
            clock.pass(minutes: 30)
            let entry = try book.entry(editing: book.record(matching: record.text), language: .vi)
            guard let place = entry.filling.form.place("thoi_luong_phut") else { continue }
            do {
                try entry.filling.set(place, minutes)
            } catch {
                throw Problem("DEMO-001", error.message, status: .badData)
            }
            try book.save(entry)
        }
        say(
            Bilingual(
                "   Phiếu \(record.text): một bản 25 phút, một bản 40 phút",
                "   Record \(record.text): 25 minutes in one version, 40 in the other"))
    }

    private func compare(_ ward: Book, _ other: Book) throws {
        let dumps = try [ward, other].map { try $0.store.read { try $0.dump() } }
        let reports = try [ward, other].map { try $0.report(Self.quarter).figures.json.compact }
        guard dumps[0] == dumps[1], reports[0] == reports[1] else {
            throw Problem(
                "DEMO-002",
                Bilingual("hai thứ tự gộp cho hai kết quả khác nhau", "two orders of merging gave two results"),
                status: .badData)
        }
        say(
            Bilingual("   Giống nhau từng phiếu và từng con số.", "   The same, record by record and figure by figure.")
        )
    }

    // MARK: 7. The report

    private static let quarter = Period(.quarter(year: 2026, quarter: 2), cutoff: .calendar)

    private func report(_ ward: Book) throws -> Outcome {
        say(
            Bilingual(
                "7. Báo cáo quý II so với kế hoạch của chính phường.",
                "7. The second quarter's report against the ward's own plan."))
        return Outcome(ward: ward, period: Self.quarter, report: try ward.report(Self.quarter))
    }

    // MARK: Tools

    private func book(_ name: String, _ clock: DemoClock) throws -> Book {
        try Book(BookFolder(into + "/" + name), surroundings: clock.surroundings)
    }

    @discardableResult
    private func mergeQuietly(_ paths: [String], into book: Book) throws -> MergeReport {
        var merge = Merge(into: book, trust: \.isPlain)
        return try merge.run(paths)
    }

    private func show(_ report: MergeReport) {
        for file in report.files {
            if case .batch(let records, _, _, let from)? = file.outcome {
                say(
                    Bilingual(
                        "   \(file.name): \(records) phiếu mới hoặc sửa, từ \(from.joined(separator: ", "))",
                        "   \(file.name): \(records) records new or corrected, from \(from.joined(separator: ", "))"))
            }
            if case .again? = file.outcome {
                say(
                    Bilingual(
                        "   \(file.name): đã gộp rồi, không có gì mới", "   \(file.name): merged before, nothing new"))
            }
            if case .replaced? = file.outcome {
                say(
                    Bilingual(
                        "   \(file.name): bị cắt cụt, nhưng đã có bản tốt nên không giữ riêng",
                        "   \(file.name): cut short, but the good copy is here, so it is not kept aside"))
            }
            for problem in file.problems {
                say(
                    Bilingual(
                        "   \(file.name): \(problem.message.vi) [\(problem.code)]",
                        "   \(file.name): \(problem.message.en) [\(problem.code)]"))
            }
        }
        if report.conflicts > 0 {
            say(
                Bilingual(
                    "   \(report.conflicts) phiếu có xung đột, chờ người quyết định",
                    "   \(report.conflicts) record in conflict, waiting for somebody to decide"))
        }
    }
}

/// The demo's own time and randomness, so that one seed gives one ward.
private final class DemoClock: @unchecked Sendable {
    private let lock = NSLock()
    private var time: Instant
    private var random: SeededRandomBytes

    init(seed: UInt64, start: Instant) {
        time = start
        random = SeededRandomBytes(seed: seed)
    }

    func set(_ time: Instant) {
        lock.withLock { self.time = time }
    }

    func pass(minutes: Int) {
        lock.withLock { time = Instant(milliseconds: time.milliseconds + Int64(minutes) * 60_000) }
    }

    var surroundings: Surroundings {
        Surroundings(
            now: { [self] in lock.withLock { time } },
            random: { [self] count in lock.withLock { random.bytes(count) } })
    }
}
