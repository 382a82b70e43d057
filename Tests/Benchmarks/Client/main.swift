// Times the client of Lofty's API beside peers, in one run: reading a page beside Foundation's JSONDecoder on the same
// bytes, calls on one connection beside curl, and memory while a large book is paged.
//
//     swift build -c release --product foyer --static-swift-stdlib
//     FOYER_BENCHMARKS=1 swift build -c release --product ClientBenchmark --static-swift-stdlib
//     .build/release/foyer sandbox serve --leads 1000000 --database BOOK   (once; end it with Ctrl-C)
//     .build/release/ClientBenchmark .build/release/foyer BOOK

import BenchmarkSupport
import Foundation
import LoftyAPI

let arguments = CommandLine.arguments
guard (2...3).contains(arguments.count) else {
    print("usage: ClientBenchmark PATH-TO-FOYER [SANDBOX-DATABASE]")
    exit(64)
}

do {
    let server = try await SandboxProcess.start(arguments[1], ["--leads", "2000"])
    let page = try await server.firstPage()
    print("| | foyer | peer | ratio |\n|---|---|---|---|")
    try Decoding(page).run()
    try await Calls(server).run()
    server.stop()
    if arguments.count == 3 {
        let large = try await SandboxProcess.start(arguments[1], ["--database", arguments[2]])
        try await Paging(large).run()
        large.stop()
    }
} catch {
    print(error)
    exit(1)
}
