/// Letters that may be written as one or as two, as the standard library knows them.
///
/// It has no public composition, but holds texts for equal that are canonically equivalent, and puts them in that order.
extension FoldedText.Composition {
    /// The one letter for two beside each other, such as the Bengali ো for ে and া.
    static func pair(_ base: UInt32, _ mark: UInt32) -> UInt32? { pairs.letters[UInt64(base) << 32 | UInt64(mark)] }

    /// True for a letter or mark of a script with such pairs, where it may be half of one.
    static func isHalf(_ value: UInt32) -> Bool { pairs.halves.contains(value) }

    /// Worked out when the first text in one of these scripts comes, in some milliseconds.
    private static let pairs: (letters: [UInt64: UInt32], halves: Set<UInt32>) = {
        var letters: [UInt64: UInt32] = [:]
        var halves: Set<UInt32> = []
        for block in blocks {
            let scalars = block.compactMap { Unicode.Scalar($0) }.filter {
                $0.properties.generalCategory != .unassigned
            }
            let whole = Dictionary(scalars.map { (String($0), $0.value) }) { first, _ in first }
            let marks = scalars.filter { [.nonspacingMark, .spacingMark].contains($0.properties.generalCategory) }
            for mark in marks {
                for base in scalars {
                    guard let letter = whole[String(base) + String(mark)] else { continue }
                    letters[UInt64(base.value) << 32 | UInt64(mark.value)] = letter
                    halves.formUnion([base.value, mark.value])
                }
            }
        }
        return (letters, halves)
    }()

    /// Devanagari to Sinhala, Tibetan, Burmese and Balinese: no pair is of two blocks.
    private static let blocks: [ClosedRange<UInt32>] =
        stride(from: 0x0900, to: 0x0E00, by: 0x80).map { $0...($0 + 0x7F) } + [
            0x0F00...0x0FFF, 0x1000...0x109F, 0x1B00...0x1B7F,
        ]

    // MARK: Ideographs

    /// The ideograph that a compatibility one stands for, such as 李 for U+F9E1; itself where it stands for none.
    static func unified(_ value: UInt32) -> UInt32 {
        guard let scalar = Unicode.Scalar(value) else { return value }
        let text = String(scalar)
        for range in ideographs {
            // Texts stand in the order of their composed scalars.
            var (low, high) = (range.lowerBound, range.upperBound)
            while low < high {
                let middle = (low + high) / 2
                guard let candidate = Unicode.Scalar(middle) else { break }
                if String(candidate) < text { low = middle + 1 } else { high = middle }
            }
            if let candidate = Unicode.Scalar(low), String(candidate) == text { return low }
        }
        return value
    }

    private static let ideographs: [ClosedRange<UInt32>] = [0x4E00...0x9FFF, 0x3400...0x4DBF, 0x2_0000...0x2_A6DF]
}
