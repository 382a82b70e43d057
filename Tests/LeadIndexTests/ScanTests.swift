import Foundation
import Leads
import TestSupport
import Testing

@testable import LeadIndex

@Suite("Scanning the columns")
struct ScanTests {
    private static let columns: LeadColumns = {
        var changes = RandomChanges(seed: 5)
        var reference = ReferenceBook()
        var columns = LeadColumns()
        for round in 0..<4 {
            let (rows, ids) = changes.batch(of: round == 0 ? 4_200 : 300, from: reference)
            reference.apply(rows: rows, removing: ids)
            for id in ids { columns.remove(id) }
            for row in rows { columns.put(columns.encode(LeadFacts(row))) }
        }
        return columns
    }()

    @Test("every width of the kernel finds what plain Swift finds", arguments: ScanLevel.allCases)
    func levels(level: ScanLevel) throws {
        // A level above what the machine has falls back to its best.
        let level = ScanLevel(rawValue: min(level.rawValue, ScanLevel.best.rawValue)) ?? .portable
        let columns = Self.columns
        var generator = SeededGenerator(seed: 9)
        for _ in 0..<60 {
            let query = RandomQuery.query(&generator)
            let test = ColumnTest(query, context: OracleTests.context, columns.tables)
            let set = try #require(SlotSet(columns, test, level: level))
            for slot in 0..<UInt32(columns.slotCount) {
                let chunk = columns.chunks[LeadColumns.chunk(slot)]
                let expected = columns.isUsed(slot) && test.accepts(chunk, LeadColumns.row(slot), columns.tables)
                if set.contains(slot) != expected {
                    Issue.record("\(query.queryText) in slot \(slot): \(columns.id(slot))")
                    return
                }
            }
        }
    }

    @Test("needles of every length are found at every place of a vector", arguments: ScanLevel.allCases)
    func places(level: ScanLevel) {
        let level = ScanLevel(rawValue: min(level.rawValue, ScanLevel.best.rawValue)) ?? .portable
        for length in Array(1...18) + [31, 32, 33, 64, 70] {
            for lead in [0, 1, 2, 13, 14, 15, 16, 17, 30, 31, 32, 33, 63, 64, 65] {
                var chunk = LeadChunk()
                let needle = (0..<length).map { UInt8(ascii: "a") + UInt8($0 % 26) }
                let texts: [[UInt8]] = [
                    [], Array(repeating: UInt8(ascii: "b"), count: lead) + needle + [LeadText.nameEnd],
                    needle.dropLast() + [LeadText.emailEnd], [],
                    needle + needle + [LeadText.nameEnd],
                ]
                for (row, text) in texts.enumerated() {
                    chunk.put(
                        EncodedLead(id: Lead.ID(1), text: text, moments: .zero, codes: .zero),
                        at: row
                    )
                }
                var bits = Array(repeating: UInt64(0), count: LeadChunk.words)
                TextScan(part: needle).add(from: chunk, to: &bits, level: level)
                #expect(bits[0] == 0b10010, "\(length) bytes after \(lead)")
            }
        }
    }

    @Test("ids are found again while leads come and go", arguments: SeededGenerator.seeds)
    func slots(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var map = SlotMap()
        var known: [Int64: UInt32] = [:]
        var ids: [Int64] = []
        for _ in 0..<20_000 {
            let id = Int64.random(in: -500...2_000, using: &generator)
            if let slot = known.removeValue(forKey: id) {
                map.remove(Lead.ID(id)) { ids[Int($0)] }
                #expect(map.slot(of: Lead.ID(id)) { ids[Int($0)] } == nil, "seed \(seed), slot \(slot)")
            } else {
                known[id] = UInt32(ids.count)
                ids.append(id)
                map.insert(Lead.ID(id), slot: UInt32(ids.count - 1)) { ids[Int($0)] }
            }
        }
        for (id, slot) in known { #expect(map.slot(of: Lead.ID(id)) { ids[Int($0)] } == slot, "seed \(seed)") }
    }

    @Test("codes that need more than one byte, or more than two, widen their column")
    func wideCodes() {
        var column = CodeColumn(rows: 4)
        for (row, code) in [255, 256, 65_535, 65_536].enumerated() {
            column.set(UInt32(code), at: row)
            for known in 0...row { #expect(column[known] == [255, 256, 65_535, 65_536][known]) }
        }
        column.set(7, at: 0)
        #expect((0..<4).map { column[$0] } == [7, 256, 65_535, 65_536])
    }

    @Test("a chunk that is full keeps no room that its texts do not need")
    func spareRoom() {
        var chunk = LeadChunk()
        for row in 0..<LeadChunk.capacity {
            let text = Array("lead number \(row)".utf8) + [LeadText.nameEnd]
            chunk.put(EncodedLead(id: Lead.ID(1), text: text, moments: .zero, codes: .zero), at: row)
        }
        #expect(chunk.text.capacity < chunk.text.count + 4_096)
        #expect(chunk.text[chunk.textRange(4_095)].elementsEqual("lead number 4095\n".utf8))
    }

    @Test("a value that came into use after a query was made ready is judged by the same rule")
    func newLabel() throws {
        var columns = LeadColumns()
        let query = try LeadQuery.parse("stage:new tag:hot")
        let test = ColumnTest(query, context: OracleTests.context, columns.tables)
        let lead = Lead(id: Lead.ID(1), firstName: "A", stage: "New Lead", tags: ["cold", "hot"])
        columns.put(columns.encode(LeadFacts(LeadRow(lead: lead, syncState: .clean))))
        #expect(test.accepts(columns.chunks[0], 0, columns.tables))
    }
}
