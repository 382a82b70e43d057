import Terminal
import ViewModels

/// Text that is being typed, scrolled so that the cursor is always in view.
///
/// Draws only the characters that are seen, so a key costs as much in a long text as in a short one.
enum FieldView {
    static func draw(
        _ label: [Canvas.Piece],
        _ field: TextField,
        isFocused: Bool = true,
        in rect: Rect,
        on ground: Ground,
        _ canvas: inout Canvas
    ) {
        let x = canvas.write(label, in: rect, on: ground)
        let room = max(1, rect.maxX - x - 1)
        canvas.fill(Rect(x: x, y: rect.y, width: rect.maxX - x, height: 1), .field)
        guard isFocused else {
            // Nobody types here, so how it begins tells more than where the cursor was.
            let text = TextWidth.clip(String(field.characters.prefix(rect.maxX - x + 1)), to: rect.maxX - x)
            write(text, x: x, y: rect.y, width: rect.maxX - x, false, on: &canvas)
            return
        }
        let start = firstShown(field, room: room)
        let shown = String(field.characters[start...].prefix(room + 1))
        write(shown, x: x, y: rect.y, width: rect.maxX - x, true, on: &canvas)
        let before = String(field.characters[start..<field.cursor])
        canvas.frame.cursor = Point(x: x + TextWidth.cells(of: before), y: rect.y)
    }

    /// What is typed scrolls, so it has no sign of a cut.
    private static func write(
        _ text: String,
        x: Int,
        y: Int,
        width: Int,
        _ isFocused: Bool,
        on canvas: inout Canvas
    ) {
        let style = canvas.look[isFocused ? .strong : .text, on: .field]
        canvas.frame.write(text, at: Point(x: x, y: y), maxWidth: width, style: style)
    }

    /// The first character in view: as far left of the cursor as there is room.
    private static func firstShown(_ field: TextField, room: Int) -> Int {
        var start = field.cursor
        var used = 0
        while start > 0 {
            used += TextWidth.cells(of: String(field.characters[start - 1]))
            if used > room { break }
            start -= 1
        }
        return start
    }

    /// Draws a text of several lines; the lines around the cursor are in view.
    static func drawArea(_ field: TextField, isFocused: Bool, in rect: Rect, on canvas: inout Canvas) {
        canvas.fill(rect, .field)
        let lines = AreaLines(field, width: rect.width)
        let top = max(0, min(lines.cursorLine - rect.height + 1, lines.ranges.count - rect.height))
        for (row, range) in lines.ranges.dropFirst(top).prefix(rect.height).enumerated() {
            let text = String(field.characters[range])
            write(text, x: rect.x, y: rect.y + row, width: rect.width, isFocused, on: &canvas)
        }
        guard isFocused else { return }
        let range = lines.ranges[lines.cursorLine]
        let before = TextWidth.cells(of: String(field.characters[range.lowerBound..<field.cursor]))
        canvas.frame.cursor = Point(x: min(rect.maxX - 1, rect.x + before), y: rect.y + lines.cursorLine - top)
    }
}

/// A text broken into lines of cells.
struct AreaLines {
    /// The characters of each line, without the break.
    private(set) var ranges: [Range<Int>] = []
    private(set) var cursorLine = 0

    init(_ field: TextField, width: Int) {
        var start = 0
        var lastBlank: Int?
        var used = 0
        for (index, character) in field.characters.enumerated() {
            guard let cells = Self.cells(of: character) else {
                close(start..<index, field.cursor)
                (start, used, lastBlank) = (index + 1, 0, nil)
                continue
            }
            while used + cells > width, index > start {
                let end = lastBlank.map { $0 + 1 } ?? index
                close(start..<end, field.cursor)
                used = field.characters[end..<index].reduce(0) { $0 + (Self.cells(of: $1) ?? 0) }
                (start, lastBlank) = (end, nil)
            }
            used += cells
            if character == " " { lastBlank = index }
        }
        close(start..<field.characters.count, field.cursor)
    }

    /// `nil` for a line break.
    ///
    /// Each key asks it of all characters, so the common ones are told by their only byte.
    private static func cells(of character: Character) -> Int? {
        if let byte = character.utf8.first, character.utf8.count == 1 { return (0x0A...0x0D).contains(byte) ? nil : 1 }
        return character.isNewline ? nil : character.isASCII ? 1 : TextWidth.cells(of: character)
    }

    private mutating func close(_ range: Range<Int>, _ cursor: Int) {
        if cursor >= range.lowerBound { cursorLine = ranges.count }
        ranges.append(range)
    }
}
