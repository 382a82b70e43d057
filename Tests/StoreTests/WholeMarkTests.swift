import Foundation
import Leads
import Sync
import TestSupport
import Testing

@testable import Store

/// What is known of a file since it was last looked through.
@Suite("A store that was found whole", .serialized)
struct WholeMarkTests {
    private let state: TemporaryState
    private var path: String { state.file("foyer.sqlite") }
    private var isKnown: Bool { WholeMark.isKnown(path) }

    init() throws {
        state = try TemporaryState()
        try state.directory.prepare()
        let store = try SQLiteStore(directory: state.directory)
        try store.claim(AccountIdentity(teamID: 1, userID: Member.ID(rawValue: 2), host: nil))
        let leads = (1...500).map { LeadReading.lead(sampleLead(Int64($0)), at: someTime) }
        _ = try store.commit(StoreTransaction(readings: leads))
        _ = try store.commit(StoreTransaction(drafts: [draft(.addNote("kept"), on: 7)]))
        store.tidy()
    }

    /// Ways in which somebody else changes a file, each without a trace in its size or in the time of its last change
    /// where that can be done.
    enum Change: CaseIterable {
        case bytes, end, copy, log
    }

    private func make(_ change: Change) throws {
        let modified = try #require(FileManager.default.attributesOfItem(atPath: path)[.modificationDate])
        let content = try Data(contentsOf: URL(filePath: path))
        let file = try #require(FileHandle(forUpdatingAtPath: path))
        switch change {
        case .bytes:
            try file.seek(toOffset: UInt64(content.count / 2))
            try file.write(contentsOf: Data(repeating: 0x55, count: 4_096))
        case .end: try file.truncate(atOffset: UInt64(content.count - 4_096))
        case .copy:
            try FileManager.default.removeItem(atPath: path)
            try content.write(to: URL(filePath: path))
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        case .log:
            let store = try SQLiteStore(directory: state.directory)
            try store.save(LeadLook(at: sampleLead(7), on: someTime), of: Lead.ID(7))
            store.tidy()
            try file.write(contentsOf: content.prefix(16))
        }
        try file.close()
        try FileManager.default.setAttributes([.modificationDate: modified], ofItemAtPath: path)
    }

    @Test("is put away with nothing to do for the next opening")
    func tidied() throws {
        #expect(isKnown)
        let log = try? FileManager.default.attributesOfItem(atPath: path + "-wal")[.size] as? Int
        #expect(log ?? 0 == 0)
        let store = try SQLiteStore(directory: state.directory)
        _ = try store.commit(StoreTransaction(drafts: [draft(.addNote("next"), on: 7)]))
        #expect(isKnown, "what is committed goes to the log, whose frames carry checksums")
    }

    @Test("is looked through again after any change from outside", arguments: Change.allCases)
    func changed(change: Change) throws {
        try make(change)
        #expect(!isKnown)
        let store = try SQLiteStore(directory: state.directory)
        #expect(try store.unsent().entries.map(\.entry.change).contains(.addNote("kept")))
        #expect(isKnown)
        let isDamage = change == .bytes || change == .end
        #expect(store.takeNotices().isEmpty == !isDamage)
    }
}
