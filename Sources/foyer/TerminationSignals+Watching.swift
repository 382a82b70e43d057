import FoundationEssentials
import Sync

extension TerminationSignals {
    /// From here on the signals are remembered.
    ///
    /// - Throws: a failure when the system has no descriptor left for that.
    static func catchOrFail() throws(FoyerFailure) {
        guard catchAll() else {
            throw FoyerFailure(.unusable, "There is no descriptor left to listen for signals. Close other programs.")
        }
    }

    /// Keeps an account fresh until a signal comes, as for somebody who watches though no key is pressed; then ends its
    /// worker.
    static func watch(_ engine: SyncEngine, _ worker: Task<Void, Never>) async {
        let presence = Task.detached {
            while !Task.isCancelled {
                await engine.attend(Presence(cursor: nil, rows: [], lastKeyAt: Date()))
                try? await Task.sleep(for: .seconds(30))  // Ends early when cancelled, and the loop with it.
            }
        }
        await wait()
        presence.cancel()
        worker.cancel()
        await worker.value
    }
}
