import GRDB
package import Leads
package import Sync

/// Numbers that a page lists, or takes off the list, are those of leads that were read long before it too.
extension SQLiteStore {
    package func newsOfListings() throws(StoreError) -> Int64? {
        try reading { db in
            let news = try db.counter("listing")
            return try news > db.counter("listed") ? news : nil
        }
    }

    package func showListed(after id: Lead.ID?, limit: Int) throws(StoreError) -> ListedStretch {
        let (ids, last) = try reading { db in
            let rows = try Row.fetchCursor(
                db,
                sql: "SELECT id, coalesce(shown, base) FROM lead WHERE id > :after ORDER BY id LIMIT :limit",
                arguments: ["after": id?.rawValue ?? .min, "limit": limit]
            )
            var found: [Lead.ID] = []
            var count = 0
            var last: Lead.ID?
            while let row = try rows.next() {
                count += 1
                last = Lead.ID(row[0] as Int64)
                // What cannot be read is read anew from the server in a while, and shown by what is listed then.
                let lead = try row.withUnsafeData(atIndex: 1) { data in data.flatMap { try? LeadRecord.decode($0) } }
                if let lead, try KeptEvidence.isShownOtherwise(db, lead) { found.append(lead.id) }
            }
            return (found, count < limit ? nil : last)
        }
        return ListedStretch(commit: ids.isEmpty ? nil : try showAnew(ids), last: last)
    }

    package func noteListed(_ news: Int64) throws(StoreError) {
        try writing { db in
            try db.execute(
                sql: "UPDATE counter SET value = max(value, :news) WHERE name = 'listed'",
                arguments: ["news": news]
            )
        }
    }

    /// Rows with the numbers that anybody lists: a page may have listed one since they were written.
    func marked(_ rows: [LeadRow], _ db: Database) throws -> [LeadRow] {
        guard try KeptEvidence.listsAny(db) else { return rows }
        return try rows.map { row in
            var row = row
            row.lead.mark(listed: try KeptEvidence.unmarked(db, of: row.lead))
            return row
        }
    }
}

extension KeptEvidence {
    /// True when a number of the lead, as it is shown, is on a list and does not say it, or says it and is on none.
    fileprivate static func isShownOtherwise(_ db: Database, _ lead: Lead) throws -> Bool {
        try lead.phones.contains { try ($0.isListed || lead.refusesContact) != lists(db, $0) }
    }
}

extension Database {
    fileprivate func counter(_ name: String) throws -> Int64 {
        try Int64.fetchOne(self, sql: "SELECT value FROM counter WHERE name = :name", arguments: ["name": name]) ?? 0
    }
}
