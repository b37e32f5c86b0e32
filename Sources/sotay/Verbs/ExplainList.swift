import Base
import Indicators
import Workspace

/// The way from what stands on the page to the id that `explain` takes.
extension ExplainVerb {
    /// All numbers of a report, or those that a text may mean.
    func list(_ figures: [PrintedFigure], _ app: App) {
        if app.options.json { return app.emit(.array(figures.map(\.json))) }
        let width = min(figures.map(\.id.columns).max() ?? 0, 32)
        for figure in figures {
            let place = figure.section.map { "\($0) · " } ?? ""
            let value = figure.value.map { ": \($0[app.language])" } ?? ""
            app.screen.print(
                Span(
                    "  \(figure.id.fitted(to: max(width, figure.id.columns)))  \(place)\(figure.name[app.language])\(value)"
                ))
        }
    }

    func listAll(_ book: Book, _ period: Period?, _ app: App) throws -> ExitStatus {
        list(try book.printedFigures(period), app)
        guard !app.options.json else { return .done }
        app.print(
            Bilingual(
                "Xem một số: `sotay explain MÃ --period KỲ`; thay MÃ được bằng chữ của tên, số thứ tự hoặc giá trị in trong báo cáo.",
                "For one: `sotay explain CODE --period PERIOD`; words of its name, its number in the plan or its printed value do too."
            ))
        return .done
    }

    /// The one number that a text means; several are listed.
    func meant(by text: String, among figures: [PrintedFigure], _ app: App) throws -> String? {
        let found = figures.meant(by: text)
        guard found.count > 1 else { return found.first?.id }
        list(found, app)
        throw ExplainError.several(text, found.count)
    }
}
