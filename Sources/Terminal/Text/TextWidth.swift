/// Measuring and cutting text by cells, never by characters.
package enum TextWidth {
    package static func cells(of text: String) -> Int {
        if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return text.utf8.count }
        return Glyph.glyphs(of: text).reduce(0) { $0 + $1.widthInCells }
    }

    /// The text in at most `width` cells; `ellipsis` stands for what was cut.
    package static func clip(_ text: String, to width: Int, ellipsis: String = "…") -> String {
        guard cells(of: text) > width else { return text }
        let room = width - cells(of: ellipsis)
        guard room >= 0 else { return prefix(of: text, width: width) }
        return prefix(of: text, width: room) + ellipsis
    }

    /// The text in exactly `width` cells: clipped, or filled with blanks on the right.
    package static func pad(_ text: String, to width: Int) -> String {
        let clipped = clip(text, to: width)
        return clipped + String(repeating: " ", count: max(0, width - cells(of: clipped)))
    }

    private static func prefix(of text: String, width: Int) -> String {
        var used = 0
        var kept = ""
        for glyph in Glyph.glyphs(of: text) {
            used += glyph.widthInCells
            guard used <= width else { break }
            kept += glyph.text
        }
        return kept
    }
}

/// Breaking text into lines.
package enum TextWrap {
    /// Lines of at most `width` cells, broken at blanks and line ends, within a word only when it is longer than a line.
    package static func lines(_ text: String, width: Int) -> [String] {
        guard width > 0 else { return [] }
        return text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .flatMap { paragraph in wrap(String(paragraph), width: width) }
    }

    private static func wrap(_ paragraph: String, width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in paragraph.split(separator: " ") {
            for piece in pieces(of: String(word), width: width) {
                let joined = line.isEmpty ? piece : "\(line) \(piece)"
                if TextWidth.cells(of: joined) <= width {
                    line = joined
                } else {
                    lines.append(line)
                    line = piece
                }
            }
        }
        return lines + [line]
    }

    /// The word, or its parts where it alone is longer than a line.
    private static func pieces(of word: String, width: Int) -> [String] {
        guard TextWidth.cells(of: word) > width else { return [word] }
        var pieces: [String] = []
        var piece = ""
        var used = 0
        for glyph in Glyph.glyphs(of: word) {
            if used + glyph.widthInCells > width, !piece.isEmpty {
                pieces.append(piece)
                piece = ""
                used = 0
            }
            piece += glyph.text
            used += glyph.widthInCells
        }
        return pieces + [piece]
    }
}
