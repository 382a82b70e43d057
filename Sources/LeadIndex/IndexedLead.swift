import Leads

/// A row and what queries ask of it.
///
/// A reference, so that a frozen answer shares the rows it was made from instead of copying them.
final class IndexedLead: Sendable {
    let row: LeadRow
    let facts: LeadFacts

    init(_ row: LeadRow) {
        self.row = row
        facts = LeadFacts(row)
    }

    var id: Lead.ID { facts.id }
}
