import FoundationEssentials

extension TimelineEntry {
    /// The line a note is on the timeline.
    public init(_ note: Note) {
        self.init(
            id: "note-\(note.id)",
            at: note.createdAt ?? .distantPast,
            kind: .note(isPinned: note.isPinned),
            text: note.text,
            actor: note.author
        )
    }
}
