import TestSupport
import Testing

@testable import Terminal

@Suite struct TextWrapTests {
    @Test(
        "lines break after spaces, inside long words and beside wide glyphs",
        arguments: [
            ("Jane likes two homes", 10, ["Jane likes", "two homes"]), ("Jane  likes", 5, ["Jane", "likes"]),
            ("antidisestablish", 6, ["antidi", "sestab", "lish"]), ("a antidisestab", 6, ["a", "antidi", "sestab"]),
            ("李小龍山田", 5, ["李小", "龍山", "田"]), ("ab李cd", 4, ["ab李", "cd"]), ("one\n\ntwo", 10, ["one", "", "two"]),
            ("", 5, [""]), ("李", 1, ["\u{FFFD}"]), ("abc", 0, []), ("  indented", 20, ["  indented"]),
            ("ab cd", 2, ["ab", "cd"]),
        ] as [(String, Int, [String])]
    )
    func lines(text: String, width: Int, expected: [String]) {
        #expect(TextWrap.lines(text, width: width) == expected)
    }

    @Test("no line is wider than asked, and no text is lost", arguments: SeededGenerator.seeds)
    func widths(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let text = HostileText.random(using: &generator)
            let width = Int.random(in: 4...20, using: &generator)
            let lines = TextWrap.lines(text, width: width)
            #expect(lines.allSatisfy { TextWidth.cells(of: $0) <= width })
            // By scalars, as a mark may stand on a space.
            let inked: (String) -> [Unicode.Scalar] = { $0.unicodeScalars.filter { $0 != " " } }
            #expect(inked(lines.joined()) == inked(CleanText.clean(text)), "\(text.unicodeScalars.map(\.value))")
        }
    }
}
