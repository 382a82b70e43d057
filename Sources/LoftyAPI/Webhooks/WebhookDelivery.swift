public import FoundationEssentials
public import Leads

/// What Lofty posts to a callback: a hint that something changed, with ids and no data.
///
/// ```swift
/// let delivery = try WebhookDelivery(body)
/// for id in delivery.leadIDs { await refresh(id) }
/// ```
///
/// Nothing signs it, repeats it or promises its order. Answer at once with a 2xx, read the named leads again, and look for
/// changes on a schedule too. Most names of its lists are not published, so every list of objects is read, whatever its
/// name.
public struct WebhookDelivery: Hashable, Sendable {
    public var event: Reported<WebhookEvent>?
    public var teamID: Int64?
    /// In the order of the body.
    public var changes: [Change]

    /// One thing that changed.
    public struct Change: Hashable, Sendable {
        /// The list that it stood in, such as `"updatedLead"`.
        public var bucket: String
        public var leadID: Lead.ID?
        /// Asks for a call, text or email, see ``LoftyClient/callCommunication(_:)``.
        public var communicationID: Communication.ID?
        public var updatedAt: Date?
        /// Every other id of the entry, by its key.
        public var otherIDs: [String: Int64]
    }

    /// Larger bodies are refused, in bytes; 5,000 events take less than a tenth of it.
    public static let maximumSize = 8 << 20

    /// Leads to be read again, each once.
    public var leadIDs: [Lead.ID] {
        var seen: Set<Lead.ID> = []
        return changes.compactMap(\.leadID).filter { seen.insert($0).inserted }
    }
}

/// Why a body that was posted to a callback is not a delivery of Lofty's.
public enum WebhookDeliveryError: Error, Hashable, Sendable {
    case tooLarge
    case notJSON
    /// JSON, but no object that names a team, an event or a change.
    case notDelivery
}
