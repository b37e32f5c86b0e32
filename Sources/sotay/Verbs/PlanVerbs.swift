import ArgumentParser
import Base
import Indicators
import Ledger
import Workspace

/// `plan check`: every fault of a plan by its line.
struct PlanCheckVerb: Verb {
    static let page = HelpPage(
        name: "plan check", alias: "soat-ke-hoach",
        summary: Bilingual(
            "soát một tệp kế hoạch hoặc chỉ tiêu: mọi lỗi theo dòng", "every fault of a plan, by its line"),
        usage: "plan check TỆP [--indicators TỆP]",
        options: [
            .init(
                flags: "--indicators TỆP",
                text: Bilingual("chỉ tiêu riêng mà kế hoạch gọi tên", "the ward's own indicators that the plan names"))
        ],
        examples: ["sotay plan check phuong-toi.yaml"])

    @Option var indicators: String?
    @Argument var file: String

    func run(in app: App) throws -> ExitStatus {
        let check = try FormTools.checkPlan(file, own: indicators)
        if app.options.json {
            app.emit(.object(["faults": .array(check.faults.map(\.problem.json))]))
        } else {
            for fault in check.faults { app.tell(fault.problem) }
            if check.faults.isEmpty {
                app.print(
                    Bilingual("\(file.fileName.printable): không có lỗi", "\(file.fileName.printable): no faults"))
            }
        }
        return check.faults.isEmpty ? .done : .badData
    }
}

/// `plan use`: a newer plan of the ward, or its own indicators.
struct PlanUseVerb: Verb {
    static let page = HelpPage(
        name: "plan use", alias: "dung-ke-hoach",
        summary: Bilingual(
            "dùng kế hoạch mới hoặc chỉ tiêu riêng của phường", "use a newer plan or the ward's own indicators"),
        usage: "plan use TỆP|MÃ",
        about: [
            Bilingual(
                "Chương trình tự nhận ra tệp kế hoạch hay tệp chỉ tiêu riêng. Kế hoạch đã sửa phải có version cao hơn. Bộ kit tiếp theo mang chúng xuống các tổ.",
                "The program sees whether the file is a plan or indicators. A changed plan needs a higher version. The next kit carries them down to the teams."
            ),
            Bilingual(
                "MÃ: một kế hoạch kèm theo chương trình, hoặc indicators (danh mục chung). Sổ giữ bản lúc lập cho tới khi gõ lệnh này, nên cập nhật chương trình không tự đổi số liệu.",
                "ID: a plan that comes with the program, or indicators, the common catalogue. A book keeps what it was made with until this is typed, so that a newer program changes no figure by itself."
            ),
        ],
        examples: ["sotay plan use chi-tieu-rieng.yaml", "sotay plan use indicators"])

    @Argument var file: String

    func run(in app: App) throws -> ExitStatus {
        let book = try app.openBook()
        let (kind, isNew) = try book.use(definitions: file)
        if app.options.json {
            app.emit(.object(["kind": .string("\(kind)"), "changed": .bool(isNew)]))
        } else if !isNew {
            app.print(
                Bilingual(
                    "Tệp này đang được dùng rồi: không đổi gì.", "This file is in use already: nothing has changed."))
        } else {
            let done =
                switch kind {
                case .plan: Bilingual("Đã đổi kế hoạch.", "The plan is in use.")
                case .addition: Bilingual("Đã nhận chỉ tiêu riêng.", "The ward's own indicators are in use.")
                case .catalogue: Bilingual("Đã dùng danh mục kèm chương trình.", "The program's catalogue is in use.")
                }
            app.print(done)
        }
        if kind == .addition { for code in try book.unofferedCodes() { app.tell(code.text) } }
        return .done
    }
}

/// `plan show`: the text of a plan, to be changed and taken with `plan use`.
struct PlanShowVerb: Verb {
    static let page = HelpPage(
        name: "plan show", alias: "xem-ke-hoach",
        summary: Bilingual("in tệp kế hoạch để sửa", "print the plan's file, to change it"),
        usage: "plan show [MÃ] [-o TỆP]",
        options: [.init(flags: "-o, --output TỆP", text: Bilingual("ghi ra tệp", "write it to a file"))],
        about: [
            Bilingual(
                "Sửa hạn nội bộ, trị số theo năm, hay bỏ \"confirm\" sau khi đã xác nhận, tăng version, rồi `plan check` và `plan use`. MÃ: một kế hoạch kèm theo chương trình, hoặc indicators.",
                "Change own deadlines or values by year, or remove \"confirm\" once confirmed, raise the version; then `plan check` and `plan use`. ID: a plan that comes with the program, or indicators."
            )
        ],
        examples: ["sotay plan show -o phuong-toi.yaml", "sotay xem-ke-hoach ninh-xa-2026-2030"])

    @Option(name: .shortAndLong) var output: String?
    @Argument var id: String?

    func run(in app: App) throws -> ExitStatus {
        try app.mayWrite(output)
        let text = try id.map { try FormTools.definitions(named: $0) } ?? app.openBook().planText()
        guard let output else {
            app.screen.emit(text)
            return .done
        }
        try DurableFile.write(Array(text.utf8), to: output)
        app.tell(Bilingual("Đã ghi \(output)", "Wrote \(output)"))
        return .done
    }
}
