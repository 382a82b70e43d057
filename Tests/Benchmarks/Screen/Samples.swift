import Foundation

/// Durations of equal runs, quoted by their middle.
struct Samples {
    private let sorted: [Duration]

    init(_ durations: [Duration]) { sorted = durations.sorted() }

    func percentile(_ share: Double) -> Duration { sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))] }

    /// `p50 / p99` in milliseconds.
    var text: String { "\(Self.milliseconds(percentile(0.5))) / \(Self.milliseconds(percentile(0.99)))" }

    private static func milliseconds(_ duration: Duration) -> String {
        String(format: "%.1f", duration / .milliseconds(1))
    }
}
