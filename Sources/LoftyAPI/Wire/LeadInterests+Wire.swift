import JSONText

extension LeadInquiry {
    /// Reads `leadInquiry`; `nil` for anything but an object.
    init?(wire: JSONValue) {
        guard wire.kind == .object else { return nil }
        self.init(
            priceMin: wire["priceMin"]?.bound,
            priceMax: wire["priceMax"]?.bound,
            propertyTypes: wire.list("propertyType").compactMap { Reported($0) },
            locations: wire.list("locations").compactMap { Location(wire: $0) }
        )
        bedroomsMin = wire["bedroomsMin"]?.boundedCount
        bedroomsMax = wire["bedroomsMax"]?.boundedCount
        bathroomsMin = wire["bathroomsMin"]?.text
        bathroomsMax = wire["bathroomsMax"]?.text
        origin = Origin(
            id: wire["id"]?.reference,
            isByAgent: wire["modifyByAgent"]?.flag ?? false,
            isDefault: wire["defaultValue"]?.flag ?? false,
            createdAt: wire["createTime"]?.date,
            updatedAt: wire["updateTime"]?.date
        )
    }
}

extension LeadInquiry.Location {
    /// An object, or a plain name; `nil` for a place without any part.
    init?(wire: JSONValue) {
        self.init(
            city: wire["city"]?.text,
            stateCode: wire["stateCode"]?.text,
            zipCode: wire["zipCode"]?.text,
            county: wire["county"]?.text
        )
        streetAddress = wire["streetAddress"]?.text
        description = wire["description"]?.text ?? wire.text
        if self == Self() { return nil }
    }
}

extension LeadProperty {
    /// Reads an item of `leadPropertyList`, or the `listing` of a site activity.
    init(wire: JSONValue) throws(WireError) {
        guard wire.kind == .object else { throw WireError("it is not an object") }
        self.init(
            id: wire.id("id"),
            streetAddress: wire["streetAddress"]?.text,
            city: wire["city"]?.text,
            state: wire["state"]?.text,
            zipCode: wire["zipCode"]?.text
        )
        county = wire["county"]?.text
        isMailingAddress = wire["mailAddress"]?.flag
        type = Reported(wire["propertyType"])
        readMeasures(wire)
        note = wire["note"]?.text
        listing = Listing(wire: wire)
        createdAt = wire["createTime"]?.date
        source = wire["propertySource"]?.text
    }

    private mutating func readMeasures(_ wire: JSONValue) {
        price = wire["price"]?.bound
        priceMin = wire["priceMin"]?.bound
        priceMax = wire["priceMax"]?.bound
        bedrooms = wire["bedrooms"]?.count
        bathrooms = wire["bathrooms"]?.decimal
        squareFeet = wire["squareFeet"]?.integer
        lotSizeInAcres = wire["lotSize"]?.measure
        parkingSpaces = wire["parkingSpace"]?.bound
        floors = wire["floors"]?.boundedCount
    }
}

extension LeadProperty.Listing {
    init(wire: JSONValue) {
        id = wire["listingId"]?.text
        automaticID = wire["autoListingId"]?.reference
        status = wire["listingStatus"]?.text
        label = wire["label"]?.text
        labels = wire["labelList"]?.text
        labelType = wire["labelType"]?.text
        pictureURL = wire["pictureUrl"]?.text
        siteURL = wire["siteListingUrl"]?.text
    }
}
