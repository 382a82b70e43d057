import FoundationEssentials
import GRDB
import Glibc
import Leads
import Sync
import TestSupport
import Testing

@testable import Store

@Suite("Timelines on the disk", .serialized)
struct StoredTimelineTests {
    let state: TemporaryState
    let store: SQLiteStore

    init() throws {
        state = try TemporaryState()
        try state.directory.prepare()
        store = try SQLiteStore(directory: state.directory)
        _ = try store.commit(StoreTransaction(readings: [.lead(sampleLead(7), at: someTime)]))
    }

    private static let kinds: [TimelineEntry.Kind] = [
        .site("Browse"), .site(""), .call(.inbound, outcome: nil), .call(.outbound, outcome: "Talked"), .text(.inbound),
        .text(.outbound), .email(.outbound, event: "Opened"), .email(.inbound, event: nil), .note(isPinned: true),
        .note(isPinned: false), .system, .task(isFinished: true), .task(isFinished: false), .transaction,
        .appointment(isFinished: true), .appointment(isFinished: false), .pending(OutboxEntry.ID(rawValue: .max)),
    ]

    /// Entries with and without each thing that an entry may have.
    private static func past(_ count: Int) -> Timeline {
        Timeline(
            merging: (0..<count).map { number in
                TimelineEntry(
                    id: "entry-\(number)",
                    at: number == count - 1 ? .distantPast : someTime - Double(number) * 61.5,
                    kind: kinds[number % kinds.count],
                    text: number == 3 ? String(repeating: "é\u{1B}[2J\u{0}👋", count: 5_000) : "entry \(number)",
                    actor: number % 2 == 0 ? "Łucja" : nil,
                    actorID: number % 3 == 0 ? Int64.min : nil,
                    home: number % 5 == 0
                        ? TimelineEntry.Home(zipCode: number % 2 == 0 ? "78704" : nil, price: number % 3 == 0 ? 1 : nil)
                        : nil,
                    phone: number % 7 == 0 ? "+44 20 7946 0000" : nil,
                    isAutomatic: [nil, true, false][number % 3]
                )
            },
            gaps: [Timeline.Gap(source: .site, reason: "“no right”"), Timeline.Gap(source: .calendar, reason: "")]
        )
    }

    @Test("come back whole and as their newest page", arguments: [0, 1, 399, 400, 401, 10_000])
    func comesBack(count: Int) throws {
        let timeline = Self.past(count)
        try store.save(timeline, of: Lead.ID(7), at: someTime)
        #expect(try store.timeline(of: Lead.ID(7)) == timeline)
        #expect(try store.timelinePage(of: Lead.ID(7)) == timeline.newestPage)
        #expect(try store.timelinePage(of: Lead.ID(8)) == nil)
    }

    @Test("the page is read without the rest, and a rest that is damaged is told and asked for again")
    func damagedRest() throws {
        let timeline = Self.past(1_000)
        for damage in ["older = NULL", "older = x'01'", "older = substr(older, 1, 900)", "older = newest"] {
            try store.save(timeline, of: Lead.ID(7), at: someTime)
            try runSQL("UPDATE timeline SET \(damage)")
            #expect(try store.timelinePage(of: Lead.ID(7)) == timeline.newestPage)
            #expect(store.takeNotices().isEmpty)
            let again = try SQLiteStore(directory: state.directory)
            #expect(try again.timeline(of: Lead.ID(7)) == nil, "\(damage)")
            #expect(again.takeNotices().count == 1, "\(damage)")
        }
    }

    @Test("bytes that are no timeline are refused, wherever they are cut or turned over")
    func noise() throws {
        let newest = TimelineRecord.newest(of: Self.past(20))
        var random = SeededGenerator(seed: 7)
        for length in 0..<min(newest.count, 600) {
            #expect(throws: LeadRecord.Unreadable.self) { try TimelineRecord.page(newest.prefix(length)) }
        }
        for _ in 0..<2_000 {
            var bytes = newest
            bytes[Int.random(in: 0..<bytes.count, using: &random)] ^= UInt8.random(in: 1...255, using: &random)
            // Whatever is read of it, nothing is read beyond its end.
            _ = try? TimelineRecord.page(bytes)
        }
    }

    @Test("those that were read before there were pages are read as they stand")
    func earlierForm() throws {
        let timeline = Self.past(1_000)
        let body = String(decoding: try JSONEncoder().encode(timeline), as: UTF8.self)
        try store.save(Timeline(merging: []), of: Lead.ID(7), at: someTime)
        try DatabaseQueue(path: state.file("foyer.sqlite")).write { db in
            try db.execute(
                sql: "UPDATE timeline SET body = :body, newest = NULL, older = NULL",
                arguments: ["body": body]
            )
        }
        #expect(try store.timeline(of: Lead.ID(7)) == timeline)
        #expect(try store.timelinePage(of: Lead.ID(7)) == timeline, "to read it once is dear enough")
        try store.save(timeline, of: Lead.ID(7), at: someTime)
        #expect(try store.timelinePage(of: Lead.ID(7)) == timeline.newestPage)
    }

    @Test("leave with their lead, all of them")
    func leave() throws {
        try store.save(Self.past(1_000), of: Lead.ID(7), at: someTime)
        _ = try store.commit(StoreTransaction(readings: [.gone(Lead.ID(7))]))
        #expect(try store.timelinePage(of: Lead.ID(7)) == nil && store.timeline(of: Lead.ID(7)) == nil)
        let rows = try DatabaseQueue(path: state.file("foyer.sqlite")).read { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM timeline")
        }
        #expect(rows == 0)
    }

    @Test("take no more room than they took as JSON")
    func size() throws {
        let timeline = Self.past(10_000)
        let json = try JSONEncoder().encode(timeline).count
        let bytes = TimelineRecord.newest(of: timeline).count + (TimelineRecord.older(of: timeline)?.count ?? 0)
        #expect(bytes < json)
    }

    private func runSQL(_ sql: String) throws {
        try DatabaseQueue(path: state.file("foyer.sqlite")).writeWithoutTransaction { try $0.execute(sql: sql) }
    }
}
