/// What to look for among the numbers of a lead, which stand there as ``PhoneNumber/digits``.
enum PhoneNeedle {
    /// A part of a number: the significant digits where it is a whole one, so that the country may be written or not.
    static func part(of text: String, _ digits: String) -> [UInt8] {
        Array((PhoneNumber(text)?.national ?? digits).utf8)
    }

    /// A whole number, in any of its spellings.
    static func exactly(_ text: String) -> [TextNeedle] {
        guard let number = PhoneNumber(text) else { return [.start(Array(WrittenNumber(text).digits.utf8), .itemEnd)] }
        let spellings = Set([number.digits, number.national]).sorted().map {
            TextNeedle.start(Array($0.utf8), .itemEnd)
        }
        // Without a country and with an area code it is one line with the same number in any country.
        let isWhole = number.country == nil && number.national.utf8.count >= 9
        return spellings + (isWhole ? [.end(Array(number.national.utf8) + [LeadFacts.itemEnd])] : [])
    }

    /// The beginning of a number, with its country or without that of North America.
    static func starting(_ text: String) -> [TextNeedle] {
        let written = WrittenNumber(text)
        let digits = Array(written.digits.utf8)
        let isDomestic = !written.isInternational && !digits.isEmpty
        return [.start(digits, .anything)] + (isDomestic ? [.start([UInt8(ascii: "1")] + digits, .anything)] : [])
    }
}

extension WrittenNumber {
    /// The digits of a text that is a number and nothing else; `nil` for any other text.
    static func dialled(in word: String) -> String? {
        var scalars = Array(word.unicodeScalars)
        if word.lowercased().hasPrefix("tel:") { scalars.removeFirst(4) }
        let number = WrittenNumber(word)
        let isMark = { (scalar: Unicode.Scalar) in scalar.properties.isAlphabetic || scalar == ";" || scalar == "#" }
        if number.dialExtension != nil, let mark = scalars.firstIndex(where: isMark) {
            scalars.removeLast(scalars.count - mark)
        }
        if scalars.allSatisfy(\.isPhonePart) { return number.digits }
        // Letters of a keypad make more digits than were written: 1-800-FLOWERS.
        let plain = scalars.count { $0.properties.numericType == .decimal }
        let isKeyed = scalars.allSatisfy { $0.isPhonePart || $0.isASCII && $0.properties.isAlphabetic }
        return isKeyed && number.digits.utf8.count > plain ? number.digits : nil
    }
}

extension Unicode.Scalar {
    /// True for what may stand in a number: digits of any script, dashes, brackets, dots, spaces, what nobody sees.
    var isPhonePart: Bool {
        switch self {
        case "0"..."9", "+", "-", "(", ")", ".", "/", " ", "\u{FF0B}", "\u{2212}": return true
        default: break
        }
        if isASCII { return false }
        if properties.numericType == .decimal { return true }
        return [.dashPunctuation, .spaceSeparator, .format].contains(properties.generalCategory)
    }
}
