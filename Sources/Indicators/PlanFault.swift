/// A fault of a plan or of the catalogue, by file and line.
package struct PlanFault: Error, Hashable, Sendable {
    package let reason: Reason
    package let file: String
    /// From 1.
    package let line: Int

    init(_ reason: Reason, file: String, line: Int) {
        self.reason = reason
        self.file = file
        self.line = line
    }

    package enum Reason: Hashable, Sendable {
        case notYAML(String)
        case unknownSchema(Int)
        case notMapping
        case unknownKey(String, nearest: String?)
        case missingKey(String)
        case notText(String)
        case notNumber(String, String)
        case negative(String, String)
        case notDate(String, String)
        case notTime(String, String)
        case notList(String)
        case outOfRange(String, Int, ClosedRange<Int>)
        case unknownChoice(String, String, allowed: [String])
        case unknownIndicator(String, nearest: String?)
        case unknownDoubt(String, nearest: String?)
        case unknownPopulation(String, nearest: String?)
        case unknownItem(String, nearest: String?)
        case duplicate(String)
        case noRule(String)
        case ruleOnManual(String)
        case roleNotListed(String, indicator: String)
        case noDenominator(String)
        /// The part or whole of a share, which is no count: a share itself, or another agency's figure.
        case shareOfNoCount(String)
        case classDiffers(String, plan: String, catalogue: String)
        case datesReversed
        case areaCode(String)
        case valueWithoutOperator(String)
        case percentAbove100(String)
        case goalOutsidePlan(Int)
        case noHeading(String, nearest: String?)
        case deadlineMismatch(every: String, key: String)
        /// Two keys of one duty that say different deadlines.
        case keysExclude(String, String)
        /// A target and its indicator in units that cannot be compared.
        case unitDiffers(String, plan: String, catalogue: String)
        case deadlineOutsidePlan(String)
        case badID(String, String)

        /// Checked later than plans came into use.
        var isTolerated: Bool {
            switch self {
            case .unitDiffers, .keysExclude, .deadlineMismatch: true
            default: false
            }
        }
    }
}

/// All faults of one file, by line; never empty.
package struct PlanFaults: Error, Hashable, Sendable {
    package let faults: [PlanFault]
}
