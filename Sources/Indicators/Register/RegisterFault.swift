package import Base

/// Why a row of a list is not taken.
package struct RegisterFault: Error, Hashable, Sendable {
    /// From 1, as the sheet counts.
    package let line: Int
    package let reason: Reason

    package init(line: Int, reason: Reason) {
        self.line = line
        self.reason = reason
    }

    package enum Reason: Error, Hashable, Sendable {
        case columnMissing(String)
        /// A column that such a list does not have.
        case columnUnknown(String, RegisterList)
        /// A second column of one meaning.
        case columnTwice(String)
        case codeMissing
        case codeWrong(String)
        case otherArea(String, String)
        /// In a province's list a hamlet's code without its commune's.
        case communeMissing(String)
        case dateWrong(String)
        /// It says what it became, but not when.
        case endMissing
        case forceUnknown(String)
        case twice(String, first: Int)
        /// Its last day lies before its first.
        case daysReversed
        /// It became a hamlet that neither the list nor the book has.
        case intoUnknown(String, nearest: String?)
        /// Merged into itself, at once or by way of others: the codes in their order.
        case intoItself([String])
        case phoneWrong(String)
        case nameMissing
        /// No code, and one household's name and telephone twice.
        case sameContact(first: Int)
        /// An identity or card number or a secret in a name.
        case privateText
        /// A long number in a hamlet's name.
        case privateHamlet
        /// In a list of businesses, the code of a household or person: its name would be lost.
        case notOfBusiness(String)
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
        case .columnMissing, .columnUnknown, .columnTwice: "REG-001"
        case .codeMissing: "REG-002"
        case .codeWrong, .communeMissing: "REG-003"
        case .otherArea: "REG-004"
        case .dateWrong: "REG-005"
        case .endMissing: "REG-006"
        case .forceUnknown: "REG-007"
        case .twice, .sameContact: "REG-008"
        case .daysReversed: "REG-009"
        case .intoUnknown, .intoItself: "REG-010"
        case .phoneWrong: "REG-011"
        case .nameMissing: "REG-012"
        case .privateText, .privateHamlet: "REG-013"
        case .notOfBusiness: "REG-014"
        }
    }

    private var text: Bilingual {
        switch reason {
        case .columnMissing(let name): Bilingual("thiếu cột \"\(name)\"", "the column \"\(name)\" is missing")
        case .columnUnknown(let name, _):
            Bilingual("không biết cột \"\(name)\", bỏ qua", "the column \"\(name)\" is not known and left out")
        case .columnTwice(let name):
            Bilingual(
                "cột \"\(name)\" cùng nghĩa với một cột trước, bỏ qua",
                "the column \"\(name)\" says what an earlier one says, and is left out")
        case .codeMissing: Bilingual("thiếu mã", "the code is missing")
        case .codeWrong(let code): Bilingual("mã \"\(code)\" không đúng", "the code \"\(code)\" is wrong")
        case .otherArea(let code, let area):
            Bilingual("mã \"\(code)\" không phải của đơn vị \(area)", "the code \"\(code)\" is not of area \(area)")
        case .communeMissing(let code):
            Bilingual("mã tổ \"\(code)\" thiếu mã xã", "the hamlet code \"\(code)\" lacks its commune's")
        case .dateWrong(let text): Bilingual("ngày \"\(text)\" không đọc được", "\"\(text)\" is no date")
        case .endMissing:
            Bilingual("đã nhập vào tổ khác nhưng thiếu ngày cuối", "it was merged, but its last day is missing")
        case .forceUnknown(let text):
            Bilingual("không có lực lượng \"\(text)\"", "there is no force \"\(text)\"")
        case .twice(let code, let first):
            Bilingual("mã \"\(code)\" đã có ở dòng \(first)", "the code \"\(code)\" stands on line \(first) already")
        case .daysReversed: Bilingual("ngày cuối trước ngày đầu", "its last day is before its first")
        case .intoUnknown(let code, _):
            Bilingual(
                "nhập vào tổ \"\(code)\" mà danh mục không có",
                "it was merged into \"\(code)\", which is not in the list")
        case .intoItself(let codes):
            Bilingual(
                "nhập vòng về chính nó: \(codes.joined(separator: " → "))",
                "merged into itself: \(codes.joined(separator: " → "))")
        case .phoneWrong(let text):
            Bilingual("\"\(text)\" không phải số điện thoại", "\"\(text)\" is no telephone number")
        case .nameMissing: Bilingual("thiếu tên", "the name is missing")
        case .sameContact(let first):
            Bilingual(
                "cùng tổ, tên và số điện thoại với dòng \(first)",
                "the same hamlet, name and telephone as on line \(first)")
        case .privateText:
            Bilingual(
                "tên có số căn cước, số thẻ, mật khẩu hay mã OTP",
                "the name holds an identity or card number, a password or a one-time code")
        case .privateHamlet:
            Bilingual(
                "tên tổ có số điện thoại hay số giấy tờ", "the hamlet's name holds a telephone or identity number")
        case .notOfBusiness(let code):
            Bilingual(
                "danh sách cơ sở mà mã \"\(code)\" là của hộ hoặc người",
                "in a list of businesses \"\(code)\" is a household's or person's code")
        }
    }

    private var hint: Bilingual? {
        switch reason {
        case .codeWrong:
            Bilingual(
                "mã hộ như 01843-T05-0123, sau mã tổ là 4 đến 8 chữ số hoặc chữ in hoa; mã tổ viết liền, dài nhất 16 chữ",
                "a household is 01843-T05-0123, with 4 to 8 digits or capital letters; a hamlet's code has no spaces, at most 16 letters"
            )
        case .communeMissing:
            Bilingual(
                "trong sổ của tỉnh viết 01843-T05, hoặc 01843 cho cả xã",
                "in a province's book write 01843-T05, or 01843 for the whole commune")
        case .otherArea:
            Bilingual(
                "mã hộ như 01843-T05-0123; trong Excel để cột mã dạng chữ (Text) để giữ số 0 đầu",
                "a household is 01843-T05-0123; keep codes as Text in Excel, so that leading zeros stay")
        case .dateWrong: Bilingual("viết 30/06/2026 hoặc 2026-06-30", "write 30/06/2026 or 2026-06-30")
        case .forceUnknown:
            Bilingual(
                "dùng một trong: \(TeamMember.forces.map(\.id).joined(separator: ", "))",
                "use one of: \(TeamMember.forces.map(\.id).joined(separator: ", "))")
        case .daysReversed: Bilingual("xem lại hai ngày", "look at the two days again")
        case .intoUnknown(_, let nearest?): Bilingual("có phải \"\(nearest)\"?", "did you mean \"\(nearest)\"?")
        case .intoUnknown: Bilingual("thêm tổ mới vào tệp", "add the new hamlet to the file")
        case .intoItself: Bilingual("sửa cột nhap_vao", "correct the column `into`")
        case .phoneWrong:
            Bilingual(
                "viết 10 chữ số bắt đầu bằng 0, hoặc để trống", "write ten digits beginning with 0, or leave it empty")
        case .sameContact:
            Bilingual(
                "hai hộ khác nhau thì ghi mã cho từng hộ; một hộ thì xóa một dòng",
                "two households need a code each; of one household remove a line")
        case .privateText: Bilingual("chỉ ghi họ tên", "give the name alone")
        case .privateHamlet:
            Bilingual(
                "danh mục tổ theo bộ kit đến mọi máy: chỉ ghi tên tổ", "the list is in every kit: give the name alone")
        case .notOfBusiness:
            Bilingual(
                "mã cơ sở như 01843-T05-KD012; chưa có mã thì để trống và ghi tổ",
                "a business is 01843-T05-KD012; without a code leave it empty and give the hamlet")
        case .columnMissing(let name):
            RegisterColumn.allCases.first { $0.names.contains(name) }.map { column in
                Bilingual(
                    "tiêu đề cột là một trong: \(column.names.joined(separator: ", "))",
                    "the column is headed by one of: \(column.names.joined(separator: ", "))")
            }
        case .columnUnknown(_, let list):
            Bilingual(
                "các cột: \(list.columns.map(\.vietnamese).joined(separator: ", "))",
                "columns: \(list.columns.map(\.rawValue).joined(separator: ", "))")
        case .columnTwice: Bilingual("giữ một cột", "keep one of the columns")
        case .codeMissing, .endMissing, .twice, .nameMissing: nil
        }
    }
}
