public import FoundationEssentials

/// A note of a lead.
///
/// Source: Lofty API, `GET /v1.0/notes`.
public struct Note: Hashable, Sendable, Codable, Identifiable {
    /// `noteId`, the one that paths take; the `id` beside it on the wire is the timeline's.
    public var id: Int64
    public var leadID: Lead.ID
    public var text: String
    public var author: String?
    public var isPinned: Bool
    public var createdAt: Date?

    public init(
        id: Int64,
        leadID: Lead.ID,
        text: String,
        author: String? = nil,
        isPinned: Bool = false,
        createdAt: Date? = nil
    ) {
        self.id = id
        self.leadID = leadID
        self.text = text
        self.author = author
        self.isPinned = isPinned
        self.createdAt = createdAt
    }
}
