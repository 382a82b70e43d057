import TestSupport

/// Text as nobody would type it: controls, bidi, joiners, marks, emoji and scripts, in any order.
struct HostileText {
    private static let parts = [
        "a", "Z", "0", " ", "\t", "\n", "\r\n", "\r", "\u{1B}[31m", "\u{1B}]0;x\u{7}", "\u{7F}", "\u{9B}", "\u{85}",
        "\u{202E}", "\u{2066}", "\u{200F}", "\u{61C}", "\u{2028}", "\u{2029}", "\u{200B}", "\u{200C}", "\u{200D}",
        "\u{FEFF}", "\u{AD}", "\u{E0067}", "\u{E007F}", "\u{FE0F}", "\u{301}", "\u{20E3}", "\u{FFFE}", "\u{FFF9}",
        "李", "한", "\u{1112}", "\u{1161}", "\u{11AB}", "👨‍👩‍👧", "⚠️", "🇩🇪", "🇩", "👍🏽", "🏴", "é", "प्रि", "محمد", "ｱ", "Ａ",
        "\u{1FAEF}",
    ]

    static func random(using generator: inout SeededGenerator, maximumParts: Int = 24) -> String {
        (0..<Int.random(in: 0...maximumParts, using: &generator)).map { _ in
            if Int.random(in: 0..<4, using: &generator) == 0,
                let scalar = Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &generator))
            {
                return String(Character(scalar))
            }
            return parts.randomElement(using: &generator) ?? ""
        }.joined()
    }
}
