import FoundationEssentials
import GRDB
import Glibc
import Leads
import Sync
import TestSupport
import Testing

@testable import Store

@Suite("Who has a number", .serialized)
struct PhoneLinesTests {
    let state: TemporaryState
    let store: SQLiteStore

    init() throws {
        state = try TemporaryState()
        try state.directory.prepare()
        store = try SQLiteStore(directory: state.directory)
    }

    private static func lead(_ id: Int64, _ numbers: String...) -> Lead {
        var lead = sampleLead(id)
        lead.phones = numbers.map { Phone($0) }
        return lead
    }

    private func read(_ leads: Lead...) throws {
        _ = try store.commit(StoreTransaction(readings: leads.map { .lead($0, at: someTime) }))
    }

    private func owners(of number: String) throws -> Set<Int64> {
        try store.reading { db in
            Set(try PhoneLines.leads(db, withOneOf: [Phone(number).key]).map(\.rawValue))
        }
    }

    /// The table holds what the numbers of all shown leads end in, and nothing else.
    private func expectTable(_ comment: Comment) throws {
        let expected = Set(
            try store.rows().flatMap { row in row.lead.phones.map { "\(row.lead.id.rawValue) \($0.tail)" } }
        )
        let found = try store.reading { db in
            Set(try String.fetchAll(db, sql: "SELECT lead_id || ' ' || tail FROM phone_line"))
        }
        #expect(found == expected, comment)
    }

    @Test("is found in every spelling, and nobody else is")
    func spellings() throws {
        try read(
            Self.lead(1, "5125550142"),
            Self.lead(2, "+1 (512) 555-0142", "5125550199"),
            Self.lead(3, "512.555.0142"),
            Self.lead(4, "555 0142"),
            Self.lead(5, "+44 20 7946 0142"),
            Self.lead(6, "7375550142"),
            Self.lead(7)
        )
        #expect(
            try owners(of: "1-512-555-0142") == [1, 2, 3, 4],
            "a number without its area code may be the same line"
        )
        #expect(try owners(of: "5125550199") == [2])
        #expect(try owners(of: "020 7946 0142") == [5] || owners(of: "+442079460142") == [5])
        #expect(try owners(of: "9995550000").isEmpty)
    }

    @Test("follows every edit, sent or not, a new lead, its real id and its leaving")
    func follows() throws {
        try read(Self.lead(1, "5125550142"), Self.lead(2, "5125550143"))
        try expectTable("after a reading")
        try read(Self.lead(1, "5125550144", "5125550145"))
        try expectTable("after an edit of the server's")
        let edit = LeadChange.setField(.phones, from: ["5125550144", "5125550145"], to: ["5125550146"])
        let entry = try #require(try store.commit(StoreTransaction(drafts: [draft(edit, on: 1)])).added.first)
        try expectTable("with an unsent edit")
        var cancelled = entry
        cancelled.entry.status = .cancelled
        _ = try store.commit(StoreTransaction(updates: [cancelled]))
        try expectTable("with the edit taken back")
        let create = LeadChange.create(NewLead(firstName: "Neu", phones: ["5125550147"]))
        let made = try #require(try store.commit(StoreTransaction(drafts: [draft(create, on: nil)])).added.first)
        try expectTable("with a lead that the server has not made")
        var settled = made
        settled.entry.status = .settled(at: someTime)
        _ = try store.commit(
            StoreTransaction(
                updates: [settled],
                identities: [.init(provisional: made.entry.leadID, real: Lead.ID(9))],
                readings: [.lead(Self.lead(9, "5125550147"), at: someTime)]
            )
        )
        try expectTable("with the id that the server gave it")
        #expect(try owners(of: "5125550147") == [9])
        _ = try store.commit(StoreTransaction(readings: [.gone(Lead.ID(9))]))
        try expectTable("after it left")
        #expect(try owners(of: "5125550147").isEmpty)
    }

    @Test("is looked up, not looked for in the whole book")
    func plan() throws {
        let plan = try store.reading { db in
            try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + PhoneLines.leadsByTail, arguments: ["tail": "5550142"])
                .map { $0["detail"] as String }
        }
        #expect(!plan.isEmpty && plan.allSatisfy { $0.hasPrefix("SEARCH") }, "\(plan)")
    }

    @Test("is known of a book that was read before this was kept")
    func earlierStore() throws {
        let earlier = try TemporaryState()
        try earlier.directory.prepare()
        let path = earlier.file("foyer.sqlite")
        do {
            let queue = try DatabaseQueue(path: path)
            try Schema.migrator.migrate(queue, upTo: "numbers that pages list")
            try queue.write { db in
                try db.execute(sql: "UPDATE counter SET value = 9 WHERE name = 'revision'")
                for lead in [Self.lead(1, "5125550142", "512-555-0142"), Self.lead(2, "letters"), Self.lead(3)] {
                    try db.execute(
                        sql: "INSERT INTO lead (id, base, read_at, revision) VALUES (:id, :base, 0, 1)",
                        arguments: ["id": lead.id.rawValue, "base": LeadRecord.encode(lead)]
                    )
                }
                try db.execute(sql: "INSERT INTO lead (id, base, read_at, revision) VALUES (4, x'FF', 0, 1)")
                try db.execute(
                    sql: "INSERT INTO timeline (lead_id, read_at, body) VALUES (1, 0, '{\"entries\":[],\"gaps\":[]}')"
                )
            }
        }
        chmod(path, 0o600)
        let store = try SQLiteStore(directory: earlier.directory)
        let found = try store.reading { db in
            (
                try PhoneLines.leads(db, withOneOf: [Phone("5125550142").key]),
                try Int.fetchOne(db, sql: "SELECT count(*) FROM phone_line")
            )
        }
        #expect(found == ([Lead.ID(1)], 2))
        #expect(try store.timelinePage(of: Lead.ID(1)) == Timeline(merging: []))
    }
}
