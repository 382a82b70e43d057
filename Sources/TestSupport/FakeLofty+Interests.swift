import Leads
import LoftyAPI

extension Inquiry {
    /// Merges what was sent, as the server does: what is not sent stays, and -1 is no number.
    mutating func take(_ sent: LeadInquiry) {
        if let low = sent.priceMin { priceMin = low < 0 ? nil : low }
        if let high = sent.priceMax { priceMax = high < 0 ? nil : high }
        if let low = sent.bedroomsMin { bedroomsMin = low < 0 ? nil : low }
        if let high = sent.bedroomsMax { bedroomsMax = high < 0 ? nil : high }
        if let low = sent.bathroomsMin { bathroomsMin = low.isEmpty ? nil : low }
        if let high = sent.bathroomsMax { bathroomsMax = high.isEmpty ? nil : high }
        if let types = sent.propertyTypes { propertyTypes = types.compactMap { $0.value?.rawValue } }
        guard let places = sent.locations else { return }
        areas =
            places.isEmpty
            ? nil
            : places.map { place in
                Area(city: place.city, stateCode: place.stateCode, zipCode: place.zipCode, county: place.county)
            }
        locations = Self.names(of: areas ?? [])
    }
}

extension Lead {
    /// Puts a mailing address in the place of the one with its id, or beside what is there.
    mutating func take(_ sent: LeadProperty, newID: Int64) {
        let text = { (part: String?) in part.flatMap { $0.isEmpty ? nil : $0 } }
        address = PostalAddress(
            street: text(sent.streetAddress),
            city: text(sent.city),
            state: text(sent.state),
            postalCode: text(sent.zipCode),
            mailingID: sent.id?.rawValue ?? newID
        )
    }
}
