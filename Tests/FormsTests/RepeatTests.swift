import Base
import Forms
import Testing

/// Rows of repeats, also inside one another.
@Suite struct RepeatTests {
    static let household = """
        | survey |
        | | type | name | label | calculation | relevant | repeat_count | required | default |
        | | integer | so_nguoi | Số người | | | | | |
        | | begin_repeat | nguoi | Người | | | ${so_nguoi} | | |
        | | calculate | thu | | position(..) | | | | |
        | | text | ten | Tên | | | | | |
        | | integer | tuoi | Tuổi | | | | | |
        | | calculate | lon_nhat | | if(${tuoi} = max(../../nguoi/tuoi), 'x', '') | | | | |
        | | begin_repeat | con | Con | | ${tuoi} >= 18 | | | |
        | | text | ten_con | Tên con | | | | | concat(${ten}, ' con ', position(..)) |
        | | calculate | cua | | concat(${ten}, '/', ${thu}) | | | | |
        | | end_repeat | | | | | | | |
        | | calculate | so_con | | count(${con}) | | | | |
        | | end_repeat | | | | | | | |
        | | calculate | tong_tuoi | | sum(${tuoi}) | | | | |
        | | calculate | tong_con | | count(${con}) | | | | |
        | | calculate | ten_ca | | join(', ', ${ten}) | | | | |
        """

    private static func filled() throws -> Filling {
        let filling = try Fixture.filling(household)
        try filling.set("so_nguoi", "3")
        for (row, person) in [("Ông", "70"), ("Bà", "65"), ("Cháu", "8")].enumerated() {
            try filling.set("nguoi[\(row + 1)]/ten", person.0)
            try filling.set("nguoi[\(row + 1)]/tuoi", person.1)
        }
        return filling
    }

    @Test func aCountMakesRowsAndLosesNone() throws {
        let filling = try Self.filled()
        #expect(filling.rowCount(at: try filling.at("nguoi")) == 3)
        try filling.set("so_nguoi", "1")
        #expect(filling.record["nguoi"]?.array?.count == 1)
        #expect(filling.record["tong_tuoi"] == .string("70"))
        #expect(filling.draft["nguoi"]?.array?.count == 3)
        try filling.set("so_nguoi", "3")
        #expect(filling.record["tong_tuoi"] == .string("143"))
    }

    @Test(arguments: [("", 0), ("0", 0), ("-3", 0), ("2", 2), ("1000", 1_000), ("99999", 1_000)])
    func strangeCountsAreTamed(_ typed: String, rows: Int) throws {
        let filling = try Fixture.filling(Self.household)
        try filling.set("so_nguoi", typed)
        #expect(filling.rowCount(at: try filling.at("nguoi")) == rows)
    }

    /// Rows beyond the limit are not cut off in silence.
    @Test func tooManyRowsCannotBeSaved() throws {
        let filling = try Fixture.filling(Self.household)
        try filling.set("so_nguoi", "1001")
        #expect(filling.errors.map(\.fault) == [.evaluation(.tooManyRows(limit: 1_000))])
        #expect(filling.errors.map(\.path) == ["nguoi"])
        try filling.set("so_nguoi", "2")
        #expect(filling.errors.isEmpty)
    }

    @Test func referencesStayInTheirRow() throws {
        let filling = try Self.filled()
        for (row, name) in ["Ông", "Bà"].enumerated() {
            let place = try filling.addRow(Place(item: try filling.at("nguoi[1]/con").item, rows: [row + 1]))
            #expect(filling.form.text(of: place) == "nguoi[\(row + 1)]/con[1]")
            #expect(try filling.answer("nguoi[\(row + 1)]/con[1]/ten_con") == "\(name) con 1")
            #expect(try filling.answer("nguoi[\(row + 1)]/con[1]/cua") == "\(name)/\(row + 1)")
        }
        try filling.addRow(Place(item: try filling.at("nguoi[1]/con").item, rows: [1]))
        #expect(try filling.answer("nguoi[1]/so_con") == "2")
        #expect(try filling.answer("nguoi[2]/so_con") == "1")
        #expect(try filling.answer("tong_con") == "3")
        #expect(try filling.answer("ten_ca") == "Ông, Bà, Cháu")
        #expect(try (1...3).map { try filling.answer("nguoi[\($0)]/lon_nhat") } == ["x", "", ""])
        try filling.set("nguoi[1]/ten", "Cụ")
        #expect(try filling.answer("nguoi[1]/con[2]/cua") == "Cụ/1")
        #expect(try filling.answer("nguoi[2]/con[1]/cua") == "Bà/2")
    }

    @Test func aChangeInOneRowReachesTheOthersThatLookAtIt() throws {
        let filling = try Self.filled()
        try filling.set("nguoi[2]/tuoi", "90")
        #expect(try (1...3).map { try filling.answer("nguoi[\($0)]/lon_nhat") } == ["", "x", ""])
    }

    @Test func anInnerRepeatFollowsItsOwnRelevance() throws {
        let filling = try Self.filled()
        try filling.addRow(Place(item: try filling.at("nguoi[1]/con").item, rows: [1]))
        try filling.set("nguoi[1]/tuoi", "17")
        #expect(try filling.answer("tong_con") == "0")
        #expect(filling.record["nguoi"]?.array?[0]["con"] == nil)
        try filling.set("nguoi[1]/tuoi", "18")
        #expect(try filling.answer("tong_con") == "1")
    }

    @Test func removingARowMovesTheLaterOnes() throws {
        let filling = try Fixture.filling(
            """
            | survey |
            | | type | name | label | calculation |
            | | begin_repeat | r | R | |
            | | calculate | thu | | position(..) |
            | | integer | x | X | |
            | | calculate | tong | | ${x} + sum(../../r[position() < position(current()/..)]/x) |
            | | end_repeat | | | |
            | | calculate | so | | count(${r}) |
            """)
        for number in 1...4 {
            let row = try filling.addRow(filling.at("r"))
            try filling.set("\(filling.form.text(of: row))/x", String(number * 10))
        }
        #expect(try (1...4).map { try filling.answer("r[\($0)]/tong") } == ["10", "30", "60", "100"])
        try filling.removeRow(filling.at("r[2]"))
        #expect(try filling.answer("so") == "3")
        #expect(try (1...3).map { try filling.answer("r[\($0)]/thu") } == ["1", "2", "3"])
        #expect(try (1...3).map { try filling.answer("r[\($0)]/tong") } == ["10", "40", "80"])
        #expect(throws: AnswerFault.noSuchPlace) { try filling.removeRow(filling.at("r[9]")) }
    }

    /// As many rows as a repeat may have, each looking at the one before.
    @Test func everyRowMayLookAtTheOneBefore() throws {
        let rows = (1...Filling.rowLimit).map { JSON.object(["x": .int($0)]) }
        let form = try Fixture.form(
            """
            | survey |
            | | type | name | label | calculation |
            | | begin_repeat | r | R | |
            | | integer | x | X | |
            | | calculate | truoc | | ${r}[position() = position(current()/..) - 1]/x |
            | | end_repeat | | | |
            """)
        let filling = Filling(form, context: Fixture.context(), answers: ["r": .array(rows)])
        #expect(filling.errors.isEmpty)
        #expect(try filling.answer("r[\(Filling.rowLimit)]/truoc") == "\(Filling.rowLimit - 1)")
    }

    /// Rows that a count makes or takes away change the totals outside.
    @Test func totalsFollowTheCountOfRows() throws {
        let filling = try Fixture.filling(
            """
            | survey |
            | | type | name | label | repeat_count | default | calculation |
            | | integer | so | Số | | | |
            | | begin_repeat | r | R | ${so} | | |
            | | integer | y | Y | | 4 | |
            | | begin_repeat | s | S | 2 | | |
            | | hidden | h | | | 5 | |
            | | end_repeat | | | | | |
            | | end_repeat | | | | | |
            | | calculate | tong | | | | sum(${y}) |
            | | calculate | dem | | | | count(${h}) |
            """)
        try filling.set("so", "3")
        #expect(try [filling.answer("tong"), filling.answer("dem")] == ["12", "6"])
        try filling.set("so", "1")
        #expect(try [filling.answer("tong"), filling.answer("dem")] == ["4", "2"])
    }

    @Test func aRequiredRepeatWantsARow() throws {
        let filling = try Fixture.filling(
            "| survey |\n| | type | name | label | required |\n| | begin_repeat | r | R | yes |\n| | text | x | X | |\n"
                + "| | end_repeat | | | |")
        #expect(filling.errors.map(\.path) == ["r"])
        try filling.addRow(filling.at("r"))
        #expect(filling.errors.isEmpty)
    }

    @Test func theRowsOfARepeatAreLimited() throws {
        let rows = "[" + Array(repeating: "{}", count: 1_001).joined(separator: ",") + "]"
        let filling = try Fixture.filling(Fixture.survey, "{\"nguoi\":\(rows)}")
        #expect(filling.errors.map(\.fault) == [.tooManyRows(limit: 1_000)])
    }

    @Test func theWalkGoesThroughEveryRow() throws {
        let filling = try Fixture.filling(Fixture.survey, #"{"nguoi":[{"con":[{}]}]}"#, origin: .saved)
        let steps = filling.steps.map { filling.form.text(of: $0.place) }
        #expect(
            steps.drop { $0 != "nguoi[1]" }.prefix(8) == [
                "nguoi[1]", "nguoi[1]/ho_ten", "nguoi[1]/tuoi", "nguoi[1]/con[1]", "nguoi[1]/con[1]/ten_con",
                "nguoi[1]/con[1]/tuoi_con", "nguoi[1]/con", "nguoi",
            ])
    }
}
