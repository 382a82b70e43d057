import CNcurses
import Glibc
import Terminal

/// An event counter that ends a `poll` from any thread.
///
/// Whoever holds it may wake: the descriptor lives as long as the last holder, so that a late wake never writes into
/// a file that got the same number.
final class WakeDescriptor: Sendable {
    let number: Int32

    init() throws(TerminalError) {
        number = foyer_eventfd()
        guard number >= 0 else { throw .system(call: "eventfd", errno: errno) }
    }

    deinit { close(number) }

    /// The counter adds up, so that many wakes before the next sleep are one.
    func wake() {
        var one: UInt64 = 1
        // It can fail only when the counter is full, and then the sleeper is awake.
        _ = write(number, &one, MemoryLayout.size(ofValue: one))
    }

    func clear() {
        var count: UInt64 = 0
        // It can fail only when nobody woke, and then there is nothing to clear.
        _ = read(number, &count, MemoryLayout.size(ofValue: count))
    }
}
