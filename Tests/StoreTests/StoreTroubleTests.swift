import FoundationEssentials
import GRDB
import Glibc
import Leads
import Sync
import TestSupport
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

    /// A book with a queued note, then bytes of the file turned over.
    private func damage(_ bytes: (Data) -> Range<Int>) throws {
        do {
            let store = try SQLiteStore(directory: state.directory)
            try store.claim(AccountIdentity(teamID: 1, userID: Member.ID(rawValue: 2), host: nil))
            let leads = (1...500).map { LeadReading.lead(sampleLead(Int64($0)), at: someTime) }
            _ = try store.commit(StoreTransaction(readings: leads))
            _ = try store.commit(
                StoreTransaction(drafts: [
                    draft(.addNote("kept"), on: 7), draft(.create(NewLead(firstName: "Ravi")), on: nil),
                ])
            )
            var evidence = ContactEvidence()
            evidence.refusesContact = true
            _ = try store.commit(StoreTransaction(evidence: [Lead.ID(7): evidence, Lead.ID(8): evidence]))
            let aside = LeadChange.snooze(from: nil, to: Snooze(since: someTime, until: nil))
            _ = try store.commit(StoreTransaction(drafts: [draft(aside, on: 9, status: .settled(at: someTime))]))
            try store.save(LeadLook(at: sampleLead(7), on: someTime), of: Lead.ID(7))
        }
        try runSQL("PRAGMA wal_checkpoint(TRUNCATE)")
        var content = try Data(contentsOf: URL(filePath: path))
        for offset in bytes(content) { content[offset] ^= 0xFF }
        try write(content)
    }

    /// Where the page stands in the file that leads to all leads.
    private func leadTable() throws -> Int {
        let page = try DatabaseQueue(path: path).read { db in
            try Int.fetchOne(db, sql: "SELECT rootpage FROM sqlite_schema WHERE name = 'lead'")
        }
        return (try #require(page) - 1) * 4_096
    }

    private func files(_ part: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: state.directory.path).filter { $0.contains(part) }
    }

    @Test("saves the journal of a damaged mirror first, sets the file aside and makes a new one")
    func damaged() throws {
        try damage { _ in 0..<0 }
        let start = try leadTable()
        var content = try Data(contentsOf: URL(filePath: path))
        for offset in start..<start + 100 { content[offset] ^= 0xFF }
        try write(content)
        let store = try SQLiteStore(directory: state.directory)
        let unsent = try store.unsent().entries
        #expect(Set(unsent.map(\.entry.change)) == [.addNote("kept"), .create(NewLead(firstName: "Ravi"))])
        #expect(try store.rows().map(\.lead.firstName).contains("Ravi"), "what a person made is shown at once")
        #expect(try files("set-aside").isEmpty == false)
        let saved = try #require(try files("jsonl").first)
        #expect(try String(contentsOfFile: state.file(saved), encoding: .utf8).contains("kept"))
        #expect(
            store.takeNotices().contains { notice in
                if case .rebuilt(path: path, setAside: _, saved: state.file(saved), entries: unsent.count) = notice {
                    true
                } else {
                    false
                }
            }
        )
        for lead in [Lead.ID(7), Lead.ID(8)] {
            #expect(try store.forbiddingCalls()[lead]?.refusesContact == true, "G17: nobody may call again")
        }
        #expect(try store.snoozes().keys.contains(Lead.ID(9)))
        #expect(try store.looks(of: [Lead.ID(7)])[Lead.ID(7)]?.date == someTime)
        let reading = try store.commit(StoreTransaction(readings: [.lead(sampleLead(8), at: someTime)])).rows
        #expect(reading.first?.lead.refusesContact == true)
        #expect(throws: StoreError.self, "it is still the same person's") {
            try store.claim(AccountIdentity(teamID: 1, userID: Member.ID(rawValue: 3), host: nil))
        }
        let again = try store.commit(StoreTransaction(drafts: [draft(.addNote("next"), on: 7)]))
        #expect((again.added.first?.id.rawValue ?? 0) > (unsent.last?.id.rawValue ?? 0), "no id is given twice")
    }

    @Test("saves the journal of a mirror whose first bytes are damaged")
    func damagedHeader() throws {
        try damage { _ in 0..<100 }
        let store = try SQLiteStore(directory: state.directory)
        let unsent = try store.unsent().entries
        #expect(Set(unsent.map(\.entry.change)) == [.addNote("kept"), .create(NewLead(firstName: "Ravi"))])
        guard case .rebuilt(path: path, setAside: let aside, saved: _, entries: 2)? = store.takeNotices().first else {
            return #expect(Bool(false), "nothing was said")
        }
        #expect(FileManager.default.fileExists(atPath: aside))
        #expect(try files("mended").isEmpty && files("template").isEmpty)
    }

    /// Which part of the beginning or the end of a store is lost.
    enum Loss: CaseIterable {
        case firstPage, firstPageAndLog, headerAndHalfAPageAtTheEnd, firstPageOfOlderStore, everything
    }

    @Test(
        "saves the journal of a store whose beginning or end is lost, and never takes it for another's",
        arguments: Loss.allCases
    )
    func lostParts(_ loss: Loss) throws {
        try damage { _ in 0..<0 }
        // A Foyer has worked with it.
        #expect(try state.directory.open().store.unsent().entries.count == 2)
        if loss == .firstPageOfOlderStore {
            try runSQL("CREATE TABLE between_versions (a); ALTER TABLE audit RENAME COLUMN digest TO hash;")
        }
        try runSQL("PRAGMA wal_checkpoint(TRUNCATE)")
        var content = try Data(contentsOf: URL(filePath: path))
        switch loss {
        case .firstPage, .firstPageAndLog, .firstPageOfOlderStore:
            content.replaceSubrange(0..<4_096, with: Data(repeating: 0, count: 4_096))
        case .headerAndHalfAPageAtTheEnd:
            content.replaceSubrange(0..<100, with: Data(repeating: 0, count: 100))
            content.removeLast(2_000)
        case .everything: content = Data(repeating: 0xA5, count: content.count)
        }
        try write(content)
        if loss == .firstPageAndLog {
            try Data(repeating: 7, count: 5_000).write(to: URL(filePath: path + "-wal"))
            chmod(path + "-wal", 0o600)
        }
        let store = try SQLiteStore(directory: state.directory)
        let saved: Set<LeadChange> = [.addNote("kept"), .create(NewLead(firstName: "Ravi"))]
        #expect(Set(try store.unsent().entries.map(\.entry.change)) == (loss == .everything ? [] : saved))
        #expect(try files("set-aside").contains { $0.hasPrefix("foyer.sqlite.set-aside") }, "kept")
        #expect(try files("mended").isEmpty && files("template").isEmpty && files("rebuil").isEmpty)
    }

    /// Where a process dies that makes a store anew.
    enum Death: CaseIterable {
        case whileTheNewOneIsFilled, beforeTheOldOneIsMoved, betweenItsFiles, beforeTheNewOneIsInPlace
    }

    /// Does what a process has done when it dies there; its locks go with it.
    private func die(_ death: Death) throws {
        let rebuilding = StoreRebuilding(path: path)
        if death == .whileTheNewOneIsFilled {
            try rebuilding.beginDraft()
            let half = try DatabaseQueue(path: rebuilding.draft)
            return try half.writeWithoutTransaction { try $0.execute(sql: "CREATE TABLE half (a)") }
        }
        let use = try SharedUse(path: state.file("users.lock"))
        try SQLiteStore.rebuild(path, try Doorbell(path: state.file("doorbell")), use, stamp: 7)
        try Data("old log".utf8).write(to: URL(filePath: path + "-wal"))
        chmod(path + "-wal", 0o600)
        switch death {
        case .whileTheNewOneIsFilled, .beforeTheOldOneIsMoved: break
        case .betweenItsFiles: rename(path + "-wal", DamagedStore.aside(path, 7) + "-wal")
        case .beforeTheNewOneIsInPlace: try DamagedStore(path: path).moveAside(stamp: 7)
        }
    }

    @Test("has every unsent change after a crash in the middle of making the file anew", arguments: Death.allCases)
    func crashWhileRebuilding(_ death: Death) throws {
        try damage { _ in 0..<0 }
        let start = try leadTable()
        var content = try Data(contentsOf: URL(filePath: path))
        for offset in start..<start + 100 { content[offset] ^= 0xFF }
        try write(content)
        try die(death)
        let store = try SQLiteStore(directory: state.directory)
        let unsent = try store.unsent().entries
        #expect(Set(unsent.map(\.entry.change)) == [.addNote("kept"), .create(NewLead(firstName: "Ravi"))])
        #expect(try files("rebuil").isEmpty && !files("set-aside").isEmpty)
        #expect(
            store.takeNotices().contains {
                if case .rebuilt(path: _, setAside: _, saved: _, entries: 2) = $0 { true } else { false }
            }
        )
        #expect(throws: StoreError.self, "it is still the same person's") {
            try store.claim(AccountIdentity(teamID: 1, userID: Member.ID(rawValue: 3), host: nil))
        }
    }

    @Test("destroys nothing of a file of which nothing can be saved, and says so")
    func allDamaged() throws {
        try damage { content in 8_192..<content.count }
        let store = try SQLiteStore(directory: state.directory)
        #expect(try store.rows().isEmpty && store.unsent().entries.isEmpty)
        #expect(try files("set-aside").isEmpty == false)
        guard case .rebuilt(path: _, setAside: _, saved: _, entries: 0)? = store.takeNotices().first else {
            return #expect(Bool(false), "nothing was said")
        }
    }

    @Test("does not replace a damaged file that another process has open")
    func damagedInUse() throws {
        let other = try SQLiteStore(directory: state.directory)
        try damage { _ in 0..<0 }
        let start = try leadTable()
        var content = try Data(contentsOf: URL(filePath: path))
        for offset in start..<start + 100 { content[offset] ^= 0xFF }
        try content.write(to: URL(filePath: path), options: [])
        chmod(path, 0o600)
        #expect(throws: StoreError.damagedInUse(path: path)) { try SQLiteStore(directory: state.directory) }
        withExtendedLifetime(other) {}
    }

    @Test("sets a queued change aside whose text cannot be read, names it, and goes on with the others")
    func unreadableEntry() throws {
        do {
            let store = try SQLiteStore(directory: state.directory)
            _ = try store.commit(StoreTransaction(readings: [.lead(sampleLead(7), at: someTime)]))
            _ = try store.commit(
                StoreTransaction(drafts: [draft(.addNote("lost"), on: 7), draft(.addNote("kept"), on: 7)])
            )
        }
        try runSQL("UPDATE journal SET body = '{\"from\":\"the future\"}' WHERE id = 1")
        let store = try SQLiteStore(directory: state.directory)
        let journal = try store.unsent()
        #expect(journal.entries.map(\.entry.change) == [.addNote("kept")])
        let lost = UnreadableEntry(
            id: OutboxEntry.ID(rawValue: 1),
            leadID: Lead.ID(7),
            isUnsent: true,
            text: #"{"from":"the future"}"#
        )
        #expect(journal.unreadable == [lost])
        #expect(try store.changes(since: 0).unreadable == [lost], "another process may have written it since")
        #expect(try store.rows().count == 1)
        _ = try store.commit(StoreTransaction(drafts: [draft(.addTag("hot"), on: 7)]))
        #expect(try store.rows(of: [Lead.ID(7)]).first?.lead.tags == ["hot"])
        let notices = store.takeNotices()
        #expect(notices.count == 1, "named once")
        guard case .unreadableRecord(path: path, record: "queued change 1", detail: _)? = notices.first else {
            return #expect(Bool(false), "\(notices)")
        }
        let body = try DatabaseQueue(path: path).read { db in
            try String.fetchOne(db, sql: "SELECT body FROM journal WHERE id = 1")
        }
        #expect(body?.contains("the future") == true, "nothing is thrown away")
    }

    @Test("goes on without a lead whose record cannot be read, until it is read from the server again")
    func unreadableLead() throws {
        do {
            let store = try SQLiteStore(directory: state.directory)
            let leads = (1...3).map { LeadReading.lead(sampleLead(Int64($0)), at: someTime) }
            _ = try store.commit(StoreTransaction(readings: leads))
        }
        try runSQL("UPDATE lead SET base = x'FF00' WHERE id = 2")
        let store = try SQLiteStore(directory: state.directory)
        #expect(Set(try store.rows().map(\.lead.id.rawValue)) == [1, 3])
        guard case .unreadableRecord(path: path, record: "lead 2", detail: _)? = store.takeNotices().first else {
            return #expect(Bool(false), "nothing was said")
        }
        #expect(try store.bases(of: [Lead.ID(2)]).isEmpty)
        _ = try store.commit(StoreTransaction(readings: [.listed(sampleLead(2), at: someTime)]))
        #expect(Set(try store.rows().map(\.lead.id.rawValue)) == [1, 2, 3])
    }

    @Test("reads anew what it cannot read of timelines and of the team")
    func unreadableDocuments() throws {
        do {
            let store = try SQLiteStore(directory: state.directory)
            _ = try store.commit(StoreTransaction(readings: [.lead(sampleLead(7), at: someTime)]))
            try store.save(Timeline(merging: []), of: Lead.ID(7), at: someTime)
            try store.save(ReferenceData(tagNames: ["hot"]))
            try store.save(SyncMarks(completeSweepAt: someTime))
            try store.claim(AccountIdentity(teamID: 1, userID: Member.ID(rawValue: 2), host: nil))
        }
        try runSQL("UPDATE timeline SET newest = x'00'; UPDATE document SET body = '{'")
        let store = try SQLiteStore(directory: state.directory)
        #expect(try store.timeline(of: Lead.ID(7)) == nil)
        #expect(try store.referenceData() == ReferenceData())
        #expect(try store.marks() == SyncMarks())
        #expect(store.takeNotices().count == 3)
        #expect(throws: StoreError.unreadableAccount(path: path), "whose changes these are is never guessed") {
            try store.claim(AccountIdentity(teamID: 1, userID: Member.ID(rawValue: 2), host: nil))
        }
        let kept = try store.commit(StoreTransaction(drafts: [draft(.addNote("kept"), on: 7)])).added
        #expect(try SQLiteStore(directory: state.directory).unsent().entries == kept, "everything else goes on")
    }

    @Test("says that a file system has no locks, and which are other machines'")
    func fileSystems() {
        for code in [ENOLCK, EOPNOTSUPP, ENOSYS] {
            #expect(StoreError(locking: path, refused: code) == .noLocks(path: path))
        }
        guard case .unwritable = StoreError(locking: path, refused: EIO) else {
            return #expect(Bool(false), "another failure of the disk")
        }
        let mounts = """
            22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
            31 22 0:27 / /home rw shared:2 - nfs4 server:/home rw
            32 31 8:2 / /home/ana/my\\040disk rw - xfs /dev/sdb rw
            33 22 0:31 / /mnt rw - fuse.mergerfs a:b rw
            """
        #expect(NetworkDisk.kind(of: "/home/ana/.local", mounts: mounts) == NetworkDisk(name: "NFS", isRemote: true))
        #expect(NetworkDisk.kind(of: "/home/ana/my disk/foyer", mounts: mounts) == nil)
        #expect(NetworkDisk.kind(of: "/homework", mounts: mounts) == nil)
        #expect(NetworkDisk.kind(of: "/mnt/state", mounts: mounts)?.isRemote == false)
        #expect(NetworkDisk.kind(of: "/proc") == nil)
    }

    @Test("opens what the Foyer before wrote, with its changes")
    func migrates() throws {
        let schema = """
            DELETE FROM grdb_migrations WHERE identifier = '2 order of readings';
            ALTER TABLE lead DROP COLUMN asked; ALTER TABLE lead DROP COLUMN seen_by;
            DELETE FROM counter WHERE name = 'pass';
            """
        do {
            let store = try SQLiteStore(directory: state.directory)
            _ = try store.commit(StoreTransaction(readings: [.lead(sampleLead(7), at: someTime)]))
            _ = try store.commit(StoreTransaction(drafts: [draft(.addNote("kept"), on: 7)]))
        }
        try runSQL(schema)
        let store = try SQLiteStore(directory: state.directory)
        #expect(try store.rows().count == 1 && store.unsent().entries.count == 1)
        #expect(try store.beginPass().number == 1)
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
