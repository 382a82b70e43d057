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
        case .toggleWords:
            if case .callOutcome = purpose {
                picker.asksForWords.toggle()
            } else if let text = completed {
                picker.filter = TextField(text)
                picker.cursor.place(at: 0, count: picker.matches.count)
            }
        case .submit:
            guard let item = selected else {
                state.notice = .noted(
                    "Nothing matches. Backspace widens the search, \(state.keys[.pickerCancel]) leaves."
                )
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
        if let obstacle = obstacle(toTyped: item, state) {
            return state.refuse(obstacle, lead: leadName ?? "The lead")
        }
        state.pop()
        switch item.choice {
        case .intent(let intent):
            if let replaced { return state.replace(replaced, with: intent) }
            return purpose.lead.map { state.plan(intent, on: $0) } ?? []
        case .disposition(let id):
            guard let lead = purpose.lead else { return [] }
            return asksForWords ? state.askForWords(of: id, on: lead) : state.dispose(id, on: lead)
        case .mark(let likeness): return purpose.lead.map { state.markLeads(with: likeness, like: $0) } ?? []
        case .template(let text): return state.insertIntoForm(text)
        case .deal(let deal): return purpose.lead.map { state.openStages(of: deal, on: $0) } ?? []
        case .newDeal: return purpose.lead.map { state.openNewDeal(on: $0) } ?? []
        case .dropCall:
            state.call = nil
            state.notice = .noted("The clock is stopped; no call was logged.")
            return []
        case .sort(let sort): return NavigationReducer.reduce(&state, .setSort(sort))
        }
    }

    /// Why what was typed cannot be taken; it then stays in its line.
    private func obstacle(toTyped item: Item, _ state: AppState) -> PlanObstacle? {
        guard filter != nil, replaced == nil, case .intent(let intent) = item.choice, let lead = purpose.lead,
            case .blocked(let obstacle) = lead == .marked
                ? state.planner.plan(intent, for: state.markedLeads) : state.verdict(on: intent, for: lead),
            case .tooLong = obstacle
        else { return nil }
        return obstacle
    }

    private func remove(_ state: inout AppState, _ item: Item?) -> [Effect] {
        guard let item, canComeOff(item), case .tags(let lead) = purpose else {
            state.notice = .noted("Only a tag that the lead has can be taken off.")
            return [.bell]
        }
        state.pop()
        return state.plan(.removeTag(item.label), on: lead)
    }
}
