public import FoundationEssentials

/// How a lead may be contacted at one moment: a verdict for each number and each address.
public struct ContactStanding: Hashable, Sendable {
    /// In the order of the lead.
    public var numbers: [Number]
    public var addresses: [Address]
    /// The moment that the verdicts are for.
    public var date: Date

    /// What may be done with one number.
    public struct Number: Hashable, Sendable {
        public var phone: Phone
        /// Where the number rings.
        public var clock: LeadClock
        public var call: ContactVerdict
        public var text: ContactVerdict

        /// The verdict for a channel; mail does not go to a number.
        public func verdict(for channel: ContactGuard.Channel) -> ContactVerdict {
            switch channel {
            case .call: call
            case .text: text
            case .email: .blocked([.nothingToUse])
            }
        }
    }

    /// What may be done with one address.
    public struct Address: Hashable, Sendable {
        public var email: String
        public var verdict: ContactVerdict
    }

    /// The verdict for the lead: that of the best number or address.
    public func verdict(for channel: ContactGuard.Channel) -> ContactVerdict {
        switch channel {
        case .call: numbers.map(\.call).best
        case .text: numbers.map(\.text).best
        case .email: addresses.map(\.verdict).best
        }
    }

    /// The number to offer: the first of those with the best verdict, never one that is blocked.
    ///
    /// Outside the hours it is the number that may be called when they begin.
    public func bestNumber(for channel: ContactGuard.Channel) -> Phone? {
        numbers.offered { $0.verdict(for: channel) }?.phone
    }

    /// The number that a person who wants to call hears of: the one to offer, else the first with what speaks against it.
    package var offeredForCalls: Number? {
        let best = bestNumber(for: .call)
        return numbers.first { $0.phone == best } ?? numbers.first
    }

    /// The lead's number that is written so, or that ends in these digits, two at least.
    package func number(endingIn text: String) -> Number? {
        let wanted = Phone(text)
        if let same = numbers.first(where: { $0.phone.key == wanted.key }) { return same }
        guard wanted.digits.count >= 2 else { return nil }
        return numbers.first { $0.phone.digits.hasSuffix(wanted.digits) }
    }

    /// The address to offer, never one that is blocked.
    public var bestAddress: String? { addresses.offered(by: \.verdict)?.email }

    /// The verdict for a number as it was written somewhere, such as in a log of calls; `nil` when it is not the lead's.
    public func verdict(for channel: ContactGuard.Channel, number: String) -> ContactVerdict? {
        let key = Phone(number).key
        return numbers.first { $0.phone.key == key }?.verdict(for: channel)
    }

    /// When the first of the verdicts changes by itself; `nil` when none does.
    public var nextChange: Date? {
        numbers.flatMap { [$0.call, $0.text] }.compactMap(\.changes).min()
    }
}

extension ContactVerdict {
    /// When the hours end or begin.
    fileprivate var changes: Date? {
        switch self {
        case .allowed(let until): until
        case .outsideHours(let opensAt): opensAt
        case .caution, .blocked: nil
        }
    }
}
