import Base

extension ReportDetails {
    /// What an issued report says beyond the plan's rows: its difficulties, and of hamlets and items the counts that
    /// stand among its figures. Reports of older programs have no difficulties.
    init(
        frozen document: JSON, _ figures: Figures, catalogue: Catalogue, words: [String: Bilingual],
        hamlets: [String: Bilingual]
    ) {
        self.init()
        self.words = words
        notKept = [.breakdowns, .trend]
        if let kept = document["difficulties"]?.array {
            difficulties = kept.compactMap(DifficultyCount.init(frozen:))
            for row in kept {
                guard let theme = row["theme"]?.string, let vi = row["vi"]?.string, let en = row["en"]?.string else {
                    continue
                }
                self.words[theme] = Bilingual(vi, en)
            }
        } else {
            notKept.insert(.difficulties)
        }
        let areas = figures.hamlets.map { hamlet in
            Breakdown.Group(
                id: hamlet.code, name: hamlets[hamlet.code] ?? word(hamlet.code),
                counts: [.sessions: hamlet.sessions, .persons: hamlet.persons])
        }
        let names = Dictionary(catalogue.personItems.map { ($0.id, $0.name) }) { first, _ in first }
        let items = figures.increments.filter { $0.count > 0 }.map { gain in
            Breakdown.Group(
                id: gain.item, name: names[gain.item] ?? word(gain.item), counts: [.completions: gain.count])
        }
        breakdowns = [
            Breakdown(.hamlet, measures: [.sessions, .persons], groups: areas),
            Breakdown(.item, measures: [.completions], groups: items),
        ].filter { !$0.groups.isEmpty }
    }
}

extension DifficultyCount {
    fileprivate init?(frozen row: JSON) {
        guard let theme = row["theme"]?.string, let status = row["status"]?.string, let count = row["count"]?.int
        else { return nil }
        self.init(theme: theme, status: status, count: count)
    }
}
