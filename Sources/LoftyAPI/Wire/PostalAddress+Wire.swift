import JSONText
import Leads

extension PostalAddress {
    /// Where a lead lives: the mailing address among its properties, else the first of them that says a place, else the
    /// deprecated fields of the lead itself; `nil` when all of them are empty.
    init?(lead: JSONValue) {
        var first: PostalAddress?
        for property in lead.list("leadPropertyList") {
            guard let address = PostalAddress(fields: property) else { continue }
            if property["mailAddress"]?.flag == true {
                self = address
                mailingID = property["id"]?.reference
                return
            }
            first = first ?? address
        }
        guard let address = first ?? PostalAddress(fields: lead) else { return nil }
        self = address
    }

    /// The four fields as a property and a lead both have them.
    private init?(fields wire: JSONValue) {
        self.init(
            street: wire["streetAddress"]?.text,
            city: wire["city"]?.text,
            state: wire["state"]?.text,
            postalCode: wire["zipCode"]?.text
        )
        if self == PostalAddress() { return nil }
    }
}
