/// Breaks text into lines of a given width.
package enum TextWrap {
    /// The text, cleaned, as lines of at most `width` cells; empty when `width` is.
    ///
    /// Line ends of the text are kept. Lines break after spaces and beside wide glyphs, as East Asian text does; a word
    /// longer than a line is cut at a grapheme border. A grapheme wider than a line is shown as U+FFFD.
    package static func lines(_ text: String, width: Int) -> [String] {
        guard width > 0 else { return [] }
        return CleanText.clean(text, lineEnds: .becomeNewlines)
            .split(separator: "\n", omittingEmptySubsequences: false)
            .flatMap { paragraph in wrap(paragraph, width: width) }
    }

    private static func wrap(_ paragraph: Substring, width: Int) -> [String] {
        var wrapper = LineWrapper(width: width)
        for grapheme in paragraph { wrapper.take(grapheme) }
        return wrapper.finish()
    }
}

private struct LineWrapper {
    private let width: Int
    private var lines: [String] = []
    /// What is sure to stand on the current line.
    private var line = ""
    private var lineCells = 0
    /// What came since the last place where the line may break.
    private var word = ""
    private var wordCells = 0

    init(width: Int) { self.width = width }

    mutating func take(_ grapheme: Character) {
        if grapheme == " " {
            takeSpace()
            return
        }
        let cells = TextWidth.cells(of: grapheme)
        guard cells <= width else {
            take("\u{FFFD}")
            return
        }
        if cells > 1 { commitWord() }
        makeRoom(for: cells)
        word.append(grapheme)
        wordCells += cells
        if cells > 1 { commitWord() }
    }

    mutating func finish() -> [String] {
        commitWord()
        return lines + [trimmed(line)]
    }

    /// A space that does not fit is the line break itself.
    private mutating func takeSpace() {
        commitWord()
        guard lineCells < width else { return }
        line.append(" ")
        lineCells += 1
    }

    private mutating func makeRoom(for cells: Int) {
        guard lineCells + wordCells + cells > width else { return }
        if lineCells == 0 { commitWord() }
        lines.append(trimmed(line))
        line = ""
        lineCells = 0
    }

    private mutating func commitWord() {
        line += word
        lineCells += wordCells
        word = ""
        wordCells = 0
    }

    private func trimmed(_ line: String) -> String {
        guard let end = line.lastIndex(where: { $0 != " " }) else { return "" }
        return String(line[...end])
    }
}
