import Foundation
import Leads
import TestSupport
import Testing

@Suite("A day that somebody looks back to")
struct PastDayTests {
    /// Monday 30 November 2026, 19:12 in Austin: already Tuesday in Greenwich.
    private static let now = Date(timeIntervalSince1970: 1_796_087_520)

    private static func parse(_ text: String) throws -> PastDay {
        try PastDay.parse(text, now: now, clock: try #require(ZoneDatabase.system.rules("America/Chicago")))
    }

    @Test(
        "is read as it is written, and without a year it is the last one of that name",
        arguments: [
            ("2026-11-03", "2026-11-03"), ("3 nov", "2026-11-03"), ("Nov 3", "2026-11-03"), ("11/3", "2026-11-03"),
            ("11/3/25", "2025-11-03"), ("3rd november 2024", "2024-11-03"), ("30 nov", "2026-11-30"),
            ("1 dec", "2025-12-01"), ("29 feb", "2024-02-29"), ("2026-12-24", "2026-12-24"),
            ("t", "2026-11-30"), ("today", "2026-11-30"), ("yesterday", "2026-11-29"), ("y", "2026-11-29"),
            ("tomorrow", "2026-12-01"), ("0", "2026-11-30"), ("3", "2026-11-27"), ("3d", "2026-11-27"),
            ("3 days ago", "2026-11-27"), ("2 weeks ago", "2026-11-16"), ("last week", "2026-11-23"),
            ("a month ago", "2026-10-30"), ("last month", "2026-10-30"), ("9 months", "2026-02-28"),
            ("2 years ago", "2024-11-30"), ("tue", "2026-11-24"), ("last tuesday", "2026-11-24"),
            ("mon", "2026-11-23"), ("sunday", "2026-11-29"), ("  On 3 Nov  ", "2026-11-03"),
        ]
    )
    func reads(text: String, day: String) throws {
        #expect(try Self.parse(text).day.text == day)
    }

    @Test("says the day with its name")
    func words() throws {
        #expect(try Self.parse("3 nov").words == "Tue 3 Nov 2026")
    }

    @Test(
        "what is no day is refused with what to type",
        arguments: [
            "", " ", "ago", "soon", "3 novem 4 5", "2026-13-01", "31 feb", "13/40", "9999 years ago", "3pm", "-3",
        ]
    )
    func refuses(text: String) {
        #expect(throws: FollowUpDateError.self) { try Self.parse(text) }
        if case .failure(let error) = Result(catching: { try Self.parse(text) }) {
            #expect((error as? FollowUpDateError)?.messageLookingBack.isEmpty == false)
        }
    }

    @Test("no text brings the reader down", arguments: SeededGenerator.seeds)
    func hostile(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let parts = [
            "9999", "0", "-1", "feb", "29", "mo", "years", "2026-", "/", "tue", "ago", "t", "d", " ", "é", "0x1",
        ]
        for _ in 0..<300 {
            let text = (0..<Int.random(in: 1...6, using: &generator)).compactMap { _ in
                parts.randomElement(using: &generator)
            }.joined(separator: Bool.random(using: &generator) ? " " : "")
            let day = Result { try Self.parse(text).day.daysSince1970 }
            if case .success(let days) = day { #expect(abs(days) < 3_000_000, "seed \(seed): \(text)") }
        }
    }
}
