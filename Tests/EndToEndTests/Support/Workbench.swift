import Foundation
import Testing

/// The workbench in a terminal, on a sandbox that is a process of its own.
final class Workbench {
    let sandbox: SandboxProcess
    let home: TemporaryDirectory
    let terminal: Tmux
    let environment: [String: String]

    init(
        sandbox: SandboxProcess,
        home: TemporaryDirectory? = nil,
        width: Int = 120,
        height: Int = 40,
        undoSeconds: Int = 1,
        variables: [String: String] = [:]
    ) throws {
        let home = try home ?? TemporaryDirectory()
        let key = try home.write(sandbox.apiKey, to: "key")
        environment = [
            "FOYER_HOME": home.path, "FOYER_BASE_URL": sandbox.url, "FOYER_API_KEY_FILE": key,
            "FOYER_UNDO_SECONDS": "\(undoSeconds)",
        ].merging(variables) { $1 }
        self.sandbox = sandbox
        self.home = home
        let command = "env \(Self.assignments(environment)) \(Tmux.quoted(Binary.path))"
        terminal = try Tmux(width: width, height: height, command: "\(command); echo \"exit $?\"; sleep 600")
    }

    /// The workbench goes first: the sandbox is the last thing that a test lets go of.
    deinit { terminal.end() }

    static func assignments(_ environment: [String: String]) -> String {
        environment.map { "\($0.key)=\(Tmux.quoted($0.value))" }.joined(separator: " ")
    }

    /// Waits until the mirror is as the server and every change has gone out.
    func waitUntilSynced(sourceLocation: SourceLocation = #_sourceLocation) throws {
        try terminal.wait("synced with an empty outbox", sourceLocation: sourceLocation) {
            $0.contains("● synced") && $0.contains("outbox 0\n")
        }
    }

    /// Filters the queue of all leads by an exact id, so that one lead is selected.
    func select(_ lead: [String: Any], sourceLocation: SourceLocation = #_sourceLocation) throws {
        let first = lead["firstName"] as? String ?? ""
        try terminal.press("9", "/")
        try terminal.wait(for: "Enter keeps", sourceLocation: sourceLocation)
        try terminal.type("\(lead.leadID)")
        try terminal.wait(for: "1 match", sourceLocation: sourceLocation)
        try terminal.press("Enter")
        try terminal.wait("the lead alone in the list", sourceLocation: sourceLocation) {
            $0.contains("1 of 1") && $0.contains(first)
        }
    }

    /// Quits and waits for the exit code.
    func quit(expecting status: Int = 0, sourceLocation: SourceLocation = #_sourceLocation) throws {
        try terminal.press("Q")
        try terminal.wait(for: "exit \(status)", sourceLocation: sourceLocation)
    }
}
