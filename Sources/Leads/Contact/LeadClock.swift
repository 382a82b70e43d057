package import FoundationEssentials

/// Where a lead's clock hangs: the zones a number or person may be in, and how that is known.
public struct LeadClock: Hashable, Sendable {
    public var zones: CallingZones
    public var basis: Basis

    public enum Basis: Hashable, Sendable {
        /// The lead's own address.
        case address
        /// Where the lead looks for a home, which agrees with the number or is all there is.
        case inquiry
        case areaCode
        /// The number's country, abroad.
        case country
        /// The number's area code or country and the place where the lead looks disagree; the lead may be in either.
        case areaCodeOrInquiry
        case unknown(Gap)
    }

    /// Why no zone is known.
    public enum Gap: Hashable, Sendable {
        /// A number abroad of which the zone is not known, by its country calling code.
        case abroad(Int)
        case noCountry
        case tollFree
        /// A personal or service number, or an area code that is not assigned.
        case placeless
        /// The system's time zone database is missing or damaged.
        case noZoneData
    }

    /// What the hour says about a call.
    package enum Hour: Hashable, Sendable {
        /// Nobody knows the hour, so that nothing speaks against a call.
        case unknown(Gap)
        case open(CallingHours)
        case closed(CallingHours)

        package var permits: Bool {
            switch self {
            case .unknown, .open: true
            case .closed: false
            }
        }
    }

    /// - `moment`: seconds since 1970.
    package func hour(at moment: Int64, in database: ZoneDatabase) -> Hour {
        if case .unknown(let gap) = basis { return .unknown(gap) }
        guard let hours = CallingHours(zones, in: database) else { return .unknown(.noZoneData) }
        return hours.isOpen(at: moment) ? .open(hours) : .closed(hours)
    }

    /// True when the lead may be in places that keep different time.
    public var isAmbiguous: Bool { zones.all.count > 1 }

    /// What the clocks show, earliest first, each different time once.
    package func readings(at now: Date, in database: ZoneDatabase = .system) -> [Reading] {
        let moment = now.wholeSeconds
        var seen: Set<Int64> = []
        return zones.all
            .compactMap { zone in database.rules(zone.rawValue).map { Reading(zone, $0.wallTime(at: moment)) } }
            .sorted { $0.wall < $1.wall }
            .filter { seen.insert($0.wall).inserted }
    }

    /// One clock.
    package struct Reading: Hashable, Sendable {
        package let zone: CallingZone
        /// As if it were seconds since 1970 in Greenwich.
        package let wall: Int64

        init(_ zone: CallingZone, _ wall: Int64) {
            self.zone = zone
            self.wall = wall
        }

        /// `19:12`.
        package var time: String { WallTime.text(wall) }
    }
}

/// Times of day as a person reads them.
package enum WallTime {
    /// `08:05`, from a wall time in seconds.
    package static func text(_ wall: Int64) -> String {
        let minutes = wall.remainder(by: 86_400) / 60
        let pad = { (number: Int64) in number < 10 ? "0\(number)" : "\(number)" }
        return pad(minutes / 60) + ":" + pad(minutes % 60)
    }
}

extension Date {
    /// Seconds since 1970, rounded down; a date from the wire may lie beyond what 64 bits hold.
    package var wholeSeconds: Int64 {
        let seconds = timeIntervalSince1970.rounded(.down)
        guard seconds.isFinite else { return 0 }
        return Int64(Swift.min(Swift.max(seconds, -1e14), 1e14))
    }
}
