import AppRuntime
import FoundationEssentials
import Glibc

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
        return spawn(arguments, reading: ends[0])
    }

    private func spawn(_ arguments: [String], reading input: Int32) -> pid_t? {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, 0)
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        let words = arguments.map { strdup($0) } + [nil]
        let settings = environment.map { strdup($0) } + [nil]
        defer { for word in words + settings { free(word) } }
        var id = pid_t()
        let failure = posix_spawnp(&id, arguments[0], &actions, &attributes, words, settings)
        errno = failure
        return failure == 0 ? id : nil
    }
}
