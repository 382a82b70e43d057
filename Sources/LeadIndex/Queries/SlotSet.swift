import Leads

/// The slots whose leads fit a test, as bits.
struct SlotSet: Sendable {
    let words: [UInt64]
    let count: Int

    init(words: [UInt64], count: Int) {
        self.words = words
        self.count = count
    }

    /// Asks all leads, on all cores; `nil` when it was cancelled.
    ///
    /// - Parameters:
    ///   - columns: what to ask.
    ///   - test: made from the tables of `columns`.
    ///   - cancellation: ends the scan early.
    ///   - level: another than the best one is for tests.
    init?(
        _ columns: LeadColumns,
        _ test: ColumnTest,
        until cancellation: ScanCancellation? = nil,
        level: ScanLevel = .best
    ) {
        let chunks = columns.chunks
        let tables = columns.tables
        let room = (test.depth + 1) * LeadChunk.words
        var isWhole = false
        words = Array(unsafeUninitializedCapacity: columns.wordCount) { space, count in
            space.initialize(repeating: 0)
            count = space.count
            guard let first = space.baseAddress else {
                isWhole = true
                return
            }
            // Each piece writes the words of its own chunk.
            nonisolated(unsafe) let words = first
            isWhole = Cores.share(chunks.count, room: room, until: cancellation) { number, scratch in
                let bits = words + number * LeadChunk.words
                test.write(chunks[number], tables, to: bits, scratch: scratch, level: level)
                for word in 0..<chunks[number].usedWords { bits[word] &= chunks[number].live[word] }
            }
        }
        guard isWhole else { return nil }
        count = words.reduce(0) { $0 + $1.nonzeroBitCount }
    }

    /// Takes slots in any order, each once.
    init(_ slots: [UInt32], words count: Int) {
        var words = Array(repeating: UInt64(0), count: count)
        for slot in slots { words[Int(slot >> 6)] |= 1 << UInt64(slot & 63) }
        self.init(words: words, count: slots.count)
    }

    func contains(_ slot: UInt32) -> Bool { words[Int(slot >> 6)] >> UInt64(slot & 63) & 1 == 1 }

    func forEach(_ body: (UInt32) -> Void) { forEach(in: words.indices, body) }

    /// Passes on the slots of some words.
    func forEach(in range: Range<Int>, _ body: (UInt32) -> Void) {
        for index in range where words[index] != 0 {
            var left = words[index]
            while left != 0 {
                body(UInt32(index * 64 + left.trailingZeroBitCount))
                left &= left - 1
            }
        }
    }
}
