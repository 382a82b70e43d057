import Leads

/// A program of the person's, to be run on the selected lead.
package struct ToolCall: Hashable, Sendable {
    /// What it is called in titles.
    package var name: String
    /// The program and its arguments, or the one line for a shell.
    package var words: [String]
    /// Whether ``words`` are a line that a shell reads.
    package var usesShell: Bool
    /// Whether the lead comes on its standard input, as JSON; its fields are in the environment either way.
    package var takesJSON: Bool
    /// How long it may take.
    package var seconds: Int

    package init(_ name: String, _ words: [String], usesShell: Bool = false, takesJSON: Bool = false, seconds: Int = 10)
    {
        self.name = name
        self.words = words
        self.usesShell = usesShell
        self.takesJSON = takesJSON
        self.seconds = seconds
    }
}

/// What came of a program.
package struct ToolAnswer: Hashable, Sendable {
    /// What it printed, made fit for a screen.
    package var lines: [String]
    /// Why that is not all, or nothing; `nil` when it ended well.
    package var trouble: String?

    package init(lines: [String], trouble: String? = nil) {
        self.lines = lines
        self.trouble = trouble
    }
}

extension AppState {
    /// Runs a program on the selected lead, which it keeps whatever the cursor does meanwhile.
    mutating func run(_ call: ToolCall) -> [Effect] {
        guard let row = list.selectedRow else {
            notice = .noLead
            return [.bell]
        }
        if let refusal = refuseUnderMask(call.name) { return refusal }
        notice = .noted("\(call.name) runs on \(row.lead.displayName)…")
        return [.runTool(call, on: workableLead(row.lead.id) ?? row.lead)]
    }

    /// A line is a notice; more of them are a sheet to read.
    mutating func take(_ answer: ToolAnswer, of call: ToolCall) {
        if let trouble = answer.trouble {
            notice = .trouble(reason: "\(call.name): \(trouble)")
        } else if answer.lines.count < 2 {
            notice = .noted(answer.lines.first.map { "\(call.name): \($0)" } ?? "\(call.name) is done.")
        }
        guard answer.lines.count > 1 else { return }
        let sheet = Overlay.help(HelpSheet(title: call.name, rows: answer.lines.map(HelpSheet.Row.text)))
        guard overlay == nil else {
            // What somebody is in the middle of stays on top; the answer lies under it.
            if answer.trouble == nil {
                notice = .noted(
                    "\(call.name) has answered: its \(answer.lines.count) lines are shown when this is left."
                )
            }
            overlays.insert(sheet, at: 0)
            return
        }
        if answer.trouble == nil { notice = nil }
        push(sheet)
    }
}
