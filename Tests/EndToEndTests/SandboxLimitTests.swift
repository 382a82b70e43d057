import Foundation
import Testing

extension EndToEnd {
    @Suite("A sandbox with many connections", .timeLimit(.minutes(1)))
    struct SandboxLimitTests {
        @Test("the usual low limit of descriptors is raised, since a listener without one would end")
        func raisedLimit() throws {
            let directory = try TemporaryDirectory()
            let output = try directory.write("", to: "out")
            let sandbox = try ChildProcess(
                "/usr/bin/env",
                ["bash", "-c", "ulimit -S -n 64; exec \"$0\" sandbox serve --leads 1", Binary.path],
                streams: ChildProcess.Streams(output: output)
            )
            defer {
                sandbox.send(SIGTERM)
                _ = sandbox.wait()
            }
            let deadline = Date(timeIntervalSinceNow: 20)
            while Date() < deadline, try String(contentsOfFile: output, encoding: .utf8).isEmpty { usleep(10_000) }
            let limits = try String(contentsOfFile: "/proc/\(sandbox.processID)/limits", encoding: .utf8)
            let line = try #require(limits.split(separator: "\n").first { $0.hasPrefix("Max open files") })
            let soft = try #require(line.split(separator: " ").compactMap { Int($0) }.first)
            #expect(soft > 64, "\(line)")
        }
    }
}
