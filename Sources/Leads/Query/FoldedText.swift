/// Text made comparable: lower case, without accents, as UTF-8.
///
/// Control characters become spaces, so a line feed can separate the items of a folded list. Width, apostrophes, dashes
/// and spaces of all kinds become the ASCII ones, invisible characters go, and letters that can be written as one
/// character or as several (Hangul, kana, Indic vowels) become one.
package enum FoldedText {
    package static func bytes(of text: some StringProtocol) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        append(text, to: &bytes)
        return bytes
    }

    package static func append(_ text: some StringProtocol, to bytes: inout [UInt8]) {
        if appendASCII(text, to: &bytes) { return }
        var composition = Composition()
        for scalar in text.unicodeScalars {
            if scalar.isASCII {
                bytes.append(asciiFold(UInt8(truncatingIfNeeded: scalar.value)))
            } else if scalar.value < 0x0900 || !composition.take(scalar, &bytes) {
                append(folding: scalar, to: &bytes)
            }
        }
    }

    /// The common case without a detour; false, and nothing appended, when there is another letter in the text.
    private static func appendASCII(_ text: some StringProtocol, to bytes: inout [UInt8]) -> Bool {
        let start = bytes.count
        for byte in text.utf8 {
            guard byte < 0x80 else {
                bytes.removeLast(bytes.count - start)
                return false
            }
            bytes.append(asciiFold(byte))
        }
        return true
    }

    private static func asciiFold(_ byte: UInt8) -> UInt8 {
        switch byte {
        case 0x41...0x5A: byte | 0x20
        case 0x60: 0x27
        case 0x00...0x1F, 0x7F: 0x20
        default: byte
        }
    }

    private static func append(folding scalar: Unicode.Scalar, to bytes: inout [UInt8]) {
        if let folded = FoldedLetters.letters(for: scalar.value) {
            bytes.append(contentsOf: folded)
        } else if let sign = sign(for: scalar.value) {
            if sign != 0 { bytes.append(sign) }
        } else if 0xFF01...0xFF5E ~= scalar.value {
            // Full-width forms, which Japanese and Chinese keyboards produce for Latin letters and digits.
            bytes.append(asciiFold(UInt8(truncatingIfNeeded: scalar.value - 0xFEE0)))
        } else if !isAccent(scalar) {
            for lower in scalar.properties.lowercaseMapping.unicodeScalars {
                bytes.append(contentsOf: FoldedLetters.letters(for: lower.value) ?? ArraySlice(String(lower).utf8))
            }
        }
    }

    /// The ASCII sign that people mean by another one; 0 for what nobody sees.
    private static func sign(for value: UInt32) -> UInt8? {
        switch value {
        // Apostrophes, primes, the letter apostrophe of some keyboards, and accents that stand alone.
        case 0xB4, 0x2B9, 0x2BB...0x2BD, 0x2C8, 0x55A, 0x5F3, 0x2018...0x201B, 0x2032, 0x2035, 0xA78B, 0xA78C: 0x27
        case 0x201C...0x201F, 0x2033, 0x5F4, 0x301D...0x301F: 0x22
        case 0x58A, 0x5BE, 0x2010...0x2015, 0x2043, 0x2212, 0x2E3A, 0x2E3B, 0xFE58, 0xFE63: 0x2D
        case 0x80...0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: 0x20
        case 0xAD, 0x61C, 0x180E, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB: 0
        case 0xE0001...0xE007F: 0
        default: nil
        }
    }

    /// Marks that people leave out when they type a name: combining accents, variation selectors, Hebrew points,
    /// Arabic vowel signs.
    ///
    /// Vowel signs of Indic scripts and Japanese voicing marks are letters to their readers and stay.
    private static func isAccent(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0300...0x036F, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x20D0...0x20FF, 0xFE20...0xFE2F: true
        case 0x0591...0x05C7, 0x0640, 0x064B...0x065F, 0x0670, 0xFE00...0xFE0F: true
        default: false
        }
    }
}
