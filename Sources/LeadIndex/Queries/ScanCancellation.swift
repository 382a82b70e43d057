import Synchronization

/// Stops a scan that nobody waits for any more.
///
/// Looked at before every chunk, so a scan ends within a fraction of a millisecond.
package final class ScanCancellation: Sendable {
    private let flag = Atomic(false)

    package init() {}

    package func cancel() { flag.store(true, ordering: .relaxed) }

    package var isCancelled: Bool { flag.load(ordering: .relaxed) }
}
