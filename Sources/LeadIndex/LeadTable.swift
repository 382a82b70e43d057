import Leads

/// The rows of the book in no particular order, found by id.
struct LeadTable: Sendable {
    private(set) var leads: [LeadFacts] = []
    private var slots: [Lead.ID: Int] = [:]

    subscript(id: Lead.ID) -> LeadFacts? { slots[id].map { leads[$0] } }

    mutating func put(_ lead: LeadFacts) {
        if let slot = slots[lead.id] {
            leads[slot] = lead
        } else {
            slots[lead.id] = leads.count
            leads.append(lead)
        }
    }

    /// Fills the gap with the last row; an unknown id is no error.
    mutating func remove(_ id: Lead.ID) {
        guard let slot = slots.removeValue(forKey: id) else { return }
        let last = leads.removeLast()
        guard last.id != id else { return }
        leads[slot] = last
        slots[last.id] = slot
    }
}
