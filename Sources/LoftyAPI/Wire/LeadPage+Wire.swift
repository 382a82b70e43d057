import Leads

/// The block that tells where a page stands in its list.
struct PageMetadata {
    /// Matches in all.
    var total: Int
    var scrollID: String?

    /// Lofty sends `_metadata`; its own documentation shows `get_metadata`.
    init(wire: JSONValue) throws(WireError) {
        guard let metadata = wire["_metadata"] ?? wire["get_metadata"],
            let total = metadata["total"]?.integer.flatMap({ Int(exactly: $0) }), total >= 0
        else { throw WireError("the list does not say how many items it has") }
        self.total = total
        scrollID = metadata["scrollId"]?.text
    }
}

extension LeadPage {
    init(wire: JSONValue) throws(WireError) {
        let metadata = try PageMetadata(wire: wire)
        guard wire["leads"]?.kind == .array || metadata.total == 0 else {
            throw WireError("the list of leads is missing")
        }
        let leads = LossyList(wire.list("leads"), of: "lead") { item throws(WireError) in try Lead(wire: item) }
        self.init(
            leads: leads.items,
            total: metadata.total,
            scrollID: metadata.scrollID,
            unreadable: leads.unreadable
        )
    }
}
