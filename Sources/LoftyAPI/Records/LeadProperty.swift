public import FoundationEssentials

/// A property or a mailing address of a lead.
///
/// Source: Lofty API, `leadPropertyList` on reads, `property` on writes, `listing` of a site activity, and
/// `POST /v1.0/leads/{leadId}/property`. On a write `nil` is not sent, and at least one of the four parts of the address
/// must say something.
public struct LeadProperty: Hashable, Sendable {
    /// Names the property that a write changes.
    ///
    /// Without one Lofty merges with a property of the same address, or adds one.
    public var id: ID?
    public var streetAddress: String?
    public var city: String?
    public var state: String?
    public var zipCode: String?
    public var county: String?
    /// Whether this is where the lead gets mail rather than a property.
    public var isMailingAddress: Bool?
    public var type: Reported<PropertyType>?
    /// In whole dollars.
    public var price: Int64?
    /// In whole dollars; for routing of sellers, written and never read.
    public var priceMin: Int64?
    /// In whole dollars; for routing of sellers, written and never read.
    public var priceMax: Int64?
    public var bedrooms: Int?
    public var bathrooms: Decimal?
    public var squareFeet: Int64?
    /// In acres.
    public var lotSizeInAcres: Decimal?
    public var parkingSpaces: Int64?
    public var floors: Int?
    public var note: String?
    public var listing = Listing()
    /// When the lead got it; on reads only.
    public var createdAt: Date?
    /// Where Lofty has it from; seen on reads, not documented.
    public var source: String?

    public typealias ID = RecordID<LeadProperty>

    public init(
        id: ID? = nil,
        streetAddress: String? = nil,
        city: String? = nil,
        state: String? = nil,
        zipCode: String? = nil
    ) {
        self.id = id
        self.streetAddress = streetAddress
        self.city = city
        self.state = state
        self.zipCode = zipCode
    }

    /// What ties a property to a listing.
    public struct Listing: Hashable, Sendable {
        public var id: String?
        public var automaticID: Int64?
        public var status: String?
        /// Such as `Home`, `High Interest` or `Requested Showing`.
        public var label: String?
        public var labels: String?
        public var labelType: String?
        public var pictureURL: String?
        public var siteURL: String?

        public init() {}
    }
}
