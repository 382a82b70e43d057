import Foundation
import TestSupport
import Testing

@testable import LoftyAPI

@Suite("Dates on their way out")
struct WireDateWritingTests {
    @Test(
        "a moment is written in its zone with the offset of that day",
        arguments: [
            (1_781_715_040.0, pacific, "2026-06-17T09:50:40-07:00"),
            (1_768_495_840.9, pacific, "2026-01-15T08:50:40-08:00"),
            (1_781_715_040, "Asia/Kolkata", "2026-06-17T22:20:40+05:30"),
            (1_781_715_040, "GMT", "2026-06-17T16:50:40+00:00"),
            (0, pacific, "1969-12-31T16:00:00-08:00"),
            (1_709_164_800, "GMT", "2024-02-29T00:00:00+00:00"),
            (-1, "GMT", "1969-12-31T23:59:59+00:00"),
        ] as [(Double, String, String)]
    )
    func writesZones(seconds: Double, name: String, expected: String) {
        #expect(WireDate.isoText(Date(timeIntervalSince1970: seconds), in: zone(name)) == expected)
    }

    @Test("the hour that a change of the clocks skips or repeats keeps its moment")
    func survivesClockChanges() {
        let texts = [1_772_963_999, 1_772_964_000, 1_793_521_800, 1_793_525_400].map { (seconds: Double) in
            WireDate.isoText(Date(timeIntervalSince1970: seconds), in: zone(pacific))
        }
        #expect(
            texts == [
                "2026-03-08T01:59:59-08:00", "2026-03-08T03:00:00-07:00", "2026-11-01T01:30:00-07:00",
                "2026-11-01T01:30:00-08:00",
            ]
        )
    }

    @Test("what is written is read back as the same second, in any zone and century", arguments: SeededGenerator.seeds)
    func roundTrips(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let names = [pacific, "Asia/Kolkata", "Australia/Lord_Howe", "America/St_Johns", "Pacific/Kiritimati", "GMT"]
        for _ in 0..<500 {
            let seconds = Double(Int64.random(in: -2_000_000_000...7_000_000_000, using: &generator))
            let name = names[Int.random(in: 0..<names.count, using: &generator)]
            let zone = zone(name)
            let date = Date(timeIntervalSince1970: seconds)
            // Before standard time zones had offsets with seconds, which no form of ISO 8601 can write.
            guard zone.secondsFromGMT(for: date).isMultiple(of: 60) else { continue }
            #expect(WireDate.date(WireDate.isoText(date, in: zone)) == date, "seed \(seed): \(seconds) in \(name)")
        }
    }

    @Test("milliseconds are rounded, and a date beyond them is none")
    func writesMilliseconds() {
        #expect(WireDate.milliseconds(Date(timeIntervalSince1970: 1.2345)) == 1_235)
        #expect(WireDate.milliseconds(Date(timeIntervalSince1970: -0.5)) == -500)
        #expect(WireDate.milliseconds(Date(timeIntervalSince1970: .infinity)) == nil)
        #expect(WireDate.milliseconds(Date(timeIntervalSince1970: 1e300)) == nil)
    }
}
