import Terminal

/// What stands in a pane's frame.
struct PaneTitle {
    var name: String
    /// Facts behind the name.
    var facts: [Canvas.Piece] = []
    /// Where one is in it: lower right in a box, else at the right end of the title.
    var place: [Canvas.Piece] = []
    /// The ground of the name while the pane has the focus.
    var chip = Ground.accentChip
}

/// Which part of a longer text a pane shows.
struct ScrollThumb {
    var top: Int
    var visible: Int
    var total: Int

    /// The rows of a track of `height` cells that the thumb covers; `nil` when everything is seen.
    func rows(of height: Int) -> Range<Int>? {
        guard total > visible, height > 1 else { return nil }
        let length = max(1, height * visible / total)
        let start = min(height - length, top * height / max(1, total))
        return start..<(start + length)
    }
}

extension Canvas {
    /// Draws a pane's frame: a box, or a rule with the title where columns are dear.
    mutating func drawPane(
        _ rect: Rect,
        title: PaneTitle,
        isFocused: Bool,
        isBoxed: Bool,
        on ground: Ground = .page,
        thumb: ScrollThumb? = nil
    ) {
        guard rect.width > 4, rect.height > 0 else { return }
        let edge: TextRole = !isFocused ? .border : title.chip == .dangerChip ? .danger : .focus
        if isBoxed, rect.height > 1 {
            drawBox(rect, edge, on: ground, thumb)
        } else {
            let rule = Rect(x: rect.x, y: rect.y, width: rect.width, height: 1)
            frame.fill(rule, with: glyphs.frame.horizontal, style: look[edge, on: ground])
        }
        let inset = isBoxed ? 2 : 1
        let placeRow = isBoxed ? rect.maxY - 1 : rect.y
        let place = title.place.isEmpty ? [] : [Piece(" ")] + title.place + [Piece(" ")]
        let placeWidth = min(place.cells, rect.width - 2 * inset)
        let right = Rect(x: rect.maxX - inset - placeWidth, y: placeRow, width: placeWidth, height: 1)
        write(place, in: right, on: ground)
        let width = rect.width - 2 * inset - (isBoxed || place.isEmpty ? 0 : placeWidth + 1)
        drawTitle(title, at: Point(x: rect.x + inset, y: rect.y), width: width, isFocused, on: ground)
    }

    private mutating func drawTitle(
        _ title: PaneTitle,
        at point: Point,
        width: Int,
        _ isFocused: Bool,
        on ground: Ground
    ) {
        guard width > 2, !title.name.isEmpty else { return }
        let name = TextWidth.clip(glyphs.spelling(of: title.name), to: width - 2, ellipsis: glyphs[.ellipsis])
        let chip = Piece(" \(name) ", .strong, on: isFocused ? title.chip : nil)
        let x = write([chip], in: Rect(x: point.x, y: point.y, width: width, height: 1), on: ground)
        let room = point.x + width - x
        guard !title.facts.isEmpty, room > 4 else { return }
        let facts = [Piece(" ")] + title.facts + [Piece(" ")]
        write(facts, in: Rect(x: x, y: point.y, width: room, height: 1), on: ground)
    }

    private mutating func drawBox(_ rect: Rect, _ role: TextRole, on ground: Ground, _ thumb: ScrollThumb?) {
        let lines = glyphs.frame
        let style = look[role, on: ground]
        let inner = rect.inset(by: 1)
        for (y, left, right) in [
            (rect.y, lines.topLeft, lines.topRight), (rect.maxY - 1, lines.bottomLeft, lines.bottomRight),
        ] {
            write(left, x: rect.x, y: y, width: 1, role, on: ground)
            frame.fill(Rect(x: inner.x, y: y, width: inner.width, height: 1), with: lines.horizontal, style: style)
            write(right, x: rect.maxX - 1, y: y, width: 1, role, on: ground)
        }
        for x in [rect.x, rect.maxX - 1] {
            frame.fill(Rect(x: x, y: inner.y, width: 1, height: inner.height), with: lines.vertical, style: style)
        }
        guard let covered = thumb?.rows(of: inner.height) else { return }
        let place = Rect(x: rect.maxX - 1, y: inner.y + covered.lowerBound, width: 1, height: covered.count)
        frame.fill(place, with: glyphs[.scrollThumb], style: style)
    }
}
