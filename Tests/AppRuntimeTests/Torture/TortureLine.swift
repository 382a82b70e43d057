import FoundationEssentials
import Sync
import Synchronization
import TestSupport

/// The right to send, which a script gives only while nobody types.
///
/// What goes out between two keys would differ from one run to the next, and with it what an undo finds.
final class TortureLine: SenderLease {
    private let isOpen = Mutex(false)

    func tryAcquire() throws(StoreError) -> Bool { isOpen.withLock(\.self) }

    func release() {}

    /// Lets everything that is due go out and what comes back come in.
    func serve(_ engine: SyncEngine, until clock: TestClock) async {
        isOpen.withLock { $0 = true }
        await engine.poke()
        while await !engine.isAtRest(at: clock.now) {
            // Cancelled or not, the next look tells.
            try? await Task.sleep(for: .microseconds(100))
        }
        isOpen.withLock { $0 = false }
    }
}

extension SyncEngine {
    fileprivate func isAtRest(at now: Date) -> Bool {
        switch rest {
        case .working: false
        case .until(let deadline): deadline > now
        case .untilPoked: true
        }
    }
}
