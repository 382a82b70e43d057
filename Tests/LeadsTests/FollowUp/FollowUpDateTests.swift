import Foundation
import Leads
import TestSupport
import Testing

@Suite("Dates of follow-ups")
struct FollowUpDateTests {
    /// 2026-11-29 19:12 on Sunday in Chicago.
    private static let now = Date(timeIntervalSince1970: 1_796_001_120)
    private static let chicago = ZoneDatabase.system.rules("America/Chicago") ?? .fixed(secondsFromGMT: -21_600)

    private static func parse(_ text: String, now: Date = now) throws(FollowUpDateError) -> FollowUpDate {
        try FollowUpDate.parse(text, now: now, clock: chicago)
    }

    @Test(
        "a day and a time are read as people write them, on the lead's clock",
        arguments: [
            ("1", "Mon 30 Nov 2026, 09:00"), ("3", "Wed 2 Dec 2026, 09:00"), ("7", "Sun 6 Dec 2026, 09:00"),
            ("t", "Sun 29 Nov 2026, 20:12"), ("today", "Sun 29 Nov 2026, 20:12"),
            ("tomorrow", "Mon 30 Nov 2026, 09:00"),
            ("tomorrow 8:30", "Mon 30 Nov 2026, 08:30"), ("3 3pm", "Wed 2 Dec 2026, 15:00"),
            ("tue 3pm", "Tue 1 Dec 2026, 15:00"),
            ("Tuesday at 3:15 PM", "Tue 1 Dec 2026, 15:15"), ("3pm tue", "Tue 1 Dec 2026, 15:00"),
            ("sun", "Sun 6 Dec 2026, 09:00"), ("next tue", "Tue 1 Dec 2026, 09:00"),
            ("next sunday", "Sun 6 Dec 2026, 09:00"),
            ("in 2 weeks", "Sun 13 Dec 2026, 09:00"), ("2w", "Sun 13 Dec 2026, 09:00"),
            ("in a week 10am", "Sun 6 Dec 2026, 10:00"),
            ("in 3 months", "Sun 28 Feb 2027, 09:00"), ("next month", "Tue 29 Dec 2026, 09:00"),
            ("1y", "Mon 29 Nov 2027, 09:00"),
            ("in 45 minutes", "Sun 29 Nov 2026, 19:57"), ("2h", "Sun 29 Nov 2026, 21:12"),
            ("in an hour", "Sun 29 Nov 2026, 20:12"),
            ("12 dec 15:00", "Sat 12 Dec 2026, 15:00"), ("Dec 12", "Sat 12 Dec 2026, 09:00"),
            ("12th December 2027, noon", "Sun 12 Dec 2027, 12:00"), ("2027-03-14 2:30", "Sun 14 Mar 2027, 03:00"),
            ("12/24", "Thu 24 Dec 2026, 09:00"), ("1/5/27", "Tue 5 Jan 2027, 09:00"),
            ("5 jan", "Tue 5 Jan 2027, 09:00"),
            ("29 feb 2028", "Tue 29 Feb 2028, 09:00"), ("10pm", "Sun 29 Nov 2026, 22:00"),
            ("9am", "Mon 30 Nov 2026, 09:00"),
            ("12am", "Mon 30 Nov 2026, 00:00"), ("12pm", "Mon 30 Nov 2026, 12:00"),
            ("  ＴＵＥ　３pm ", "Tue 1 Dec 2026, 15:00"),
        ]
    )
    func reads(text: String, words: String) throws {
        let date = try Self.parse(text)
        #expect(date.words == words)
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(identifier: "America/Chicago")
        formatter.dateFormat = "EEE d MMM yyyy, HH:mm"
        #expect(formatter.string(from: date.date) == words)
    }

    @Test(
        "what cannot be is refused with a sentence that helps",
        arguments: [
            ("", FollowUpDateError.nothing), ("  ", .nothing), ("31 february", .noSuchDay("31 February 2026")),
            ("31 feb 2027", .noSuchDay("31 February 2027")), ("2026-13-01", .noSuchDay("month 13")),
            ("29 feb 2027", .noSuchDay("29 February 2027")), ("31/12", .noSuchDay("month 31")),
            ("12 nov 15:00", .past("Thu 12 Nov 2026, 15:00")), ("2026-11-28", .past("Sat 28 Nov 2026, 09:00")),
            ("today 9am", .past("Sun 29 Nov 2026, 09:00")), ("12 nov 2020", .past("Thu 12 Nov 2020, 09:00")),
            ("0h", .past("Sun 29 Nov 2026, 19:12")), ("2040-01-01", .tooFar("Sun 1 Jan 2040, 09:00")),
            ("25:00", .noSuchTime("25:00")), ("tue 13pm", .noSuchTime("13pm")), ("tue 3:75", .noSuchTime("3:75")),
            ("soon", .unreadable("soon")), ("tue wed", .unreadable("tue wed")), ("call jane", .unreadable("call jane")),
            ("3 3 3", .unreadable("3 3 3")), ("99999999999", .unreadable("99999999999")),
        ]
    )
    func refuses(text: String, error: FollowUpDateError) {
        let thrown = #expect(throws: FollowUpDateError.self) { try Self.parse(text) }
        #expect(thrown == error)
        #expect(thrown?.message.isEmpty == false)
    }

    @Test("the wall clock is kept over a change of the clocks, real hours are not")
    func acrossChange() throws {
        // 2026-10-31 12:00 in Chicago, the day before clocks go back.
        let saturday = Date(timeIntervalSince1970: 1_793_466_000)
        #expect(try Self.parse("tomorrow 12:00", now: saturday).date == saturday + 25 * 3_600)
        #expect(try Self.parse("24h", now: saturday).date == saturday + 24 * 3_600)
    }

    @Test("any text is read or refused", arguments: [1, 2, UInt64.random(in: 3 ... .max)])
    func fuzz(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let pieces = [
            "1", "31", "99", "2026", "-", "/", ":", "am", "pm", "tue", "next", "in", "weeks", "mo", "y", "feb", "nov",
            "t", " ",
            " ", "at", "a", "9999", "0", "é", "🌵", "٣",
        ]
        var read = 0
        for _ in 0..<3_000 {
            let text = (0..<Int.random(in: 0...7, using: &generator)).compactMap { _ in
                pieces.randomElement(using: &generator)
            }.joined()
            do throws(FollowUpDateError) {
                let date = try Self.parse(text)
                read += 1
                #expect(date.date > Self.now, "seed \(seed): \(text)")
            } catch {
                #expect(!error.message.isEmpty, "seed \(seed): \(text)")
            }
        }
        #expect(read > 50, "seed \(seed)")
    }

    @Test("a day comes back from its number", arguments: [-719_162, -1, 0, 59, 11_016, 20_786, 2_932_896])
    func civilDays(number: Int) throws {
        #expect(try #require(CivilDay(daysSince1970: number)).daysSince1970 == number)
        #expect(CivilDay(daysSince1970: 2_932_897) == nil)
    }
}
