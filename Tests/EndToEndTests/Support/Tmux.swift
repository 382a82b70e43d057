import Foundation
import Testing

/// A terminal that a test types into and reads.
///
/// Every session has a server of its own, so tests that run at the same time do not meet.
final class Tmux {
    private let socket = "foyer-\(UUID().uuidString.prefix(8))"

    init(width: Int = 120, height: Int = 40, environment: [String: String] = [:], command: String) throws {
        let assignments = environment.map { "\($0.key)=\(Self.quoted($0.value))" }.joined(separator: " ")
        let arguments = [
            "-f", "/dev/null", "new-session", "-d", "-s", "main", "-x", "\(width)", "-y", "\(height)",
            "env -u FOYER_BASE_URL \(assignments) \(command)",
        ]
        let result = try tmux(arguments)
        #expect(result.status == 0, "tmux: \(result.errors)")
        // A dead pane keeps its last screen, which is what a failed test has to show.
        _ = try tmux(["set-option", "-g", "remain-on-exit", "on"])
    }

    deinit { end() }

    /// Ends the server with its session and what runs in it; when it is gone already there is nothing to end.
    func end() { _ = try? tmux(["kill-server"]) }

    static func quoted(_ text: String) -> String { "'\(text.replacingOccurrences(of: "'", with: "'\\''"))'" }

    private func tmux(_ arguments: [String]) throws -> Binary.Result {
        try Binary.system("tmux", ["-L", socket] + arguments)
    }

    /// Presses keys by tmux's names: `j`, `Enter`, `Escape`, `C-l`.
    func press(_ keys: String...) throws { _ = try tmux(["send-keys", "-t", "main"] + keys) }

    /// Types text as it is, and rests as a person does: keys that follow a burst at once are taken for a paste.
    func type(_ text: String) throws {
        try typeAtOnce(text)
        usleep(150_000)
    }

    /// Types text without a rest behind it.
    func typeAtOnce(_ text: String) throws { _ = try tmux(["send-keys", "-t", "main", "-l", text]) }

    /// Pastes text as a terminal does, between the marks of bracketed paste.
    func paste(_ text: String) throws {
        _ = try tmux(["set-buffer", text])
        _ = try tmux(["paste-buffer", "-p", "-t", "main"])
    }

    func resize(width: Int, height: Int) throws {
        _ = try tmux(["resize-window", "-t", "main", "-x", "\(width)", "-y", "\(height)"])
    }

    func screen() throws -> String { try tmux(["capture-pane", "-p", "-t", "main"]).output }

    var processID: Int32? {
        guard let text = try? tmux(["display-message", "-p", "-t", "main", "#{pane_pid}"]).output else { return nil }
        return Int32(text.trimmingCharacters(in: .whitespacesAndNewlines))
    }

    /// Waits until the screen holds a text.
    @discardableResult
    func wait(for text: String, seconds: Double = 20, sourceLocation: SourceLocation = #_sourceLocation) throws
        -> String
    {
        try wait(seconds: seconds, "“\(text)”", sourceLocation: sourceLocation) { $0.contains(text) }
    }

    /// Waits until the screen satisfies a condition; the test fails with the screen when it does not in time.
    @discardableResult
    func wait(
        seconds: Double = 20,
        _ what: String,
        sourceLocation: SourceLocation = #_sourceLocation,
        until isSatisfied: (String) throws -> Bool
    ) throws -> String {
        let deadline = Date(timeIntervalSinceNow: seconds)
        var screen = ""
        while Date() < deadline {
            screen = try self.screen()
            if try isSatisfied(screen) { return screen }
            usleep(20_000)
        }
        Issue.record("\(what) did not appear in \(seconds) s. The screen:\n\(screen)", sourceLocation: sourceLocation)
        throw Missing(what: what)
    }

    struct Missing: Error {
        let what: String
    }
}
