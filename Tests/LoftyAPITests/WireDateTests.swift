import FoundationEssentials
import Testing

@testable import LoftyAPI

@Suite("Dates on the wire")
struct WireDateTests {
    /// 2026-06-17 16:50:40 UTC.
    private static let moment = Date(timeIntervalSince1970: 1_781_715_040)

    @Test(
        "every form of the contract names the same moment",
        arguments: [
            "1781715040000", "\"1781715040000\"", "\"2026-06-17T16:50:40GMT\"", "\"2026-06-17T16:50:40Z\"",
            "\"2026-06-17 16:50:40\"", "\"2026-06-17T16:50:40\"", "\"2026-06-17T09:50:40-07:00\"",
            "\"2026-06-17T16:50:40.000+00:00\"", "\"2026-06-17T22:20:40+0530\"", "\"2026-06-17T16:50:40.0Z\"",
            "\"2026-06-18T01:50:40+09:00\"", "1781715040000.0", "1.78171504e12",
        ]
    )
    func readsForms(text: String) throws {
        #expect(try json(text).date == Self.moment)
    }

    @Test("a fraction of a second is kept", arguments: ["\"2026-06-17T16:50:40.125+00:00\"", "1781715040125"])
    func keepsFractions(text: String) throws {
        let date = try #require(try json(text).date)
        #expect(abs(date.timeIntervalSince(Self.moment) - 0.125) < 1e-6)
    }

    @Test(
        "what is no date is none",
        arguments: [
            "\"\"", "null", "\"N/A\"", "\"2026-13-01T00:00:00Z\"", "\"2026-02-30T00:00:00Z\"",
            "\"2026-02-01T24:00:00Z\"",
            "\"2026-02-01T00:60:00Z\"", "\"2026-02-01T00:00:00PST\"", "\"2026-02-01T00:00:00ZZ\"", "\"2026-02-01\"",
            "-1",
            "\"2026-02-01T00:00:00.Z\"", "\"2025-02-29 00:00:00\"", "\"0000-01-01 00:00:00\"",
            "\"2026-02-01T00:00:00+\"",
            "true", "[]", "{}", "1e300", "\"２０２６-02-01 00:00:00\"", "\"2026-02-01T00:00:00+19:00\"",
        ]
    )
    func refuses(text: String) throws {
        #expect(try json(text).date == nil)
    }

    @Test(
        "days are counted right around leap years and the epoch",
        arguments: [
            ("1970-01-01 00:00:00", 0), ("1969-12-31 23:59:59", -1), ("2000-02-29 00:00:00", 951_782_400),
            ("2024-02-29 12:00:00", 1_709_208_000), ("2024-03-01 00:00:00", 1_709_251_200),
            ("1900-03-01 00:00:00", -2_203_891_200),
            ("2100-03-01 00:00:00", 4_107_542_400), ("0001-01-01 00:00:00", -62_135_596_800),
            ("9999-12-31 23:59:59", 253_402_300_799),
        ]
    )
    func countsDays(text: String, seconds: Int) {
        #expect(WireDate.date(text) == Date(timeIntervalSince1970: Double(seconds)))
    }

    @Test("the date of an HTTP header is read")
    func readsHeaderDates() {
        #expect(WireDate.httpDate("Wed, 17 Jun 2026 16:50:40 GMT") == Self.moment)
        #expect(WireDate.httpDate("Wed, 17 Foo 2026 16:50:40 GMT") == nil)
        #expect(WireDate.httpDate("Wednesday, 17-Jun-26 16:50:40 GMT") == nil)
        #expect(WireDate.httpDate("soon") == nil)
    }
}
