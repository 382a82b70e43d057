package import Leads

/// A row of a file, read: what there is to make of it.
package struct ImportedLead: Hashable, Sendable {
    /// Names, addresses, numbers, types, source, stage and tags.
    package var lead: NewLead
    /// The id that the file gives it, when it came out of Lofty.
    ///
    /// Other programs count their leads too under that name, so it says who this is only together with a name, address
    /// or number that is the same.
    package var id: Lead.ID?
    /// Name or address of the agent, as the file has it.
    package var agent: String?
    package var note: String?
    /// Prices in whole dollars, and places.
    package var inquiry: Inquiry
    package var address: Address

    package struct Address: Hashable, Sendable {
        package var street: String?
        package var city: String?
        package var state: String?
        package var zipCode: String?

        package init(street: String? = nil, city: String? = nil, state: String? = nil, zipCode: String? = nil) {
            self.street = street
            self.city = city
            self.state = state
            self.zipCode = zipCode
        }
    }

    package init(
        lead: NewLead,
        id: Lead.ID? = nil,
        agent: String? = nil,
        note: String? = nil,
        inquiry: Inquiry = Inquiry(),
        address: Address = Address()
    ) {
        self.lead = lead
        self.id = id
        self.agent = agent
        self.note = note
        self.inquiry = inquiry
        self.address = address
    }
}
