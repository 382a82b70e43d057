package import Leads

extension Form {
    package static let newLeadLabels = (
        first: "First name", last: "Last name", email: "Email", phone: "Phone", type: "Type", source: "Source",
        stage: "Stage", tags: "Tags"
    )

    package static func newLead() -> Form {
        let labels = newLeadLabels
        let all = [
            labels.first, labels.last, labels.email, labels.phone, labels.type, labels.source, labels.stage,
            labels.tags,
        ]
        let further = EditableField.further.map(\.name)
        return Form(.create, fields: (all + further).map { Field($0, limit: limit(of: $0)) })
    }

    private static func limit(of label: String) -> Int? {
        switch label {
        case newLeadLabels.first, newLeadLabels.last: LeadLimits.name
        case newLeadLabels.phone: LeadLimits.phone
        default: nil
        }
    }

    /// The lead as typed, or what is wrong with it.
    package func newLead(team: Team) -> Result<NewLead, RejectedForm> {
        let labels = Form.newLeadLabels
        var new = NewLead(
            firstName: text(of: labels.first),
            lastName: text(of: labels.last),
            emails: [text(of: labels.email)].filter { !$0.isEmpty },
            phones: [text(of: labels.phone)].filter { !$0.isEmpty },
            types: words(of: labels.type).compactMap(LeadType.init(name:)),
            source: nonEmpty(labels.source),
            stage: team.stage(named: text(of: labels.stage))?.name,
            tags: words(of: labels.tags)
        )
        if let problem = problem(in: new, stages: team.stages) { return .failure(RejectedForm(problem)) }
        switch further() {
        case .failure(let rejected): return .failure(rejected)
        case .success(let lead):
            new.inquiry = lead.inquiry == Inquiry() ? nil : lead.inquiry
            new.address = lead.address
            return .success(new)
        }
    }

    /// Wishes and home as typed, on a lead without anything else.
    private func further() -> Result<Lead, RejectedForm> {
        var lead = Lead(id: Lead.ID(0), firstName: "")
        for field in EditableField.further {
            let typed = text(of: field.name)
            switch field.reading(field.isList ? Self.values(typed) : [typed]) {
            case .failure(let obstacle): return .failure(RejectedForm(.blocked(obstacle)))
            case .success(let values): if !values.isEmpty { lead.set(field, to: values) }
            }
        }
        if let field = lead.inquiry.upsideDown { return .failure(RejectedForm(.upsideDown(field: field.name))) }
        return .success(lead)
    }

    private func problem(in new: NewLead, stages: [Stage]) -> FormProblem? {
        let labels = Form.newLeadLabels
        if new.firstName.isEmpty { return .missing(field: labels.first) }
        if let problem = length(of: new.firstName, labels.first, LeadLimits.name) { return problem }
        if let problem = length(of: new.lastName, labels.last, LeadLimits.name) { return problem }
        if let email = new.emails.first, !ContactFormat.isEmail(email) { return .noAddress(email) }
        if let phone = new.phones.first, !ContactFormat.isPhone(phone) {
            return .noPhone(phone)
        }
        let types = words(of: labels.type)
        if let unknown = types.first(where: { LeadType(name: $0) == nil }) {
            return .unknown(field: labels.type, value: unknown, known: LeadType.named.map(\.name))
        }
        if let stage = nonEmpty(labels.stage), new.stage == nil {
            return .unknown(field: labels.stage, value: stage, known: stages.map(\.name))
        }
        return new.tags.lazy.compactMap { length(of: $0, labels.tags, LeadLimits.tag) }.first
    }

    private func length(of text: String, _ field: String, _ limit: Int) -> FormProblem? {
        let length = LeadLimits.length(of: text)
        return length > limit ? .tooLong(field: field, length: length, limit: limit) : nil
    }

    private func nonEmpty(_ label: String) -> String? {
        let text = text(of: label)
        return text.isEmpty ? nil : text
    }

    /// Comma-separated values of a field.
    private func words(of label: String) -> [String] {
        Self.values(text(of: label))
    }
}

/// A form that cannot be accepted as it is.
package struct RejectedForm: Error, Hashable, Sendable {
    package var problem: FormProblem

    package init(_ problem: FormProblem) { self.problem = problem }
}
