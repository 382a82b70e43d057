/// Where a lead lives, as far as Lofty says.
///
/// Source: Lofty API, `leadPropertyList` (the entry with `mailAddress`, else the first) and the deprecated
/// `streetAddress`, `city`, `state`, `zipCode` of the lead.
public struct PostalAddress: Hashable, Sendable, Codable {
    public var street: String?
    public var city: String?
    /// Name or abbreviation of a state or province.
    public var state: String?
    /// ZIP code or Canadian postal code.
    public var postalCode: String?

    public init(street: String? = nil, city: String? = nil, state: String? = nil, postalCode: String? = nil) {
        self.street = street
        self.city = city
        self.state = state
        self.postalCode = postalCode
    }
}
