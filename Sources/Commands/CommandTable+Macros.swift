import ViewModels

extension CommandTable {
    /// Recording what is decided, and taking the same steps again.
    static let macros: [Command] = [
        // Which steps there are hangs on what the journal took, and on what an undo came to.
        Command(
            "record",
            "record a macro: the steps from here on; alone, end it",
            .lead,
            argument: "NAME",
            needs: .rowsAndJournal
        ) { words in
            .handle(.record(words.lowercased()))
        },
        Command(
            "replay",
            "take the steps of a macro, here or on marked leads",
            .lead,
            argument: "NAME",
            needs: .rows,
            obstacle: Command.needsLeadOrMarks
        ) { words throws(CommandError) in
            guard !words.isEmpty else { throw .missingArgument(command: "replay", argument: "NAME") }
            return .handle(.replay(words.lowercased()))
        },
    ]
}

extension Command {
    /// The verb of one macro, so that it can have a key.
    package static func macro(_ name: String) -> Command {
        Command(
            "macro-\(name)",
            "take the steps of “\(name)”",
            .lead,
            needs: .rows,
            obstacle: Command.needsLeadOrMarks
        ) { _ in
            .handle(.replay(name))
        }
    }
}
