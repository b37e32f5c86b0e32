import Archive
import Base
package import Indicators

/// The report as a Frictionless Data Package in one zip: `datapackage.json` and a table for each kind of number.
///
/// Source: specs.frictionlessdata.io, Tabular Data Package v1.
package struct DataPackageRenderer: Renderer {
    package init() {}

    package func bytes(_ report: ReportModel) -> [UInt8] {
        let tables = Self.tables(report)
        let descriptor = JSON.object([
            "profile": .string("tabular-data-package"),
            "name": .string(
                "sotay-\(report.plan.area.code)-\(report.period.span.id.lowercased().replacing("..", with: "-"))"),
            "title": .string("\(report.plan.area.name.vi), \(report.period.name.vi)"),
            "description": .string("\(report.plan.title.vi) (\(report.period.days.vi))"),
            "resources": .array(tables.map(\.json)),
        ])
        return ZipWriter.archive(
            [ZipWriter.Entry("datapackage.json", descriptor.pretty + "\n")]
                + tables.map { ZipWriter.Entry("data/\($0.name).csv", CSV.text([$0.fields.map(\.name)] + $0.rows)) })
    }

    private struct Field {
        let name: String
        let type: String
        let title: String

        init(_ name: String, _ type: String, _ title: String) {
            self.name = name
            self.type = type
            self.title = title
        }
    }

    private struct Table {
        let name: String
        let title: String
        let fields: [Field]
        let rows: [[String]]

        var json: JSON {
            .object([
                "profile": .string("tabular-data-resource"), "name": .string(name), "title": .string(title),
                "path": .string("data/\(name).csv"), "format": .string("csv"), "mediatype": .string("text/csv"),
                "encoding": .string("utf-8"),
                "schema": .object([
                    "fields": .array(
                        fields.map {
                            .object(["name": .string($0.name), "type": .string($0.type), "title": .string($0.title)])
                        }), "missingValues": .strings([""]),
                ]),
            ])
        }
    }

    /// From the rows of the CSV format, by kind.
    private static func tables(_ report: ReportModel) -> [Table] {
        let all = CSVRenderer().rows(report)
        let column = Dictionary(uniqueKeysWithValues: all[0].enumerated().map { ($1, $0) })
        func rows(_ kinds: (String) -> Bool, _ names: [String]) -> [[String]] {
            all.dropFirst().filter { kinds($0[column["kind"]!]) }.map { row in names.map { row[column[$0]!] } }
        }
        let common = [
            Field("first", "date", "ngày đầu kỳ"), Field("last", "date", "ngày cuối kỳ"),
            Field("area", "string", "mã đơn vị"),
            Field("id", "string", "mã"),
        ]
        let based = [
            Field("population", "string", "mẫu số dân số: mã"),
            Field("population_value", "integer", "mẫu số dân số: trị số"),
            Field("population_source", "string", "mẫu số dân số: nguồn"),
            Field("population_date", "date", "mẫu số dân số: ngày"),
            Field("population_document", "string", "mẫu số dân số: văn bản"),
        ]
        let counted =
            [Field("kind", "string", "loại")] + common + [
                Field("part", "string", "phần"), Field("name", "string", "tên"), Field("unit", "string", "đơn vị"),
                Field("value", "integer", "giá trị"),
            ] + based
        let judged =
            common + [
                Field("section", "string", "mục"), Field("line", "integer", "dòng của văn bản"),
                Field("name", "string", "tên"), Field("class", "string", "cách tính"),
                Field("unit", "string", "đơn vị của kết quả"), Field("target_unit", "string", "đơn vị của mức giao"),
                Field("operator", "string", "phép so"), Field("target", "string", "mức giao"),
                Field("status", "string", "tình trạng số liệu"), Field("value", "number", "kết quả"),
                Field("numerator", "integer", "tử số"), Field("denominator", "integer", "mẫu số"),
                Field("interval_low", "number", "cận dưới 95%"), Field("interval_high", "number", "cận trên 95%"),
                Field("gap", "number", "chênh"), Field("verdict", "string", "đánh giá"),
                Field("cumulative", "number", "lũy kế của tổ"), Field("pro_rata", "number", "tiến độ chia đều"),
                Field("source", "string", "nguồn"), Field("source_date", "date", "ngày số liệu"),
                Field("document", "string", "văn bản"),
            ] + based + [Field("notes", "string", "ghi chú")]
        let given =
            common + [
                Field("name", "string", "tên"), Field("unit", "string", "đơn vị"), Field("value", "number", "giá trị"),
                Field("numerator", "integer", "tử số"), Field("denominator", "integer", "mẫu số"),
                Field("source", "string", "nguồn"), Field("source_date", "date", "ngày số liệu"),
                Field("document", "string", "văn bản"),
            ]
        let title = report.comparison.map(Words(language: .vi).comparedWith) ?? ""
        let compared = counted.map { $0.name == "value" ? Field("value", "number", "giá trị") : $0 }
        let comparison = Table(
            name: "comparison", title: "\(title): trị số trước và thay đổi", fields: compared,
            rows: rows({ ["days", "before", "change"].contains($0) }, compared.map(\.name)))
        return [
            Table(
                name: "indicators", title: "Chỉ tiêu của kế hoạch", fields: judged,
                rows: rows({ $0 == "indicator" }, judged.map(\.name))),
            Table(
                name: "figures", title: "Số liệu trong kỳ", fields: counted,
                rows: rows(
                    { ["figure", "tang_them", "conflict", "lower_bound", "completeness"].contains($0) },
                    counted.map(\.name))),
            Table(
                name: "breakdowns", title: "Tách theo tổ, tháng, việc", fields: counted,
                rows: rows({ $0.hasPrefix("by_") }, counted.map(\.name))),
            Table(
                name: "difficulties", title: "Khó khăn, vướng mắc", fields: counted,
                rows: rows({ $0 == "difficulty" }, counted.map(\.name))),
            Table(
                name: "outside", title: "Số liệu đã nhập ngoài kế hoạch", fields: given,
                rows: rows({ $0 == "outside" }, given.map(\.name))),
        ] + (report.comparison == nil ? [] : [comparison])
    }
}
