public import FoundationEssentials

/// Something to do for a lead by a certain time: a task of Lofty's.
///
/// Source: Lofty API, the object of `/v2.0/tasks`.
public struct FollowUp: Hashable, Sendable, Codable, Identifiable {
    public var id: ID
    public var leadID: Lead.ID
    /// The lead's name as the task tells it; `nil` where it does not.
    public var leadName: String?
    public var kind: Kind
    /// What is to be done.
    public var text: String
    /// `nil` for a task without a deadline.
    public var dueAt: Date?
    public var isFinished: Bool

    public init(
        id: ID,
        leadID: Lead.ID,
        leadName: String? = nil,
        kind: Kind,
        text: String,
        dueAt: Date?,
        isFinished: Bool = false
    ) {
        self.id = id
        self.leadID = leadID
        self.leadName = leadName
        self.kind = kind
        self.text = text
        self.dueAt = dueAt
        self.isFinished = isFinished
    }

    /// The 64-bit id of a task.
    public struct ID: RawRepresentable, Hashable, Comparable, Sendable, Codable {
        public let rawValue: Int64

        public init(rawValue: Int64) { self.rawValue = rawValue }

        public static func < (left: ID, right: ID) -> Bool { left.rawValue < right.rawValue }
    }

    /// What kind of work it is; spelled as on the wire.
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        case call = "Call"
        case email = "Email"
        case text = "Text"
        case appointment = "Appointment"
        case other = "Other"

        /// One lower-case word for a person.
        package var word: String { self == .other ? "to do" : rawValue.lowercased() }

        /// The way in which the lead can be reached at all.
        package init(reaching lead: Lead) {
            self = !lead.phones.isEmpty ? .call : !lead.emails.isEmpty ? .email : .other
        }
    }
}

/// A change of one follow-up of a lead.
public enum FollowUpChange: Hashable, Sendable, Codable {
    case add(FollowUpPlan)
    /// From the time that it has to another.
    case move(FollowUp, to: Date)
    case finish(FollowUp)
    case reopen(FollowUp)
    /// Takes an ``add(_:)`` back after it reached the server.
    case remove(FollowUp)

    /// The change that takes this one back; `nil` where it cannot be said without the server's answer.
    var inverse: FollowUpChange? {
        switch self {
        case .add, .remove: return nil
        case .finish(let followUp): return .reopen(followUp)
        case .reopen(let followUp): return .finish(followUp)
        case .move(let followUp, to: let date):
            guard let before = followUp.dueAt else { return nil }
            var moved = followUp
            moved.dueAt = date
            return .move(moved, to: before)
        }
    }

    /// The follow-up that there is already; `nil` for a new one.
    package var existing: FollowUp? {
        switch self {
        case .add: nil
        case .move(let followUp, to: _), .finish(let followUp), .reopen(let followUp), .remove(let followUp): followUp
        }
    }
}

/// A follow-up that is to be made.
public struct FollowUpPlan: Hashable, Sendable, Codable {
    public var kind: FollowUp.Kind
    /// What is to be done; not empty.
    public var text: String
    public var dueAt: Date
    /// The day and time on the lead's clock, for a person: `Tue 1 Dec 2026, 15:00`.
    public var words: String

    public init(kind: FollowUp.Kind, text: String, dueAt: Date, words: String) {
        self.kind = kind
        self.text = text
        self.dueAt = dueAt
        self.words = words
    }
}

/// A follow-up as a person asks for it, before the date has been read.
package struct FollowUpWish: Hashable, Sendable, Codable {
    /// What ``FollowUpDate`` reads, such as `tue 3pm`.
    package var when: String
    /// `nil` takes the way in which the lead can be reached.
    package var kind: FollowUp.Kind?
    /// What is to be done; `nil` takes the usual words of the kind.
    package var text: String?
    /// Whether a time at which the lead may not be called becomes the next one at which they may.
    package var keepsCallingHours: Bool

    package init(
        _ when: String,
        kind: FollowUp.Kind? = nil,
        text: String? = nil,
        keepsCallingHours: Bool = false
    ) {
        self.when = when
        self.kind = kind
        self.text = text
        self.keepsCallingHours = keepsCallingHours
    }
}
