public import FoundationEssentials

/// What a lead looks for, with everything that Lofty keeps of it.
///
/// Source: Lofty API, `leadInquiry` on reads, `inquiry` on writes and `POST /v1.0/leads/{leadId}/inquiry`. On a write
/// `nil` is not sent. Lofty chooses homes for its automatic listing alerts by it, so a change changes what the lead
/// gets by mail.
public struct LeadInquiry: Hashable, Sendable {
    /// In whole dollars.
    public var priceMin: Int64?
    /// In whole dollars.
    public var priceMax: Int64?
    public var bedroomsMin: Int?
    public var bedroomsMax: Int?
    /// Text on writes; reads have shown numbers too, which are kept as they were written.
    public var bathroomsMin: String?
    public var bathroomsMax: String?
    /// Such as `Condo`; see ``PropertyType`` for the published ones.
    public var propertyTypes: [Reported<PropertyType>]?
    public var locations: [Location]?
    /// What the server says about the inquiry; never sent.
    public var origin: Origin?

    public init(
        priceMin: Int64? = nil,
        priceMax: Int64? = nil,
        propertyTypes: [Reported<PropertyType>]? = nil,
        locations: [Location]? = nil
    ) {
        self.priceMin = priceMin
        self.priceMax = priceMax
        self.propertyTypes = propertyTypes
        self.locations = locations
    }

    /// A place of interest; at least one part should be there.
    public struct Location: Hashable, Sendable {
        public var city: String?
        public var stateCode: String?
        public var zipCode: String?
        public var county: String?
        public var streetAddress: String?
        public var description: String?

        public init(city: String? = nil, stateCode: String? = nil, zipCode: String? = nil, county: String? = nil) {
            self.city = city
            self.stateCode = stateCode
            self.zipCode = zipCode
            self.county = county
        }
    }

    /// Where an inquiry came from.
    public struct Origin: Hashable, Sendable {
        /// `nil` for 0, which stands on leads without an inquiry of their own.
        public var id: Int64?
        /// Whether an agent entered it.
        public var isByAgent: Bool
        /// Whether it is the empty one that every lead has.
        public var isDefault: Bool
        public var createdAt: Date?
        public var updatedAt: Date?
    }
}

/// The kinds of property that Lofty publishes.
public enum PropertyType: String, Hashable, Sendable, CaseIterable {
    case singleFamilyHome = "Single Family Home"
    case multiFamily = "Multi-Family"
    case condo = "Condo"
    case townhouse = "Townhouse"
    case mobileHome = "Mobile Home"
    case manufacturedHome = "Manufactured Home"
    case vacantLand = "Vacant Land"
    case commercial = "Commercial"
}
