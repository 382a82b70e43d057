/// A closed stretch of whole numbers; empty when the low end is above the high one.
package struct QueryInterval: Hashable, Sendable {
    package var low: Int64
    package var high: Int64

    package static let empty = QueryInterval(.max, .min)

    init(_ low: Int64, _ high: Int64) {
        self.low = low
        self.high = high
    }

    /// An inquiry's range, where a missing end is open; no range at all when both are missing.
    ///
    /// Ends that the web form let through in the wrong order are put right.
    init(openEnded low: Int64?, _ high: Int64?) {
        guard low != nil || high != nil else {
            self = .empty
            return
        }
        let (low, high) = (low ?? .min, high ?? .max)
        self.init(min(low, high), max(low, high))
    }

    package var isEmpty: Bool { low > high }

    package func overlaps(_ other: QueryInterval) -> Bool {
        !isEmpty && !other.isEmpty && low <= other.high && other.low <= high
    }
}
