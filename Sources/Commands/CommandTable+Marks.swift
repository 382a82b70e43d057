import ViewModels

extension CommandTable {
    /// Marking leads; a verb that is pressed while leads are marked is about all of them.
    static let marks: [Command] = [
        mark("mark-lead", "mark the lead, or take its mark off", ["<Space>", "x"], needs: .rows, .toggle),
        mark("mark-range", "begin or end a range of marks that grows with the cursor", ["v"], needs: .rows, .range),
        mark("mark-invert", "turn the marks of this view round", ["V", "*i"], .invert),
        mark("mark-all", "mark every lead of this view", ["*a"], .all),
        mark("mark-none", "take all marks off", ["*n"], .none),
        mark("mark-alone", "show only marked leads, or all again", ["*s"], .alone),
        Command(
            "mark-same",
            "mark the leads of this view with the same stage, source or owner",
            .view,
            keys: ["*="],
            argument: "stage|source|owner",
            needs: .rowsAndJournal,
            obstacle: needsLeadAndNoTriage
        ) { words throws(CommandError) in
            guard !words.isEmpty else { return .open(.likeness) }
            guard let likeness = Likeness(rawValue: words.lowercased()) else {
                let known = Likeness.allCases.map(\.rawValue)
                throw .badArgument(command: "mark-same", argument: words, known: known)
            }
            return .mark(.same(likeness))
        },
        Command(
            "spread",
            "give the marked leads to several members, each as many",
            .lead,
            argument: "NAME,NAME…",
            needs: .rows,
            obstacle: noTriage
        ) { words throws(CommandError) in
            guard !words.isEmpty else { throw .missingArgument(command: "spread", argument: "NAME,NAME…") }
            return .mark(.spread(words))
        },
        Command("bulk", "the plan or the run that the marked leads are in", .moving, keys: ["gb"], needs: .journal) {
            _ in
            .open(.bulk)
        },
        Command(
            "mark",
            "mark the leads of this view that fit a query",
            .view,
            keys: ["*f"],
            argument: "QUERY",
            needs: .rowsAndJournal,
            obstacle: noTriage
        ) { words in
            words.isEmpty ? .open(.commandLine("mark ")) : .mark(.matching(words))
        },
    ]

    private static func mark(
        _ name: String,
        _ summary: String,
        _ keys: [String],
        needs: Command.Needs = .rowsAndJournal,
        _ marking: Marking
    ) -> Command {
        Command(name, summary, .view, keys: keys, needs: needs, obstacle: noTriage) { _ in .mark(marking) }
    }

    private static let noTriage: @Sendable (AppState) -> String? = { state in
        state.triage == nil ? nil : "triage is about one lead at a time; \(state.keys[.leaveTriage]) leaves it"
    }

    private static let needsLeadAndNoTriage: @Sendable (AppState) -> String? = { state in
        noTriage(state) ?? Command.needsLead(state)
    }
}
