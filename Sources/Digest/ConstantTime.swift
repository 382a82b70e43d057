/// Comparison that takes as long for a near miss as for any other.
package enum ConstantTime {
    /// Whether both hold the same bytes; only their lengths show in the time it takes.
    package static func areEqual(_ first: some Collection<UInt8>, _ second: some Collection<UInt8>) -> Bool {
        guard first.count == second.count else { return false }
        return zip(first, second).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
