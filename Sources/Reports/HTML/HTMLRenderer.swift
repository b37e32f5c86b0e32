package import Base
package import Indicators

/// The report as one page that opens without a network: no script, no font or picture from elsewhere, charts drawn
/// from the numbers. Raw numbers stand in `data-` attributes.
package struct HTMLRenderer: TextRenderer {
    package let language: Language
    /// Shown beside hamlets and items.
    package let dimension: Breakdown.Dimension?

    package init(language: Language, by dimension: Breakdown.Dimension? = nil) {
        self.language = language
        self.dimension = dimension
    }

    package func render(_ report: ReportModel) -> String {
        let page = HTMLPage(report: report, language: language, dimension: dimension)
        let head = Markup(
            "head", [:],
            [
                Markup("meta", ["charset": "utf-8"]),
                Markup("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
                Markup("meta", ["name": "color-scheme", "content": "light dark"]),
                Markup("title", [:], text: page.title),
                Markup("style", [:], [Markup(trusted: HTMLStyle.sheet)]),
            ])
        let body = Markup("body", [:], [page.header, Markup("main", [:], page.sections), page.footer])
        return "<!DOCTYPE html>\n" + Markup("html", ["lang": language.rawValue], [head, body]).source + "\n"
    }
}

/// The sections of the page; each is left out when it has nothing to say.
struct HTMLPage {
    let report: ReportModel
    let language: Language
    let dimension: Breakdown.Dimension?
    var words: Words { Words(language: language) }
    var numbers: Numbers { Numbers(language: language) }

    func say(_ vi: String, _ en: String) -> String { Bilingual(vi, en)[language] }

    var title: String {
        "\(say("Báo cáo chỉ tiêu", "Indicator report")) · \(report.plan.area.name[language]) · \(report.period.name[language])"
    }

    var sections: [Markup] {
        [
            headline, completeness, outcome, planRows, outside, activity, events, ratings, comparison, trend,
            breakdowns,
            reasons,
            difficulties,
            notes,
        ]
    }

    var header: Markup {
        var lines = [
            Markup("p", ["class": "over"], text: say("Báo cáo chỉ tiêu", "Indicator report")),
            Markup("h1", [:], text: report.plan.area.name[language]),
            Markup(
                "p", ["class": "period"],
                [
                    Markup("strong", [:], text: report.period.name[language].capitalisedFirst),
                    Markup(text: " · \(report.period.days[language])"),
                ]),
            Markup("p", ["class": "plan"], text: report.plan.title[language]),
        ]
        if let issue = report.issue {
            lines.append(Markup("p", ["class": "note"], text: issue.text[language].capitalisedFirst))
        }
        if let lost = words.notKept(report) { lines.append(Markup("p", ["class": "note"], text: lost)) }
        if let least = report.leastCount {
            for text in [words.published(least: least), words.received(report)].compactMap(\.self) {
                lines.append(Markup("p", ["class": "warn"], text: text))
            }
        }
        if let unfinished = words.unfinished(report) {
            lines.append(Markup("p", ["class": "warn"], text: unfinished))
        }
        if let outside = words.outsidePlan(report) { lines.append(Markup("p", ["class": "warn"], text: outside)) }
        return Markup(
            "header",
            [
                "data-area": report.plan.area.code, "data-first": report.period.first.iso,
                "data-last": report.period.last.iso, "data-plan": report.plan.id,
            ], lines)
    }

    /// Sessions, people, households and businesses side by side, always.
    private var headline: Markup {
        let shown: [(String, String)] = [
            ("luot_ho_tro", say("lượt hỗ trợ", "sessions")), ("nguoi_duoc_ho_tro", say("người", "people")),
            ("ho_duoc_ho_tro", say("hộ", "households")), ("co_so_duoc_ho_tro", say("cơ sở", "businesses")),
        ]
        let cards = shown.map { id, label in
            let count = report.figures.count(id)
            return Markup(
                "div", ["class": "card", "data-figure": id, "data-value": count.map(String.init)],
                [
                    Markup("strong", [:], text: count.map(numbers.count) ?? "—"),
                    Markup("span", [:], text: label + words.bound(id, report, numbers)),
                ])
        }
        return section(
            "tong-quan", say("Tổng quan trong kỳ", "The period at a glance"),
            [Markup("div", ["class": "cards"], cards)]
                + (words.sinceStart(report, numbers).map { [Markup("p", ["class": "note"], text: $0)] } ?? []))
    }

    /// How many rows of the plan stand where, in words and as one bar.
    private var outcome: Markup {
        let told = report.rows.filter { $0.status != .suppressed }
        let counts = Verdict.allCases.map { verdict in (verdict, told.filter { $0.verdict == verdict }.count) }
        let shown = counts.filter { $0.1 > 0 }
        let hidden = report.rows.count - told.count
        let withheld = ValueStatus.suppressed
        let legend =
            shown.map { verdict, count in
                Markup(
                    "li", ["data-verdict-count": verdict.rawValue, "data-value": String(count)],
                    [verdictMark(verdict), Markup("b", [:], text: numbers.count(count))])
            }
            + (hidden == 0
                ? []
                : [
                    Markup(
                        "li", ["data-verdict-count": withheld.rawValue, "data-value": String(hidden)],
                        [
                            Markup(
                                "span", ["class": "verdict notarget"],
                                [
                                    Markup("i", ["aria-hidden": "true"], text: "—"),
                                    Markup(text: withheld.text[language]),
                                ]),
                            Markup("b", [:], text: numbers.count(hidden)),
                        ])
                ])
        let total = say(
            "\(report.rows.count) dòng chỉ tiêu của kế hoạch", "\(report.rows.count) rows of the plan")
        return Markup(
            "section", ["class": "outcome"],
            [
                Markup("p", ["class": "note"], text: total),
                HTMLCharts.stack(
                    shown.map { ($0.0.cssClass, $0.0.sign, $0.1) } + (hidden == 0 ? [] : [("notarget", "—", hidden)]),
                    label: (shown.map { ($0.0.text, $0.1) } + (hidden == 0 ? [] : [(withheld.text, hidden)])).map {
                        "\($0.0[language]): \($0.1)"
                    }.joined(separator: ", ")),
                Markup("ul", ["class": "legend"], legend),
            ])
    }

    func section(_ id: String, _ title: String, _ children: [Markup]) -> Markup {
        Markup("section", ["id": id], [Markup("h2", [:], text: title)] + children)
    }

    /// The status in words, with a sign that tells it apart without colour.
    func verdictMark(_ verdict: Verdict) -> Markup {
        Markup(
            "span", ["class": "verdict \(verdict.cssClass)"],
            [Markup("i", ["aria-hidden": "true"], text: verdict.sign), Markup(text: verdict.text[language])])
    }

    var footer: Markup {
        Markup(
            "footer", [:],
            text: say(
                "Lập bằng sotay từ sổ của phường; mọi con số truy được về từng phiếu ghi. Số của tổ không thay số chính thức của cơ quan chủ trì.",
                "Made by sotay from the ward's book; every number leads back to its records. The teams' figures never replace the lead agency's official ones."
            ))
    }
}

extension Verdict {
    var cssClass: String {
        switch self {
        case .met: "met"
        case .notMet: "unmet"
        case .notDue, .noData: "nodata"
        case .noTarget: "notarget"
        case .toConfirm: "confirm"
        }
    }

    var sign: String {
        switch self {
        case .met: "✓"
        case .notMet: "✗"
        case .notDue: "…"
        case .noData: "○"
        case .noTarget: "–"
        case .toConfirm: "?"
        }
    }
}
