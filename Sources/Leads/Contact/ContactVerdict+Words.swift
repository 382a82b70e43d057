package import FoundationEssentials

extension ContactReason {
    /// Completes "may not be called: …".
    package func words(for channel: ContactGuard.Channel) -> String {
        switch self {
        case .dncContact: "do not contact"
        case .dncNumber: "number on a do-not-call list"
        case .cannotCall: "marked cannot call"
        case .cannotText: "marked cannot text"
        case .cannotEmail: "marked cannot email"
        case .unsubscribed: "unsubscribed"
        case .invalidNumber: "no valid number"
        case .unreadableNumber: "not a phone number"
        case .unreadableAddress: "not an address"
        case .nothingToUse: channel == .email ? "no address" : "no number"
        }
    }
}

extension LeadClock.Gap {
    /// Why the time there is not known.
    package var words: String {
        switch self {
        case .abroad(let code): "number abroad (+\(code)), local time not known"
        case .noCountry: "number without a country, local time not known"
        case .tollFree: "toll-free number, local time not known"
        case .placeless: "area code without a place, local time not known"
        case .noZoneData: "this machine has no time zone data (package tzdata)"
        }
    }
}

extension LeadClock {
    /// `19:12 in Chicago now`, or `07:05 in Adak or 08:05 in Anchorage now` where both are possible.
    package func words(at now: Date, in database: ZoneDatabase = .system) -> String {
        if case .unknown(let gap) = basis { return gap.words }
        let readings = readings(at: now, in: database).map { "\($0.time) in \($0.zone.city)" }
        // A country from one end of a continent to the other: the clocks between add nothing.
        if readings.count > 3 { return "\(readings[0]) to \(readings[readings.count - 1]) now" }
        return readings.joined(separator: " or ") + " now"
    }
}

extension ContactVerdict {
    /// What to say behind the name of the channel, with times on the lead's clock: `until 21:00 · 19:12 in Austin now`.
    package func words(
        for channel: ContactGuard.Channel,
        _ clock: LeadClock?,
        at now: Date,
        in database: ZoneDatabase = .system
    ) -> String {
        switch self {
        case .allowed(until: nil): "allowed"
        case .allowed(let until?):
            "until " + Self.time(until, clock, database) + (clock.map { " · " + $0.words(at: now, in: database) } ?? "")
        case .caution(.zoneUnknown(let gap)): gap.words
        case .caution(.askedNotToBeCalled): "asked not to be called; think before you write"
        case .outsideHours(opensAt: nil): "outside 8:00 to 21:00 there"
        case .outsideHours(let opensAt?):
            "opens " + Self.time(opensAt, clock, database) + ", in " + Self.length(from: now, to: opensAt)
                + (clock.map { " · " + $0.words(at: now, in: database) } ?? "")
        case .blocked(let reasons): reasons.map { $0.words(for: channel) }.joined(separator: ", ")
        }
    }

    /// The time of day on the clock that the hours go by: in several zones the one that shows a round 8 or 21.
    private static func time(_ date: Date, _ clock: LeadClock?, _ database: ZoneDatabase) -> String {
        let readings = clock?.readings(at: date, in: database) ?? []
        let edges = [Int64(CallingHours.opening), Int64(CallingHours.closing)]
        guard let reading = readings.first(where: { edges.contains($0.wall.remainder(by: 86_400)) }) ?? readings.first
        else { return "later" }
        return readings.count > 1 ? "\(reading.time) in \(reading.zone.city)" : reading.time
    }

    /// `10 h 48 min`.
    private static func length(from now: Date, to date: Date) -> String {
        let minutes = max(0, date.wholeSeconds - now.wholeSeconds + 59) / 60
        let (hours, rest) = (minutes / 60, minutes % 60)
        if hours == 0 { return "\(rest) min" }
        return rest == 0 ? "\(hours) h" : "\(hours) h \(rest) min"
    }
}
