internal import Base
internal import Forms

/// Choice lists as secondary instances, and the item sets that read them.
extension XFormWriter {
    mutating func addListInstances() {
        for listed in survey.lists {
            guard case .choices = listed.source, let list = form.lists[listed.name] else { continue }
            let usesItext = usesItext(list)
            var items: [XMLElement] = []
            for (number, choice) in list.choices.enumerated() {
                var item = XMLElement("item", [], [XMLElement("name", text: choice.name)])
                if usesItext {
                    let id = "\(list.name)-\(number)"
                    let own =
                        choice.label.isEmpty ? [] : [XFormTexts.Value(form: nil, labels: choice.label, source: nil)]
                    texts.add(id, own + media(of: choice))
                    item.append([XMLElement("itextId", text: id)])
                } else {
                    item.append([XMLElement("label", text: choice.label.texts.first?.text ?? "")])
                }
                item.append(Self.extraColumns(of: choice))
                items.append(item)
            }
            instances.append(XMLElement("instance", [("id", list.name)], [XMLElement("root", [], items)]))
        }
    }

    private static func extraColumns(of choice: Choice) -> [XMLElement] {
        choice.columns.sorted { $0.key < $1.key }.compactMap { header, text in
            guard SiblingNames.isName(header), header != "label", header != "name" else { return nil }
            return XMLElement(header, text: text)
        }
    }

    func usesItext(_ list: ChoiceList) -> Bool {
        list.choices.contains { choice in
            texts.needsItext(choice.label) || !media(of: choice).isEmpty
                || choice.label.texts.contains { !OutputText.references(in: $0.text).isEmpty }
        }
    }

    private func media(of choice: Choice) -> [XFormTexts.Value] {
        Self.values(choice.media, on: nil)
    }

    /// Pictures and sounds as values of `itext`, by the addresses where a telephone looks for them.
    static func values(_ media: [Media: Labels], on source: Int?) -> [XFormTexts.Value] {
        media.sorted { $0.key.rawValue < $1.key.rawValue }.map { kind, files in
            var addresses = Labels()
            for file in files.texts { addresses[code: file.code] = address(file.text, kind.rawValue) }
            return XFormTexts.Value(form: kind.rawValue, labels: addresses, source: source)
        }
    }

    /// Where a telephone looks for a file of this kind.
    static func address(_ file: String, _ key: String) -> String {
        guard !file.contains("://") else { return file }
        return "jr://\(key == "image" || key == "big-image" ? "images" : key)/\(file)"
    }

    /// Source: pyxform, `question.py`, "choices from a repeat".
    private func itemset(ofRows name: String, _ item: Item) -> XMLElement {
        let target = form.item(named: name)!.index
        let around = form.enclosingRepeat(of: target)
        let value = paths.path(target).dropFirst(paths.path(around).utf8.count + 1)
        let filter = item.choiceFilter.map { "[\(paths.rewritten($0, inRowsOf: around, on: item.index))]" } ?? ""
        return XMLElement(
            "itemset", [("nodeset", "\(paths.path(around))[./\(value) != '']\(filter)")],
            [XMLElement("value", [("ref", String(value))]), XMLElement("label", [("ref", String(value))])])
    }

    /// What a select asks from: an item set, or the items themselves for the legacy `search()`.
    func choiceElements(_ item: Item, _ source: TypeCell.ListSource) -> [XMLElement] {
        if item.hasSearch, let list = form.choices(of: item.index) {
            return list.choices.map {
                XMLElement(
                    "item", [],
                    [XMLElement("label", text: $0.label.texts.first?.text ?? ""), XMLElement("value", text: $0.name)])
            }
        }
        let filter = item.choiceFilter.map { "[\(paths.rewritten($0, on: item.index, isFilter: true))]" } ?? ""
        var value = "name"
        var label = "label"
        let instance: String
        switch source {
        case .choices(let name), .external(let name):
            instance = name
            if let list = form.lists[name], usesItext(list) { label = "jr:itext(itextId)" }
        case .file(let file):
            instance = Self.stem(file)
            value = item.valueColumn
            label = item.labelColumn
        case .rows(let name): return [itemset(ofRows: name, item)]
        }
        var nodeset = "instance('\(instance)')/root/item\(filter)"
        if item.parameters["randomize"]?.lowercased() == "true" {
            let seed = item.parameters["seed"].map { ", \(paths.rewritten($0, on: item.index).trimmedSpace)" } ?? ""
            nodeset = "randomize(\(nodeset)\(seed))"
        }
        return [
            XMLElement(
                "itemset", [("nodeset", nodeset)],
                [XMLElement("value", [("ref", value)]), XMLElement("label", [("ref", label)])])
        ]
    }
}
