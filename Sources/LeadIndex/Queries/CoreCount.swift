#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

enum CoreCount {
    /// Cores that are switched on; at least 1.
    static let ofThisMachine = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
}
