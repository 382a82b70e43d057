import GRDB
package import Leads
package import Sync

extension SQLiteStore {
    /// So many ids of mirrored leads between two numbers, lowest first: what begins with the same digits lies between two
    /// numbers, for each count of digits.
    package func ids(in range: ClosedRange<Int64>, limit: Int) throws(StoreError) -> [Lead.ID] {
        try reading { db in
            let statement = try db.cachedStatement(
                sql: "SELECT id FROM lead WHERE id BETWEEN :first AND :last ORDER BY id LIMIT :limit"
            )
            let arguments: StatementArguments = [
                "first": range.lowerBound, "last": range.upperBound, "limit": limit,
            ]
            return try Int64.fetchAll(statement, arguments: arguments).map { Lead.ID($0) }
        }
    }
}
