import Foundation
import Testing

extension EndToEnd {
    @Suite("What is said of a wait", .timeLimit(.minutes(2)))
    struct WaitTellingTests {
        @Test("at a terminal it is told that Lofty’s limit is waited for, and a pipe hears nothing of it")
        func told() throws {
            // A list of twenty pages on an account that allows ten calls a minute does not come to its end.
            let office = try Office(leads: 100, extra: ["--rate-limit", "10", "--oddity", "page-cap=5"])
            let list = "timeout 9 '\(Binary.path)' leads list --format jsonl > /dev/null"
            let errors = try office.home.write("", to: "errors")
            let pipe = try ChildProcess(
                "/usr/bin/env",
                ["bash", "-c", list],
                environment: office.environment,
                streams: .init(errors: errors)
            )
            // script(1) is the terminal; what it shows is its output.
            let terminal = try Binary.run(
                ["script", "-qec", list, "/dev/null"],
                environment: office.environment,
                executable: "/usr/bin/env"
            )
            #expect(terminal.output.contains("Waiting, because Lofty allows 10 calls a minute"), "\(terminal)")
            #expect(pipe.wait() == 124)
            #expect(try String(contentsOfFile: errors, encoding: .utf8).isEmpty)
        }
    }
}
