import Testing

/// A ward with exact visits, named for what is to be found in it.
struct Book: CustomTestStringConvertible {
    let name: String
    let visits: [SmallWard.Visit]
    var testDescription: String { name }

    static let all = [campaign, refusals, reasons, elsewhere, ratings]

    private init(_ name: String, _ visits: [SmallWard.Visit]...) {
        self.name = name
        self.visits = Array(visits.joined())
    }

    /// Every business is in a hamlet of its own, and one item alone has all five.
    private static let campaign = Book(
        "a campaign of businesses",
        many(100) { person in
            let item = person % 2 == 0 ? "vneid_muc2" : "cks_vneid"
            return visit(
                .person(person * 2), [work(item, person % 3 == 0 ? .unfinished : .completed)], hamlet: person % 5)
        },
        many(5) { visit(.business($0), [work("qr_ban_hang", .unfinished)], hamlet: $0) })

    /// Everybody comes twice, each time for something else.
    private static let refusals = Book(
        "one who refused",
        many(60) { visit(.person($0 * 2), [work("vneid_muc2", .completed)], hamlet: $0 % 3) },
        many(60) { visit(.person($0 * 2), [work("cks_vneid", .completed)], hamlet: $0 % 3) },
        [visit(.nobody, [work("vneid_muc2", .completed)])])

    /// Three came twice, since it could not be finished at first.
    private static let reasons = Book(
        "three who had a reason",
        many(3) { visit(.person($0 * 2), [work("vneid_muc2", .unfinished)]) },
        many(97) { visit(.person($0 * 2), [work("vneid_muc2", .completed)]) })

    /// Of 100 visits 96 were for one item, for which no business came; people came again for it.
    private static let elsewhere = Book(
        "few visits without the item",
        many(96) { visit(.person($0 % 80 * 2), [work("vneid_muc2", .had)], hamlet: $0 % 2) },
        many(4) { visit(.business($0), [work("qr_ban_hang", .had), work("hoa_don_dt", .had)], hamlet: $0 % 2) })

    /// Ten visits are nobody's first beside those who refused, and eight of them gave a second rating.
    private static let ratings = Book(
        "second ratings",
        many(90) { rated(.person($0 * 2)) }, many(8) { rated(.person($0 * 2)) },
        many(2) { visit(.business($0), [work("nop_ho_so_truc_tuyen", .had)]) })

    private static func many(_ count: Int, _ visit: (Int) -> SmallWard.Visit) -> [SmallWard.Visit] {
        (0..<count).map(visit)
    }

    private static func visit(_ client: SmallWard.Client, _ works: [SmallWard.Work], hamlet: Int = 0) -> SmallWard.Visit
    {
        SmallWard.Visit(hamlet: "T0\(hamlet + 1)", client: client, works: works)
    }

    private static func rated(_ client: SmallWard.Client) -> SmallWard.Visit {
        var visit = visit(client, [work("nop_ho_so_truc_tuyen", .had)])
        visit.rating = ("tu_cham", true)
        return visit
    }

    private static func work(_ item: String, _ outcome: SmallWard.Outcome) -> SmallWard.Work {
        SmallWard.Work(item: item, outcome: outcome, reason: outcome == .unfinished ? "mang_yeu" : nil)
    }
}
