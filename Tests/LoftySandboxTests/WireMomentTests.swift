import Foundation
import Testing

@testable import LoftySandbox

@Suite("Moments on the wire")
struct WireMomentTests {
    @Test(
        "a moment with an offset is read to the millisecond",
        arguments: [
            ("1970-01-01T00:00:00Z", 0, true), ("2026-03-01T15:00:00-08:00", 1_772_406_000_000, false),
            ("2026-03-01T15:00-08:00", 1_772_406_000_000, false),
            ("2026-03-01T15:00:00-0800", 1_772_406_000_000, false),
            ("2026-03-01T15:00:00.5Z", 1_772_377_200_500, false),
            ("2026-03-01T15:00:00.123456789Z", 1_772_377_200_123, false),
            ("2024-02-29T00:00:00+05:30", 1_709_145_000_000, true), ("2000-02-29T23:59:59Z", 951_868_799_000, false),
            ("9999-12-31T23:59:59Z", 253_402_300_799_000, false),
        ]
    )
    func reads(text: String, millis: Int64, isMidnight: Bool) {
        let moment = WireMoment(text)
        #expect(moment?.millis == millis)
        #expect(moment?.isMidnight == isMidnight)
    }

    @Test(
        "anything else is no moment",
        arguments: [
            "", "2026-03-01", "2026-03-01T15:00:00", "2026-03-01 15:00:00Z", "2026-13-01T15:00:00Z",
            "2026-00-01T15:00:00Z", "2026-02-29T15:00:00Z", "1900-02-29T00:00:00Z", "2026-04-31T00:00:00Z",
            "2026-03-01T24:00:00Z", "2026-03-01T15:60:00Z", "2026-03-01T15:00:60Z", "2026-03-01T15:00:00+19:00",
            "2026-03-01T15:00:00+01:60", "2026-03-01T15:00:00z", "2026-03-01T15:00:00GMT", " 2026-03-01T15:00:00Z",
            "+2026-03-01T15:00:00Z", "٢٠٢٦-03-01T15:00:00Z", "2026-03-01T15:00:00 08:00",
        ]
    )
    func refuses(text: String) {
        #expect(WireMoment(text) == nil)
    }

    @Test("what is written is read back, whatever the zone")
    func roundTrip() throws {
        let seed = UInt64.random(in: .min ... .max)
        var random = SplitMix64(seed: seed)
        for _ in 0..<2_000 {
            let millis = Int64(random.number(1, 253_402_300_799)) * 1_000
            let zone = try #require(TimeZone(identifier: random.pick(["UTC", "America/Denver", "Asia/Kolkata"])))
            let text = try #require(WireDate.activity(millis, in: zone).string)
            #expect(WireMoment(text)?.millis == millis, "\(text), seed \(seed)")
        }
    }
}
