package import Leads

/// Asks when: by one key for the usual days, or by words such as `tue 3pm`.
package struct DatePrompt: Hashable, Sendable {
    package var purpose: Purpose
    package var leadName: String
    /// What is being typed; `nil` while keys choose.
    package var field: TextField?
    /// Why the date was not taken; what was typed stays.
    package var problem: PlanObstacle?

    /// What the date is for.
    package enum Purpose: Hashable, Sendable {
        case followUp(of: Lead.ID)
        case snooze(of: Lead.ID)
        case move(FollowUp)

        var lead: Lead.ID {
            switch self {
            case .followUp(let lead), .snooze(let lead): lead
            case .move(let followUp): followUp.leadID
            }
        }

        func renaming(_ provisional: Lead.ID, to real: Lead.ID) -> Purpose {
            switch self {
            case .followUp(provisional): .followUp(of: real)
            case .snooze(provisional): .snooze(of: real)
            case .followUp, .snooze, .move: self
            }
        }
    }

    /// A usual time, chosen by one key.
    package struct Choice: Hashable, Sendable {
        package var key: Character
        package var label: String
        /// What ``FollowUpDate`` reads; `nil` waits for the lead to act.
        package var text: String?
    }

    package init(_ purpose: Purpose, for leadName: String) {
        self.purpose = purpose
        self.leadName = leadName
    }

    /// Follows a created lead to the id the server gave it.
    mutating func rename(_ provisional: Lead.ID, to real: Lead.ID) {
        purpose = purpose.renaming(provisional, to: real)
    }

    package enum Action: Hashable, Sendable {
        case choose(Character)
        case beginTyping
        case edit(TextField.Edit)
        case submit
        case cancel
    }

    package var choices: [Choice] {
        let days = [
            Choice(key: "1", label: "tomorrow", text: "1"), Choice(key: "3", label: "in three days", text: "3"),
            Choice(key: "7", label: "in a week", text: "7"), Choice(key: "t", label: "today", text: "t"),
        ]
        switch purpose {
        case .followUp, .move: return days
        case .snooze:
            return days + [
                Choice(key: "h", label: "in three hours", text: "3 hours"),
                Choice(key: "a", label: "until the lead acts", text: nil),
            ]
        }
    }

    /// The date that was typed, without what is to be done then.
    package var when: String {
        String((field?.text ?? "").prefix { $0 != ";" }).trimmed
    }

    /// What is to be done, typed behind a semicolon.
    private var what: String? {
        let rest = (field?.text ?? "").drop { $0 != ";" }.dropFirst()
        let text = String(rest).trimmed
        return text.isEmpty ? nil : text
    }

    func reduce(_ state: inout AppState, _ action: Action) -> [Effect] {
        var prompt = self
        switch action {
        case .choose(let key):
            guard let choice = choices.first(where: { $0.key == key }) else { return [] }
            return submit(&state, intent(choice.text))
        case .beginTyping: prompt.field = field ?? TextField()
        case .edit(let edit):
            prompt.problem = nil
            var text = field ?? TextField()
            text.apply(edit)
            prompt.field = text
        case .submit:
            guard field != nil else { return submit(&state, intent(choices.first?.text)) }
            return submit(&state, intent(when))
        case .cancel:
            state.pop()
            return []
        }
        state.replaceTop(with: .dates(prompt))
        return []
    }

    private func intent(_ text: String?) -> Intent {
        switch purpose {
        case .followUp: .addFollowUp(FollowUpWish(text ?? "", text: what))
        case .snooze: .snooze(until: text)
        case .move(let followUp): .moveFollowUp(followUp, to: text ?? "")
        }
    }

    /// Sends the intent off, or stays open with the reason why not.
    private func submit(_ state: inout AppState, _ intent: Intent) -> [Effect] {
        if purpose.lead == .marked { return plan(&state, intent) }
        switch state.datedVerdict(on: intent, for: self) {
        case .change(let change):
            state.pop()
            state.remember(intent)
            let typed = field.flatMap { $0.isBlank ? nil : self }
            return state.submit([Proposal(change, on: purpose.lead)], restoring: nil, reopening: typed)
        case .nothingToDo(let reason):
            state.pop()
            state.notice = .nothingToDo(reason, lead: leadName)
            return []
        // Nothing was typed that could be lost.
        case .blocked(.leadGone) where field == nil:
            state.pop()
            return state.refuse(.leadGone, lead: leadName)
        case .blocked(let obstacle): return refuse(&state, obstacle)
        }
    }

    /// Stays open with the reason why not.
    private func refuse(_ state: inout AppState, _ obstacle: PlanObstacle) -> [Effect] {
        var prompt = self
        prompt.problem = obstacle
        state.replaceTop(with: .dates(prompt))
        return [.bell]
    }
}

extension DatePrompt {
    /// Plans the date for the marked leads, each on its own clock; one that nobody can read stays open.
    private func plan(_ state: inout AppState, _ intent: Intent) -> [Effect] {
        guard case .blocked(let obstacle) = state.planner.plan(intent, for: state.markedLeads) else {
            state.pop()
            return state.planBulk(.intent(intent))
        }
        return refuse(&state, obstacle)
    }
}

extension AppState {
    /// Puts a date back on the screen that the journal did not take; behind what somebody is in the middle of.
    mutating func reopen(_ prompt: DatePrompt) {
        switch overlay {
        case nil, .agenda: push(.dates(prompt))
        case .filter, .picker, .form, .question, .help, .outbox, .dates, .report, .summary, .palette, .bulk:
            overlays.insert(.dates(prompt), at: 0)
        }
    }

    /// What a date means for the lead of a prompt, before Enter.
    package func preview(_ text: String, in prompt: DatePrompt) -> Result<FollowUpDate, FollowUpDateError> {
        planner.date(text, for: workableLead(prompt.purpose.lead) ?? Lead(id: prompt.purpose.lead, firstName: ""))
    }

    /// Whose zone it is, for the preview: `nil` when the person's own clock counts.
    package func placeOfDates(in prompt: DatePrompt) -> CallingZone? {
        workableLead(prompt.purpose.lead).flatMap { planner.zone(of: $0) }
    }

    /// Asks for a lead that is not among the rows: which day a date is, and whether there is anything to plan, hangs on
    /// it, so keys wait for the answer.
    mutating func askForRow(of id: Lead.ID) -> [Effect] {
        guard list.row(of: id) == nil else { return [] }
        list.awaitNextAnswer()
        return [askIndex()]
    }

    /// A follow-up of my day may belong to a lead that is not among the rows.
    fileprivate func datedVerdict(on intent: Intent, for prompt: DatePrompt) -> Verdict {
        let id = prompt.purpose.lead
        guard case .agenda = overlays.dropLast().last else { return verdict(on: intent, for: id) }
        return agendaVerdict(on: intent, for: id, named: prompt.leadName)
    }
}
