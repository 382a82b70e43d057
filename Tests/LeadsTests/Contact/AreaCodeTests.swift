import Foundation
import Leads
import Testing

@Suite("Area codes and places")
struct AreaCodeTests {
    /// Codes of which the other table knows less or other things.
    ///
    /// Younger codes laid over a split area, where it names one side (236 257 672 778, 364, 367 581, 448, 458, 930);
    /// Saskatchewan without Lloydminster, and 474 in the wrong province; 689, which is Orlando; the Yukon and Labrador
    /// by neighbours; Alaska with a zone that it left long ago.
    private static let deviations: Set<String> = [
        "236", "257", "672", "778", "364", "367", "581", "448", "458", "930", "306", "474", "639", "689", "867", "879",
        "907",
    ]

    /// The offsets of a zone in winter and summer, hours east of Greenwich.
    private static func offsets(_ zone: String) throws -> [Int] {
        let zone = try #require(TimeZone(identifier: zone), "\(zone)")
        return [1_768_000_000, 1_784_000_000].map { zone.secondsFromGMT(for: Date(timeIntervalSince1970: $0)) / 60 }
    }

    @Test("300 and more area codes keep the time that public zone data give them")
    func agreesWithPublicData() throws {
        var compared = 0
        var odd: [String] = []
        for code in AreaCode.geographicCodes.map(String.init) {
            guard let names = PublicAreaCodes.zones[code] else { continue }
            compared += 1
            let theirs = try Set(names.map(Self.offsets))
            let ours = try Set(AreaCode(code).zones.all.map { try Self.offsets($0.rawValue) })
            if ours != theirs { odd.append("\(code) ours \(AreaCode(code).zones.all) theirs \(names)") }
        }
        #expect(compared >= 400)
        for line in odd where !Self.deviations.contains(String(line.prefix(3))) { Issue.record("\(line)") }
        #expect(Set(odd.map { String($0.prefix(3)) }) == Self.deviations)
    }

    @Test(
        "split areas, Arizona, Hawaii and codes without a place are what they are",
        arguments: [
            ("907", ["America/Anchorage", "America/Adak"]), ("602", ["America/Phoenix"]), ("808", ["Pacific/Honolulu"]),
            ("928", ["America/Denver", "America/Phoenix"]), ("850", ["America/New_York", "America/Chicago"]),
            ("876", ["America/Jamaica"]), ("800", []), ("888", []), ("500", []), ("900", []), ("211", []), ("", []),
            ("abc", []), ("506", ["America/Moncton"]), ("530", ["America/Los_Angeles"]),
        ] as [(String, [String])]
    )
    func zones(code: String, names: [String]) {
        #expect(Set(AreaCode(code).zones.all.map(\.rawValue)) == Set(names))
    }

    @Test("codes without a place say which kind they are")
    func kinds() {
        #expect(AreaCode("800") == .tollFree)
        #expect(AreaCode("900") == .placeless)
        #expect(AreaCode("211") == .unknown)
        #expect(AreaCode.geographicCodes.count >= 400)
        #expect(AreaCode.geographicCodes.allSatisfy { 201...989 ~= $0 })
    }

    @Test(
        "a place is found by its postal code, its state or both",
        arguments: [
            ("78704", [.chicago]), ("78704-1234", [.chicago]), ("Austin, TX 78704", [.chicago]),
            ("TX", [.chicago, .denver]),
            ("79901", [.denver]), ("Texas", [.chicago, .denver]), ("new mexico", [.denver]),
            ("Austin TX", [.chicago, .denver]),
            ("New York, NY", [.newYork]), ("K1A 0B1", [.toronto]), ("k1a0b1", [.toronto]),
            ("V5K 0A1, Canada", [.vancouver, .edmonton]),
            ("86503", [.phoenix, .denver]), ("85001", [.phoenix]), ("96813", [.honolulu]), ("96799", [.pagoPago]),
            ("32401", [.newYork, .chicago]), ("32501", [.chicago]), ("00901", [.puertoRico]), ("99546", [.adak]),
            ("02134", [.newYork]), ("Québec", [.toronto, .halifax]), ("46402", [.chicago]), ("46204", [.indianapolis]),
            ("787041234", [.chicago]), ("78704, 79901", [.chicago, .denver]), ("Washington, DC", [.newYork]),
            ("96910", [.guam]),
        ] as [(String, CallingZones)]
    )
    func places(text: String, zones: CallingZones) {
        #expect(PlaceZones.zones(of: text) == zones)
    }

    @Test("the fields of an address tell by the code, else by the state in any case")
    func address() {
        #expect(PlaceZones.zones(postalCode: "78704", state: "New York") == [.chicago])
        #expect(PlaceZones.zones(postalCode: nil, state: "in") == [.indianapolis, .chicago])
        #expect(PlaceZones.zones(postalCode: "unknown", state: "hawaii") == [.honolulu])
        #expect(PlaceZones.zones(postalCode: nil, state: nil).isEmpty)
        #expect(PlaceZones.zones(postalCode: "78704.0", state: " Texas ") == [.chicago, .denver])
        #expect(PlaceZones.zones(postalCode: nil, state: "Washington DC") == [.newYork])
    }

    @Test(
        "a city alone, a military address and nonsense tell nothing",
        arguments: [
            "Austin", "Portland", "", " ", ",", "09012", "7870", "787041", "in", "or so", "96940", "96960",
            "Not in IN a way", "٧٨٧٠٤",
            "D1A 0B1",
            "Shady Oaks", "🌵",
        ]
    )
    func noPlace(text: String) {
        #expect(PlaceZones.zones(of: text).isEmpty)
    }
}
