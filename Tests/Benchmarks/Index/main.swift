// Times the index of leads alone: filtering, finding, sorting, counting, its snapshot and its memory, at 10,000, 100,000
// and 1,000,000 invented leads; then fzf and ripgrep on the same lines, where they are installed.
//
//     FOYER_BENCHMARKS=1 swift build -c release --product IndexBenchmark
//     .build/release/IndexBenchmark [LEADS…]

import BenchmarkSupport
import Foundation

let sizes = CommandLine.arguments.dropFirst().compactMap { Int($0) }

do {
    for size in sizes.isEmpty ? [10_000, 100_000, 1_000_000] : sizes {
        let measurements = Measurements(leads: size)
        try measurements.run()
        guard size == (sizes.max() ?? 1_000_000) else { continue }
        let directory = NSTemporaryDirectory() + "foyer-peers-\(getpid())"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        // A directory left behind is the system's to clean.
        defer { try? FileManager.default.removeItem(atPath: directory) }
        try Peers(measurements.book, in: directory).compare(measurements.index, measurements.context)
    }
} catch {
    print("failed: \(error)")
    exit(1)
}
