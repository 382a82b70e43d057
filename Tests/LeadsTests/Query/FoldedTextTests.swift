import Leads
import Testing

@Suite("Folded text")
struct FoldedTextTests {
    @Test(
        "case and accents do not count",
        arguments: [
            ("Jane", "jane"), ("ZOË", "zoe"), ("Zoe\u{308}", "zoe"), ("Nguyễn", "nguyen"), ("Łukasz", "lukasz"),
            ("Bjørn", "bjorn"), ("Weiß", "weiss"), ("Œuvre", "oeuvre"), ("İstanbul", "istanbul"), ("ısı", "isi"),
            ("Παππάς", "παππασ"), ("ΠΑΠΠΑΣ", "παππασ"), ("Йосиф", "иосиф"), ("И\u{306}осиф", "иосиф"),
            ("Алёна", "алена"), ("مُحَمَّد", "محمد"), ("שָׁלוֹם", "שלום"), ("ＪＡＮＥ１", "jane1"), ("❤️", "❤"),
        ]
    )
    func folds(text: String, folded: String) {
        #expect(String(decoding: FoldedText.bytes(of: text), as: UTF8.self) == folded)
    }

    @Test("letters of scripts without case stay as they are", arguments: ["李小龍", "さくら", "ガ", "हिन्दी", "한글", "🌵"])
    func keeps(text: String) {
        #expect(String(decoding: FoldedText.bytes(of: text), as: UTF8.self) == text)
    }

    @Test("folding twice changes nothing more")
    func isIdempotent() {
        // All of the basic plane, and the scripts with case beyond it.
        let values: [ClosedRange<UInt32>] = [0...0xFFFF, 0x10400...0x105FF, 0x10C80...0x10CFF, 0x1E900...0x1E95F]
        for value in values.joined() {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let once = FoldedText.bytes(of: String(scalar))
            let twice = FoldedText.bytes(of: String(decoding: once, as: UTF8.self))
            if once != twice { Issue.record("U+\(String(value, radix: 16)) folds to \(once), then to \(twice)") }
        }
    }

    @Test("no folded text holds a control character")
    func controls() {
        let controls = String(String.UnicodeScalarView((UInt8(0)...31).map { Unicode.Scalar($0) })) + "\u{7F}"
        #expect(FoldedText.bytes(of: controls) == Array(repeating: 0x20, count: 33))
    }
}
