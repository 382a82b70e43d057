/// The digits of a number as it was written, before anybody asks which of them are the country.
struct WrittenNumber {
    private(set) var digits: String
    private(set) var dialExtension: String?
    /// True behind `+`, and behind `00` or `011` where the digits go on long enough.
    private(set) var isInternational: Bool
    /// How many digits stand together behind a plus: 3, 3 and 4 in `+512-555-0142`.
    private(set) var groups: [Int] = []

    init(_ text: some StringProtocol) {
        self = Self.plain(text) ?? Self.punctuated(text) ?? Self.read(Self.symbols(of: text))
    }

    private init(plain digits: String, isInternational: Bool = false) {
        self.digits = digits
        self.isInternational = isInternational
        takeExitCode()
    }

    private static func read(_ all: [Character]) -> WrittenNumber {
        // RFC 3966 lets the area follow the number, which tells no more than that it is a part of one.
        let context = all.indices.first { all[$0...].starts(with: ";phone") }
        var symbols = context.map { Array(all[..<$0]) } ?? all
        let dialExtension = takeExtension(from: &symbols)
        var number: WrittenNumber
        if let rest = behindLabel(symbols) {
            number = read(rest)
        } else if zip(symbols, symbols.dropFirst()).contains(where: { $0 == "e" && $1 == "+" }) {
            // A spreadsheet's 5.12555E+09 has lost its last digits.
            number = WrittenNumber(plain: "")
        } else {
            let digits = numberInFront(of: symbols) ?? digits(of: symbols)
            number = WrittenNumber(plain: digits, isInternational: symbols.first == "+")
            number.groups = groups(of: symbols).map(\.count)
        }
        number.dialExtension = number.dialExtension ?? dialExtension
        return number
    }

    /// The common case, bare ASCII digits, without a detour; a spreadsheet may have put `.0` behind them.
    private static func plain(_ text: some StringProtocol) -> WrittenNumber? {
        let digits = text.utf8.prefix { (0x30...0x39).contains($0) }
        let rest = text.utf8.dropFirst(digits.count)
        let isFraction = rest.count > 1 && rest.first == UInt8(ascii: ".") && rest.dropFirst().allSatisfy { $0 == 0x30 }
        guard rest.isEmpty || isFraction else { return nil }
        return WrittenNumber(plain: String(decoding: digits, as: UTF8.self))
    }

    /// The next most common: digits with the usual signs between them, so that nothing asks for other scripts.
    ///
    /// Those of more than one American number are looked at more closely.
    private static func punctuated(_ text: some StringProtocol) -> WrittenNumber? {
        let signs = text.utf8
        let isDigit = { (byte: UInt8) in (0x30...0x39).contains(byte) }
        for byte in signs where !isDigit(byte) {
            switch byte {
            case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "("), UInt8(ascii: ")"): break
            case UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: " "): break
            default: return nil
            }
        }
        let isInternational = signs.first { isDigit($0) || $0 == UInt8(ascii: "+") } == UInt8(ascii: "+")
        let digits = signs.filter(isDigit)
        guard digits.count <= 10 || (digits.count == 11 && digits[0] == UInt8(ascii: "1")) else { return nil }
        var number = WrittenNumber(plain: String(decoding: digits, as: UTF8.self), isInternational: isInternational)
        if isInternational { number.groups = signs.split { !isDigit($0) }.map(\.count) }
        return number
    }

    /// `00` from most of the world, `011` from North America; some put a plus before it, or before a number's own zero.
    private mutating func takeExitCode() {
        if isInternational, digits.hasPrefix("0") {
            let isExit = digits.hasPrefix("011") && digits.utf8.count >= 12
            digits = String(isExit ? digits.dropFirst(3) : digits.drop { $0 == "0" })
            isInternational = !PhoneNumber.isNorthAmerican(digits.utf8)
        }
        guard !isInternational else { return }
        for code in ["011", "00"] where digits.hasPrefix(code) && digits.utf8.count >= code.utf8.count + 9 {
            digits = String(digits.dropFirst(code.utf8.count))
            isInternational = true
            return
        }
    }

    // MARK: Symbols

    /// Digits of any script as ASCII, letters in lower case, `+` in front; everything else is dropped or one blank.
    private static func symbols(of text: some StringProtocol) -> [Character] {
        var symbols: [Character] = []
        for scalar in text.unicodeScalars {
            if let symbol = symbol(for: scalar), symbol != " " || symbols.last != " " { symbols.append(symbol) }
        }
        for scheme in ["tel:", "phone:", "p:"] where symbols.starts(with: scheme) {
            symbols.removeFirst(scheme.count)
        }
        let start = symbols.firstIndex { $0 == "+" || $0.isNumber || $0.isLetter } ?? symbols.endIndex
        let rest = Array(symbols[start...])
        // What hides one's own number from whom one calls: *67.
        let behindCode = rest.dropFirst(2).drop { $0 == " " }
        let hasCode = text.drop(while: \.isWhitespace).first == "*" && isWholeNumber(behindCode.filter(\.isNumber))
        return hasCode ? Array(behindCode) : rest
    }

    private static func symbol(for scalar: Unicode.Scalar) -> Character? {
        if scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue {
            return Character(String(Int(value)))
        }
        switch scalar.value {
        case 0x2B, 0xFF0B: return "+"
        case 0x41...0x5A: return Character(Unicode.Scalar(UInt8(scalar.value) | 0x20))
        case 0x61...0x7A, 0x2C, 0x3A, 0x3B, 0x3D, 0x23: return Character(scalar)
        default: return scalar.properties.generalCategory == .format ? nil : " "
        }
    }

    /// What stands behind a label such as “cell 2:” or “after 6”, when that is a number by itself.
    private static func behindLabel(_ symbols: [Character]) -> [Character]? {
        guard let end = symbols.lastIndex(where: { $0.isLetter || $0 == ":" }) else { return nil }
        let rest = symbols[(end + 1)...].drop { $0 == " " }
        guard symbols[..<end].count(where: \.isNumber) < 7, rest.first == "+" || isWholeNumber(rest.filter(\.isNumber))
        else { return nil }
        return Array(rest)
    }

    /// A whole American number in its usual groups, behind which a few digits stand that are no part of it.
    ///
    /// Such as `/43`, `- 12` and `9am-5pm`, together with which it would be a number abroad.
    private static func numberInFront(of symbols: [Character]) -> String? {
        let groups = groups(of: symbols)
        guard groups.first == ["1"] || symbols.first != "+" else { return nil }
        let country = groups.first == ["1"] ? 1 : 0
        for shape in americanShapes {
            let digits = Array(groups.prefix(country + shape.count).joined())
            let more = groups.dropFirst(country + shape.count).joined()
            guard groups.dropFirst(country).prefix(shape.count).map(\.count) == shape else { continue }
            if (1...5).contains(more.count), isWholeNumber(digits) { return String(digits) }
        }
        return nil
    }

    private static let americanShapes = [[3, 3, 4], [3, 7], [10], [11]]

    private static func groups(of symbols: [Character]) -> [ArraySlice<Character>] { symbols.split { !$0.isNumber } }

    /// Takes `x12`, `ext. 12`, `#12`, `;ext=12`, or what a phone dials after a pause, as `,,12`, off the end.
    private static func takeExtension(from symbols: inout [Character]) -> String? {
        let isFiller: (Character) -> Bool = { $0 == " " || $0 == "=" || $0 == ":" }
        guard let last = symbols.lastIndex(where: { !isFiller($0) }), symbols[last].isNumber,
            let beforeDigits = symbols[...last].lastIndex(where: { !$0.isNumber })
        else { return nil }
        let digits = symbols[(beforeDigits + 1)...last]
        let head = symbols[...beforeDigits]
        guard (1...7).contains(digits.count), let markEnd = head.lastIndex(where: { !isFiller($0) }) else { return nil }
        let marked = head[...markEnd]
        if digits.count <= 5, let number = numberBeforePause(marked) {
            symbols = Array(number)
            return String(digits)
        }
        guard let mark = ["extension", "extn", "ext", "x", "#"].first(where: { hasSuffix($0, marked) }) else {
            return nil
        }
        let rest = marked.dropLast(mark.count)
        guard rest.count(where: \.isNumber) >= 7, rest.last?.isLetter != true else { return nil }
        symbols = Array(rest)
        return String(digits)
    }

    /// A comma also stands between the parts of a number, so what is before it has to be a whole one.
    private static func numberBeforePause(_ marked: ArraySlice<Character>) -> ArraySlice<Character>? {
        guard marked.last == "," || marked.last == ";" else { return nil }
        let number = marked[..<(marked.lastIndex { !",; ".contains($0) }.map { $0 + 1 } ?? marked.startIndex)]
        return isWholeNumber(number.filter(\.isNumber)) ? number : nil
    }

    /// True for the digits of a North American number, with its country or without.
    private static func isWholeNumber(_ digits: [Character]) -> Bool {
        let national = digits.count == 11 && digits.first == "1" ? digits.dropFirst() : digits[...]
        return PhoneNumber.isNorthAmerican(String(national).utf8)
    }

    private static func hasSuffix(_ mark: String, _ symbols: ArraySlice<Character>) -> Bool {
        symbols.reversed().starts(with: mark.reversed())
    }

    // MARK: Letters

    /// The digits, with letters as on a keypad when only so a North American number comes out: 1-800-FLOWERS.
    private static func digits(of symbols: [Character]) -> String {
        let plain = String(symbols.filter(\.isNumber))
        let dialled = symbols.filter { $0.isNumber || $0.isLetter }
        guard dialled.count > plain.count, plain.count >= 3, let first = symbols.first, !first.isLetter else {
            return plain
        }
        // What is said behind a whole number, as in “512-555-0142 (after 5)”, is no part of it; twice as much is two.
        let head = symbols.prefix { !$0.isLetter }.filter(\.isNumber)
        if isWholeNumber(head), plain.count < head.count + 7 { return String(head) }
        if let digits = digitsBehindLookalikes(dialled, plain) { return digits }
        let keyed = String(dialled.map { keypad[$0] ?? $0 })
        let hasCountry = keyed.hasPrefix("1")
        // Phones ignore what is dialled beyond the number.
        let number = String(keyed.prefix(hasCountry ? 11 : 10))
        let isExact = keyed.count == number.count || plain.count <= 4
        let isNumber =
            PhoneNumber.isNorthAmerican(number.utf8.suffix(10)) && number.utf8.count == (hasCountry ? 11 : 10)
        return isExact && isNumber && plain.count < 10 ? number : plain
    }

    /// `O` for 0 and `l` for 1, as scanners and tired fingers write them, where nothing else is missing: on a keypad they
    /// would be the number of somebody else.
    private static func digitsBehindLookalikes(_ dialled: [Character], _ plain: String) -> String? {
        let letters = dialled.filter(\.isLetter)
        guard letters.count <= 2, letters.allSatisfy({ lookalikes[$0] != nil }), plain.count < 10 else { return nil }
        let read = dialled.map { lookalikes[$0] ?? $0 }
        return isWholeNumber(read) ? String(read) : nil
    }

    private static let lookalikes: [Character: Character] = ["o": "0", "i": "1", "l": "1"]

    private static let keypad: [Character: Character] = {
        let keys: [(Character, String)] = [
            ("2", "abc"), ("3", "def"), ("4", "ghi"), ("5", "jkl"), ("6", "mno"), ("7", "pqrs"), ("8", "tuv"),
            ("9", "wxyz"),
        ]
        return Dictionary(uniqueKeysWithValues: keys.flatMap { key, letters in letters.map { ($0, key) } })
    }()
}
