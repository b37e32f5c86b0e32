import Base
package import Indicators

/// The draft of the official report, by Decree 30/2020/NĐ-CP: number, day and signature are left for the office.
///
/// Always in Vietnamese, as the decree asks.
package struct DOCXRenderer: Renderer {
    /// A table of its own.
    package let dimension: Breakdown.Dimension?

    package init(by dimension: Breakdown.Dimension? = nil) {
        self.dimension = dimension
    }

    package func bytes(_ report: ReportModel) -> [UInt8] {
        let draft = OfficialDraft(report: report.withoutExcesses, dimension: dimension)
        return WordPackage.archive(body: draft.body, title: draft.subject)
    }
}

/// The document's parts from top to bottom.
struct OfficialDraft {
    let report: ReportModel
    let dimension: Breakdown.Dimension?
    var prose: Prose { Prose(report: report) }
    private let half = WordPackage.textWidth / 2

    private var office: (name: String, sign: String, signer: String) { LetterWords.office(of: report.plan) }

    var subject: String {
        "Kết quả thực hiện các chỉ tiêu chuyển đổi số \(report.period.name.vi)"
    }

    var body: [Markup] {
        [letterhead] + title + opening + results + reasons + difficulties + proposals + [closing]
    }

    private func centred(_ text: String, bold: Bool = false, italic: Bool = false, size: Double) -> Markup {
        WordText.paragraph(text, .init(alignment: .center), bold: bold, italic: italic, size: size)
    }

    // MARK: Head

    /// As long as the words above it, in Times New Roman of 13 points. Source: Decree 30, annex I: the whole of the
    /// motto, a third to a half of the office's name and of the subject, of which a letter is 127 wide on average.
    private static let mottoWidth = 3325

    private var letterhead: Markup {
        let area = report.plan.area
        let left = Int(Double(WordPackage.textWidth) * 0.4)
        let right = WordPackage.textWidth - left
        let issuer = [
            centred("ỦY BAN NHÂN DÂN", size: 12), centred(area.name.vi.uppercased(), size: 12),
            centred(office.name.uppercased(), bold: true, size: 13),
        ]
        let motto = [
            centred("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold: true, size: 12),
            centred("Độc lập - Tự do - Hạnh phúc", bold: true, size: 13),
            WordText.rule(width: Self.mottoWidth, of: right - WordText.cellPadding),
        ]
        let number = centred("Số:        /BC-\(office.sign)", size: 13)
        let place = area.name.vi.droppingKind
        let date = centred("\(place), ngày …… tháng …… năm ……", italic: true, size: 13)
        return WordText.table(
            [
                [
                    .init(content: issuer + [WordText.rule(width: 1370, of: left - WordText.cellPadding)]),
                    .init(content: motto),
                ],
                [.init(content: [number]), .init(content: [date])],
            ], widths: [left, right], bordered: false)
    }

    private var title: [Markup] {
        [
            WordText.paragraph(
                "DỰ THẢO", .init(alignment: .left, before: 6), italic: true, size: 12),
            WordText.paragraph("BÁO CÁO", .init(alignment: .center, before: 12), bold: true),
            centred(subject, bold: true, size: 14),
            WordText.rule(width: min(subject.count * 127, WordPackage.textWidth) * 2 / 5, of: WordPackage.textWidth),
            centred(
                "(Số liệu \(report.period.days.vi)\(report.issue.map { "; \($0.text.vi)" } ?? ""))", italic: true,
                size: 13),
            WordText.paragraph(
                "Kính gửi: \(recipient)", .init(alignment: .center, before: 12, after: 6)),
        ]
    }

    /// The committee of the area, to which its own department reports.
    private var recipient: String { "Ủy ban nhân dân \(report.plan.area.name.vi.lowercasedFirst)" }

    private var opening: [Markup] {
        [
            WordText.paragraph(
                "Thực hiện \(LetterWords.name(of: report.plan)), \(office.name) báo cáo kết quả "
                    + "\(report.period.name.vi) như sau:")
        ]
    }

    // MARK: Results

    private func heading(_ text: String) -> Markup {
        WordText.paragraph(text, .init(alignment: .both, indent: 720, before: 9, keepsNext: true), bold: true)
    }

    private func paragraphs(_ texts: [String]) -> [Markup] { texts.map { WordText.paragraph($0) } }

    private var results: [Markup] {
        [heading("I. KẾT QUẢ THỰC HIỆN")]
            + paragraphs(
                [
                    prose.received, prose.activity, prose.events, prose.sinceStart, prose.reached, prose.missed,
                    prose.undecided,
                ]
                .compactMap(\.self))
            + tables.plan + paragraphs([tables.authority].compactMap(\.self) + prose.caveats)
            + tables.others(by: dimension)
    }

    private var tables: DraftTables { DraftTables(report: report) }

    // MARK: Reasons, difficulties, proposals

    private var reasons: [Markup] {
        [heading("II. NGUYÊN NHÂN CHƯA HOÀN THÀNH")]
            + paragraphs([prose.mainReasons ?? prose.none("Trong kỳ không ghi nhận lý do chưa hoàn thành.", .reasons)])
    }

    private var difficulties: [Markup] {
        [heading("III. KHÓ KHĂN, VƯỚNG MẮC")]
            + paragraphs(
                prose.difficulties.isEmpty
                    ? [prose.none("Trong kỳ không ghi nhận khó khăn, vướng mắc.", .difficulties)] : prose.difficulties)
    }

    /// The last part stays with the signature, which never stands alone on a page.
    private var proposals: [Markup] {
        [heading("IV. ĐỀ XUẤT, KIẾN NGHỊ")]
            + prose.proposals.map { WordText.paragraph($0, .init(indent: 720, before: 6, keepsNext: true)) }
            + [
                WordText.paragraph(
                    "……………………………………………………………./.", .init(indent: 720, before: 6, keepsNext: true))
            ]
    }

    private var closing: Markup {
        let small = WordText.Shape(alignment: .left)
        let list = ["- Như trên;", "- Lưu: VT, ……"].map { WordText.paragraph($0, small, size: 11) }
        let signature = [
            centred(office.signer, bold: true, size: 14), centred("", size: 14), centred("", size: 14),
            centred("", size: 14),
            centred("……………………", bold: true, size: 14),
        ]
        return WordText.table(
            [
                [
                    .init(
                        content: [
                            WordText.paragraph(
                                "Nơi nhận:", .init(alignment: .left, before: 12), bold: true, italic: true, size: 12)
                        ] + list),
                    .init(content: [WordText.paragraph("", .init(alignment: .center, before: 4), size: 6)] + signature),
                ]
            ], widths: [half, WordPackage.textWidth - half], bordered: false)
            + WordText.paragraph("", .init(), size: 2)
    }
}

extension String {
    /// `Nam Triệu` of `Phường Nam Triệu`.
    fileprivate var droppingKind: String {
        for kind in ["Phường ", "Xã ", "Tỉnh ", "Thành phố ", "Đặc khu "] where hasPrefix(kind) {
            return String(dropFirst(kind.count))
        }
        return self
    }
}
