/// Finds what a person meant by a misspelled word.
package enum NearestSpelling {
    /// Longer words are not compared; nobody mistypes one of them by two letters.
    private static let longestWord = 64

    /// The candidate within a third of the word's length in edits, or the only one that begins with the word.
    ///
    /// A single word is also compared with each word of a candidate, so that a misspelled given name finds its owner.
    /// Case and accents do not count. The earliest of equally near candidates wins, a whole one before a part of one.
    package static func of(_ word: String, among candidates: some Sequence<String>) -> String? {
        let wanted = FoldedText.bytes(of: word)
        guard !wanted.isEmpty, wanted.count <= longestWord else { return nil }
        var nearest: (candidate: String, distance: Int)?
        var completions: [String] = []
        for candidate in candidates {
            let folded = FoldedText.bytes(of: candidate)
            if folded.starts(with: wanted) { completions.append(candidate) }
            guard let distance = nearness(wanted, folded) else { continue }
            if distance < nearest?.distance ?? .max { nearest = (candidate, distance) }
        }
        return nearest?.candidate ?? (completions.count == 1 ? completions[0] : nil)
    }

    /// ` Did you mean “stage”?`, to stand behind a sentence; empty where nothing is near.
    ///
    /// `marks` stand before and behind the word; they are empty for what is no word of the person's.
    package static func question(
        about word: String,
        among candidates: some Sequence<String>,
        marks: (String, String) = ("“", "”")
    ) -> String {
        of(word, among: candidates).map { " Did you mean \(marks.0)\($0)\(marks.1)?" } ?? ""
    }

    /// Twice the edits, and one more when only a part of the candidate is near; `nil` when it is too far.
    private static func nearness(_ wanted: [UInt8], _ candidate: [UInt8]) -> Int? {
        if let whole = edits(wanted, candidate[...]) { return whole * 2 }
        let space = UInt8(ascii: " ")
        let words = candidate.split(separator: space)
        guard words.count > 1, wanted.count > 2 else { return nil }
        let length = wanted.count { $0 == space } + 1
        let start = Array(words.prefix(length).joined(separator: [space]))
        let parts = length == 1 ? words : [start[...]]
        return parts.compactMap { edits(wanted, $0) }.min().map { $0 * 2 + 1 }
    }

    private static func edits(_ wanted: [UInt8], _ other: ArraySlice<UInt8>) -> Int? {
        let limit = max(1, wanted.count / 3)
        guard other.count <= longestWord, abs(other.count - wanted.count) <= limit else { return nil }
        let distance = distance(wanted, Array(other))
        return distance <= limit ? distance : nil
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
