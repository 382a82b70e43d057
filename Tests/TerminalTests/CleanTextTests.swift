import TestSupport
import Testing

@testable import Terminal

@Suite struct CleanTextTests {
    @Test(
        "what could steer a terminal is dropped or shown as what it is",
        arguments: [
            ("Jane Smith", "Jane Smith"), ("Zoë 李", "Zoë 李"), ("\u{1B}[31mred", "\u{FFFD}[31mred"),
            ("a\u{7}b", "a\u{FFFD}b"),
            ("a\u{7F}\u{9B}b", "a\u{FFFD}\u{FFFD}b"), ("a\u{202E}b\u{2069}c\u{200F}", "abc"), ("a\u{61C}b", "ab"),
            ("a\u{200B}b\u{FEFF}", "ab"), ("soft\u{AD}hyphen", "softhyphen"), ("a\tb", "a b"),
            ("a\r\nb\nc\rd", "a b c d"),
            ("a\u{2028}b\u{2029}c\u{85}d", "a b c d"), ("🏴\u{E0067}\u{E007F}", "🏴"), ("a\u{FFFE}b", "a\u{FFFD}b"),
            ("👨‍👩‍👧", "👨‍👩‍👧"), ("⚠️", "⚠️"), ("می\u{200C}خواهم", "می\u{200C}خواهم"), ("\u{200D}a\u{200D}", "a"),
            ("a\u{200C} b", "a b"),
        ]
    )
    func clean(text: String, expected: String) {
        #expect(Array(CleanText.clean(text).unicodeScalars) == Array(expected.unicodeScalars))
    }

    @Test("line ends of every kind can be kept as newlines")
    func keptLineEnds() {
        let text = "a\r\nb\nc\rd\u{2028}e\u{2029}f\u{85}g\u{B}h"
        #expect(CleanText.clean(text, lineEnds: .becomeNewlines) == "a\nb\nc\nd\ne\nf\ng\nh")
        #expect(CleanText.clean("a\n\nb\n", lineEnds: .becomeNewlines) == "a\n\nb\n")
    }

    @Test("marks piled on a letter are cut to what a cell holds")
    func zalgo() {
        let cleaned = CleanText.clean("Z" + String(repeating: "\u{334}", count: 400) + "a")
        #expect(cleaned.unicodeScalars.count == 1 + CleanText.marksPerScalar + 1)
        #expect(TextWidth.cells(of: cleaned) == 2)
    }

    @Test("nothing that is left can move the cursor or reorder the line", arguments: SeededGenerator.seeds)
    func harmlessness(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<1000 {
            let text = HostileText.random(using: &generator)
            let cleaned = CleanText.clean(text)
            let harmful = cleaned.unicodeScalars.filter(Self.isHarmful)
            #expect(harmful.isEmpty, "\(harmful) left of \(text.unicodeScalars.map(\.value))")
            #expect(CleanText.clean(cleaned) == cleaned)
            let lines = CleanText.clean(text, lineEnds: .becomeNewlines)
            #expect(lines.unicodeScalars.allSatisfy { $0 == "\n" || !Self.isHarmful($0) })
        }
    }

    @Test("every scalar alone is harmless after cleaning")
    func everyScalar() {
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let cleaned = CleanText.clean("x" + String(Character(scalar)) + "y")
            if cleaned.unicodeScalars.contains(where: Self.isHarmful) { Issue.record("U+\(String(value, radix: 16))") }
        }
    }

    /// By the classes of Unicode, and not by the list that the cleaner goes by.
    private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate: true
        case .format:
            // Joiners and the Arabic number signs, which show.
            !(scalar.value == 0x200C || scalar.value == 0x200D || scalar.properties.isVisibleFormat)
        default: scalar.properties.isNoncharacterCodePoint
        }
    }
}

extension Unicode.Scalar.Properties {
    fileprivate var isVisibleFormat: Bool {
        guard let name else { return false }
        return name.hasPrefix("ARABIC") && name != "ARABIC LETTER MARK" || name.hasPrefix("KAITHI")
            || name.hasPrefix("SYRIAC")
    }
}
