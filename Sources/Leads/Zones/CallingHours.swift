package import FoundationEssentials

/// The hours in which a person may be called or texted: 8:00 to 21:00 on the clock where they are.
///
/// Source: 47 CFR 64.1200(c)(1). Several zones mean that the person may be in any of them, so that all have to be open.
package struct CallingHours: Hashable, Sendable {
    /// Seconds after midnight.
    package static let opening = 8 * 3_600
    package static let closing = 21 * 3_600

    private let rules: [ZoneRules]

    /// At least one zone.
    package init?(_ rules: [ZoneRules]) {
        guard !rules.isEmpty else { return nil }
        self.rules = rules
    }

    /// `nil` when the zones are not known, or the system has rules for none of them.
    package init?(_ zones: CallingZones, in database: ZoneDatabase = .system) {
        self.init(zones.all.compactMap { database.rules($0.rawValue) })
    }

    /// True when it is within the hours everywhere.
    package func isOpen(at moment: Int64) -> Bool { rules.allSatisfy { Self.isOpen($0, at: moment) } }

    /// When the first of the zones closes; only asked while all are open.
    package func closes(after moment: Int64) -> Int64 {
        rules.map { $0.next(Self.closing, after: moment) }.min() ?? moment
    }

    /// The next moment at which all are open; `nil` when they never are at once.
    package func opens(after moment: Int64) -> Int64? {
        // Two zones are both open from the moment at which one of them opens.
        let openings = rules.flatMap { rules in
            var found = [rules.next(Self.opening, after: moment)]
            found.append(rules.next(Self.opening, after: found[0]))
            return found
        }
        return openings.sorted().first { isOpen(at: $0) }
    }

    private static func isOpen(_ rules: ZoneRules, at moment: Int64) -> Bool {
        (Int64(opening)..<Int64(closing)).contains(rules.wallTime(at: moment).remainder(by: 86_400))
    }
}

extension CallingHours {
    /// When hours next begin or end in any of these zones; infinitely late when the system has rules for none of them.
    package static func nextChange(
        in zones: CallingZones,
        after now: Date,
        database: ZoneDatabase = .system
    ) -> Date {
        let moment = now.wholeSeconds
        let changes = zones.all.compactMap { database.rules($0.rawValue) }.map { rules in
            min(rules.next(opening, after: moment), rules.next(closing, after: moment))
        }
        return changes.min().map { Date(timeIntervalSince1970: Double($0)) } ?? .distantFuture
    }
}

extension ZoneRules {
    /// The next moment after `moment` at which the clock on the wall shows a time of day.
    fileprivate func next(_ timeOfDay: Int, after moment: Int64) -> Int64 {
        let today = wallTime(at: moment).floored(by: 86_400)
        // A clock that is set at that time of day makes today's moment come twice or not at all.
        let days = (0...2).map { self.moment(ofWall: (today + $0) * 86_400 + Int64(timeOfDay)) }
        return days.first { $0 > moment } ?? moment + 86_400
    }
}
