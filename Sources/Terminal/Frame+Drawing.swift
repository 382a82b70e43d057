extension Frame {
    /// Writes text into one row.
    ///
    /// The text is cleaned, with line ends as blanks, and cut at grapheme borders to the frame and to `maxWidth` cells; a
    /// wide glyph is never halved. Text may begin left of the frame; what lies outside is not drawn.
    ///
    /// - Returns: the cells used, counted from `point`, so that `point.x` plus the result is where to go on.
    @discardableResult
    package mutating func write(
        _ text: String,
        at point: Point,
        maxWidth: Int? = nil,
        style: Style = .plain
    ) -> Int {
        guard point.y >= 0, point.y < size.height, point.x < size.width else { return 0 }
        let room = size.width - point.x
        let limit = point.x + min(room, max(0, maxWidth ?? room))
        if let cells = PlainText.cells(of: text) {
            return write(plain: text, cells: cells, at: point, limit: limit, style: style)
        }
        var x = point.x
        for grapheme in CleanText.clean(text) {
            let width = TextWidth.cells(of: grapheme)
            guard x + width <= limit else { break }
            put(grapheme, at: Point(x: x, y: point.y), style: style)
            x += width
        }
        return x - point.x
    }

    private mutating func write(plain text: String, cells: Int, at point: Point, limit: Int, style: Style) -> Int {
        let end = min(limit, point.x + cells)
        let start = max(0, point.x)
        let shown = text.unicodeScalars.dropFirst(start - point.x)
        put(shown, count: max(0, end - start), x: start, y: point.y, style: PackedStyle(style))
        return max(0, end - point.x)
    }

    /// Writes text of which nothing is left out, each of its scalars in a cell of its own.
    ///
    /// - Returns: the cells used; `nil`, with nothing written, for a text that has to be looked at closely or does not
    ///   fit.
    package mutating func writeWhole(_ text: String, at point: Point, maxWidth: Int, style: Style) -> Int? {
        guard let cells = PlainText.cells(of: text), cells <= maxWidth, contains(x: point.x, y: point.y),
            point.x + cells <= size.width
        else { return nil }
        put(text.unicodeScalars, count: cells, x: point.x, y: point.y, style: PackedStyle(style))
        return cells
    }

    /// Blanks a rectangle.
    package mutating func fill(_ rect: Rect, style: Style) { fill(rect, with: .blank, style: style) }

    /// Fills a rectangle with a text of one cell, such as a line of a frame; anything else is a blank.
    package mutating func fill(_ rect: Rect, with text: String, style: Style) {
        fill(rect, with: TextWidth.cells(of: text) == 1 ? CellText(CleanText.clean(text)) : .blank, style: style)
    }

    private mutating func fill(_ rect: Rect, with text: CellText, style: Style) {
        let (columns, rows) = visible(rect)
        for y in rows { fill(columns, y: y, with: text, style: style) }
    }

    /// Draws a frame of lines along the inner edge of a rectangle of at least two by two cells.
    ///
    /// The title stands in the top edge, clipped to it, in `titleStyle` or else in `style`.
    package mutating func drawBox(_ rect: Rect, title: String? = nil, style: Style, titleStyle: Style? = nil) {
        guard rect.width >= 2, rect.height >= 2 else { return }
        let edge = String(repeating: "─", count: rect.width - 2)
        write("┌" + edge + "┐", at: Point(x: rect.x, y: rect.y), style: style)
        write("└" + edge + "┘", at: Point(x: rect.x, y: rect.maxY - 1), style: style)
        for y in (rect.y + 1)..<(rect.maxY - 1) {
            write("│", at: Point(x: rect.x, y: y), style: style)
            write("│", at: Point(x: rect.maxX - 1, y: y), style: style)
        }
        guard let title, !title.isEmpty, rect.width >= 5 else { return }
        let label = " " + TextWidth.clip(title, to: rect.width - 4) + " "
        write(label, at: Point(x: rect.x + 1, y: rect.y), style: titleStyle ?? style)
    }

    /// Changes the styles in a rectangle and leaves the text.
    ///
    /// A wide glyph that the rectangle cuts keeps one style, the one of its first cell.
    package mutating func restyle(_ rect: Rect, _ transform: (Style) -> Style) {
        forEachPoint(in: rect) { frame, x, y in
            let isSecondHalf = frame[x, y].isSecondHalf
            let style = isSecondHalf ? frame[x - 1, y].style : transform(frame[x, y].style)
            frame.setStyle(style, x: x, y: y)
            let next = x + 1
            if next == rect.maxX, next < frame.size.width, frame[next, y].isSecondHalf {
                frame.setStyle(style, x: next, y: y)
            }
        }
    }

    private mutating func put(_ grapheme: Character, at point: Point, style: Style) {
        var x = point.x
        for glyph in Glyph.glyphs(of: grapheme) {
            if x >= 0 {
                put(glyph, x: x, y: point.y, style: style)
            } else if x + glyph.widthInCells > 0 {
                put(.ascii(0x20), x: 0, y: point.y, style: style)
            }
            x += glyph.widthInCells
        }
    }

    private mutating func forEachPoint(in rect: Rect, _ body: (inout Frame, Int, Int) -> Void) {
        let (columns, rows) = visible(rect)
        for y in rows { for x in columns { body(&self, x, y) } }
    }

    /// The part of a rectangle that lies inside the frame.
    private func visible(_ rect: Rect) -> (columns: Range<Int>, rows: Range<Int>) {
        let columns = max(0, rect.x)..<max(0, rect.x, min(rect.maxX, size.width))
        let rows = max(0, rect.y)..<max(0, rect.y, min(rect.maxY, size.height))
        return (columns, rows)
    }
}
