import Foundation
import Testing

@testable import LoftySandbox

@Suite("Wire formats")
struct WireFormatTests {
    @Test("dates agree with Foundation's calendar", arguments: 1...20)
    func dates(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(identifier: "UTC")
        for _ in 0..<50 {
            let millis = Int64(random.number(1, 4_102_444_800_000))
            let date = Date(timeIntervalSince1970: Double(millis / 1_000))
            formatter.dateFormat = "yyyy-MM-dd'T'HH:mm:ss'GMT'"
            #expect(WireDate.lead(millis).string == formatter.string(from: date), "seed \(seed)")
            formatter.dateFormat = "yyyy-MM-dd HH:mm:ss"
            #expect(WireDate.note(millis).string == formatter.string(from: date), "seed \(seed)")
        }
    }

    @Test("a lead that was never touched has no date")
    func never() {
        #expect(WireDate.lead(0) == .null)
    }

    @Test(
        "activities carry the offset that their zone has on that day",
        arguments: [
            ("America/Los_Angeles", "2026-03-19T10:30:00-07:00"), ("America/New_York", "2026-03-19T13:30:00-04:00"),
            ("Asia/Kolkata", "2026-03-19T23:00:00+05:30"), ("Australia/Sydney", "2026-03-20T04:30:00+11:00"),
            ("UTC", "2026-03-19T17:30:00+00:00"),
        ]
    )
    func activityOffsets(zone: String, expected: String) throws {
        let zone = try #require(TimeZone(identifier: zone))
        #expect(WireDate.activity(1_773_941_400_000, in: zone).string == expected)
    }

    @Test("the system log keeps milliseconds")
    func systemLog() {
        #expect(WireDate.systemLog(1_773_941_400_045).string == "2026-03-19T17:30:00.045+00:00")
    }

    @Test("in a query a plus is a space and %2B a plus")
    func formEncoding() throws {
        let items = try QueryItems("stage=New+Lead&email=a%2Bb%40example.com&x=%F0%9F%8C%BB&flag&stage=Late+One")
        #expect(items.string("stage") == "Late One")
        #expect(items.string("email") == "a+b@example.com")
        #expect(items.string("x") == "🌻")
        #expect(items.string("flag") == nil)
        #expect(items.string("missing") == nil)
    }

    @Test("a query that is no UTF-8 is refused", arguments: ["a=%", "a=%4", "a=%zz", "a=%ff", "a=%00", "%C3=1"])
    func brokenQuery(query: String) {
        #expect(throws: SandboxError.self) { try QueryItems(query) }
    }

    @Test("lists are split at commas, wherever they stand")
    func lists() throws {
        #expect(try QueryItems("t=a,+b+c+,,d&t=e").list("t") == ["a", "b c", "d", "e"])
    }

    @Test(
        "numbers are compared by their digits without the country code",
        arguments: [
            ("+1 (512) 555-0123", "5125550123"), ("5125550123", "5125550123"), ("٣", ""), ("25550123", "25550123"),
        ]
    )
    func phoneDigits(number: String, digits: String) {
        #expect(number.phoneDigits == digits)
    }
}
