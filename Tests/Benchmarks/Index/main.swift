// Times the index of leads alone: filtering, finding, sorting, counting, its snapshot and its memory, at 10,000, 100,000
// and 1,000,000 invented leads; then grep, ripgrep and fzf on the same lines, where they are installed.
//
//     FOYER_BENCHMARKS=1 swift build -c release --product IndexBenchmark
//     .build/release/IndexBenchmark [LEADS…]

import BenchmarkSupport
import Foundation

let named = CommandLine.arguments.dropFirst().compactMap { Int($0) }
let sizes = named.isEmpty ? [10_000, 100_000, 1_000_000] : named.sorted()
var table = ResultTable(sizes)

do {
    for size in sizes.dropLast() { try Measurements(leads: size).run(into: &table) }
    let largest = Measurements(leads: sizes[sizes.count - 1])
    try largest.run(into: &table)
    FileHandle.standardOutput.write(Data((table.text + "\n").utf8))
    let directory = NSTemporaryDirectory() + "foyer-peers-\(getpid())"
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    // A directory left behind is the system's to clean.
    defer { try? FileManager.default.removeItem(atPath: directory) }
    var peers = try Peers(largest, in: directory)
    try peers.compare()
} catch {
    print("failed: \(error)")
    exit(1)
}
