import CLeadScan
import Leads

extension ColumnTest {
    /// Writes the rows of a chunk that fit as a set; bits of rows without a lead are not to be trusted.
    ///
    /// There is room for ``LeadChunk/words`` at `bits`, and at `scratch` as much for each level of the test, see
    /// ``depth``.
    func write(
        _ chunk: LeadChunk,
        _ tables: LeadTables,
        to bits: UnsafeMutablePointer<UInt64>,
        scratch: UnsafeMutablePointer<UInt64>,
        level: ScanLevel
    ) {
        let words = chunk.usedWords
        switch self {
        case .coded(let test): Self.write(chunk.codes[test.field.rawValue], test.table, words, to: bits)
        case .classes(let wanted): cls_has_all(chunk.classes, words, wanted, bits)
        case .moment(let field, let test): Self.write(chunk, field, test, to: bits)
        case .scan(let scan):
            bits.update(repeating: 0, count: words)
            scan.add(from: chunk, to: bits, level: level)
        case .id(let id): Self.write(chunk, id...id, to: bits)
        case .ids(let wanted):
            bits.update(repeating: 0, count: words)
            if let wanted, !wanted.isEmpty { Self.write(chunk, wanted.low...wanted.high, to: bits) }
        case .leads(let ids): ids.write(chunk, to: bits)
        case .items:
            bits.update(repeating: 0, count: words)
            for row in 0..<chunk.rows where accepts(chunk, row, tables) { bits[row >> 6] |= 1 << UInt64(row & 63) }
        case .not(let inner):
            inner.write(chunk, tables, to: bits, scratch: scratch, level: level)
            for word in 0..<words { bits[word] = ~bits[word] }
        case .all(let parts): Self.write(all: parts, chunk, tables, to: bits, scratch: scratch, level: level)
        case .any(let parts): Self.write(any: parts, chunk, tables, to: bits, scratch: scratch, level: level)
        }
    }

    /// Levels of ``all(_:)`` and ``any(_:)``, each of which needs room for a set.
    var depth: Int {
        switch self {
        case .coded, .classes, .scan, .items, .id, .ids, .leads, .moment: 0
        case .not(let inner): inner.depth
        case .all(let parts), .any(let parts): 1 + (parts.map(\.depth).max() ?? 0)
        }
    }

    // MARK: Columns

    private static func write(
        _ column: CodeColumn,
        _ table: [UInt8],
        _ words: Int,
        to bits: UnsafeMutablePointer<UInt64>
    ) {
        switch column {
        case .bytes(let codes): cls_coded8(codes, words, table, bits)
        case .narrow(let codes): cls_coded16(codes, words, table, bits)
        case .wide(let codes): cls_coded32(codes, words, table, bits)
        }
    }

    private static func write(_ chunk: LeadChunk, _ ids: ClosedRange<Int64>, to bits: UnsafeMutablePointer<UInt64>) {
        chunk.ids.withUnsafeBufferPointer { column in
            for word in 0..<chunk.usedWords {
                var found: UInt64 = 0
                for bit in 0..<64 where ids.contains(column[word * 64 + bit]) { found |= 1 << UInt64(bit) }
                bits[word] = found
            }
        }
    }

    private static func write(
        _ chunk: LeadChunk,
        _ field: QueryMomentField,
        _ test: MomentTest,
        to bits: UnsafeMutablePointer<UInt64>
    ) {
        let (column, words) = (chunk.moments[field.column], chunk.usedWords)
        switch test {
        case .absent: column.writeMissing(words, to: bits)
        case .window(let low, let high, let includesLow, let includesHigh):
            // The next number beyond an end that does not belong is the end that does.
            column.write(
                within: includesLow ? low : low.nextUp,
                includesHigh ? high : high.nextDown,
                words,
                to: bits
            )
        case .comparedTo(let other, let comparison):
            column.write(comparedTo: chunk.moments[other.column], by: Int32(comparison.code), words, to: bits)
        }
    }

    // MARK: Joining

    private static func write(
        all parts: [ColumnTest],
        _ chunk: LeadChunk,
        _ tables: LeadTables,
        to bits: UnsafeMutablePointer<UInt64>,
        scratch: UnsafeMutablePointer<UInt64>,
        level: ScanLevel
    ) {
        let words = chunk.usedWords
        bits.update(from: chunk.live, count: words)
        for part in parts {
            let left = (0..<words).reduce(0) { $0 + bits[$1].nonzeroBitCount }
            if left == 0 { return }
            // A few rows are asked faster one by one than a whole text is scanned.
            if part.cost >= 10, left <= fewRows {
                part.keep(chunk, tables, in: bits)
            } else {
                part.write(chunk, tables, to: scratch, scratch: scratch + LeadChunk.words, level: level)
                for word in 0..<words { bits[word] &= scratch[word] }
            }
        }
    }

    private static let fewRows = 64

    private func keep(_ chunk: LeadChunk, _ tables: LeadTables, in bits: UnsafeMutablePointer<UInt64>) {
        for word in 0..<chunk.usedWords {
            var left = bits[word]
            while left != 0 {
                let bit = left & (0 &- left)
                left &= left - 1
                if !accepts(chunk, word * 64 + bit.trailingZeroBitCount, tables) { bits[word] &= ~bit }
            }
        }
    }

    private static func write(
        any parts: [ColumnTest],
        _ chunk: LeadChunk,
        _ tables: LeadTables,
        to bits: UnsafeMutablePointer<UInt64>,
        scratch: UnsafeMutablePointer<UInt64>,
        level: ScanLevel
    ) {
        let words = chunk.usedWords
        bits.update(repeating: 0, count: words)
        for part in parts {
            if (0..<words).allSatisfy({ chunk.live[$0] & ~bits[$0] == 0 }) { return }
            if case .scan(let scan) = part {
                scan.add(from: chunk, to: bits, level: level)
            } else {
                part.write(chunk, tables, to: scratch, scratch: scratch + LeadChunk.words, level: level)
                for word in 0..<words { bits[word] |= scratch[word] }
            }
        }
    }
}

extension QueryComparison {
    fileprivate var code: Int {
        switch self {
        case .below: CLS_BELOW
        case .atMost: CLS_AT_MOST
        case .above: CLS_ABOVE
        case .atLeast: CLS_AT_LEAST
        }
    }
}
