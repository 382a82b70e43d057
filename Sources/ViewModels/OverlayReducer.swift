import Leads

/// Keys of whatever lies over the panes.
enum OverlayReducer {
    static func reduce(_ state: inout AppState, _ action: Action) -> [Effect] {
        switch state.overlay {
        case .filter(let field): return filter(&state, field, action)
        case .picker(let picker): return pick(&state, picker, action)
        case .form(let form): return FormReducer.reduce(&state, form, action)
        case .confirm(let confirmation): return confirm(&state, confirmation, action)
        case .help(let scroll): help(&state, scroll, action)
        case .outbox(let cursor): return outbox(&state, cursor, action)
        case nil: break
        }
        return []
    }

    private static func filter(_ state: inout AppState, _ field: TextField, _ action: Action) -> [Effect] {
        switch action {
        case .edit(let edit):
            var field = field
            field.apply(edit)
            state.overlay = .filter(field)
            return state.filter(by: field.text)
        case .submit:
            state.overlay = nil
            // Asked once more as a finished text, so that a mistake in it is said.
            return state.list.filter.isEmpty ? [] : [.query(state.question(isNewView: true))]
        case .cancel:
            state.overlay = nil
            return state.filter(by: "")
        case .moveFocus(let step):
            return NavigationReducer.reduce(&state, .move(.lines(step)))
        default:
            break
        }
        return []
    }

    private static func pick(_ state: inout AppState, _ picker: Picker, _ action: Action) -> [Effect] {
        var picker = picker
        switch action {
        case .edit(let edit): picker.edit(edit)
        case .moveFocus(let step): picker.move(by: step)
        case .beginPickerFilter: picker.filter = TextField()
        case .submit:
            guard let item = picker.selected else { return [.bell] }
            return choose(&state, picker, item)
        case .choose(let item): return choose(&state, picker, item)
        case .cancel:
            state.overlay = nil
            return []
        default: break
        }
        state.overlay = .picker(picker)
        return []
    }

    private static func choose(_ state: inout AppState, _ picker: Picker, _ item: Picker.Item) -> [Effect] {
        state.overlay = nil
        switch (picker.purpose, item.choice) {
        case (.stage(let lead), .stage(let name)): return VerbReducer.setStage(&state, of: lead, to: name)
        case (.tags(let lead), .addTag(let tag)): return VerbReducer.changeTag(&state, of: lead, .addTag(tag))
        case (.tags(let lead), .removeTag(let tag)): return VerbReducer.changeTag(&state, of: lead, .removeTag(tag))
        case (.assignee(let lead), .member(let member)): return VerbReducer.assign(&state, lead, to: member)
        case (.callOutcome(let lead), .outcome(let outcome)):
            state.open(Form(.call(on: lead, outcome), fields: [Form.Field("What was said (may stay empty)")]))
        case (.sort, .sort(let sort)): return NavigationReducer.reduce(&state, .setSort(sort))
        case (.palette, .verb(let name)): return [.run(commandLine: name)]
        default: break
        }
        return []
    }

    private static func confirm(
        _ state: inout AppState,
        _ confirmation: Confirmation,
        _ action: Action
    ) -> [Effect] {
        switch action {
        case .shown:
            state.overlay = .confirm(Confirmation(shown: confirmation.question))
        case .answer(let isYes) where confirmation.isShown:
            state.overlay = nil
            guard isYes else { return [] }
            switch confirmation.question {
            case .trash(let lead, _, let reason):
                state.drafts[.trash(lead)] = nil
                return VerbReducer.trash(&state, lead, reason: reason)
            case .drop(let entry): return [.drop(entry.id)]
            }
        case .cancel:
            state.overlay = nil
        default: break
        }
        return []
    }

    private static func help(_ state: inout AppState, _ scroll: Int, _ action: Action) {
        switch action {
        case .moveFocus(let step): state.overlay = .help(scroll: max(0, scroll + step))
        case .cancel, .submit: state.overlay = nil
        default: break
        }
    }

    private static func outbox(_ state: inout AppState, _ cursor: Int, _ action: Action) -> [Effect] {
        switch action {
        case .moveFocus(let step):
            state.overlay = .outbox(cursor: min(max(0, cursor + step), max(0, state.unsent.count - 1)))
        case .cancel, .submit: state.overlay = nil
        default: break
        }
        return []
    }
}

extension Confirmation {
    fileprivate init(shown question: Question) {
        self.init(question)
        isShown = true
    }
}
