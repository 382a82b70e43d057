import ViewModels

extension CommandTable {
    static let program: [Command] = [
        // Which line the sheet begins on hangs on what was decided before it.
        Command("outbox", "changes that are not on the server yet", .program, keys: ["w"], needs: .journal) { _ in
            .open(.outbox)
        },
        Command("help", "every verb and its keys", .program, keys: ["?", "<F1>"], hint: "help") { _ in .open(.help) },
        Command("command", "type a command", .program, keys: [":"]) { _ in .open(.commandLine("")) },
        Command("palette", "find a verb by its name", .program, keys: ["<C-k>"]) { _ in
            .open(.palette(paletteItems(of: standard.commands)))
        },
        Command("suspend", "back to the shell; fg returns", .program, keys: ["<C-z>"]) { _ in .program(.suspend) },
        Command("quit", "quit; unsent changes are kept and go out", .program, keys: ["q", "Q"]) { _ in .program(.quit)
        },
    ]

    /// All verbs that can be run without words behind them, for the palette.
    static func paletteItems(of commands: [Command]) -> [Picker.Item] {
        commands.filter { !$0.name.hasPrefix("queue-") }.map { command in
            let keys = command.keys.compactMap(KeyNotation.parse).map { KeyNotation.display($0) }
            return Picker.Item(
                label: "\(command.name): \(command.summary)",
                detail: keys.joined(separator: " "),
                choice: .verb(command.name)
            )
        }
    }
}
