import AppRuntime
import Leads
import Sync

/// Sends what is left when a person leaves.
struct Departure {
    let engine: SyncEngine

    /// Ends undo windows and waits, at most `limit`, until everything that can go out has gone.
    ///
    /// - Returns: how many changes are still on this machine only, safe in the journal.
    func sendAll(within limit: Duration, includingTrash: Bool) async throws(FoyerFailure) -> Int {
        do throws(StoreError) {
            try await engine.endHolds { change in
                // The window of a trash is there because nothing brings the lead back, so leaving does not cut it.
                if case .trash = change { includingTrash } else { true }
            }
        } catch {
            throw FoyerFailure(error)
        }
        let moving = await engine.unsentEntries.filter(\.isOnItsWay).map(\.id)
        guard !moving.isEmpty else { return await engine.unsentEntries.count }
        let worker = Task { await engine.run() }
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                // A store that fails now has the entries still; they are counted below.
                _ = try? await engine.waitUntilSettled(moving, patience: .whileReachable)
            }
            group.addTask {
                // Cancelled when everything has gone before.
                try? await Task.sleep(for: limit)
            }
            await group.next()
            group.cancelAll()
        }
        worker.cancel()
        return await engine.unsentEntries.count
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
