/// What the letters of one part of Unicode fold to: their base letters in lower case.
///
/// Taken from the Unicode names ("LATIN SMALL LETTER O WITH STROKE" is an o), as the standard library has no public
/// decomposition, and a decomposition would leave ø and ł as they are. They are written down because asking for the names
/// took 7 ms of every start; `FoldedLettersTests` asks for them.
struct FoldedLetters: Sendable {
    private let first: UInt32
    /// Where the letters of each scalar end in `bytes`.
    private var ends: [UInt16] = []
    private var bytes: [UInt8] = []

    /// - Parameters:
    ///   - first: the scalar that the first word stands for; the next ones stand for those that follow it.
    ///   - words: letters between blanks, a dot for a scalar that folds to its own small letter.
    private init(from first: UInt32, _ words: String) {
        self.first = first
        for word in words.utf8.split(whereSeparator: { $0 == 0x20 || $0 == 0x0A }) {
            if !word.elementsEqual([0x2E]) { bytes += word }
            ends.append(UInt16(bytes.count))
        }
    }

    /// `nil` for a scalar of another part, and for one that folds to its own small letter.
    func letters(for scalar: UInt32) -> ArraySlice<UInt8>? {
        guard scalar >= first, scalar - first < UInt32(ends.count) else { return nil }
        let place = Int(scalar - first)
        let letters = bytes[(place == 0 ? 0 : Int(ends[place - 1]))..<Int(ends[place])]
        return letters.isEmpty ? nil : letters
    }
}

extension FoldedLetters {
    /// What any accented letter folds to; `nil` for one that folds to its own small letter.
    static func letters(for scalar: UInt32) -> ArraySlice<UInt8>? {
        switch scalar {
        case 0xC0...0x24F: latin.letters(for: scalar)
        case 0x370...0x52F: greekAndCyrillic.letters(for: scalar)
        case 0x1E00...0x1FFF: additional.letters(for: scalar)
        default: others[scalar]
        }
    }

    /// Ligatures, and letters of the Arabic script that people type without their marks.
    private static let others: [UInt32: ArraySlice<UInt8>] = [
        0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st",
        0x622: "\u{627}", 0x623: "\u{627}", 0x624: "\u{648}", 0x625: "\u{627}", 0x626: "\u{64A}", 0x6C0: "\u{6D5}",
        0x6C2: "\u{6C1}", 0x6D3: "\u{6D2}",
    ].mapValues { ArraySlice($0.utf8) }

    /// Latin letters of U+00C0 to U+024F.
    static let latin = FoldedLetters(
        from: 0xC0,
        """
        a a a a a a ae c e e e e i i i i d n o o o o o . o u u u u y th ss
        a a a a a a ae c e e e e i i i i d n o o o o o . o u u u u y th y
        a a a a a a c c c c c c c c d d d d e e e e e e e e e e g g g g
        g g g g h h h h i i i i i i i i i i . . j j k k . l l l l l l l
        l l l n n n n n n . . . o o o o o o oe oe r r r r r r s s s s s s
        s s t t t t t t u u u u u u u u u u u u w w y y y z z z z z z s
        b b b b . . . c c d d d d . . . . f f g . . . i k k l . . n n o
        o o . . p p . . . . . t t t t u u . v y y z z . . . . . . . . .
        . . . . ǳ d ǳ lj l lj nj n nj a a i i o o u u u u u u u u u u . a a
        a a ae ae g g g g k k o o o o ʒ . j . d . g g . . n n a a ae ae o o
        a a a a e e e e i i i i o o o o r r r r u u u u s s t t . . h h
        n d . . z z a a e e o o o o o o o o y y l n t . . . a c c l t s
        z . . b . . e e j j q q r r y y
        """
    )

    /// Greek and Cyrillic letters of U+0370 to U+052F.
    static let greekAndCyrillic = FoldedLetters(
        from: 0x370,
        """
        . . . . . . . . . . . . . . . . . . . . . . α . ε η ι . ο . υ ω
        ι . . . . . . . . . . . . . . . . . . . . . . . . . ι υ α ε η ι
        υ . . . . . . . . . . . . . . . . . σ . . . . . . . ι υ ο υ ω .
        . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . .
        . . . . . . . . . . . . . . . . е е . г . . . і . . . . к и у .
        . . . . . . . . . и . . . . . . . . . . . . . . . . . . . . . .
        . . . . . . . . . и . . . . . . . . . . . . . . . . . . . . . .
        е е . г . . . і . . . . к и у . . . . . . . . . . . . . . . . .
        . . . . . . ѵ ѵ . . . . ѡ ѡ . . . . . . . . . . . . и и . . р р
        г г г г г г ж ж з з к к к к к к . . н н . . п п . . с с т т . .
        ү ү х х . . ч ч ч ч . . . . ҽ ҽ . ж ж к к л л н н н н . . м м .
        а а а а . . е е . . ә ә ж ж з з . . и и и и о о . . ө ө э э у у
        у у у у ч ч г г ы ы г г х х х х . . . . . . . . . . . . . . . .
        . . л л . . . . . . . . . . . . л л н н п п һ һ н н . . . . л л
        """
    )

    /// Latin and Greek letters of U+1E00 to U+1FFF.
    static let additional = FoldedLetters(
        from: 0x1E00,
        """
        a a b b b b b b c c d d d d d d d d d d e e e e e e e e e e f f
        g g h h h h h h h h h h i i i i k k k k k k l l l l l l l l m m
        m m m m n n n n n n n n o o o o o o o o p p p p r r r r r r r r
        s s s s s s s s s s t t t t t t t t u u u u u u u u u u v v v v
        w w w w w w w w w w x x x x y y z z z z z z h t w y a s s s ss .
        a a a a a a a a a a a a a a a a a a a a a a a a e e e e e e e e
        e e e e e e e e i i i i o o o o o o o o o o o o o o o o o o o o
        o o o o u u u u u u u u u u u u u u y y y y y y y y . . . . y y
        α α α α α α α α α α α α α α α α ε ε ε ε ε ε . . ε ε ε ε ε ε . .
        η η η η η η η η η η η η η η η η ι ι ι ι ι ι ι ι ι ι ι ι ι ι ι ι
        ο ο ο ο ο ο . . ο ο ο ο ο ο . . υ υ υ υ υ υ υ υ . υ . υ . υ . υ
        ω ω ω ω ω ω ω ω ω ω ω ω ω ω ω ω α α ε ε η η ι ι ο ο υ υ ω ω . .
        α α α α α α α α α α α α α α α α η η η η η η η η η η η η η η η η
        ω ω ω ω ω ω ω ω ω ω ω ω ω ω ω ω α α α α α . α α α α α α α . . .
        . . η η η . η η ε ε η η η . . . ι ι ι ι . . ι ι ι ι ι ι . . . .
        υ υ υ υ ρ ρ υ υ υ υ υ υ ρ . . . . . ω ω ω . ω ω ο ο ω ω ω . . .
        """
    )
}
