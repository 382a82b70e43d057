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
            ("tomorrow morning", "Mon 30 Nov 2026, 09:00"), ("tue afternoon", "Tue 1 Dec 2026, 14:00"),
            ("this fri", "Fri 4 Dec 2026, 09:00"), ("in the evening", "Mon 30 Nov 2026, 18:00"),
            ("morning", "Mon 30 Nov 2026, 09:00"), ("this Friday at noon", "Fri 4 Dec 2026, 12:00"),
            ("Tue 1 Dec 2026, 15:00", "Tue 1 Dec 2026, 15:00"), ("fri, dec 4", "Fri 4 Dec 2026, 09:00"),
            ("10am thu 12/24", "Thu 24 Dec 2026, 10:00"), ("saturday 2027-02-27", "Sat 27 Feb 2027, 09:00"),
            ("next friday", "Fri 4 Dec 2026, 09:00"), ("mon 8:30am", "Mon 30 Nov 2026, 08:30"),
            ("noon", "Mon 30 Nov 2026, 12:00"), ("8.30am mon", "Mon 30 Nov 2026, 08:30"),
            ("24.12.", "Thu 24 Dec 2026, 09:00"), ("24.12", "Thu 24 Dec 2026, 09:00"),
            ("5.1.2027", "Tue 5 Jan 2027, 09:00"), ("5.1.27 15:00", "Tue 5 Jan 2027, 15:00"),
            ("Thu 24.12., 3pm", "Thu 24 Dec 2026, 15:00"),
            ("eod tomorrow", "Mon 30 Nov 2026, 17:00"), ("fri end of day", "Fri 4 Dec 2026, 17:00"),
            ("eow", "Fri 4 Dec 2026, 17:00"), ("end of the month", "Mon 30 Nov 2026, 17:00"),
            ("eom 10am", "Mon 30 Nov 2026, 10:00"), ("tomorrow night", "Mon 30 Nov 2026, 19:00"),
            ("in a fortnight", "Sun 13 Dec 2026, 09:00"), ("2 fortnights", "Sun 27 Dec 2026, 09:00"),
            ("+3d", "Wed 2 Dec 2026, 09:00"), ("+3", "Wed 2 Dec 2026, 09:00"), ("+2h", "Sun 29 Nov 2026, 21:12"),
            ("1st", "Tue 1 Dec 2026, 09:00"), ("the 29th", "Tue 29 Dec 2026, 09:00"),
            ("31st", "Thu 31 Dec 2026, 09:00"), ("on the 3rd at 3pm", "Thu 3 Dec 2026, 15:00"),
            ("fri the 4th", "Fri 4 Dec 2026, 09:00"), ("1st of january", "Fri 1 Jan 2027, 09:00"),
            ("day after tomorrow 10am", "Tue 1 Dec 2026, 10:00"), ("3 days from now", "Wed 2 Dec 2026, 09:00"),
            ("1h 30m", "Sun 29 Nov 2026, 20:42"), ("tonight 9pm", "Sun 29 Nov 2026, 21:00"),
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
            ("tonight", .past("Sun 29 Nov 2026, 19:00")), ("this afternoon", .past("Sun 29 Nov 2026, 14:00")),
            ("mon 1 dec 2026", .otherWeekday("Tue 1 Dec 2026")), ("wed 12/24", .otherWeekday("Thu 24 Dec 2026")),
            ("9am tue 3pm", .unreadable("9am tue 3pm")), ("tue 31 feb", .noSuchDay("31 February 2026")),
            ("30 feb", .noSuchDay("30 February 2026")), ("31 april", .noSuchDay("31 April 2026")),
            ("2026-02-31", .noSuchDay("31 February 2026")), ("0 dec", .noSuchDay("0 December 2026")),
            ("24:00", .noSuchTime("24:00")), ("0am", .noSuchTime("0am")), ("tue 12:60pm", .noSuchTime("12:60pm")),
            ("next", .unreadable("next")), ("next 3pm", .unreadable("next 3pm")), ("in", .nothing),
            ("-3", .unreadable("-3")), ("1.5 weeks", .unreadable("1.5 weeks")), ("2026-W49", .unreadable("2026-W49")),
            ("fri 3", .hourOrDay("fri 3")), ("tomorrow at 3", .hourOrDay("tomorrow at 3")),
            ("at 3", .hourOrDay("at 3")),
            ("eod", .past("Sun 29 Nov 2026, 17:00")), ("32nd", .noSuchDay("32nd")), ("0th", .noSuchDay("0th")),
            ("31.2.", .noSuchDay("31 February 2026")), ("31.2.27", .noSuchDay("31 February 2027")),
            ("12.24", .noSuchDay("month 24")), ("mon 1st", .otherWeekday("Tue 1 Dec 2026")),
            ("24.", .unreadable("24.")), ("24..12", .unreadable("24..12")), ("1.2.3.4", .unreadable("1.2.3.4")),
            ("+", .unreadable("+")), ("++3", .unreadable("++3")), ("fortnight", .unreadable("fortnight")),
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
        #expect(try Self.parse("+1d 12:00", now: saturday).date == saturday + 25 * 3_600)
        #expect(try Self.parse("in a fortnight 12:00", now: saturday).date == saturday + (14 * 24 + 1) * 3_600)
        #expect(try Self.parse("1st noon", now: saturday).date == saturday + 25 * 3_600)
        #expect(try Self.parse("eod sun", now: saturday).date == saturday + (25 + 5) * 3_600)
    }

    @Test(
        "a day of the month is the next one that there is, and never today",
        arguments: [
            ("2026-01-31", "31st", "2026-03-31"), ("2026-01-30", "31st", "2026-01-31"),
            ("2026-01-29", "30th", "2026-01-30"),
            ("2026-01-30", "30th", "2026-03-30"), ("2028-01-29", "29th", "2028-02-29"),
            ("2026-12-01", "1st", "2027-01-01"),
        ]
    )
    func ordinals(today: String, typed: String, day: String) throws {
        let noon = try #require(try? Date("\(today)T18:00:00Z", strategy: .iso8601))
        let read = try FollowUpDate.parse(typed, now: noon, clock: Self.chicago)
        #expect(read == (try FollowUpDate.parse(day, now: noon, clock: Self.chicago)))
    }

    /// Changes of an hour, of half an hour, of two, at midnight, on the date line, and none.
    private static let zones = [
        "America/Chicago", "America/Phoenix", "America/St_Johns", "Europe/London", "Australia/Lord_Howe",
        "Pacific/Chatham", "Asia/Kathmandu", "America/Havana", "Pacific/Apia", "Antarctica/Troll",
    ]

    @Test("every quarter of an hour around a change of the clocks is the one that was typed", arguments: zones)
    func quarters(zone: String) throws {
        let clock = try #require(ZoneDatabase.system.rules(zone))
        let foundation = try #require(TimeZone(identifier: zone))
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = foundation
        let change = foundation.nextDaylightSavingTimeTransition(after: Self.now) ?? Self.now + 30 * 86_400
        for quarter in -200...200 {
            let moment =
                Date(timeIntervalSince1970: (change.timeIntervalSince1970 / 900).rounded() * 900)
                + Double(quarter) * 900
            let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute], from: moment)
            let (day, time) = (
                [parts.year, parts.month, parts.day].map { String($0 ?? 0) },
                [parts.hour, parts.minute].map { $0 ?? 0 }
            )
            let typed = day.joined(separator: "-") + String(format: " %d:%02d", time[0], time[1])
            let read = try FollowUpDate.parse(typed, now: Self.now, clock: clock)
            // Of a time that comes twice it is the first.
            let isAgain = calendar.dateComponents([.year, .month, .day, .hour, .minute], from: read.date) == parts
            #expect(isAgain && (0...7_200).contains(moment.timeIntervalSince(read.date)), "\(typed) in \(zone)")
            // What the preview says can be typed as it stands.
            #expect(try FollowUpDate.parse(read.words, now: Self.now, clock: clock) == read, "\(read.words)")
        }
    }

    @Test("a time that is skipped becomes the end of the gap, and the preview says so", arguments: zones)
    func gaps(zone: String) throws {
        let clock = try #require(ZoneDatabase.system.rules(zone))
        let foundation = try #require(TimeZone(identifier: zone))
        var after = Self.now
        for _ in 0..<8 {
            guard let change = foundation.nextDaylightSavingTimeTransition(after: after) else { return }
            after = change
            let jump = foundation.secondsFromGMT(for: change) - foundation.secondsFromGMT(for: change - 1)
            guard jump > 0 else { continue }
            // The wall says this a minute before the hands would have come to it.
            let wall = Int64(change.timeIntervalSince1970) + Int64(foundation.secondsFromGMT(for: change)) - 60
            let typed = try #require(CivilDay(daysSince1970: Int(wall / 86_400)))
            let (hour, minute) = (wall % 86_400 / 3_600, wall % 3_600 / 60)
            let text = "\(typed.year)-\(typed.month)-\(typed.day) " + String(format: "%d:%02d", hour, minute)
            let read = try FollowUpDate.parse(text, now: Self.now, clock: clock)
            #expect(read.date == change, "\(text) in \(zone)")
            #expect(!read.words.hasSuffix(String(format: "%02d:%02d", hour, minute)), "\(read.words)")
        }
    }

    @Test("any text is read or refused", arguments: [1, 2, UInt64.random(in: 3 ... .max)])
    func fuzz(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let pieces = [
            "1", "31", "99", "2026", "-", "/", ":", "am", "pm", "tue", "next", "in", "weeks", "mo", "y", "feb", "nov",
            "t", " ", "this ", "tonight", "morning", "+", ".", "th", "st", "eod", "eom", "fortnight",
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
