package import Leads

/// Leads that the one in the form may be, as far as was typed.
package struct FormKin: Hashable, Sendable {
    /// What they were looked for by.
    package let subject: NewLead
    package let kin: [Kin]
}

extension Form {
    /// What the lead may be known by; `nil` as long as there is neither a whole address nor a whole number that is new,
    /// nor the whole name of a new lead.
    package var kinSubject: NewLead? {
        let labels = Form.newLeadLabels
        let emails: [String]
        let phones: [String]
        switch purpose {
        case .create: (emails, phones) = ([text(of: labels.email)], [text(of: labels.phone)])
        case .edit: (emails, phones) = (newValues(of: .emails), newValues(of: .phones))
        case .note, .call, .trash, .override, .deal: return nil
        }
        return known(by: emails.filter(ContactFormat.isEmail), phones.filter(ContactFormat.isPhone))
    }

    private func known(by emails: [String], _ phones: [String]) -> NewLead? {
        let labels = Form.newLeadLabels
        let hasName = purpose == .create && !text(of: labels.first).isEmpty && !text(of: labels.last).isEmpty
        guard !emails.isEmpty || !phones.isEmpty || hasName else { return nil }
        return NewLead(
            firstName: text(of: labels.first),
            lastName: text(of: labels.last),
            emails: emails,
            phones: phones
        )
    }

    /// Looks for the person in the book when what they may be known by has changed.
    func findKin(after other: Form) -> [Effect] {
        guard let subject = kinSubject, subject != other.kinSubject else { return [] }
        return [.findKin(subject)]
    }
}

extension AppState {
    /// Leads that the one in this form may be; none while they are looked for.
    package func kin(of form: Form) -> [Kin] {
        guard let formKin, formKin.subject == form.kinSubject else { return [] }
        return formKin.kin.filter { $0.id != form.purpose.lead }
    }

    /// Leads that belong together with the selected one.
    package func kin(of lead: Lead.ID) -> [Kin] { kin?.lead == lead ? kin?.kin ?? [] : [] }
}
