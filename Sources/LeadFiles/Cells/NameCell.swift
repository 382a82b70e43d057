/// Names that stand in one column.
enum NameCell {
    /// Parts a name as people write it: `Smith, Jane` and `Jane Smith`, `Cher` alone as the first name, `Dr. Jane Smith`
    /// without the title, which no letter to Jane begins with.
    static func split(_ cell: String) -> (first: String, last: String) {
        let name = words(CellText.clean(cell)).joined(separator: " ")
        let parts = name.split(separator: ",").map { CellText.trimmed(String($0)) }.filter { !$0.isEmpty }
        guard let head = parts.first else { return ("", "") }
        // Suffixes stand behind either half: "Jane Smith, MD, PhD", "Smith, Jane, Jr.", "Smith, Jr., Jane".
        let suffixes = parts.dropFirst().filter(isSuffix)
        let given = parts.dropFirst().filter { !isSuffix($0) }
        var (first, last) = (
            withoutTitle(words(given.joined(separator: ", ")), leaving: 1).joined(separator: " "), head
        )
        if given.isEmpty { (first, last) = spaced(head) }
        return (first, ([last].filter { !$0.isEmpty } + suffixes).joined(separator: ", "))
    }

    /// False for `N/A`, `none`, `?` and signs without a letter or figure among them.
    static func isName(_ text: String) -> Bool {
        let word = text.lowercased()
        if ["n/a", "none", "null", "undefined", "unknown", "not provided", "(blank)", "no name"].contains(word) {
            return false
        }
        return text.unicodeScalars.contains { !$0.isASCII || $0.properties.isAlphabetic || ("0"..."9").contains($0) }
    }

    /// True when the words of one half of a name stand in the whole of it.
    static func holds(_ whole: String, _ half: String) -> Bool {
        let words = { (text: String) in text.lowercased().split { !$0.isLetter && !$0.isNumber } }
        return Set(words(half)).isSubset(of: words(whole))
    }

    /// One word as people write a name: `Null`, not `NULL` or `null`.
    static func isCapitalized(_ word: String) -> Bool {
        word.first?.isUppercase == true && word.dropFirst().allSatisfy(\.isLowercase)
    }

    /// The last word is the family's, with the small words before it and a suffix behind it.
    private static func spaced(_ name: String) -> (first: String, last: String) {
        let words = withoutTitle(words(name), leaving: 2)
        guard words.count > 1 else { return (words.first ?? "", "") }
        var start = words.count - 1
        if start > 1, isSuffix(words[start]) { start -= 1 }
        while start > 1, particles.contains(words[start - 1].lowercased()) { start -= 1 }
        return (words[..<start].joined(separator: " "), words[start...].joined(separator: " "))
    }

    /// So many words are left: `Ms. Lee` is called by her title, and `Mr. & Mrs. Jones` by both.
    private static func withoutTitle(_ words: [String], leaving least: Int) -> [String] {
        var words = words[...]
        while words.count > least, let word = words.first, titles.contains(word.lowercased().filter({ $0 != "." })) {
            let next = words[words.startIndex + 1].lowercased()
            if ["&", "+", "and", "und", "y"].contains(next) { break }
            words = words.dropFirst()
        }
        return Array(words)
    }

    /// Without those that are names too, such as Judge and Major.
    private static let titles: Set<String> = [
        "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "rev", "hon", "capt", "sgt", "lt", "col", "sra", "srta", "herr",
        "frau", "mme", "mlle",
    ]

    private static func words(_ text: String) -> [String] {
        text.split { $0.isWhitespace }.map(String.init)
    }

    private static func isSuffix(_ text: String) -> Bool {
        suffixes.contains(text.lowercased().filter { $0 != "." })
    }

    private static let suffixes: Set<String> = [
        "jr", "sr", "ii", "iii", "iv", "esq", "md", "phd", "dds", "cpa", "llc", "inc", "ltd", "corp", "llp", "pllc",
        "esquire", "jd", "dvm", "dmd", "rn", "mba", "cfa", "cfp", "ret", "realtor", "broker", "attorney",
    ]

    private static let particles: Set<String> = [
        "van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "la", "le", "du", "ter", "bin", "ibn",
        "al", "st.",
    ]
}
