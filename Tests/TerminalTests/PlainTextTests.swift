import Testing

@testable import Terminal

@Suite struct PlainTextTests {
    private static let scalars: [Unicode.Scalar] = (UInt32(0)...0x10FFFF).compactMap(Unicode.Scalar.init)
        .filter { PlainText.contains($0) }

    @Test("what is taken for plain is one glyph of one cell that cleaning leaves alone")
    func glyphs() {
        for scalar in Self.scalars {
            let glyphs = Glyph.glyphs(of: Character(scalar))
            let number = String(scalar.value, radix: 16)
            #expect(glyphs.map(\.text) == [String(Character(scalar))], "U+\(number)")
            #expect(glyphs.map(\.widthInCells) == [1], "U+\(number)")
            #expect(ScalarRole(scalar) == (scalar == " " ? .space : .spacing), "U+\(number)")
        }
    }

    @Test("what is taken for plain joins no neighbour")
    func graphemes() {
        for scalar in Self.scalars {
            for neighbour in ["a", "é", "я", "→", "│", " "] as [Unicode.Scalar] {
                var text = String.UnicodeScalarView()
                text += [scalar, neighbour, scalar]
                #expect(String(text).count == 3, "U+\(String(scalar.value, radix: 16)) beside \(neighbour)")
            }
        }
    }

    @Test(
        "text with anything else is looked at closely",
        arguments: [
            "e\u{301}", "李", "👍", "a\u{200D}b", "\u{1B}[31m", "\u{7F}", "\u{85}", "\u{AD}", "a\nb", "⚠\u{FE0F}", "한",
        ]
    )
    func others(text: String) { #expect(PlainText.cells(of: text) == nil) }

    @Test("the cells of plain text are its letters", arguments: [("", 0), ("Jane", 4), ("Zoë → Пётр ─╮", 13)])
    func cells(text: String, expected: Int) { #expect(PlainText.cells(of: text) == expected) }
}

@Suite struct CellTextTests {
    @Test(
        "a cell gives back the text it was given",
        arguments: ["", " ", "a", "é", "e\u{301}", "李", "👍", "\u{10FFFD}", "a\u{301}\u{302}\u{303}\u{304}"]
    )
    func roundTrip(text: String) {
        let kept = CellText(text).string
        // By scalars: Swift holds composed and decomposed text for equal.
        #expect(Array(kept.unicodeScalars) == Array(text.unicodeScalars))
        #expect(CellText(text).isEmpty == text.isEmpty)
    }

    @Test("a text with more marks than a glyph has keeps what fits")
    func tooLong() { #expect(CellText("abcdefg").string == "abcde") }
}

@Suite struct PackedStyleTests {
    @Test("a style comes back as it was packed, and two styles are packed alike only when they are the same")
    func roundTrip() {
        let colors: [Color] = [
            .standard, .indexed(0), .indexed(255), .rgb(RGB(0)), .rgb(RGB(0xFFFFFF)), .rgb(RGB(0x123456)),
        ]
        let attributes: [Style.Attributes] = [[], .bold, [.bold, .dim, .underline, .reverse, .italic]]
        var packed: Set<PackedStyle> = []
        for foreground in colors {
            for background in colors {
                for attributes in attributes {
                    let style = Style(foreground: foreground, background: background, attributes: attributes)
                    #expect(PackedStyle(style).style == style)
                    packed.insert(PackedStyle(style))
                }
            }
        }
        #expect(packed.count == colors.count * colors.count * attributes.count)
        #expect(MemoryLayout<Cell>.size == MemoryLayout<Cell>.stride, "no gaps, as rows are compared as memory")
    }
}
