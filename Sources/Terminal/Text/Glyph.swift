/// What one or two cells show: a spacing character with its marks.
///
/// A glyph is not always a grapheme. ncurses holds one spacing character a cell, so a grapheme of several (कि) is
/// several glyphs, a joined picture (👨‍👩‍👧) shows its first member, a flag (🇺🇸) its two letters, and variation
/// selectors and skin tones are left out. What is counted is then exactly what is drawn.
package struct Glyph: Hashable, Sendable {
    package var text: String
    /// 1 or 2.
    package var widthInCells: Int

    /// The glyphs of a text, cleaned.
    package static func glyphs(of text: String) -> [Glyph] {
        if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) {
            return text.map { Glyph(text: String($0), widthInCells: 1) }
        }
        var glyphs: [Glyph] = []
        for grapheme in CleanText.clean(text) { append(grapheme, to: &glyphs) }
        return glyphs
    }

    private static func append(_ grapheme: Character, to glyphs: inout [Glyph]) {
        var isJoined = false
        for scalar in grapheme.unicodeScalars {
            switch scalar.kind {
            case .joiner: isJoined = isJoined || scalar == "\u{200D}"
            case .mark: mark(scalar, &glyphs)
            case .printable, .blank, .control, .invisible, .unknown:
                // After a joiner comes the rest of a picture whose first member stands already.
                guard !isJoined, !scalar.properties.isEmojiModifier || grapheme.unicodeScalars.count == 1 else {
                    continue
                }
                glyphs.append(Glyph(scalar))
            }
        }
    }

    /// A mark without a character before it stands on a blank.
    private static func mark(_ scalar: Unicode.Scalar, _ glyphs: inout [Glyph]) {
        if glyphs.isEmpty { glyphs.append(Glyph(" ")) }
        glyphs[glyphs.count - 1].text.unicodeScalars.append(scalar)
    }

    private init(_ scalar: Unicode.Scalar) {
        let shown = scalar.regionalLetter ?? scalar
        text = String(Character(shown))
        widthInCells = WideScalars.contains(shown) ? 2 : 1
    }

    private init(text: String, widthInCells: Int) {
        self.text = text
        self.widthInCells = widthInCells
    }
}

extension Unicode.Scalar {
    /// The letter of a regional indicator.
    fileprivate var regionalLetter: Unicode.Scalar? {
        guard (0x1F1E6...0x1F1FF).contains(value) else { return nil }
        return Unicode.Scalar(UInt32(0x41) + value - 0x1F1E6)
    }
}
