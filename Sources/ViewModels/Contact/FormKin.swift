package import Leads

/// Leads that the one in the form may be, as far as was typed.
package struct FormKin: Hashable, Sendable {
    /// What they were looked for by.
    package let subject: NewLead
    package let kin: [Kin]
}

extension Form {
    /// What a new lead may be known by; `nil` as long as there is neither a whole address nor a whole number.
    package var kinSubject: NewLead? {
        guard purpose == .create else { return nil }
        let labels = Form.newLeadLabels
        let emails = [text(of: labels.email)].filter(ContactFormat.isEmail)
        let phones = [text(of: labels.phone)].filter(ContactFormat.isPhone)
        guard !emails.isEmpty || !phones.isEmpty else { return nil }
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
        return formKin.kin
    }

    /// Leads that belong together with the selected one.
    package func kin(of lead: Lead.ID) -> [Kin] { kin?.lead == lead ? kin?.kin ?? [] : [] }
}
