/// All that is known of a lead's past, newest first, with the gaps named.
public struct Timeline: Hashable, Sendable, Codable {
    public var entries: [TimelineEntry]
    /// What is known of entries that are older than all of ``entries``; `nil` when there are none.
    ///
    /// Only in memory: what is kept and what is handed out is whole.
    package internal(set) var older: Older?
    /// Sources that could not be read, with the reason as a sentence.
    public var gaps: [Gap]
    /// What the person of this account did, by ``TimelineEntry/id``: it is no news to them.
    ///
    /// Not kept with the rest, as it follows from the account and from its journal.
    package var ownEntries: Set<String> = []

    private enum CodingKeys: CodingKey {
        case entries, gaps
    }

    public struct Gap: Hashable, Sendable, Codable {
        public var source: TimelineEntry.Source
        public var reason: String

        public init(source: TimelineEntry.Source, reason: String) {
            self.source = source
            self.reason = reason
        }
    }

    /// Merges entries of all sources: newest first, one entry for each id.
    public init(merging entries: some Sequence<TimelineEntry>, gaps: [Gap] = []) {
        var seen: Set<String> = []
        self.entries = entries.filter { seen.insert($0.id).inserted }.sorted { left, right in
            left.at == right.at ? left.id < right.id : left.at > right.at
        }
        self.gaps = gaps
    }
}
