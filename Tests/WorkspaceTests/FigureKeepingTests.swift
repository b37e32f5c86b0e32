import Archive
import Base
import Foundation
import Indicators
import Ledger
import Testing
import Workspace

/// Other agencies' figures in the ledger: who may write them, what they do to a report, where they come from.
struct FigureKeepingTests {
    private func row(_ cells: [FigureColumn: String], in book: Book) throws -> FigurePreview.Row {
        let preview = try book.figureImport(enteredBy: "Lan").preview(cells)
        if let fault = preview.faults.first { throw fault }
        return try #require(preview.rows.first)
    }

    @discardableResult
    private func enter(
        _ id: String, _ date: String, _ numerator: String? = nil, _ denominator: String? = nil, value: String? = nil,
        into book: Book
    ) throws -> Int {
        var cells: [FigureColumn: String] = [.indicator: id, .date: date, .source: "Công an phường"]
        cells[.numerator] = numerator
        cells[.denominator] = denominator
        cells[.value] = value
        return try book.enter([row(cells, in: book)])
    }

    private func june(_ id: String, _ book: Book) throws -> IndicatorRow {
        let report = try book.report(Period(parsing: "2026-06", cutoff: .calendar))
        return try #require(report.rows.first { $0.target.indicator == id })
    }

    @Test func aCorrectionKeepsItsHistory() throws {
        let book = try Ward().book("ward")
        #expect(try enter("ipv6", "2026-03-31", value: "84,6", into: book) == 1)
        #expect(try enter("ipv6", "2026-03-31", value: "84,6", into: book) == 0, "the same again is not written")
        #expect(try enter("ipv6", "2026-03-31", value: "85", into: book) == 1)
        #expect(try enter("ipv6", "2026-06-30", value: "90", into: book) == 1)
        #expect(try book.figureBook().all.map { $0.value?.plain } == ["85", "90"])
        let history = try book.figureHistory("ipv6")
        #expect(history.map { $0.figure.value?.plain } == ["84.6", "85", "90"])
        #expect(history.map(\.isInForce) == [false, true, true])

        try book.takeBack(#require(try book.figureBook().all.first))
        #expect(try book.figureBook().all.map { $0.value?.plain } == ["90"])
        #expect(try book.figureHistory("ipv6").count == 4)
        #expect(try enter("ipv6", "2026-03-31", value: "86", into: book) == 1, "it may be entered again")
        #expect(try book.figureBook().all.map { $0.value?.plain } == ["86", "90"])
    }

    /// A newer baseline absorbs older increments; two baselines are never added; the day itself is not added.
    @Test(arguments: [
        (["2026-05-31": 100], 102), (["2026-06-10": 100], 101), (["2026-06-11": 100], 100),
        (["2026-05-31": 100, "2026-06-10": 150], 151), (["2026-05-31": 100, "2026-07-01": 500], 102),
    ])
    func aBaselineAndTheIncrementAfterIt(baselines: [String: Int], expected: Int) throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        let next = session(2, person: "11542-T01-0001-02").replacing("2026-06-10", with: "2026-06-11")
        _ = try ward.log(session(1) + next, into: book)
        #expect(try june("cks_mien_phi_vneid", book).value == .count(2))
        #expect(try june("cks_mien_phi_vneid", book).basis == .increment)
        for (date, count) in baselines { try enter("cks_mien_phi_vneid", date, String(count), into: book) }
        let row = try june("cks_mien_phi_vneid", book)
        #expect(row.value == .count(expected))
        #expect(row.basis == .baseline)
        #expect(row.status == .provisional)
    }

    @Test func onlyTheWardWritesThem() throws {
        let ward = try Ward()
        let lead = try ward.join("lead", role: .lead)
        #expect(throws: BookError.onlyWard("figure")) { try lead.figureImport(enteredBy: nil) }

        // A volunteer who signs one all the same: kept, and without effect.
        let book = try ward.book("ward")
        try enter("ipv6", "2026-03-31", value: "84,6", into: book)
        let figure = try #require(try book.figureBook().all.first)
        var forged = figure.json
        forged["value"] = .number("99")
        var stranger = Stranger("Lạ", kit: try ward.kit())
        let revision = stranger.revision(
            .decision(.figure, about: figure.subject), kind: .reserved(.figure), answers: forged)
        let section = stranger.section([revision])
        let batch = try stranger.seal([section.bytes(with: [revision])], to: ward.path + "/la.age")
        try ward.merge([batch], into: book)
        #expect(try book.figureBook().all == [figure])
        #expect(try book.figureHistory("ipv6").map(\.isInForce).sorted { !$0 && $1 } == [false, true])
    }

    /// The payload speaks of another subject than the record's: it would stand twice.
    @Test func aFigureCountsForItsOwnRecordAlone() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        try enter("ipv6", "2026-03-31", value: "84,6", into: book)
        let figure = try #require(try book.figureBook().all.first)
        try book.write { writer in
            try book.append(
                NewRevision(
                    record: .decision(.figure, about: "11542 ipv6 2026-04-30"), kind: .reserved(.figure),
                    answers: figure.json), with: writer)
        }
        #expect(try book.figureBook().all == [figure])
    }

    @Test func anExcelTable() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        let table = [
            ["Id", "Tử số", "Mẫu số", "Giá trị", "Nguồn cơ quan", "Ngày số liệu"],
            // Excel keeps a day with its midnight where a program wrote it so.
            ["ipv6", "", "", "84,6", "Sở KH&CN", "2026-03-31T00:00:00"],
            ["hscv_toan_trinh", "128045", "1439411", "7,84", "Văn phòng", "2026-03-31"],
            ["phu_song_5g", "", "", "", "Sở KH&CN", "31/03/2026"],
        ]
        let rows = table.enumerated().map { index, cells in
            Spreadsheet.Row(
                number: index + 1,
                cells: cells.enumerated().filter { !$0.element.isEmpty }.map {
                    Spreadsheet.Cell(column: $0.offset, text: $0.element)
                })
        }
        let bytes = XLSXWriter.bytes(Spreadsheet(sheets: [.init(name: "Quý I", rows: rows)]))
        try DurableFile.write(bytes, to: ward.path + "/so-lieu.xlsx")
        let preview = try book.figureImport(enteredBy: nil).preview(file: ward.path + "/so-lieu.xlsx")
        #expect(preview.rows.map(\.figure.indicator) == ["ipv6"])
        #expect(preview.rows.first?.figure.date == CivilDate(iso: "2026-03-31"))
        #expect(preview.missing == [4])
        #expect(preview.faults.map(\.line) == [3])
        #expect(preview.faults.first?.problem.code == "FIG-009")
        #expect(try book.enter(preview.rows) == 1)
    }

    /// Shares as Excel keeps them, 0.955 for 95,5 %, and what a formula leaves behind the comma.
    @Test func sharesOfAnExcelTable() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        func text(_ text: String) -> String { "<c t=\"inlineStr\"><is><t>\(text)</t></is></c>" }
        let heads = ["Id", "Tử số", "Mẫu số", "Giá trị", "Nguồn cơ quan", "Ngày số liệu"]
        let figures = [
            ("ipv6", "<c/><c/><c s=\"1\"><v>0.955</v></c>"),
            ("hscv_dien_tu", "<c><v>90</v></c><c><v>100</v></c><c s=\"1\"><v>0.9</v></c>"),
            ("hscv_toan_trinh", "<c><v>2</v></c><c><v>3</v></c><c s=\"1\"><f>B4/C4</f><v>0.6666666666666667</v></c>"),
            ("phu_song_5g", "<c/><c/><c><v>94.996</v></c>"), ("cu_dan", "<c/><c/><c><v>30800</v></c>"),
        ]
        var sheet = "<row>\(heads.map(text).joined())</row>"
        for (id, numbers) in figures {
            sheet += "<row>\(text(id))\(numbers)\(text("Sở KH&amp;CN"))\(text("31/03/2026"))</row>"
        }
        try DurableFile.write(Workbooks.percent(sheet), to: ward.path + "/ty-le.xlsx")
        let preview = try book.figureImport(enteredBy: nil).preview(file: ward.path + "/ty-le.xlsx")
        #expect(preview.faults.isEmpty, "\(preview.faults)")
        #expect(preview.rows.map { $0.figure.value?.plain } == ["95.5", "90", "66.6666", "94.996", "30800"])
    }

    @Test func aFileThatIsNoTable() throws {
        let ward = try Ward()
        let table = try ward.book("ward").figureImport(enteredBy: nil)
        try DurableFile.write([0xFF, 0xFE, 0x00], to: ward.path + "/so-lieu.csv")
        #expect(throws: FigureFileError.notText(ward.path + "/so-lieu.csv")) {
            try table.preview(file: ward.path + "/so-lieu.csv")
        }
        try DurableFile.write(
            XLSXWriter.bytes(Spreadsheet(sheets: [.init(name: "Trống", rows: [])])), to: ward.path + "/trong.xlsx")
        #expect(throws: FigureFileError.noSheet(ward.path + "/trong.xlsx")) {
            try table.preview(file: ward.path + "/trong.xlsx")
        }
    }

    /// What the report says of the people who must still send.
    @Test func completenessNamesTheLateAndTheSilent() throws {
        let ward = try Ward()
        let kit = try ward.kit(team: "T01")
        let book = try ward.book("ward")
        let an = try ward.join("An", kit: kit)
        _ = try ward.log(session(1), into: an)
        try ward.merge(try ward.export(an), into: book)
        let july = try book.report(Period(parsing: "2026-07", cutoff: .calendar)).completeness
        #expect(july.devices.filter(\.isLate).map(\.name) == ["An"], "it came on 1 July")
        #expect(july.isUnfinished && july.late.isEmpty, "nobody is late before a period's last day")
        let june = try book.report(Period(parsing: "2026-06", cutoff: .calendar)).completeness
        #expect(june.late.isEmpty && !june.isUnfinished)
        #expect(june.teams == ["T01"])
        #expect(june.missing == 0)
        #expect(june.lastBatch?.date.iso == "2026-07-01")
    }
}

/// A workbook of one sheet whose style 1 shows percent.
private enum Workbooks {
    static func percent(_ rows: String) -> [UInt8] {
        let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        func relation(_ id: String, _ kind: String, _ target: String) -> String {
            "<Relationship Id=\"\(id)\" Type=\"\(office)/\(kind)\" Target=\"\(target)\"/>"
        }
        func relations(_ rows: String) -> String { "<Relationships xmlns=\"x\">\(rows)</Relationships>" }
        return ZipWriter.archive([
            ZipWriter.Entry("_rels/.rels", relations(relation("a", "officeDocument", "/xl/workbook.xml"))),
            ZipWriter.Entry(
                "xl/workbook.xml",
                "<workbook xmlns=\"\(main)\" xmlns:r=\"\(office)\"><sheets><sheet name=\"s\" r:id=\"b\"/></sheets></workbook>"
            ),
            ZipWriter.Entry(
                "xl/_rels/workbook.xml.rels",
                relations(relation("b", "worksheet", "s.xml") + relation("c", "styles", "styles.xml"))),
            ZipWriter.Entry(
                "xl/styles.xml",
                "<styleSheet xmlns=\"\(main)\"><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"10\"/></cellXfs></styleSheet>"
            ),
            ZipWriter.Entry(
                "xl/s.xml", "<worksheet xmlns=\"\(main)\"><sheetData>\(rows)</sheetData></worksheet>"),
        ])
    }
}
