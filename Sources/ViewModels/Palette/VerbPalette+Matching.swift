import Leads

/// What a line means, and which rows it leaves.
extension VerbPalette {
    /// What Enter runs; `nil` for nothing.
    ///
    /// An empty line runs nothing unless the person went to a row. A verb by its whole name runs as it was typed; a name
    /// that is none stands for the nearest verb, which the cursor is on; a word that only one value begins with is that.
    var meantLine: String? {
        if hasChosen, let selected { return selected.line }
        let line = field.text.trimmed
        guard !line.isEmpty else { return nil }
        guard let (name, rest) = Self.split(field.text) else {
            return isKnown(line) ? line : nearest ?? line
        }
        guard isKnown(name), !rest.isEmpty else { return isKnown(name) ? line : nearest ?? line }
        let begun = rows.filter {
            if case .value(let value, _) = $0 { value.lowercased().hasPrefix(rest) } else { false }
        }
        let isWhole = begun.contains { if case .value(let value, _) = $0 { value.lowercased() == rest } else { false } }
        return begun.count == 1 && !isWhole ? begun[0].line : line
    }

    private func isKnown(_ name: String) -> Bool {
        verbs.contains { $0.name == name } || !(name.first?.isLetter ?? false)
    }

    /// The verb that the cursor is on, for a name of which nothing but letters in its order is right.
    private var nearest: String? {
        guard Self.split(field.text) == nil, case .verb(let verb, let hits)? = rows.first, !hits.isEmpty else {
            return nil
        }
        return verb.name
    }

    /// The name and the words behind it in small letters; `nil` while the name is still being typed.
    private static func split(_ text: String) -> (name: String, rest: String)? {
        let line = text.drop(while: \.isWhitespace)
        guard let blank = line.firstIndex(where: \.isWhitespace) else { return nil }
        return (String(line[..<blank]), String(line[blank...]).trimmed.lowercased())
    }

    static func rows(for text: String, among verbs: [Verb], recent: [String]) -> [Row] {
        let shown = verbs.filter { !$0.isHabit }
        guard !text.trimmed.isEmpty else { return recent.prefix(5).map(Row.line) + shown.map { .verb($0, hits: []) } }
        if let (name, rest) = split(text), let verb = verbs.first(where: { $0.name == name }) {
            let values = verb.values.filter { rest.isEmpty || $0.lowercased().contains(rest) }
            let begun = values.filter { $0.lowercased().hasPrefix(rest) }
            let others = values.filter { !$0.lowercased().hasPrefix(rest) }
            return values.isEmpty ? [.verb(verb, hits: [])] : (begun + others).map { .value($0, of: verb) }
        }
        let wanted = (split(text)?.name ?? text.trimmed).lowercased()
        let whole = verbs.first { $0.isHabit && $0.name == wanted }
        let letters = FuzzyMatch.Letters(wanted)
        let found = shown.compactMap { verb in FuzzyMatch(of: letters, in: verb).map { (verb: verb, match: $0) } }
        let ranked = FuzzyMatch.Rank.allCases.flatMap { rank in found.filter { $0.match.rank == rank } }
        return [whole].compactMap { $0.map { .verb($0, hits: Array($0.name.indices.enumerated().map(\.offset))) } }
            + ranked.map { .verb($0.verb, hits: $0.match.hits) }
    }
}

extension VerbPalette.Row {
    /// What is run when this row is chosen.
    var line: String {
        switch self {
        case .line(let line): line
        case .verb(let verb, _): verb.name
        case .value(let value, let verb): "\(verb.name) \(value)"
        }
    }
}

/// How near a typed word is to a verb.
struct FuzzyMatch {
    enum Rank: Int, CaseIterable { case whole, beginning, word, inside, letters, summary }

    let rank: Rank
    /// Characters of the name that were typed; none when the word is found in the summary.
    let hits: [Int]

    /// A word in small letters, and how many characters it has.
    ///
    /// Every key looks through the names of all verbs and mostly through what is said of them, so that is done by bytes;
    /// characters count only in names that are not ASCII.
    struct Letters {
        let characters: [Character]
        let bytes: [UInt8]

        init(_ word: String) {
            characters = Array(word)
            bytes = Array(word.utf8)
        }
    }

    /// `nil` when the verb has nothing of the word.
    init?(of typed: Letters, in verb: VerbPalette.Verb) {
        let bytes = Array(verb.name.utf8)
        let place =
            bytes.allSatisfy { $0 < 0x80 }
            ? Self.place(of: typed.bytes, in: bytes, hyphen: UInt8(ascii: "-"))
            : Self.place(of: typed.characters, in: Array(verb.name), hyphen: "-")
        if let place {
            (rank, hits) = place
        } else if typed.characters.count > 2,
            Self.run(of: typed.bytes, in: Array(verb.summary.lowercased().utf8)) != nil
        {
            rank = .summary
            hits = []
        } else {
            return nil
        }
    }

    private static func place<Letter: Equatable>(
        of typed: [Letter],
        in name: [Letter],
        hyphen: Letter
    ) -> (Rank, [Int])? {
        if let start = run(of: typed, in: name, after: hyphen) ?? run(of: typed, in: name) {
            let isWord = start == 0 || name[start - 1] == hyphen
            let rank: Rank =
                typed.count == name.count ? .whole : start == 0 ? .beginning : isWord ? .word : .inside
            return (rank, Array(start..<(start + typed.count)))
        }
        return letters(typed, in: name).map { (.letters, $0) }
    }

    /// Where the whole word begins; with a hyphen, only where a word of the name does.
    private static func run<Letter: Equatable>(
        of typed: [Letter],
        in name: [Letter],
        after hyphen: Letter? = nil
    ) -> Int? {
        guard typed.count <= name.count, let first = typed.first else { return typed.isEmpty ? 0 : nil }
        return (0...(name.count - typed.count)).first { start in
            name[start] == first && (hyphen == nil || start == 0 || name[start - 1] == hyphen)
                && name[start..<(start + typed.count)].elementsEqual(typed)
        }
    }

    /// The letters in their order, with others between them; the first letter has to be that of the name.
    private static func letters<Letter: Equatable>(_ typed: [Letter], in name: [Letter]) -> [Int]? {
        guard typed.count > 1, typed.first == name.first else { return nil }
        var hits: [Int] = []
        for (place, letter) in name.enumerated() where hits.count < typed.count {
            if letter == typed[hits.count] { hits.append(place) }
        }
        return hits.count == typed.count ? hits : nil
    }
}
