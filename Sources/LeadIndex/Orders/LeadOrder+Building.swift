import CLeadScan
import Leads
import Synchronization

extension LeadOrder {
    /// The newest ids first.
    static func newest(_ columns: LeadColumns) -> LeadOrder {
        var slots: [UInt32] = []
        slots.reserveCapacity(columns.count)
        SlotSet(words: columns.chunks.flatMap(\.live), count: columns.count).forEach { slots.append($0) }
        return LeadOrder(.newest, inOrder: sorted(slots, columns, .newest))
    }

    /// Sorts the whole book on all cores.
    ///
    /// - Parameters:
    ///   - columns: the book.
    ///   - sort: the order.
    ///   - newest: the newest ids first, which breaks the ties, for sorting keeps equal leads as they were.
    init(_ columns: LeadColumns, _ sort: LeadSort, newest: LeadOrder) {
        var slots: [UInt32] = []
        slots.reserveCapacity(columns.count)
        for block in newest.blocks { slots += block }
        self.init(.sort(sort), inOrder: Self.sorted(slots, columns, .sort(sort)))
    }

    private static func sorted(_ slots: [UInt32], _ columns: LeadColumns, _ key: Key) -> [UInt32] {
        let keys = SortKeys(columns, key)
        let pivots = pivots(keys.first, slots)
        // The numbers in the order of the slots, so that what follows reads them one after the other.
        let (numbers, parts) = gathered(keys.first, slots, pivots)
        return Array(unsafeUninitializedCapacity: slots.count) { space, count in
            guard let first = space.baseAddress else { return }
            count = slots.count
            // Each part has a stretch of its own, and writes all of it.
            nonisolated(unsafe) let base = first
            share(parts.count) { part in
                let low = part == 0 ? 0 : pivots[part - 1]
                let high = part == pivots.count ? UInt64.max : pivots[part] - 1
                let sorted = base + parts[part].lowerBound
                sortPart(slots, numbers, keys, low...high, columns, key, to: sorted, parts[part].count)
            }
        }
    }

    /// The numbers of some slots, and where the parts that they fall into will stand.
    private static func gathered(
        _ numbers: [UInt64],
        _ slots: [UInt32],
        _ pivots: [UInt64]
    ) -> ([UInt64], [Range<Int>]) {
        let size = 1 << 16
        let counts = Mutex(Array(repeating: 0, count: pivots.count + 1))
        let gathered = Array<UInt64>(unsafeUninitializedCapacity: slots.count) { space, count in
            count = slots.count
            guard let first = space.baseAddress else { return }
            // Each piece writes a stretch of its own.
            nonisolated(unsafe) let base = first
            _ = Cores.share((slots.count + size - 1) / size) { piece, _ in
                let range = piece * size..<min(slots.count, (piece + 1) * size)
                for index in range { (base + index).initialize(to: numbers[Int(slots[index])]) }
                // How many lie at a pivot or above it, and so beyond the part before.
                let above = pivots.map { pivot in range.reduce(0) { $0 + (base[$1] >= pivot ? 1 : 0) } }
                counts.withLock { counts in
                    for (part, count) in ([range.count] + above).enumerated() { counts[part] += count }
                }
            }
        }
        let ends = counts.withLock(\.self).dropFirst().map { slots.count - $0 } + [slots.count]
        return (gathered, zip([0] + ends, ends).map { $0..<$1 })
    }

    /// One piece for each core, however few there are.
    private static func share(_ parts: Int, _ work: @Sendable (Int) -> Void) {
        _ = Cores.share(parts, fewest: 1) { part, _ in work(part) }
    }

    // MARK: Parts

    /// Numbers at which the book falls into as many parts of about the same size as there are cores.
    private static func pivots(_ numbers: [UInt64], _ slots: [UInt32]) -> [UInt64] {
        guard slots.count > 20_000, Cores.count > 1 else { return [] }
        let sample = stride(from: 0, to: slots.count, by: slots.count / 1_000).map { numbers[Int(slots[$0])] }.sorted()
        let pivots = (1..<Cores.count).map { sample[$0 * sample.count / Cores.count] }
        return Set(pivots).subtracting([0]).sorted()
    }

    private static func sortPart(
        _ slots: [UInt32],
        _ all: [UInt64],
        _ keys: SortKeys,
        _ range: ClosedRange<UInt64>,
        _ columns: LeadColumns,
        _ key: Key,
        to sorted: UnsafeMutablePointer<UInt32>,
        _ count: Int
    ) {
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 2 * count + 1) { numbers in
            withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 2 * count + 1) { spare in
                guard let numbers = numbers.baseAddress, let spare = spare.baseAddress else { return }
                var place = 0
                for index in slots.indices where range.contains(all[index]) {
                    numbers[place] = all[index]
                    sorted[place] = slots[index]
                    place += 1
                }
                cls_sort(numbers, sorted, count, numbers + count, spare)
                guard keys.isText else { return }
                let ties = cls_sort_further(
                    numbers,
                    sorted,
                    count,
                    keys.second,
                    keys.third,
                    keys.ending,
                    numbers + count,
                    spare,
                    spare + count
                )
                for tie in stride(from: 0, to: ties, by: 2) {
                    let run = Int(spare[count + tie])..<Int(spare[count + tie + 1])
                    var same = UnsafeMutableBufferPointer(start: sorted + run.lowerBound, count: run.count)
                    same.sort { columns.precedes($0, $1, by: key) }
                }
            }
        }
    }
}
