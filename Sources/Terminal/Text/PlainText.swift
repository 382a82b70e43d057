/// Text of which every scalar is one glyph in one cell, as nearly all text on the screen is.
///
/// Such text needs no cleaning, no search for graphemes and no tables, which together cost most of a frame otherwise.
enum PlainText {
    /// The cells of the text, which are its scalars; `nil` when one of them has to be looked at closely.
    static func cells(of text: String) -> Int? {
        var count = 0
        var isASCII = true
        for byte in text.utf8 {
            guard byte >= 0x20, byte != 0x7F else { return nil }
            if byte & 0xC0 != 0x80 { count += 1 }
            if byte >= 0x80 { isASCII = false }
        }
        if isASCII { return count }
        return text.unicodeScalars.allSatisfy(contains) ? count : nil
    }

    /// Whether the scalar takes one cell, joins no other, and is neither control nor format.
    ///
    /// A choice of ranges that is left alone by everything in ``Glyph``, ``ScalarRole`` and ``WidthTable``: letters of
    /// Latin, Greek and Cyrillic, punctuation, arrows, lines, blocks and signs.
    static func contains(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20...0x7E, 0xA1...0xAC, 0xAE...0x2FF, 0x391...0x3A1, 0x3A3...0x482, 0x48A...0x52F: true
        case 0x2010...0x2027, 0x2030...0x205E, 0x20A0...0x20C0, 0x2190...0x2319, 0x2500...0x25FC: true
        case 0x2610...0x2613, 0x2706...0x2709, 0x270C...0x2727, 0x2758...0x2775: true
        default: false
        }
    }
}
