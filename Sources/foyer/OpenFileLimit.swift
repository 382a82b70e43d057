import Glibc

/// How many descriptors this process may have open.
enum OpenFileLimit {
    /// Enough for every test of a client that leaks connections.
    private static let wanted: rlim_t = 65_536
    private static let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)

    /// Raises the soft limit, 1,024 on most systems, towards the hard one.
    ///
    /// A listener that gets no descriptor for a connection ends, so the limit is what a server falls over; the low default
    /// is there for programs that use `select`, which this one does not.
    static func raise() {
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0, limit.rlim_cur < wanted else { return }
        limit.rlim_cur = min(limit.rlim_max, wanted)
        // Refused, the old limit stays, and with it what worked before.
        _ = setrlimit(resource, &limit)
    }
}
