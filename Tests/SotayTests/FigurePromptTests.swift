import Base
import Foundation
import Testing

/// `figure set` at a real terminal: question by question, a wrong answer asked again.
@Suite struct FigurePromptTests {
    @Test func aFigureIsAskedAndStoredAsItWasTyped() throws {
        let sandbox = try Sandbox()
        try sandbox.prepare("sotay --book ward ward init --area 11542 --plan nam-trieu-2026")
        let terminal = try PseudoTerminal(["--book", "ward", "figure", "set", "vneid_muc2"], in: sandbox)
        try terminal.reply("Ngày chốt số liệu", "31/02/2026")
        try terminal.reply("Ngày chốt", "31/03/2026")
        try terminal.reply("Tử số", "hai nghìn")
        try terminal.reply("Tử số", "21400")
        try terminal.reply("Mẫu số", "20000")
        try terminal.reply("Mẫu số", "23300")
        try terminal.reply("Giá trị", "90")
        try terminal.expect("91,85")
        try terminal.reply("Giá trị", "91,85")
        try terminal.reply("Cơ quan cung cấp", "Công an phường")
        try terminal.reply("Số, ngày văn bản", "")
        try terminal.expect("Đã ghi 1 số liệu")
        #expect(try terminal.end() == 0)
        let list = try sandbox.shell("sotay --book ward figure list").output
        #expect(list.contains("vneid_muc2: 91,85% = 21.400/23.300, theo Công an phường, ngày 31/03/2026"))
    }

    @Test func anUnknownIndicatorIsToldBeforeAnyQuestion() throws {
        let sandbox = try Sandbox()
        try sandbox.prepare("sotay --book ward ward init --area 11542 --plan nam-trieu-2026")
        let terminal = try PseudoTerminal(["--book", "ward", "figure", "set", "vneid_muc3"], in: sandbox)
        try terminal.expect("vneid_muc2")
        #expect(try terminal.end() == 65)
    }
}

extension PseudoTerminal {
    /// Waits for a question in one line, then types the answer and Enter.
    fileprivate func reply(_ question: String, _ typed: String) throws {
        try expect(question)
        try expect(": ")
        type(typed + "\n")
    }
}
