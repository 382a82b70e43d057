import Leads

/// Finds the slot of a lead by its id, in four bytes a lead.
///
/// Holds slots only and reads the ids from the columns. Split into many small tables, so that a change copies little of
/// a map that somebody reads.
struct SlotMap: Sendable {
    /// Slots plus one, by hash with open addressing; 0 is free.
    private(set) var tables: [[UInt32]]
    private var counts: [Int32]

    private static let bits = 10

    init() {
        tables = Array(repeating: [], count: 1 << Self.bits)
        counts = Array(repeating: 0, count: 1 << Self.bits)
    }

    /// Takes tables that were saved; `nil` for such as no map has.
    init?(tables: [[UInt32]]) {
        guard tables.count == 1 << Self.bits else { return nil }
        self.tables = tables
        counts = tables.map { table in table.reduce(0) { $0 + ($1 == 0 ? 0 : 1) } }
        // A search ends at a free place, so there has to be one.
        let isSound = zip(tables, counts).allSatisfy { table, count in
            table.isEmpty || table.count.nonzeroBitCount == 1 && Int(count) < table.count
        }
        guard isSound else { return nil }
    }

    /// Leads that are there.
    var count: Int { counts.reduce(0) { $0 + Int($1) } }

    /// The highest slot that is there; `nil` without any.
    var highestSlot: UInt32? {
        let highest = tables.reduce(0) { max($0, $1.max() ?? 0) }
        return highest == 0 ? nil : highest - 1
    }

    /// The slot of a lead, where `id` reads the id of the lead in a slot.
    func slot(of lead: Lead.ID, id: (UInt32) -> Int64) -> UInt32? {
        let hash = Self.hash(lead.rawValue)
        let table = tables[Self.table(hash)]
        guard !table.isEmpty else { return nil }
        var place = Self.place(hash, in: table.count)
        while table[place] != 0 {
            let slot = table[place] - 1
            if id(slot) == lead.rawValue { return slot }
            place = (place + 1) & (table.count - 1)
        }
        return nil
    }

    /// Adds a lead that is not there yet.
    mutating func insert(_ lead: Lead.ID, slot: UInt32, id: (UInt32) -> Int64) {
        let hash = Self.hash(lead.rawValue)
        let number = Self.table(hash)
        counts[number] += 1
        if Int(counts[number]) * 4 > tables[number].count * 3 { grow(number, id: id) }
        Self.put(slot, hash, into: &tables[number])
    }

    /// Takes out a lead that is there, and moves up those behind it that would not be found any more.
    mutating func remove(_ lead: Lead.ID, id: (UInt32) -> Int64) {
        let hash = Self.hash(lead.rawValue)
        let number = Self.table(hash)
        let mask = tables[number].count - 1
        var gap = Self.place(hash, in: mask + 1)
        while tables[number][gap] != 0, id(tables[number][gap] - 1) != lead.rawValue { gap = (gap + 1) & mask }
        guard tables[number][gap] != 0 else { return }
        counts[number] -= 1
        var place = (gap + 1) & mask
        while tables[number][place] != 0 {
            let home = Self.place(Self.hash(id(tables[number][place] - 1)), in: mask + 1)
            // Between the gap and its place a slot is found without being moved.
            if (place - home) & mask >= (place - gap) & mask {
                tables[number][gap] = tables[number][place]
                gap = place
            }
            place = (place + 1) & mask
        }
        tables[number][gap] = 0
    }

    private mutating func grow(_ number: Int, id: (UInt32) -> Int64) {
        var larger = Array(repeating: UInt32(0), count: max(4, tables[number].count * 2))
        for entry in tables[number] where entry != 0 {
            Self.put(entry - 1, Self.hash(id(entry - 1)), into: &larger)
        }
        tables[number] = larger
    }

    private static func put(_ slot: UInt32, _ hash: UInt64, into table: inout [UInt32]) {
        var place = place(hash, in: table.count)
        while table[place] != 0 { place = (place + 1) & (table.count - 1) }
        table[place] = slot + 1
    }

    private static func hash(_ id: Int64) -> UInt64 {
        var hash = UInt64(bitPattern: id) &* 0x9E37_79B9_7F4A_7C15
        hash ^= hash >> 32
        return hash &* 0xD6E8_FEB8_6659_FD93
    }

    private static func table(_ hash: UInt64) -> Int { Int(hash >> UInt64(64 - bits)) }

    private static func place(_ hash: UInt64, in count: Int) -> Int { Int(hash >> 16 & 0x7FFF_FFFF) & (count - 1) }
}
