/// What a lead is looking for.
///
/// Source: Lofty API, `leadInquiry` and the qualification fields of the lead.
public struct Inquiry: Hashable, Sendable, Codable {
    /// Lowest price in whole dollars.
    public var priceMin: Int64?
    /// Highest price in whole dollars.
    public var priceMax: Int64?
    public var bedroomsMin: Int?
    public var bedroomsMax: Int?
    /// As Lofty writes it, such as `"1.5"`.
    public var bathroomsMin: String?
    public var bathroomsMax: String?
    public var propertyTypes: [String]
    /// Place names: cities and zip codes.
    public var locations: [String]
    /// The places with all that Lofty says of them, as a write has to hand them back whole; `nil` for none.
    public var areas: [Area]?
    /// Free text such as `"3-6"` (months).
    public var buyingTimeFrame: String?
    public var sellingTimeFrame: String?
    /// `"Yes"` or `"No"`.
    public var isPrequalified: String?

    public init(
        priceMin: Int64? = nil,
        priceMax: Int64? = nil,
        bedroomsMin: Int? = nil,
        bedroomsMax: Int? = nil,
        propertyTypes: [String] = [],
        locations: [String] = [],
        buyingTimeFrame: String? = nil,
        sellingTimeFrame: String? = nil,
        isPrequalified: String? = nil,
        bathroomsMin: String? = nil,
        bathroomsMax: String? = nil,
        areas: [Area]? = nil
    ) {
        self.priceMin = priceMin
        self.priceMax = priceMax
        self.bedroomsMin = bedroomsMin
        self.bedroomsMax = bedroomsMax
        self.propertyTypes = propertyTypes
        self.locations = locations
        self.buyingTimeFrame = buyingTimeFrame
        self.sellingTimeFrame = sellingTimeFrame
        self.isPrequalified = isPrequalified
        self.bathroomsMin = bathroomsMin
        self.bathroomsMax = bathroomsMax
        self.areas = areas
    }
}
