import Foundation
import Testing

extension EndToEnd {
    /// Between the keyboard and the program stands a relay, as a connection over SSH is one; stopped, it lets nothing
    /// through in either direction, and when it goes on, everything comes in one read.
    @Suite("A keyboard behind a link that stalls", .timeLimit(.minutes(5)))
    struct StalledKeyboardTests {
        /// `FOYER_TORTURE_SEED`, or `random` in it; else the one with Escape and a key in one read, which were once lost.
        private static var seed: UInt64 {
            let wanted = ProcessInfo.processInfo.environment["FOYER_TORTURE_SEED"]
            return wanted == "random"
                ? .random(in: 0 ... .max) : wanted.flatMap { UInt64($0) } ?? 7_171_256_270_140_385_415
        }

        @Test("what was typed while the link stood still does what it would have done typed slowly")
        func stalls() throws {
            let script = StalledScript(seed: Self.seed)
            print("stalled keyboard: FOYER_TORTURE_SEED=\(script.seed), \(script.bursts)")
            let slow = try StalledWorkbench()
            for burst in script.bursts { try slow.typeSlowly(burst) }
            let expected = try slow.outboxAtRest { _ in true }
            #expect(expected.count >= script.fewestChanges, "the script hardly writes anything: \(expected)")

            let fast = try StalledWorkbench()
            for burst in script.bursts { try fast.typeWhileStalled(burst) }
            let found = try fast.outboxAtRest { $0 == expected }
            let screen = try fast.terminal.screen()
            #expect(found == expected, "\(screen)")

            let writes = try [slow, fast].map { try $0.writesAfterQuitting() }
            // How much of the outbox goes out before the end is a matter of time; the rest is kept, as the outbox showed.
            let count = writes.map(\.count).min() ?? 0
            #expect(count >= 2)
            #expect(writes[0].prefix(count) == writes[1].prefix(count))
        }

        @Test("a note, Enter and two moves that come in one read are a note and two moves")
        func note() throws {
            let bench = try StalledWorkbench()
            try bench.typeSlowly(["m"])
            try bench.terminal.wait(for: "Enter save")
            try bench.typeWhileStalled(["wants a yard and a quiet street", "Enter", "jjsc"])
            let outbox = try bench.outboxAtRest { $0.count == 2 }
            #expect(outbox.first?.contains("wants a yard") == true, "\(outbox)")
            #expect(outbox.last?.contains("Contacted") == true, "\(outbox)")
        }
    }
}

/// Bursts of real work: names of keys as tmux has them, and text.
private struct StalledScript {
    let seed: UInt64
    var bursts: [[String]]
    /// So many changes are made whatever the others do.
    let fewestChanges = 4

    init(seed: UInt64) {
        self.seed = seed
        var chance = Chance(state: seed)
        bursts = [["sqjtvip", "Enter"]]
        for _ in 0..<7 {
            var burst = (0..<3).flatMap { _ in Self.words[chance.pick(Self.words.count)] }
            // A second long line in one read would pass for a paste, and be asked about.
            if chance.pick(3) == 0 { burst += ["mwould rather have a garden", "Enter", "jj"] }
            bursts.append(burst)
        }
        // Escape where it does something, with a key behind it that is bound with Alt, too.
        bursts += [
            ["1/a", "Enter", "Escape", "2jsc"], ["1l", "Escape", "1jsq"], ["v", "Escape", "2*nsc"],
            ["mhalf", "Escape", "f1"],
        ]
        bursts.append(["1Gscksqmrang at noon, wants the yard", "Enter"])
    }

    private static let words: [[String]] = [
        ["2jsc"], ["scsq"], ["tvip", "Enter", "scu"], ["uU"], ["uuU"], ["aaj"], ["]jsq"], ["/a", "Enter", "jsc"],
        ["\\"],
        ["9Gkthot", "Enter"], ["wGr", "Escape"], ["Snjsq"], ["NZoe", "Tab", "Quist", "Enter", "sc"], ["p"], ["_"],
        ["PageDown", "aa"], ["?", "PageDown", "jq"], [":tag colon", "Enter"], ["f1"], ["e"], ["j."],
    ]
}

/// The workbench behind a relay that can be stopped.
private final class StalledWorkbench {
    let terminal: Tmux
    private let sandbox: SandboxProcess
    private let home: TemporaryDirectory
    private let environment: [String: String]
    private let relay: pid_t

    init() throws {
        sandbox = try SandboxProcess(leads: 40, seed: 11)
        home = try TemporaryDirectory()
        environment = [
            "FOYER_HOME": home.path, "FOYER_BASE_URL": sandbox.url,
            "FOYER_API_KEY_FILE": try home.write(sandbox.apiKey, to: "key"), "FOYER_UNDO_SECONDS": "600",
        ]
        let relayed = "script -qfec \(Tmux.quoted(Tmux.quoted(Binary.path))) /dev/null"
        terminal = try Tmux(
            command: "env \(Workbench.assignments(environment)) \(relayed); echo \"exit $?\"; sleep 600"
        )
        try terminal.wait("synced, with a lead to work on") {
            $0.contains("● synced") && $0.contains("outbox 0\n") && $0.contains("lead 1 of")
        }
        relay = try #require(try Self.relay(with: home.path))
    }

    // A relay does not go with its terminal, and the workbench behind it would stay for good. One that has ended is not found.
    deinit {
        if let left = try? Self.relay(with: home.path) { kill(left, SIGKILL) }
    }

    /// The relay is known by the state directory, which is this test's own.
    private static func relay(with home: String) throws -> pid_t? {
        try Binary.system("pgrep", ["-x", "script"]).output.split(separator: "\n").compactMap { pid_t($0) }.first {
            let variables = FileManager.default.contents(atPath: "/proc/\($0)/environ") ?? Data()
            return String(decoding: variables, as: UTF8.self).contains(home)
        }
    }

    private static let names: Set = ["Enter", "Escape", "Tab", "PageDown"]

    /// Every key by itself, with time for what it starts.
    func typeSlowly(_ burst: [String]) throws {
        for part in burst {
            for key in Self.names.contains(part) ? [part] : part.map(String.init) {
                try press(key)
                // A key that comes within a tenth of a second behind an Escape would be an Alt key.
                usleep(key == "Escape" ? 200_000 : 90_000)
            }
        }
    }

    /// One stall is one read, so the next one begins when this one has come through: two of them in one read can be
    /// long lines on both sides of an Enter, which Foyer asks about.
    func typeWhileStalled(_ burst: [String]) throws {
        do {
            kill(relay, SIGSTOP)
            defer { kill(relay, SIGCONT) }
            for part in burst { try press(part) }
        }
        var before = ""
        for _ in 0..<20 {
            usleep(150_000)
            let screen = try terminal.screen()
            if screen == before { break }
            before = screen
        }
    }

    private func press(_ part: String) throws {
        if Self.names.contains(part) { try terminal.press(part) } else { try terminal.typeAtOnce(part) }
    }

    /// The outbox without its countdowns, when it has not changed for a while, or for less when it is as expected.
    func outboxAtRest(_ isExpected: ([String]) -> Bool) throws -> [String] {
        var last: [String] = []
        var quiet = 0
        for _ in 0..<100 where quiet < 10 {
            usleep(200_000)
            let lines = try outbox()
            quiet = lines == last ? quiet + 1 : 0
            last = lines
            if quiet >= 3, isExpected(lines) { break }
        }
        return last
    }

    private func outbox() throws -> [String] {
        let result = try Binary.run(["outbox"], environment: environment)
        #expect(result.status == 0, "\(result.errors)")
        return result.output.split(separator: "\n").dropFirst().map { line in
            String(line).replacing(/\d+ (s|min)\b/, with: "a while")
        }
    }

    /// What the server was asked to change, in the order in which it was asked.
    func writesAfterQuitting() throws -> [String] {
        for key in ["Escape", "Escape", "Escape", "Q"] {
            try terminal.press(key)
            usleep(200_000)
        }
        try terminal.wait(for: "exit 0", seconds: 60)
        return try sandbox.requests().compactMap { request in
            guard let method = request["method"] as? String, method != "GET" else { return nil }
            return "\(method) \(request["path"] as? String ?? "?")"
        }
    }
}
