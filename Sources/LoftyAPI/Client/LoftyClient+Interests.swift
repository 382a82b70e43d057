public import Leads

extension LoftyClient {
    /// Says what the lead looks for.
    ///
    /// `POST /v1.0/leads/{leadId}/inquiry`. Not repeatable. Lofty's automatic listing alerts to the lead follow it.
    public func addInquiry(_ inquiry: LeadInquiry, to id: Lead.ID) async throws(APIError) {
        let body = LeadInquiryBody(inquiry)
        guard body != LeadInquiryBody(LeadInquiry()) else {
            throw APIError.invalid(Endpoint.addInquiry.operation, "The inquiry says nothing")
        }
        try await perform(APICall(.addInquiry, of: id, body: body))
    }

    /// Adds a property or mailing address to a lead, or changes one.
    ///
    /// `POST /v1.0/leads/{leadId}/property`. Repeatable: without an id Lofty merges with a property of the same address.
    ///
    /// - Throws: ``APIError/Kind/notFound`` with code 20006 for the lead, and with code 200108 for a property that is not
    ///   the lead's.
    public func setProperty(_ property: LeadProperty, of id: Lead.ID) async throws(APIError) {
        try RequestChecks(.setProperty).property(property)
        try await perform(APICall(.setProperty, of: id, body: LeadPropertyBody(property)))
    }
}
