import Base
import Forms
import Foundation
import Indicators
import Ledger
import Store
import Testing
import Workspace

/// A province's book holds many communes, and each of them has a T01.
struct ProvinceTests {
    private static let june = Result { try Period(parsing: "2026-06", cutoff: .calendar) }

    private static func book(in ward: Ward) throws -> Book {
        _ = try WardSetup(areaCode: "19", plan: "thai-nguyen-2026", owner: "Sở").run(
            at: BookFolder(ward.path + "/tinh"), surroundings: ward.clock.surroundings)
        return try ward.book("tinh")
    }

    /// Of somebody born in 1960, in hamlet T01 of the commune.
    private static func met(_ id: Int, _ commune: String, _ person: String) -> String {
        session(id, person: "11542-T01-\(person)", extra: #","nam_sinh":1960,"gioi_tinh":"nam""#)
            .replacing("11542-T01-0001\"", with: "11542-T01-\(person.dropLast(3))\"").replacing("11542", with: commune)
    }

    private static func take(_ rows: String, _ ward: Ward, into book: Book) throws -> RegisterPreview {
        let path = ward.path + "/to.csv"
        try Data("ma,ten,tu_ngay,den_ngay,nhap_vao\n\(rows)".utf8).write(to: URL(filePath: path))
        let preview = try book.preview(.areas, file: path)
        _ = try book.enter(preview)
        return preview
    }

    @Test func hamletsGoByTheirCommune() throws {
        let ward = try Ward()
        let book = try Self.book(in: ward)
        let lines =
            Self.met(1, "01843", "0001-01") + Self.met(2, "01843", "0001-01") + Self.met(3, "01843", "0002-01")
            + Self.met(4, "01840", "0001-01")
        _ = try ward.log(lines, into: book)
        let report = try book.report(Self.june.get())
        #expect(report.figures.hamlets.map(\.code) == ["01840-T01", "01843-T01"])
        #expect(report.figures.hamlets.map(\.sessions) == [1, 3])
        #expect(report.figures.hamlets.map(\.persons) == [1, 2])
        let groups = try #require(report.details[.hamlet]).groups
        #expect(groups.map(\.id) == ["01840-T01", "01843-T01"] && groups.map { $0.counts[.completions] } == [1, 2])
        // Without a list nobody can say which communes are the province's.
        #expect(report.completeness.unknownHamlets.isEmpty)
        let question = { (hamlet: String) in
            FigureQuestion(id: "nguoi_duoc_ho_tro", period: try Self.june.get(), hamlet: hamlet, ofConflicts: false)
        }
        #expect(try book.explain(question("01843-T01")).explanation?.total == 2)
        #expect(throws: ExplainError.hamletUnknown("T01", nearest: "01840-T01")) { try book.explain(question("T01")) }
        var check = BookCheck(book)
        #expect(try check.run().faults.isEmpty)
    }

    /// Households in which the same people live are neighbours inside one commune's hamlet alone.
    @Test func twoCommunesHaveNoNeighbours() throws {
        func pairs(_ communes: [String]) throws -> Int {
            let ward = try Ward()
            let book = try Self.book(in: ward)
            let lines = communes.enumerated().map { place, commune in
                let household = "000\(place + 1)"
                return Self.met(place * 2 + 1, commune, "\(household)-01")
                    + Self.met(place * 2 + 2, commune, "\(household)-02").replacing("1960", with: "1971")
            }
            _ = try ward.log(lines.joined(), into: book)
            return try book.duplicates().undecided.filter { $0.pair.kind == .household }.count
        }
        #expect(try pairs(["01843", "01843"]) == 1)
        #expect(try pairs(["01843", "01840"]) == 0)
    }

    /// The province's list has hamlets with their communes, or a commune for all of its hamlets.
    @Test func theListSaysWhichCommunesAreTheProvinces() throws {
        let ward = try Ward()
        let book = try Self.book(in: ward)
        let refused = try Self.take("T01,Thôn 1,,,\n", ward, into: book)
        #expect(refused.rows.isEmpty && refused.faults.map(\.problem.code) == ["REG-003"])
        let rows = """
            01843,Phường Bắc Kạn,,,
            01840-T01,Thôn Một,,2026-06-01,01840-T09
            01840-T09,Thôn Chín,,,

            """
        #expect(try Self.take(rows, ward, into: book).faults.isEmpty)
        let lines = Self.met(1, "01843", "0001-01") + Self.met(2, "01840", "0001-01") + Self.met(3, "11542", "0001-01")
        _ = try ward.log(lines, into: book)
        let report = try book.report(Self.june.get())
        #expect(report.completeness.unknownHamlets == ["11542-T01"])
        #expect(
            try #require(report.details[.hamlet]).groups.map(\.name.vi) == [
                "Thôn Chín (01840-T09)", "Phường Bắc Kạn, T01 (01843-T01)", "11542-T01",
            ])
        // Whoever writes it down is told at once, and the record counts: the list may be the one that is wrong.
        func warnings(_ commune: String) throws -> [String] {
            let answers = try #require(JSON(parsing: Self.met(9, commune, "0009-01")).object)
            return try book.check(book.newEntry(form: nil, answers: answers, language: .vi)).warnings.map(\.vi)
        }
        #expect(try warnings("11542").contains { $0.contains("11542 không có trong danh mục của tỉnh") })
        #expect(try !warnings("01843").contains { $0.contains("danh mục") })

        let entry = try book.newEntry(form: nil, answers: ["ma_xa": .string("01840")], language: .vi)
        let place = try #require(entry.filling.form.place("ma_to"))
        #expect(try CodeProposals(book).proposals(at: place, in: entry.filling).map(\.code) == ["T09"])
        try entry.filling.set(place, "T09")
        let household = try #require(entry.filling.form.place("ma_ho"))
        #expect(try CodeProposals(book).proposals(at: household, in: entry.filling).first?.code == "01840-T01-0001")
    }

    /// An older program wrote hamlets without their communes: the first transaction writes the facts anew.
    @Test func anOlderBookIsWrittenAnew() throws {
        let ward = try Ward()
        let book = try Self.book(in: ward)
        _ = try ward.log(Self.met(1, "01843", "0001-01"), into: book)
        try book.store.write { writer in
            writer.readFacts(areaCode: "", with: { book.forms.roles(of: $0) })
            try writer.rebuild()
            try writer.set(.staleHamlets, "1")
        }
        #expect(try book.report(Self.june.get()).figures.hamlets.map(\.code) == ["T01"])
        _ = try ward.log(Self.met(2, "01843", "0002-01"), into: book)
        #expect(try book.report(Self.june.get()).figures.hamlets.map(\.code) == ["01843-T01"])
        #expect(try book.store.read { try $0.setting(.staleHamlets) } == nil)
    }
}
