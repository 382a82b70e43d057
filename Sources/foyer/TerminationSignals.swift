import Glibc

/// SIGTERM and SIGINT as an event instead of an end.
///
/// A pipe of our own: Dispatch registers its signal sources some time after `resume()`, and a signal that comes before
/// is lost.
enum TerminationSignals {
    /// The ends of the pipe, or -1; made before the handler is installed, so that the handler only reads it.
    private static let pipe: (readEnd: Int32, writeEnd: Int32) = {
        var ends: [Int32] = [-1, -1]
        guard Glibc.pipe(&ends) == 0 else { return (-1, -1) }
        for end in ends {
            // A child must not keep them open, and a handler must never wait for a full pipe.
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        return (ends[0], ends[1])
    }()

    /// From here on the signals are remembered; `false` when the system has no descriptor left for that.
    static func catchAll() -> Bool {
        guard pipe.writeEnd >= 0 else { return false }
        for number in [SIGTERM, SIGINT] {
            signal(number) { _ in
                // Only what is safe in a handler; when the pipe is full, enough signals have come already.
                var byte: UInt8 = 0
                _ = Glibc.write(TerminationSignals.pipe.writeEnd, &byte, 1)
            }
        }
        return true
    }

    /// Returns once a signal has come, however long ago.
    static func wait() async {
        await withCheckedContinuation { continuation in
            let context = Unmanaged.passRetained(Waiter(continuation))
            var thread = pthread_t()
            let result = pthread_create(&thread, nil, waitOnThread, context.toOpaque())
            // Without a thread, this one waits: a task's thread is lost until the end, which is what is waited for.
            if result == 0 { pthread_detach(thread) } else { _ = waitOnThread(context.toOpaque()) }
        }
    }

    private static func readOne() {
        var entry = pollfd(fd: pipe.readEnd, events: Int16(POLLIN), revents: 0)
        while poll(&entry, 1, -1) < 0, errno == EINTR {}
    }

    private static let waitOnThread: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = {
        guard let context = $0 else { return nil }
        let waiter = Unmanaged<Waiter>.fromOpaque(context).takeRetainedValue()
        readOne()
        waiter.continuation.resume()
        return nil
    }

    private final class Waiter: Sendable {
        let continuation: CheckedContinuation<Void, Never>

        init(_ continuation: CheckedContinuation<Void, Never>) { self.continuation = continuation }
    }
}
