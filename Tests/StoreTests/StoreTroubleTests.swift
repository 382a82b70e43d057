import FoundationEssentials
import GRDB
import Glibc
import Leads
import Sync
import Testing

@testable import Store

@Suite("A store in trouble", .serialized)
struct StoreTroubleTests {
    let state: TemporaryState

    init() throws {
        state = try TemporaryState()
        try state.directory.prepare()
    }

    private var path: String { state.file("foyer.sqlite") }

    @Test("leaves a file alone that is no database")
    func notADatabase() throws {
        let content = Data(String(repeating: "these are my shopping notes\n", count: 100).utf8)
        try write(content)
        #expect(throws: StoreError.notADatabase(path: path)) { try state.directory.open() }
        #expect(try Data(contentsOf: URL(filePath: path)) == content)
    }

    @Test("leaves a database alone that is not Foyer's")
    func foreignDatabase() throws {
        try runSQL("CREATE TABLE song (title TEXT); INSERT INTO song VALUES ('Autumn Leaves');")
        let content = try Data(contentsOf: URL(filePath: path))
        #expect(throws: StoreError.foreignDatabase(path: path)) { try state.directory.open() }
        #expect(try Data(contentsOf: URL(filePath: path)) == content)
    }

    @Test("refuses what a newer Foyer wrote")
    func newerSchema() throws {
        _ = try state.directory.open()
        try runSQL("INSERT INTO grdb_migrations (identifier) VALUES ('99 from the future')")
        #expect(throws: StoreError.newerSchema(path: path)) { try state.directory.open() }
    }

    @Test("says that a damaged file is corrupt")
    func corrupt() throws {
        do {
            let store = try SQLiteStore(directory: state.directory)
            let leads = (1...500).map { LeadReading.lead(sampleLead(Int64($0)), at: someTime) }
            _ = try store.commit(StoreTransaction(readings: leads))
        }
        try runSQL("PRAGMA wal_checkpoint(TRUNCATE)")
        var content = try Data(contentsOf: URL(filePath: path))
        for offset in 8_192..<content.count { content[offset] = 0xA5 }
        try write(content)
        #expect {
            let store = try SQLiteStore(directory: state.directory)
            _ = try store.rows()
        } throws: { error in
            guard case .corrupt(path: path, detail: let detail) = error as? StoreError else { return false }
            return !detail.isEmpty
        }
    }

    @Test("loses nothing when the disk is full, and goes on when there is room again")
    func diskFull() throws {
        let store = try SQLiteStore(directory: state.directory)
        _ = try store.commit(StoreTransaction(readings: [.lead(sampleLead(7), at: someTime)]))
        let kept = try store.commit(StoreTransaction(drafts: [draft(.addNote("kept"), on: 7)])).added
        try store.limitSize(toPages: 1)
        let long = String(repeating: "n", count: 200_000)
        #expect(throws: StoreError.diskFull(path: path)) {
            try store.commit(StoreTransaction(drafts: [draft(.addNote(long), on: 7)]))
        }
        #expect(try store.unsent().entries == kept)
        try store.limitSize(toPages: nil)
        let more = try store.commit(StoreTransaction(drafts: [draft(.addNote(long), on: 7)]))
        #expect(try SQLiteStore(directory: state.directory).unsent().entries == kept + more.added)
    }

    @Test("waits for the disk at every commit, so that a power cut takes nothing back")
    func synchronises() throws {
        let store = try SQLiteStore(directory: state.directory)
        #expect(try store.writing { try Int.fetchOne($0, sql: "PRAGMA synchronous") } == 2, "FULL")
        #expect(try store.writing { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
    }

    private func write(_ content: Data) throws {
        try content.write(to: URL(filePath: path))
        chmod(path, 0o600)
    }

    private func runSQL(_ sql: String) throws {
        try DatabaseQueue(path: path).writeWithoutTransaction { try $0.execute(sql: sql) }
        chmod(path, 0o600)
    }
}
