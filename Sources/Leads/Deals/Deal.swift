/// A transaction of a lead: a purchase, a listing or a lease.
///
/// Source: Lofty API, the object of `GET /v1.0/leads/{leadId}/transactions`.
public struct Deal: Hashable, Sendable, Codable, Identifiable {
    public var id: ID
    /// The address of the property, or another name; may be empty on the server.
    public var name: String
    /// As the server spells it; one of ``Kind`` where this client knows it.
    public var kind: String
    /// A stage of the pipeline of its kind; `nil` where the server tells none.
    public var stage: String?
    /// In dollars.
    public var price: Int64?

    public init(id: ID, name: String, kind: String, stage: String? = nil, price: Int64? = nil) {
        self.id = id
        self.name = name
        self.kind = kind
        self.stage = stage
        self.price = price
    }

    /// The 64-bit id of a transaction.
    public struct ID: RawRepresentable, Hashable, Sendable, Codable {
        public let rawValue: Int64

        public init(rawValue: Int64) { self.rawValue = rawValue }
    }

    /// What may be made; spelled as on the wire, where case matters.
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        case purchase = "Purchase"
        case listing = "Listing"
        case lease = "Lease"
        case other = "Other"
    }
}

extension Deal {
    /// `Purchase 12 Oak St`.
    package var words: String { [kind, name].filter { !$0.isEmpty }.joined(separator: " ") }
}

/// A transaction that is to be made.
public struct DealPlan: Hashable, Sendable, Codable {
    /// Not empty, without angle brackets.
    public var name: String
    public var kind: Deal.Kind
    /// In the team's spelling; `nil` begins where the pipeline begins.
    public var stage: String?
    /// In dollars.
    public var price: Int64?

    public init(name: String, kind: Deal.Kind, stage: String? = nil, price: Int64? = nil) {
        self.name = name
        self.kind = kind
        self.stage = stage
        self.price = price
    }

    /// As the timeline has it once it is made: `Purchase · 12 Oak St · Offer · $410000`.
    package var words: String {
        [kind.rawValue, name, stage, price.map { "$\($0)" }].compactMap(\.self).joined(separator: " · ")
    }
}

/// A change of one transaction of a lead.
///
/// Lofty deletes none, so one that was made stays.
public enum DealChange: Hashable, Sendable, Codable {
    case add(DealPlan)
    /// From the stage that it has to another of its pipeline.
    case move(Deal, to: String)

    /// What it comes to, for a person.
    package var words: String {
        switch self {
        case .add(let plan): plan.words
        case .move(let deal, to: let stage): "\(deal.words): \(deal.stage ?? "no stage") → \(stage)"
        }
    }

    /// The change that takes this one back; `nil` where Lofty offers no way back.
    var inverse: DealChange? {
        switch self {
        case .add: return nil
        case .move(let deal, to: let stage):
            guard let before = deal.stage else { return nil }
            var moved = deal
            moved.stage = stage
            return .move(moved, to: before)
        }
    }
}
