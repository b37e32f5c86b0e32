import Base
import Indicators
import Testing

/// A table of figures before it is taken: what it brings, what is missing, every fault by line.
struct FigureImportTests {
    private static func preview(_ csv: String, area: String = "01843", book: FigureBook = FigureBook([])) throws
        -> FigurePreview
    {
        FigureImport(
            catalogue: try Shipped.catalogue(), area: area, enteredBy: "Lan",
            enteredOn: try #require(CivilDate(iso: "2026-07-01")), book: book
        ).preview(csv: csv)
    }

    private static let header =
        "ma_don_vi,id,ky,tu_so,mau_so,gia_tri,nguon_co_quan,so_van_ban,ngay_so_lieu,nguoi_nhap,ghi_chu"

    @Test func aWholeTable() throws {
        let preview = try Self.preview(
            #"""
            \#u{FEFF}\#(Self.header)\#r
            01843,vneid_dan,,24640,"30.800,0","80,00",Công an phường,"Báo cáo 12, ""mật""",31/03/2026,Hoa,"dòng một
            dòng hai"\#r
            ,cu_dan,,,,"30 800",Công an phường,,2026-01-01,,\#r
            \#r
            01843,ipv6,,,,,Sở KH&CN,,31/03/2026,,\#r
            01843,hscv_dien_tu,2026-01..2026-03,0,10,0,Văn phòng,,31/03/2026,,
            """#)
        #expect(preview.faults.isEmpty)
        #expect(preview.rows.map(\.line) == [2, 4, 7])
        #expect(preview.missing == [6])
        let first = preview.rows[0].figure
        #expect(first.numerator == 24_640)
        #expect(first.denominator == 30_800)
        #expect(first.document == "Báo cáo 12, \"mật\"")
        #expect(first.note == "dòng một dòng hai")
        #expect(first.date.iso == "2026-03-31")
        #expect(first.enteredBy == "Hoa")
        #expect(preview.rows[1].figure.area == "01843")
        #expect(preview.rows[1].figure.enteredBy == "Lan")
        #expect(preview.rows[1].figure.value?.whole == 30_800)
        // Zero is a number, an empty cell is not.
        #expect(preview.rows[2].figure.value == DecimalNumber(0))
        #expect(preview.rows[2].figure.numerator == 0)
        #expect(preview.rows[2].figure.period == .quarter(year: 2026, quarter: 1))
        #expect(preview.rows.allSatisfy { $0.change == .new })
    }

    /// Nobody counts 21,4 people: the dot of "21.400" stands for thousands there, and the number is kept as one.
    @Test(
        arguments: [
            ("vneid_dan,21.400,30.800,", 21_400, nil), ("cu_dan,,,30.800", nil, 30_800),
            ("cu_dan,,,\"30.800,0\"", nil, 30_800),
            ("cu_dan,,,1.030.800", nil, 1_030_800), ("vneid_dan,\"21,0\",30000,", 21, nil),
        ] as [(String, Int?, Int?)])
    func thousandsOfWhatIsCounted(cells: String, numerator: Int?, value: Int?) throws {
        let csv = "id,tu_so,mau_so,gia_tri,nguon_co_quan,ngay_so_lieu\n\(cells),CA,31/03/2026\n"
        let preview = try Self.preview(csv)
        #expect(preview.faults.isEmpty)
        let figure = try #require(preview.rows.first?.figure)
        #expect(figure.numerator == numerator && figure.value == value.map { DecimalNumber($0) })
    }

    /// The book's own code without its zero can be nothing else; a row of a template without any number is no fault.
    @Test func theAreasZeroIsPutBackAndEmptyRowsArePassedOver() throws {
        let preview = try Self.preview("\(Self.header)\n1843,ipv6,,,,5,Sở,,31/03/2026,,\n1843,so_hoa_tthc,,,,,,,,,\n")
        #expect(preview.faults.isEmpty && preview.missing == [3])
        #expect(preview.rows.map(\.figure.area) == ["01843"])
        #expect(preview.rows.map(\.remarks) == [[.zeroPutBack("1843")]])
        let province = try Self.preview("\(Self.header)\n1843,ipv6,,,,5,Sở,,31/03/2026,,\n", area: "19")
        #expect(province.faults.map(\.problem.code) == ["FIG-007"], "which ward it was nobody can tell")
    }

    @Test(arguments: [";", "\t"])
    func spreadsheetsOfOtherCountries(separator: String) throws {
        let csv = "Id;Giá trị;Nguồn cơ quan;Ngày số liệu\nipv6;84,6;Sở KH&CN;31/3/2026\n"
        let preview = try Self.preview(csv.replacing(";", with: separator))
        #expect(preview.faults.isEmpty)
        #expect(preview.rows.first?.figure.value?.plain == "84.6")
    }

    @Test func englishNamesInAnyOrder() throws {
        let preview = try Self.preview(
            "source,date,indicator,numerator\nCông an phường,2026-03-31,cks_mien_phi_vneid,12\n")
        #expect(preview.rows.first?.figure.numerator == 12)
    }

    @Test(arguments: [
        ("843,ipv6,,,,5,Sở,,31/03/2026,,", "FIG-007", "số 0 đầu"),
        ("11542,ipv6,,,,5,Sở,,31/03/2026,,", "FIG-007", "ở sổ của đơn vị đó"),
        ("01843,ipv5,,,,5,Sở,,31/03/2026,,", "FIG-001", "ipv6"),
        ("01843,ipv6,,,,x,Sở,,31/03/2026,,", "FIG-005", "84,6"),
        ("01843,ipv6,,,,30.800,Sở,,31/03/2026,,", "FIG-006", "30800 hoặc 30,8"),
        ("01843,cu_dan,,,,\"30,800\",Sở,,31/03/2026,,", "FIG-006", "30.800 hoặc 30800"),
        ("01843,vneid_dan,,\"21,000\",30000,,CA,,31/03/2026,,", "FIG-006", "21.000"),
        ("01843,vneid_dan,,\"21,5\",30000,,CA,,31/03/2026,,", "FIG-005", "số lẻ"),
        ("01843,vneid_dan,,0.800,30000,,CA,,31/03/2026,,", "FIG-005", "số lẻ"),
        ("01843,vneid_dan,,92%,,,CA,,31/03/2026,,", "FIG-005", "gia_tri"),
        ("01843,vneid_dan,,92,100 %,,CA,,31/03/2026,,", "FIG-005", "gia_tri"),
        ("01843,cu_dan,,,,92%,CA,,31/03/2026,,", "FIG-005", "không ghi %"),
        ("01843,cbccvc,,,,31%,Sở,,31/03/2026,,", "FIG-005", "không ghi %"),
        ("01843,ipv6,,,,5,,,31/03/2026,,", "FIG-004", "cơ quan"),
        ("01843,ipv6,,,,5,Sở,,30/02/2026,,", "FIG-008", "31/03/2026"),
        ("01843,ipv6,,,,5,Sở,,02/07/2026,,", "FIG-008", "ngày tháng"),
        ("01843,ipv6,quý I,,,5,Sở,,31/03/2026,,", "FIG-008", "2026-Q2"),
        ("01843,ipv6,2026-06-02,,,5,Sở,,31/03/2026,,", "FIG-008", "Text"),
        ("01843,vneid_dan,,11,10,,CA,,31/03/2026,,", "FIG-010", "văn bản"),
        ("01843,vneid_dan,,1,2,51,CA,,31/03/2026,,", "FIG-009", "ba số"),
        ("01843,vneid_dan,,1.5,2,,CA,,31/03/2026,,", "FIG-005", "số lẻ"),
        ("01843,luot_ho_tro,,,,5,CA,,31/03/2026,,", "FIG-002", "xóa"),
        ("01843,ipv6,,,,5,Sở,,31/03/2026,,,,", "FIG-013", "CSV"),
    ])
    func faultsOfARow(row: String, code: String, hint: String) throws {
        let good = "01843,so_hoa_tthc,,,,5,Sở,,31/03/2026,,"
        let preview = try Self.preview("\(Self.header)\n\(good)\n\(row)\n")
        #expect(preview.faults.map(\.problem.code) == [code])
        #expect(preview.faults.first?.line == 3)
        #expect(preview.faults.first?.problem(in: "a.csv").place == "a.csv:3")
        #expect(preview.faults.first?.problem.hint?.vi.contains(hint) == true)
        // The good row is there all the same.
        #expect(preview.rows.map(\.line) == [2])
    }

    @Test func everyFaultOfARowAtOnce() throws {
        let preview = try Self.preview("\(Self.header)\n843,ipv6,quý I,x,,y,Sở,,hôm qua,,\n")
        #expect(preview.faults.map(\.problem.code) == ["FIG-007", "FIG-008", "FIG-008", "FIG-005", "FIG-005"])
        #expect(preview.rows.isEmpty)
    }

    @Test(arguments: [
        ("", "FIG-012", 1), ("id,gia_tri\nipv6,5\n", "FIG-012", 1), ("\"id,gia_tri", "FIG-013", 1),
        ("id,gia_tri,nguon_co_quan,ngay_so_lieu\nipv6,5,\"Sở\"x,2026-03-31\n", "FIG-013", 2),
        ("id,gia_tri,nguon_co_quan,ngay_so_lieu,nguon\nipv6,5,Sở,2026-03-31,\n", "FIG-012", 1),
        ("id,id,gia_tri,nguon_co_quan,ngay_so_lieu\nipv6,ipv6,5,Sở,2026-03-31\n", "FIG-012", 1),
    ])
    func faultsOfATable(csv: String, code: String, line: Int) throws {
        let preview = try Self.preview(csv)
        #expect(preview.faults.map(\.problem.code) == [code])
        #expect(preview.faults.first?.line == line)
    }

    /// Of two numbers nobody knows which is meant; the same twice is once.
    @Test func theSameFigureTwiceIsAskedAbout() throws {
        let row = "01843,ipv6,,,,5,Sở,,31/03/2026,,"
        let again = try Self.preview("\(Self.header)\n\(row)\n\(row)\n")
        #expect(again.faults.map(\.reason) == [.twice("ipv6", firstLine: 2)])
        #expect(again.rows.map(\.line) == [2])
        for other in [row.replacing(",5,", with: ",6,"), row.replacing(",5,", with: ",x,")] {
            let preview = try Self.preview("\(Self.header)\n\(row)\n\(other)\n")
            #expect(preview.rows.isEmpty && preview.faults.contains { $0.reason == .contradicts("ipv6", otherLine: 3) })
        }
    }

    @Test func ofTwoColumnsOfOneNameNothingIsTaken() throws {
        let preview = try Self.preview("id,gia_tri,gia_tri,nguon_co_quan,ngay_so_lieu\nipv6,90,80,Sở,31/03/2026\n")
        #expect(preview.rows.isEmpty && preview.faults.map(\.problem.code) == ["FIG-012"])
    }

    @Test func anUnknownColumnSaysWhichThereAre() throws {
        let preview = try Self.preview("id,gia_tri,nguon_co_quan,ngay_so_lieu,Mã chỉ tiêu\nipv6,5,Sở,31/03/2026,\n")
        #expect(preview.faults.first?.problem.hint?.vi.contains("ngay_so_lieu, nguoi_nhap") == true)
    }

    /// A spreadsheet makes a day of a typed `2026-06`; people write months and quarters in words.
    @Test(arguments: [
        ("2026-06-01", "2026-06", true), ("Jun-26", "2026-06", false), ("tháng 6/2026", "2026-06", false),
        ("06/2026", "2026-06", false), ("Tháng 6 năm 2026", "2026-06", false), ("Quý 2/2026", "2026-Q2", false),
        ("Quý II/2026", "2026-Q2", false), ("quý IV năm 2026", "2026-Q4", false), ("Q2/2026", "2026-Q2", false),
        ("Năm 2026", "2026", false), ("2026-04..2026-06", "2026-Q2", false),
    ])
    func periodsAsTheyAreWritten(text: String, id: String, isSaid: Bool) throws {
        let preview = try Self.preview("\(Self.header)\n01843,ipv6,\(text),,,5,Sở,,30.6.2026,,\n")
        let row = try #require(preview.rows.first, "\(preview.faults)")
        #expect(row.figure.period?.id == id && row.figure.date.iso == "2026-06-30")
        #expect(row.remarks == (isSaid ? [.monthOfDay(text)] : []))
    }

    @Test(arguments: ["13/2026", "quý 5/2026", "Q0/2026", "tháng 6", "6", "II/2026", "Jun-2026-1", "01/06/2026"])
    func periodsThatNobodyCanMean(text: String) {
        #expect(Period.Span(written: text) == nil)
    }

    /// 0,95 in a cell that a spreadsheet shows as 95 %.
    @Test(arguments: [(",,\"0,95\"", true), (",,1", false), (",,0", false), ("1,200,\"0,5\"", false)])
    func aShareBelowOnePercentIsAskedAbout(cells: String, isAsked: Bool) throws {
        let preview = try Self.preview("\(Self.header)\n01843,ipv6,,\(cells),Sở,,31/03/2026,,\n")
        #expect(preview.rows.map { $0.remarks.contains(.belowOnePercent) } == [isAsked])
    }

    @Test func aSecondImportChangesNothingAndACorrectionIsShown() throws {
        let csv = "\(Self.header)\n01843,ipv6,,,,5,Sở,,31/03/2026,,\n01843,so_hoa_tthc,,,,7,Sở,,31/03/2026,,\n"
        let first = try Self.preview(csv).rows.map(\.figure)
        let again = try Self.preview(csv.replacing(",7,", with: ",8,"), book: FigureBook(first))
        #expect(again.rows.map(\.change) == [.same, .corrects(first[1])])
    }

    /// No report would use it: a province's rows of its communes are figures of the province, of that level.
    @Test(arguments: ["01843", "31"])
    func aProvinceTakesItsOwnFiguresAlone(area: String) throws {
        let preview = try Self.preview("\(Self.header)\n\(area),ipv6,,,,5,Sở,,31/03/2026,,\n", area: "19")
        #expect(preview.rows.isEmpty && preview.faults.map(\.reason) == [.otherArea(area, own: "19")])
    }
}
