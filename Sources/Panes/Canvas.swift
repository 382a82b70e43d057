import Terminal

/// A frame with a theme: panes write by role and never name a colour.
struct Canvas {
    var frame: Frame
    let theme: Theme

    /// Writes at a point, at most `width` cells; returns the cell behind the text.
    @discardableResult
    mutating func write(_ text: String, x: Int, y: Int, width: Int, _ role: Role = .plain) -> Int {
        guard width > 0 else { return x }
        return x + frame.write(text, at: Point(x: x, y: y), maxWidth: width, style: theme[role])
    }

    /// Writes pieces of different roles one after the other, within `rect`'s first line.
    mutating func write(_ pieces: [Piece], in rect: Rect) {
        var x = rect.x
        for piece in pieces where x < rect.maxX {
            x = write(piece.text, x: x, y: rect.y, width: rect.maxX - x, piece.role)
        }
    }

    mutating func fill(_ rect: Rect, _ role: Role) { frame.fill(rect, style: theme[role]) }

    /// Draws a pane's frame: a box, or a rule with the title where columns are dear.
    mutating func drawPane(_ rect: Rect, title: String, isFocused: Bool, isBoxed: Bool) {
        let role: Role = isFocused ? .focusedBorder : .border
        if isBoxed {
            frame.drawBox(rect, style: theme[role])
        } else {
            write(String(repeating: "─", count: rect.width), x: rect.x, y: rect.y, width: rect.width, role)
        }
        let sign = isFocused ? "▸" : " "
        write("\(sign)\(title) ", x: rect.x + 1, y: rect.y, width: rect.width - 3, isFocused ? .title : .plain)
    }

    struct Piece {
        var text: String
        var role: Role

        init(_ text: String, _ role: Role = .plain) {
            self.text = text
            self.role = role
        }
    }
}
