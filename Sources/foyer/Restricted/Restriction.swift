import ArgumentParser
import FoundationEssentials
import Glibc

/// What a login may do that was given Foyer and nothing else, as with `command="foyer --restricted"` in `authorized_keys`.
///
/// Two walls: an environment that holds nothing but what is named here, since `AcceptEnv` and `~/.ssh/environment` let a
/// login bring variables, and a list of commands that are allowed, so that a new command is shut out until somebody has
/// thought about it.
enum Restriction {
    /// The first word on the command line.
    static let flag = "--restricted"
    /// Set for the rest of the program; somebody who sets it themselves shuts themselves in.
    static let variable = "FOYER_RESTRICTED"

    static func isOn(in environment: [String: String]) -> Bool { environment[variable] == "1" }

    /// The words of the command to run: those behind the flag, else those that ssh brought.
    ///
    /// - Throws: when ssh's words cannot be taken apart.
    static func arguments(
        behind words: [String],
        original: String?
    ) throws(FoyerFailure) -> [String] {
        guard words.isEmpty, let original, !original.isEmpty else { return words }
        var asked = try CommandWords.split(original)
        if asked.first == "foyer" { asked.removeFirst() }
        return asked
    }

    // MARK: Environment

    /// Variables that tell how to draw and where one is; none of them names a file or a program that Foyer would open or run.
    private static let harmless: Set<String> = [
        "HOME", "USER", "LOGNAME", "TERM", "COLORTERM", "LANG", "LC_ALL", "LC_CTYPE", "LC_MESSAGES", "LC_TIME",
        "NO_COLOR",
        "COLUMNS", "LINES", "COLORFGBG", "FOYER_THEME", "FOYER_UNDO_SECONDS", "FOYER_LOW_BANDWIDTH",
    ]

    /// Takes away whatever else is set, before anybody has read it.
    static func cleanEnvironment() {
        let all = ProcessInfo.processInfo.environment
        for (name, value) in all where !keeps(name, value) { unsetenv(name) }
        // For a program that prints the key, which config.json may name.
        setenv("PATH", "/usr/local/bin:/usr/bin:/bin", 1)
        setenv(variable, "1", 1)
    }

    static func keeps(_ name: String, _ value: String) -> Bool {
        // A zone by its name, not by a file.
        if name == "TZ" { return !value.contains("/") || isZoneName(value) }
        return harmless.contains(name)
    }

    private static func isZoneName(_ value: String) -> Bool {
        !value.hasPrefix("/") && !value.hasPrefix(":") && !value.contains("..")
    }

    // MARK: Commands

    private static let allowed: [any ParsableCommand.Type] = [
        OpenCommand.self, LeadsCommand.self, LeadsCommand.ListCommand.self, LeadsCommand.CountCommand.self,
        LeadsCommand.ShowCommand.self,
        LeadsCommand.TimelineCommand.self, LeadsCommand.CreateCommand.self, LeadsCommand.UpdateCommand.self,
        LeadsCommand.AssignCommand.self, LeadsCommand.NoteCommand.self, LeadsCommand.CallCommand.self,
        LeadsCommand.FollowUpCommand.self, LeadsCommand.SnoozeCommand.self,
        LeadsCommand.TrashCommand.self, LeadsCommand.DisposeCommand.self, LeadsCommand.UndoCommand.self,
        OutboxCommand.self, OutboxCommand.List.self, OutboxCommand.Show.self,
        OutboxCommand.Send.self, OutboxCommand.Retry.self, OutboxCommand.Drop.self, SyncCommand.self, AuditCommand.self,
        AuditCommand.List.self, AuditCommand.Verify.self, EventsCommand.self, ReportCommand.self,
    ]

    /// What keeps a command from being run; `nil` when nothing does.
    static func obstacle(to command: any ParsableCommand) -> FoyerFailure? {
        let kind = type(of: command)
        // The parser's own, which prints what a command says of itself.
        guard !isAllowed(kind), String(describing: kind) != "HelpCommand" else { return nil }
        return FoyerFailure(.misused, "This login works leads only, so this command is not there. It has \(names).")
    }

    private static func isAllowed(_ kind: any ParsableCommand.Type) -> Bool {
        allowed.contains { ObjectIdentifier($0) == ObjectIdentifier(kind) }
    }

    /// `leads (list, count, …), outbox (…), sync`.
    private static var names: String {
        Foyer.configuration.subcommands.filter(isAllowed).map { command in
            let inner = command.configuration.subcommands.filter(isAllowed).map { $0._commandName }
            return command._commandName + (inner.isEmpty ? "" : " (\(inner.joined(separator: ", ")))")
        }.joined(separator: ", ")
    }
}
