package import FoundationEssentials
import Leads

/// A form that was left with text in it, so that nothing typed is lost.
package struct Draft: Hashable, Sendable, Codable, Identifiable {
    /// Tells it from the others of this session; 0 for one that is not listed.
    package internal(set) var id = 0
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

    /// The name is this session's, and what follows from the form is found anew.
    private enum CodingKeys: String, CodingKey {
        case form, leadName, typedAt, isOpen
    }
}

extension AppState {
    /// The newest draft for that purpose whose first field says this.
    func draft(for purpose: Form.Purpose, saying words: String) -> Draft? {
        drafts.last { $0.form.purpose == purpose && $0.form.fields.first?.text.text.trimmed == words.trimmed }
    }

    mutating func dropDraft(_ id: Draft.ID?) { drafts.removeAll { $0.id == id } }

    /// Keeps what was typed, in the place of the draft that the form goes on with; other texts for the same purpose stay.
    ///
    /// An empty form leaves nothing to keep.
    mutating func keepDraft(of form: Form) {
        var kept = form
        kept.problem = nil
        kept.draft = nil
        let place = drafts.firstIndex { $0.id == form.draft }
        let isOwn = place.map { drafts[$0].form.purpose == form.purpose } ?? true
        guard !form.isEmpty else {
            if isOwn { dropDraft(form.draft) }
            return
        }
        guard let place else {
            guard !drafts.contains(where: { $0.form.says(kept) }) else { return }
            if let lead = form.purpose.lead, lead != .marked { list.remember(lead) }
            return add(Draft(kept, leadName: leadName(for: form), typedAt: now))
        }
        if isOwn {
            drafts[place].form = kept
        } else {
            // Taken over for another lead and left: it is again what it was, and offered to the next one.
            drafts[place].form.fields = form.fields
        }
        drafts[place].typedAt = now
    }

    private mutating func add(_ draft: Draft) {
        var draft = draft
        draftsNamed += 1
        draft.id = draftsNamed
        drafts.append(draft)
    }

    private func leadName(for form: Form) -> String? {
        form.purpose.lead.flatMap { lead(of: $0)?.displayName } ?? form.leadName
    }

    /// Opens a form with what was typed into it when it was left the last time.
    ///
    /// Words that stand in it already are never replaced by others: then only a draft with the same words comes back. A
    /// note that was meant for a lead that is gone comes back in the note form of any lead.
    mutating func open(_ form: Form) {
        if let draft = drafts.last(where: { $0.form.says(whatIsTypedIn: form) }) {
            push(.form(draft.reopened(as: form)))
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
            push(.form(draft.reopened(as: Form.edit(shown))))
        } else {
            var form = draft.form
            form.draft = draft.id
            form.leadName =
                if form.purpose.lead == .marked {
                    isAboutMarks ? markedLeads.displayName : "the marked leads"
                } else {
                    form.purpose.lead.flatMap { lead(of: $0)?.displayName } ?? draft.leadName ?? form.leadName
                }
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
        let reopened = Set(open.filter { !$0.isEmpty }.compactMap(\.draft))
        let leaving = submitting.sorted { $0.key < $1.key }.map(\.value)
        let unsaved = (leaving + open).filter { !$0.isEmpty }.map { form in
            Draft(form, leadName: leadName(for: form), typedAt: now, isOpen: open.contains(form))
        }
        return drafts.filter { !reopened.contains($0.id) } + unsaved
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
        self.drafts = []
        for draft in drafts {
            var closed = draft
            closed.isOpen = false
            add(closed)
        }
        kept = drafts
        guard let place = drafts.lastIndex(where: \.isOpen) else { return }
        notice = .textRecovered(drafts[place])
        push(.outbox(OutboxSheet(selecting: .draft(self.drafts[place].id)).following(outboxItems)))
    }
}

extension Draft {
    fileprivate func isKept(as other: Draft) -> Bool {
        form.says(other.form) && leadName == other.leadName && isOpen == other.isOpen
    }

    /// The form with what was typed, about what a form that is opened now is about.
    ///
    /// A field that was not touched shows what stands in it today.
    fileprivate func reopened(as fresh: Form) -> Form {
        var form = self.form
        form.draft = id
        form.leadName = fresh.leadName ?? form.leadName
        for index in form.fields.indices where form.fields[index].original != nil && !form.fields[index].isTyped {
            guard let field = fresh.fields.first(where: { $0.label == form.fields[index].label }) else { continue }
            form.fields[index] = field
        }
        return form
    }
}

extension Form {
    /// True for a text of the same purpose that has whatever somebody has typed into the other form.
    fileprivate func says(whatIsTypedIn other: Form) -> Bool {
        guard purpose == other.purpose else { return false }
        return other.fields.filter(\.isTyped).allSatisfy { text(of: $0.label) == $0.text.text.trimmed }
    }

    /// The form with the text of a draft that was meant for a lead that is gone, and with a word about that.
    fileprivate func taking(_ draft: Draft) -> Form {
        var form = self
        form.fields = draft.form.fields
        form.problem = .meantFor(draft.leadName ?? "a lead that is gone")
        form.draft = draft.id
        return form
    }
}
