package import Base

/// Why a row of a list is not taken.
package struct RegisterFault: Error, Hashable, Sendable {
    /// From 1, as the sheet counts.
    package let line: Int
    package let reason: Reason

    package enum Reason: Error, Hashable, Sendable {
        case columnMissing(String)
        case codeMissing
        case codeWrong(String)
        case otherArea(String, String)
        case dateWrong(String)
        /// It says what it became, but not when.
        case endMissing
        case forceUnknown(String)
        case twice(String, first: Int)
    }
}

extension RegisterFault: Reportable {
    package var problem: Problem {
        Problem(
            code, at: nil, Bilingual("dòng \(line): \(text.vi)", "line \(line): \(text.en)"), hint: hint,
            status: .badData)
    }

    private var code: String {
        switch reason {
        case .columnMissing: "REG-001"
        case .codeMissing: "REG-002"
        case .codeWrong: "REG-003"
        case .otherArea: "REG-004"
        case .dateWrong: "REG-005"
        case .endMissing: "REG-006"
        case .forceUnknown: "REG-007"
        case .twice: "REG-008"
        }
    }

    private var text: Bilingual {
        switch reason {
        case .columnMissing(let name): Bilingual("thiếu cột \"\(name)\"", "the column \"\(name)\" is missing")
        case .codeMissing: Bilingual("thiếu mã", "the code is missing")
        case .codeWrong(let code): Bilingual("mã \"\(code)\" không đúng", "the code \"\(code)\" is wrong")
        case .otherArea(let code, let area):
            Bilingual("mã \"\(code)\" không phải của đơn vị \(area)", "the code \"\(code)\" is not of area \(area)")
        case .dateWrong(let text): Bilingual("ngày \"\(text)\" không đọc được", "\"\(text)\" is no date")
        case .endMissing:
            Bilingual("đã nhập vào tổ khác nhưng thiếu ngày cuối", "it was merged, but its last day is missing")
        case .forceUnknown(let text):
            Bilingual("không có lực lượng \"\(text)\"", "there is no force \"\(text)\"")
        case .twice(let code, let first):
            Bilingual("mã \"\(code)\" đã có ở dòng \(first)", "the code \"\(code)\" stands on line \(first) already")
        }
    }

    private var hint: Bilingual? {
        switch reason {
        case .codeWrong, .otherArea:
            Bilingual(
                "mã hộ như 01843-T05-0123; trong Excel để cột mã dạng chữ (Text) để giữ số 0 đầu",
                "a household is 01843-T05-0123; keep codes as Text in Excel, so that leading zeros stay")
        case .dateWrong: Bilingual("viết 30/06/2026 hoặc 2026-06-30", "write 30/06/2026 or 2026-06-30")
        case .forceUnknown:
            Bilingual(
                "dùng một trong: \(TeamMember.forces.map(\.id).joined(separator: ", "))",
                "use one of: \(TeamMember.forces.map(\.id).joined(separator: ", "))")
        case .columnMissing, .codeMissing, .endMissing, .twice: nil
        }
    }
}
