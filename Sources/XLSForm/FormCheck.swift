package import Base
package import Forms

/// Everything that can be said of a form file without filling it: `sotay form check`.
package struct FormCheck: Sendable {
    /// A role and the question that bears it.
    package struct Fed: Hashable, Sendable {
        package let role: Role
        /// The answer's key, with the repeat around it.
        package let question: String
    }

    package let file: String
    package let faults: [FormFault]
    private let unlisted: [FormFault.Severity: Int]
    /// The roles that the form feeds, in the order of the list; empty when it has errors.
    package let fed: [Fed]
    /// Roles that are needed and that no question bears; empty when the form has errors.
    package let missing: [Role]
    package let form: Form?

    /// `needed` are the roles that the indicators count by.
    package init(_ reading: FormReading, file: String, needed: Set<Role>) {
        self.file = file
        faults = reading.faults
        unlisted = reading.unlisted
        form = reading.form
        let roles = reading.form?.roles ?? [:]
        fed = Role.allCases.compactMap { role in
            roles[role].map { Fed(role: role, question: ($0.repeatKey.map { "\($0)/" } ?? "") + $0.key) }
        }
        // A form records sessions or events; the roles of the other are not missed.
        let recordsEvents = roles[.eventStart] != nil
        missing =
            reading.form == nil
            ? []
            : Role.allCases.filter { needed.contains($0) && roles[$0] == nil && $0.isOfEvent == recordsEvents }
    }

    package var errorCount: Int { count(of: .error) }
    package var warningCount: Int { count(of: .warning) }

    private func count(of severity: FormFault.Severity) -> Int {
        faults.count { $0.severity == severity } + unlisted[severity, default: 0]
    }

    /// 0, or 65 with an error. Warnings are no failure.
    package var status: ExitStatus { errorCount > 0 ? .badData : .done }

    // MARK: - For people

    /// Lines for a terminal: each fault with its place, the text with a caret and the remedy, then what it adds up to.
    package func lines(_ language: Language) -> [String] {
        faultLines(language) + [summary[language]] + roleLines(language)
    }

    /// The faults alone.
    package func faultLines(_ language: Language) -> [String] {
        faults.flatMap { Self.lines($0, language) } + (unlistedLine.map { [$0[language]] } ?? [])
    }

    private var unlistedLine: Bilingual? {
        let count = unlisted.values.reduce(0, +)
        guard count > 0 else { return nil }
        return Bilingual(
            "… và \(count) lỗi, cảnh báo nữa không kể ra; sửa những chỗ trên rồi soát lại",
            "… and \(count) more faults that are not listed; correct these, then check again")
    }

    /// `lỗi: f.xlsx: survey!D4 (relevant) ten: không có câu hỏi "x" [FORM-101]`
    private static func lines(_ fault: FormFault, _ language: Language) -> [String] {
        let word = fault.severity == .error ? Bilingual("lỗi", "error") : Bilingual("cảnh báo", "warning")
        var lines = [
            "\(word[language]): \(fault.place.printable): \(fault.kind.message[language].printable) [\(fault.kind.code)]"
        ]
        lines += fault.caretLines.map { "    \($0)" }
        lines.append("    \(Bilingual("gợi ý", "hint")[language]): \(fault.kind.remedy[language])")
        return lines
    }

    private var summary: Bilingual {
        guard !faults.isEmpty else { return Bilingual("\(file): không có lỗi", "\(file): no faults") }
        let errors = errorCount == 1 ? "1 error" : "\(errorCount) errors"
        let warnings = warningCount == 1 ? "1 warning" : "\(warningCount) warnings"
        return Bilingual("\(file): \(errorCount) lỗi, \(warningCount) cảnh báo", "\(file): \(errors), \(warnings)")
    }

    private func roleLines(_ language: Language) -> [String] {
        guard form != nil else { return [] }
        var lines: [String] = []
        if fed.isEmpty {
            let none = Bilingual(
                "không câu hỏi nào có vai trò: biểu mẫu này không góp vào số liệu nào",
                "no question has a role: this form feeds no figures")
            return [none[language]]
        }
        lines.append(Bilingual("vai trò mà biểu mẫu có:", "roles that the form feeds:")[language])
        lines += fed.map { "    \($0.role.rawValue.fitted(to: 20)) \($0.question)" }
        guard !missing.isEmpty else { return lines }
        lines.append(Bilingual("vai trò mà chỉ tiêu cần, còn thiếu:", "roles that the indicators miss:")[language])
        return lines + missing.map { "    \($0.rawValue)" }
    }

    // MARK: - For machines

    /// `{"file":…,"errors":0,"warnings":1,"faults":[…],"roles":{…},"missing_roles":[…]}`
    package var json: JSON {
        var roles: JSONObject = [:]
        for item in fed { roles[item.role.rawValue] = .string(item.question) }
        return .object([
            "file": .string(file), "errors": .int(errorCount), "warnings": .int(warningCount),
            "form_id": form.map { .string($0.id) } ?? .null, "version": form.map { .string($0.version) } ?? .null,
            "faults": .array(faults.map(\.json)),
            "unlisted": .int(unlisted.values.reduce(0, +)), "roles": .object(roles),
            "missing_roles": .strings(missing.map(\.rawValue)),
        ])
    }
}

extension FormFault {
    /// All that is known of it; what is not has no key.
    package var json: JSON {
        var object: JSONObject = [
            "code": .string(kind.code), "severity": .string(severity.rawValue), "file": .string(file),
        ]
        object["sheet"] = sheet.map { .string($0) }
        object["row"] = row.map { .int($0) }
        object["line"] = line.map { .int($0) }
        object["column"] = column.map { .string($0) }
        object["header"] = header.map { .string($0) }
        object["name"] = name.map { .string($0) }
        object["text"] = text.map { .string($0) }
        object["caret"] = caret.map { .int($0) }
        object["message"] = Self.json(kind.message)
        object["hint"] = Self.json(kind.remedy)
        return .object(object)
    }

    private static func json(_ text: Bilingual) -> JSON {
        .object(["vi": .string(text.vi), "en": .string(text.en)])
    }
}
