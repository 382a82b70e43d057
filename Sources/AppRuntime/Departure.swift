package import Leads
package import Sync
import ViewModels

/// Sends what is left when a person leaves.
package struct Departure: Sendable {
    private let engine: SyncEngine

    package init(_ engine: SyncEngine) { self.engine = engine }

    /// Ends undo windows and waits, at most `limit`, until everything that can go out has gone.
    ///
    /// - Returns: how many changes are still on this machine only, safe in the journal.
    package func sendAll(within limit: Duration, includingTrash: Bool) async -> Int {
        // When the disk refuses, the windows end by themselves the next time; the journal has the changes either way.
        _ = try? await engine.endHolds { change in
            // The window of a trash is there because nothing brings the lead back, so leaving does not cut it.
            if case .trash = change { includingTrash } else { true }
        }
        let moving = await movingEntries()
        guard !moving.isEmpty else { return await engine.unsentEntries.count }
        // A store that fails now has the entries still; they are counted below.
        _ = try? await Settling(engine).wait(for: moving, atMost: limit)
        return await engine.unsentEntries.count
    }

    /// Entries that can still go out by themselves: an earlier one that needs a person holds up all of its lead.
    package func movingEntries() async -> [OutboxEntry.ID] {
        let unsent = await engine.unsentEntries
        let blocked = Set(unsent.filter(\.needsPerson).map(\.leadID))
        return unsent.filter { $0.isOnItsWay && !blocked.contains($0.leadID) }.map(\.id)
    }
}

extension OutboxEntry {
    fileprivate var isOnItsWay: Bool {
        switch status {
        case .queued, .sending, .waiting, .ambiguous: true
        case .held, .conflicted, .wedged, .settled, .cancelled: false
        }
    }
}
