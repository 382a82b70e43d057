// Times the sandbox on a prepared book: start, a page of 100 with each filter and order, durable writes, memory.
//
//     swift build -c release --product foyer --static-swift-stdlib
//     FOYER_BENCHMARKS=1 swift build -c release --product SandboxBenchmark --static-swift-stdlib
//     .build/release/foyer sandbox serve --leads 1000000 --database BOOK   (once; end it with Ctrl-C)
//     .build/release/SandboxBenchmark .build/release/foyer BOOK

import BenchmarkSupport
import Foundation
import LoftyAPI

let arguments = CommandLine.arguments
guard arguments.count == 3 else {
    print("usage: SandboxBenchmark PATH-TO-FOYER SANDBOX-DATABASE")
    exit(64)
}

do {
    var starts: [Duration] = []
    for _ in 0..<5 {
        let start = ContinuousClock.now
        let server = try await SandboxProcess.start(arguments[1], ["--database", arguments[2]])
        starts.append(ContinuousClock.now - start)
        server.stop()
    }
    let server = try await SandboxProcess.start(arguments[1], ["--database", arguments[2]])
    guard let agentKey = server.agentKey else { throw Failure("the sandbox announces no key of an agent") }
    print("| p50 / p99, ms | administrator | agent |\n|---|---|---|")
    print("| start to first line | \(Samples(starts).text) | |")
    let wire = Wire(server, apiKey: server.apiKey)
    let pages = try await Pages(administrator: wire, agent: Wire(server, apiKey: agentKey))
    try await pages.run()
    try await pages.runInParallel(clients: 4)
    print("| peak memory after 4 clients with all of these | \(server.process.peakMebibytes()) MiB | |")
    try await Writes(wire).run()
    print("| peak memory after the writes | \(server.process.peakMebibytes()) MiB | |")
    server.stop()
} catch {
    print(error)
    exit(1)
}
