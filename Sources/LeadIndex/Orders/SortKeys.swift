import CLeadScan
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
        // Numbers of half the length take half the time to sort.
        let isShort = columns.chunks.allSatisfy { $0.moments[field.column].isWhole }
        first = Self.numbers(columns) { chunk, row in
            let moment = chunk.moments[field.column][row]
            return isShort ? Self.shortNumber(moment, sort) : Self.number(moment, sort)
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

    /// The same in 32 bits, for a moment of ``MomentColumn/whole(_:)``, which leaves both ends free.
    private static func shortNumber(_ moment: Double, _ sort: LeadSort) -> UInt64 {
        if moment.isNaN { return UInt64(UInt32.max) }
        let number = UInt64(Int64(moment) - Int64(Int32.min))
        return sort.isDescending ? UInt64(UInt32.max) - number : number
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
        let (chunks, size) = (columns.chunks, LeadChunk.capacity)
        let count = chunks.count * size
        var (second, third): ([UInt64], [UInt64]) = ([], [])
        ending = UInt8(truncatingIfNeeded: turn)
        first = Self.space(count) { one in
            second = Self.space(count) { two in
                third = Self.space(count) { three in
                    // Each piece writes the numbers of its own chunk.
                    nonisolated(unsafe) let (one, two, three) = (one, two, three)
                    _ = Cores.share(chunks.count) { index, _ in
                        let (chunk, start) = (chunks[index], index * size)
                        for numbers in [one, two, three] {
                            (numbers + start + chunk.rows).initialize(repeating: .max, count: size - chunk.rows)
                        }
                        cls_names(
                            chunk.text,
                            chunk.offsets,
                            chunk.rows,
                            turn,
                            one + start,
                            two + start,
                            three + start
                        )
                    }
                }
            }
        }
        self.second = second
        self.third = third
    }

    // MARK: Slots

    /// Works out a number for every slot, on all cores.
    private static func numbers(_ columns: LeadColumns, _ number: @Sendable (LeadChunk, Int) -> UInt64) -> [UInt64] {
        let (chunks, size) = (columns.chunks, LeadChunk.capacity)
        return space(chunks.count * size) { space in
            // Each piece writes the numbers of its own chunk.
            nonisolated(unsafe) let numbers = space
            _ = Cores.share(chunks.count) { index, _ in
                let (chunk, own) = (chunks[index], numbers + index * size)
                for row in 0..<chunk.rows { (own + row).initialize(to: number(chunk, row)) }
                (own + chunk.rows).initialize(repeating: .max, count: size - chunk.rows)
            }
        }
    }

    /// An array of which every number is written by `fill`.
    private static func space(_ count: Int, _ fill: (UnsafeMutablePointer<UInt64>) -> Void) -> [UInt64] {
        guard count > 0 else { return [] }
        return Array(unsafeUninitializedCapacity: count) { space, initialized in
            initialized = count
            if let first = space.baseAddress { fill(first) }
        }
    }
}
