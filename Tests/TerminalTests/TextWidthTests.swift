import TestSupport
import Testing

@testable import Terminal

@Suite struct TextWidthTests {
    @Test(
        "graphemes take the cells that terminals give them",
        arguments: [
            ("", 0), ("Jane", 4), ("é", 1), ("e\u{301}", 1), ("李小龍", 6), ("ｱ", 1), ("Ａ", 2), ("한", 2),
            ("\u{1112}\u{1161}\u{11AB}", 2), ("\u{1100}\u{1100}", 4), ("👨‍👩‍👧‍👦", 2), ("⚠️", 1), ("❤️‍🔥", 1), ("👍🏽", 2),
            ("🇩🇪", 2), ("1️⃣", 1), ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", 2), ("क्षि", 3), ("\u{301}", 1), ("\u{1B}[31m", 5), ("a\u{202E}b", 2), ("\t", 1),
        ]
    )
    func cells(text: String, expected: Int) {
        #expect(TextWidth.cells(of: text) == expected)
    }

    @Test(
        "what terminals measure differently is reduced to what they agree on",
        arguments: [
            ("👨‍👩‍👧", "👨"), ("⚠️", "⚠"), ("🇩🇪", "DE"), ("👍🏽", "👍"), ("\u{1112}\u{1161}\u{11AB}", "한"),
            ("e\u{301}", "e\u{301}"),
            ("\u{301}", "\u{FFFD}\u{301}"), ("❤️‍🔥", "❤"), ("\u{1161}", "\u{FFFD}"),
            ("\u{1113}\u{1161}", "\u{1113}\u{1161}"), ("क\u{94D}\u{200D}ष", "क\u{94D}ष"),
        ]
    )
    func reduction(text: String, expected: String) {
        let reduced = text.flatMap { Glyph.glyphs(of: $0) }.map(\.text).joined()
        // By scalars: Swift holds composed and decomposed text for equal.
        #expect(Array(reduced.unicodeScalars) == Array(expected.unicodeScalars))
    }

    @Test("a text is as wide as its graphemes", arguments: SeededGenerator.seeds)
    func additivity(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let text = HostileText.random(using: &generator)
            let sum = CleanText.clean(text).reduce(0) { $0 + TextWidth.cells(of: $1) }
            #expect(TextWidth.cells(of: text) == sum)
        }
    }

    @Test("a clipped text is never wider than asked, a padded one exactly so", arguments: SeededGenerator.seeds)
    func clipping(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let text = HostileText.random(using: &generator)
            let width = Int.random(in: 0...20, using: &generator)
            let clipped = TextWidth.clip(text, to: width)
            #expect(TextWidth.cells(of: clipped) <= width)
            #expect(TextWidth.cells(of: TextWidth.pad(text, to: width)) == width)
            if TextWidth.cells(of: text) <= width { #expect(clipped == CleanText.clean(text)) }
        }
    }

    @Test(
        "clipping keeps whole graphemes and shows that it happened",
        arguments: [
            ("Jane Smith", 10, "Jane Smith"), ("Jane Smith", 6, "Jane …"), ("李小龍", 4, "李…"), ("李小龍", 5, "李小…"),
            ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"), ("Jane", 1, "…"), ("Jane", 0, ""), ("Jane", -3, ""),
        ]
    )
    func clip(text: String, width: Int, expected: String) {
        #expect(TextWidth.clip(text, to: width) == expected)
    }

    @Test("an ellipsis that does not fit is left out")
    func wideEllipsis() {
        #expect(TextWidth.clip("Jane", to: 2, ellipsis: "...") == "Ja")
        #expect(TextWidth.clip("Jane", to: 2, ellipsis: "") == "Ja")
    }

    @Test("the width tables are sorted and disjoint", arguments: [WidthTable.zero, WidthTable.wide])
    func tableOrder(table: [UInt32]) {
        #expect(table.count.isMultiple(of: 2))
        for index in stride(from: 0, to: table.count, by: 2) {
            #expect(table[index] <= table[index + 1])
            if index > 0 { #expect(table[index - 1] + 1 < table[index]) }
        }
    }

    @Test("no scalar has both widths, and every nonspacing mark that Swift knows has none")
    func tableContents() {
        for value in UInt32(0x80)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let isZero = WidthTable.contains(scalar, in: WidthTable.zero)
            if isZero, WidthTable.contains(scalar, in: WidthTable.wide) { Issue.record("\(scalar) has both widths") }
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .enclosingMark: if !isZero { Issue.record("\(scalar) is a mark") }
            case .uppercaseLetter, .lowercaseLetter: if isZero { Issue.record("\(scalar) is a letter") }
            default: break
            }
        }
    }
}
