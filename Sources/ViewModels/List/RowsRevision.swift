import Synchronization

/// A name for what the rows of a list show: while it is the same, so are they.
///
/// No two lists of a process have the same one unless one is a copy of the other.
package struct RowsRevision: Hashable, Sendable {
    private let number: UInt64

    private static let last = Atomic<UInt64>(0)

    static func next() -> RowsRevision {
        RowsRevision(number: last.wrappingAdd(1, ordering: .relaxed).newValue)
    }
}
