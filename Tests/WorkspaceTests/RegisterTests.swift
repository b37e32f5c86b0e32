import Base
import Forms
import Foundation
import Indicators
import Ledger
import Store
import Testing
import Workspace

/// Hamlets that are merged in mid-year, the members' forces, and the roster that never leaves.
@Suite struct RegisterTests {
    private static let areas = """
        ma,ten,tu_ngay,den_ngay,nhap_vao
        T01,Tổ dân phố 1,,2026-06-15,T10
        T02,Tổ dân phố 2,,2026-06-15,T10
        T10,Tổ dân phố 10,2026-06-16,,

        """

    private func take(_ list: RegisterList, _ text: String, _ ward: Ward, into book: Book) throws -> RegisterPreview {
        let path = ward.path + "/bang.csv"
        try Data(text.utf8).write(to: URL(filePath: path))
        let preview = try book.preview(list, file: path)
        _ = try book.enter(preview)
        return preview
    }

    private func at(_ id: Int, _ hamlet: String, _ person: String, day: Int = 10) -> String {
        session(id, person: person).replacing("\"ma_to\":\"T01\"", with: "\"ma_to\":\"\(hamlet)\"")
            .replacing("2026-06-10", with: "2026-06-\(padded(day, 2))")
    }

    @Test func adviceNamesCodesOfOtherHamletsAndNamesInTexts() throws {
        let ward = try Ward()
        _ = try take(.areas, Self.areas, ward, into: ward.book("ward"))
        let an = try ward.join("an")
        try Roster(an.folder).keep(
            [
                RosterContact(code: "11542-T10-0009", name: "Nguyễn Thị Hoà"),
                RosterContact(code: "11542-T10-0008", name: "Hoa Mai"),
            ])
        func advice(_ line: String) throws -> [String] {
            let answers = try #require(JSON(parsing: line).object)
            return try an.advice(on: an.newEntry(form: nil, answers: answers, language: .vi)).map(\.vi)
        }
        let good = at(1, "T10", "11542-T10-0001-01", day: 20)
        #expect(try advice(good).isEmpty)
        // Who was given a code in a hamlet that is one with it now keeps it.
        #expect(try advice(at(1, "T10", "11542-T01-0001-01", day: 20)).isEmpty)
        #expect(
            try advice(at(1, "T1", "11542-T10-0001-01")) == [
                "mã tổ T1 không có trong danh mục tổ dân phố; phiếu vẫn được tính: kiểm tra lại mã",
                "mã 11542-T01-0001 không phải của tổ T1 ghi cho buổi này: kiểm tra lại mã tổ và mã ấy",
            ])
        func remark(_ text: String) throws -> [String] {
            try advice(good.replacing("\"can_theo_doi\"", with: "\"ghi_chu\":\"\(text)\",\"can_theo_doi\""))
        }
        let warning =
            "câu “Ghi chú” có họ tên mà máy này biết, và phần chữ đi cùng phiếu lên phường: hãy bỏ tên"
        #expect(try remark("bà Nguyễn Thị Hòa, cảm ơn") == [warning])
        #expect(try remark("ba nguyen thi hoa") == [warning])
        #expect(try remark("gặp chị Hoa Mai") == [warning])
        #expect(try remark("hóa mai, Nguyễn Thị Hoàn, Hoà").isEmpty)
    }

    @Test func aNameIsNoMemberCode() throws {
        let ward = try Ward()
        let kit = try ward.kit()
        for code in ["Nguyễn Văn Bình", "0912345678"] {
            let joining = Joining(kit: kit, name: "Bình", role: .volunteer, team: nil, member: code)
            #expect(throws: CodeError.memberWrong(code)) {
                try joining.run(at: BookFolder(ward.path + "/binh"), surroundings: ward.clock.surroundings)
            }
        }
        let spaced = session(1).replacing("\"ma_tnv\":\"T01-01\"", with: "\"ma_tnv\":\"Nguyễn Văn Bình\"")
        #expect(throws: Problem.self) { try ward.log(spaced, into: ward.join("an")) }
    }

    @Test func reportsFollowTheMapOfTheirLastDay() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        #expect(try take(.areas, Self.areas, ward, into: book).rows.allSatisfy { $0.change == .new })
        #expect(try take(.areas, Self.areas, ward, into: book).rows.allSatisfy { $0.change == .same })
        // One person was met in both, another after the merger, a third where the list knows nothing.
        let (a, b, c) = ("11542-T01-0001-01", "11542-T01-0001-02", "11542-T01-0001-03")
        _ = try ward.log(at(1, "T01", a) + at(2, "T02", a) + at(3, "T10", b, day: 20) + at(4, "T77", c), into: book)
        let june = try Period(parsing: "2026-06", cutoff: .calendar)
        let report = try book.report(june)
        #expect(report.figures.hamlets.map(\.code) == ["T10", "T77"])
        #expect(report.figures.hamlets.map(\.sessions) == [3, 1])
        #expect(report.figures.hamlets.map(\.persons) == [2, 1])
        #expect(report.completeness.unknownHamlets == ["T77"])
        let catalogue = try book.planAndCatalogue().1
        let groups = try book.store.read {
            try $0.breakdowns(june, of: catalogue, teams: [:], devices: [:])
        }[.hamlet]
        #expect(groups?.mapValues { $0[.persons] } == ["T10": 2, "T77": 1])
        // The first completion of each person, under the hamlet's new code and name.
        let table = try #require(report.details[.hamlet]).groups
        #expect(table.map(\.name.vi) == ["Tổ dân phố 10 (T10)", "T77"])
        #expect(table.map { $0.counts[.sessions] } == [3, 1])
        #expect(table.map { $0.counts[.completions] } == [2, 1])
        let question = FigureQuestion(id: "nguoi_duoc_ho_tro", period: june, hamlet: "T10", ofConflicts: false)
        #expect(try book.explain(question).explanation?.total == 2)
        // Until the merger's day the old ones stand.
        let before = try book.report(Period(parsing: "2026-06", cutoff: Cutoff(parsing: "2026-06-01..2026-06-15")))
        #expect(before.figures.hamlets.map(\.code) == ["T01", "T02", "T77"])
    }

    /// What a ward must see by hamlets is the one from which nothing came; of those that the period had.
    @Test func aHamletWithoutASessionIsNamed() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        let list = """
            ma,ten,tu_ngay,den_ngay,nhap_vao
            T01,Một,,,
            T02,Hai,,,
            T03,Đã hết,,2026-05-31,
            T04,Chưa có,2026-07-01,,
            T05,Nhập vào Một,,2026-06-15,T01
            T06,Chia hai,,2026-06-15,

            """
        _ = try take(.areas, list, ward, into: book)
        let june = try Period(parsing: "2026-06", cutoff: .calendar)
        #expect(try book.report(june).figures.hamlets.isEmpty, "nobody was heard, which is not zero")
        _ = try ward.log(at(1, "T01", "11542-T01-0001-01"), into: book)
        let report = try book.report(june)
        #expect(report.figures.hamlets.map(\.code) == ["T01", "T02", "T06"])
        #expect(report.figures.hamlets.map(\.sessions) == [1, 0, 0])
        let table = try #require(report.details[.hamlet]).groups
        #expect(table.map(\.name.vi) == ["Một (T01)", "Hai (T02)", "Chia hai (T06)"])
        #expect(table.map { $0.counts[.businesses] } == [0, 0, 0] && table[1].counts[.completions] == 0)
        let brief = try book.report(june, with: [.hamlets])
        #expect(brief.details.reachOfHamlets["T02"]?[.households] == 0)
        let published = report.published(least: 5)
        #expect(published.figures.hamlets.map(\.code) == ["T02", "T06"])
        #expect(published.details[.hamlet]?.groups.map { $0.counts[.sessions] } == [nil, 0, 0])
    }

    /// What may be one household after the first merger may be so after the second.
    @Test func aSecondMergerHidesNoPairOfTheFirst() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        let born = #","nam_sinh":1960,"gioi_tinh":"nam""#
        for (id, hamlet) in [(1, "T07"), (2, "T06")] {
            let line = session(id, person: "11542-\(hamlet)-0004-01", extra: born)
                .replacing("11542-T01-0001", with: "11542-\(hamlet)-0004")
                .replacing("\"ma_to\":\"T01\"", with: "\"ma_to\":\"\(hamlet)\"")
            _ = try ward.log(line, into: book)
        }
        let header = "ma,ten,den_ngay,nhap_vao\n"
        for merger in ["T06,Tổ 6,,\nT07,Tổ 7,20/05/2026,T06\n", "T03,Tổ 3,,\nT06,Tổ 6,20/06/2026,T03\n"] {
            _ = try take(.areas, header + merger, ward, into: book)
            let pairs = try book.duplicates().undecided.map(\.pair.subject)
            #expect(
                pairs.contains { $0.contains("11542-T06-0004-01") && $0.contains("11542-T07-0004-01") }, "\(merger)")
            let report = try book.report(Period(parsing: "2026-06", cutoff: .calendar))
            #expect(report.figures.lowerBounds["nguoi_duoc_ho_tro"] == 1)
        }
    }

    /// Trap 6 of DOMAIN.md §6: whoever had a code in a merged hamlet is offered under it, in the new hamlet too.
    @Test func theOldCodesAreOfferedInTheNewHamlet() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        _ = try take(.areas, Self.areas, ward, into: book)
        let an = try ward.join("an", kit: ward.kit())
        _ = try ward.log(session(1), into: an)
        try Roster(an.folder).keep([
            RosterContact(code: "11542-T02-0007", name: "Hộ ông Bảy"),
            RosterContact(code: "11542-T02-KD001", name: "Quán"),
            RosterContact(code: "11542-T03-0008", name: "Hộ khác"),
        ])
        func offered(_ question: String, _ hamlet: String, _ household: String = "11542-T01-0001") throws -> [String] {
            let answers = session(2).replacing("\"ma_to\":\"T01\"", with: "\"ma_to\":\"\(hamlet)\"")
                .replacing("\"ma_ho\":\"11542-T01-0001\"", with: "\"ma_ho\":\"\(household)\"")
            let entry = try an.newEntry(form: nil, answers: JSON(parsing: answers).object!, language: .vi)
            let place = try #require(entry.filling.form.place(question))
            return try CodeProposals(an).proposals(at: place, in: entry.filling).map(\.code)
        }
        let tag = an.identity.tag
        #expect(try offered("ma_to", "T10") == ["T10"])
        #expect(try offered("ma_ho", "T10") == ["11542-T01-0001", "11542-T02-0007", "11542-T10-001\(tag)"])
        #expect(try offered("ma_nguoi", "T10").first == "11542-T01-0001-01")
        #expect(try offered("ma_tnv", "T10") == ["T01-01"])
        #expect(try offered("ma_ho", "T03") == ["11542-T03-0008", "11542-T03-001\(tag)"])
        let business = session(3).replacing("\"nguoi_dan\"", with: "\"ho_kinh_doanh\"")
            .replacing("\"ma_to\":\"T01\"", with: "\"ma_to\":\"T10\"")
        let entry = try an.newEntry(form: nil, answers: JSON(parsing: business).object!, language: .vi)
        let place = try #require(entry.filling.form.place("ma_co_so"))
        #expect(
            try CodeProposals(an).proposals(at: place, in: entry.filling).map(\.code)
                == ["11542-T02-KD001", "11542-T10-KD001\(tag)"])
    }

    /// A thousand households of one hamlet and more: every code that is given out can be logged, and none twice.
    @Test(arguments: ["ma_ho;to_dan_pho;ten", "ma_co_so;to_dan_pho;ten_co_so"])
    func codesFitTheFormHoweverManyThereAre(header: String) throws {
        let ward = try Ward()
        let lead = try ward.join("tổ trưởng", role: .lead, team: "T07")
        let rows = (1...1_050).map { ";T07;Hộ số \($0)\n" }.joined()
        let codes = try take(.roster, header + "\n" + rows, ward, into: lead).rows.compactMap(\.entry.code)
        #expect(Set(codes).count == 1_050)
        let isOfBusinesses = header.contains("co_so")
        let start = "11542-T07-\(isOfBusinesses ? "KD" : "")"
        let tag = lead.identity.tag
        #expect(codes[998] == "\(start)999\(tag)" && codes[999] == "\(start)A00\(tag)")
        #expect(codes.allSatisfy { $0.hasPrefix(start) && $0.count == start.count + 8 && $0.hasSuffix(tag) })
        let line = isOfBusinesses ? session(1).replacing("\"nguoi_dan\"", with: "\"ho_kinh_doanh\"") : session(1)
        let role = isOfBusinesses ? "ma_co_so" : "ma_ho"
        let entry = try lead.newEntry(
            form: nil, answers: JSON(parsing: line.replacing("\"ma_to\":\"T01\"", with: "\"ma_to\":\"T07\"")).object!,
            language: .vi)
        let place = try #require(entry.filling.form.place(role))
        let next = try CodeProposals(lead).proposals(at: place, in: entry.filling).map(\.code)
        let fresh = try #require(next.last)
        #expect(next.count == 1_051 && !codes.contains(fresh) && fresh.count == codes[0].count)
        for code in [codes[999], codes[1_049], fresh] {
            try entry.filling.set(place, code)
            #expect(entry.filling.record[role]?.string == code)
        }
    }

    @Test func theKitCarriesTheHamletsDown() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        let early = try ward.join("an")
        #expect(try early.hamlets().isEmpty)
        _ = try take(.areas, Self.areas, ward, into: book)
        let an = try ward.join("binh", kit: ward.kit())
        #expect(try an.hamlets() == book.hamlets() && an.hamlets().hamlets.count == 3)
        try ward.merge([ward.path + "/kit"], into: early)
        #expect(try early.hamlets() == book.hamlets())
        #expect(throws: BookError.onlyWard("register areas")) { try take(.areas, Self.areas, ward, into: an) }
    }

    /// A mistyped code would stand in every record of the device.
    @Test func codesThatTheListDoesNotKnowAreRefused() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        func join(_ name: String, member: String) throws {
            let joining = Joining(kit: try ward.kit(), name: name, role: .volunteer, team: nil, member: member)
            _ = try joining.run(at: BookFolder(ward.path + "/" + name), surroundings: ward.clock.surroundings)
        }
        // Without a list any code will do.
        _ = try book.makeKit(team: "X1", to: ward.path + "/kit-x")
        try join("an", member: "X1-05")
        _ = try take(.areas, Self.areas, ward, into: book)
        let known = ["T01", "T02", "T10"]
        #expect(throws: CodeError.unknownTeam("T11", known: known)) {
            try book.makeKit(team: "T11", to: ward.path + "/kit-t")
        }
        #expect(throws: CodeError.unknownMember("T11-05", known: known)) { try join("binh", member: "T11-05") }
        try join("binh", member: "T10-05")
    }

    @Test func forcesTravelUpAndDivideTheSessions() throws {
        let ward = try Ward()
        let lead = try ward.join("tổ trưởng", role: .lead, team: "T01")
        let book = try ward.book("ward")
        _ = try book.trust(lead.identity.card)
        _ = try take(.members, "ma_tnv;luc_luong\nT01-01;doan_thanh_nien\n", ward, into: lead)
        _ = try ward.log(session(1) + session(2).replacing("T01-01\"", with: "T01-02\""), into: lead)
        try ward.merge(ward.export(lead), into: book)
        #expect(try book.members().map(\.force) == ["doan_thanh_nien"])
        let june = try Period(parsing: "2026-06", cutoff: .calendar)
        let catalogue = try book.planAndCatalogue().1
        let counts = try book.store.read {
            try $0.breakdowns(june, of: catalogue, teams: [:], devices: [:])
        }
        #expect(counts[.force]?.mapValues { $0[.sessions] } == ["": 1, "doan_thanh_nien": 1])
    }

    /// The same list again names the same households, however it writes telephones.
    @Test func theSameRosterTwiceIsTheSame() throws {
        let ward = try Ward()
        let lead = try ward.join("tổ trưởng", role: .lead, team: "T01")
        let text = """
            ma,hamlet,ten,dien_thoai
            11542-T01-123,,Trần Thị Bưởi,+84 987 654 321
            ,T01,Lê Văn Mận,912345678
            ,T01,Phạm Thị Đào,
            ,T01,Phạm Thị Đào,
            ,T02,Phạm Thị Đào,không có

            """
        let first = try take(.roster, text, ward, into: lead)
        #expect(first.rows.allSatisfy { $0.change == .new })
        let codes = Set(first.rows.compactMap(\.entry.code))
        #expect(codes.count == 5)
        let again = try take(.roster, text.replacing("912345678", with: "0912 345 678"), ward, into: lead)
        #expect(again.rows.allSatisfy { $0.change == .same })
        #expect(Set(again.rows.compactMap(\.entry.code)) == codes)
        let other = try take(
            .roster, text.replacing("Lê Văn Mận,912345678", with: "Lê Văn Mận,0911111111"), ward, into: lead)
        #expect(other.rows.map(\.change) == [.same, .new, .same, .same, .same])
        #expect(try Roster(lead.folder).names().count == 6)
    }

    /// Codes are for good: one in a hamlet that is not on the list is said, and taken.
    @Test func aCodeInAnUnlistedHamletIsSaid() throws {
        let ward = try Ward()
        let lead = try ward.join("tổ trưởng", role: .lead, team: "T01")
        let text = "ma,to_dan_pho,ten\n,T1,Vũ Thị Lê\n,T01,Vũ Thị Mơ\n11542-T99-0006,,Vũ Thị Na\n"
        #expect(try take(.roster, text, ward, into: lead).rows.allSatisfy { $0.unknownHamlet == nil }, "no list")
        _ = try take(.areas, Self.areas, ward, into: ward.book("ward"))
        _ = try ward.kit()
        try ward.merge([ward.path + "/kit"], into: lead)
        let rows = try take(.roster, text, ward, into: lead).rows
        #expect(rows.map(\.unknownHamlet?.code) == ["T1", nil, "T99"])
        #expect(rows[0].unknownHamlet?.nearest == "T01")
    }

    /// A business is no household: its code says so, and no laptop gives out another's.
    @Test func businessesGetCodesOfTheirOwn() throws {
        let ward = try Ward()
        let lead = try ward.join("tổ trưởng", role: .lead, team: "T01")
        let other = try ward.join("tổ phó", role: .lead, team: "T02")
        _ = try take(.roster, "hamlet,ten\nT01,Lê Văn Mận\n", ward, into: lead)
        let text =
            "ma_co_so;hamlet;ten_co_so;dien_thoai\n;T01;Tạp hóa Mận;\n11542-T01-KD007;;Cơm Bưởi;\n;T01;Sửa xe Đào;\n"
        let first = try take(.roster, text, ward, into: lead)
        let codes = first.rows.compactMap(\.entry.code)
        let tag = lead.identity.tag
        #expect(codes == ["11542-T01-KD001\(tag)", "11542-T01-KD007", "11542-T01-KD002\(tag)"])
        #expect(try take(.roster, text, ward, into: lead).rows.allSatisfy { $0.change == .same })
        // A household of the same name stays another one.
        #expect(try Roster(lead.folder).names().count == 4)
        let elsewhere = try take(.roster, text, ward, into: other).rows.compactMap(\.entry.code)
        #expect(Set(elsewhere).intersection(codes) == ["11542-T01-KD007"], "what was given out differs by computer")
    }

    @Test func theRosterStaysAndGivesCodesThatMeetNone() throws {
        let ward = try Ward()
        let lead = try ward.join("tổ trưởng", role: .lead, team: "T01")
        let text = """
            ma,hamlet,ten,dien_thoai
            11542-T01-123,,Trần Thị Bưởi,912345678
            ,T01,Lê Văn Mận,
            ,T01,Phạm Thị Đào,

            """
        let preview = try take(.roster, text, ward, into: lead)
        let codes = preview.rows.compactMap(\.entry.code)
        #expect(codes[0] == "11542-T01-0123" && preview.rows[0].restoredFrom == "11542-T01-123")
        #expect(Set(codes).count == 3 && codes.dropFirst().allSatisfy { $0.hasSuffix(lead.identity.tag) })
        #expect(try Roster(lead.folder).names()["11542-T01-0123"] == "Trần Thị Bưởi")
        _ = try ward.log(session(1), into: lead)
        let book = try ward.book("ward")
        try ward.merge(ward.export(lead), into: book)
        for file in try FileManager.default.subpathsOfDirectory(atPath: book.folder.path) {
            guard let bytes = FileManager.default.contents(atPath: book.folder.path + "/" + file) else { continue }
            for word in ["Bưởi", "Mận", "912345678"] { #expect(bytes.range(of: Data(word.utf8)) == nil, "\(file)") }
        }
        let ledger = try #require(FileManager.default.contents(atPath: lead.folder.database))
        #expect(ledger.range(of: Data("Bưởi".utf8)) == nil)
        #expect(throws: BookError.notForWard("register roster")) { try take(.roster, text, ward, into: book) }
    }
}
