import Leads
import ViewModels

extension CommandTable {
    static let leads: [Command] = [
        Command(
            "stage",
            "move to another stage",
            .lead,
            keys: ["s"],
            hint: "stage",
            argument: "STAGE",
            needs: .rows,
            obstacle: Command.needsStages,
            action: { words in words.isEmpty ? .open(.stages) : .work(.setStage(words)) }
        ),
        Command(
            "tags",
            "add or remove a tag",
            .lead,
            keys: ["t"],
            hint: "tags",
            needs: .rows,
            obstacle: Command.needsLeadOrMarks,
            action: { _ in .open(.tags) }
        ),
        Command("tag", "add a tag", .lead, argument: "TAG", needs: .rows, obstacle: Command.needsLeadOrMarks) {
            words throws(CommandError) in
            let tag = try word(words, of: "tag", "TAG")
            // As in a filter, where -hot leaves hot out; t adds a tag that really begins so.
            if tag.count > 1, tag.hasPrefix("-") { return .work(.removeTag(String(tag.dropFirst()))) }
            return .work(.addTag(tag.count > 1 && tag.hasPrefix("+") ? String(tag.dropFirst()) : tag))
        },
        Command(
            "untag",
            "remove a tag",
            .lead,
            argument: "TAG",
            needs: .rows,
            obstacle: Command.needsLeadOrMarks
        ) { words throws(CommandError) in
            .work(.removeTag(try word(words, of: "untag", "TAG")))
        },
        Command(
            "assign",
            "assign to a member; aa takes the lead yourself",
            .lead,
            keys: ["a"],
            hint: "assign",
            argument: "NAME|EMAIL|me",
            needs: .rows,
            obstacle: Command.needsMembers,
            action: { words in words.isEmpty ? .open(.assignees) : .work(.assign(to: .named(words))) }
        ),
        Command(
            "call",
            "log a call: outcome, then what was said",
            .lead,
            keys: ["c"],
            hint: "call",
            argument: "OUTCOME TEXT",
            needs: .rows,
            obstacle: Command.needsLeadOrMarks,
            action: logCall
        ),
        Command(
            "note",
            "write a note",
            .lead,
            keys: ["m"],
            hint: "note",
            argument: "TEXT",
            needs: .rows,
            obstacle: Command.needsLeadOrMarks,
            action: { words in words.isEmpty ? .open(.note) : .work(.addNote(words)) }
        ),
        Command(
            "edit",
            "edit names, emails, phones, source, wishes, address and tags",
            .lead,
            keys: ["E"],
            needs: .rows,
            obstacle: Command.needsLead
        ) { _ in
            .open(.edit)
        },
        Command("new", "new lead", .lead, keys: ["N"], hint: "new", needs: .rowsAndJournal) { _ in .open(.newLead) },
        Command(
            "trash",
            "move to the trash, with a reason; there is no way back",
            .lead,
            keys: ["X"],
            argument: "REASON",
            needs: .rows,
            obstacle: Command.needsLead,
            action: { words in words.isEmpty ? .open(.trash) : .work(.trash(reason: words)) }
        ),
        Command(
            "hide",
            "hide a lead of yours from the team, or show it again",
            .lead,
            keys: ["gh"],
            argument: "yes|no",
            needs: .rows,
            obstacle: Command.needsLeadOrMarks
        ) { words throws(CommandError) in
            switch words.lowercased() {
            case "": return .work(.setHidden(nil))
            case "yes": return .work(.setHidden(true))
            case "no": return .work(.setHidden(false))
            default: throw .badArgument(command: "hide", argument: words, known: ["yes", "no"])
            }
        },
        Command("undo", "undo the last change", .lead, keys: ["u"], hint: "undo", needs: .rows) { _ in .undo },
        Command("redo", "do it again after an undo", .lead, keys: ["U"], needs: .rows) { _ in .redo },
    ]

    private static func word(_ words: String, of command: String, _ argument: String) throws(CommandError) -> String {
        guard !words.isEmpty else { throw .missingArgument(command: command, argument: argument) }
        return words
    }

    /// `call`, or `call NoAnswer left at the gate`.
    private static func logCall(_ words: String) throws(CommandError) -> Action {
        let parts = words.split(separator: " ", maxSplits: 1)
        guard let first = parts.first else { return .open(.callOutcomes) }
        guard let outcome = CallOutcome.allCases.first(where: { $0.rawValue.lowercased() == first.lowercased() }) else {
            let known = CallOutcome.allCases.map(\.rawValue)
            throw .badArgument(command: "call", argument: String(first), known: known)
        }
        return .work(.logCall(outcome, text: parts.count > 1 ? String(parts[1]) : "", phone: nil))
    }
}
