import Foundation
import Leads
import Testing

/// Every state of a number × zone × hour × kind, against an answer worked out another way.
@Suite("The table of verdicts")
struct ContactVerdictTableTests {
    /// A number with the zones it may ring in, written down by hand; none means that nobody knows.
    private static let numbers: [(String, [String])] = [
        ("5125550142", ["America/Chicago"]), ("+1 (212) 555-0142", ["America/New_York"]),
        ("808.555.0142", ["Pacific/Honolulu"]), ("(602) 555-0142 x12", ["America/Phoenix"]),
        ("907-555-0142", ["America/Anchorage", "America/Adak"]), ("tel:+14155550142", ["America/Los_Angeles"]),
        ("1-303-555-0142", ["America/Denver"]), ("7095550142", ["America/St_Johns", "America/Goose_Bay"]),
        ("7875550142", ["America/Puerto_Rico"]), ("6715550142", ["Pacific/Guam"]), ("8765550142", ["America/Jamaica"]),
        ("8505550142", ["America/New_York", "America/Chicago"]),
        ("3065550142", ["America/Regina", "America/Edmonton"]),
        ("+44 20 7946 0958", ["Europe/London"]), ("+91 22 5550 0142", ["Asia/Kolkata"]),
        (
            "+52 1 55 1234 5678",
            [
                "America/Cancun", "America/Mexico_City", "America/Matamoros", "America/Ciudad_Juarez",
                "America/Mazatlan", "America/Tijuana",
            ]
        ),
        ("+61 2 5550 0142", ["Australia/Sydney", "Australia/Brisbane", "Australia/Perth", "Australia/Lord_Howe"]),
        ("1-800-FLOWERS", []), ("+870 773 111 142", []), ("555-0142", []),
    ]

    private static let statuses: [(Phone.Status?, isBlocked: Bool)] = [
        (nil, false), (.valid, false), (.talked, false), (.other(9), false), (.invalid, true), (.dncNumber, true),
        (.dncContact, true),
    ]

    /// Around the hours of every zone, a winter day, a summer day and both days on which clocks are set.
    private static let moments: [Date] = ["2026-01-15", "2026-07-15", "2026-03-08", "2026-11-01"].flatMap { day in
        stride(from: 0, to: 24, by: 3).map { hour in
            ISO8601DateFormatter().date(from: "\(day)T\(hour < 10 ? "0" : "")\(hour):59:59Z") ?? .distantPast
        }
    }

    private static func isOpen(_ zones: [String], _ date: Date) -> Bool {
        zones.allSatisfy { name in
            var calendar = Calendar(identifier: .gregorian)
            calendar.timeZone = TimeZone(identifier: name) ?? .gmt
            return 8..<21 ~= calendar.component(.hour, from: date)
        }
    }

    private enum Kind: Equatable { case allowed, caution, outside, blocked }

    private static func kind(_ verdict: ContactVerdict) -> Kind {
        switch verdict {
        case .allowed: .allowed
        case .caution: .caution
        case .outsideHours: .outside
        case .blocked: .blocked
        }
    }

    @Test("each row has the verdict that the rules and the clocks give")
    func table() {
        var rows = 0
        var found: [Kind] = []
        for (number, zones) in Self.numbers {
            for date in Self.moments {
                let byClock: Kind = zones.isEmpty ? .caution : Self.isOpen(zones, date) ? .allowed : .outside
                for (status, isListed) in Self.statuses {
                    for flags in [(false, false), (true, false), (false, true)] {
                        let lead = Lead(
                            id: Lead.ID(1),
                            firstName: "Jane",
                            phones: [Phone(number, status: status)],
                            permissions: ContactPermissions(cannotCall: flags.0, cannotText: flags.1)
                        )
                        let standing = ContactGuard.standing(of: lead, at: date)
                        for (channel, isForbidden) in [(ContactGuard.Channel.call, flags.0), (.text, flags.1)] {
                            let wanted: Kind = isListed || isForbidden ? .blocked : byClock
                            let verdict = standing.numbers[0].verdict(for: channel)
                            rows += 1
                            found.append(Self.kind(verdict))
                            if Self.kind(verdict) != wanted {
                                Issue.record("\(number) \(date) \(channel) \(flags): \(verdict), not \(wanted)")
                            }
                            #expect((standing.bestNumber(for: channel) == nil) == (wanted == .blocked))
                        }
                    }
                }
            }
        }
        #expect(rows >= 500)
        for kind in [Kind.allowed, .caution, .outside, .blocked] { #expect(found.count { $0 == kind } > 100) }
    }

    @Test("the hours end and begin when the clocks say so, to the minute")
    func edges() throws {
        for (number, zones) in Self.numbers where !zones.isEmpty {
            for date in Self.moments {
                let lead = Lead(id: Lead.ID(1), firstName: "Jane", phones: [Phone(number)])
                let wasOpen = Self.isOpen(zones, date)
                var edge = Date(timeIntervalSince1970: (date.timeIntervalSince1970 / 60).rounded(.up) * 60)
                while Self.isOpen(zones, edge) == wasOpen { edge += 60 }
                switch ContactGuard.standing(of: lead, at: date).numbers[0].call {
                case .allowed(let until): try #require(wasOpen && until == edge, "\(number) \(date): \(until as Any)")
                case .outsideHours(let opens):
                    try #require(!wasOpen && opens == edge, "\(number) \(date): \(opens as Any), not \(edge)")
                case .caution, .blocked: Issue.record("\(number) has a zone")
                }
            }
        }
    }
}
