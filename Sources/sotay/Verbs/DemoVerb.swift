import ArgumentParser
import Base
import Foundation
import Reports
import Workspace

/// `demo`: the newcomer's first command.
struct DemoVerb: Verb {
    static let page = HelpPage(
        name: "demo", alias: "thu",
        summary: Bilingual("dựng thử cả một phường trong một phút", "a whole small ward in a minute"),
        usage: "demo [--into THƯ_MỤC] [--seed SỐ] [--sessions SỐ]",
        options: [
            .init(
                flags: "--into THƯ_MỤC",
                text: Bilingual("nơi dựng (mặc định sotay-demo)", "where (sotay-demo by default)")),
            .init(
                flags: "--seed SỐ",
                text: Bilingual("hạt giống: cùng số cho cùng dữ liệu", "the same seed gives the same data")),
            .init(
                flags: "--sessions SỐ",
                text: Bilingual("bao nhiêu buổi hỗ trợ (mặc định 600)", "how many help sessions (600 by default)")),
        ],
        about: [
            Bilingual(
                "Mọi người và mọi buổi hỗ trợ trong bản thử đều bịa ra. Khóa sinh từ hạt giống: đừng dùng sổ này cho việc thật.",
                "Every person and session of the demo is invented. Its keys come from the seed: never use these books for real work."
            )
        ],
        examples: ["sotay demo --into /tmp/phuong --seed 7"])

    @Option var into: String = "sotay-demo"
    @Option var seed: UInt64 = 2026
    @Option var sessions: Int = 600

    func run(in app: App) throws -> ExitStatus {
        guard (10...20_000).contains(sessions) else {
            throw UsageError.valueWrong(String(sessions), option: "--sessions", known: ["10 … 20000"])
        }
        let demo = Demo(into: into, seed: seed, sessions: sessions) { step in
            if app.options.json { app.tell(step) } else { app.print(step) }
        }
        let outcome = try demo.run()
        for (format, name) in [(ReportFormat.json, "quy-2.json"), (.csv, "quy-2.csv"), (.terminal, "quy-2.txt")] {
            let bytes = try format.renderer(ReportStyle(language: app.language)).bytes(outcome.report)
            try DurableFile.write(bytes, to: "\(into)/reports/\(name)")
        }
        if app.options.json {
            app.screen.emit(JSONRenderer().render(outcome.report))
            return .done
        }
        app.screen.print("")
        app.screen.emit(
            TerminalRenderer(language: app.language, colour: app.screen.showsColour).render(outcome.report))
        app.screen.print("")
        app.print(Bilingual("Xem tiếp trong \(into):", "Go on in \(into):"))
        for (command, what) in [
            ("report --period 2026-06", Bilingual("báo cáo tháng 6", "the report of June")),
            ("conflicts", Bilingual("phiếu bị sửa hai nơi", "the record that was edited twice")),
            ("status", Bilingual("đã nhận gì, giữ riêng gì", "what has come, what is kept aside")),
        ] {
            app.screen.print(Span("  \("sotay --book \(into)/ward \(command)".fitted(to: 54)) \(what[app.language])"))
        }
        app.screen.print(
            Span(
                "  \("sotay --book \(into)/laptop-1 log".fitted(to: 54)) \(Bilingual("tự ghi một buổi", "log one yourself")[app.language])"
            ))
        return .done
    }
}
