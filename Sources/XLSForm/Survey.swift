internal import Forms

/// What the survey sheet said beyond the form model: what an XForm for telephones needs.
struct Survey: Sendable {
    /// As the form's items, in the same order.
    var entries: [SurveyEntry] = []
    /// Rows of the type `audit`.
    var audits: [RowReader] = []
    /// `csv-external` and `xml-external`: the instance's name and its file.
    var externals: [(name: String, file: String)] = []
    /// Their rows, in the same order.
    var externalRows: [RowReader] = []
    /// The rows of the sheet `entities`: column key → text.
    var entities: [[String: String]] = []
    var entityRows: [RowReader] = []
    /// The group or repeat that each stands in; -1 is the record.
    var entityContainers: [Int] = []
    /// Settings by their keys, the known ones included.
    var settings: [String: String] = [:]
    /// Lists in the order of the file, with where each comes from.
    var lists: [(name: String, source: TypeCell.ListSource)] = []
}

/// The row that an item was written in.
struct SurveyEntry: Sendable {
    let reader: RowReader
    let name: String
    let type: QuestionType
    let list: TypeCell.ListSource?
    /// The text that `or_other` adds: no row of its own.
    var isAdded = false
}
