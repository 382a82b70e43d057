import CNcurses
import Glibc
import Terminal

extension NcursesTerminal {
    /// A terminfo name to open, and the one that it stands in for.
    static func usableTerminalName(
        environment: [String: String]
    ) throws(TerminalError) -> (usable: String, unknown: String?) {
        let wanted = environment["TERM"] ?? ""
        switch foyer_terminfo_probe(wanted) {
        case FOYER_TERMINFO_USABLE: return (wanted, nil)
        case FOYER_TERMINFO_INCAPABLE: throw .unknownTerminal(wanted)
        // No entry for the name: over SSH, hosts often do not know the terminal at the other end.
        default: break
        }
        let fallback = Configuration.fallbackTerminalName
        guard foyer_terminfo_probe(fallback) == FOYER_TERMINFO_USABLE else { throw .unknownTerminal(wanted) }
        return (fallback, wanted)
    }

    /// The descriptor that stands in for standard error, or -1 to leave that alone.
    static func openLog(_ configuration: Configuration) throws(TerminalError) -> Int32 {
        // Whoever sent standard error elsewhere wants it there.
        guard isatty(STDERR_FILENO) == 1 else { return -1 }
        let path = configuration.logPath ?? "/dev/null"
        let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .system(call: "open", errno: errno) }
        return descriptor
    }

    static func open(
        _ configuration: Configuration,
        terminalName: String,
        logDescriptor: Int32
    ) throws(TerminalError) -> OpaquePointer {
        var failure = foyer_failure()
        let screen = terminalName.withCString { name in
            configuration.locale.withCString { locale in
                configuration.crashNote.withCString { note in
                    var options = foyer_screen_options(
                        input_descriptor: configuration.inputDescriptor,
                        output_descriptor: configuration.outputDescriptor,
                        log_descriptor: logDescriptor,
                        terminal_name: name,
                        locale: locale,
                        crash_note: note,
                        uses_color: configuration.usesColor,
                        uses_mouse: configuration.usesMouse
                    )
                    return foyer_screen_open(&options, &failure)
                }
            }
        }
        guard let screen else {
            throw .system(call: failure.call.map { String(cString: $0) } ?? "", errno: failure.error_number)
        }
        return screen
    }
}
