// Times the commands that work on files and on the mirror: each is a process of its own, with its time and peak memory as the
// kernel reckons them.
//
//     swift build -c release --product foyer --static-swift-stdlib
//     FOYER_BENCHMARKS=1 swift build -c release --product FilesBenchmark --static-swift-stdlib
//     .build/release/FilesBenchmark .build/release/foyer [LEADS [ROWS]]      (1,000,000 and 100,000)

import BenchmarkSupport
import Foundation

let arguments = CommandLine.arguments
let leads = arguments.count > 2 ? Int(arguments[2]) : 1_000_000
let rows = arguments.count > 3 ? Int(arguments[3]) : 100_000
guard (2...4).contains(arguments.count), let leads, let rows else {
    print("usage: FilesBenchmark PATH-TO-FOYER [LEADS [ROWS]]")
    exit(64)
}

do {
    let bench = try await FilesBench(foyer: arguments[1])
    print("| | s | processor s | peak MiB | goal |\n|---|---|---|---|---|")
    try bench.importing(rows: rows)
    try bench.fillMirror(with: leads)
    try bench.reading()
    bench.stop()
} catch {
    print(error)
    exit(1)
}
