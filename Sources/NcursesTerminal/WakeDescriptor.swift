import CNcurses
import Glibc
import Terminal

/// A descriptor that any thread can make readable.
///
/// Owned by whoever may still raise it, so that its number is never reused under their hands.
final class WakeDescriptor: Sendable {
    let number: Int32

    init() throws(TerminalError) {
        number = cn_wake_open()
        guard number >= 0 else { throw .system(call: "eventfd", errno: errno) }
    }

    deinit { Glibc.close(number) }

    func raise() { cn_wake_raise(number) }

    func clear() { cn_wake_clear(number) }
}
