package import FoundationEssentials

extension Timeline {
    /// What a page says of the entries behind it, so that a frame that shows only the page tells nothing else than the
    /// frame after it.
    package struct Older: Hashable, Sendable {
        package var count: Int
        /// Texts of the transactions among them, the newest first.
        package var transactions: [String]
        /// When the changes among them were recorded: one of these may tell of the lead's creation.
        package var changes: [Date]

        package init(count: Int, transactions: [String] = [], changes: [Date] = []) {
            self.count = count
            self.transactions = transactions
            self.changes = changes
        }

        fileprivate init(_ entries: some Collection<TimelineEntry>) {
            count = entries.count
            transactions = entries.compactMap { if case .transaction = $0.kind { $0.text } else { nil } }
            changes = entries.compactMap { $0.kind == .system ? $0.at : nil }
        }
    }

    /// Entries of a page: more than a screen shows and than Lofty's visits to the website that are read, so that one
    /// visit of many homes never fills it.
    package static let pageLength = 400

    /// The newest entries and what is to be known of the rest; the timeline itself when it is no longer than a page.
    package var newestPage: Timeline {
        guard older == nil, entries.count > Self.pageLength else { return self }
        var page = self
        page.entries = Array(entries.prefix(Self.pageLength))
        page.older = Older(entries.dropFirst(Self.pageLength))
        // Whose an entry is, is learnt from all of them.
        page.ownEntries = []
        return page
    }

    /// A page and what is known of the rest, as ``newestPage`` made them.
    package init(page entries: [TimelineEntry], gaps: [Gap], older: Older?) {
        self.entries = entries
        self.gaps = gaps
        self.older = older
    }

    /// Entries from elsewhere in their places; those that belong behind a page are only counted.
    package func merging(_ others: [TimelineEntry]) -> Timeline {
        guard !others.isEmpty else { return self }
        guard var rest = older, let last = entries.last else {
            return Timeline(merging: others + entries, gaps: gaps)
        }
        let isBehind = { (entry: TimelineEntry) in entry.at == last.at ? entry.id > last.id : entry.at < last.at }
        let behind = Older(others.filter(isBehind))
        rest.count += behind.count
        rest.changes += behind.changes
        var merged = Timeline(merging: others.filter { !isBehind($0) } + entries, gaps: gaps)
        merged.older = rest
        return merged
    }
}
