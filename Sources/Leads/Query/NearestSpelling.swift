/// Finds what a person meant by a misspelled word.
package enum NearestSpelling {
    /// Longer words are not compared; nobody mistypes one of them by two letters.
    private static let longestWord = 64

    /// The candidate within a third of the word's length in edits, or the only one that begins with the word.
    ///
    /// Case and accents do not count. The earliest of equally near candidates wins.
    package static func of(_ word: String, among candidates: some Sequence<String>) -> String? {
        let wanted = FoldedText.bytes(of: word)
        guard !wanted.isEmpty, wanted.count <= longestWord else { return nil }
        let limit = max(1, wanted.count / 3)
        var nearest: (candidate: String, distance: Int)?
        var completions: [String] = []
        for candidate in candidates {
            let folded = FoldedText.bytes(of: candidate)
            if folded.starts(with: wanted) { completions.append(candidate) }
            guard folded.count <= longestWord, abs(folded.count - wanted.count) <= limit else { continue }
            let distance = distance(wanted, folded)
            if distance <= limit, distance < nearest?.distance ?? .max { nearest = (candidate, distance) }
        }
        return nearest?.candidate ?? (completions.count == 1 ? completions[0] : nil)
    }

    /// Insertions, deletions, replacements and swaps of neighbours that turn one word into the other.
    static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var older: [Int] = []
        var previous = Array(0...right.count)
        for (row, leftByte) in left.enumerated() {
            var current = [row + 1]
            for (column, rightByte) in right.enumerated() {
                let replaced = previous[column] + (leftByte == rightByte ? 0 : 1)
                var best = min(replaced, previous[column + 1] + 1, current[column] + 1)
                let isSwap = row > 0 && column > 0 && leftByte == right[column - 1] && left[row - 1] == rightByte
                if isSwap { best = min(best, older[column - 1] + 1) }
                current.append(best)
            }
            older = previous
            previous = current
        }
        return previous[right.count]
    }
}
