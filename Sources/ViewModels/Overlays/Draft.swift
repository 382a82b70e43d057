package import FoundationEssentials
import Leads

/// A form that was left with text in it, so that nothing typed is lost.
package struct Draft: Hashable, Sendable, Codable {
    package var form: Form
    /// The name of the lead it was for, as the lead may be gone.
    package var leadName: String?
    /// When the text was last changed.
    package var typedAt: Date
    /// True for a form that is open: when Foyer ends now, the person was in the middle of it.
    package var isOpen: Bool

    package init(_ form: Form, leadName: String?, typedAt: Date, isOpen: Bool = false) {
        self.form = form
        self.leadName = leadName
        self.typedAt = typedAt
        self.isOpen = isOpen
    }
}

extension AppState {
    func draft(for purpose: Form.Purpose) -> Draft? { drafts.first { $0.form.purpose == purpose } }

    mutating func dropDraft(_ purpose: Form.Purpose) { drafts.removeAll { $0.form.purpose == purpose } }

    /// Keeps what was typed; an empty form leaves nothing to keep.
    mutating func keepDraft(of form: Form) {
        dropDraft(form.purpose)
        guard !form.isEmpty else { return }
        var form = form
        form.problem = nil
        if let lead = form.purpose.lead, lead != .marked { list.remember(lead) }
        drafts.append(Draft(form, leadName: leadName(for: form), typedAt: now))
    }

    private func leadName(for form: Form) -> String? {
        form.purpose.lead.flatMap { lead(of: $0)?.displayName } ?? form.leadName
    }

    /// Opens a form with what was typed into it when it was left the last time.
    ///
    /// A note that was meant for a lead that is gone comes back in the note form of any lead.
    mutating func open(_ form: Form) {
        if let draft = draft(for: form.purpose) {
            push(.form(draft.form.reopened(as: form)))
        } else if form.purpose.lead == .marked {
            push(.form(form))
        } else if case .note = form.purpose, let orphan = orphanedNote {
            push(.form(form.taking(orphan)))
        } else {
            push(.form(form))
        }
    }

    /// The newest note that cannot be saved where it was meant for.
    private var orphanedNote: Draft? {
        drafts.last { draft in
            guard case .note(let lead) = draft.form.purpose, lead != .marked else { return false }
            return goneLeads.contains(lead)
        }
    }

    /// Brings a draft back: into its own form while its lead is there, else into the note form of the selected lead.
    mutating func reopen(_ draft: Draft) -> [Effect] {
        if case .note(let lead) = draft.form.purpose, goneLeads.contains(lead), let row = list.selectedRow {
            push(.form(Form.note(on: row.lead).taking(draft)))
        } else if case .edit(let lead) = draft.form.purpose, let shown = workableLead(lead) {
            push(.form(draft.form.reopened(as: Form.edit(shown))))
        } else if draft.form.purpose.lead == .marked {
            var form = draft.form
            form.leadName = isAboutMarks ? markedLeads.displayName : "the marked leads"
            push(.form(form))
        } else {
            var form = draft.form
            form.leadName = form.purpose.lead.flatMap { lead(of: $0)?.displayName } ?? draft.leadName ?? form.leadName
            push(.form(form))
        }
        return []
    }

    /// Leads that texts are kept for.
    var leadsOfDrafts: [Lead.ID] { drafts.compactMap(\.form.purpose.lead).filter { $0 != .marked } }
}

// MARK: Kept over the end of the program

extension AppState {
    /// Every text that would be lost if Foyer ended now: forms that were left, those that are open, and those that are
    /// on their way to the journal.
    var texts: [Draft] {
        let open = overlays.compactMap { overlay -> Form? in
            if case .form(let form) = overlay { form } else { nil }
        }
        let replaced = Set(open.flatMap { [$0.purpose, $0.takenFrom] })
        let leaving = submitting.sorted { $0.key < $1.key }.map(\.value)
        let unsaved = (leaving + open).filter { !$0.isEmpty }.map { form in
            Draft(form, leadName: leadName(for: form), typedAt: now, isOpen: open.contains(form))
        }
        return drafts.filter { !replaced.contains($0.form.purpose) } + unsaved
    }

    /// Notes what is kept now; `true` when that is something else than before.
    package mutating func noteTexts() -> Bool {
        var current = texts
        for index in current.indices {
            // The time is that of the text, not of the look at it.
            let before = kept.first { $0.form.says(current[index].form) }
            if let before { current[index].typedAt = before.typedAt }
        }
        let isSame = current.count == kept.count && zip(current, kept).allSatisfy { $0.isKept(as: $1) }
        if !isSame { kept = current }
        return !isSame
    }

    /// Takes over what an earlier session left; what was in the middle of being typed is offered at once.
    package mutating func recover(_ drafts: [Draft]) {
        self.drafts = drafts.map { draft in
            var closed = draft
            closed.isOpen = false
            return closed
        }
        kept = drafts
        guard let interrupted = drafts.last(where: \.isOpen) else { return }
        notice = .textRecovered(interrupted)
        push(.outbox(OutboxSheet(selecting: .draft(interrupted.form.purpose)).following(outboxItems)))
    }
}

extension Draft {
    fileprivate func isKept(as other: Draft) -> Bool {
        form.says(other.form) && leadName == other.leadName && isOpen == other.isOpen
    }
}

extension Form {
    /// A form that was left, with what was typed, about what a form that is opened now is about.
    ///
    /// A field that was not touched shows what stands in it today.
    fileprivate func reopened(as fresh: Form) -> Form {
        var form = self
        form.leadName = fresh.leadName ?? leadName
        for index in form.fields.indices where form.fields[index].isUntouched {
            guard let field = fresh.fields.first(where: { $0.label == form.fields[index].label }) else { continue }
            form.fields[index] = field
        }
        return form
    }

    /// The form with the text of a draft that was meant for a lead that is gone, and with a word about that.
    fileprivate func taking(_ draft: Draft) -> Form {
        var form = self
        form.fields = draft.form.fields
        form.problem = .meantFor(draft.leadName ?? "a lead that is gone")
        form.takenFrom = draft.form.purpose
        return form
    }
}

extension Form.Field {
    /// True while it holds what it held when the form was opened.
    fileprivate var isUntouched: Bool { original.map { $0 == text.text } ?? false }
}
