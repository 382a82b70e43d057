import Leads

/// Opens pickers and forms for the selected lead.
enum OpeningReducer {
    static func reduce(_ state: inout AppState, _ action: Action) {
        switch action {
        case .beginFilter: state.overlay = .filter(TextField(state.list.filter))
        case .beginCreate: state.open(Form.newLead())
        case .beginSort: state.overlay = .picker(.sort(state.list.sort ?? state.queue?.definition.sort))
        case .showHelp: state.overlay = .help(scroll: 0)
        case .showOutbox: state.overlay = .outbox(cursor: 0)
        case .showCommandLine: state.overlay = .form(Form(.commandLine, fields: [Form.Field(":")]))
        case .showPalette(let items): state.overlay = .picker(Picker(.palette, items: items, filtering: true))
        default: openForLead(&state, action)
        }
    }

    private static func openForLead(_ state: inout AppState, _ action: Action) {
        guard let lead = state.list.selectedRow?.lead else {
            state.notice = .noLead
            return
        }
        switch action {
        case .beginStage: state.overlay = .picker(.stages(state.account.stages, for: lead))
        case .beginTags: state.overlay = .picker(.tags(state.account.tags, for: lead))
        case .beginAssign: state.overlay = .picker(.assignees(in: state.account, for: lead))
        case .beginCall: state.overlay = .picker(.callOutcomes(for: lead))
        case .beginNote: state.open(Form(.note(on: lead.id), fields: [Form.Field("Note")]))
        case .beginTrash: state.open(Form(.trash(lead.id), fields: [Form.Field("Reason")]))
        default: break
        }
    }
}

extension AppState {
    /// Opens a form with what was typed into it when it was left the last time.
    mutating func open(_ form: Form) { overlay = .form(drafts[form.purpose] ?? form) }
}

extension Picker {
    static func stages(_ stages: [Stage], for lead: Lead) -> Picker {
        let letters = accelerators(for: stages.map(\.name))
        let items = zip(stages, letters).map { stage, letter in
            Item(
                label: stage.name,
                isCurrent: stage.name == lead.stage,
                accelerator: letter,
                choice: .stage(stage.name)
            )
        }
        return Picker(.stage(of: lead.id), items: items)
    }

    /// The lead's own tags first, each of which is taken off when chosen.
    static func tags(_ known: [String], for lead: Lead) -> Picker {
        let own = lead.tags.map { Item(label: $0, detail: "remove", isCurrent: true, choice: .removeTag($0)) }
        let others = known.filter { !lead.tags.contains($0) }.map { Item(label: $0, choice: .addTag($0)) }
        var picker = Picker(.tags(of: lead.id), items: own + others, filtering: true)
        picker.cursor = 0
        return picker
    }

    /// The person themselves first, under `a`, so that `aa` takes a lead.
    static func assignees(in account: AccountState, for lead: Lead) -> Picker {
        let others = account.members.filter { $0.id != account.me?.id }
        let letters = accelerators(for: others.map(\.fullName), reserving: account.me == nil ? [] : ["a"])
        let me = account.me.map {
            Item(label: "\($0.fullName) (me)", detail: $0.email, accelerator: "a", choice: .member($0))
        }
        let items = zip(others, letters).map { member, letter in
            Item(
                label: member.fullName,
                detail: member.email,
                isCurrent: member.fullName == lead.assignee?.name,
                accelerator: letter,
                choice: .member(member)
            )
        }
        return Picker(.assignee(of: lead.id), items: [me].compactMap(\.self) + items)
    }

    static func callOutcomes(for lead: Lead) -> Picker {
        let letters: [Character] = ["t", "v", "n", "b", "d", "c"]
        let items = zip(CallOutcome.allCases, letters).map { outcome, letter in
            Item(label: outcome.label, accelerator: letter, choice: .outcome(outcome))
        }
        return Picker(.callOutcome(of: lead.id), items: items)
    }

    static func sort(_ current: LeadSort?) -> Picker {
        let letters: [Character] = ["c", "u", "t", "v", "s", "n", "g"]
        let items = zip(LeadSort.Key.allCases, letters).map { key, letter in
            Item(
                label: key.rawValue,
                isCurrent: key == current?.key,
                accelerator: letter,
                choice: .sort(LeadSort(key, descending: key != .name && key != .stage))
            )
        }
        return Picker(.sort, items: items)
    }
}
