import Leads

extension LeadChunk {
    /// Whether the columns fit together, so that reading them never leaves an array.
    func isSound(_ tables: LeadTables) -> Bool {
        hasWholeColumns && hasSoundText && hasKnownCodes(tables)
    }

    private var hasWholeColumns: Bool {
        ids.count == Self.capacity && live.count == Self.words && offsets.count == Self.capacity + 1
            && classes.count == Self.capacity && moments.allSatisfy { $0.count == Self.capacity }
            && codes.allSatisfy { $0.count == Self.capacity }
            && (rows..<Self.capacity).allSatisfy { !holdsLead($0) }
    }

    /// Every text ends with the end of an item, and the padding is there.
    private var hasSoundText: Bool {
        guard offsets[0] == 0, Int(offsets[rows]) + Self.padding == text.count,
            text.suffix(Self.padding).allSatisfy({ $0 == 0 })
        else { return false }
        return (0..<rows).allSatisfy { row in
            let (begin, end) = (offsets[row], offsets[row + 1])
            return begin <= end && end <= offsets[rows] && (begin == end || LeadText.endsItem(text[Int(end) - 1]))
        }
    }

    private func hasKnownCodes(_ tables: LeadTables) -> Bool {
        CodedField.allCases.allSatisfy { field in
            codes[field.rawValue].largest < tables.valueCount(field)
        }
    }
}

extension LeadTables {
    /// Whether lists of tags name only tags that there are.
    var isSound: Bool { tagLists.values.allSatisfy { $0.allSatisfy { $0 < tags.count } } }
}

extension CodeColumn {
    fileprivate var count: Int {
        switch self {
        case .bytes(let codes): codes.count
        case .narrow(let codes): codes.count
        case .wide(let codes): codes.count
        }
    }

    fileprivate var largest: UInt32 {
        switch self {
        case .bytes(let codes): UInt32(codes.max() ?? 0)
        case .narrow(let codes): UInt32(codes.max() ?? 0)
        case .wide(let codes): codes.max() ?? 0
        }
    }
}

extension MomentColumn {
    fileprivate var count: Int {
        switch self {
        case .whole(let moments): moments.count
        case .exact(let moments): moments.count
        }
    }
}

extension LeadOrder {
    /// Whether every lead of the columns is in the order once.
    func isSound(_ columns: LeadColumns) -> Bool {
        var seen = Array(repeating: UInt64(0), count: columns.wordCount)
        var count = 0
        for block in blocks {
            for slot in block {
                guard Int(slot) < columns.slotCount, columns.isUsed(slot),
                    seen[Int(slot >> 6)] >> UInt64(slot & 63) & 1 == 0
                else { return false }
                seen[Int(slot >> 6)] |= 1 << UInt64(slot & 63)
                count += 1
            }
        }
        return count == columns.count
    }
}
