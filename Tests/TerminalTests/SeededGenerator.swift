/// SplitMix64; the same seed gives the same run.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Some that never change and one that does; a failing test names the seed among its arguments.
    static let seeds: [UInt64] = [1, 2, 3, 4, 5, .random(in: 1000 ... .max)]
}

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
