import Terminal

/// A frame with a look: panes write by meaning and ground, and never name a colour.
struct Canvas {
    var frame: Frame
    let look: Look
    /// What has been drawn where.
    private(set) var hits: [Hit] = []

    init(size: Size, look: Look) {
        frame = Frame(size: size, style: look.fill(.page))
        self.look = look
    }

    var glyphs: Glyphs { look.glyphs }

    mutating func mark(_ area: Rect, as target: Hit.Target) { hits.append(Hit(area: area, target: target)) }

    mutating func fill(_ rect: Rect, _ ground: Ground) { frame.fill(rect, style: look.fill(ground)) }

    /// Writes at a point, at most `width` cells, and tells the cell behind the text.
    ///
    /// What is cut ends in `…`.
    @discardableResult
    mutating func write(
        _ text: String,
        x: Int,
        y: Int,
        width: Int,
        _ role: TextRole = .text,
        on ground: Ground = .page,
        adding attributes: Style.Attributes = []
    ) -> Int {
        guard width > 0, !text.isEmpty else { return x }
        let style = look[role, on: ground].adding(attributes)
        // Nearly all words are plain and fit; they are looked through once.
        if !glyphs.isASCII,
            let cells = frame.writeWhole(text, at: Point(x: x, y: y), maxWidth: width, style: style)
        {
            return x + cells
        }
        let shown = TextWidth.clip(glyphs.spelling(of: text), to: width, ellipsis: glyphs[.ellipsis])
        return x + frame.write(shown, at: Point(x: x, y: y), maxWidth: width, style: style)
    }

    /// Writes pieces of different roles one after the other, within `rect`'s first line.
    @discardableResult
    mutating func write(_ pieces: [Piece], in rect: Rect, on ground: Ground = .page) -> Int {
        var x = rect.x
        for piece in pieces where x < rect.maxX {
            x = write(
                bracketed(piece),
                x: x,
                y: rect.y,
                width: rect.maxX - x,
                piece.role,
                on: piece.ground ?? ground,
                adding: piece.attributes
            )
        }
        return x
    }

    /// A tag stands in brackets where its ground cannot be painted.
    private func bracketed(_ piece: Piece) -> String {
        guard piece.ground == .tag, !look.paintsGrounds, piece.text.count > 2 else { return piece.text }
        return look.tagBrackets.left + piece.text.dropFirst().dropLast() + look.tagBrackets.right
    }

    /// Writes pieces so that they end at the right edge of `rect`.
    mutating func writeRight(_ pieces: [Piece], in rect: Rect, on ground: Ground = .page) {
        let width = min(rect.width, pieces.cells)
        write(pieces, in: Rect(x: rect.maxX - width, y: rect.y, width: width, height: 1), on: ground)
    }

    /// A run of text with one meaning.
    struct Piece {
        var text: String
        var role: TextRole
        /// `nil` is the ground of what it stands in.
        var ground: Ground?
        var attributes: Style.Attributes

        init(_ text: String, _ role: TextRole = .text, on ground: Ground? = nil, _ attributes: Style.Attributes = []) {
            self.text = text
            self.role = role
            self.ground = ground
            self.attributes = attributes
        }
    }
}

extension [Canvas.Piece] {
    /// Cells that the pieces take.
    var cells: Int { reduce(0) { $0 + TextWidth.cells(of: $1.text) } }
}

extension Glyphs {
    /// The text with stand-ins for typographic signs where the terminal has only ASCII; letters of names stay.
    func spelling(of text: String) -> String {
        guard isASCII else { return text }
        return String(text.map { Self.plain[$0] ?? $0 })
    }

    private static let plain: [Character: Character] = [
        "·": "-", "—": "-", "–": "-", "−": "-", "“": "\"", "”": "\"", "’": "'", "→": ">", "←": "<", "…": "~", "×": "x",
        "•": ".", "▾": "v", "✓": "+", "✗": "-", "›": ">", "↓": "v", "↑": "^",
    ]
}
