import AppRuntime
import FoundationEssentials
import Glibc
import LoftyAPI

/// tmux, where the workbench runs in one, and the browser that the person has set up.
struct Surroundings: WorkbenchSurroundings {
    private let isInTmux: Bool
    /// The program that opens addresses, and its arguments.
    private let opener: [String]
    private let environment: [String]

    /// What these programs need to know; nothing else of the environment reaches them.
    private static let known = ["PATH", "HOME", "TERM", "LANG", "TMUX", "TMUX_PANE", "DISPLAY", "WAYLAND_DISPLAY"]

    init(_ environment: [String: String], opener: [String]) {
        isInTmux = environment["TMUX"].map { !$0.isEmpty } ?? false
        self.opener = opener
        let names = Self.known + ["XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS", "BROWSER"]
        self.environment = names.compactMap { name in environment[name].map { "\(name)=\($0)" } }
    }

    /// tmux keeps what a program copies out of its buffers unless it is set up otherwise, so it is told directly.
    func take(_ text: String) {
        guard isInTmux, let child = start(["tmux", "load-buffer", "-w", "-"], with: text) else { return }
        guard wait(for: child) != 0 else { return }
        // Before 3.2 it knows no clipboard.
        if let older = start(["tmux", "load-buffer", "-"], with: text) { _ = wait(for: older) }
    }

    func open(_ address: String) throws(BackendError) {
        guard let name = opener.first else { throw BackendError("no open-command is set in config.toml.") }
        guard let child = start(opener + [address], with: "") else {
            throw BackendError("“\(name)” cannot be started: \(String(cString: strerror(errno))).")
        }
        let code = wait(for: child)
        guard code == 0 else { throw BackendError("“\(name)” ended with code \(code).") }
    }

    private func wait(for child: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(child, &status, 0) == -1, errno == EINTR {}
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
    }

    /// Starts a program with a short text on its standard input; what it prints is not wanted.
    private func start(_ arguments: [String], with text: String) -> pid_t? {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        defer { for end in ends { close(end) } }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        // More than a pipe holds would wait for a reader that may never come.
        let bytes = Array(text.utf8.prefix(32_768))
        guard bytes.isEmpty || write(ends[1], bytes, bytes.count) == bytes.count else { return nil }
        do throws(ChildProcess.StartFailure) {
            return try ChildProcess.start(arguments, environment: environment, input: ends[0], hasOwnGroup: false)
        } catch {
            errno = error.code
            return nil
        }
    }
}
