/// A set of leads, asked of every row of the book: a few hundred of a million, mostly.
struct LeadIDs: Sendable {
    private let ids: Set<Int64>
    /// A bit for the hash of each id, so that most rows need no look into the set.
    private let filter: [UInt64]

    private static let bits = 14

    init(_ ids: Set<Int64>) {
        self.ids = ids
        var filter = Array(repeating: UInt64(0), count: 1 << (Self.bits - 6))
        for id in ids { filter[Self.place(id) >> 6] |= 1 << UInt64(Self.place(id) & 63) }
        self.filter = filter
    }

    func contains(_ id: Int64) -> Bool { mayContain(id) && ids.contains(id) }

    /// Writes the rows that hold one of the leads.
    func write(_ chunk: LeadChunk, to bits: UnsafeMutablePointer<UInt64>) {
        chunk.ids.withUnsafeBufferPointer { column in
            filter.withUnsafeBufferPointer { filter in
                for word in 0..<chunk.usedWords {
                    var found: UInt64 = 0
                    for bit in 0..<64 {
                        let id = column[word * 64 + bit]
                        let place = Self.place(id)
                        guard filter[place >> 6] >> UInt64(place & 63) & 1 == 1, ids.contains(id) else { continue }
                        found |= 1 << UInt64(bit)
                    }
                    bits[word] = found
                }
            }
        }
    }

    private func mayContain(_ id: Int64) -> Bool {
        let place = Self.place(id)
        return filter[place >> 6] >> UInt64(place & 63) & 1 == 1
    }

    private static func place(_ id: Int64) -> Int {
        Int((UInt64(bitPattern: id) &* 0x9E37_79B9_7F4A_7C15) >> UInt64(64 - bits))
    }
}
