package import Leads

extension LeadInquiry {
    /// What a lead wants; `nil` where it wants nothing that Lofty keeps here.
    package init?(_ inquiry: Inquiry) {
        self.init(priceMin: inquiry.priceMin, priceMax: inquiry.priceMax)
        bedroomsMin = inquiry.bedroomsMin
        bedroomsMax = inquiry.bedroomsMax
        bathroomsMin = inquiry.bathroomsMin
        bathroomsMax = inquiry.bathroomsMax
        if !inquiry.propertyTypes.isEmpty { set(types: inquiry.propertyTypes) }
        if let areas = inquiry.areas { set(areas: areas) }
        if self == LeadInquiry() { return nil }
    }

    /// Takes the place of all types.
    package mutating func set(types: [String]) {
        propertyTypes = types.map { PropertyType(rawValue: $0).map { .known($0) } ?? .other($0) }
    }

    /// Takes the place of all places.
    package mutating func set(areas: [Inquiry.Area]) {
        locations = areas.map { area in
            var location = Location(
                city: area.city,
                stateCode: area.stateCode,
                zipCode: area.zipCode,
                county: area.county
            )
            location.streetAddress = area.streetAddress
            location.description = area.description
            return location
        }
    }

    /// What the server itself says where no number is set.
    package static let unset: Int64 = -1
}

extension LeadProperty {
    /// The mailing address of a lead, under its id where it has one: without it Lofty would add another.
    package init(mailing address: PostalAddress) {
        self.init(
            id: address.mailingID.map { ID($0) },
            streetAddress: address.street ?? "",
            city: address.city ?? "",
            state: address.state ?? "",
            zipCode: address.postalCode ?? ""
        )
        isMailingAddress = true
    }
}
