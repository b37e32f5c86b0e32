package import Base
package import Indicators
import Ledger
import Store

/// Other agencies' figures: revisions of the ward's own log, so that they merge and keep their history.
extension Book {
    /// The figures in force.
    package func figureBook() throws -> FigureBook {
        try store.read { try Self.figureBook($0) }
    }

    static func figureBook(_ reader: BookReader) throws -> FigureBook {
        FigureBook(try reader.inForce(.figure).compactMap { Figure(inForce: $0) })
    }

    /// How a table of figures is read in this book.
    ///
    /// - Parameter enteredBy: who types them; the computer's name when nil.
    package func figureImport(enteredBy: String?) throws -> FigureImport {
        try guardFigures()
        let (plan, catalogue) = try planAndCatalogue()
        return FigureImport(
            catalogue: catalogue, area: identity.areaCode, enteredBy: enteredBy ?? identity.card.name,
            enteredOn: surroundings.now().date, book: try figureBook(), plan: plan)
    }

    /// Writes the rows of a preview in one transaction; those that the book has already, word for word, are skipped.
    ///
    /// - Returns: How many were written.
    package func enter(_ rows: [FigurePreview.Row]) throws -> Int {
        try guardFigures()
        let new = rows.filter { $0.change != .same }
        try write { writer in
            for row in new { try decide(.figure, about: row.figure.subject, row.figure.json, with: writer) }
        }
        return new.count
    }

    /// Takes a figure back: what it was entered for has none any more. Its history stays.
    package func takeBack(_ figure: Figure) throws {
        try guardFigures()
        try write { writer in
            try decide(.figure, about: figure.subject, figure.json, operation: .delete, with: writer)
        }
    }

    /// Every version of the figures of an indicator or population, by subject and then from the oldest on.
    package func figureHistory(_ indicator: String) throws -> [FigureVersion] {
        try store.read { reader in
            let names = try names(reader)
            return try reader.revisions(of: .figure).compactMap { stored in
                FigureVersion(stored, author: names[stored.log.card] ?? "?")
            }
        }
        .filter { $0.figure.indicator == indicator }
        .sorted { ($0.figure.subject, $0.generation, $0.entered) < ($1.figure.subject, $1.generation, $1.entered) }
    }

    private func guardFigures() throws {
        guard identity.role == .ward else { throw BookError.onlyWard("figure") }
    }
}

/// One version of one figure.
package struct FigureVersion: Hashable, Sendable {
    package let figure: Figure
    package let generation: Int
    /// The author's clock.
    package let entered: Instant
    /// The computer that it was written on.
    package let author: String
    package let isTakenBack: Bool
    package let isInForce: Bool

    fileprivate init?(_ stored: StoredRevision, author: String) {
        guard let figure = Figure(payloadOf: stored) else { return nil }
        self.figure = figure
        self.author = author
        generation = stored.revision.header.generation
        entered = stored.revision.header.time
        isTakenBack = stored.revision.header.operation == .delete
        isInForce = stored.isWinner && !isTakenBack
    }
}

extension Figure {
    /// The figure of a version in force; nil when it was taken back or cannot be read.
    init?(inForce stored: StoredRevision) {
        guard stored.revision.header.operation != .delete else { return nil }
        self.init(payloadOf: stored)
    }

    /// A figure counts for the subject of its record alone.
    fileprivate init?(payloadOf stored: StoredRevision) {
        guard let answers = stored.revision.answers, let figure = Figure(json: answers),
            stored.revision.header.record == .decision(.figure, about: figure.subject)
        else { return nil }
        self = figure
    }
}
