import ViewModels

extension CommandTable {
    static let program: [Command] = [
        // Which line the sheet begins on hangs on what was decided before it.
        Command("outbox", "changes that are not on the server yet", .program, keys: ["w"], needs: .journal) { _ in
            .open(.outbox)
        },
        Command("help", "every verb and its keys", .program, keys: ["?", "<F1>"], hint: "help") { _ in .open(.help) },
        // Words that it offers are those of the selected lead, and Enter takes one that is begun.
        Command(
            "palette",
            "find a verb by its name, or type a line",
            .program,
            keys: [":", "<C-k>"],
            argument: "LINE",
            needs: .rows
        ) { words in
            .open(.commandLine(words))
        },
        Command("suspend", "back to the shell; fg returns", .program, keys: ["<C-z>"]) { _ in .program(.suspend) },
        Command("quit", "quit; unsent changes are kept and go out", .program, keys: ["q", "Q"]) { _ in .program(.quit)
        },
    ]
}
