import Foundation
import Leads
import TestSupport
import Testing

@testable import LeadIndex

@Suite("The snapshot of the columns", .timeLimit(.minutes(1)))
struct SnapshotTests {
    private let rows = SampleLeads.rows(count: 4_200)

    private func index() -> BookIndex {
        let index = BookIndex()
        index.apply(rows: rows, revision: 41)
        // A hole in the slots.
        index.apply(rows: [], removing: [rows[7].lead.id, rows[4_199].lead.id], revision: 42)
        return index
    }

    @Test("is read as it was written, and goes on from there")
    func roundTrip() throws {
        let path = ScratchPath("round-trip")
        defer { path.remove() }
        let before = index()
        try before.save(to: path.text, account: "north-austin")
        let after = try BookIndex(snapshot: path.text, account: "north-austin")
        #expect(after.revision == 42)
        #expect(after.count == 4_198)
        #expect(after.vocabulary == before.vocabulary)
        for index in [before, after] { index.apply(rows: [rows[7], rows[4_199]], revision: 43) }
        for sort in BookIndexTests.everySort {
            let question = BookQuestion(try LeadQuery.parse("score>=30 e"), sort: sort, context: OracleTests.context)
            let one = try #require(before.answer(question, rows: LeadRowTable()))
            let two = try #require(after.answer(question, rows: LeadRowTable()))
            #expect((0..<one.count).map(one.id(at:)) == (0..<two.count).map(two.id(at:)))
        }
        let attributes = try FileManager.default.attributesOfItem(atPath: path.text)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test("of another account, another version or nothing at all is refused")
    func foreign() throws {
        let path = ScratchPath("foreign")
        defer { path.remove() }
        #expect(throws: SnapshotError.missing) { try BookIndex(snapshot: path.text, account: "a") }
        try index().save(to: path.text, account: "a")
        #expect(throws: SnapshotError.otherAccount) { try BookIndex(snapshot: path.text, account: "b") }
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path.text))
        // The version is the second number.
        bytes[8] ^= 1
        try bytes.write(to: URL(fileURLWithPath: path.text))
        #expect(throws: SnapshotError.otherVersion) { try BookIndex(snapshot: path.text, account: "a") }
        try Data("SQLite format 3".utf8).write(to: URL(fileURLWithPath: path.text))
        #expect(throws: SnapshotError.damaged) { try BookIndex(snapshot: path.text, account: "a") }
        #expect(throws: SnapshotError.self) { try BookIndex(snapshot: NSTemporaryDirectory(), account: "a") }
    }

    @Test("that was cut anywhere is refused")
    func truncated() throws {
        let path = ScratchPath("truncated")
        defer { path.remove() }
        try index().save(to: path.text, account: "a")
        let whole = try Data(contentsOf: URL(fileURLWithPath: path.text))
        var generator = SeededGenerator(seed: 3)
        let cuts =
            Array(0..<20) + [whole.count - 8, whole.count - 1]
            + (0..<20).map { _ in
                Int.random(in: 0..<whole.count, using: &generator)
            }
        for cut in cuts {
            try whole.prefix(cut).write(to: URL(fileURLWithPath: path.text))
            #expect(throws: SnapshotError.damaged, "cut at \(cut)") { try BookIndex(snapshot: path.text, account: "a") }
        }
        try (whole + [0]).write(to: URL(fileURLWithPath: path.text))
        #expect(throws: SnapshotError.damaged) { try BookIndex(snapshot: path.text, account: "a") }
    }

    @Test("with any bit changed is refused", arguments: SeededGenerator.seeds)
    func corrupt(seed: UInt64) throws {
        let path = ScratchPath("corrupt-\(seed)")
        defer { path.remove() }
        try index().save(to: path.text, account: "a")
        let whole = try Data(contentsOf: URL(fileURLWithPath: path.text))
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<12 {
            var bytes = whole
            let place = Int.random(in: bytes.indices, using: &generator)
            bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            try bytes.write(to: URL(fileURLWithPath: path.text))
            #expect(throws: SnapshotError.self, "seed \(seed), byte \(place)") {
                try BookIndex(snapshot: path.text, account: "a")
            }
        }
    }

    @Test("that says what cannot be is refused, though its checksum is right")
    func impossible() throws {
        var columns = LeadColumns()
        for row in rows.prefix(50) { columns.put(columns.encode(LeadFacts(row))) }
        let sound = columns.chunks[0]
        func chunk(
            offsets: [UInt32]? = nil,
            text: [UInt8]? = nil,
            codes: [CodeColumn]? = nil,
            ids: [Int64]? = nil
        ) -> LeadChunk {
            LeadChunk(
                rows: sound.rows,
                ids: ids ?? sound.ids,
                live: sound.live,
                text: text ?? sound.text,
                offsets: offsets ?? sound.offsets,
                classes: sound.classes,
                moments: sound.moments,
                codes: codes ?? sound.codes
            )
        }
        #expect(chunk().isSound(columns.tables))
        var offsets = sound.offsets
        offsets[3] = offsets[5] + 1
        #expect(!chunk(offsets: offsets).isSound(columns.tables))
        var text = sound.text
        text[Int(sound.offsets[1]) - 1] = UInt8(ascii: "x")
        #expect(!chunk(text: text).isSound(columns.tables))
        var codes = sound.codes
        codes[0].set(60_000, at: 2)
        #expect(!chunk(codes: codes).isSound(columns.tables))
        #expect(!chunk(ids: Array(sound.ids.dropLast())).isSound(columns.tables))
        var ids = sound.ids
        ids[1] = ids[0]
        #expect(LeadColumns(chunks: [chunk()], tables: columns.tables, slots: columns.slots) != nil)
        #expect(LeadColumns(chunks: [chunk(ids: ids)], tables: columns.tables, slots: columns.slots) == nil)
        #expect(LeadColumns(chunks: [], tables: columns.tables, slots: columns.slots) == nil)
        #expect(LeadColumns(chunks: [chunk(), chunk()], tables: columns.tables, slots: columns.slots) == nil)
    }

    @Test("brings back moments of every kind, in the room that they need")
    func moments() throws {
        let path = ScratchPath("moments")
        defer { path.remove() }
        let before = BookIndex()
        var rows = Array(rows.prefix(300))
        rows[5].lead.lastTouchAt = SampleLeads.now - 0.25
        rows[6].lead.createdAt = .distantPast
        before.apply(rows: rows)
        // The column has gone back to whole seconds, but not to four bytes.
        rows[5].lead.lastTouchAt = SampleLeads.now
        before.apply(rows: [rows[5]])
        try before.save(to: path.text, account: "a")
        let after = try BookIndex(snapshot: path.text, account: "a")
        let (one, two) = (before.current.columns, after.current.columns)
        for slot in 0..<UInt32(300) {
            for field in QueryMomentField.allCases {
                #expect(one.moment(field, slot).bitPattern == two.moment(field, slot).bitPattern)
            }
        }
        #expect(one.chunks[0].moments.map(\.isWhole) == [false, false, true, true])
        #expect(two.chunks[0].moments.map(\.isWhole) == [false, true, true, true])
    }

    @Test("takes no map of slots or order that does not fit its columns")
    func impossibleOrders() throws {
        var columns = LeadColumns()
        for row in rows.prefix(50) { columns.put(columns.encode(LeadFacts(row))) }
        var tables = columns.slots.tables
        #expect(SlotMap(tables: tables) != nil)
        #expect(SlotMap(tables: Array(tables.dropLast())) == nil)
        let place = try #require(tables.firstIndex { !$0.isEmpty })
        let whole = tables[place]
        tables[place] = whole.map { $0 == 0 ? 9 : $0 }
        #expect(SlotMap(tables: tables) == nil, "a search would never end")
        tables[place] = whole + [0]
        #expect(SlotMap(tables: tables) == nil)
        let order = LeadOrder.newest(columns)
        let slots = Array(order.blocks.joined())
        #expect(order.isSound(columns))
        #expect(!LeadOrder(.newest, inOrder: Array(slots.dropLast())).isSound(columns))
        #expect(!LeadOrder(.newest, inOrder: slots.dropLast() + [slots[0]]).isSound(columns))
        #expect(!LeadOrder(.newest, inOrder: slots.dropLast() + [4_000]).isSound(columns))
    }

    @Test("brings the orders along that were asked for, and they go on being kept")
    func orders() throws {
        let path = ScratchPath("orders")
        defer { path.remove() }
        let before = index()
        let sort = LeadSort(.name, descending: false)
        let question = BookQuestion(.everything, sort: sort, context: OracleTests.context)
        _ = before.answer(question, rows: LeadRowTable())
        try before.save(to: path.text, account: "a", revision: 40)
        let after = BookIndex()
        try after.restore(from: path.text, account: "a")
        #expect(after.revision == 40)
        #expect(Set(after.current.orders.map(\.key)) == [.newest, .sort(sort)])
        for index in [before, after] { index.apply(rows: [rows[7]], removing: [rows[8].lead.id]) }
        let one = try #require(before.answer(question, rows: LeadRowTable()))
        let two = try #require(after.answer(question, rows: LeadRowTable()))
        #expect(one.count == 4_198)
        #expect((0..<one.count).map(one.id(at:)) == (0..<two.count).map(two.id(at:)))
    }

    @Test("on a full disk is an error, and leaves the older one as it was")
    func fullDisk() throws {
        let full = open("/dev/full", O_WRONLY)
        try #require(full >= 0)
        defer { close(full) }
        #expect(throws: SnapshotError.system(ENOSPC)) {
            try BookIndex.write(index().current, account: "a", to: full)
        }
        #expect(throws: SnapshotError.system(ENOENT)) { try index().save(to: "/nowhere/at/all", account: "a") }
    }

    @Test("written by two processes at once is always one of the two")
    func twoWriters() async throws {
        let path = ScratchPath("two-writers")
        defer { path.remove() }
        try index().save(to: path.text, account: "a")
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for round in 0..<8 {
                    let other = BookIndex()
                    other.apply(rows: SampleLeads.rows(count: 300), revision: Int64(100 + round))
                    #expect(throws: Never.self) { try other.save(to: path.text, account: "a") }
                }
            }
            group.addTask {
                for _ in 0..<20 {
                    #expect(throws: Never.self) {
                        let read = try BookIndex(snapshot: path.text, account: "a")
                        #expect(read.count == (read.revision == 42 ? 4_198 : 300))
                    }
                }
            }
        }
    }
}
