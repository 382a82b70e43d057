/// A frozen, ordered answer of the index to one query.
///
/// Panes read only the rows they draw, so a million matches cost no more than a screen of them.
package protocol LeadRows: Sendable {
    /// Number of matches.
    var count: Int { get }
    /// The row at `position`, which must be in `0..<count`.
    func row(at position: Int) -> LeadRow
    /// The lead at `position`, which must be in `0..<count`; reads no row where the answer knows its ids.
    func id(at position: Int) -> Lead.ID
    /// Where the lead stands; `nil` when it does not match.
    func position(of id: Lead.ID) -> Int?
}

extension LeadRows {
    package func id(at position: Int) -> Lead.ID { row(at: position).lead.id }
}

/// A lead as the list shows it.
package struct LeadRow: Hashable, Sendable {
    package var lead: Lead
    package var syncState: SyncState

    package init(lead: Lead, syncState: SyncState) {
        self.lead = lead
        self.syncState = syncState
    }
}

/// Rows held in an array: the answer for small books and for tests.
package struct ArrayLeadRows: LeadRows {
    private let rows: [LeadRow]
    private let positions: [Lead.ID: Int]

    package init(_ rows: [LeadRow] = []) {
        self.rows = rows
        positions = Dictionary(rows.enumerated().map { ($1.lead.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    package var count: Int { rows.count }

    package func row(at position: Int) -> LeadRow { rows[position] }

    package func position(of id: Lead.ID) -> Int? { positions[id] }
}
