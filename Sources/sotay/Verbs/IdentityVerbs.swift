import ArgumentParser
import Base
import Indicators
import Workspace

/// `duplicates`: codes that may mean one person, household or business.
struct DuplicatesVerb: Verb {
    static let page = HelpPage(
        name: "duplicates", alias: "nghi-trung",
        summary: Bilingual("người, hộ, cơ sở có thể bị ghi trùng mã", "people and households that may have two codes"),
        usage: "duplicates [--decided]",
        options: [
            .init(
                flags: "--decided",
                text: Bilingual("các cặp đã quyết định là một hoặc là hai", "the pairs that have been decided"))
        ],
        about: [
            Bilingual(
                "Ở phường so hộ, năm sinh, giới tính; trong sổ tổ trưởng so cả tên trong danh sách tại máy, bỏ qua kiểu đặt dấu và thứ tự họ tên. Mã giữ chỗ như 9999 không bao giờ khớp. Không cặp nào tự gộp: quyết định bằng `sotay same`.",
                "The ward compares household, year of birth and sex; the lead's book also the names of its own roster, wherever their tones stand and in any order. Placeholder codes such as 9999 never match. Nothing is joined by itself: decide with `sotay same`."
            )
        ],
        examples: ["sotay duplicates", "sotay nghi-trung --json"])

    @Flag var decided = false

    func run(in app: App) throws -> ExitStatus {
        let duplicates = try app.openBook().duplicates()
        let status: ExitStatus = decided || duplicates.undecided.isEmpty ? .done : .needsPerson
        if app.options.json {
            app.emit(duplicates.json)
        } else if decided {
            showDecided(duplicates, app)
        } else {
            show(duplicates, app)
        }
        return status
    }

    private func show(_ duplicates: Duplicates, _ app: App) {
        guard !duplicates.undecided.isEmpty else {
            return app.print(Bilingual("Không có cặp nào nghi trùng.", "No probable duplicates."))
        }
        app.print(
            Bilingual(
                "\(duplicates.undecided.count) cặp có thể là một, chưa ai quyết định (điểm cao trước):",
                "\(duplicates.undecided.count) pairs may be one and are undecided (strongest first):"))
        for found in duplicates.undecided {
            let pair = found.pair
            let reasons = found.reasons.map { $0.text[app.language] }.joined(separator: "; ")
            app.screen.print(
                Span(
                    "  \(String(found.score).fitted(to: 3, alignRight: true))  \(pair.kind.words[app.language]) \(pair.first.printable) · \(pair.second.printable): \(reasons)"
                ))
            let names = [pair.first, pair.second].compactMap { duplicates.names[$0]?.printable }
            if !names.isEmpty { app.screen.print(Span("       \(names.joined(separator: " · "))")) }
        }
        app.print(
            Bilingual(
                "Là một: sotay same MÃ MÃ. Là hai: sotay same MÃ MÃ --not. Đến khi đó báo cáo in cả cận dưới.",
                "One: sotay same CODE CODE. Two: sotay same CODE CODE --not. Until then reports give lower bounds too.")
        )
    }

    private func showDecided(_ duplicates: Duplicates, _ app: App) {
        guard !duplicates.decided.isEmpty else {
            return app.print(Bilingual("Chưa quyết định cặp nào.", "No pair has been decided."))
        }
        for decision in duplicates.decided {
            let pair = decision.pair
            let word =
                duplicates.overruled.contains(pair)
                ? Bilingual(
                    "là hai, nhưng các quyết định khác gộp chúng: đang đếm là một",
                    "two, but other decisions join them: they count as one")
                : decision.isSame ? Bilingual("là một", "one") : Bilingual("là hai", "two")
            app.screen.print(
                Span(
                    "  \(pair.kind.words[app.language]) \(pair.first.printable) · \(pair.second.printable): \(word[app.language])"
                ))
        }
    }
}

/// `same`: decides that two codes are one, or two.
struct SameVerb: Verb {
    static let page = HelpPage(
        name: "same", alias: "la-mot",
        summary: Bilingual("quyết định hai mã là một (hoặc là hai)", "decide that two codes are one (or two)"),
        usage: "same MÃ MÃ [--not | --undo] [--person | --household | --business]",
        options: [
            .init(flags: "--not", text: Bilingual("là hai người, hai hộ khác nhau", "they are two different ones")),
            .init(flags: "--undo", text: Bilingual("bỏ quyết định trước", "take the decision back")),
            .init(flags: "--person", text: Bilingual("hai mã người", "codes of people")),
            .init(flags: "--household", text: Bilingual("hai mã hộ", "codes of households")),
            .init(flags: "--business", text: Bilingual("hai mã cơ sở", "codes of businesses")),
        ],
        about: [
            Bilingual(
                "Quyết định được ký, đi theo lô lên phường và gộp như mọi phiếu; không phiếu nào bị sửa. Từ đó hai mã đếm là một, lấy mã nhỏ hơn. Chỉ tổ trưởng và phường quyết định.",
                "The decision is signed, travels up and merges like any record; no record is changed. From then on the two count as one under the smaller code. Leads and the ward decide."
            )
        ],
        examples: [
            "sotay same 11542-T01-0001-01 11542-T01-0001-03",
            "sotay la-mot 11542-T01-0001 11542-T01-0010 --not",
        ])

    @Flag var not = false
    @Flag var undo = false
    @Flag var person = false
    @Flag var household = false
    @Flag var business = false
    @Argument var first: String
    @Argument var second: String

    func run(in app: App) throws -> ExitStatus {
        let book = try app.openBook()
        let kinds: [(Bool, IdentityKind)] = [(person, .person), (household, .household), (business, .business)]
        let named = kinds.filter(\.0).map(\.1)
        guard named.count <= 1 else { throw UsageError.argumentTooMuch("--\(named[1].rawValue)") }
        guard !(not && undo) else { throw UsageError.argumentTooMuch("--undo") }
        let pair = try book.pair(first, second, kind: named.first)
        try book.decide(pair, isSame: undo ? nil : !not)
        if app.options.json {
            var object = SameDecision(pair: pair, isSame: !not).answers
            if undo { object["same"] = .null }
            app.emit(.object(object))
            return .done
        }
        let codes = "\(pair.kind.words[app.language]) \(pair.first), \(pair.second)"
        app.print(
            undo
                ? Bilingual("Đã bỏ quyết định về \(codes).", "The decision about \(codes) is taken back.")
                : not
                    ? Bilingual("Đã ghi: \(codes) là hai.", "Decided: \(codes) are two.")
                    : Bilingual(
                        "Đã ghi: \(codes) là một, đếm dưới mã \(pair.first).",
                        "Decided: \(codes) are one and count as \(pair.first)."))
        return .done
    }
}
