import Foundation
import Leads
import Testing

@Suite("Values of a query")
struct QueryValueTests {
    @Test(
        "a duration is read and spelled in its largest unit",
        arguments: [
            ("30m", 1_800, "30m"), ("90m", 5_400, "90m"), ("120m", 7_200, "2h"), ("24h", 86_400, "1d"),
            ("14d", 1_209_600, "2w"), ("1mo", 2_592_000, "1mo"), ("1y", 31_536_000, "1y"), ("365d", 31_536_000, "1y"),
            ("0d", 0, "0s"), ("45s", 45, "45s"), ("2W", 1_209_600, "2w"),
        ] as [(String, Int64, String)]
    )
    func durations(text: String, seconds: Int64, spelled: String) throws {
        let duration = try #require(QueryDuration(text))
        #expect(duration.seconds == seconds)
        #expect(duration.text == spelled)
    }

    @Test(
        "no other text is a duration",
        arguments: ["", "d", "3", "3 d", "-3d", "1.5d", "3dd", "3x", "٣d", "99999999999999999999s", "999999999999y"]
    )
    func noDurations(text: String) {
        #expect(QueryDuration(text) == nil)
    }

    @Test(
        "a day counts the same days as the calendar does",
        arguments: [
            "1583-01-01", "1600-02-29", "1900-03-01", "1969-12-31", "1970-01-01", "2000-02-29", "2026-11-01",
            "9999-12-31",
        ]
    )
    func days(text: String) throws {
        let day = try #require(CivilDay(text))
        #expect(day.text == text)
        var calendar = Calendar(identifier: .iso8601)
        calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
        let components = DateComponents(year: day.year, month: day.month, day: day.day)
        let date = try #require(calendar.date(from: components))
        #expect(Double(day.daysSince1970) * 86_400 == date.timeIntervalSince1970)
    }

    @Test(
        "no other text is a day",
        arguments: [
            "", "2026", "2026-11", "2026-13-01", "2026-00-01", "2026-02-29", "1900-02-29", "2026-04-31", "2026-11-00",
            "26-11-01", "2026-1-1", "2026-11-01-", "+026-11-01", "0000-01-01", "٢٠٢٦-11-01",
        ]
    )
    func noDays(text: String) {
        #expect(CivilDay(text) == nil)
    }

    @Test(
        "the nearest spelling is found within a third of the letters",
        arguments: [
            ("stgae", "stage"), ("sorce", "source"), ("Stage", "stage"), ("bed", "bedrooms"), ("scoer", "score"),
            ("qwerty", nil), ("", nil), ("s", nil), (String(repeating: "stage", count: 50), nil),
        ] as [(String, String?)]
    )
    func nearest(word: String, expected: String?) {
        #expect(NearestSpelling.of(word, among: ["stage", "source", "score", "bedrooms"]) == expected)
    }
}
