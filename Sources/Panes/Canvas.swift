import Terminal

/// A frame with a theme: panes write by role and never name a colour.
struct Canvas {
    var frame: Frame
    let theme: Theme
    /// What has been drawn where.
    private(set) var hits: [Hit] = []

    init(frame: Frame, theme: Theme) {
        self.frame = frame
        self.theme = theme
    }

    mutating func mark(_ area: Rect, as target: Hit.Target) { hits.append(Hit(area: area, target: target)) }

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

extension Canvas {
    /// Pieces as lines of at most `width` cells, broken at blanks; later lines begin `indent` cells in.
    static func wrap(_ pieces: [Piece], width: Int, indent: Int) -> [[Piece]] {
        var lines: [[Piece]] = [[]]
        var used = 0
        for piece in pieces {
            for (index, part) in piece.text.split(separator: " ", omittingEmptySubsequences: false).enumerated() {
                let word = index == 0 ? String(part) : " " + part
                let cells = TextWidth.cells(of: word)
                if used + cells > width, used > indent {
                    lines.append([Piece(String(repeating: " ", count: indent))])
                    used = indent
                    append(index == 0 ? word : String(part), piece.role, width: width, indent, &lines, &used)
                } else {
                    append(word, piece.role, width: width, indent, &lines, &used)
                }
            }
        }
        return lines
    }

    /// A word that is longer than a line goes on in the next one.
    private static func append(
        _ word: String,
        _ role: Role,
        width: Int,
        _ indent: Int,
        _ lines: inout [[Piece]],
        _ used: inout Int
    ) {
        var rest = word
        while TextWidth.cells(of: rest) > width - used, width - used > 0 {
            let head = TextWidth.clip(rest, to: width - used, ellipsis: "")
            guard !head.isEmpty else { break }
            lines[lines.count - 1].append(Piece(head, role))
            rest = String(rest.dropFirst(head.count))
            lines.append([Piece(String(repeating: " ", count: indent))])
            used = indent
        }
        guard !rest.isEmpty else { return }
        lines[lines.count - 1].append(Piece(rest, role))
        used += TextWidth.cells(of: rest)
    }
}
