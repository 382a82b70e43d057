import FoundationEssentials
import GRDB
package import Leads
package import Sync

extension SQLiteStore {
    package func looks(of ids: [Lead.ID]) throws(StoreError) -> [Lead.ID: LeadLook] {
        guard !ids.isEmpty else { return [:] }
        return try reading { db in
            let statement = try db.cachedStatement(
                sql: "SELECT lead_id, body FROM look WHERE lead_id IN (SELECT value FROM json_each(:ids))"
            )
            let list = "[" + ids.map { String($0.rawValue) }.joined(separator: ",") + "]"
            return try Row.fetchAll(statement, arguments: ["ids": list]).reduce(into: [:]) { looks, row in
                let id: Int64 = row[0]
                looks[Lead.ID(id)] = readable(row[1] as String?, "last look at lead \(id)")
            }
        }
    }

    package func save(_ looks: [Lead.ID: LeadLook]) throws(StoreError) {
        try writing { db in
            for (id, look) in looks {
                try db.execute(
                    sql: """
                        INSERT OR REPLACE INTO look (lead_id, body)
                        SELECT :id, :body WHERE EXISTS (SELECT 1 FROM lead WHERE id = :id)
                        """,
                    arguments: ["id": id.rawValue, "body": try json(look)]
                )
            }
        }
    }

    package func referenceData() throws(StoreError) -> ReferenceData {
        try reading { readable(try document("reference", in: $0), "names of the team") } ?? ReferenceData()
    }

    package func save(_ reference: ReferenceData) throws(StoreError) {
        try writing { try put(reference, as: "reference", in: $0) }
    }

    package func forbiddingCalls() throws(StoreError) -> [Lead.ID: ContactEvidence] {
        try reading { try KeptEvidence.fetchAll($0) }
    }

    package func listedNumbers() throws(StoreError) -> Set<String> { try reading { try KeptEvidence.allLists($0) } }

    package func snoozes() throws(StoreError) -> [Lead.ID: Snooze] { try reading { try StoredSnoozes.fetch($0) } }

    package func followUps() throws(StoreError) -> FollowUpBook {
        try reading { readable(try document("follow-ups", in: $0), "follow-ups") } ?? FollowUpBook()
    }

    package func save(_ followUps: FollowUpBook) throws(StoreError) {
        try writing { try put(followUps, as: "follow-ups", in: $0) }
    }

    package func marks() throws(StoreError) -> SyncMarks {
        try reading { readable(try document("marks", in: $0), "times of the readings") } ?? SyncMarks()
    }

    package func save(_ marks: SyncMarks) throws(StoreError) {
        try writing { try put(marks, as: "marks", in: $0) }
    }

    package func savedBook() throws(StoreError) -> SavedBook? {
        try reading { db in
            let book: SavedBook? = readable(try document("book", in: db), "note of the saved columns")
            let known = try db.revision() - Self.keptRemovals...(try db.revision())
            return book.flatMap { known.contains($0.revision) ? $0 : nil }
        }
    }

    package func note(_ book: SavedBook) throws(StoreError) { try writing { try put(book, as: "book", in: $0) } }

    package func openingPage() throws(StoreError) -> OpeningPage? {
        try reading { readable(try document("opening page", in: $0), "page that is shown first") }
    }

    package func save(_ page: OpeningPage) throws(StoreError) {
        try writing { try put(page, as: "opening page", in: $0) }
    }

    package func claim(_ account: AccountIdentity) throws(StoreError) {
        try writing { db in
            guard let body = try document("account", in: db) else {
                return try put(account, as: "account", in: db)
            }
            // Whose changes these are is never guessed.
            guard let recorded = try? JSONDecoder().decode(AccountIdentity.self, from: Data(body.utf8)) else {
                throw StoreError.unreadableAccount(path: path)
            }
            guard recorded == account else { throw StoreError.otherAccount(recorded: recorded, found: account) }
        }
    }

    private func document(_ name: String, in db: Database) throws -> String? {
        try String.fetchOne(db, sql: "SELECT body FROM document WHERE name = :name", arguments: ["name": name])
    }

    /// `nil` and a notice for what cannot be read: all of it is asked for again.
    func readable<Value: Decodable>(_ body: String?, _ name: String) -> Value? {
        guard let body else { return nil }
        do {
            return try JSONDecoder().decode(Value.self, from: Data(body.utf8))
        } catch {
            note(name, error)
            return nil
        }
    }

    private func put(_ value: some Encodable, as name: String, in db: Database) throws {
        try db.execute(
            sql: "INSERT OR REPLACE INTO document (name, body) VALUES (:name, :body)",
            arguments: ["name": name, "body": try json(value)]
        )
    }

    private func json(_ value: some Encodable) throws -> String {
        String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
    }
}
