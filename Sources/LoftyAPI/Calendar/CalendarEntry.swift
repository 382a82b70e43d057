public import FoundationEssentials
public import Leads

/// A task or an appointment as Lofty's calendar has it.
///
/// Source: Lofty API, an item of `GET /v2.0/calendar`.
public struct CalendarEntry: Hashable, Sendable, Identifiable {
    public var id: ID
    public var kind: Reported<Kind>?
    /// The same task in `/v2.0/tasks`.
    public var taskID: LeadTask.ID?
    public var leadID: Lead.ID?
    /// Lofty does not publish what the codes mean.
    public var sourceType: Int?
    public var content: String
    /// Made by Lofty from the name of the lead and the kind.
    public var title: String?
    public var isFinished: Bool
    public var startsAt: Date?
    public var endsAt: Date?
    /// IANA name such as `"America/Chicago"`.
    public var timeZoneID: String?

    /// A number and a kind in one word such as `"12345-task"`, to be handed back as it came.
    public struct ID: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public init(_ rawValue: String) { self.rawValue = rawValue }

        public var description: String { rawValue }

        /// Digits, a hyphen and a word; anything else is refused by the server.
        var isWellFormed: Bool {
            let parts = rawValue.split(separator: "-", omittingEmptySubsequences: false)
            return parts.count == 2 && Int64(parts[0]) ?? 0 > 0 && !parts[1].isEmpty
                && parts[1].utf8.allSatisfy { (0x61...0x7A).contains($0 | 0x20) }
        }
    }

    /// Spelled as on the wire.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case task = "TASK"
        case appointment = "APPOINTMENT"
    }
}

/// A time in which the owner of the credential can be met.
public struct MeetingSlot: Hashable, Sendable {
    public var startsAt: Date
    public var endsAt: Date
}
