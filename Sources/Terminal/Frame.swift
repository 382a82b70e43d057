/// A screen of cells, drawn off-screen by panes and shown by a ``TerminalDevice``.
///
/// Every wide glyph has both its cells: drawing over one of them blanks the other.
package struct Frame: Hashable, Sendable {
    package let size: Size
    /// Where the real cursor goes; `nil` hides it.
    package var cursor: Point?
    private var cells: [Cell]

    package init(size: Size) {
        self.size = Size(width: max(0, size.width), height: max(0, size.height))
        cells = Array(repeating: .blank, count: self.size.width * self.size.height)
    }

    /// The cell at a point inside the frame.
    package subscript(x: Int, y: Int) -> Cell {
        precondition(contains(x: x, y: y), "(\(x), \(y)) is outside a frame of \(size)")
        return cells[y * size.width + x]
    }

    /// The text of each row, padded with blanks to the width.
    package var lines: [String] {
        (0..<size.height).map { y in (0..<size.width).map { self[$0, y].text }.joined() }
    }

    package func contains(x: Int, y: Int) -> Bool {
        x >= 0 && x < size.width && y >= 0 && y < size.height
    }

    /// Puts a glyph that lies wholly inside the frame.
    mutating func put(_ glyph: Glyph, x: Int, y: Int, style: Style) {
        let first = y * size.width + x
        let last = first + glyph.widthInCells - 1
        if cells[first].text.isEmpty { cells[first - 1].text = " " }
        if x + glyph.widthInCells < size.width, cells[last + 1].text.isEmpty { cells[last + 1].text = " " }
        cells[first] = Cell(text: glyph.text, style: style)
        if last > first { cells[last] = Cell(text: "", style: style) }
    }

    mutating func setStyle(_ style: Style, x: Int, y: Int) {
        cells[y * size.width + x].style = style
    }
}

/// One cell: a grapheme, or the second half of a wide one.
package struct Cell: Hashable, Sendable {
    /// One grapheme of one or two cells; empty in the second cell of a wide one.
    package var text: String
    package var style: Style

    package static let blank = Cell(text: " ", style: .plain)
}
