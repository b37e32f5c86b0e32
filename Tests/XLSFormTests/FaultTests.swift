import Base
import Forms
import Foundation
import Testing
import XLSForm

/// Every kind of fault, at its place.
@Suite struct FaultTests {
    static let all =
        sheets + rows + names + groups + expressions + choices + settings + standard + meaning + mismatches
        + rowsAsValues + refusedElsewhere + parametersOfPyxform + rowsOfPyxform
        + entitiesOfPyxform + spellingsOfPyxform

    @Test(arguments: all)
    func isPlaced(_ table: FormTable) {
        let reading = table.reading
        #expect(reading.faults.map(FormTable.description) == table.faults)
        #expect((reading.form == nil) == !reading.errors.isEmpty)
    }

    /// No survey, a missing column, no version anywhere, no row: what is wrong stands nowhere in the file.
    private static let nowhere: Set<String> = ["FORM-008", "FORM-009", "FORM-031", "FORM-053"]

    @Test(arguments: all)
    func showsItsTextWithACaret(_ table: FormTable) {
        for fault in table.reading.faults {
            let lines = fault.caretLines
            guard fault.column != nil || !Self.nowhere.contains(fault.kind.code) else { continue }
            #expect(lines.count == 2 && !lines[0].isEmpty && lines[1].hasSuffix("^"), "\(fault)")
            #expect(fault.column != nil || fault.kind.isOfNoCell, "\(fault)")
        }
    }

    /// A caret below a line that a terminal has broken points at nothing.
    @Test func showsAPartOfALongCell() throws {
        let words = (1...40).map { "ô\($0)" }.joined(separator: " ")
        let reading = FormTable.read(
            "| survey |\n| | type | name | label |\n| | text | a | \(words) ${x} và \(words) |\n")
        let fault = try #require(reading.errors.first)
        #expect(fault.caret == words.count + 1)
        #expect(
            fault.caretLines == [
                "…ô32 ô33 ô34 ô35 ô36 ô37 ô38 ô39 ô40 ${x} và ô1 ô2 ô3 ô4 ô5 ô6 ô7 ô8 ô9 ô…",
                String(repeating: " ", count: 37) + "^",
            ])
        let long = FormTable.read(
            "| survey |\n| | type | name | label |\n| | text | a | \(String(repeating: "ế", count: 900)) ${x} |\n")
        let cut = try #require(long.errors.first)
        #expect(cut.text == "…" + String(repeating: "ế", count: 166) + " ${x}" && cut.caret == 168)
    }

    // MARK: - Files beside the form

    @Test func looksIntoTheColumnsOfFiles() {
        let form = """
            | survey |
            | | type | name | label | choice_filter | calculation | default |
            | | select_one_from_file xa.csv | xa | Xã | tinh = '31' and huyenn = '1' | | 9 |
            | | calculate | a | | | pulldata('xa', 'dan_soo', 'ma', '1') | |
            | | calculate | b | | | instance('xa')/root/item[tenn = ${xa}]/label | |
            | | calculate | c | | | pulldata ( "khac", 'a', 'b', '1') | |
            | | calculate | d | | | pulldata('khoo', 'a', 'b', '1') | |
            | | csv-external | kho | | | | |
            | settings |
            | | form_id | version | instance_name |
            | | f | 1 | pulldata('xa', 'labell', 'name', ${xa}) |
            """
        let files: [String: [UInt8]] = [
            "xa.csv": Array("name,label,tinh,huyen,dan_so\n1,Một,31,1,2\n".utf8), "kho.csv": Array("a,b\n".utf8),
        ]
        let faults = FormReader.read(Array(form.utf8), file: "f.md", files: files).faults
        #expect(
            faults.map(FormTable.description) == [
                "FORM-114 survey!D3 (choice_filter) xa ^16", "form-047 survey!F3 (default) xa ^0",
                "FORM-114 survey!E4 (calculation) a ^15", "FORM-114 survey!E4 (calculation) a ^26",
                "FORM-114 survey!E5 (calculation) b ^25", "FORM-039 survey!E6 (calculation) c ^11",
                "FORM-039 survey!E7 (calculation) d ^9", "FORM-114 settings!C11 (instance_name) ^15",
            ])
        let nearest = faults.compactMap { $0.kind.message.en.split(separator: "mean ").dropFirst().first }
        #expect(nearest == ["\"huyen\"?", "\"dan_so\"?", "\"kho.csv\"?", "\"kho.csv\"?", "\"label\"?"])
    }

    @Test(arguments: [Array("name,label\n1,Ng".utf8) + [0xF4, 0x20, 0xD1], [0xFF, 0xFE, 0x6E, 0x00]])
    func aListInAnotherEncodingIsAFault(_ list: [UInt8]) {
        let form = "| survey |\n| | type | name | label |\n| | select_one_from_file xa.csv | xa | Xã |\n"
        let faults = FormReader.read(Array(form.utf8), file: "f.md", files: ["xa.csv": list]).faults
        #expect(faults.contains { $0.severity == .error && $0.kind.code == "ARC-015" })
    }

    static let withFiles = """
        | survey |
        | | type | name | label | calculation | parameters | image |
        | | select_one_from_file xa.csv | xa | Xã | | value=ma label=ten | |
        | | select_one_from_file to.csv | to | Tổ | | | |
        | | calculate | dan | | pulldata('dan_so', 'so', 'ma', ${xa}) | | |
        | | csv-external | kho | | | | |
        | | note | hinh | H | | | a.png |
        """

    @Test func looksForFiles() throws {
        let settings = "\n| settings |\n| | form_id | version |\n| | f | 1 |\n"
        let form = Array((Self.withFiles + settings).utf8)
        let unseen = FormReader.read(form, file: "f.md")
        #expect(unseen.faults.isEmpty)
        #expect(unseen.neededFiles == ["a.png", "dan_so.csv", "kho.csv", "to.csv", "xa.csv"])
        let files: [String: [UInt8]] = [
            "xa.csv": Array("ma,tenn\n11542,Nam Triệu\n".utf8), "tox.csv": [], "dan_so.csv": Array("a,\"b\n".utf8),
            "kho.csv": Array("name,label\n1,Một\n2,Hai\n".utf8), "a.png": [],
        ]
        let seen = FormReader.read(form, file: "f.md", files: files)
        #expect(
            seen.faults.map(FormTable.description) == [
                "FORM-040 survey!A3 (type) xa ^0", "FORM-039 survey!A4 (type) to ^21",
                "ARC-013 survey!D5 (calculation) dan ^9",
            ])
        #expect(seen.faults[1].kind.message.en.contains("did you mean \"tox.csv\"?"))
        #expect(seen.tables["kho.csv"]?.count == 2)
        #expect(seen.tables["xa.csv"]?[0, "ma"] == "11542")
    }

    /// Pictures and sounds of questions and of choices, in every language.
    @Test func expressionsHaveALimitTogether() {
        let long = "1" + String(repeating: " + 1", count: 4_000)
        let rows = (1...80).map { "| | calculate | c\($0) | | \(long) |" }.joined(separator: "\n")
        let text = "| survey |\n| | type | name | label | calculation |\n" + rows
        #expect(
            FormTable.read(text).faults.map(FormTable.description).filter { $0.hasPrefix("FORM-") } == [
                "FORM-064 survey!D68 (calculation) c66 ^0"
            ])
    }

    @Test func looksForPicturesAndSounds() {
        let form = """
            | survey |
            | | type | name | label | image::vi | image::en | audio |
            | | select_one l | a | A | a.png | b.png | a.mp3 |
            | choices |
            | | list_name | name | label | big-image | video::vi |
            | | l | 1 | Một | to.png | v.mp4 |
            | | l | 2 | Hai | jr://images/x.png | |
            | settings |
            | | form_id | version |
            | | f | 1 |
            """
        let reading = FormReader.read(Array(form.utf8), file: "f.md", files: ["a.png": [], "v.mp4": []])
        #expect(reading.neededFiles == ["a.mp3", "a.png", "b.png", "to.png", "v.mp4"])
        #expect(
            reading.faults.map(FormTable.description) == [
                "FORM-039 survey!F3 (audio) a ^0", "FORM-039 survey!E3 (image::en) a ^0",
                "FORM-039 choices!D6 (big-image) 1 ^0",
            ])
    }

    @Test func readsOtherTables() {
        let form =
            "| survey |\n| | type | name | label |\n| | select_one_from_file a.xml | a | A |\n| | select_one_from_file b.geojson | b | B |\n"
        let xml =
            "<root><item><name>1</name><label>Một</label></item><item><label>Hai</label><name>2</name></item></root>"
        let geo = """
            {"type":"FeatureCollection","features":[{"type":"Feature","id":"f1","geometry":{"type":"Point","coordinates":[106.7,20.8]},
            "properties":{"title":"Điểm","name":"n1","label":"l","so":3}}]}
            """
        let reading = FormReader.read(
            Array((form + "| settings |\n| | form_id | version |\n| | f | 1 |\n").utf8), file: "f.md",
            files: ["a.xml": Array(xml.utf8), "b.geojson": Array(geo.utf8)])
        #expect(reading.faults.isEmpty, "\(reading.faults.map(FormTable.description))")
        #expect(reading.tables["a.xml"]?[1, "label"] == "Hai")
        #expect(reading.tables["b.geojson"]?[0, "so"] == "3")
        #expect(reading.tables["b.geojson"]?[0, "geometry"] == "20.8 106.7 0 0")
    }

    /// A code that is blank, taken, or cannot be stored beside others.
    @Test func looksAtTheCodesOfFiles() {
        let form = """
            | survey |
            | | type | name | label | choice_filter |
            | | select_one_from_file a.csv | a | A | |
            | | select_multiple_from_file b.csv | b | B | name != '' |
            | settings |
            | | form_id | version |
            | | f | 1 |
            """
        let csv = Array("name,label\nx y,Một\nz,Hai\nz,Ba\n,Bốn\n".utf8)
        let reading = FormReader.read(Array(form.utf8), file: "f.md", files: ["a.csv": csv, "b.csv": csv])
        #expect(
            reading.faults.map { "\($0.row ?? 0) \($0.kind.message.en)" } == [
                "3 a.csv, entry 4: there is no code", "3 a.csv, entry 3: the code \"z\" is taken",
                "4 b.csv, entry 4: there is no code", "4 b.csv, entry 1: the code \"x y\" has a space in it",
            ])
        #expect(reading.warnings.count == 4)
    }

    /// The row that Excel shows, and the line of the file where a cell holds several.
    @Test func rowsOfCSVAreToldAsTablesAndFilesHaveThem() {
        let csv = "survey,,,\n,type,name,label\n,text,a,\"Một\nhai\nba\"\n,txt,b,B\n"
        let faults = FormReader.read(Array(csv.utf8), file: "f.csv").errors
        #expect(faults.map(\.place) == ["f.csv:6: survey!B4 (type) b"])
        #expect(faults.first?.json["row"] == .int(4))
        #expect(faults.first?.json["line"] == .int(6))
        let plain = FormReader.read(Array(csv.replacing("\nhai\nba", with: "").utf8), file: "f.csv").errors
        #expect(plain.map(\.place) == ["f.csv: survey!B4 (type) b"])
    }

    /// What a form's file is called need not be an id.
    @Test(arguments: [
        ("Biểu mẫu hộ.md", "bieu-mau-ho"), ("_phieu.md", "phieu"), ("x/ho-tro 2.md", "ho-tro-2"), ("《》.md", "form"),
        ("--help.md", "help"), ("ho-tro.v2.md", "ho-tro"),
    ])
    func anIDComesFromTheFilesName(file: String, id: String) {
        let form = "| survey |\n| | type | name | label |\n| | text | a | A |\n"
        #expect(FormReader.read(Array(form.utf8), file: file).form?.id == id)
    }

    // MARK: - Files

    @Test func refusesWhatIsNoText() {
        let latin = FormReader.read(Array("| survey |\n| | t".utf8) + [0xEA, 0x0A], file: "f.md")
        #expect(latin.faults.map(FormTable.description) == ["FORM-002 file:2 ^5"])
        let large = FormReader.read([UInt8](repeating: 0x20, count: FormReader.sizeLimit + 1), file: "f.md")
        #expect(large.faults.map(FormTable.description) == ["FORM-001 file"])
        let rows = String(repeating: "| | text | a | A |\n", count: FormReader.lineLimit)
        let long = FormTable.read("| survey |\n| | type | name | label |\n" + rows)
        #expect(long.faults.contains { FormTable.description(of: $0) == "FORM-004 file:10001" })
        #expect(FormReader.read([], file: "f.pdf").faults.map(\.kind.code) == ["FORM-003"])
    }

    // MARK: - Remedies

    static let remedies: [(form: String, nearest: String)] = [
        ("| survey |\n| | typo | name | label |\n| | text | a | A |\n", "type"),
        ("| survey |\n| | type | name | label |\n| | integr | a | A |\n", "integer"),
        ("| survey |\n| | type | name | lable |\n| | note | a | A |\n", "label"),
        ("| survey |\n| | type | name | label |\n| | text | gioi_tinh | ${gioitinh} |\n", "gioi_tinh"),
        ("| survey |\n| | type | name | label |\n| | text | quê | ${que} |\n", "quê"),
        ("| survey |\n| | type | name | label | relevant |\n| | text | a | A | strng(.) = 'x' |\n", "string"),
        ("| survey |\n| | type | name | label |\n| | text | a | A |\n| choicess |\n| | x |\n", "choices"),
    ]

    @Test(arguments: remedies)
    func namesTheNearest(form: String, nearest: String) {
        let messages = FormTable.read(form).faults.map { $0.kind.message.en }
        #expect(messages.contains { $0.contains("did you mean \"\(nearest)\"?") }, "\(messages)")
    }

    /// As Excel shows the file: the names of the sheets stand in column A.
    @Test func countsTheColumnsOfOneFileCSV() {
        let text = "survey,,,\n,type,name,label\n,texxt,a,${b}\nsettings,,,\n,form_id,version,\n,phiếu,1,\n"
        let places = FormReader.read(Array(text.utf8), file: "f.csv").faults.map { "\($0.column ?? "-")\($0.row ?? 0)" }
        #expect(places == ["B3", "D3", "B6"])
    }

    /// Nobody sees a thousand faults, but everybody must know that there are more, and an error among them counts.
    @Test func saysHowManyFaultsAreNotListed() {
        let rows = (1...1_200).map { "| | text | a\($0) | A | wrong${ |\n| | audio | b\($0) | B | |\n" }.joined()
        let reading = FormTable.read("| survey |\n| | type | name | label | relevant |\n" + rows)
        #expect(reading.errors.count == 1_000 && reading.warnings.count == 1_000)
        #expect(reading.unlisted == [.error: 200, .warning: 200])
        let check = FormCheck(reading, file: "f.md", needed: [])
        #expect(check.errorCount == 1_200 && check.warningCount == 1_200)
        #expect(
            check.lines(.en).suffix(2).first
                == "… and 400 more faults that are not listed; correct these, then check again")
        #expect(check.json["unlisted"]?.int == 400)
    }

    @Test func pointsAtTheSpot() throws {
        let reading = FormTable.read(
            "| survey |\n| | type | name | label | relevant |\n| | text | quê | Quê | 'Huế' = ${x} |\n")
        let fault = try #require(reading.errors.first)
        #expect(fault.caretLines == ["'Huế' = ${x}", "        ^"])
        #expect(fault.place == "f.md: survey!D3 (relevant) quê")
    }
}
