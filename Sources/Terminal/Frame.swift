/// A screen of cells, drawn off-screen by panes and shown by a ``TerminalDevice``.
package struct Frame: Hashable, Sendable {
    package let size: Size
    /// Where the real cursor goes; `nil` hides it.
    package var cursor: Point?
    private var cells: [Cell]

    package init(size: Size) {
        self.size = size
        cells = Array(repeating: .blank, count: max(0, size.width) * max(0, size.height))
    }

    /// The cell at a point inside the frame.
    package subscript(x: Int, y: Int) -> Cell { cells[y * size.width + x] }

    /// The text of each row, padded with blanks to the width.
    package var lines: [String] {
        (0..<size.height).map { y in (0..<size.width).map { self[$0, y].text }.joined() }
    }
}

/// One cell: a grapheme, or the second half of a wide one.
package struct Cell: Hashable, Sendable {
    /// One grapheme of one or two cells; empty in the second cell of a wide one.
    package var text: String
    package var style: Style

    package static let blank = Cell(text: " ", style: .plain)
}
