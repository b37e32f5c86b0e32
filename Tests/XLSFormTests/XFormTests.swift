import Archive
import Base
import Forms
import Foundation
import Testing
import XLSForm

/// ODK XForms for telephones. One after the other: ODK Validate keeps its stand-ins for files in one place.
@Suite(.serialized) struct XFormTests {
    static let forms = XFormForms.all + [FormTable("ho-tro", FormatTests.forms[1].text)] + examples

    /// `forms/examples`
    private static let examples: [FormTable] = ["ho-gia-dinh", "tram-y-te"].map { name in
        let root = #filePath.replacing("/Tests/XLSFormTests/XFormTests.swift", with: "")
        guard let bytes = FileManager.default.contents(atPath: "\(root)/forms/examples/\(name).md") else {
            preconditionFailure("no example \(name)")
        }
        return FormTable(name, String(decoding: bytes, as: UTF8.self))
    }

    private func xform(_ table: FormTable) throws -> String {
        let reading = table.reading
        return try #require(
            reading.xform(), "\(reading.faults.map { "\(FormTable.description(of: $0)) \($0.kind.message.en)" })")
    }

    @Test(arguments: forms)
    func isWellFormed(_ table: FormTable) throws {
        let text = try xform(table)
        let xml = try XMLReader(Array(text.utf8), entry: "form.xml")
        var open: [String] = []
        var ids: Set<String> = []
        var asked: Set<String> = []
        while let event = try xml.next() {
            switch event {
            case .start(let name):
                open.append(name)
                if name == "text", let id = xml.attribute("id") { ids.insert(id) }
                for key in ["ref", "jr:constraintMsg", "jr:requiredMsg"] {
                    if let value = xml.attribute(key), value.hasPrefix("jr:itext('") {
                        asked.insert(String(value.dropFirst(10).dropLast(2)))
                    }
                }
            case .end(let name): #expect(open.popLast() == name)
            case .text: break
            }
        }
        #expect(open.isEmpty)
        #expect(asked.isSubset(of: ids), "\(asked.subtracting(ids))")
        #expect(!text.contains("${"))
        #expect(try xform(table) == text)
    }

    /// What pyxform 4.5 writes for the same rows, spaces aside.
    static let snippets: [(form: FormTable, text: String)] = [
        (XFormForms.repeats, "<bind nodeset=\"/data/nguoi/nghe\" relevant=\"../tuoi &gt;= 15\"/>"),
        (XFormForms.repeats, "calculate=\"concat(../../../ten, ../../viec, /data/so)\"/>"),
        (XFormForms.repeats, "calculate=\"indexed-repeat(/data/nguoi/tuoi, /data/nguoi, position(..) - 1)\"/>"),
        (XFormForms.repeats, "calculate=\"sum(/data/nguoi/tuoi) + count(/data/nguoi)"),
        (XFormForms.repeats, "root/item[nhom = current()/../../tuoi or current()/../../tuoi &gt; 60]\">"),
        (XFormForms.repeats, "<repeat nodeset=\"/data/nguoi\" appearance=\"field-list\" jr:count=\"/data/so\">"),
        (XFormForms.repeats, "<bind nodeset=\"/data/nguoi/nghe/con_count\" type=\"string\" readonly=\"true()\""),
        (XFormForms.selects, "<itemset nodeset=\"randomize(instance('xa')/root/item[tinh = /data/tinh], 42)\">"),
        (XFormForms.selects, "query=\"instance('thon')/root/item[xa=/data/xa and tinh=/data/tinh]\">"),
        (
            XFormForms.selects,
            "<bind nodeset=\"/data/viec_other\" type=\"string\" relevant=\"selected(../viec, 'other')\"/>"
        ),
        (XFormForms.within, "<bind nodeset=\"/data/r/t\" type=\"int\" constraint=\"../t &lt; 150\""),
        (XFormForms.within, "<label>T <output value=\"../t\"/></label>"),
        (XFormForms.within, "root/item[ma != current()/../s]\">"),
        (
            XFormForms.within,
            "count(../../con[ten = current()/../ten]) + count(../../../g) + count(../../con)"
        ),
        (XFormForms.within, "appearance=\"search('l', 'matches', 'ten', /data/b)\""),
        (XFormForms.within, "<value>một <output value=\"/data/b\"/></value>"),
        (XFormForms.within, "<e x:tu=\"/data/b\"/>"),
        (XFormForms.defaults, "<setvalue event=\"xforms-value-changed\" ref=\"/data/e\" value=\"now()\"/>"),
        (XFormForms.defaults, "<odk:setgeopoint event=\"xforms-value-changed\" ref=\"/data/g\"/>"),
        (XFormForms.texts, "<value form=\"guidance\">hướng dẫn</value>"),
        (XFormForms.settings, "sotay:role=\"local.name\" x:z=\"j\"/>"),
        (XFormForms.entities, "<entity dataset=\"ho\" id=\"\" create=\"1\">"),
        (XFormForms.entities, "entities:saveto=\"ten_ho\"/>"),
        (
            XFormForms.entitiesWithin,
            "<g><t/><meta><entity dataset=\"ho\" id=\"\" create=\"1\"><label/></entity></meta></g>"
        ),
        (
            XFormForms.entitiesWithin,
            "nodeset=\"/data/r/meta/entity/label\" calculate=\"concat(../../../k/u, ' ', /data/g/t)\""
        ),
        (XFormForms.entitiesWithin, "nodeset=\"/data/r/meta/entity/@create\" calculate=\"../../../v &gt; 1\""),
        (XFormForms.entitiesWithin, "nodeset=\"/data/r/s/meta/entity/label\" calculate=\"../../../w\""),
        (XFormForms.entitiesWithin, "nodeset=\"/data/g/t\" type=\"string\" entities:saveto=\"ten\"/>"),
        (XFormForms.entitiesWithin, "entities:entities-version=\"2025.1.0\""),
        (XFormForms.quotes, "relevant=\"/data/t = &quot;a&quot; or /data/t = 'it&quot;s'\""),
        (XFormForms.quotes, "calculate=\"concat('“', /data/t, &quot;’&quot;)\""),
        (XFormForms.quotes, "T “t”"),
        (XFormForms.untranslated, "<translation lang=\"default\" default=\"true()\"><text id=\"/data/a:label\">"),
        (XFormForms.untranslated, "<translation lang=\"English (en)\"><text"),
        (XFormForms.untranslated, "<input ref=\"/data/b\"><label>Hai</label></input>"),
        (XFormForms.untranslated, "<hint>Gợi ý</hint>"),
        (XFormForms.withDefaultLanguage, "<translation lang=\"Vietnamese (vi)\" default=\"true()\"><text"),
        (XFormForms.withDefaultLanguage, "<translation lang=\"English (en)\"><text"),
        (XFormForms.withDefaultLanguage, "<input ref=\"/data/b\"><label>Hai</label></input>"),
        (XFormForms.withDefaultLanguage, "<hint>Gợi ý</hint>"),
        (
            XFormForms.untranslated,
            "<range ref=\"/data/c\" start=\"0\" end=\"10\" step=\"1\"><label ref=\"jr:itext('/data/c:label')\"/>"
                + "<itemset nodeset=\"instance('m')/root/item\">"
        ),
        (XFormForms.roots, "<submission base64RsaPublicKey=\"MIIB\" odk:client-editable=\"true\"/>"),
        (XFormForms.loop, "<a><x><c/><t_x/></x><y><c/><t_y/></y></a>"),
        (XFormForms.loop, "<bind nodeset=\"/data/a/y/t_y\" type=\"string\" relevant=\"../c &gt; 1\"/>"),
        (XFormForms.loop, "<text id=\"/data/a/y/c:label\"><value>Cen Yen</value>"),
        (XFormForms.colons, "<bind nodeset=\"/data/a\" type=\"string\" required=\"true()\" odk:length=\"3\"/>"),
        (XFormForms.colons, "<input ref=\"/data/a\" appearance=\"multiline\">"),
        (XFormForms.roots, "<phieu id=\"f\" version=\"1\"><a/>"),
        (XFormForms.roots, "A <output value=\"instance('__last-saved')/phieu/a\"/> của"),
        (XFormForms.roots, "<output value=\"/phieu/meta/instanceID\"/>"),
        (XFormForms.roots, "R <output value=\"instance('__last-saved')/phieu/meta/instanceID\"/>"),
        (XFormForms.roots, "<bind nodeset=\"/phieu/r/b\" type=\"int\" relevant=\"/phieu/a != ''\"/>"),
        (XFormForms.roots, "jr:count=\"instance('__last-saved')/phieu/so\""),
        (XFormForms.roots, "<instance id=\"__last-saved\" src=\"jr://instance/last-saved\"/>"),
        (XFormForms.roots, "<bind nodeset=\"/phieu/meta/instanceID\" type=\"string\" readonly=\"true()\""),
        (XFormForms.files, "<instance id=\"xa\" src=\"jr://file-csv/xa.csv\"/>"),
        (XFormForms.files, "<instance id=\"diem\" src=\"jr://file/diem.geojson\"/>"),
    ]

    /// What ODK's engine would refuse or drop as it stands; `FaultTables` has the warnings.
    @Test func writesValuesOfTheirType() throws {
        let text = try xform(XFormForms.setValues).replacing(" /data/t ", with: "/data/t")
            .replacing(" /data/d1 ", with: "/data/d1")
        for part in [
            "<g1>08:30:00</g1>", "<g2>2026-05-01T08:30:00+07:00</g2>", "value=\"date(today() + 30)\"",
            "value=\"date(if(/data/t = '', '', today() - 1))\"", "value=\"date-time(now() + 0.5)\"",
            "value=\"date(/data/d1 + 30)\"", "value=\"number(today())\"", "value=\"number(coalesce('', now()))\"",
            "value=\"date(today() + 1)\"",
        ] {
            #expect(text.contains(part), "\(part)")
        }
    }

    @Test(arguments: snippets)
    func writesWhatPyxformWrites(form: FormTable, text: String) throws {
        let bare = { (text: String) in text.filter { !$0.isWhitespace } }
        #expect(bare(try xform(form)).contains(bare(text)), "\(text)")
    }

    @Test func writesTheListsOfTelephones() {
        let files = XFormForms.selects.reading.filesBesideXForm
        #expect(files.map(\.name) == ["itemsets.csv"])
        #expect(
            String(decoding: files[0].bytes, as: UTF8.self) == """
                "list_name","name","label","xa","tinh"
                "thon","t1","Thôn 1","11542","31"

                """)
        #expect(XFormForms.types.reading.filesBesideXForm.isEmpty)
    }

    /// `media::image` needs no language, and a group that shows nothing no place on the screen.
    @Test func passesOnMediaAndHiddenGroups() throws {
        let text = try xform(
            FormTable(
                "media",
                """
                | survey |
                | | type | name | label | media::image | media::big-image | calculation |
                | | select_one l | a | A | a.png | to.png | |
                | | begin group | g | G | | | |
                | | calculate | c | | | | 1 |
                | | end group | | | | | |
                | choices |
                | | list_name | name | label | media::image |
                | | l | 1 | Một | mot.png |
                | settings |
                | | form_id | version |
                | | f | 1 |
                """))
        for file in ["a.png", "to.png", "mot.png"] { #expect(text.contains("jr://images/\(file)")) }
        #expect(text.contains("<bind nodeset=\"/data/g/c\"") && !text.contains("ref=\"/data/g\""))
    }

    /// A form that has travelled with its lists gives them back as files.
    @Test func writesTheFilesThatTravelInTheForm() {
        let text = """
            | survey |
            | | type | name | label |
            | | select_one_from_file xa.csv | xa | Xã |
            | xa.csv |
            | | name | label |
            | | 1 | Một, hai |
            """
        let files = FormTable.read(text).filesBesideXForm
        #expect(files.map(\.name) == ["xa.csv"])
        #expect(String(decoding: files[0].bytes, as: UTF8.self) == "name,label\r\n1,\"Một, hai\"\r\n")
    }

    /// The jar comes inside PyPI's pyxform; its path stands in SOTAY_ODK_VALIDATE.
    private static let validator = ProcessInfo.processInfo.environment["SOTAY_ODK_VALIDATE"]

    @Test(.enabled(if: validator != nil), arguments: forms)
    func passesODKValidate(_ table: FormTable) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "form.xml")
        try xform(table).write(to: file, atomically: true, encoding: .utf8)
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["java", "-Djava.awt.headless=true", "-jar", try #require(Self.validator), file.path]
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(output)")
    }
}
