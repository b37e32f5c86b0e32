import ArgumentParser
import Base
import Forms
import Foundation
import Workspace
import XLSForm

/// `form check`: every fault of a form at once.
struct FormCheckVerb: Verb {
    static let page = HelpPage(
        name: "form check", alias: "soat-mau",
        summary: Bilingual("soát một biểu mẫu XLSForm: mọi lỗi theo ô", "every fault of an XLSForm, by its cell"),
        usage: "form check TỆP",
        about: [
            Bilingual(
                "Đọc .xlsx, .csv một tệp và bảng Markdown. Kết thúc với mã 65 khi có lỗi; cảnh báo không phải lỗi.",
                "Reads .xlsx, one-file .csv and Markdown tables. Ends with 65 when there are errors; warnings are none."
            ),
            Bilingual(
                "Liệt kê 1.000 lỗi và 1.000 cảnh báo đầu; còn bao nhiêu nữa thì chỉ đếm.",
                "Lists the first 1,000 errors and 1,000 warnings; what is left is only counted."),
            Bilingual(
                "Giới hạn: biểu mẫu 4 MiB, 10.000 dòng, 500.000 ô (.xlsx: 200.000 ô có chữ); danh sách đi kèm 16 MiB, 200.000 dòng; nhóm lồng nhau 32 bậc; biểu thức 16 KiB, 64 bậc ngoặc, cộng lại 1 MiB; một phiếu 1.000 mục mỗi repeat, 256 KiB. Để `form add`: 256 KiB, không kể danh sách.",
                "Limits: a form 4 MiB, 10,000 rows, 500,000 cells (.xlsx: 200,000 with text); a list beside it 16 MiB, 200,000 rows; groups 32 deep; an expression 16 KiB, parentheses 64 deep, 1 MiB of them; a record 1,000 rows a repeat, 256 KiB. For `form add`: 256 KiB, lists aside."
            ),
        ],
        examples: ["sotay form check phieu.xlsx"])

    @Argument var file: String

    func run(in app: App) throws -> ExitStatus {
        let check = FormCheck(try FormTools.read(file), file: file.fileName, needed: try FormTools.neededRoles())
        if app.options.json {
            app.emit(check.json)
        } else {
            for line in check.lines(app.language) { app.screen.print(Span(line)) }
        }
        return check.status
    }
}

/// `form convert`: one form in another format.
struct FormConvertVerb: Verb {
    static let page = HelpPage(
        name: "form convert", alias: "doi-mau",
        summary: Bilingual("đổi dạng biểu mẫu: .xlsx .csv .md, ODK .xml", "a form as .xlsx, .csv, .md or ODK .xml"),
        usage: "form convert TỆP -o TỆP",
        options: [
            .init(
                flags: "-o, --output TỆP",
                text: Bilingual("tệp sẽ ghi; đuôi tên nói dạng", "the file to write; its ending says the format"))
        ],
        examples: ["sotay form convert phieu.xlsx -o phieu.xml"])

    @Argument var file: String
    @Option(name: .shortAndLong) var output: String

    func run(in app: App) throws -> ExitStatus {
        guard !DurableFile.areSame(file, output) else { throw FormToolError.ontoItself(output) }
        try app.mayWrite(output)
        let reading = try FormTools.read(file)
        let check = FormCheck(reading, file: file.fileName, needed: [])
        guard let workbook = reading.workbook, check.errorCount == 0 else {
            throw FormToolError.hasErrors(max(1, check.errorCount))
        }
        let ending = output.split(separator: ".").last.map { $0.lowercased() } ?? ""
        var written = [output]
        if ending == "xml" {
            guard let xml = reading.xform() else { throw FormToolError.hasErrors(1) }
            let folder = output.contains("/") ? output.folderPath + "/" : ""
            let beside = reading.filesBesideXForm.map { (folder + $0.name, $0.bytes) }
            for (path, _) in beside {
                guard !DurableFile.areSame(file, path) else { throw FormToolError.ontoItself(path) }
                try app.mayWrite(path)
            }
            try DurableFile.write(Array(xml.utf8), to: output)
            for (path, bytes) in beside { try DurableFile.write(bytes, to: path) }
            written += beside.map(\.0)
        } else if let format = FormWriter.Format(rawValue: ending) {
            try DurableFile.write(FormWriter.bytes(workbook, as: format), to: output)
        } else {
            throw FormToolError.format(output)
        }
        show(written, needed: reading.neededFiles, app)
        return .done
    }

    private func show(_ written: [String], needed: [String], _ app: App) {
        if app.options.json {
            let others = JSON.strings(Array(written.dropFirst()))
            return app.emit(.object(["path": .string(output), "beside": others, "needs": .strings(needed)]))
        }
        for path in written { app.print(Bilingual("Đã ghi \(path.printable)", "Wrote \(path.printable)")) }
        guard !needed.isEmpty else { return }
        let names = needed.map(\.printable).joined(separator: ", ")
        app.print(
            Bilingual(
                "Biểu mẫu còn cần các tệp này cạnh nó: \(names)", "The form needs these files beside it too: \(names)"))
    }
}

/// `form eval`: one expression, or a line each.
struct FormEvalVerb: Verb {
    static let page = HelpPage(
        name: "form eval", alias: "thu-bieu-thuc",
        summary: Bilingual("thử một biểu thức ODK", "try an ODK expression"),
        usage: "form eval BIỂU_THỨC [--instance TỆP] [--context ĐƯỜNG_DẪN]",
        options: [
            .init(flags: "--instance TỆP", text: Bilingual("bản trả lời XML", "an XML instance")),
            .init(
                flags: "--context ĐƯỜNG_DẪN", text: Bilingual("nút mà biểu thức đứng", "the node that it stands on")),
            .init(
                flags: "--ndjson",
                text: Bilingual(
                    "đọc từng dòng {\"expr\":…,\"instance\":…,\"context\":…} từ đầu vào chuẩn",
                    "read lines {\"expr\":…,\"instance\":…,\"context\":…} from standard input")),
        ],
        examples: ["sotay form eval \"1 + 2 * 3\"", "sotay form eval \"sum(/data/nguoi/tuoi)\" --instance ban.xml"])

    @Argument var expression: String?
    @Option var instance: String?
    @Option var context: String?
    @Flag var ndjson = false

    /// An expression may begin with a minus: what is no option of this verb is one.
    static func parsed(_ words: [String]) throws -> any Verb {
        let isExpression = { (word: String) in word.hasPrefix("-") && !word.hasPrefix("--") && word.count > 1 }
        guard !words.contains("--"), let index = words.firstIndex(where: isExpression) else {
            return try parsing(words)
        }
        return try parsing(Array(words[..<index]) + words[(index + 1)...] + ["--", words[index]])
    }

    func run(in app: App) throws -> ExitStatus {
        if ndjson { return try lines(app) }
        guard let expression else { throw UsageError.argumentMissing("BIỂU_THỨC") }
        let evaluator = try evaluator(instance.map { try DurableFile.read($0) }, app)
        let result = try evaluator.result(of: expression, at: context)
        if app.options.json { app.emit(result.json) } else { app.screen.print(Span(result.text)) }
        return .done
    }

    private func evaluator(_ xml: [UInt8]?, _ app: App) throws -> Evaluator {
        Evaluator(
            root: try FormTools.tree(xml), form: nil,
            surroundings: Evaluator.Surroundings(
                now: app.surroundings.now, randomBytes: app.surroundings.random, language: app.language))
    }

    /// One answer a line, an error too, of a blank line too; consecutive lines of one instance share its tree.
    private func lines(_ app: App) throws -> ExitStatus {
        var last: (xml: String, evaluator: Evaluator)?
        var lines = FileHandle.standardInput.readDataToEndOfFile()
            .split(separator: 0x0A, omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        for line in lines {
            do {
                let json = try JSON(parsing: Array(line))
                // Null is as good as nothing; anything else but a text is a mistake.
                guard ["instance", "context"].allSatisfy({ json[$0]?.isTextOrNull ?? true }) else {
                    show(Self.lineMalformed, app)
                    continue
                }
                let xml = json["instance"]?.string ?? ""
                if last?.xml != xml { last = (xml, try evaluator(xml.isEmpty ? nil : Array(xml.utf8), app)) }
                guard let expression = json["expr"]?.string else {
                    show(Self.lineMalformed, app)
                    continue
                }
                let result = try last!.evaluator.result(of: expression, at: json["context"]?.string)
                app.screen.print(Span(result.json.compact))
            } catch is JSONError {
                show(Self.lineMalformed, app)
            } catch let error as any Reportable {
                show(error.problem, app)
            }
        }
        return .done
    }

    private func show(_ problem: Problem, _ app: App) {
        let fields: JSONObject = ["error": .string(problem.message[app.language]), "code": .string(problem.code)]
        app.screen.print(Span(JSON.object(fields).compact))
    }

    private static let lineMalformed = Problem(
        "EVAL-001",
        Bilingual(
            "dòng này phải là một đối tượng JSON có \"expr\" là chữ; \"instance\" và \"context\" nếu có cũng là chữ",
            "this line must be a JSON object whose \"expr\" is a text; \"instance\" and \"context\", if any, too"),
        status: .badData)
}

extension JSON {
    fileprivate var isTextOrNull: Bool {
        switch self {
        case .string, .null: true
        case .number, .bool, .array, .object: false
        }
    }
}
