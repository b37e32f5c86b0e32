package import Base

extension Indicator {
    /// What a count of it counts, even where the official name is a share: people, households or dossiers.
    package var countUnit: String {
        guard unit.hasPrefix("%") else { return unit }
        switch rule {
        case .dossiers: return "hồ sơ"
        case .households: return "hộ"
        default: return "người"
        }
    }

    /// What a value of it is measured in, whatever the unit of a target: without a baseline a share is people.
    package func unit(of value: IndicatorValue) -> String {
        switch value {
        case .ratio: "%"
        case .count: countUnit
        case .number: unit.hasPrefix("%") ? "%" : unit
        }
    }

    /// Only whole numbers of it make sense. Money and the like, in a ward's own indicators, have decimals.
    var isCounted: Bool { source == .partial && !unit.hasPrefix("%") || Bilingual.unitsOfCounts[unit] != nil }
}

extension Indicator {
    /// Whether its values can meet a target in that unit: per cent with per cent, people with no households. Whatever
    /// a ward calls its own counts may be one thing under two names.
    func isComparable(with target: Target) -> Bool {
        guard target.isPercentage == unit.hasPrefix("%") else { return false }
        guard let own = Bilingual.unitsOfCounts[unit], let wanted = Bilingual.unitsOfCounts[target.unit] else {
            return true
        }
        return own == wanted
    }
}

extension Catalogue {
    /// A base population, or an indicator of which only whole numbers make sense.
    func isCounted(_ id: String) -> Bool {
        populations.contains { $0.id == id } || indicator(id)?.isCounted == true
    }
}

extension Bilingual {
    /// A unit as the plans and the catalogue write it; a ward's own stays as it is.
    package init(unit: String) {
        self.init(unit, Self.unitsOfCounts[unit] ?? Self.otherUnits[unit] ?? unit)
    }

    fileprivate static let unitsOfCounts = [
        "Trung tâm": "centres", "trung tâm": "centres", "buổi": "events", "cơ sở": "businesses", "hồ sơ": "dossiers",
        "hộ": "households", "lượt": "times", "lần": "times", "người": "people", "phản ánh": "reports",
        "thành viên": "members",
    ]

    private static let otherUnits = [
        "% dân số": "% of people", "% tăng": "% growth", "% địa bàn": "% of the area",
        "% (gộp trong ô Kết quả)": "% (in the result's cell)", "(không ghi; suy ra %)": "(not printed; taken as %)",
        "(định tính)": "(in words)", "cơ sở (không giao số)": "businesses (no value set)",
        "người (không giao số)": "people (no value set)",
    ]
}
