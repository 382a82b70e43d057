import Leads

/// What a person typed into the fuzzy finder: words that all have to fit, in any order.
///
/// The words of fzf: `abc` has these letters in this order, `'abc` this text, `^abc` begins and `abc$` ends with it, and
/// `!` in front takes away what has the text. `|` and escaped blanks have no meaning here. The line that is searched is
/// name, addresses and phone digits; case, accents and width do not count.
struct FuzzyPattern: Sendable {
    struct Word: Sendable {
        var kind: Kind
        var isNegated: Bool
        var bytes: [UInt8]
    }

    enum Kind: Sendable {
        case letters, text, beginning, end, whole
    }

    let words: [Word]
    /// The bytes of all words that want these letters in their order; a line without one of them need not be looked at.
    let letters: [UInt8]

    init(_ text: String) {
        words = text.split(separator: " ").compactMap { Word(String($0)) }
        letters = words.filter { $0.kind == .letters && !$0.isNegated }.flatMap(\.bytes)
    }
}

extension FuzzyPattern.Word {
    /// `nil` for a sign without a text.
    fileprivate init?(_ word: String) {
        var rest = word[...]
        var isNegated = false
        var kind = FuzzyPattern.Kind.letters
        if rest.hasPrefix("!") {
            isNegated = true
            kind = .text
            rest.removeFirst()
        }
        if rest.hasPrefix("'") {
            kind = isNegated ? .letters : .text
            rest.removeFirst()
        } else if rest.hasPrefix("^") {
            kind = .beginning
            rest.removeFirst()
        }
        if rest.count > 1, rest.hasSuffix("$") {
            kind = kind == .beginning ? .whole : .end
            rest.removeLast()
        }
        let bytes = FoldedText.bytes(of: String(rest))
        guard !bytes.isEmpty else { return nil }
        self.init(kind: kind, isNegated: isNegated, bytes: bytes)
    }

    /// The lengths of its characters in UTF-8.
    var lengths: [UInt8] {
        String(decoding: bytes, as: UTF8.self).unicodeScalars.map { UInt8($0.utf8.count) }
    }
}
