/// How many cells text takes, and text cut or filled to a number of cells.
///
/// Measures what ``Frame/write(_:at:maxWidth:style:)`` will draw: the text is cleaned first and graphemes that terminals
/// measure differently are counted in their reduced form.
package enum TextWidth {
    package static func cells(of text: String) -> Int {
        PlainText.cells(of: text) ?? CleanText.clean(text).reduce(0) { $0 + cells(of: $1) }
    }

    /// The cells of one grapheme of cleaned text: one or two, more for graphemes with several spacing scalars.
    package static func cells(of grapheme: Character) -> Int {
        if grapheme.isASCII { return 1 }
        return Glyph.glyphs(of: grapheme).reduce(0) { $0 + $1.widthInCells }
    }

    /// The text, cleaned, cut at a grapheme border to at most `width` cells.
    ///
    /// A text that was cut ends with `ellipsis`, when that fits into `width` itself.
    package static func clip(_ text: String, to width: Int, ellipsis: String = "…") -> String {
        if let cells = PlainText.cells(of: text), cells <= width { return text }
        let clean = CleanText.clean(text)
        if cells(of: clean) <= width { return clean }
        let end = cells(of: ellipsis) <= width ? CleanText.clean(ellipsis) : ""
        return prefix(of: clean, width: width - cells(of: end)) + end
    }

    /// The text, clipped or filled with blanks to exactly `width` cells.
    package static func pad(_ text: String, to width: Int, ellipsis: String = "…") -> String {
        let clipped = clip(text, to: width, ellipsis: ellipsis)
        return clipped + String(repeating: " ", count: max(0, width - cells(of: clipped)))
    }

    private static func prefix(of clean: String, width: Int) -> String {
        if PlainText.cells(of: clean) != nil { return String(clean.unicodeScalars.prefix(max(0, width))) }
        var used = 0
        let end = clean.indices.first { index in
            used += cells(of: clean[index])
            return used > width
        }
        return String(clean[..<(end ?? clean.endIndex)])
    }
}
