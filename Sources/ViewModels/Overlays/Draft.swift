import Leads

/// A form that was left with text in it, so that nothing typed is lost.
package struct Draft: Hashable, Sendable {
    package var form: Form
    /// The name of the lead it was for, as the lead may be gone.
    package var leadName: String?

    package init(_ form: Form, leadName: String?) {
        self.form = form
        self.leadName = leadName
    }
}

extension AppState {
    func draft(for purpose: Form.Purpose) -> Draft? { drafts.first { $0.form.purpose == purpose } }

    mutating func dropDraft(_ purpose: Form.Purpose) { drafts.removeAll { $0.form.purpose == purpose } }

    /// Keeps what was typed; an empty form leaves nothing to keep.
    mutating func keepDraft(of form: Form) {
        dropDraft(form.purpose)
        guard !form.isEmpty, form.purpose != .commandLine else { return }
        var form = form
        form.problem = nil
        if let lead = form.purpose.lead { list.remember(lead) }
        let name = form.purpose.lead.flatMap { list.row(of: $0)?.lead.displayName } ?? form.leadName
        drafts.append(Draft(form, leadName: name))
    }

    /// Opens a form with what was typed into it when it was left the last time.
    ///
    /// A note that was meant for a lead that is gone comes back in the note form of any lead.
    mutating func open(_ form: Form) {
        if let draft = draft(for: form.purpose) {
            push(.form(draft.form))
        } else if case .note = form.purpose, let orphan = orphanedNote {
            push(.form(form.taking(orphan)))
        } else {
            push(.form(form))
        }
    }

    /// The newest note that cannot be saved where it was meant for.
    private var orphanedNote: Draft? {
        drafts.last { draft in
            guard case .note(let lead) = draft.form.purpose else { return false }
            return goneLeads.contains(lead)
        }
    }

    /// Brings a draft back: into its own form while its lead is there, else into the note form of the selected lead.
    mutating func reopen(_ draft: Draft) -> [Effect] {
        if case .note(let lead) = draft.form.purpose, goneLeads.contains(lead), let row = list.selectedRow {
            push(.form(Form.note(on: row.lead).taking(draft)))
        } else {
            push(.form(draft.form))
        }
        return []
    }
}

extension Form {
    /// The form with the text of a draft that was meant for a lead that is gone, and with a word about that.
    fileprivate func taking(_ draft: Draft) -> Form {
        var form = self
        form.fields = draft.form.fields
        form.problem = .meantFor(draft.leadName ?? "a lead that is gone")
        form.takenFrom = draft.form.purpose
        return form
    }
}
