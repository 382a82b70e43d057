import Leads
import Synchronization

/// All leads of a book as columns in chunks.
///
/// A value: a copy costs one reference and stays as it is while the original goes on changing. A lead keeps its slot as
/// long as it is in the book; the slot of one that left is used again.
struct LeadColumns: Sendable {
    private(set) var chunks: [LeadChunk] = []
    private(set) var tables = LeadTables()
    private(set) var count = 0
    private(set) var slots = SlotMap()
    /// Slots without a lead, below ``slotCount``.
    private var free: [UInt32] = []

    init() {}

    /// Takes columns that were saved; `nil` when the map does not find every lead where it is, or two leads have the
    /// same id.
    init?(chunks: [LeadChunk], tables: LeadTables, slots: SlotMap) {
        self.chunks = chunks
        self.tables = tables
        self.slots = slots
        guard chunks.dropLast().allSatisfy({ $0.rows == LeadChunk.capacity }) else { return nil }
        count = chunks.reduce(0) { count, chunk in count + chunk.live.reduce(0) { $0 + $1.nonzeroBitCount } }
        guard slots.count == count, slots.highestSlot.map({ Int($0) < slotCount }) ?? true else { return nil }
        for slot in 0..<UInt32(slotCount) where !isUsed(slot) { free.append(slot) }
        guard isFoundByItsMap else { return nil }
    }

    private var isFoundByItsMap: Bool {
        let misses = Atomic(0)
        _ = Cores.share(chunks.count) { chunk, _ in
            for row in 0..<chunks[chunk].rows where chunks[chunk].holdsLead(row) {
                let id = Lead.ID(chunks[chunk].ids[row])
                if slot(of: id) != UInt32(chunk * LeadChunk.capacity + row) { misses.store(1, ordering: .relaxed) }
            }
        }
        return misses.load(ordering: .relaxed) == 0
    }

    // MARK: Reading

    /// Slots that have ever been used.
    var slotCount: Int { chunks.isEmpty ? 0 : (chunks.count - 1) * LeadChunk.capacity + chunks[chunks.count - 1].rows }

    /// Words of a set of slots.
    var wordCount: Int { chunks.count * LeadChunk.words }

    func slot(of id: Lead.ID) -> UInt32? { slots.slot(of: id) { Self.id($0, in: chunks) } }

    /// The ids alone, so that whoever keeps them keeps nothing else.
    var frozenIDs: FrozenIDs { FrozenIDs(slots: slots, ids: chunks.map { $0.ids }) }

    func id(_ slot: UInt32) -> Lead.ID { Lead.ID(chunks[Self.chunk(slot)].ids[Self.row(slot)]) }

    func isUsed(_ slot: UInt32) -> Bool { chunks[Self.chunk(slot)].holdsLead(Self.row(slot)) }

    func moment(_ field: QueryMomentField, _ slot: UInt32) -> Double {
        chunks[Self.chunk(slot)].moments[field.column][Self.row(slot)]
    }

    func code(_ field: CodedField, _ slot: UInt32) -> UInt32 { chunks[Self.chunk(slot)].code(field, Self.row(slot)) }

    static func chunk(_ slot: UInt32) -> Int { Int(slot) / LeadChunk.capacity }

    static func row(_ slot: UInt32) -> Int { Int(slot) % LeadChunk.capacity }

    private static func id(_ slot: UInt32, in chunks: [LeadChunk]) -> Int64 { chunks[chunk(slot)].ids[row(slot)] }

    private func codes(_ slot: UInt32) -> SIMD16<UInt32> {
        var codes: SIMD16<UInt32> = .zero
        for field in CodedField.allCases { codes[field.rawValue] = code(field, slot) }
        return codes
    }

    // MARK: Changing

    /// Lays out a lead without putting it in.
    mutating func encode(_ facts: LeadFacts) -> EncodedLead { tables.encode(facts) }

    /// Puts a lead in its slot, or a new one in a free slot, which it returns.
    @discardableResult
    mutating func put(_ lead: EncodedLead) -> UInt32 {
        if let slot = slot(of: lead.id) {
            tables.count(-1, codes(slot))
            write(lead, to: slot)
            return slot
        }
        let slot = free.popLast() ?? UInt32(slotCount)
        if Self.chunk(slot) == chunks.count { chunks.append(LeadChunk()) }
        write(lead, to: slot)
        count += 1
        // The map may not look at the rest of the value while it changes.
        slots.insert(lead.id, slot: slot) { [chunks] in Self.id($0, in: chunks) }
        return slot
    }

    private mutating func write(_ lead: EncodedLead, to slot: UInt32) {
        tables.count(1, lead.codes)
        chunks[Self.chunk(slot)].put(lead, at: Self.row(slot))
    }

    /// Takes a lead out; an unknown id is no error.
    mutating func remove(_ id: Lead.ID) {
        guard let slot = slot(of: id) else { return }
        tables.count(-1, codes(slot))
        slots.remove(id) { [chunks] in Self.id($0, in: chunks) }
        chunks[Self.chunk(slot)].clear(Self.row(slot))
        free.append(slot)
        count -= 1
    }
}
