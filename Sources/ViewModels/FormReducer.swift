import Leads

/// Filling in, checking and sending off a form.
enum FormReducer {
    static func reduce(_ state: inout AppState, _ form: Form, _ action: Action) -> [Effect] {
        var form = form
        switch action {
        case .edit(let edit): form.edit(edit)
        case .moveFocus(let step): form.moveFocus(by: step)
        case .cancel:
            state.drafts[form.purpose] = form.isEmpty || form.purpose == .commandLine ? nil : form
            state.overlay = nil
            return []
        case .submit: return submit(&state, form)
        default: break
        }
        state.overlay = .form(form)
        return []
    }

    private static func submit(_ state: inout AppState, _ form: Form) -> [Effect] {
        let text = form.fields.first?.text.text.trimmed ?? ""
        switch form.purpose {
        case .note(let lead):
            if let problem = form.check(text, limit: LeadLimits.note) { return reject(&state, form, problem) }
            return accept(&state, form) { VerbReducer.submit(&$0, .addNote(text), on: lead, restoring: form) }
        case .call(let lead, let outcome):
            if LeadLimits.length(of: text) > LeadLimits.contactLog {
                return reject(&state, form, form.tooLong(text, limit: LeadLimits.contactLog))
            }
            return accept(&state, form) { VerbReducer.logCall(&$0, on: lead, outcome, text: text, restoring: form) }
        case .trash(let lead):
            if let problem = form.check(text, limit: LeadLimits.note) { return reject(&state, form, problem) }
            let name = state.row(of: lead)?.lead.displayName ?? "this lead"
            state.drafts[form.purpose] = form
            state.overlay = .confirm(Confirmation(.trash(lead, name: name, reason: text)))
            return []
        case .create:
            switch form.newLead(stages: state.account.stages) {
            case .failure(let rejected): return reject(&state, form, rejected.problem)
            case .success(let new): return accept(&state, form) { _ in [.create(new, restoring: form)] }
            }
        case .commandLine:
            state.overlay = nil
            return text.isEmpty ? [] : [.run(commandLine: text)]
        }
    }

    private static func reject(_ state: inout AppState, _ form: Form, _ problem: FormProblem) -> [Effect] {
        var form = form
        form.problem = problem
        state.overlay = .form(form)
        return [.bell]
    }

    private static func accept(
        _ state: inout AppState,
        _ form: Form,
        _ act: (inout AppState) -> [Effect]
    ) -> [Effect] {
        state.drafts[form.purpose] = nil
        state.overlay = nil
        return act(&state)
    }
}

extension Form {
    fileprivate func check(_ text: String, limit: Int) -> FormProblem? {
        if text.isEmpty { return .missing(field: fields[0].label) }
        return LeadLimits.length(of: text) > limit ? tooLong(text, limit: limit) : nil
    }

    fileprivate func tooLong(_ text: String, limit: Int) -> FormProblem {
        .tooLong(field: fields[0].label, length: LeadLimits.length(of: text), limit: limit)
    }
}
