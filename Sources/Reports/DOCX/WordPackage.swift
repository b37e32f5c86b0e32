import Archive
import Base

/// The parts of a Word file around its text: page, default font, page number in the upper margin from page 2 on.
///
/// Source: ECMA-376 Part 2; Decree 30/2020/NĐ-CP, annex I (A4; margins 20, 20, 30 and 15 mm; Times New Roman 14).
enum WordPackage {
    static func archive(body: [Markup], title: String) -> [UInt8] {
        ZipWriter.archive([
            ZipWriter.Entry("[Content_Types].xml", contentTypes),
            ZipWriter.Entry(
                "_rels/.rels",
                relations([
                    ("\(office)/officeDocument", "word/document.xml"),
                    (
                        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
                        "docProps/core.xml"
                    ),
                ])),
            ZipWriter.Entry("docProps/core.xml", core(title)),
            ZipWriter.Entry("word/document.xml", document(body)),
            ZipWriter.Entry(
                "word/_rels/document.xml.rels",
                relations([("\(office)/styles", "styles.xml"), ("\(office)/header", "header1.xml")])),
            ZipWriter.Entry("word/styles.xml", styles), ZipWriter.Entry("word/header1.xml", header),
        ])
    }

    /// Width of the text in twentieths of a point: 210 mm less 30 and 15.
    static let textWidth = 9355

    private static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    private static let main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private static let types = "application/vnd.openxmlformats-officedocument.wordprocessingml"

    private static let contentTypes =
        head + """
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
            <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
            <Default Extension="xml" ContentType="application/xml"/>\
            <Override PartName="/word/document.xml" ContentType="\(types).document.main+xml"/>\
            <Override PartName="/word/styles.xml" ContentType="\(types).styles+xml"/>\
            <Override PartName="/word/header1.xml" ContentType="\(types).header+xml"/>\
            <Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>\
            </Types>
            """

    private static func relations(_ targets: [(kind: String, target: String)]) -> String {
        let rows = targets.enumerated().map {
            "<Relationship Id=\"rId\($0 + 1)\" Type=\"\($1.kind)\" Target=\"\($1.target)\"/>"
        }
        return head + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
            + rows.joined() + "</Relationships>"
    }

    private static func core(_ title: String) -> String {
        head + """
            <cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" \
            xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>\(title.xmlEscaped)</dc:title>\
            <dc:language>vi-VN</dc:language></cp:coreProperties>
            """
    }

    private static func document(_ body: [Markup]) -> String {
        head + "<w:document xmlns:w=\"\(main)\" xmlns:r=\"\(office)\"><w:body>" + body.joined.source + """
            <w:sectPr><w:headerReference w:type="default" r:id="rId2"/>\
            <w:pgSz w:w="11906" w:h="16838"/>\
            <w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/>\
            <w:titlePg/></w:sectPr></w:body></w:document>
            """
    }

    /// The page number, size 14, centred in the upper margin; the first page has a header of its own, which is empty.
    private static let header =
        head + """
            <w:hdr xmlns:w="\(main)"><w:p><w:pPr><w:jc w:val="center"/></w:pPr>\
            <w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>\
            <w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r>\
            <w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:hdr>
            """

    private static let styles =
        head + """
            <w:styles xmlns:w="\(main)"><w:docDefaults><w:rPrDefault><w:rPr>\
            <w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" w:cs="Times New Roman"/>\
            <w:color w:val="000000"/><w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault>\
            <w:pPrDefault/></w:docDefaults>\
            <w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style></w:styles>
            """
}
