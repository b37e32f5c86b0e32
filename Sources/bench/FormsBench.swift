import Archive
import Base
import Forms
import XLSForm

/// Reading, checking and filling forms of the sizes that census teams use.
enum FormsBench: BenchArea {
    static let name = "forms"

    static func run(_ table: BenchTable) throws {
        try questions(table)
        try longList(table)
        try lines(table)
        try expressions(table)
        faulty(table)
        largest(table)
    }

    /// The same moment in every run.
    static let context = FillingContext(
        now: { Instant(milliseconds: 1_795_226_400_000) }, randomBytes: { [UInt8](repeating: 7, count: $0) },
        language: .vi)

    // MARK: - 2,000 questions, 500 rows

    private static func questions(_ table: BenchTable) throws {
        let bytes = Array(BenchForm.text.utf8)
        var reading = FormReader.read(bytes, file: "f.md")
        table.row("read and check a form of 2,000 questions", times: 3, work: 2_000, unit: "questions") {
            reading = FormReader.read(bytes, file: "f.md")
        }
        let form = reading.form!
        var filling = Filling(form, context: context)
        table.row("open a record of 500 rows", times: 3) {
            filling = Filling(form, context: context, answers: BenchForm.answers, origin: .saved)
        }
        var turn = 0
        func answer(_ name: String, at path: String) throws {
            let place = form.place(path)!
            try table.row(name, times: 20, bar: .within(.milliseconds(50))) {
                turn += 1
                try filling.set(place, String(4 + turn % 2))
            }
        }
        try answer("an answer with 2 dependents among 2,000", at: "q1201")
        try answer("an answer that each of 500 rows reads", at: "q1")
        try answer("an answer in a row, summed up in all rows", at: "r[250]/r1")
        try answer("an answer in a row that its row alone reads", at: "r[250]/r9")
        table.row("the next question", times: 5, bar: .within(.milliseconds(50))) {
            _ = filling.next(after: .question(form.place("r[250]/r1")!))
        }
        table.row("check the whole record", times: 3) { precondition(filling.errors.isEmpty) }
    }

    // MARK: - 100,000 choices

    private static func longList(_ table: BenchTable) throws {
        let rows = (0..<100_000).map { ["x\($0)", "Xã \($0)", "h\($0 / 100)"] }
        var list = ExternalTable(columns: ["name", "label", "huyen"], rows: rows)
        let text = Array(CSV.text([list.columns] + rows).utf8)
        try table.row("list of 100,000: read from the book", times: 3, work: 100_000, unit: "rows") {
            list = try FormReader.table(text)
        }
        let form = FormReader.read(Array(BenchForm.longList.utf8), file: "f.md").form!
        let filling = Filling(form, context: context, files: ["xa.csv": list])
        let district = form.place("huyen")!
        let village = form.place("xa")!
        try table.row("list of 100,000: first answer, builds the index") { try filling.set(district, "h77") }
        table.row("list of 100,000: the choices offered", times: 20, bar: .within(.milliseconds(50))) {
            precondition(filling.choices(at: village).count == 100)
        }
        try table.row("list of 100,000: choosing", times: 20, bar: .within(.milliseconds(50))) {
            try filling.set(village, "x7712")
        }
        var turn = 0
        try table.row("list of 100,000: another district", times: 20, bar: .within(.milliseconds(50))) {
            turn += 1
            try filling.set(district, "h\(77 + turn % 2)")
        }
    }

    // MARK: - Expressions

    private static func expressions(_ table: BenchTable) throws {
        let root = Element(name: "data")
        for number in 1...10 { root.append(Element(name: "a\(number)", text: "\(number)")) }
        let evaluator = Evaluator(
            root: root, form: nil,
            surroundings: .init(now: context.now, randomBytes: context.randomBytes, language: .vi))
        try table.row(
            "10,000 different expressions, parsed", work: 10_000, unit: "expressions", bar: .within(.seconds(1))
        ) {
            for number in 0..<10_000 {
                _ = try evaluator.result(
                    of: "if(/data/a3 + \(number) > 5, concat('x', /data/a4), format-date('2026-06-01', '%d/%m'))",
                    at: "/data/a5")
            }
        }
    }

    /// What `form eval --ndjson` does with each line.
    private static func lines(_ table: BenchTable) throws {
        let surroundings = Evaluator.Surroundings(now: context.now, randomBytes: context.randomBytes, language: .vi)
        let lines = (0..<10_000).map { number in
            Array(#"{"expr":"sum(/data/n/t) + \#(number)","instance":"<data><n><t>30</t></n></data>"}"#.utf8)
        }
        try table.row("10,000 lines of form eval --ndjson", work: 10_000, unit: "lines", bar: .within(.seconds(1))) {
            for line in lines {
                let json = try JSON(parsing: line)
                let root = try InstanceXML.read(Array((json["instance"]?.string ?? "").utf8))!
                let evaluator = Evaluator(root: root, form: nil, surroundings: surroundings)
                let result = try evaluator.result(of: json["expr"]?.string ?? "", at: nil)
                precondition(!result.json.compact.isEmpty)
            }
        }
    }

    /// A misspelt name looks for its neighbours among thousands.
    private static func faulty(_ table: BenchTable) {
        let wrong = Array(BenchForm.misspelt(9_900).utf8)
        table.row("9,900 misspelt names and functions, told", work: 9_900, unit: "rows", bar: .within(.seconds(1))) {
            let check = FormCheck(FormReader.read(wrong, file: "f.md"), file: "f.md", needed: [])
            precondition(check.errorCount > 0 && !check.lines(.vi).isEmpty)
        }
    }

    /// The dearest forms within the limits that were found.
    private static func largest(_ table: BenchTable) {
        for (name, text) in BenchForm.largest {
            let bytes = Array(text.utf8)
            precondition(bytes.count <= FormReader.sizeLimit)
            table.row(name, times: 3, bar: .within(.seconds(1))) {
                let check = FormCheck(FormReader.read(bytes, file: "f.md"), file: "f.md", needed: [])
                precondition(!check.lines(.vi).isEmpty)
            }
        }
    }
}
