import Foundation
import Testing

extension EndToEnd {
    @Suite("The README's commands", .timeLimit(.minutes(5)))
    struct ReadmeExampleTests {
        /// What goes on until it is ended, or wants a terminal; each is ended as soon as it has begun.
        private static let endless = ["--follow", "--watch", "hooks serve", "sandbox serve"]
        private static let interactive = ["foyer", "foyer demo", "foyer login"]

        @Test("every one of them does what it says, or wants the terminal that a person has")
        func commands() throws {
            let text = try String(contentsOfFile: Repository.path("README.md"), encoding: .utf8)
            let commands = Readme.commands(in: text)
            #expect(commands.count > 10, "\(commands)")
            let shell = try ExampleShell()
            for command in commands where !command.contains(where: { "&<".contains($0) }) {
                if Self.interactive.contains(where: { command == $0 || command.hasPrefix("\($0) [") }) { continue }
                if Self.endless.contains(where: command.contains) {
                    let result = try shell.run("timeout --signal TERM 3 \(command) > /dev/null")
                    #expect([0, 124, 143].contains(result.status), "\(command)\n\(result.errors)")
                    continue
                }
                // One that never ends must fail, and not hang the run.
                let result = try shell.run("timeout --signal TERM 60 \(Self.filled(command))")
                #expect(
                    Self.isExpected(result, of: command),
                    "\(command): \(result.status)\n\(result.output)\(result.errors)"
                )
            }
        }

        /// Words in capitals stand for something.
        private static func filled(_ command: String) -> String {
            command.replacing("EMAIL|USER-ID|me", with: "me").replacing(" TEXT", with: " 'wants a yard'")
                .replacing(" FILE", with: " out.txt").replacing(" SHELL", with: " bash").replacing(
                    " NAME",
                    with: " speed"
                )
                .replacing("purge", with: "purge --yes")
        }

        private static func isExpected(_ result: Binary.Result, of command: String) -> Bool {
            // There is nothing that could be subscribed, shown, retried or dropped in a fresh office.
            let needsSomething = ["outbox show", "outbox retry", "outbox drop", "hooks subscribe", "hooks remove"]
            if needsSomething.contains(where: command.contains) { return [0, 1, 64].contains(result.status) }
            return result.status == 0
        }
    }
}
