import Base
import Workspace

/// The welcome, the list of verbs, and one verb's page; each fits on one screen.
struct HelpScreen {
    private let app: App

    init(_ app: App) {
        self.app = app
    }

    private func line(_ vi: String, _ en: String) {
        app.print(Bilingual(vi, en))
    }

    /// `sotay` alone: what it is and what to type next, depending on whether there is a book.
    func welcome() {
        line(
            "sotay: sổ tay của Tổ công nghệ số cộng đồng, ghi buổi hỗ trợ không cần mạng",
            "sotay: the field notebook of community digital teams; logs help sessions without a network")
        app.screen.print(Span(""))
        if app.bookFolder.isThere {
            line("Sổ của bạn: \(app.bookFolder.path)", "Your book: \(app.bookFolder.path)")
            command("sotay log", "ghi một buổi hỗ trợ", "log a help session")
            command("sotay list", "xem các phiếu đã ghi", "see what has been logged")
            command("sotay export -o /media/usb", "xuất lô ra USB cho tổ trưởng", "a batch for the lead, on a stick")
            command("sotay merge /media/usb", "gộp các lô nhận được (tổ trưởng, phường)", "merge batches (lead, ward)")
            command("sotay report --period 2026-06", "báo cáo tháng (phường)", "the month's report (ward)")
        } else {
            line(
                "Chưa có sổ nào trên máy này. Bắt đầu bằng một trong các lệnh:",
                "There is no book on this computer yet. Begin with one of:")
            command("sotay demo", "xem thử cả một phường trong một phút", "see a whole ward in a minute")
            command(
                "sotay init --kit TỆP --name TÊN", "thành viên tổ, có bộ kit của phường",
                "a volunteer with the ward's kit")
            command("sotay ward init --area MÃ --plan MÃ", "sổ của phường", "the ward's book")
        }
        app.screen.print(Span(""))
        line(
            "Mọi lệnh: sotay help · Một lệnh: sotay help log · English: --lang en",
            "All commands: sotay help · one: sotay help log · Tiếng Việt: --lang vi")
    }

    private func command(_ command: String, _ vi: String, _ en: String) {
        app.screen.print(
            Span("  " + (app.language == .vi ? command : Placeholder.english(command)).fitted(to: 36) + "  "),
            Span(Bilingual(vi, en)[app.language]))
    }

    /// A line a verb; verbs of one first word (`form check`, `form eval`) share one.
    /// Columns of a verb's name in the list of all.
    private static let nameWidth = 30

    private static func lines(_ pages: [HelpPage]) -> [(name: String, summary: Bilingual)] {
        var lines: [(name: String, summary: Bilingual)] = []
        for page in pages {
            let words = page.name.split(separator: " ")
            guard words.count == 2, let family = Verbs.families[String(words[0])] else {
                lines.append((page.alias.map { "\(page.name) (\($0))" } ?? page.name, page.summary))
                continue
            }
            if let last = lines.last, last.name.hasPrefix(words[0] + " ") {
                let longer = last.name + "|" + words[1]
                let isFull = longer.columns > Self.nameWidth - 3
                lines[lines.count - 1].name = last.name.hasSuffix("…") ? last.name : isFull ? last.name + "|…" : longer
            } else {
                lines.append((page.name, family))
            }
        }
        return lines
    }

    func help(on words: [String]) throws {
        if words == ["exit"] { return exitStatuses() }
        if words.count == 1, Verbs.families[words[0]] != nil { return family(words[0]) }
        guard words.isEmpty else { return page(try Verbs.find(words).verb.page) }
        line("Cách dùng: sotay LỆNH [tùy chọn]", "Usage: sotay COMMAND [options]")
        for (title, verbs) in Verbs.groups {
            app.screen.print(Span(title[app.language], .strong))
            for (name, summary) in Self.lines(verbs.map { $0.page }) {
                app.screen.print(Span("  " + name.fitted(to: Self.nameWidth) + summary[app.language]))
            }
        }
        line(
            "Cho mọi lệnh: --book THƯ_MỤC  --lang vi|en  --json  --no-input  --force  --help",
            "For all commands: --book FOLDER  --lang vi|en  --json  --no-input  --force  --help")
        line(
            "Một lệnh: sotay help log · Mã kết thúc: sotay help exit",
            "One command: sotay help log · Exit status: sotay help exit")
    }

    /// The verbs that begin with one word: `form`, `ward`, `plan`.
    func family(_ word: String) {
        app.screen.print(Span("sotay \(word)", .strong), Span(": \(Verbs.families[word]?[app.language] ?? "")"))
        app.screen.print(Span(""))
        for page in Verbs.family(word) {
            let usage = app.language == .vi ? page.usage : Placeholder.english(page.usage)
            app.screen.print(Span("  sotay \(usage)"))
            app.screen.print(Span("      \(page.summary[app.language])"))
        }
        app.screen.print(Span(""))
        line("Một lệnh: sotay help \(word) …", "One command: sotay help \(word) …")
    }

    private func exitStatuses() {
        line("0   xong, kể cả khi có cảnh báo", "0   done, warnings included")
        line(
            "1   xong, có việc cần người xem: dòng bị từ chối, xung đột, tệp giữ riêng",
            "1   done, somebody must look: refused lines, conflicts, files kept aside")
        line("64  gõ sai lệnh", "64  the command line is wrong")
        line("65  dữ liệu sai", "65  bad data")
        line("66  không có tệp hoặc mã ấy", "66  no such input")
        line("73  không ghi được ở đó; 74 lỗi đọc ghi", "73  cannot write there; 74 input or output failed")
        line("75  sổ đang bận", "75  the book is busy")
        line("77  không được phép", "77  not permitted")
    }

    func page(_ page: HelpPage) {
        app.screen.print(Span("sotay \(page.name)", .strong), Span(": \(page.summary[app.language])"))
        app.screen.print(Span(""))
        line("Cách dùng: sotay \(page.usage)", "Usage: sotay \(Placeholder.english(page.usage))")
        if let alias = page.alias { line("Tên khác: sotay \(alias)", "Also: sotay \(alias)") }
        if !page.options.isEmpty { app.screen.print(Span("")) }
        for option in page.options {
            let flags = app.language == .vi ? option.flags : Placeholder.english(option.flags)
            let lines = option.text[app.language].wrapped(to: max(30, app.screen.width - 28))
            for (index, text) in lines.enumerated() {
                app.screen.print(Span("  " + (index == 0 ? flags : "").fitted(to: 24) + "  " + text))
            }
        }
        for paragraph in page.about {
            app.screen.print(Span(""))
            for text in paragraph[app.language].wrapped(to: app.screen.width) { app.screen.print(Span(text)) }
        }
        if !page.examples.isEmpty {
            app.screen.print(Span(""))
            line("Ví dụ:", "Examples:")
            for example in page.examples { app.screen.print(Span("  " + example)) }
        }
    }
}
