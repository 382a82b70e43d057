import Leads
import ViewModels

extension CommandTable {
    /// Finishing with a lead and coming back to it.
    static let handling: [Command] = [
        Command("done", "done with the lead; the next one", .lead, keys: ["e"], hint: "done", needs: .rows) { _ in
            .handle(.done)
        },
        Command(
            "again",
            "the last verb once more, on this lead",
            .lead,
            keys: ["."],
            needs: .rows,
            obstacle: Command.needsLeadOrMarks
        ) { _ in
            .handle(.again)
        },
        Command(
            "dispose",
            "run a disposition, such as no-answer, with what was said",
            .lead,
            argument: "NAME WORDS",
            needs: .rows,
            obstacle: Command.needsLeadOrMarks
        ) { words throws(CommandError) in
            let parts = words.split(separator: " ", maxSplits: 1)
            guard let name = parts.first else {
                throw .missingArgument(command: "dispose", argument: "NAME WORDS")
            }
            return .handle(.dispose(String(name), words: parts.count > 1 ? String(parts[1]) : ""))
        },
        Command(
            "follow-up",
            "plan a follow-up: f1 tomorrow, f3, f7, ft today, or a date",
            .lead,
            keys: ["f"],
            hint: "follow-up",
            argument: "WHEN; WHAT",
            needs: .rows,
            obstacle: Command.needsLeadOrMarks
        ) { words in
            guard !words.isEmpty else { return .open(.followUp) }
            let parts = words.split(separator: ";", maxSplits: 1, omittingEmptySubsequences: false)
            let wish = FollowUpWish(String(parts[0]).trimmed, text: parts.count > 1 ? String(parts[1]) : nil)
            return .work(.addFollowUp(wish))
        },
        Command(
            "snooze",
            "put the lead aside until a time, or until it acts",
            .lead,
            keys: ["b"],
            hint: "snooze",
            argument: "WHEN|acts",
            needs: .rows,
            obstacle: Command.needsLeadOrMarks
        ) { words in
            guard !words.isEmpty else { return .open(.snooze) }
            return .work(.snooze(until: words.lowercased() == "acts" ? nil : words))
        },
        Command("agenda", "my day: follow-ups, and leads put aside", .moving, keys: ["gf"], needs: .journal) { _ in
            .open(.agenda)
        },
        Command(
            "report",
            "reports: speed to lead, response, funnel, ageing, overdue, what I did",
            .moving,
            keys: ["gr"],
            argument: "NAME"
        ) { words throws(CommandError) in
            guard !words.isEmpty else { return .open(.report(.speed)) }
            guard let name = ReportName(rawValue: words.lowercased()) else {
                throw .badArgument(command: "report", argument: words, known: ReportName.allCases.map(\.rawValue))
            }
            return .open(.report(name))
        },
        Command(
            "triage",
            "work the queue lead by lead; 1 to 9 are the outcomes there",
            .moving,
            keys: ["gt"],
            needs: .rows
        ) { _ in
            .handle(.startTriage)
        },
    ]

    /// Verbs whose keys mean this in triage and something else outside it.
    static let triageCommands: [Command] =
        (1...9).map { number in
            Command(
                "outcome-\(number)",
                "outcome \(number) of the panel",
                .lead,
                keys: [String(number)],
                needs: .rows
            ) { _ in
                .handle(.disposeAt(number - 1))
            }
        } + [
            Command("words", "the marked outcome, with what was said", .lead, keys: ["i"], needs: .rows) { _ in
                .handle(.words)
            },
            Command("skip", "pass the lead over", .lead, keys: ["J"], needs: .rows) { _ in .handle(.skip) },
            Command("leave-triage", "leave triage", .moving, keys: ["q", "<Esc>"], needs: .rows) { _ in
                .handle(.leaveTriage)
            },
        ]
}
