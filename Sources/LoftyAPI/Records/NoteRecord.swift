public import FoundationEssentials
public import Leads

/// A note with everything that Lofty keeps of it.
///
/// Source: Lofty API, `GET /v1.0/notes`. ``Leads/Note`` is the part that the workbench shows.
public struct NoteRecord: Hashable, Sendable, Identifiable {
    /// `noteId`, the one that paths take.
    public var id: ID
    /// The wire's `id`: where the note stands on the timeline; no path takes it.
    public var timelineID: TimelineID?
    public var leadID: Lead.ID?
    public var text: String
    public var isPinned: Bool
    /// Whether Lofty wrote it.
    public var isSystem: Bool
    public var creatorID: RecordUser.ID?
    public var creatorName: String?
    public var editorID: RecordUser.ID?
    public var editorName: String?
    public var createdAt: Date?
    public var updatedAt: Date?

    public typealias ID = RecordID<NoteRecord>

    /// The place of a note on the timeline, which is no ``ID``.
    public enum Place {}

    public typealias TimelineID = RecordID<Place>
}

/// A change of a note; what is `nil` stays as it is.
public struct NoteEdit: Hashable, Sendable {
    /// Not blank, at most 2,000 characters.
    public var text: String?
    public var isPinned: Bool?

    public init(text: String? = nil, isPinned: Bool? = nil) {
        self.text = text
        self.isPinned = isPinned
    }
}
