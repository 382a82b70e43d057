import Leads
import Testing

/// The letters that are written down, held against what their Unicode names say.
@Suite("Folded letters")
struct FoldedLettersTests {
    private static let accented: [ClosedRange<UInt32>] = [0xC0...0x24F, 0x370...0x52F, 0x1E00...0x1FFF]

    /// Letters without a base letter in their name, or with a better-known spelling.
    private static let spellings: [Unicode.Scalar: String] = [
        "ŀ": "l", "ǆ": "dz", "ǉ": "lj", "ǌ": "nj", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i",
        "ſ": "s", "ς": "σ", "й": "и", "ё": "е", "ї": "і", "ў": "у", "ѓ": "г", "ќ": "к",
    ]

    private static let names: [String: Unicode.Scalar] = {
        let scalars = ([0x41...0x7A] + accented).joined().compactMap { Unicode.Scalar($0) }
        return Dictionary(
            scalars.compactMap { scalar in scalar.properties.name.map { ($0, scalar) } },
            uniquingKeysWith: { first, _ in first }
        )
    }()

    /// The letter below the accents: the one whose name stands before " WITH ".
    private static func base(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        guard let words = scalar.properties.name?.split(separator: " "), let with = words.firstIndex(of: "WITH")
        else { return scalar }
        return names[words[..<with].joined(separator: " ")] ?? scalar
    }

    @Test("of every accented letter are those that its name says", arguments: accented)
    func namesAgree(range: ClosedRange<UInt32>) {
        for scalar in range.compactMap({ Unicode.Scalar($0) }) {
            // Of some capitals only the small letter is named after its base.
            let lower = Self.base(scalar).properties.lowercaseMapping.unicodeScalars.map(Self.base)
            let expected = lower.map { Self.spellings[$0] ?? String($0) }.joined()
            let folded = String(decoding: FoldedText.bytes(of: String(scalar)), as: UTF8.self)
            #expect(folded == expected, "U+\(String(scalar.value, radix: 16))")
        }
    }
}
