/// A person's name as a file has it, in its two halves.
struct ImportName: Hashable {
    var first: String
    var last: String

    init(_ first: String, _ last: String) {
        self.first = first
        self.last = last
    }

    /// `Jane Smith`, `Smith, Jane`, `Smith, Jr., Jane`, `Dr. Ana van der Berg`; one word alone is the first name.
    init(parting full: String) {
        let text = Self.words(ImportCell.plain(full)).joined(separator: " ")
        let parts = text.split(separator: ",").map { ImportCell.trimmed(String($0)) }.filter { !$0.isEmpty }
        // Suffixes may stand behind either half, whichever of them comes first.
        let suffixes = parts.dropFirst().filter(Self.isSuffix)
        let halves = parts.prefix(1) + parts.dropFirst().filter { !Self.isSuffix($0) }
        if halves.count > 1, let family = halves.first {
            let given = Self.words(halves.dropFirst().joined(separator: ", "))
            first = Self.untitled(given, keeping: 1).joined(separator: " ")
            last = family
        } else {
            let words = Self.untitled(Self.words(halves.first ?? ""), keeping: 2)
            let start = Self.familyStart(words)
            first = words[..<start].joined(separator: " ")
            last = words[start...].joined(separator: " ")
        }
        last = ([last].filter { !$0.isEmpty } + suffixes).joined(separator: ", ")
    }

    /// Where the last name begins: at the last word, or its suffix's neighbour, or the small words before it.
    private static func familyStart(_ words: [String]) -> Int {
        guard words.count > 1 else { return words.count }
        var start = words.count - 1
        if start > 1, isSuffix(words[start]) { start -= 1 }
        while start > 1, particles.contains(words[start - 1].lowercased()) { start -= 1 }
        return start
    }

    /// `Ms. Lee` is called by her title, and `Mr. & Mrs. Jones` by both.
    private static func untitled(_ words: [String], keeping least: Int) -> [String] {
        var rest = words[...]
        while rest.count > least, let word = rest.first, titles.contains(letters(word)) {
            let next = rest.dropFirst().first?.lowercased() ?? ""
            if ["&", "+", "and", "und", "y"].contains(next) { break }
            rest.removeFirst()
        }
        return Array(rest)
    }

    private static func words(_ text: String) -> [String] {
        text.split(whereSeparator: \.isWhitespace).map(String.init)
    }

    private static func letters(_ word: String) -> String { word.lowercased().filter { $0 != "." } }

    private static func isSuffix(_ text: String) -> Bool { knownSuffixes.contains(letters(text)) }

    private static let titles: Set<String> = [
        "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "rev", "hon", "capt", "sgt", "lt", "col", "sra", "srta", "herr",
        "frau", "mme", "mlle",
    ]

    private static let knownSuffixes: Set<String> = [
        "jr", "sr", "ii", "iii", "iv", "esq", "esquire", "md", "phd", "dds", "dvm", "dmd", "rn", "jd", "mba", "cpa",
        "cfa", "cfp", "ret", "llc", "inc", "ltd", "corp", "llp", "pllc", "realtor", "broker", "attorney",
    ]

    private static let particles: Set<String> = [
        "van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "la", "le", "du", "ter", "bin", "ibn",
        "al", "st.",
    ]

    // MARK: What is none

    /// False for "N/A", "none" and signs without a letter or figure.
    static func isName(_ text: String) -> Bool {
        let nothings: Set<String> = [
            "n/a", "none", "null", "undefined", "unknown", "not provided", "(blank)", "no name",
        ]
        return !nothings.contains(text.lowercased())
            && text.unicodeScalars.contains { !$0.isASCII || $0.properties.isAlphabetic || ("0"..."9").contains($0) }
    }

    /// True when every word of `half` stands in it.
    func contains(_ half: String) -> Bool {
        let own = Set("\(first) \(last)".lowercased().split { !$0.isLetter && !$0.isNumber })
        return half.lowercased().split { !$0.isLetter && !$0.isNumber }.allSatisfy(own.contains)
    }

    /// `Null` is a family's name, `NULL` a program's.
    static func isWritten(_ word: String) -> Bool {
        word.first?.isUppercase == true && word.dropFirst().allSatisfy(\.isLowercase)
    }
}

// MARK: - Whether two are one person's

extension ImportName {
    /// True where one person may have both: the same words in any order, an initial for a name, or a half that is missing.
    func agrees(with other: ImportName) -> Bool {
        let (own, others) = (comparable, other.comparable)
        if own.first.isEmpty && own.last.isEmpty || others.first.isEmpty && others.last.isEmpty { return true }
        if Set(own.first + own.last) == Set(others.first + others.last) { return true }
        return Self.fits(own.first, others.first) && Self.fits(own.last, others.last)
    }

    private var comparable: (first: [String], last: [String]) { (Self.plainWords(first), Self.plainWords(last)) }

    private static func fits(_ one: [String], _ other: [String]) -> Bool {
        guard let left = one.first, let right = other.first, one != other else { return true }
        if left.count == 1 || right.count == 1 { return left.first == right.first }
        return left == right && (one.count == 1 || other.count == 1)
    }

    /// Words without case, accents and signs; an apostrophe inside a word parts it like a hyphen.
    private static func plainWords(_ text: String) -> [String] {
        var plain = String.UnicodeScalarView()
        // "é" is by its name a LATIN SMALL LETTER E WITH ACUTE.
        for scalar in text.lowercased().unicodeScalars {
            let name = scalar.properties.name ?? ""
            if !scalar.isASCII, name.hasPrefix("LATIN "), let place = name.firstRange(of: " WITH "),
                let letter = name[..<place.lowerBound].split(separator: " ").last, letter.count == 1
            {
                plain.append(contentsOf: letter.lowercased().unicodeScalars)
            } else if scalar.properties.generalCategory != .nonspacingMark {
                plain.append(scalar)
            }
        }
        return String(plain).split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }
}
