import Leads

/// Filling in, checking and sending off a form.
extension Form {
    static func note(on lead: Lead) -> Form {
        Form(
            .note(on: lead.id),
            for: lead.displayName,
            fields: [Field("Note", limit: LeadLimits.note, isMultiline: true)]
        )
    }

    static func trash(_ lead: Lead) -> Form {
        Form(.trash(lead.id), for: lead.displayName, fields: [Field("Reason", limit: LeadLimits.note)])
    }

    static func words(of disposition: Disposition, on lead: Lead.ID, named name: String?) -> Form {
        Form(
            .call(on: lead, disposition),
            for: name,
            fields: [Field("What was said (may stay empty)", limit: LeadLimits.contactLog, isMultiline: true)]
        )
    }

    func reduce(_ state: inout AppState, _ action: Action) -> [Effect] {
        var form = self
        switch action {
        case .edit(let edit): form.edit(edit)
        case .paste(let text): form.paste(text)
        case .newLine:
            guard fields[focus].isMultiline else { return form.submit(&state) }
            form.edit(.insert("\n"))
        case .openEditor:
            guard fields[focus].isMultiline else {
                state.notice = .noted("Only long texts open in an editor.")
                return [.bell]
            }
            return [.edit(fields[focus].text.text)]
        case .openTemplates: return openTemplates(&state)
        case .edited(let text): form.replaceText(text)
        case .moveFocus(let step):
            // A field that cannot be taken is left only when it is right.
            if let problem = problem(leaving: state) {
                form.problem = problem
            } else {
                form.focus = (focus + step + fields.count) % fields.count
            }
        case .previewRouting: return previewRouting(&state)
        case .cancel:
            state.keepDraft(of: form)
            state.pop()
            return []
        case .submit: return submit(&state)
        }
        state.replaceTop(with: .form(form))
        return form.findKin(after: self)
    }

    private mutating func edit(_ edit: TextField.Edit) {
        problem = nil
        routing = nil
        fields[focus].text.apply(edit)
    }

    private func openTemplates(_ state: inout AppState) -> [Effect] {
        guard fields[focus].isMultiline, let id = purpose.lead, let lead = state.lead(of: id) else {
            state.notice = .noted(
                purpose.lead == .marked
                    ? "Texts name the lead they are for, so they go into the note of one lead."
                    : "Texts go into notes and into what was said."
            )
            return [.bell]
        }
        guard !state.templates.isEmpty else {
            state.notice = .noted("There are no texts yet. “foyer config init” writes a templates.toml to put them in.")
            return [.bell]
        }
        state.push(.picker(.templates(state.templates, for: lead, me: state.account.team.me)))
        return []
    }

    /// The text as an editor leaves it, which ends each line, the last one too.
    private mutating func replaceText(_ text: String) {
        problem = nil
        fields[focus].text = TextField(String(text.reversed().drop(while: \.isNewline).reversed()))
    }

    /// Keeps line breaks where the field has room for them; what becomes of the rest is said at once.
    private mutating func paste(_ text: String) {
        let isMultiline = fields[focus].isMultiline
        let trimmed = isMultiline ? text : text.trimmed
        let breaks = isMultiline ? 0 : trimmed.count(where: \.isNewline)
        let tabs = trimmed.count { $0 == "\t" }
        edit(.insert(String(trimmed.map { $0 == "\t" || (!isMultiline && $0.isNewline) ? " " : $0 })))
        if breaks + tabs > 0 { problem = .becameBlanks(breaks: breaks, tabs: tabs) }
    }

    private func submit(_ state: inout AppState) -> [Effect] {
        let text = fields.first?.text.text.trimmed ?? ""
        switch purpose {
        case .note(.marked): return planNote(&state, text)
        case .note(let lead): return submit(&state, .addNote(text), on: lead)
        case .call(.marked, let disposition): return plan(&state, disposition, words: text)
        case .call(let lead, let disposition): return dispose(&state, disposition, words: text, on: lead)
        case .trash(let lead): return askToTrash(&state, lead, reason: text)
        case .create: return create(&state)
        case .deal(let lead): return submitDeal(&state, on: lead)
        case .override(let lead, let act, let bar): return submitOverride(&state, lead, act, bar)
        case .edit(let lead): return edit(&state, lead)
        }
    }

    /// Sends the intent off, or stays open with the reason why not.
    func submit(_ state: inout AppState, _ intent: Intent, on lead: Lead.ID) -> [Effect] {
        switch state.verdict(on: intent, for: lead) {
        case .change(let change):
            close(&state)
            state.remember(intent)
            return state.submit([Proposal(change, on: lead)], restoring: self)
        case .nothingToDo(let reason):
            close(&state)
            state.notice = .nothingToDo(reason, lead: leadName ?? "")
            return []
        case .blocked(.leadGone):
            keep(&state, lead)
            return [.bell]
        case .blocked(let obstacle): return rejectAtField(&state, .blocked(obstacle))
        }
    }

    /// Plans the note for the marked leads; the text is kept until it runs.
    private func planNote(_ state: inout AppState, _ text: String) -> [Effect] {
        let sample = state.planner.plan(.addNote(text), for: state.markedLeads)
        if case .blocked(let obstacle) = sample { return reject(&state, .blocked(obstacle)) }
        guard state.isAboutMarks else { return state.planBulk(.intent(.addNote(text))) }
        state.keepDraft(of: self)
        state.pop()
        return state.planBulk(.intent(.addNote(text)))
    }

    /// Plans a disposition with what was said for the marked leads; the words are kept until they are in the journal.
    private func plan(_ state: inout AppState, _ disposition: Disposition, words: String) -> [Effect] {
        let (field, limit): (PlanField, Int) =
            disposition.outcome == nil ? (.note, LeadLimits.note) : (.callText, LeadLimits.contactLog)
        let length = LeadLimits.length(of: words)
        guard length <= limit else {
            return reject(&state, .blocked(.tooLong(field, length: length, limit: limit)))
        }
        let verb = BulkVerb.disposition(disposition, words: words)
        guard state.isAboutMarks else { return state.planBulk(verb) }
        state.keepDraft(of: self)
        state.pop()
        return state.planBulk(verb)
    }

    /// Runs a disposition with what was typed, or stays open with the reason why not.
    private func dispose(
        _ state: inout AppState,
        _ disposition: Disposition,
        words: String,
        on lead: Lead.ID
    ) -> [Effect] {
        switch state.verdict(of: disposition, words: words, for: lead) {
        case .changes:
            if disposition.asks { return askToDispose(&state, disposition, words: words, on: lead) }
            close(&state)
            return state.run(disposition, words: words, on: lead, restoring: self)
        case .blocked(.leadGone):
            keep(&state, lead)
            return [.bell]
        case .blocked(.forbidden(let bar)):
            close(&state)
            return state.askWhy(bar, .disposition(disposition.id), words: words, on: lead)
        case .blocked(let obstacle): return reject(&state, .blocked(obstacle))
        }
    }

    /// The words are kept until the question is answered with yes and the journal has them.
    private func askToDispose(
        _ state: inout AppState,
        _ disposition: Disposition,
        words: String,
        on lead: Lead.ID
    ) -> [Effect] {
        state.keepDraft(of: self)
        let question = Confirmation.Question.dispose(lead, name: leadName ?? "The lead", disposition, words: words)
        state.replaceTop(with: .question(Confirmation(question)))
        return []
    }

    /// The lead is gone under the form: what was typed stays.
    func keep(_ state: inout AppState, _ lead: Lead.ID) {
        state.goneLeads.insert(lead)
        state.keepDraft(of: self)
        state.pop()
        state.notice = .textKept(lead: leadName ?? "The lead")
    }

    private func askToTrash(_ state: inout AppState, _ lead: Lead.ID, reason: String) -> [Effect] {
        switch state.verdict(on: .trash(reason: reason), for: lead) {
        case .change:
            state.keepDraft(of: self)
            let question = Confirmation.Question.trash(lead, name: leadName ?? "this lead", reason: reason)
            state.replaceTop(with: .question(Confirmation(question)))
            return []
        case .blocked(let obstacle): return reject(&state, .blocked(obstacle))
        case .nothingToDo: return []
        }
    }

    private func create(_ state: inout AppState) -> [Effect] {
        switch newLead(team: state.account.team) {
        case .failure(let rejected): return rejectAtField(&state, rejected.problem)
        case .success(let new):
            close(&state)
            return state.submit(new, restoring: self)
        }
    }

    func reject(_ state: inout AppState, _ problem: FormProblem) -> [Effect] {
        var form = self
        form.problem = problem
        state.replaceTop(with: .form(form))
        return [.bell]
    }

    /// Stays open at the field that is wrong, which may be out of sight.
    func rejectAtField(_ state: inout AppState, _ problem: FormProblem) -> [Effect] {
        var form = self
        form.focus = problem.field.flatMap { label in fields.firstIndex { $0.label == label } } ?? focus
        return form.reject(&state, problem)
    }

    func close(_ state: inout AppState) {
        state.dropDraft(draft)
        state.pop()
    }
}

extension AppState {
    /// Puts a text where the cursor of the open form is.
    mutating func insertIntoForm(_ text: String) -> [Effect] {
        guard case .form(let form) = overlay else { return [] }
        return form.reduce(&self, .edit(.insert(text)))
    }
}
