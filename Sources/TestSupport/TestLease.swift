package import Sync
import Synchronization

/// A lease within one process.
package final class TestLease: SenderLease {
    /// What leases compete for.
    package final class Right: Sendable {
        fileprivate let holder = Mutex<ObjectIdentifier?>(nil)

        package init() {}
    }

    private let right: Right

    package init(on right: Right = Right()) { self.right = right }

    package func tryAcquire() throws(StoreError) -> Bool {
        right.holder.withLock { holder in
            if holder == nil { holder = ObjectIdentifier(self) }
            return holder == ObjectIdentifier(self)
        }
    }

    package func release() {
        right.holder.withLock { holder in
            if holder == ObjectIdentifier(self) { holder = nil }
        }
    }
}
