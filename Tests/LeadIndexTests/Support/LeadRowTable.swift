import LeadIndex
import Leads

/// Rows in memory; a copy stays as it is while the original goes on changing.
struct LeadRowTable: LeadRowSource {
    private var rows: [Lead.ID: LeadRow] = [:]

    subscript(id: Lead.ID) -> LeadRow? {
        get { rows[id] }
        set { rows[id] = newValue }
    }

    func rows(of ids: [Lead.ID]) -> [LeadRow?] { ids.map { rows[$0] } }
}
