import Glibc

/// A screen of cells, drawn off-screen by panes and shown by a ``TerminalDevice``.
///
/// Every wide glyph has both its cells: drawing over one of them blanks the other.
package struct Frame: Hashable, Sendable {
    package let size: Size
    /// Where the real cursor goes; `nil` hides it.
    package var cursor: Point?
    private var cells: [Cell]

    /// A frame of blanks.
    package init(size: Size, style: Style = .plain) {
        self.size = Size(width: max(0, size.width), height: max(0, size.height))
        cells = Array(repeating: Cell(.blank, PackedStyle(style)), count: self.size.width * self.size.height)
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
        put(CellText(glyph.text), width: glyph.widthInCells, x: x, y: y, style: PackedStyle(style))
    }

    /// Puts a text of one cell or two that lies wholly inside the frame.
    mutating func put(_ text: CellText, width: Int, x: Int, y: Int, style: PackedStyle) {
        let first = y * size.width + x
        let last = first + width - 1
        if cells[first].glyph.isEmpty { cells[first - 1].glyph = .blank }
        if x + width < size.width, cells[last + 1].glyph.isEmpty { cells[last + 1].glyph = .blank }
        cells[first] = Cell(text, style)
        if last > first { cells[last] = Cell(.empty, style) }
    }

    /// Fills cells of one row, which lie inside the frame, with a text of one cell.
    mutating func fill(_ columns: Range<Int>, y: Int, with text: CellText, style: Style) {
        guard !columns.isEmpty else { return }
        let start = y * size.width + columns.lowerBound
        let end = y * size.width + columns.upperBound
        if cells[start].glyph.isEmpty { cells[start - 1].glyph = .blank }
        if columns.upperBound < size.width, cells[end].glyph.isEmpty { cells[end].glyph = .blank }
        let cell = Cell(text, PackedStyle(style))
        cells.withUnsafeMutableBufferPointer { $0[start..<end].update(repeating: cell) }
    }

    /// Puts scalars of one cell each beside each other; all of them lie inside the frame.
    mutating func put(_ scalars: some Sequence<Unicode.Scalar>, count: Int, x: Int, y: Int, style: PackedStyle) {
        guard count > 0 else { return }
        let start = y * size.width + x
        let end = start + count
        let isAtEdge = x + count == size.width
        cells.withUnsafeMutableBufferPointer { cells in
            if cells[start].glyph.isEmpty { cells[start - 1].glyph = .blank }
            if !isAtEdge, cells[end].glyph.isEmpty { cells[end].glyph = .blank }
            var index = start
            for scalar in scalars.prefix(count) {
                cells[index] = Cell(CellText(scalar), style)
                index += 1
            }
        }
    }

    mutating func setStyle(_ style: Style, x: Int, y: Int) {
        cells[y * size.width + x].style = style
    }
}

extension Frame {
    /// The cells of a part of a row, to be drawn again by ``paste(_:at:)``.
    package func cells(in columns: Range<Int>, y: Int) -> [Cell] {
        let start = y * size.width
        return Array(cells[(start + columns.lowerBound)..<(start + columns.upperBound)])
    }

    /// Draws cells that were taken from a row of a frame, at a place that has room for them.
    ///
    /// No wide glyph may cross either end of the place.
    package mutating func paste(_ cells: [Cell], at point: Point) {
        let start = point.y * size.width + point.x
        self.cells.withUnsafeMutableBufferPointer { own in
            _ = own[start..<(start + cells.count)].update(fromContentsOf: cells)
        }
    }

    /// Calls with each run of cells that differs from another frame of this size, with whole glyphs only.
    ///
    /// Where there is no other frame every cell differs; what lies outside `size` is left out.
    package func forEachChange(
        since known: Frame?,
        in size: Size,
        _ body: (Point, UnsafeBufferPointer<Cell>) -> Void
    ) {
        let old = known?.cells ?? []
        cells.withUnsafeBufferPointer { new in
            old.withUnsafeBufferPointer { old in
                for y in 0..<min(size.height, self.size.height) {
                    let row = y * self.size.width..<y * self.size.width + min(size.width, self.size.width)
                    if !old.isEmpty, Self.areSame(new[row], old[row]) { continue }
                    let isSame: (Int) -> Bool = { !old.isEmpty && new[$0] == old[$0] }
                    var index = row.lowerBound
                    while index < row.upperBound {
                        guard !new[index].isSecondHalf, !isSame(index) else {
                            index += 1
                            continue
                        }
                        let start = index
                        repeat {
                            index += 1
                        } while index < row.upperBound && (new[index].isSecondHalf || !isSame(index))
                        body(Point(x: start - row.lowerBound, y: y), UnsafeBufferPointer(rebasing: new[start..<index]))
                    }
                }
            }
        }
    }
}

extension Frame {
    /// Cells are numbers without gaps between them, so rows are compared as memory; most are the same.
    private static func areSame(
        _ left: Slice<UnsafeBufferPointer<Cell>>,
        _ right: Slice<UnsafeBufferPointer<Cell>>
    ) -> Bool {
        let left = UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: left))
        let right = UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: right))
        guard left.count == right.count, let first = left.baseAddress, let second = right.baseAddress else {
            return left.count == right.count
        }
        return memcmp(first, second, left.count) == 0
    }
}

/// One cell: a grapheme, or the second half of a wide one.
package struct Cell: Hashable, Sendable {
    fileprivate(set) var glyph: CellText
    private var look: PackedStyle

    /// A cell with one grapheme of one or two cells; nothing is in the second cell of a wide one.
    package init(text: String, style: Style) { self.init(CellText(text), PackedStyle(style)) }

    init(_ glyph: CellText, _ look: PackedStyle) {
        self.glyph = glyph
        self.look = look
    }

    package var style: Style {
        get { look.style }
        set { look = PackedStyle(newValue) }
    }

    package func hasStyle(of other: Cell) -> Bool { look == other.look }

    package var text: String { glyph.string }

    /// Whether this is the second cell of a wide glyph.
    package var isSecondHalf: Bool { glyph.isEmpty }

    package static let blank = Cell(.blank, PackedStyle(.plain))

    /// The scalars of the text in 21 bits each, three and two, the first one lowest.
    package var scalars: (first: UInt64, rest: UInt64) { glyph.halves }
}
