/// What one place on the screen shows: a spacing scalar of one or two cells and the marks on it.
///
/// ncurses 6.4 lays text out by `wcwidth` of each scalar and drops joiners, while terminals disagree about emoji
/// sequences. So a grapheme is reduced to a form that all of them measure alike, and cells never drift:
/// a joined emoji sequence to its first emoji, a presentation selector and a skin tone to nothing, a flag to its two
/// letters, conjoining Hangul to the syllable. A grapheme with several spacing scalars (Indic conjuncts) is several glyphs.
struct Glyph: Hashable, Sendable {
    private(set) var text: String
    let widthInCells: Int
    private var markCount = 0

    private init(_ scalar: Unicode.Scalar, widthInCells: Int) {
        text = String(Character(scalar))
        self.widthInCells = widthInCells
    }

    static let placeholder = Glyph("\u{FFFD}", widthInCells: 1)

    static func ascii(_ byte: UInt8) -> Glyph { Glyph(Unicode.Scalar(byte), widthInCells: 1) }

    /// The glyphs of one grapheme of cleaned text; never empty.
    static func glyphs(of grapheme: Character) -> [Glyph] {
        if let ascii = grapheme.asciiValue { return [.ascii(ascii)] }
        let scalars = grapheme.unicodeScalars
        let startsWithEmoji = scalars.first.map { $0.properties.isEmoji && !$0.isASCII } ?? false
        var glyphs: [Glyph] = []
        for scalar in scalars {
            if scalar == "\u{200D}", startsWithEmoji { break }
            append(scalar, to: &glyphs)
        }
        return glyphs.isEmpty ? [placeholder] : glyphs
    }

    private static func append(_ scalar: Unicode.Scalar, to glyphs: inout [Glyph]) {
        if let letter = regionLetter(scalar) {
            glyphs.append(Glyph(letter, widthInCells: 1))
            return
        }
        if scalar.properties.isVariationSelector || (scalar.properties.isEmojiModifier && !glyphs.isEmpty) { return }
        switch ScalarRole(scalar) {
        case .joiner, .invisible: break
        case .lineEnd, .space: glyphs.append(.ascii(0x20))
        case .unshowable: glyphs.append(.placeholder)
        case .mark:
            if glyphs.isEmpty { glyphs.append(.placeholder) }
            glyphs[glyphs.count - 1].addMark(scalar)
        case .spacing:
            let isWide = WidthTable.contains(scalar, in: WidthTable.wide)
            glyphs.append(Glyph(scalar, widthInCells: isWide ? 2 : 1))
        }
    }

    private mutating func addMark(_ scalar: Unicode.Scalar) {
        if let syllable = HangulSyllable.joining(text, with: scalar) {
            text = String(Character(syllable))
            return
        }
        var joined = text
        joined.unicodeScalars.append(scalar)
        // A vowel of conjoining Hangul stands on a consonant only; elsewhere it would be a second grapheme in one cell.
        guard markCount < CleanText.marksPerScalar, joined.count == 1 else { return }
        text = joined
        markCount += 1
    }

    /// The letter of a regional indicator; a flag is two of them and is shown as its country code.
    private static func regionLetter(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        guard (0x1F1E6...0x1F1FF).contains(scalar.value) else { return nil }
        return Unicode.Scalar(scalar.value - 0x1F1E6 + 0x41)
    }
}

/// The arithmetic of Hangul syllables (The Unicode Standard, section 3.12).
private enum HangulSyllable {
    private static let base: UInt32 = 0xAC00
    private static let vowels: UInt32 = 21
    private static let finals: UInt32 = 28

    static func joining(_ text: String, with scalar: Unicode.Scalar) -> Unicode.Scalar? {
        guard let last = text.unicodeScalars.last, text.unicodeScalars.count == 1 else { return nil }
        switch (last.value, scalar.value) {
        case (0x1100...0x1112, 0x1161...0x1175):
            return Unicode.Scalar(base + ((last.value - 0x1100) * vowels + scalar.value - 0x1161) * finals)
        case (base...0xD7A3, 0x11A8...0x11C2) where (last.value - base) % finals == 0:
            return Unicode.Scalar(last.value + scalar.value - 0x11A7)
        default: return nil
        }
    }
}
