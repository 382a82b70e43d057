/// What is known about contacting a lead beyond the lead's own fields.
///
/// Built from the lead's changes, so that "do not contact this person" counts the moment it is logged: Lofty keeps the
/// outcome in its log of calls and does not mark the lead.
public struct ContactEvidence: Hashable, Sendable {
    /// The person asked not to be contacted.
    public var refusesContact = false
    /// ``PhoneNumber/key`` of numbers that must not be called.
    public var listedNumbers: Set<String> = []
    /// ``PhoneNumber/key`` of numbers that were found to be wrong.
    public var badNumbers: Set<String> = []

    public init() {}

    /// What the outcomes of calls say, unsent or settled, in any order.
    public init(_ changes: some Sequence<LeadChange>) {
        for change in changes { add(change) }
    }

    /// Takes in one more change.
    public mutating func add(_ change: LeadChange) {
        if case .logCall(let call) = change { add(call.outcome, of: call.phone) }
    }

    /// Takes in the outcome of a call, such as one of the timeline; a list or a wrong number counts only with a number.
    public mutating func add(_ outcome: CallOutcome, of number: String?) {
        let key = number.map { Phone($0).key }
        switch outcome {
        case .dncContact: refusesContact = true
        case .dncNumber: if let key { listedNumbers.insert(key) }
        case .badNumber: if let key { badNumbers.insert(key) }
        case .talked, .voiceMessage, .noAnswer: break
        }
    }

    /// What calls of a lead's past came to that concerns the lead; numbers of others' are left out.
    ///
    /// A call that listed a number and does not say which speaks for all of them: nobody knows better.
    package init(_ entries: some Sequence<TimelineEntry>, of lead: Lead) {
        for entry in entries {
            guard case .call(_, let word?) = entry.kind, let outcome = CallOutcome(rawValue: word) else { continue }
            add(outcome, of: entry.phone)
            if outcome == .dncNumber, entry.phone?.isEmpty != false {
                listedNumbers.formUnion(lead.phones.map(\.key))
            }
        }
        listedNumbers = listedNumbers.filter { key in lead.phones.contains { $0.rings(atOneOf: [key]) } }
        badNumbers = badNumbers.filter { key in lead.phones.contains { $0.rings(atOneOf: [key]) } }
    }

    /// True when nothing speaks against contact.
    package var isEmpty: Bool { !refusesContact && listedNumbers.isEmpty && badNumbers.isEmpty }

    /// Takes in what is known from elsewhere.
    package mutating func merge(_ other: ContactEvidence) {
        refusesContact = refusesContact || other.refusesContact
        listedNumbers.formUnion(other.listedNumbers)
        badNumbers.formUnion(other.badNumbers)
    }

    /// What the lead's own numbers do not say.
    ///
    /// A wish not to be contacted holds for numbers that are added later too, so every number has to say it.
    package func unsaid(by lead: Lead) -> ContactEvidence {
        var rest = self
        for phone in lead.phones {
            if phone.isListed { rest.listedNumbers = rest.listedNumbers.filter { !phone.rings(atOneOf: [$0]) } }
            if phone.status == .invalid { rest.badNumbers.remove(phone.key) }
        }
        let isSaid = !lead.phones.isEmpty && lead.phones.allSatisfy { $0.status == .dncContact }
        if isSaid { rest.refusesContact = false }
        return rest
    }
}
