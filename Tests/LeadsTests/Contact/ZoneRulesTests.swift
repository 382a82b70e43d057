import Foundation
import Leads
import TestSupport
import Testing

@Suite("Time zones of the system")
struct ZoneRulesTests {
    private func rules(_ name: String) throws -> ZoneRules { try #require(ZoneDatabase.system.rules(name), "\(name)") }

    @Test("an offset is what Foundation says, every five hours for years and every minute around a change")
    func agreesWithFoundation() throws {
        for zone in CallingZone.allCases {
            let rules = try rules(zone.rawValue)
            let other = try #require(TimeZone(identifier: zone.rawValue))
            var moment = 1_577_836_800
            var before = other.secondsFromGMT(for: Date(timeIntervalSince1970: Double(moment)))
            while moment < 2_240_000_000 {
                let offset = other.secondsFromGMT(for: Date(timeIntervalSince1970: Double(moment)))
                try #require(rules.offset(at: Int64(moment)) == offset, "\(zone) at \(moment)")
                if offset != before {
                    for minute in stride(from: moment - 18_000, through: moment, by: 60) {
                        let exact = other.secondsFromGMT(for: Date(timeIntervalSince1970: Double(minute)))
                        try #require(rules.offset(at: Int64(minute)) == exact, "\(zone) at \(minute)")
                    }
                }
                before = offset
                moment += 18_000
            }
        }
    }

    @Test(
        "rules hold for zones of the whole world, in the past too",
        arguments: [
            "Asia/Tokyo", "Europe/London", "Asia/Kolkata", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Gaza",
            "UTC",
            "America/Sao_Paulo", "Pacific/Apia", "Europe/Dublin", "Antarctica/Troll", "America/Nuuk", "Asia/Kathmandu",
        ]
    )
    func world(name: String) throws {
        let rules = try rules(name)
        let other = try #require(TimeZone(identifier: name))
        for moment in stride(from: 0, to: 2_100_000_000, by: 90_001) {
            let offset = other.secondsFromGMT(for: Date(timeIntervalSince1970: Double(moment)))
            try #require(rules.offset(at: Int64(moment)) == offset, "\(name) at \(moment)")
        }
    }

    @Test("a wall time that is skipped becomes the change, one that happens twice the first of them")
    func wallTimes() throws {
        let chicago = try rules("America/Chicago")
        // 2026-03-08 02:30 does not exist: clocks go from 2:00 CST to 3:00 CDT at 08:00 UTC.
        #expect(chicago.moment(ofWall: 1_772_937_000) == 1_772_956_800)
        // 2026-11-01 01:30 happens in CDT, then in CST.
        #expect(chicago.moment(ofWall: 1_793_496_600) == 1_793_514_600)
    }

    @Test(
        "calling hours begin or end somewhere exactly when the next change is told, also on days of a change",
        arguments: ["2026-03-08", "2026-07-09", "2026-11-01"]
    )
    func nextChange(day: String) throws {
        let start = try rules("America/Chicago").start(of: try #require(CivilDay(day)))
        let hours = CallingZone.allCases.compactMap { CallingHours([$0]) }
        try #require(hours.count == CallingZone.allCases.count)
        let change = { (moment: Int64) in
            CallingHours.nextChange(
                in: CallingZones(CallingZone.allCases),
                after: Date(timeIntervalSince1970: Double(moment))
            ).wholeSeconds
        }
        var next = change(start)
        var changes = 0
        var before = hours.map { $0.isOpen(at: start) }
        for moment in stride(from: start + 60, through: start + 86_400, by: 60) {
            let open = hours.map { $0.isOpen(at: moment) }
            try #require((open != before) == (moment == next), "\(moment), next \(next)")
            guard moment == next else { continue }
            changes += 1
            before = open
            next = change(moment)
        }
        #expect(changes > 15)
    }

    @Test("a day begins at its first moment, also where clocks go forward at midnight")
    func startOfDay() throws {
        let day = try #require(CivilDay("2026-07-09"))
        #expect(try rules("America/Chicago").start(of: day) == 1_783_573_200)
        // In Lebanon clocks go forward at midnight: the day begins at 01:00, 22:00 UTC of the day before.
        let changed = try #require(CivilDay("2026-03-29"))
        #expect(try rules("Asia/Beirut").start(of: changed) == 1_774_735_200)
    }

    @Test(
        "a rule that stands alone is read",
        arguments: [
            ("CST6CDT,M3.2.0,M11.1.0", 1_793_000_000, -18_000), ("CST6CDT,M3.2.0,M11.1.0", 1_796_000_000, -21_600),
            ("<-03>3<-02>,M3.5.0/-2,M10.5.0/-1", 1_783_000_000, -7_200), ("IST-5:30", 0, 19_800), ("UTC0", 5, 0),
            ("AAA3BBB,J60,J300/3:30", 1_783_000_000, -7_200), ("AAA3BBB2,60,299", 1_783_000_000, -7_200),
            ("AEST-10AEDT,M10.1.0,M4.1.0/3", 1_767_225_600, 39_600),
        ] as [(String, Int64, Int)]
    )
    func setting(text: String, moment: Int64, offset: Int) throws {
        #expect(try #require(ZoneDatabase.system.rules(setting: text)).offset(at: moment) == offset)
    }

    @Test(
        "what is no zone is answered with none",
        arguments: [
            "", "../../etc/passwd", "/etc/passwd", "America/../../../etc/passwd", "America/Nowhere",
            "CST6CDT,M13.1.0,M1.1.0",
            "America", "A B", "CST", "CST99", "<AB", "CST6CDT,", "CST6CDT,M3.2.0", "/dev/null", "America/Chicago/x/y",
        ]
    )
    func noZone(name: String) {
        #expect(ZoneDatabase.system.rules(setting: name) == nil)
    }

    @Test("a damaged file is refused or read, never a trap", arguments: [1, 2, UInt64.random(in: 3 ... .max)])
    func damaged(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let whole = try [UInt8](Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/America/Chicago")))
        let directory = FileManager.default.temporaryDirectory.appending(path: "zones-\(seed)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        var refused = 0
        for number in 0..<120 {
            var bytes = whole
            if number % 2 == 0 { bytes.removeLast(Int.random(in: 1...whole.count, using: &generator)) }
            for _ in 0..<(number % 5) where !bytes.isEmpty {
                bytes[Int.random(in: bytes.indices, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            try Data(bytes).write(to: directory.appending(path: "Z\(number)"))
            let database = ZoneDatabase(directories: [directory.path()])
            guard let rules = database.rules("Z\(number)") else {
                refused += 1
                continue
            }
            for moment in [Int64.min, -1, 0, 1_793_000_000, 99_999_999_999, .max] {
                #expect(abs(rules.offset(at: moment)) < 100_000, "seed \(seed), file \(number)")
            }
        }
        #expect(refused > 30, "seed \(seed)")
    }
}
