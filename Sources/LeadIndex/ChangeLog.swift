/// The slots that changed lately, so that what was made from older columns can be brought up to now.
struct ChangeLog: Sendable {
    /// Rises with every change.
    private(set) var generation: UInt64 = 0
    private var batches: [(generation: UInt64, slots: [UInt32])] = []
    /// Nothing is known of what happened before.
    private var start: UInt64 = 0

    private static let mostSlots = 4_096

    /// Notes a change; `nil` for one that is too large to be followed.
    mutating func add(_ slots: [UInt32]?) {
        generation += 1
        guard let slots else {
            batches = []
            start = generation
            return
        }
        batches.append((generation, slots))
        while batches.reduce(0, { $0 + $1.slots.count }) > Self.mostSlots { start = batches.removeFirst().generation }
    }

    /// The slots that changed after a generation; `nil` when that is too long ago.
    func slots(since generation: UInt64) -> Set<UInt32>? {
        guard generation >= start else { return nil }
        return batches.reduce(into: []) { slots, batch in
            if batch.generation > generation { slots.formUnion(batch.slots) }
        }
    }
}
