import Foundation
import Testing

extension EndToEnd {
    @Suite("What is said of a wait", .timeLimit(.minutes(2)))
    struct WaitTellingTests {
        /// A list of twenty pages on an account that allows ten calls a minute does not come to its end.
        private static let list = "timeout 10 '\(Binary.path)' leads list --format jsonl > /dev/null"

        private func office() throws -> Office {
            try Office(leads: 100, extra: ["--rate-limit", "10", "--oddity", "page-cap=5"])
        }

        @Test("at a terminal it is told that Lofty’s limit is waited for")
        func terminal() throws {
            let office = try office()
            // script(1) is the terminal; what it shows is its output.
            let result = try Binary.run(
                ["script", "-qec", Self.list, "/dev/null"],
                environment: office.environment,
                executable: "/usr/bin/env"
            )
            #expect(result.output.contains("Waiting, because Lofty allows 10 calls a minute"), "\(result)")
        }

        @Test("a pipe hears nothing of it")
        func pipe() throws {
            let office = try office()
            let result = try Binary.run(
                ["bash", "-c", Self.list],
                environment: office.environment,
                executable: "/usr/bin/env"
            )
            #expect(result.status == 124 && result.errors.isEmpty, "\(result)")
        }
    }
}
