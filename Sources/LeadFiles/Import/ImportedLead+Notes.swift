import Leads

extension ImportedLead {
    /// What Lofty's new lead has no place for: the note of the file, and behind it price and address.
    ///
    /// Two notes where one would be longer than ``LeadLimits/note``; nothing is cut.
    package var notes: [String] {
        let parts = [note, details].compactMap(\.self)
        let whole = parts.joined(separator: "\n")
        if LeadLimits.length(of: whole) > LeadLimits.note { return parts }
        return parts.isEmpty ? [] : [whole]
    }

    /// Price and address in words; `nil` where the file has neither.
    var details: String? {
        let prices = [inquiry.priceMin, inquiry.priceMax].compactMap(\.self).map { "$\($0)" }
        let place = [address.street, address.city, address.state, address.zipCode].compactMap(\.self)
        let parts = [
            prices.isEmpty ? nil : "Price: " + prices.joined(separator: " to "),
            place.isEmpty ? nil : "Address: " + place.joined(separator: ", "),
        ].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: "\n")
    }
}
