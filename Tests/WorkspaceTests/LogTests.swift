import Base
import Forms
import Foundation
import Indicators
import Ledger
import Store
import Testing

@testable import Workspace

@Suite struct LogTests {
    private func run(
        _ text: String, into book: Book, allOrNothing: Bool = false, form: String? = nil
    ) throws -> (LogFile, [String]) {
        var file = LogFile()
        var told: [String] = []
        do {
            try file.run(Array(text.utf8), into: book, form: form, allOrNothing: allOrNothing, language: .vi) { line in
                switch line.outcome {
                case .refused(let problems): told += problems.map { "\(line.number) \($0.code)" }
                case .saved(_, let warnings): told += warnings.map { _ in "\(line.number) warning" }
                case .known: break
                }
            }
        } catch is LogFile.Cancelled {
            told.append("cancelled")
        }
        return (file, told)
    }

    @Test func badLinesAreToldAndTheGoodOnesSaved() throws {
        let ward = try Ward()
        let book = try ward.join("an")
        let text =
            session(1) + "{oops\n\n" + "[1]\n"
            + session(2).replacing("\"muc\":\"cks_vneid\"", with: "\"muc\":\"cks_vned\"")
            + session(3).replacing("11542\",\"ma_to", with: "01843\",\"ma_to")
            + session(4).replacing("00000000-0000-4000-8000-000000000004", with: "so-4") + session(5)
        let (file, told) = try run(text, into: book)
        #expect(file.saved == 2)
        #expect(file.refused == 5)
        #expect(told == ["2 LOG-001", "4 LOG-002", "5 LOG-005", "6 LOG-004", "7 LOG-003"])
        #expect(try book.latest(9).count == 2)
    }

    @Test func allOrNothingSavesNothing() throws {
        let ward = try Ward()
        let book = try ward.join("an")
        let (_, told) = try run(session(1) + "{\n" + session(2), into: book, allOrNothing: true)
        #expect(told == ["2 LOG-001", "cancelled"])
        #expect(try book.latest(9).isEmpty)
    }

    @Test func theSameSessionIsLoggedOnce() throws {
        let ward = try Ward()
        let book = try ward.join("an")
        #expect(try run(session(1) + session(1), into: book).0.known == 1)
        #expect(try run(session(1), into: book).0.known == 1)
        #expect(try book.latest(9).count == 1)
    }

    @Test func aKnownSessionWithOtherAnswersIsTold() throws {
        let ward = try Ward()
        let book = try ward.join("an")
        let (file, _) = try run(session(1) + session(1).replacing("tai_nha", with: "cho"), into: book)
        #expect((file.saved, file.known, file.warned) == (1, 1, 1))
        #expect(try run(session(1), into: book).0.warned == 0)
    }

    @Test func aFileSaysWhenTheSessionWas() throws {
        let ward = try Ward()
        let book = try ward.join("an")
        let text = session(1).replacing(/"thoi_diem_bat_dau":"[^"]*",/, with: "")
        #expect(try run(text, into: book).1 == ["1 LOG-010"])
    }

    @Test(arguments: [
        "001090012345", "001 090 012 345", "001/090/012/345", "so 00123 45678 90", "0010 9001 2345",
        "0 0 1 0 9 0 0 1 2 3 4 5",
        "001\u{A0}090\u{A0}012\u{A0}345", "001\u{2013}090\u{2013}012\u{2013}345", "００１０９００１２３４５", "41111-11111-111111",
        "4111 1111 1111 1111", "mậtkhẩu: 1234", "OTP là 912",
    ])
    func numbersOfPeopleAreRefusedInFreeText(_ text: String) throws {
        let ward = try Ward()
        let book = try ward.join("an")
        #expect(try run(session(1, extra: ",\"ghi_chu\":\"\(text)\""), into: book).1 == ["1 LOG-005"])
    }

    @Test(arguments: [
        "hẹn 12/05/2026 08:15, 12 người", "thủ tục 2.000815.000.00.00.H55", "gọi 0912 345 678 sau", "nộp 150.000 đồng",
        "các năm 2024, 2025, 2026",
    ])
    func ordinaryNumbersAreNot(_ text: String) throws {
        let ward = try Ward()
        let book = try ward.join("an")
        #expect(try run(session(1, extra: ",\"ghi_chu\":\"\(text)\""), into: book).0.saved == 1)
    }

    @Test(arguments: ["\"ma_to\":\"T01\"", "\"ma_tnv\":\"T01-01\""])
    func numbersOfPeopleAreNoCodes(_ code: String) throws {
        let ward = try Ward()
        let book = try ward.join("an")
        let key = try #require(code.split(separator: ":").first)
        let text = session(1).replacing(code, with: "\(key):\"001090012345\"")
        #expect(try run(text, into: book).1 == ["1 LOG-005"])
    }

    @Test func theTelephoneGoesWhenTheFollowUpCloses() throws {
        let ward = try Ward()
        let book = try ward.join("an")
        let text = session(1).replacing(
            "\"can_theo_doi\":\"khong\"",
            with: "\"can_theo_doi\":\"co\",\"hen_ngay\":\"2026-07-10\",\"dien_thoai\":\"+84 912 345 678\"")
        #expect(try run(text, into: book).0.saved == 1)
        #expect(
            try RosterStore.ifThere(path: book.folder.roster)?.contact(of: "11542-T01-0001-01")?.phone == "0912345678")
        let entry = try book.entry(editing: book.record(matching: "000000000001"), language: .vi)
        try entry.filling.set(#require(entry.filling.form.place("can_theo_doi")), "khong")
        try book.save(entry)
        #expect(try RosterStore.ifThere(path: book.folder.roster)?.contact(of: "11542-T01-0001-01")?.phone == nil)
    }

    @Test func warningsSaveTheRecord() throws {
        let ward = try Ward()
        let book = try ward.join("an")
        let overlapping = (1...2).map {
            session($0, extra: ",\"thoi_luong_phut\":30").replacing("T08:00:00", with: "T09:10:00")
        }
        #expect(try run(overlapping.joined(), into: book).1 == ["2 warning"])
        let young = session(3, extra: ",\"nam_sinh\":2012")
        #expect(try run(young, into: book).1 == ["3 warning".replacing("3", with: "1")])
        let future = session(4).replacing("2026-06-10", with: "2027-01-10")
        #expect(try run(future, into: book).1 == ["1 warning"])
        #expect(try book.latest(9).count == 4)
    }

    @Test func moreThanFortySessionsADayAreAWarning() throws {
        let ward = try Ward()
        let book = try ward.join("an")
        let lines = (0...40).map { number in
            session(number).replacing(
                "T\(padded(7 + number % 12, 2)):00:00",
                with: "T\(padded(6 + number / 4, 2)):\(padded(number % 4 * 15, 2)):00")
        }
        #expect(try run(lines.joined(), into: book).1 == ["41 warning"])
    }

    @Test func namesStayInTheRoster() throws {
        let ward = try Ward()
        let book = try ward.join("an")
        let line = session(
            1, extra: ",\"hen_ngay\":\"2026-06-20\",\"ho_ten\":\"Trần Thị Bí Mật\",\"dien_thoai\":\"0912345678\""
        )
        .replacing("\"can_theo_doi\":\"khong\"", with: "\"can_theo_doi\":\"co\"")
        #expect(try run(line, into: book).0.saved == 1)
        #expect(try Roster(book.folder).names() == ["11542-T01-0001-01": "Trần Thị Bí Mật"])
        for file in [book.folder.database, book.folder.database + "-wal"]
        where FileManager.default.fileExists(atPath: file) {
            let bytes = try DurableFile.read(file)
            for secret in ["Bí Mật", "0912345678"] { #expect(!bytes.contains(Array(secret.utf8))) }
        }
    }

    /// What is not saved leaves no name: neither a whole file that is refused, nor a group that fails.
    @Test func namesOfWhatIsNotSavedAreNotKept() throws {
        let ward = try Ward()
        let book = try ward.join("an")
        let named = session(
            1, extra: ",\"hen_ngay\":\"2026-06-20\",\"ho_ten\":\"Trần Thị Bí Mật\",\"dien_thoai\":\"0912345678\""
        )
        .replacing("\"can_theo_doi\":\"khong\"", with: "\"can_theo_doi\":\"co\"")
        #expect(try run(named + "{\n", into: book, allOrNothing: true).1 == ["2 LOG-001", "cancelled"])
        #expect(try Roster(book.folder).names().isEmpty)
        try book.store.limitPages(to: 1)
        #expect(throws: StoreError.full) {
            try run(named + (2...200).map { session($0) }.joined(), into: book)
        }
        #expect(try Roster(book.folder).names().isEmpty)
        let again = try Book(book.folder, surroundings: ward.clock.surroundings)
        #expect(try run(named, into: again).0.saved == 1)
        #expect(try Roster(book.folder).names().count == 1)
    }

    private func add(_ row: String, id: String = "f", to book: Book, of ward: Ward) throws {
        let form =
            "| survey |\n| | type | name | label | default |\n\(row)\n| settings |\n| | form_id | version |\n| | \(id) | 9 |\n"
        try DurableFile.write(Array(form.utf8), to: ward.path + "/f.md")
        let read = try FormTools.readFile(ward.path + "/f.md")
        _ = try book.addForm(read.reading, text: read.bytes, file: "f.md")
    }

    @Test func oneLineMayAnswerTwoForms() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        for id in ["f", "g"] { try add("| | text | a | A | |", id: id, to: book, of: ward) }
        for id in ["f", "g"] { #expect(try run("{\"a\":\"x\"}\n", into: book, form: id).0.saved == 1) }
        #expect(try run("{\"a\":\"x\"}\n", into: book, form: "g").0.known == 1)
    }

    @Test func aLineMayReadTheRecordBefore() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        try add("| | text | a | A | |\n| | text | b | B | ${last-saved#a} |", to: book, of: ward)
        #expect(try run("{\"a\":\"x\"}\n{\"a\":\"y\"}\n", into: book, form: "f").0.saved == 2)
        let answers = try book.latest(9).flatMap { record in
            try book.store.read { try $0.revisions(of: record.record) }.compactMap(\.revision.answers)
        }
        #expect(Set(answers.map { $0["b"]?.string }) == [nil, "x"])
    }

    @Test func aFormThatCountsIsNotReplacedByOneThatDoesNot() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        #expect(throws: FormToolError.leavesFigures(id: "ho-tro")) {
            try add("| | text | a | A | |", id: "ho-tro", to: book, of: ward)
        }
    }

    /// A form that has its id from its file can be added and answered, and the book stays sound.
    @Test(arguments: ["_phieu.md", "Biểu mẫu hộ.md"])
    func aFormNamedByItsFileCanBeAnswered(file: String) throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        try DurableFile.write(
            Array("| survey |\n| | type | name | label |\n| | text | a | A |\n".utf8), to: ward.path + "/" + file)
        let read = try FormTools.readFile(ward.path + "/" + file)
        let id = try book.addForm(read.reading, text: read.bytes, file: file).ref.id
        #expect(try run("{\"a\":\"x\"}\n", into: book, form: id).0.saved == 1)
        var check = BookCheck(book)
        #expect(try check.run().faults.isEmpty)
    }

    /// Books have such forms from a time when nobody looked at the file's name.
    @Test(arguments: ["_phieu", "Biểu mẫu"])
    func aFormWhoseIdCannotStandInTheBookIsNoDamage(id: String) throws {
        let ward = try Ward()
        let text = Array("| survey |\n| | type | name | label |\n| | text | a | A |\n".utf8)
        let stored = StoredForm(
            ref: FormRef(id: id, version: "", file: text), fileName: "\(id).md", text: text, isApproved: true)
        try ward.book("ward").store.write { try $0.insert(stored) }
        let book = try ward.book("ward")
        var check = BookCheck(book)
        #expect(try check.run().faults.isEmpty)
        let error = #expect(throws: BookError.self) { try run("{\"a\":\"x\"}\n", into: book, form: id) }
        #expect(error.map { ["BOOK-019", "BOOK-069"].contains($0.problem.code) } == true)
        #expect(try book.latest(9).isEmpty)
    }

    /// Tests may run as root, who reads everything: what the kernel says to others is put in its place.
    @Test(arguments: [EACCES, EPERM])
    func whatMayNotBeReadIsToldAsThat(code: Int32) {
        errno = code
        let problem = FileError(reading: "a.jsonl").problem
        #expect(problem.code == "FILE-015" && problem.status == .noInput && problem.place == "a.jsonl")
    }

    @Test func aLineOfManyFaultsIsToldByItsFirst() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        try add("| | text | a | A | |", to: book, of: ward)
        let members = (1...25).map { "\"x\($0)\":\"1\"" }.joined(separator: ",")
        let told = try run("{\(members)}\n", into: book, form: "f").1
        #expect(told.count == 21 && told.last == "1 LOG-011", "\(told)")
    }

    /// A line may have 256 KiB, its record only without the salt: the line is refused alone, and named.
    @Test(arguments: [false, true])
    func aRecordThatGrowsTooLargeIsRefusedAlone(allOrNothing: Bool) throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        try add("| | text | a | A | |", to: book, of: ward)
        let large = "{\"a\":\"\(String(repeating: "a", count: Caps.lineBytes - 8))\"}"
        #expect(large.utf8.count == Caps.lineBytes)
        let text = "{\"a\":\"1\"}\n" + large + "\n{\"a\":\"3\"}\n"
        let (file, told) = try run(text, into: book, allOrNothing: allOrNothing, form: "f")
        #expect(told == (allOrNothing ? ["2 BOOK-025", "cancelled"] : ["2 BOOK-025"]))
        #expect((file.saved, file.refused) == (2, 1))
        #expect(try book.latest(9).count == (allOrNothing ? 0 : 2))
    }

    /// Codes of merged records are hostile input, and the next one is one more than the greatest.
    @Test(arguments: ["9223372036854775807", "999999999999", "-5", "+7"])
    func theNextCodeIsFreeWhateverStandsInTheBook(_ number: String) throws {
        let ward = try Ward()
        let book = try ward.join("an")
        let tag = book.identity.tag
        try Roster(book.folder).keep(
            ["11542-T01-\(number)\(tag)", "11542-T01-004\(tag)"].map { RosterContact(code: $0, name: "A") })
        let entry = try book.newEntry(form: nil, answers: JSON(parsing: session(1)).object!, language: .vi)
        let place = try #require(entry.filling.form.place("ma_ho"))
        #expect(try CodeProposals(book).proposals(at: place, in: entry.filling).last?.code == "11542-T01-005\(tag)")
    }

    /// The thousandth household of a hamlet has a code that the form takes, and so has whoever comes after.
    @Test(arguments: [("999", "A00"), ("A0Z", "A10"), ("AZZ", "B00")])
    func codesNeverOutgrowTheForm(_ last: String, _ next: String) throws {
        let ward = try Ward()
        let book = try ward.join("an")
        let tag = book.identity.tag
        try Roster(book.folder).keep([RosterContact(code: "11542-T01-\(last)\(tag)", name: "A")])
        let entry = try book.newEntry(form: nil, answers: JSON(parsing: session(1)).object!, language: .vi)
        let place = try #require(entry.filling.form.place("ma_ho"))
        #expect(
            try CodeProposals(book).proposals(at: place, in: entry.filling).map(\.code).last
                == "11542-T01-\(next)\(tag)")
    }

    @Test(arguments: ["9223372036854775807", "153722867280913"])
    func aDurationBeyondAllTimeIsNoTrap(_ minutes: String) throws {
        let ward = try Ward()
        let book = try ward.join("an")
        let line = session(2, extra: ",\"thoi_luong_phut\":\(minutes)")
        _ = try run(session(1) + line + session(3), into: book)
        let entry = try book.newEntry(form: nil, answers: JSON(parsing: line).object!, language: .vi)
        var days = MemberDays()
        #expect(try book.store.read { try DayCheck(entry, $0, &days) }.warnings.isEmpty)
    }

    @Test func codesOfTwoLaptopsNeverMeet() throws {
        let ward = try Ward()
        let kit = try ward.kit()
        let codes = try ["an", "binh"].map { name in
            let book = try ward.join(name, kit: kit)
            let entry = try book.newEntry(
                form: nil, answers: JSON(parsing: session(1)).object!, language: .vi)
            let place = try #require(entry.filling.form.place("ma_ho"))
            return try #require(try CodeProposals(book).proposals(at: place, in: entry.filling).last?.code)
        }
        #expect(Set(codes).count == 2)
        for code in codes { #expect(code.hasPrefix("11542-T01-001") && code.count == "11542-T01-".count + 8) }
    }

    @Test func aDraftComesBackAndGoesWithItsRecord() throws {
        let ward = try Ward()
        let book = try ward.join("an")
        let entry = try book.newEntry(form: nil, answers: ["ma_to": .string("T09")], language: .vi)
        try book.keepDraft(entry, answers: entry.filling.draft, place: "ma_to")
        let again = try Book(book.folder, surroundings: ward.clock.surroundings)
        let draft = try #require(try again.store.read { try $0.drafts() }.first)
        #expect(draft.record == entry.record)
        #expect(draft.answers["ma_to"]?.string == "T09")
        let resumed = try again.entry(resuming: draft, language: .vi)
        try again.save(resumed, endsDraft: true)
        #expect(try again.store.read { try $0.drafts() }.isEmpty)
    }

    @Test func aFullDiskSavesNothingAndSaysSo() throws {
        let ward = try Ward()
        let book = try ward.join("an")
        _ = try run(session(1), into: book)
        try book.store.limitPages(to: 1)
        #expect(throws: StoreError.full) { try run((2...400).map { session($0) }.joined(), into: book) }
        let again = try Book(book.folder, surroundings: ward.clock.surroundings)
        let count = try again.latest(999).count
        #expect(count == 1)
        #expect(try run((2...5).map { session($0) }.joined(), into: again).0.saved == 4)
    }
}

extension [UInt8] {
    func contains(_ other: [UInt8]) -> Bool {
        firstRange(of: other) != nil
    }
}
