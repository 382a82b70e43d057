import Leads

/// Keys of a picker.
extension Picker {
    func reduce(_ state: inout AppState, _ action: Action) -> [Effect] {
        var picker = self
        switch action {
        case .edit(let edit):
            var field = filter ?? TextField()
            field.apply(edit)
            picker.filter = field
            picker.cursor.place(at: 0, count: picker.matches.count)
        case .move(let motion): picker.cursor.move(motion, count: matches.count)
        case .beginFilter: picker.filter = TextField()
        case .submit:
            guard let item = selected else {
                state.notice = .noted("Nothing matches. Backspace widens the search, Esc leaves.")
                return [.bell]
            }
            return isRemoving ? remove(&state, item) : choose(&state, item)
        case .choose(let item): return choose(&state, item)
        case .remove: return remove(&state, selected)
        case .cancel:
            state.pop()
            return []
        }
        state.replaceTop(with: .picker(picker))
        return []
    }

    private func choose(_ state: inout AppState, _ item: Item) -> [Effect] {
        state.pop()
        switch item.choice {
        case .intent(let intent):
            if let replaced { return state.replace(replaced, with: intent) }
            return purpose.lead.map { state.plan(intent, on: $0) } ?? []
        case .outcome(let outcome):
            guard let lead = purpose.lead else { return [] }
            return beginCall(&state, on: lead, outcome)
        case .sort(let sort): return NavigationReducer.reduce(&state, .setSort(sort))
        case .verb(let name): return [.run(commandLine: name)]
        }
    }

    /// What would be refused at the end of the form is said before anything is typed into it.
    private func beginCall(_ state: inout AppState, on lead: Lead.ID, _ outcome: CallOutcome) -> [Effect] {
        let verdict = state.verdict(on: .logCall(outcome, text: "", phone: nil), for: lead)
        if case .blocked(let obstacle) = verdict { return state.refuse(obstacle, lead: leadName ?? "") }
        state.open(Form.call(on: lead, named: leadName, outcome))
        return []
    }

    private func remove(_ state: inout AppState, _ item: Item?) -> [Effect] {
        guard let item, item.isCurrent, case .tags(let lead) = purpose else {
            state.notice = .noted("Only a tag that the lead has can be taken off.")
            return [.bell]
        }
        state.pop()
        return state.plan(.removeTag(item.label), on: lead)
    }
}
