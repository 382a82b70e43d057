extension NcursesTerminal {
    /// What the terminal is opened with.
    package struct Configuration: Sendable {
        /// Read for `TERM`, `NO_COLOR`, `TMUX` and the locale (`LC_ALL`, `LC_CTYPE`, `LANG`).
        package var environment: [String: String]
        /// Where standard error goes while the screen is up; `nil` drops it.
        ///
        /// It is left alone when it is no terminal.
        package var logPath: String?
        /// Asks for mouse reports; the terminal then no longer selects text by itself.
        package var usesMouse = false
        /// What a crash leaves on the restored terminal, such as where the log is.
        package var crashNote = ""
        /// Both must be the same terminal.
        package var inputDescriptor: Int32 = 0
        package var outputDescriptor: Int32 = 1

        package init(environment: [String: String], logPath: String?) {
            self.environment = environment
            self.logPath = logPath
        }

        /// Terminals of today understand it, and newer ones are missing from older terminfo databases.
        package static let fallbackTerminalName = "xterm-256color"

        /// `NO_COLOR` counts when it is not empty (no-color.org).
        var usesColor: Bool { (environment["NO_COLOR"] ?? "").isEmpty }

        var isInTmux: Bool { !(environment["TMUX"] ?? "").isEmpty }

        /// The first of the variables that is set, as in POSIX; empty when none is.
        var locale: String {
            ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        }
    }
}
