internal import Base
internal import Forms

extension FormReading {
    /// The form as an ODK XForm, which telephones with Collect and servers read; nil when it has errors.
    ///
    /// Source: ODK XForms specification; where it leaves a choice, pyxform 4.5.
    package func xform() -> String? {
        guard let form, let survey else { return nil }
        var writer = XFormWriter(form: form, survey: survey)
        var out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        writer.document().write(to: &out)
        return out
    }

    /// What must lie beside the XForm and comes out of the form's own tables: `itemsets.csv` when it has a
    /// `select_one_external`, and the lists that travel as sheets named after their files.
    package var filesBesideXForm: [(name: String, bytes: [UInt8])] {
        let lists = tables.filter {
            $0.key.lowercased().hasSuffix(".csv") && workbook?.sheet($0.key.lowercased()) != nil
        }
        let files = lists.sorted { $0.key < $1.key }.map { (name: $0.key, bytes: text(of: $0.value)) }
        return (itemsets.map { [("itemsets.csv", $0)] } ?? []) + files
    }

    /// Source: pyxform, `external_choices_to_csv`.
    private var itemsets: [UInt8]? {
        guard let sheet = workbook?.sheet("external_choices"), let header = sheet.header else { return nil }
        let width = header.usedWidth
        let names = (0..<width).map { header[$0].text.replacing("list name", with: "list_name") }
        let rows = sheet.rows.map { row in (0..<width).map { row[$0].text } }
        return FormWriter.quotedCSV([names] + rows)
    }
}

/// Builds the document from a compiled form. The parts stand in the files beside this one.
struct XFormWriter {
    let form: Form
    let survey: Survey
    let paths: XFormPaths
    var texts: XFormTexts
    /// Of choice lists.
    var instances: [XMLElement] = []
    var binds: [XMLElement] = []
    /// Dynamic defaults at the top.
    var setValues: [XMLElement] = []
    /// Dynamic defaults of the rows of a repeat.
    var repeatSetters: [Int: [XMLElement]] = [:]
    /// The group of each `table-list` has one node more: the heading of its columns.
    var tableLists: [Int: Int] = [:]

    init(form: Form, survey: Survey) {
        self.form = form
        self.survey = survey
        paths = XFormPaths(form)
        texts = XFormTexts(form, paths: paths)
        for item in form.items where item.type == .group && item.appearance.contains("table-list") {
            tableLists[item.index] = form.children(of: item.index).first { form.items[$0].type.isSelect }
        }
    }

    mutating func document() -> XMLElement {
        for item in form.items { addBind(item) }
        addMetaBinds()
        let body = self.body()
        addListInstances()
        var model = XMLElement("model", [("odk:xforms-version", "1.0.0")])
        if !survey.entities.isEmpty { model.set("entities:entities-version", entitiesVersion) }
        model.append([submission].compactMap { $0 })
        model.append([texts.itext()].compactMap { $0 })
        model.append([XMLElement("instance", [], [primaryInstance()])])
        model.append(instances + externalInstances() + binds + setValues + locationAndSound())
        let head = XMLElement("h:head", [], [XMLElement("h:title", text: form.title), model])
        return XMLElement("h:html", namespaces, [head, body])
    }

    private var namespaces: [(String, String?)] {
        var all: [(String, String?)] = [
            ("xmlns", "http://www.w3.org/2002/xforms"), ("xmlns:h", "http://www.w3.org/1999/xhtml"),
            ("xmlns:ev", "http://www.w3.org/2001/xml-events"), ("xmlns:xsd", "http://www.w3.org/2001/XMLSchema"),
            ("xmlns:jr", "http://openrosa.org/javarosa"), ("xmlns:orx", "http://openrosa.org/xforms"),
            ("xmlns:odk", "http://www.opendatakit.org/xforms"),
        ]
        if !survey.entities.isEmpty { all.append(("xmlns:entities", "http://www.opendatakit.org/xforms/entities")) }
        let known = Set(all.map(\.0))
        for (prefix, address) in form.header.namespaces.sorted(by: { $0.key < $1.key })
        where SiblingNames.isName(prefix) && !known.contains("xmlns:\(prefix)") {
            all.append(("xmlns:\(prefix)", address))
        }
        return all
    }

    /// Whether an attribute's prefix is declared.
    func isDeclared(_ name: String) -> Bool {
        guard let colon = name.firstIndex(of: ":") else { return SiblingNames.isName(name) }
        let prefix = String(name[..<colon])
        let own = ["jr", "orx", "odk", "h", "ev", "xsd"].contains(prefix) || form.header.namespaces[prefix] != nil
        return (own || prefix == "entities" && !survey.entities.isEmpty)
            && SiblingNames.isName(String(name[name.index(after: colon)...]))
    }

    private var submission: XMLElement? {
        let settings = survey.settings
        let attributes: [(String, String?)] = [
            ("action", settings["submission_url"]), ("method", settings["submission_url"].map { _ in "post" }),
            ("base64RsaPublicKey", settings["public_key"]), ("orx:auto-send", settings["auto_send"]),
            ("orx:auto-delete", settings["auto_delete"]),
            ("odk:client-editable", FormCompiler.isYes(settings["client_editable"] ?? "") ? "true" : nil),
        ]
        return attributes.contains { $0.1 != nil } ? XMLElement("submission", attributes) : nil
    }
}
