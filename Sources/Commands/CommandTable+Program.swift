import ViewModels

extension CommandTable {
    static let program: [Command] = [
        // Which line the sheet begins on hangs on what was decided before it, and on the lead that one stands on.
        Command("outbox", "changes that are not on the server yet", .program, keys: ["w"], needs: .rowsAndJournal) {
            _ in
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
        Command(
            "theme",
            "wear another theme for this sitting",
            .program,
            argument: "NAME"
        ) { words in
            words.isEmpty ? .open(.commandLine("theme ")) : .program(.equip(.theme(words)))
        },
        Command("reload", "read the files of settings, keys, queues and outcomes again", .program) { _ in
            .program(.equip(.reload))
        },
        Command(
            "pipe",
            "give the lead as JSON to a program",
            .program,
            keys: ["|"],
            argument: "PROGRAM WORDS",
            needs: .rows,
            obstacle: Command.needsLead
        ) { words throws(CommandError) in
            guard !words.isEmpty else { return .open(.commandLine("pipe ")) }
            return .program(.tool(ToolCall(words, ToolWords.split(words), takesJSON: true)))
        },
        Command(
            "tour",
            "learn by doing, in the demo: begin, skip a step, stop",
            .program,
            argument: "begin|skip|stop",
            obstacle: { $0.isDemo ? nil : "the tour changes leads, so it is part of foyer demo" }
        ) { words throws(CommandError) in
            switch words.lowercased() {
            case "", "begin": .program(.tour(.begin))
            case "skip": .program(.tour(.skip))
            case "stop": .program(.tour(.stop))
            default: throw .badArgument(command: "tour", argument: words, known: ["begin", "skip", "stop"])
            }
        },
        Command("skip-step", "skip a step of the tour", .program, keys: ["gs"]) { _ in .program(.tour(.skip)) },
        Command("suspend", "back to the shell; fg returns", .program, keys: ["<C-z>"]) { _ in .program(.suspend) },
        Command("quit", "quit; unsent changes are kept and go out", .program, keys: ["q", "Q"]) { _ in .program(.quit)
        },
    ]
}
