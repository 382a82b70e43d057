import Foundation
import Leads
import Testing

@Suite("Numbers abroad")
struct CountryZonesTests {
    /// Clocks of 2026 and 2027 at noon of each day, in seconds east of Greenwich.
    private static func clock(_ zone: TimeZone) -> [Int] {
        (0..<730).map { zone.secondsFromGMT(for: Date(timeIntervalSince1970: 1_767_268_800 + Double($0) * 86_400)) }
    }

    /// The zones of each country as the system's copy of the public table has them.
    private static func publicZones() throws -> [String: [TimeZone]] {
        let text = try String(contentsOfFile: "/usr/share/zoneinfo/zone.tab", encoding: .utf8)
        var zones: [String: [TimeZone]] = [:]
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let columns = line.split(separator: "\t")
            // Urumqi's own time is in use beside the legal one.
            guard columns.count >= 3, columns[2] != "Asia/Urumqi" else { continue }
            zones[String(columns[0]), default: []].append(try #require(TimeZone(identifier: String(columns[2]))))
        }
        return zones
    }

    @Test("each country has all the clocks that the public zone data gives it, and no other")
    func agreesWithPublicData() throws {
        let zones = try Self.publicZones()
        #expect(CountryZones.table.count > 120)
        for row in CountryZones.table {
            let countries = row.countries.split(separator: " ").map(String.init)
            let wanted = try Set(countries.flatMap { try #require(zones[$0], "\($0)") }.map(Self.clock))
            // An older copy of the table has neither the newest zone nor its name.
            let found = Set(row.zones.compactMap { TimeZone(identifier: $0.rawValue) }.map(Self.clock))
            #expect(found == wanted, "+\(row.code) \(row.countries)")
        }
    }

    @Test(
        "ring where their country is",
        arguments: [
            ("+44 20 7946 0958", ["Europe/London"]), ("0049 30 5550142", ["Europe/Berlin"]),
            ("+33 1 55 50 01 42", ["Europe/Paris"]), ("011 972 3 555 0142", ["Asia/Jerusalem"]),
            ("+91 98765 43210", ["Asia/Kolkata"]), ("+86 10 5555 0142", ["Asia/Shanghai"]),
            ("+81 3 5555 0142", ["Asia/Tokyo"]), ("+63 2 5555 0142", ["Asia/Manila"]),
            ("+57 1 555 0142", ["America/Bogota"]), ("+234 1 555 0142", ["Africa/Lagos"]),
            ("+34 91 555 01 42", ["Europe/Madrid", "Atlantic/Canary"]), ("+882 16 5550142", []),
            ("+1 512 555 0142", ["America/Chicago"]),
        ] as [(String, [String])]
    )
    func examples(number: String, zones: [String]) {
        let lead = Lead(id: Lead.ID(1), firstName: "Ana", phones: [Phone(number)])
        let standing = ContactGuard.standing(of: lead, at: Date(timeIntervalSince1970: 1_795_975_200))
        #expect(Set(standing.numbers[0].clock.zones.all.map(\.rawValue)) == Set(zones))
    }

    @Test("a set of zones is the same after it was kept as integers")
    func words() {
        for zone in CallingZone.allCases {
            let zones: CallingZones = [zone, .chicago]
            #expect(CallingZones(words: zones.words) == zones)
            #expect(zones.all.contains(zone) && zones.all.count == (zone == .chicago ? 1 : 2))
        }
        #expect(CallingZones(words: []).isEmpty)
        #expect(CallingZone.allCases.count <= CallingZones.wordCount * 64)
    }
}
