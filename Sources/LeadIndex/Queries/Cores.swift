import Dispatch
import Synchronization

/// Spreads work over the cores of the machine.
enum Cores {
    /// Does the work once for each number below `count`, each time with room of its own.
    ///
    /// - Parameters:
    ///   - count: pieces of work.
    ///   - fewest: pieces that are worth waking another thread.
    ///   - room: words that a worker may write to.
    ///   - cancellation: ends the work early.
    ///   - work: takes the number of the piece and the room; pieces may write only to places of their own.
    /// - Returns: false when it was cancelled, which leaves pieces undone.
    static func share(
        _ count: Int,
        fewest: Int = 2,
        room: Int = 0,
        until cancellation: ScanCancellation? = nil,
        _ work: @Sendable (Int, UnsafeMutablePointer<UInt64>) -> Void
    ) -> Bool {
        let next = Atomic(0)
        @Sendable func drain() {
            withUnsafeTemporaryAllocation(of: UInt64.self, capacity: max(1, room)) { space in
                guard let room = space.baseAddress else { return }
                while cancellation?.isCancelled != true {
                    let piece = next.wrappingAdd(1, ordering: .relaxed).oldValue
                    guard piece < count else { return }
                    work(piece, room)
                }
            }
        }
        let workers = min(Self.count, count / fewest)
        if workers > 1 {
            DispatchQueue.concurrentPerform(iterations: workers) { _ in drain() }
        } else {
            drain()
        }
        return cancellation?.isCancelled != true
    }

    static let count = CoreCount.ofThisMachine
}
