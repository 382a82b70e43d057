import Dispatch
import FoundationEssentials
import LeadIndex
import Leads
import Sync
import ViewModels

/// Saves what makes the next start quick: the columns of the book, and the rows that are shown before them.
///
/// Nothing depends on it. What cannot be saved is read from the store the next time.
struct BookKeeper: Sendable {
    private let engine: SyncEngine
    private let feed: MirrorFeed
    private let file: String
    private let clock: any SyncClock

    /// Seconds without a change before anything is saved.
    private static let quiet = 5.0
    /// Times that it is waited for quiet; a book that changes all day is saved all the same.
    private static let patience = 12
    /// A smaller book is read from the store as quickly.
    static let fewLeads = 2_000

    init(_ engine: SyncEngine, _ feed: MirrorFeed, file: String, clock: any SyncClock) {
        self.engine = engine
        self.feed = feed
        self.file = file
        self.clock = clock
    }

    /// Saves whenever there is something new and nothing has changed for a while, until the task is cancelled.
    ///
    /// A lead that left is worth it by itself: what the server no longer shows is not kept on the disk either.
    func run() async {
        removeDrafts()
        var page: OpeningPage?
        var savedAt: Date?
        for await _ in feed.changes {
            guard await becomesQuiet() else { return }
            if let new = feed.opening?.page, new != page {
                page = new
                // It is shown for a moment at the next start; an older one serves as well.
                try? engine.store.save(new)
            }
            let leads = feed.index.count
            if leads < Self.fewLeads {
                removeOldColumns()
                continue
            }
            if !Self.isWorthSaving(feed.unsavedRows, of: leads) {
                guard feed.unsavedRemovals > 0 else { continue }
                guard await rests(since: savedAt, with: leads) else { return }
            }
            savedAt = clock.now
            await save()
        }
    }

    /// Saves at the end of a session what a short one has not come to, such as a book that was filled a moment ago.
    func finish() async {
        if let page = feed.opening?.page { try? engine.store.save(page) }
        let leads = feed.index.count
        if leads < Self.fewLeads {
            removeOldColumns()
        } else if feed.unsavedRemovals > 0 || Self.isWorthSaving(feed.unsavedRows, of: leads) {
            await save()
        }
    }

    /// Waits so that a book that loses leads all day is not written all day; false when the task was cancelled first.
    private func rests(since savedAt: Date?, with leads: Int) async -> Bool {
        guard let savedAt else { return true }
        do {
            try await clock.sleep(until: savedAt + max(60, Double(leads) / 1_000))
        } catch {
            return false
        }
        return !Task.isCancelled
    }

    /// Removes columns of a time when the book was larger: they hold what has left since, and nobody saves them anew.
    private func removeOldColumns() {
        guard feed.isLive else { return }
        // There are hardly ever any.
        try? FileManager.default.removeItem(atPath: file)
    }

    /// Reading what changed since costs about as much as the leads that it is about.
    static func isWorthSaving(_ rows: Int, of leads: Int) -> Bool {
        leads >= fewLeads && rows >= max(fewLeads, leads / 50)
    }

    /// False when the task was cancelled first.
    private func becomesQuiet() async -> Bool {
        for _ in 0..<Self.patience {
            let before = feed.unsavedRows
            do {
                try await clock.sleep(until: clock.now + Self.quiet)
            } catch {
                return false
            }
            if before == feed.unsavedRows { break }
        }
        return !Task.isCancelled
    }

    /// Saves the columns as they are now.
    func save() async {
        // Told first: what is told in between is in the columns, and is taken again at the next start.
        let book = SavedBook(token: UUID().uuidString, revision: await engine.toldRevision)
        // While the book is being read, the columns are behind what was told.
        guard feed.isLive else { return }
        await withCheckedContinuation { continuation in
            // The disk takes its time, which no question shall wait for.
            DispatchQueue(label: "foyer.keeping", qos: .utility).async {
                write(book)
                continuation.resume()
            }
        }
    }

    private func write(_ book: SavedBook) {
        let (rows, removals) = (feed.unsavedRows, feed.unsavedRemovals)
        do {
            try feed.index.save(to: file, account: book.token, revision: book.revision)
            // From here on the store knows the new file; a crash in between leaves one that is not used.
            try engine.store.note(book)
            feed.noteSaved(rows, removals: removals)
        } catch {
            return  // A disk that is full, or out of order: the next start reads the store.
        }
    }

    /// Removes what a run left that was killed while it saved.
    private func removeDrafts() {
        let url = URL(filePath: file)
        let directory = url.deletingLastPathComponent()
        // Without the directory there are no drafts.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []
        for name in names where name.hasPrefix(url.lastPathComponent + ".") {
            // One that cannot be removed is in nobody's way.
            try? FileManager.default.removeItem(atPath: directory.appending(path: name).path)
        }
    }
}
