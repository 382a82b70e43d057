package import FoundationEssentials
import Glibc
package import Leads
import LoftyAPI
import PrivateFiles
package import ViewModels

/// Runs a program with the fields of a lead in its environment, and with the lead as JSON when it wants that.
///
/// It gets a group of its own and a clean signal mask, none of Foyer's descriptors and nothing of Foyer's environment but
/// what every program needs: a key or a token never reaches it.
package struct ToolRunner: WorkbenchTools {
    private let inherited: [String: String]
    private let json: @Sendable (Lead) -> String
    private let now: @Sendable () -> Date

    /// More is not read: the program is ended.
    private static let mostBytes = 262_144

    /// - Parameters:
    ///   - environment: of this process.
    ///   - json: a lead as one object.
    ///   - now: the clock by which a number may be called.
    package init(
        environment: [String: String],
        json: @escaping @Sendable (Lead) -> String,
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        inherited = environment.filter { Self.isShared($0.key) }
        self.json = json
        self.now = now
    }

    private static func isShared(_ name: String) -> Bool {
        shared.contains(name) || name.hasPrefix("LC_") || name.hasPrefix("XDG_")
    }

    private static let shared: Set = [
        "PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "TZ", "TMPDIR", "DISPLAY", "WAYLAND_DISPLAY",
        "DBUS_SESSION_BUS_ADDRESS",
    ]

    package func run(_ call: ToolCall, on lead: Lead) async -> ToolAnswer {
        let words = call.usesShell ? ["/bin/sh", "-c", call.words.joined(separator: " ")] : call.words
        guard let program = words.first, !program.isEmpty else {
            return ToolAnswer(lines: [], trouble: "there is no program in it.")
        }
        let child: ChildProcess
        do throws(ChildProcess.StartFailure) {
            child = try start(words, call, on: lead)
        } catch {
            return ToolAnswer(lines: [], trouble: error.sentence(of: program))
        }
        return await answer(of: child, within: call.seconds)
    }

    private func answer(of child: ChildProcess, within seconds: Int) async -> ToolAnswer {
        let clock = ContinuousClock()
        let end = clock.now + .seconds(seconds)
        var bytes: [UInt8] = []
        while true {
            // Asked before the pipe is emptied: what a program that has ended had to say is then all there.
            let ended = child.exitStatus()
            // A pipe that cannot be read has nothing more to tell.
            while let more = try? child.output.read("output"), !more.isEmpty {
                bytes += more
                guard bytes.count <= Self.mostBytes else {
                    child.end()
                    return ToolAnswer(lines: ToolText.lines(bytes), trouble: "it printed too much and was ended.")
                }
            }
            if let ended { return ToolAnswer(lines: ToolText.lines(bytes), trouble: Self.trouble(ended, bytes)) }
            guard clock.now < end else {
                child.end()
                let sentence = "it did not end within \(seconds) s and was ended."
                return ToolAnswer(lines: ToolText.lines(bytes), trouble: sentence)
            }
            // Cancelled when Foyer ends; the program is then left to itself.
            try? await Task.sleep(for: .milliseconds(10))
        }
    }

    private static func trouble(_ status: ChildProcess.Status, _ bytes: [UInt8]) -> String? {
        let last = ToolText.lines(bytes).last.map { ": \($0)" } ?? "."
        switch status {
        case .exited(0): return nil
        case .exited(let code): return "it ended with code \(code)\(last)"
        case .killed(let signal): return "it was ended by signal \(signal)\(last)"
        }
    }

    // MARK: Starting

    private func start(
        _ words: [String],
        _ call: ToolCall,
        on lead: Lead
    ) throws(ChildProcess.StartFailure) -> ChildProcess {
        var output: [Int32] = [-1, -1]
        var input: [Int32] = [-1, -1]
        guard pipe(&output) == 0 else { throw ChildProcess.StartFailure(code: errno) }
        let reading = OwnedDescriptor(output[0])
        let writing = OwnedDescriptor(output[1])
        guard pipe(&input) == 0 else { throw ChildProcess.StartFailure(code: errno) }
        let standardInput = OwnedDescriptor(input[0])
        let feed = OwnedDescriptor(input[1])
        for end in output + input { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        for end in [reading.number, feed.number] { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
        // A pipe holds 64 KiB, which is more than a lead; a reader that reads nothing holds nobody up.
        if call.takesJSON { _ = feed.write(Array((json(lead) + "\n").utf8)) }
        let environment = inherited.merging(Self.fields(of: lead, at: now())) { $1 }
        let id = try ChildProcess.start(
            words,
            environment: environment.map { "\($0.key)=\($0.value)" },
            input: standardInput.number,
            output: writing.number,
            errors: writing.number
        )
        return ChildProcess(id, output: reading)
    }

    /// What of a lead is in the environment; text from web forms has no control characters there.
    private static func fields(of lead: Lead, at now: Date) -> [String: String] {
        let call = callable(lead, at: now)
        let fields: [(String, String?)] = [
            ("ID", String(lead.id.rawValue)), ("NAME", lead.displayName), ("FIRST_NAME", lead.firstName),
            ("LAST_NAME", lead.lastName), ("PHONE", call.number), ("CALL", call.word),
            ("EMAIL", lead.reach(over: .email).first),
            ("STAGE", lead.stage), ("SOURCE", lead.source), ("OWNER", lead.assignee?.name),
            ("SCORE", lead.score.map { String($0) }), ("TAGS", lead.tags.joined(separator: ",")),
        ]
        let pairs = fields.map { name, value in
            let text = (value ?? "").unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }
            return ("FOYER_LEAD_\(name)", String(String.UnicodeScalarView(text)))
        }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }

    /// The number that may be called now, and `yes`, `no` without any number, or else what there is to know first.
    private static func callable(_ lead: Lead, at now: Date) -> (number: String?, word: String) {
        guard let offered = ContactGuard.standing(of: lead, at: now).offeredForCalls else { return (nil, "no") }
        let words = offered.call.words(for: .call, offered.clock, at: now)
        switch offered.call {
        case .allowed: return (offered.phone.number, "yes")
        case .caution: return (offered.phone.number, words)
        case .outsideHours, .blocked: return (nil, words)
        }
    }
}

extension ChildProcess.StartFailure {
    fileprivate func sentence(of program: String) -> String {
        let reason = code == ENOENT ? "there is no such program" : String(cString: strerror(code))
        return "“\(program)” cannot be started: \(reason)."
    }
}
