import Foundation
import Testing

extension EndToEnd {
    @Suite("The tour of the demo", .timeLimit(.minutes(3)))
    struct TourTests {
        private func demo(in home: TemporaryDirectory) throws -> Tmux {
            let command = "env FOYER_HOME=\(home.path) LANG=C.UTF-8 \(Tmux.quoted(Binary.path)) demo --leads 60"
            return try Tmux(width: 120, height: 40, command: "\(command); echo \"exit $?\"; sleep 600")
        }

        private func quit(_ terminal: Tmux) throws {
            try terminal.press("Q")
            try terminal.wait(for: "exit 0")
        }

        @Test("is done by doing, is left and found again where it was left, and once stopped does not come back")
        func tour() throws {
            let home = try TemporaryDirectory()
            var terminal = try demo(in: home)
            try terminal.wait(for: "TOUR 1 of 12")
            try terminal.wait("the whole book, with a lead to step on from") {
                $0.contains("● synced") && $0.contains("lead 1 of 12")
            }
            try terminal.press("j")
            try terminal.wait(for: "TOUR 2 of 12")
            try terminal.press("l")
            try terminal.press("l")
            try terminal.wait(for: "TOUR 3 of 12")
            try terminal.press("h")
            try terminal.press("h")
            try terminal.wait(for: "TOUR 4 of 12")
            try terminal.press("s")
            try terminal.wait(for: "Stage of")
            try terminal.press("c")
            try terminal.wait(for: "TOUR 5 of 12")
            try terminal.press("u")
            try terminal.wait(for: "TOUR 6 of 12")
            try terminal.press("g", "s")
            try terminal.wait(for: "TOUR 7 of 12")
            try quit(terminal)

            terminal = try demo(in: home)
            try terminal.wait(for: "TOUR 7 of 12")
            try terminal.press(":")
            try terminal.wait(for: "Commands")
            try terminal.type("tour stop")
            try terminal.press("Enter")
            try terminal.wait("no tour") { !$0.contains("TOUR ") && $0.contains("tour is over") }
            try quit(terminal)

            terminal = try demo(in: home)
            try terminal.wait("leads in a queue") { $0.contains("1 of ") }
            #expect(try !terminal.screen().contains("TOUR "))
            try quit(terminal)
        }
    }
}
