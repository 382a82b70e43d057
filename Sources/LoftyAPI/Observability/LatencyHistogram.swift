/// Counts durations in classes whose bounds grow by 5 %, from 0.1 ms to 2 minutes.
///
/// Of fixed size, whatever is counted. Shorter and longer times fall into the first and the last class.
struct LatencyHistogram: Hashable, Sendable {
    private static let growth = 1.05
    private static let firstBoundInSeconds = 0.000_1
    /// Upper bound of each class.
    private static let boundsInSeconds: [Double] = {
        var bounds = [firstBoundInSeconds]
        while let last = bounds.last, last < 120 { bounds.append(last * growth) }
        return bounds
    }()

    private var counts = [Int](repeating: 0, count: boundsInSeconds.count)
    private(set) var total = 0
    private(set) var longest = Duration.zero

    mutating func record(_ duration: Duration) {
        let seconds = duration / .seconds(1)
        counts[Self.position(of: seconds)] += 1
        total += 1
        longest = max(longest, duration)
    }

    /// A time that the given share of the counted ones does not exceed, at most 5 % too long; `nil` without any.
    func quantile(_ share: Double) -> Duration? {
        guard total > 0 else { return nil }
        let wanted = max(1, Int((share * Double(total)).rounded(.up)))
        var seen = 0
        for (position, count) in counts.enumerated() {
            seen += count
            // The last class has no upper bound of its own.
            guard seen >= wanted, position < counts.count - 1 else { continue }
            return min(longest, .seconds(Self.boundsInSeconds[position]))
        }
        return longest
    }

    /// The first class whose bound is not below the time.
    private static func position(of seconds: Double) -> Int {
        var low = 0
        var high = boundsInSeconds.count - 1
        while low < high {
            let middle = (low + high) / 2
            if boundsInSeconds[middle] < seconds { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
