public import FoundationEssentials

/// Whether a number or an address may be used for a purpose at a moment, as data.
public enum ContactVerdict: Hashable, Sendable {
    /// `until` is when the hours end; `nil` where no hours apply.
    case allowed(until: Date?)
    /// Nothing forbids it, but something is not known.
    case caution(ContactCaution)
    /// The hour forbids it; `opensAt` is `nil` when the possible places are never open at once.
    case outsideHours(opensAt: Date?)
    /// At least one reason, the weightiest first.
    case blocked([ContactReason])

    /// True when a verb may go ahead without an override.
    public var permits: Bool {
        switch self {
        case .allowed, .caution: true
        case .outsideHours, .blocked: false
        }
    }

    /// Lower is better: which of several numbers to offer.
    var rank: Int {
        switch self {
        case .allowed: 0
        case .caution: 1
        case .outsideHours: 2
        case .blocked: 3
        }
    }
}

extension Collection {
    /// The first of those with the best verdict, unless even that is blocked: the number to offer.
    func offered(by verdict: (Element) -> ContactVerdict) -> Element? {
        let best = self.min { verdict($0).rank < verdict($1).rank }
        return best.flatMap { if case .blocked = verdict($0) { nil } else { $0 } }
    }
}

extension Collection where Element == ContactVerdict {
    /// The best of several; where all are blocked, every reason once.
    var best: ContactVerdict {
        if let offered = offered(by: \.self) { return offered }
        var reasons: Set<ContactReason> = []
        for case .blocked(let more) in self { reasons.formUnion(more) }
        return .blocked(isEmpty ? [.nothingToUse] : ContactReason.allCases.filter { reasons.contains($0) })
    }
}
