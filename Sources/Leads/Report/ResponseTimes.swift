import FoundationEssentials

/// Times from the creation of leads to their first contact.
struct ResponseTimes: Hashable, Sendable {
    private(set) var count = 0
    /// In seconds, as they came.
    private(set) var answered: [Double] = []

    mutating func take(_ seconds: Double?) {
        count += 1
        if let seconds { answered.append(seconds) }
    }

    func answered(within seconds: Double) -> Int { answered.count { $0 <= seconds } }

    /// Of n times in order the one at place `share` n, rounded up; `nil` without any.
    func percentile(_ share: Double) -> Double? { answered.percentile(share) }
}

extension [Double] {
    /// The value at place `share` n of n in order, rounded up: the nearest rank.
    ///
    /// Source: Hyndman and Fan, “Sample Quantiles in Statistical Packages”, 1996, definition 1.
    func percentile(_ share: Double) -> Double? {
        guard !isEmpty else { return nil }
        let place = Int((share * Double(count)).rounded(.up))
        return sorted()[Swift.min(Swift.max(place, 1), count) - 1]
    }
}
