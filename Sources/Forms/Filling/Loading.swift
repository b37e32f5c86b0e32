internal import Base

/// Taking answers from JSON: a draft, a record, or a line of a file that somebody else wrote.
extension Filling {
    func load(_ answers: JSONObject, into holder: Element, scope: Int, rows: [Int], origin: Origin) {
        for member in answers {
            let key = member.key.nfc
            guard let item = form.layout.itemByKey[scope + 1][key] else {
                reject(.unknownKey(key, nearest: nearestKey(key, scope)), key: key, scope: scope, rows: rows)
                continue
            }
            if form.items[item].type == .repeat {
                loadRows(member.value, of: item, rows: rows, origin: origin)
            } else {
                loadAnswer(member.value, Place(item: item, rows: rows))
            }
        }
    }

    private func nearestKey(_ key: String, _ scope: Int) -> String? {
        key.nearest(in: form.layout.itemByKey[scope + 1].keys.sorted())
    }

    private func loadRows(_ value: JSON, of item: Int, rows: [Int], origin: Origin) {
        let place = Place(item: item, rows: rows)
        if value == .null { return }
        guard case .array(let elements) = value, let parent = holder(of: place) else {
            return reject(.wrongKind(found: value.kindName, wanted: .repeat), at: place)
        }
        guard elements.count <= Self.rowLimit else { return reject(.tooManyRows(limit: Self.rowLimit), at: place) }
        for (index, element) in elements.enumerated() {
            guard hasRoom(forRowOf: item) else {
                return reject(.evaluation(.recordTooLarge(limit: Self.elementLimit)), at: place)
            }
            let row = makeRow(of: item, in: parent, withDefaults: origin == .new)
            row.isGiven = true
            let inner = rows + [index + 1]
            guard case .object(let object) = element else {
                reject(.wrongKind(found: element.kindName, wanted: .repeat), at: Place(item: item, rows: inner))
                continue
            }
            load(object, into: row, scope: item, rows: inner, origin: origin)
        }
    }

    private func loadAnswer(_ value: JSON, _ place: Place) {
        guard let element = element(at: place) else { return }
        element.isGiven = true
        do throws(AnswerFault) {
            element.text = try stored(value, for: place.item)
        } catch {
            element.text = ""
            reject(error, at: place)
        }
    }

    /// The stored text of a JSON value; codes may be numbers, numbers may be texts with a comma or a point.
    private func stored(_ value: JSON, for item: Int) throws(AnswerFault) -> String {
        let type = form.items[item].type
        let isFree = type == .calculate || type == .hidden
        switch value {
        case .null: return ""
        case .string(let text): return try stored(typed: text, for: item)
        case .number(let digits) where type.isSelect: return try stored(typed: digits, for: item)
        case .number(let digits) where type.isNumeric:
            let isExponential = digits.utf8.contains { $0 == 0x65 || $0 == 0x45 }
            let number = isExponential ? NumberText.write(Double(digits) ?? .nan) : digits
            return try stored(typed: try Self.whole(number, type), for: item)
        case .number(let digits) where isFree: return digits
        case .bool(let flag) where type == .acknowledge: return flag ? "OK" : ""
        case .bool(let flag) where isFree: return flag ? "true" : "false"
        case .array(let values) where type.takesSeveral:
            var codes: [String] = []
            for value in values {
                guard let code = value.string else { throw .wrongKind(found: value.kindName, wanted: type) }
                codes.append(code)
            }
            return try stored(typed: codes.joined(separator: " "), for: item)
        default: throw .wrongKind(found: value.kindName, wanted: type)
        }
    }

    /// `5.0` is the integer 5; 1.234 is none, although the text "1.234" may be typed for 1234.
    private static func whole(_ digits: String, _ type: ItemType) throws(AnswerFault) -> String {
        guard type == .integer, let point = digits.firstIndex(of: ".") else { return digits }
        guard digits[digits.index(after: point)...].allSatisfy({ $0 == "0" }) else { throw .notAnInteger(digits) }
        return String(digits[..<point])
    }

    /// The stored text of what was typed: NFC, without spaces around it; nothing for nothing.
    func stored(typed: String, for item: Int) throws(AnswerFault) -> String {
        let text = typed.nfc.trimmedSpace
        if text.isEmpty { return "" }
        let type = form.items[item].type
        if let table = choiceTable(of: item) {
            return try ChoiceText(table: table, form: form).stored(text, several: type.takesSeveral)
        }
        if type == .range { return try RangeScale(form.items[item].parameters).stored(text) }
        let whole = type == .date ? AnswerText.firstDay(text, appearance: form.items[item].appearance) : text
        return try AnswerText(now: context.now()).stored(whole, as: type)
    }

    // MARK: - Refusing

    private func reject(_ fault: AnswerFault, at place: Place) {
        rejected.append(FillProblem(place: place, path: form.text(of: place), fault: fault))
    }

    private func reject(_ fault: AnswerFault, key: String, scope: Int, rows: [Int]) {
        let prefix = scope < 0 ? "" : form.text(of: Place(item: scope, rows: rows)) + "/"
        rejected.append(FillProblem(place: nil, path: prefix + key, fault: fault))
    }
}

extension JSON {
    /// For messages.
    fileprivate var kindName: String {
        switch self {
        case .null: "null"
        case .bool(let flag): flag ? "true" : "false"
        case .number(let digits): digits
        case .string(let text): "\"\(text.printable.prefix(40))\""
        case .array: "[…]"
        case .object: "{…}"
        }
    }
}
