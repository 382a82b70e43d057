public import FoundationEssentials

/// What an account's Lofty can do, where its documents disagree or older servers differ.
///
/// Each capability holds what was seen, so that a person can judge it; nothing is assumed to have been observed.
public struct AccountCapabilities: Hashable, Sendable, Codable {
    /// Raised when the meaning of a field changes; a record of another version is probed anew.
    public static let version = 1

    public var version = Self.version
    /// Most leads that one page brings.
    public var pageCap = Capability<Int>()
    /// Whether `sort` and `desc` order the list of leads.
    public var honoursSort = Capability<Bool>()
    /// Whether `key` and `stage` narrow the list of leads.
    public var honoursFilters = Capability<Bool>()
    public var tags = Capability<TagDialect>()
    public var assignment = Capability<AssignmentDialect>()
    /// Whether `GET /v2.0/leads/{leadId}/activities` is there.
    public var hasCommunications = Capability<Bool>()
    public var resetUnit = Capability<ResetUnit>()
    /// Whether the ids of `lead-pipelines` are those of `stageId`.
    public var stageIDsMatch = Capability<Bool>()
    public var userIDs = Capability<UserIDScheme>()
    /// When the account was last probed as a whole.
    public var probedAt: Date?

    public init() {}

    /// Time after which what was seen is looked at again: 30 days.
    public static let lifetime = Duration.seconds(30 * 86_400)

    /// Whether a probe is due.
    public func isStale(at now: Date) -> Bool {
        guard version == Self.version, let probedAt else { return true }
        return probedAt > now || now.timeIntervalSince(probedAt) > Self.lifetime / .seconds(1)
    }

    /// How tags are taken off a lead.
    public enum TagDialect: String, Hashable, Sendable, Codable {
        /// `tagsAdd` and `tagsRemove`, as in Lofty's OpenAPI file since August 2026.
        case addAndRemove
        /// Reading the lead, and writing the whole list back: older servers ignore `tagsRemove`.
        case replace
    }

    /// How a lead is given to a member.
    public enum AssignmentDialect: String, Hashable, Sendable, Codable {
        /// A bare array of roles and login emails, as in Lofty's OpenAPI file.
        case roles
        /// An object with user ids, as in Lofty's guide.
        case users
    }

    /// How the ids of members and the ids on leads belong together.
    public enum UserIDScheme: String, Hashable, Sendable, Codable {
        /// `memberUserId` is what stands in `assignedUserId`.
        case same
        /// They are numbers of two kinds, to be matched by name.
        case different
    }
}

/// One thing that was found out, or not yet.
public enum Capability<Value: Hashable & Sendable & Codable>: Hashable, Sendable, Codable {
    case unknown
    case observed(Value, Evidence)

    public init() { self = .unknown }

    public var value: Value? {
        switch self {
        case .unknown: nil
        case .observed(let value, _): value
        }
    }
}

/// What was asked, what was seen, and when; free of names and ids of people.
public struct Evidence: Hashable, Sendable, Codable {
    /// Such as `GET /v1.0/leads?limit=100`.
    public var asked: String
    public var seen: String
    public var at: Date

    public init(asked: String, seen: String, at: Date) {
        self.asked = asked
        self.seen = seen
        self.at = at
    }
}
