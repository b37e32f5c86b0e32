package import Base

/// Why a figure cannot be taken as it is.
package struct FigureFault: Error, Hashable, Sendable {
    package let reason: Reason
    /// The line of the imported file, from 1; nil for one that was typed.
    package let line: Int?

    package init(_ reason: Reason, line: Int? = nil) {
        self.reason = reason
        self.line = line
    }

    package enum Reason: Hashable, Sendable {
        /// Nothing that is typed besides can mend it.
        package var isOfIndicator: Bool {
            switch self {
            case .unknownIndicator, .countedHere: true
            default: false
            }
        }

        case unknownIndicator(String, nearest: String?)
        /// Class F is counted from the records alone.
        case countedHere(String)
        case noNumber(String)
        case noSource(String)
        case notANumber(column: String, String)
        case thousandsOrDecimals(column: String, String)
        case commaInCount(column: String, String)
        /// `92%` where people are counted.
        case percentOfCount(column: String, String, ofShare: Bool)
        case notWhole(column: String, String)
        case tooLarge(column: String, String)
        case negative(column: String, String)
        case areaCode(String)
        case otherArea(String, own: String)
        case unreadableDate(String)
        case unreadablePeriod(String)
        case dateAhead(CivilDate, entered: CivilDate)
        /// A baseline or population of a period: only a state at a day can be added to.
        case periodOfState(String)
        case unknownLevel(String)
        /// Of a baseline or population: only official figures are told apart by level.
        case levelOfState(String)
        /// By its nature the figure of this level alone.
        case levelDiffers(String, Plan.Level)
        /// No row of the plan asks for this level's.
        case levelNotAsked(String, Plan.Level)
        /// A part of nobody knows how much: no percentage.
        case numeratorAlone(String)
        /// A percentage of nothing.
        case valueOverNothing(DecimalNumber)
        /// More than 0,01 points apart.
        case disagrees(value: DecimalNumber, Ratio)
        case aboveDenominator(Int, Int)
        case aboveHundred(DecimalNumber)
        /// An identity number or a secret where words belong.
        case privateText(column: String)
        case twice(String, firstLine: Int)
        /// Another line has another number of the same subject.
        case contradicts(String, otherLine: Int)
        case noHeader(missing: [String])
        case unknownColumn(String, nearest: String?)
        case columnTwice(String)
        case unclosedQuote
        case textAfterQuote
        case tooManyFields(Int, expected: Int)
        case noRows
    }
}

extension Figure {
    /// What is wrong with it in itself, every fault at once. A figure with one does not enter the book.
    package func faults(in catalogue: Catalogue) -> [FigureFault.Reason] {
        var faults: [FigureFault.Reason] = []
        let definition = catalogue.indicator(indicator)
        let isPopulation = catalogue.populations.contains { $0.id == indicator }
        if definition == nil, !isPopulation {
            let ids = catalogue.indicators.map(\.id) + catalogue.populations.map(\.id)
            faults.append(.unknownIndicator(indicator, nearest: indicator.nearest(in: ids)))
        }
        if definition?.source == .full { faults.append(.countedHere(indicator)) }
        let isCode = [2, 5].contains(area.utf8.count) && area.utf8.allSatisfy { (0x30...0x39).contains($0) }
        if !isCode { faults.append(.areaCode(area)) }
        if source.allSatisfy(\.isWhitespace) { faults.append(.noSource(indicator)) }
        for (column, text) in [(FigureColumn.source, source), (.document, document ?? ""), (.note, note ?? "")]
        where PrivateText.holdsNumber(of: 12, in: text) || PrivateText.holdsSecret(in: text) {
            faults.append(.privateText(column: column.vietnamese))
        }
        if date > enteredOn { faults.append(.dateAhead(date, entered: enteredOn)) }
        if isPopulation || definition?.source == .partial {
            if period != nil { faults.append(.periodOfState(indicator)) }
            if level != nil { faults.append(.levelOfState(indicator)) }
        }
        if let natural = definition?.level, natural != level ?? Plan.Level(ofArea: area) {
            faults.append(.levelDiffers(indicator, natural))
        }
        if value == nil, numerator == nil { faults.append(.noNumber(indicator)) }
        if let definition, definition.source != .partial, definition.unit.hasPrefix("%"), value == nil,
            numerator != nil, denominator == nil
        {
            faults.append(.numeratorAlone(indicator))
        }
        if catalogue.isCounted(indicator), let value, value.whole == nil {
            faults.append(.notWhole(column: FigureColumn.value.vietnamese, value.vietnamese))
        }
        return faults + partFaults(unit: definition?.unit ?? "")
    }

    /// Source: DOMAIN.md §2.5 C (value against its parts), §2.3 (numerator above denominator).
    private func partFaults(unit: String) -> [FigureFault.Reason] {
        var faults: [FigureFault.Reason] = []
        for (column, part) in [(FigureColumn.numerator, numerator), (.denominator, denominator)] {
            guard let part else { continue }
            if part < 0 { faults.append(.negative(column: column.vietnamese, String(part))) }
            if part > Self.largest { faults.append(.tooLarge(column: column.vietnamese, String(part))) }
        }
        guard faults.isEmpty else { return faults }
        let isPercent = unit.hasPrefix("%")
        // Growth may be negative, and above what there was.
        let isShare = isPercent && !unit.contains("tăng")
        if let value, value.units < 0, !unit.contains("tăng") {
            faults.append(.negative(column: FigureColumn.value.vietnamese, value.vietnamese))
        }
        if let numerator, let denominator, numerator > denominator, isShare || !isPercent {
            faults.append(.aboveDenominator(numerator, denominator))
        }
        if isShare, let value, value.units > 100 * value.scale { faults.append(.aboveHundred(value)) }
        if isPercent, let value, denominator == 0 { faults.append(.valueOverNothing(value)) }
        if isPercent, let value, let ratio, !value.agrees(with: ratio) {
            faults.append(.disagrees(value: value, ratio))
        }
        return faults
    }
}

extension DecimalNumber {
    /// Within 0,01 percentage points of the ratio, exactly.
    package func agrees(with ratio: Ratio) -> Bool {
        let (own, overflow) = units.multipliedReportingOverflow(by: ratio.whole)
        guard !overflow else { return false }
        let difference = (own - 100 * ratio.part * scale).magnitude
        return difference <= (scale * ratio.whole / 100).magnitude
    }
}
