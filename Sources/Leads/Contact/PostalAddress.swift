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
    /// The id under which Lofty keeps it as the lead's mailing address; `nil` where it is read off something else, such
    /// as a home for sale, which a change of the address must leave as it is.
    public var mailingID: Int64?

    public init(
        street: String? = nil,
        city: String? = nil,
        state: String? = nil,
        postalCode: String? = nil,
        mailingID: Int64? = nil
    ) {
        self.street = street
        self.city = city
        self.state = state
        self.postalCode = postalCode
        self.mailingID = mailingID
    }
}
