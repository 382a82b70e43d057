package import Leads
package import Sync

/// Waits until changes are on the server, with a worker of its own and for a limited time.
package struct Settling: Sendable {
    private let engine: SyncEngine

    package init(_ engine: SyncEngine) { self.engine = engine }

    /// What came of the changes, in the order asked; some may still be on their way when the server cannot be reached.
    ///
    /// - Parameters:
    ///   - ids: the changes.
    ///   - limit: how long to wait at most.
    ///   - patience: what not to wait for.
    /// - Returns: `nil` when the time was up first; the changes are kept and go out later.
    /// - Throws: ``StoreError`` when the journal cannot be read.
    package func wait(
        for ids: [OutboxEntry.ID],
        atMost limit: Duration,
        patience: SyncEngine.Patience = .whileReachable
    ) async throws(StoreError) -> [OutboxEntry]? {
        let worker = Task.detached { [engine] in
            // A worker of a wait before this one may still be ending, and an engine has one at a time.
            while !Task.isCancelled {
                await engine.run()
                // Cancelled when the changes settle first.
                try? await Task.sleep(for: .milliseconds(20))
            }
        }
        defer { worker.cancel() }
        let outcome = await withTaskGroup(of: Result<[OutboxEntry], StoreError>?.self) { group in
            group.addTask { [engine] in
                do throws(StoreError) {
                    return .success(try await engine.waitUntilSettled(ids, patience: patience))
                } catch {
                    return .failure(error)
                }
            }
            group.addTask {
                // Cancelled when the changes settle first.
                try? await Task.sleep(for: limit)
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
        return try outcome?.get()
    }
}
