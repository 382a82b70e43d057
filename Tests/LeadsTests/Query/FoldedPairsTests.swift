import Leads
import Testing

/// The letters that are written as one or as two, held against what the standard library holds for equal.
@Suite("Folded pairs")
struct FoldedPairsTests {
    private static let blocks: [ClosedRange<UInt32>] =
        stride(from: 0x0900, to: 0x0E00, by: 0x80).map { $0...($0 + 0x7F) } + [
            0x0F00...0x0FFF, 0x1000...0x109F, 0x1B00...0x1B7F,
        ]

    @Test("two beside each other fold as the letter that they are, and no others become one", arguments: blocks)
    func pairs(block: ClosedRange<UInt32>) {
        let scalars = block.compactMap { Unicode.Scalar($0) }.filter { $0.properties.generalCategory != .unassigned }
        let whole = Dictionary(scalars.map { (String($0), $0) }) { first, _ in first }
        let marks = scalars.filter { [.nonspacingMark, .spacingMark].contains($0.properties.generalCategory) }
        for mark in marks {
            for base in scalars {
                let folded = FoldedText.bytes(of: String(base) + String(mark))
                let parts = FoldedText.bytes(of: String(base)) + FoldedText.bytes(of: String(mark))
                let letter = whole[String(base) + String(mark)]
                let wanted = letter.map { FoldedText.bytes(of: String($0)) } ?? parts
                #expect(folded == wanted, "\(base.value) \(mark.value)")
            }
        }
    }
}
