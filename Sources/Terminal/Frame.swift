/// A screen of cells, drawn off-screen by panes and shown by a ``TerminalDevice``.
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
    package subscript(x: Int, y: Int) -> Cell { cells[y * size.width + x] }

    /// The text of each row, padded with blanks to the width.
    package var lines: [String] {
        (0..<size.height).map { y in (0..<size.width).map { self[$0, y].text }.joined() }
    }
}

/// One cell: a glyph, or the second half of a wide one.
package struct Cell: Hashable, Sendable {
    /// One ``Glyph`` of one or two cells; empty in the second cell of a wide one.
    package var text: String
    package var style: Style

    package static let blank = Cell(text: " ", style: .plain)
}

extension Frame {
    /// Writes cleaned text, clipped at `maxWidth` cells and at the frame; a wide glyph is never cut in half.
    ///
    /// - Returns: the cells that were used.
    @discardableResult
    package mutating func write(_ text: String, at point: Point, maxWidth: Int = .max, style: Style) -> Int {
        guard (0..<size.height).contains(point.y), point.x < size.width else { return 0 }
        let end = point.x + min(maxWidth, size.width - point.x)
        var x = point.x
        for glyph in Glyph.glyphs(of: text) {
            guard x + glyph.widthInCells <= end else { break }
            put(glyph, style, x: x, y: point.y)
            x += glyph.widthInCells
        }
        return x - point.x
    }

    /// Fills a rectangle with blanks of a style.
    package mutating func fill(_ rect: Rect, style: Style) {
        let blank = String(repeating: " ", count: rect.width)
        for y in rect.y..<rect.maxY { write(blank, at: Point(x: rect.x, y: y), style: style) }
    }

    /// Draws a box along the inner edge of a rectangle; nothing when it has no inside.
    package mutating func drawBox(_ rect: Rect, style: Style) {
        guard rect.width >= 2, rect.height >= 2 else { return }
        let rule = String(repeating: "─", count: rect.width - 2)
        write("┌\(rule)┐", at: Point(x: rect.x, y: rect.y), style: style)
        for y in (rect.y + 1)..<(rect.maxY - 1) {
            write("│", at: Point(x: rect.x, y: y), style: style)
            write("│", at: Point(x: rect.maxX - 1, y: y), style: style)
        }
        write("└\(rule)┘", at: Point(x: rect.x, y: rect.maxY - 1), style: style)
    }

    private mutating func put(_ glyph: Glyph, _ style: Style, x: Int, y: Int) {
        guard x >= 0 else { return }
        clearHalf(x: x, y: y)
        if glyph.widthInCells == 2 { clearHalf(x: x + 1, y: y) }
        cells[y * size.width + x] = Cell(text: glyph.text, style: style)
        if glyph.widthInCells == 2 { cells[y * size.width + x + 1] = Cell(text: "", style: style) }
    }

    /// A wide glyph that loses one half loses the other too.
    private mutating func clearHalf(x: Int, y: Int) {
        let place = y * size.width + x
        if cells[place].text.isEmpty, x > 0 { cells[place - 1].text = " " }
        if x + 1 < size.width, cells[place + 1].text.isEmpty { cells[place + 1].text = " " }
    }
}
