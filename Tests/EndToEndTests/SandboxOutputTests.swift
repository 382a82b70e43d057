import Foundation
import Testing

extension EndToEnd {
    @Suite("A sandbox that nobody can hear", .timeLimit(.minutes(1)))
    struct SandboxOutputTests {
        @Test("output that cannot be written ends it with one sentence, not with a crash")
        func fullOutput() throws {
            let directory = try TemporaryDirectory()
            let errors = try directory.write("", to: "err")
            // Should it serve after all, the status is 124.
            let sandbox = try ChildProcess(
                "/usr/bin/env",
                ["timeout", "30", Binary.path, "sandbox", "serve", "--leads", "1"],
                streams: ChildProcess.Streams(output: "/dev/full", errors: errors)
            )
            #expect(sandbox.wait() == 1)
            #expect(
                try String(contentsOfFile: errors, encoding: .utf8)
                    == "foyer: The address and keys cannot be written to standard output.\n"
            )
        }

        @Test("a fault script that is no file of text is named in one sentence")
        func unreadableFaults() throws {
            let result = try Binary.run(["sandbox", "serve", "--faults", "/"])
            #expect(result.status == 64)
            #expect(result.output.isEmpty)
            #expect(
                result.errors.hasPrefix("Error: The fault script / cannot be read; it must be a file of UTF-8 text.\n")
            )
        }
    }
}
