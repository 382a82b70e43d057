import Leads

/// A number for each slot that compares like the value of a sort, and two more where texts go on.
///
/// A text gives its first 24 bytes. Missing values come last whatever the direction.
struct SortKeys {
    var first: [UInt64]
    var second: [UInt64] = []
    var third: [UInt64] = []
    /// The lowest byte of a number with which a text ends.
    var ending: UInt8 = 0

    var isText: Bool { !second.isEmpty }

    init(_ columns: LeadColumns, _ key: LeadOrder.Key) {
        switch key {
        case .newest: self.init(first: Self.numbers(columns) { chunk, row in ~Lead.ID(chunk.ids[row]).newness })
        case .sort(let sort): self.init(columns, sort)
        }
    }

    private init(first: [UInt64]) { self.first = first }

    private init(_ columns: LeadColumns, _ sort: LeadSort) {
        switch sort.key {
        case .created: self.init(columns, .age, sort)
        case .updated: self.init(columns, .updated, sort)
        case .touched: self.init(columns, .touch, sort)
        case .visited: self.init(columns, .site, sort)
        case .call: self.init(callOrderOf: columns, sort)
        case .score: self.init(columns, .score, Self.scoreRanks(columns.tables, sort))
        case .stage: self.init(columns, .stage, Self.stageRanks(columns.tables, sort))
        case .name: self.init(namesOf: columns, sort)
        }
    }

    // MARK: Moments

    private init(_ columns: LeadColumns, _ field: QueryMomentField, _ sort: LeadSort) {
        first = Self.numbers(columns) { chunk, row in
            Self.number(chunk.moments[field.column][row], sort)
        }
    }

    private init(callOrderOf columns: LeadColumns, _ sort: LeadSort) {
        first = Self.numbers(columns) { chunk, row in
            Self.number(CallOrder { chunk.moments[$0.column][row] }.urgency, sort)
        }
    }

    private static func number(_ moment: Double, _ sort: LeadSort) -> UInt64 {
        if moment.isNaN { return .max }
        // Zero has two spellings, which are equal.
        let bits = (moment + 0).bitPattern
        let number = bits >> 63 == 1 ? ~bits : bits | 1 << 63
        return sort.isDescending ? ~number : number
    }

    // MARK: Values with codes

    private init(_ columns: LeadColumns, _ field: CodedField, _ ranks: [UInt64]) {
        first = Self.numbers(columns) { chunk, row in ranks[Int(chunk.code(field, row))] }
    }

    private static func scoreRanks(_ tables: LeadTables, _ sort: LeadSort) -> [UInt64] {
        ranks(tables.scores.values, sort, isMissing: \.isEmpty) { $0.low < $1.low }
    }

    private static func stageRanks(_ tables: LeadTables, _ sort: LeadSort) -> [UInt64] {
        ranks(tables.stages.values, sort, isMissing: \.item.isEmpty) { $0.item.lexicographicallyPrecedes($1.item) }
    }

    /// The place of each value among all of them; the same for values that are equal.
    private static func ranks<Value>(
        _ values: [Value],
        _ sort: LeadSort,
        isMissing: (Value) -> Bool,
        _ precedes: (Value, Value) -> Bool
    ) -> [UInt64] {
        var ranks = Array(repeating: UInt64.max, count: values.count)
        let order = values.indices.filter { !isMissing(values[$0]) }.sorted { precedes(values[$0], values[$1]) }
        var rank: UInt64 = 0
        for (place, index) in order.enumerated() {
            if place > 0, precedes(values[order[place - 1]], values[index]) { rank += 1 }
            ranks[index] = sort.isDescending ? UInt64(order.count) - rank : rank
        }
        return ranks
    }

    // MARK: Names

    private init(namesOf columns: LeadColumns, _ sort: LeadSort) {
        let turn: UInt64 = sort.isDescending ? .max : 0
        let chunks = columns.chunks
        ending = UInt8(truncatingIfNeeded: turn)
        // A name that is missing comes after every letter there is, in both directions.
        first = Array(repeating: ~0xFF | (turn & 0xFF), count: chunks.count * LeadChunk.capacity)
        second = Array(repeating: turn, count: first.count)
        third = second
        first.withUnsafeMutableBufferPointer { first in
            second.withUnsafeMutableBufferPointer { second in
                third.withUnsafeMutableBufferPointer { third in
                    // Each piece writes the numbers of its own chunk.
                    nonisolated(unsafe) let (first, second, third) = (first, second, third)
                    _ = Cores.share(chunks.count) { index, _ in
                        let start = index * LeadChunk.capacity
                        chunks[index].forEachName { row, one, two, three in
                            first[start + row] = one ^ turn
                            second[start + row] = two ^ turn
                            third[start + row] = three ^ turn
                        }
                    }
                }
            }
        }
    }

    // MARK: Slots

    /// Works out a number for every slot, on all cores.
    private static func numbers(_ columns: LeadColumns, _ number: @Sendable (LeadChunk, Int) -> UInt64) -> [UInt64] {
        let chunks = columns.chunks
        return Array(unsafeUninitializedCapacity: chunks.count * LeadChunk.capacity) { space, count in
            space.initialize(repeating: .max)
            count = space.count
            guard let first = space.baseAddress else { return }
            // Each piece writes the numbers of its own chunk.
            nonisolated(unsafe) let numbers = first
            _ = Cores.share(chunks.count) { index, _ in
                let chunk = chunks[index]
                for row in 0..<chunk.rows { numbers[index * LeadChunk.capacity + row] = number(chunk, row) }
            }
        }
    }
}

extension LeadChunk {
    /// Passes on the first 24 bytes of each name as three numbers that compare like them, filled up with zeros.
    fileprivate func forEachName(_ body: (Int, UInt64, UInt64, UInt64) -> Void) {
        text.withUnsafeBytes { bytes in
            for row in 0..<rows where offsets[row] < offsets[row + 1] {
                let start = Int(offsets[row])
                var length = 0
                // One byte more than is looked at tells whether the name goes on.
                while length < 25, !LeadText.endsItem(bytes[start + length]) { length += 1 }
                let isNumber = 0x10...0x19 ~= bytes[start]
                let number = { Self.number(bytes, start, length, from: $0, isNumber: isNumber) }
                body(row, number(0), number(8), number(16))
            }
        }
    }

    /// The padding of the text lets eight bytes be read anywhere.
    private static func number(
        _ bytes: UnsafeRawBufferPointer,
        _ start: Int,
        _ length: Int,
        from offset: Int,
        isNumber: Bool
    ) -> UInt64 {
        guard offset < length else { return 0 }
        var number = bytes.loadUnaligned(fromByteOffset: start + offset, as: UInt64.self).bigEndian
        // Digits of phone numbers are ordered like digits of texts.
        if isNumber { number |= 0x2020_2020_2020_2020 }
        let missing = max(0, offset + 8 - length)
        return number & (UInt64.max << UInt64(8 * missing))
    }
}
