import Terminal

extension Canvas {
    /// Pieces as lines of at most `width` cells, broken at blanks; later lines begin `indent` cells in.
    static func wrap(_ pieces: [Piece], width: Int, indent: Int) -> [[Piece]] {
        // Nearly all of them fit.
        if pieces.cells <= width { return [pieces] }
        var wrapping = Wrapping(width: width, indent: indent)
        for piece in pieces {
            wrapping.begin()
            // A chip is never broken.
            if piece.ground != nil {
                wrapping.add(piece.text, like: piece)
                continue
            }
            for (index, part) in piece.text.split(separator: " ", omittingEmptySubsequences: false).enumerated() {
                wrapping.add(index == 0 ? String(part) : " " + part, like: piece)
            }
        }
        return wrapping.lines
    }

    private struct Wrapping {
        let width: Int
        let indent: Int
        var lines: [[Piece]] = [[]]
        var used = 0
        /// Whether the last piece of the last line is of the same text as what comes next.
        private var isContinuing = false

        init(width: Int, indent: Int) {
            self.width = max(indent + 4, width)
            self.indent = indent
        }

        /// What is added from now on is another piece.
        mutating func begin() { isContinuing = false }

        mutating func add(_ word: String, like piece: Piece) {
            var word = word
            if used + TextWidth.cells(of: word) > width, used > indent {
                breakLine()
                if piece.ground == nil, word.hasPrefix(" ") { word.removeFirst() }
            }
            append(word, like: piece)
        }

        private mutating func breakLine() {
            lines.append(indent > 0 ? [Piece(String(repeating: " ", count: indent))] : [])
            used = indent
            isContinuing = false
        }

        /// A word that is longer than a line goes on in the next one.
        private mutating func append(_ word: String, like piece: Piece) {
            var rest = word
            while TextWidth.cells(of: rest) > width - used, width - used > 0 {
                let head = TextWidth.clip(rest, to: width - used, ellipsis: "")
                guard !head.isEmpty else { break }
                put(head, like: piece)
                rest = String(rest.dropFirst(head.count))
                breakLine()
            }
            guard !rest.isEmpty else { return }
            put(rest, like: piece)
            used += TextWidth.cells(of: rest)
        }

        private mutating func put(_ text: String, like piece: Piece) {
            let line = lines.count - 1
            if isContinuing {
                lines[line][lines[line].count - 1].text += text
                return
            }
            isContinuing = true
            var part = piece
            part.text = text
            lines[line].append(part)
        }
    }
}
