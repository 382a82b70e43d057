import Leads

/// An order of the whole book that is kept as leads change.
///
/// Slots in blocks of about a thousand, so that a change moves few of them and copies one block of an order that
/// somebody reads.
struct LeadOrder: Sendable {
    /// What an order is by.
    enum Key: Hashable, Sendable {
        /// The newest id first: what breaks the ties of every sort.
        case newest
        case sort(LeadSort)
    }

    let key: Key
    private(set) var blocks: [[UInt32]]

    static let blockSize = 1_024

    /// Takes slots that are in order.
    init(_ key: Key, inOrder slots: [UInt32]) {
        self.key = key
        blocks = stride(from: 0, to: slots.count, by: Self.blockSize).map { start in
            Array(slots[start..<min(start + Self.blockSize, slots.count)])
        }
    }

    /// The slots that are in a set and wanted, in order, up to a limit.
    func slots(in set: SlotSet, limit: Int = .max, where isWanted: (UInt32) -> Bool = { _ in true }) -> [UInt32] {
        let wanted = min(limit, set.count)
        guard wanted > 0 else { return [] }
        var found: [UInt32] = []
        found.reserveCapacity(wanted)
        set.words.withUnsafeBufferPointer { words in
            for block in blocks {
                for slot in block where words[Int(slot >> 6)] >> UInt64(slot & 63) & 1 == 1 {
                    guard isWanted(slot) else { continue }
                    found.append(slot)
                    if found.count == wanted { return }
                }
            }
        }
        return found
    }

    // MARK: Changing

    /// Takes out a slot whose lead still is what it was when it was put in.
    mutating func remove(_ slot: UInt32, _ columns: LeadColumns) {
        let place = place(of: slot, columns)
        guard place.block < blocks.count, place.index < blocks[place.block].count,
            blocks[place.block][place.index] == slot
        else { return }
        blocks[place.block].remove(at: place.index)
        if blocks[place.block].isEmpty { blocks.remove(at: place.block) }
    }

    /// Puts in a slot where its lead belongs now.
    mutating func insert(_ slot: UInt32, _ columns: LeadColumns) {
        guard !blocks.isEmpty else {
            blocks = [[slot]]
            return
        }
        var place = place(of: slot, columns)
        if place.block == blocks.count { place = (blocks.count - 1, blocks[blocks.count - 1].count) }
        blocks[place.block].insert(slot, at: place.index)
        guard blocks[place.block].count > 2 * Self.blockSize else { return }
        let tail = Array(blocks[place.block][Self.blockSize...])
        blocks[place.block].removeLast(tail.count)
        blocks.insert(tail, at: place.block + 1)
    }

    /// The place of the first slot that does not come before this one.
    private func place(of slot: UInt32, _ columns: LeadColumns) -> (block: Int, index: Int) {
        let block = Self.partition(blocks.count) { columns.precedes(blocks[$0][blocks[$0].count - 1], slot, by: key) }
        guard block < blocks.count else { return (block, 0) }
        return (block, Self.partition(blocks[block].count) { columns.precedes(blocks[block][$0], slot, by: key) })
    }

    /// The first number below `count` for which a condition does not hold that holds for all before and none after.
    private static func partition(_ count: Int, _ holds: (Int) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if holds(middle) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
