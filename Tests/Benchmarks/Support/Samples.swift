import Foundation

/// Durations of equal runs, quoted by their middle.
package struct Samples {
    private let sorted: [Duration]

    package init(_ durations: [Duration]) { sorted = durations.sorted() }

    package var median: Duration { percentile(0.5) }

    /// What all but one in a hundred stay under.
    package var nearlyWorst: Duration { percentile(0.99) }

    /// `p50 / p99` in milliseconds.
    package var text: String { "\(Self.milliseconds(median)) / \(Self.milliseconds(nearlyWorst))" }

    private func percentile(_ share: Double) -> Duration {
        sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
    }

    package static func milliseconds(_ duration: Duration) -> String {
        String(format: "%.2f", duration / .milliseconds(1))
    }
}

package struct Failure: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}

package func time(_ work: () throws -> Void) rethrows -> Duration {
    let start = ContinuousClock.now
    try work()
    return ContinuousClock.now - start
}

package func ratio(_ left: Duration, _ right: Duration) -> String { String(format: "%.2f", left / right) }

package func seconds(_ duration: Duration) -> String { String(format: "%.1f", duration / .seconds(1)) }
