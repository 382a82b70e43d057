import FoundationEssentials
import Leads

extension RequestChecks {
    /// Lofty cuts longer names of segments.
    private static let longestSegment = 30
    private static let largestFamily = 4

    /// Refuses what Lofty would cut or refuse in a profile.
    func profile(_ profile: LeadProfile) throws(APIError) {
        for segment in profile.segments ?? [] {
            try isPresent(segment, "The name of a segment")
            try fits(segment, "The segment", within: Self.longestSegment)
        }
        for attribute in profile.customAttributes ?? [] { try isPresent(attribute.name, "The name of a custom field") }
        try family(profile.family ?? [])
        if let property = profile.property { try self.property(property) }
        if case .other(let scope, _) = profile.ownership {
            throw APIError.invalid(operation, "Lofty knows no ownership scope \(scope)")
        }
    }

    private func family(_ members: [FamilyMember]) throws(APIError) {
        guard members.count <= Self.largestFamily else {
            let sentence = "Lofty keeps \(Self.largestFamily) family members, not \(members.count)"
            throw APIError.invalid(operation, sentence)
        }
        for member in members {
            try isPresent(member.firstName, "The first name of a family member")
            try names(member.firstName, member.lastName)
            try phones(member.phones)
        }
    }

    /// Lofty refuses a property without any address, and drops the whole update with it.
    func property(_ property: LeadProperty) throws(APIError) {
        let address = [property.streetAddress, property.city, property.state, property.zipCode].compactMap(\.self)
        try isPresent(address.joined(), "The address of the property")
        guard property.bathrooms?.isFinite != false, property.lotSizeInAcres?.isFinite != false else {
            throw APIError.invalid(operation, "A measure of the property is no number")
        }
    }

    /// An offset or the number of a page.
    func place(_ offset: Int) throws(APIError) {
        guard (0...Int(Int32.max)).contains(offset) else {
            throw APIError.invalid(operation, "A list begins at 0 and does not reach \(offset)")
        }
    }
}
