public import Leads

extension LoftyClient {
    /// One lead with everything that Lofty says about it.
    ///
    /// `GET /v1.0/leads/{leadId}`. A lead that was just made may be ``APIError/Kind/notFound`` for some seconds.
    public func leadDetails(_ id: Lead.ID, includingTrashed: Bool = false) async throws(APIError) -> LeadDetails {
        let query = includingTrashed ? [QueryItem("withTrash", "true")] : []
        let details = try await fetch(APICall(.lead, of: id, query: query)) { answer throws(WireError) in
            try LeadDetails(wireAnswer: answer)
        }
        report(details.unreadable, of: .lead)
        return details
    }

    /// Makes a lead with everything that Lofty takes at its birth, and sends nobody a mail.
    ///
    /// `POST /v1.0/leads`. Not repeatable: a lost answer is ``RetryDisposition/ambiguous``. The id may be that of a
    /// record that Lofty merged into another contact, and is then ``APIError/Kind/notFound`` for good.
    public func createLead(_ creation: LeadCreation) async throws(APIError) -> Lead.ID {
        try await create(creation, sending: [])
    }

    /// Makes a lead and has Lofty really send `mails`; otherwise like ``createLead(_:)-(LeadCreation)``.
    public func createLead(
        _ creation: LeadCreation,
        sending mails: Set<LeadCreation.Mail>,
        confirmation _: SendingConfirmation
    ) async throws(APIError) -> Lead.ID {
        try await create(creation, sending: mails)
    }

    private func create(
        _ creation: LeadCreation,
        sending mails: Set<LeadCreation.Mail>
    ) async throws(APIError) -> Lead.ID {
        let checks = RequestChecks(.createLead)
        let lead = creation.lead
        try checks.isPresent(lead.firstName, "The first name")
        try checks.names(lead.firstName, lead.lastName)
        try checks.phones(lead.phones)
        try checks.tags(lead.tags)
        try checks.profile(creation.profile)
        if let note = creation.note {
            try checks.isPresent(note.text, "The text of the note")
            try checks.fits(note.text, "The note", within: LeadLimits.note)
        }
        let body = LeadBody(creation, sending: mails)
        return try await fetch(APICall(.createLead, body: body)) { answer throws(WireError) in
            // Some answers have been seen wrapped in `data`.
            guard let id = (answer["leadId"] ?? answer["data"]?["leadId"])?.identifier, id > 0 else {
                throw WireError("it does not name the new lead")
            }
            return Lead.ID(id)
        }
    }

    /// Gives a lead these values in the team's own fields, leaves its other ones as they are, and returns all of them as
    /// they stand afterwards.
    ///
    /// Reads the lead, sends the whole set and reads it back: three calls, of which the last tells what Lofty made of
    /// it. Between the first and the second somebody else's change of these fields would be lost; Lofty offers no way to
    /// prevent that.
    ///
    /// - Throws: ``APIError/Kind/unreadableAnswer``, with nothing written, when a field of the lead cannot be read:
    ///   writing the set without it might delete it.
    public func setCustomAttributes(
        _ attributes: [CustomAttribute],
        of id: Lead.ID
    ) async throws(APIError) -> [CustomAttribute] {
        let before = try await leadDetails(id)
        if let reason = before.unreadable.first(where: { $0.hasPrefix("custom attribute") }) {
            throw APIError(
                .unreadableAnswer,
                operation: Endpoint.lead.operation,
                serverText: "The lead's own fields cannot be read, so none is written: \(reason)",
                disposition: .permanent
            )
        }
        var edit = LeadEdit()
        edit.profile.customAttributes = before.customAttributes.replacing(with: attributes)
        try await updateLead(id, edit)
        return try await leadDetails(id).customAttributes
    }
}

extension [CustomAttribute] {
    /// The set with `news` in the place of those of the same name, and behind the others where there is none.
    fileprivate func replacing(with news: [CustomAttribute]) -> [CustomAttribute] {
        var set = self
        for attribute in news {
            if let index = set.firstIndex(where: { $0.name == attribute.name }) {
                set[index] = attribute
            } else {
                set.append(attribute)
            }
        }
        return set
    }
}
