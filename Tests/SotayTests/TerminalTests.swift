import Base
import Foundation
import Testing

/// The real binary at a real terminal: what a volunteer types, byte by byte, is what is stored.
@Suite struct TerminalTests {
    /// A volunteer's book in the sandbox's home.
    private func volunteer() throws -> Sandbox {
        let sandbox = try Sandbox()
        try sandbox.prepare(
            "sotay --book ward ward init --area 11542 --plan nam-trieu-2026 && sotay --book ward kit -o kit.sotay",
            "sotay init --kit kit.sotay --name 'Nguyễn Thị Ý' --member T03-05")
        return sandbox
    }

    private func json(_ command: String, in sandbox: Sandbox) throws -> JSON {
        let outcome = try sandbox.shell(command)
        #expect(outcome.status == 0)
        return try JSON(parsing: Array(outcome.output.utf8))
    }

    /// The only record of the book, and the part of its answers that is asked about.
    private func record(in sandbox: Sandbox) throws -> JSON {
        let list = try #require(try json("sotay list --json", in: sandbox).array)
        #expect(list.count == 1)
        let id = try #require(list.first?["record"]?.string)
        return try json("sotay show \(id) --json", in: sandbox)
    }

    @Test func aSessionIsAskedAndStoredAsItWasTyped() throws {
        let sandbox = try volunteer()
        let terminal = try PseudoTerminal(["log"], in: sandbox)
        try terminal.answer("đồng ý không?", "1")
        #expect(terminal.erasesLetters())
        try terminal.answer("Trả lời bằng cách nào?", "loi noi")
        try terminal.answer("Ngày giờ bắt đầu", "03/06/2026 08:15")
        try terminal.answer("Thời lượng", "900")
        try terminal.answer("thời lượng từ 1 đến 480 phút", "25")
        // A part of a word that means several, then help, then back and on again.
        try terminal.answer("Địa điểm", "nha")
        try terminal.answer("có 2 mục giống như vậy", "?")
        try terminal.answer("- xóa câu trả lời", "<")
        try terminal.answer("Thời lượng", "30")
        try terminal.answer("Địa điểm", "1")
        try terminal.answer("Hình thức", "tung nha")
        try terminal.answer("[11542] ", "")
        try terminal.answer("Mã tổ dân phố", "T03")
        try terminal.answer("[T03-05] ", "")
        try terminal.answer("Hỗ trợ cho ai?", "nguoi dan")
        try terminal.answer("(hộ mới)", "1")
        try terminal.answer("(người mới)", "1")
        try terminal.answer("Năm sinh", "1960")
        try terminal.answer("Giới tính", "nu")
        try terminal.answer("Nhóm đối tượng", "1 2")
        try terminal.answer("Thiết bị đang dùng", "")
        try terminal.answer("Việc gì?", "muc do 2")
        try terminal.answer("Trước buổi này", "chua co")
        try terminal.answer("Sau buổi này", "vua")
        try terminal.answer("thêm một mục nữa?", "k")
        try terminal.answer("Đã hỗ trợ theo cách nào?", "1")
        try terminal.answer("Mức hài lòng với buổi hỗ trợ", "5")
        try terminal.answer("Ai chấm điểm?", "1")
        // Telex: the keyboard takes letters back with 0x7F, which the terminal knows, or with 0x08, which it does not;
        // some keyboards send a letter and its mark apart.
        try terminal.answer("Nhận xét", "Hướn\u{7F}\u{7F}ớng dâ\u{8}ẫn rât\u{8}\u{8}ất ky\u{303}")
        try terminal.answer("có cần ghi không?", "k")
        try terminal.answer("Cần quay lại", "khong")
        try terminal.answer("Ghi chú", "số 031099012345")
        try terminal.answer("không ghi số căn cước", "")
        try terminal.answer("Lưu?", "c")
        try terminal.expect("Đã lưu phiếu")
        #expect(try terminal.end() == 0)
        #expect(!terminal.erasesLetters())
        let stored = try record(in: sandbox)
        #expect(stored["dong_y"] == .string("dong_y"))
        #expect(stored["thoi_diem_bat_dau"] == .string("2026-06-03T08:15:00+07:00"))
        #expect(stored["thoi_luong_phut"] == .int(30))
        #expect(stored["dia_diem"] == .string("tai_nha"))
        #expect(stored["ma_tnv"] == .string("T03-05"))
        #expect(stored["gioi_tinh"] == .string("nu"))
        #expect(stored["hanh_dong"]?.array?.first?["muc"] == .string("vneid_muc2"))
        #expect(stored["ghi_chu"] == nil)
        let comment = try #require(stored["dg_nhan_xet"]?.string)
        #expect(Array(comment.utf8) == Array("Hướng dẫn rất kỹ".utf8))
        #expect(try json("sotay drafts --json", in: sandbox) == .array([]))
    }

    @Test func aKilledInterviewGoesOnWhereItStood() throws {
        let sandbox = try volunteer()
        let first = try PseudoTerminal(["log"], in: sandbox)
        try first.answer("đồng ý không?", "2")
        try first.answer("Trả lời bằng cách nào?", "1")
        try first.answer("Ngày giờ bắt đầu", "03/06/2026 08:15")
        try first.answer("Thời lượng", "25")
        try first.answer("Địa điểm", "cho")
        try first.expect("Hình thức")
        try first.kill()
        let drafts = try #require(try json("sotay drafts --json", in: sandbox).array)
        let answers = try #require(drafts.first?["answers"])
        #expect(answers["dong_y"] == .string("khong_dong_y"))
        #expect(answers["dong_y_cach"] == .string("loi_noi"))
        #expect(answers["thoi_diem_bat_dau"] == .string("2026-06-03T08:15:00+07:00"))
        #expect(answers["thoi_luong_phut"] == .int(25))
        #expect(answers["dia_diem"] == .string("cho"))
        // The five, with the ward and the member that the program filled in; what is calculated is nobody's answer.
        #expect(try sandbox.shell("sotay drafts").output.contains("  7 câu đã trả lời  "))
        let second = try PseudoTerminal(["log"], in: sandbox)
        try second.expect("Ghi tiếp? (c/k): ")
        second.type("c\n")
        try second.answer("Hình thức", "1")
        try second.answer("[11542] ", "")
        try second.answer("Mã tổ dân phố", "T03")
        try second.answer("[T03-05] ", "")
        try second.answer("Hỗ trợ cho ai?", "1")
        try second.answer("Việc gì?", "an toan so")
        try second.answer("Trước buổi này", "khong ap dung")
        try second.answer("Sau buổi này", "tu van")
        try second.answer("thêm một mục nữa?", "")
        try second.answer("Đã hỗ trợ theo cách nào?", "1")
        try second.answer("Mức hài lòng với buổi hỗ trợ", "")
        try second.answer("Nhận xét", "")
        try second.answer("có cần ghi không?", "")
        try second.answer("Cần quay lại", "2")
        try second.answer("Ghi chú", "?en")
        try second.answer("Remarks", "")
        try second.answer("Save?", "y")
        try second.expect("Saved the record")
        #expect(try second.end() == 0)
        let stored = try record(in: sandbox)
        #expect(stored["thoi_luong_phut"] == .int(25))
        #expect(stored["hanh_dong"]?.array?.first?["sau"] == .string("chi_tu_van"))
        #expect(try json("sotay drafts --json", in: sandbox) == .array([]))
        try leavesACorrection(in: sandbox)
    }

    /// Throwing an unfinished correction away never reads like throwing the saved record away.
    private func leavesACorrection(in sandbox: Sandbox) throws {
        let list = try #require(try json("sotay list --json", in: sandbox).array)
        let id = try #require(list.first?["record"]?.string)
        let edit = try PseudoTerminal(["edit", id], in: sandbox)
        try edit.answer("đồng ý không?", "")
        try edit.answer("Trả lời bằng cách nào?", "!")
        try edit.expect("đã giữ bản nháp")
        #expect(try edit.end() == 0)
        #expect(try sandbox.shell("sotay drafts").output.contains("Phiếu hỗ trợ · bản sửa dở của phiếu đã lưu"))
        let discarded = try sandbox.shell("sotay drafts --discard \(id)").output
        #expect(discarded == "Đã bỏ bản sửa dở của phiếu \(id); phiếu đã lưu vẫn còn\n")
        #expect(try json("sotay list --json", in: sandbox).array?.count == 1)
    }

    @Test func leavingKeepsTheDraftAndSavesNothing() throws {
        let sandbox = try volunteer()
        let terminal = try PseudoTerminal(["log"], in: sandbox)
        try terminal.answer("đồng ý không?", "1")
        try terminal.answer("Trả lời bằng cách nào?", "!")
        try terminal.expect("đã giữ bản nháp")
        #expect(try terminal.end() == 0)
        #expect(try json("sotay list --json", in: sandbox) == .array([]))
        #expect(try json("sotay drafts --json", in: sandbox).array?.count == 1)
    }

    /// Two new devices: the one that is trusted merges, the one that is not waits, and nobody is asked twice.
    @Test func mergeAsksWhetherToTrustANewDevice() throws {
        let sandbox = try volunteer()
        try sandbox.prepare(
            "sotay --book khac init --kit kit.sotay --name 'Trần Văn Lạ' --member T01-01",
            "sed -n 1p $CASES/nam-trieu-q2/laptop-1.ndjson | sotay log --from -",
            "sed -n 2p $CASES/nam-trieu-q2/laptop-1.ndjson | sotay --book khac log --from -",
            "sotay export -o 1.age && sotay --book khac export -o 2.age")
        let terminal = try PseudoTerminal(["--book", "ward", "merge", "1.age", "2.age"], in: sandbox)
        try terminal.expect("Máy mới: \"Nguyễn Thị Ý\"")
        try terminal.expect("(c/k): ")
        terminal.type("c\n")
        try terminal.expect("Máy mới: \"Trần Văn Lạ\"")
        try terminal.expect("(c/k): ")
        terminal.type("k\n")
        #expect(try terminal.end() == 1)
        #expect(terminal.transcript.ranges(of: "Máy mới: ").count == 2)
        #expect(terminal.transcript.contains("chưa tin cậy máy \"Trần Văn Lạ\""))
        #expect(try json("sotay --book ward list --json", in: sandbox).array?.count == 1)
        // Trusted later, with another batch: what waited comes in by itself.
        try sandbox.prepare("sotay --book khac export -o 3.age; sotay --book ward merge 3.age --trust-new --no-input")
        #expect(try json("sotay --book ward list --json", in: sandbox).array?.count == 2)
        #expect(try json("sotay --book ward status --json", in: sandbox)["quarantined"] == .array([]))
    }

    // MARK: Conflicts

    /// A record that the ward and its author corrected apart: the ward twice, so that its version is the first.
    private func conflict(volunteer: String, ward: [String]) throws -> (Sandbox, id: String) {
        let sandbox = try self.volunteer()
        try sandbox.prepare(
            "sed -n 1p $CASES/nam-trieu-q2/laptop-1.ndjson | sotay log --from -", "sotay export -o 1.age",
            "sotay --book ward merge 1.age --trust-new --no-input")
        let id = try #require(try json("sotay list --json", in: sandbox).array?.first?["record"]?.string)
        try sandbox.prepare("sotay \(volunteer.replacing("ID", with: id))")
        for edit in ward { try sandbox.prepare("sotay --book ward edit \(id) \(edit)") }
        let merged = try sandbox.shell("sotay export -o 2.age; sotay --book ward merge 2.age --no-input")
        #expect(merged.status == 1)
        return (sandbox, id)
    }

    @Test func aConflictIsSettledAnswerByAnswer() throws {
        let (sandbox, id) = try conflict(
            volunteer: "edit ID --set thoi_luong_phut=25 --set dia_diem=cho",
            ward: ["--set thoi_luong_phut=40", "--set thoi_luong_phut=41 --set hinh_thuc=theo_yeu_cau"])
        let terminal = try PseudoTerminal(["--book", "ward", "resolve", id], in: sandbox)
        try terminal.expect("bản 1: 41")
        try terminal.answer("bản 2: 25", "")
        // Both changed it: Enter alone decides nothing.
        try terminal.answer("gõ số của một bản (1, 2)", "3")
        try terminal.answer("gõ số của một bản (1, 2)", "2")
        try terminal.answer("Địa điểm", "<")
        try terminal.answer("Thời lượng", "=33")
        // One side alone changed these: Enter takes its version.
        try terminal.answer("[2] ", "")
        try terminal.answer("[1] ", "")
        try terminal.answer("Lưu bản chốt?", "c")
        try terminal.expect("Đã lưu phiếu")
        #expect(try terminal.end() == 0)
        let record = try json("sotay --book ward show \(id) --json", in: sandbox)
        #expect(record["thoi_luong_phut"]?.int == 33)
        #expect(record["dia_diem"]?.string == "cho")
        #expect(record["hinh_thuc"]?.string == "theo_yeu_cau")
        #expect(try sandbox.shell("sotay --book ward conflicts").status == 0)
    }

    @Test func leavingAConflictWritesNothing() throws {
        let (sandbox, id) = try conflict(
            volunteer: "edit ID --set thoi_luong_phut=25",
            ward: ["--set thoi_luong_phut=40", "--set thoi_luong_phut=41"])
        for keys in ["!", "1"] {
            let terminal = try PseudoTerminal(["--book", "ward", "resolve", id], in: sandbox)
            try terminal.answer("Thời lượng", keys)
            if keys == "1" { try terminal.answer("Lưu bản chốt?", "k") }
            try terminal.expect("Chưa chốt gì")
            #expect(try terminal.end() == 1)
        }
        #expect(try sandbox.shell("sotay --book ward conflicts").status == 1)
    }

    @Test func aDeletionAgainstAnEditAsksForOneOfThem() throws {
        let (sandbox, id) = try conflict(volunteer: "void ID --reason 'ghi nham'", ward: ["--set thoi_luong_phut=41"])
        let terminal = try PseudoTerminal(["--book", "ward", "resolve", id], in: sandbox)
        try terminal.expect("hủy")
        try terminal.answer("Lấy bản số mấy?", "5")
        try terminal.answer("Lấy bản số mấy?", "2")
        try terminal.answer("Lưu bản chốt?", "c")
        try terminal.expect("Đã hủy phiếu")
        #expect(try terminal.end() == 0)
    }
}
