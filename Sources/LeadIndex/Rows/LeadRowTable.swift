package import Leads

/// Rows in memory, for small books and for tests.
///
/// A value: a copy stays as it is while the original goes on changing. Split into many small tables, so that a change
/// copies few rows.
package struct LeadRowTable: LeadRowSource {
    private var tables: [[Lead.ID: LeadRow]]

    private static let tableCount = 1_024

    package init() { tables = Array(repeating: [:], count: Self.tableCount) }

    package subscript(id: Lead.ID) -> LeadRow? {
        get { tables[Self.table(id)][id] }
        set { tables[Self.table(id)][id] = newValue }
    }

    package func rows(of ids: [Lead.ID]) -> [LeadRow?] { ids.map { self[$0] } }

    private static func table(_ id: Lead.ID) -> Int {
        Int((UInt64(bitPattern: id.rawValue) &* 0x9E37_79B9_7F4A_7C15) >> 32) % tableCount
    }
}
