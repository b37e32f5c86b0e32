import Base
import Forms
import Indicators
import Testing
import Workspace

/// What is said to have come since a report was issued.
struct IssueCauseTests {
    /// The number of the cause is that of the figures: a late record that was corrected since is in the period, an event too.
    @Test func lateRecordsAreInThePeriodByWhatIsInForce() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        let an = try ward.join("An")
        _ = try book.trust(an.identity.card)
        let issued = try book.issue(Period(parsing: "2026-06", cutoff: .calendar)).issued
        _ = try ward.log(session(1) + session(2, person: "11542-T01-0001-02"), into: an)
        var events = LogFile()
        let event =
            #"{"ngay":"2026-06-02","ma_to":"T01","ma_tnv":"T01-01","hinh_thuc":"tap_huan","chu_de":"vneid_muc2","luc_luong":"to_cnscd","so_nguoi_du":40}"#
        try events.run(Array(event.utf8), into: an, form: "buoi", allOrNothing: false, language: .vi) { _ in }
        try ward.merge(ward.export(an), into: book)
        #expect(try book.review(issued).causes == [.records(3, inPeriod: 3, device: "An")])
        let entry = try book.entry(editing: book.record(matching: "000000000001"), language: .vi)
        try entry.filling.set(#require(entry.filling.form.place("cach_ho_tro")), "lam_thay")
        try book.save(entry)
        #expect(try book.review(issued).causes == [.records(3, inPeriod: 3, device: "An"), .edits(1)])
        _ = try book.erase(book.erasureTarget("11542-T01-0001-02"), request: "12/ĐN")
        #expect(
            try book.review(issued).causes == [.records(3, inPeriod: 3, device: "An"), .edits(1), .erasures(1)])
    }

    @Test func oneIsOneInEnglish() {
        #expect(IssueCause.records(1, inPeriod: 0, device: "An").text.en == "1 new record of An, 0 in the period")
        #expect(IssueCause.edits(2).text.en == "2 corrections" && IssueCause.edits(1).text.en == "1 correction")
    }
}
