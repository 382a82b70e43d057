import FoundationEssentials

/// The members of a lead's body that create and update share.
struct LeadProfileBody: Encodable, Hashable {
    private var birthday: String?
    private var language: String?
    private var referredBy: String?
    private var segments: [String]?
    private var cannotCall: Bool?
    private var cannotText: Bool?
    private var cannotEmail: Bool?
    private var unsubscription: Bool?
    private var buyingTimeFrame: String?
    private var sellingTimeFrame: String?
    private var preQual: String?
    private var houseToSell: String?
    private var fthb: String?
    private var withBuyerAgent: String?
    private var mortgage: String?
    private var buyHouse: String?
    private var withListingAgent: String?
    private var inquiry: LeadInquiryBody?
    private var property: LeadPropertyBody?
    private var customAttributeList: [CustomAttributeBody]?
    private var leadFamilyMemberList: [FamilyMemberBody]?
    private var ownershipScope: String?
    private var ownershipId: Int64?

    init(_ profile: LeadProfile) {
        birthday = profile.birthday?.description
        language = profile.language
        referredBy = profile.referredBy
        segments = profile.segments
        cannotCall = profile.cannotCall
        cannotText = profile.cannotText
        cannotEmail = profile.cannotEmail
        unsubscription = profile.isUnsubscribed
        inquiry = profile.inquiry.map { LeadInquiryBody($0) }
        property = profile.property.map { LeadPropertyBody($0) }
        customAttributeList = profile.customAttributes?.map { CustomAttributeBody($0) }
        leadFamilyMemberList = profile.family?.map { FamilyMemberBody($0) }
        ownershipScope = profile.ownership?.scope
        ownershipId = profile.ownership?.id
        set(profile.qualification)
    }

    private mutating func set(_ qualification: LeadQualification) {
        buyingTimeFrame = qualification.buyingTimeFrame
        sellingTimeFrame = qualification.sellingTimeFrame
        preQual = qualification.isPrequalified?.word
        houseToSell = qualification.hasHouseToSell?.word
        fthb = qualification.isFirstTimeBuyer?.word
        withBuyerAgent = qualification.hasBuyerAgent?.word
        mortgage = qualification.hasMortgage?.word
        buyHouse = qualification.wantsToBuy?.word
        withListingAgent = qualification.hasListingAgent?.word
    }
}

/// Body of `POST /v1.0/leads/{leadId}/inquiry`, and `inquiry` of a lead.
struct LeadInquiryBody: Encodable, Hashable {
    struct Location: Encodable, Hashable {
        var city: String?
        var stateCode: String?
        var zipCode: String?
        var county: String?
        var streetAddress: String?
        var description: String?
    }

    private var priceMin: Int64?
    private var priceMax: Int64?
    private var propertyType: [String]?
    private var bedroomsMin: Int?
    private var bedroomsMax: Int?
    private var bathroomsMin: String?
    private var bathroomsMax: String?
    private var locations: [Location]?

    init(_ inquiry: LeadInquiry) {
        priceMin = inquiry.priceMin
        priceMax = inquiry.priceMax
        propertyType = inquiry.propertyTypes?.map(\.word)
        bedroomsMin = inquiry.bedroomsMin
        bedroomsMax = inquiry.bedroomsMax
        bathroomsMin = inquiry.bathroomsMin
        bathroomsMax = inquiry.bathroomsMax
        locations = inquiry.locations?.map { location in
            Location(
                city: location.city,
                stateCode: location.stateCode,
                zipCode: location.zipCode,
                county: location.county,
                streetAddress: location.streetAddress,
                description: location.description
            )
        }
    }
}

/// Body of `POST /v1.0/leads/{leadId}/property`, `property` of a lead, and `listing` of a site activity.
struct LeadPropertyBody: Encodable, Hashable {
    private var id: Int64?
    private var streetAddress: String?
    private var city: String?
    private var state: String?
    private var zipCode: String?
    private var county: String?
    private var mailAddress: Bool?
    private var propertyType: String?
    private var price: Int64?
    private var priceMin: Int64?
    private var priceMax: Int64?
    private var bedrooms: Int?
    private var bathrooms: Decimal?
    private var squareFeet: Int64?
    private var lotSize: Decimal?
    private var parkingSpace: Int64?
    private var floors: Int?
    private var note: String?
    private var listingId: String?
    private var autoListingId: Int64?
    private var listingStatus: String?
    private var label: String?
    private var labelList: String?
    private var labelType: String?
    private var pictureUrl: String?
    private var siteListingUrl: String?

    init(_ property: LeadProperty) {
        id = property.id?.rawValue
        streetAddress = property.streetAddress
        city = property.city
        state = property.state
        zipCode = property.zipCode
        county = property.county
        mailAddress = property.isMailingAddress
        propertyType = property.type?.word
        note = property.note
        setMeasures(property)
        set(property.listing)
    }

    private mutating func setMeasures(_ property: LeadProperty) {
        price = property.price
        priceMin = property.priceMin
        priceMax = property.priceMax
        bedrooms = property.bedrooms
        bathrooms = property.bathrooms
        squareFeet = property.squareFeet
        lotSize = property.lotSizeInAcres
        parkingSpace = property.parkingSpaces
        floors = property.floors
    }

    private mutating func set(_ listing: LeadProperty.Listing) {
        listingId = listing.id
        autoListingId = listing.automaticID
        listingStatus = listing.status
        label = listing.label
        labelList = listing.labels
        labelType = listing.labelType
        pictureUrl = listing.pictureURL
        siteListingUrl = listing.siteURL
    }
}

/// An item of `customAttributeList`.
struct CustomAttributeBody: Encodable, Hashable {
    private var attributeName: String
    private var attributeType: String
    private var value: String
    private var params: String?

    init(_ attribute: CustomAttribute) {
        attributeName = attribute.name
        attributeType = attribute.kind.word
        value = attribute.value
        params = attribute.parameters
    }
}

/// An item of `leadFamilyMemberList`.
struct FamilyMemberBody: Encodable, Hashable {
    private var firstName: String
    private var lastName: String?
    private var relationship: String?
    private var phones: [String]
    private var emails: [String]
    private var birthday: String?

    init(_ member: FamilyMember) {
        firstName = member.firstName
        lastName = member.lastName
        relationship = member.relationship
        phones = member.phones
        emails = member.emails
        birthday = member.birthday
    }
}
