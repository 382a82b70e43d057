import Foundation
import Leads
import TestSupport
import Testing

@testable import LeadIndex

@Suite("A column of moments")
struct MomentColumnTests {
    /// Whole seconds, parts of them, none, and ends of what four bytes hold.
    private static let moments: [Double] = [
        0, -0.0, 1, -1, .nan, 814_000_000, 814_000_000.25, 2_147_483_646, -2_147_483_647,
    ]
    /// Those that need eight bytes.
    private static let large: [Double] = [
        2_147_483_647, -2_147_483_648, 1e300, -1e300, .infinity, -.infinity, 0.5, -0.5,
    ]

    private static func column(_ generator: inout SeededGenerator, isWhole: Bool) -> MomentColumn {
        var column = MomentColumn(rows: LeadChunk.capacity)
        for row in 0..<LeadChunk.capacity where Bool.random(using: &generator) {
            let moments = isWhole ? moments.filter { $0.isNaN || $0 == $0.rounded() } : moments + large
            column.set(moments[Int.random(in: moments.indices, using: &generator)], at: row)
        }
        return column
    }

    @Test("tells what was put into it, in four bytes until one needs eight")
    func telling() {
        var column = MomentColumn(rows: 100)
        #expect((0..<100).allSatisfy { column[$0].isNaN } && column.isWhole)
        let whole = Self.moments.filter { $0.isNaN || $0 == $0.rounded() }
        for (row, moment) in whole.enumerated() { column.set(moment, at: row) }
        #expect(column.isWhole)
        for (row, moment) in whole.enumerated() { #expect(column[row] == moment || moment.isNaN && column[row].isNaN) }
        for moment in Self.large {
            var exact = column
            exact.set(moment, at: 50)
            #expect(!exact.isWhole && exact[50] == moment)
            for row in whole.indices { #expect(exact[row] == column[row] || exact[row].isNaN && column[row].isNaN) }
            exact.set(3, at: 50)
            let packed = MomentColumn((0..<100).map { exact[$0] })
            #expect(packed.isWhole && packed[50] == 3 && packed[99].isNaN)
        }
    }

    @Test("answers in both kinds what plain comparisons answer", arguments: SeededGenerator.seeds)
    func questions(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let words = LeadChunk.words
        let ends = Self.moments + Self.large
        for round in 0..<16 {
            let column = Self.column(&generator, isWhole: round.isMultiple(of: 2))
            let other = Self.column(&generator, isWhole: round % 4 < 2)
            let (low, high) = (ends[round % ends.count], ends[Int.random(in: ends.indices, using: &generator)])
            func rows(_ write: (UnsafeMutablePointer<UInt64>) -> Void) -> [Bool] {
                var bits = Array(repeating: UInt64.max, count: words)
                write(&bits)
                return (0..<LeadChunk.capacity).map { bits[$0 >> 6] >> UInt64($0 & 63) & 1 == 1 }
            }
            let all = 0..<LeadChunk.capacity
            #expect(
                rows { column.write(within: low, high, words, to: $0) }
                    == all.map { low <= column[$0] && column[$0] <= high },
                "seed \(seed): \(low) to \(high)"
            )
            #expect(rows { column.writeMissing(words, to: $0) } == all.map { column[$0].isNaN })
            for (code, comparison) in [QueryComparison.below, .atMost, .above, .atLeast].enumerated() {
                let found = rows { column.write(comparedTo: other, by: Int32(code), words, to: $0) }
                let expected = all.map { row in
                    comparison.holds(column[row], other[row].isNaN ? -.infinity : other[row])
                }
                #expect(found == expected, "seed \(seed): \(comparison)")
            }
            let least = all.map { column[$0] }.filter { $0 >= low }.min() ?? .infinity
            #expect(column.least(notBelow: low, words) == least, "seed \(seed): from \(low)")
        }
    }
}
