/// A part of a query that can be read, but that the person most likely did not mean so.
package struct QueryHint: Hashable, Sendable {
    /// In characters of the text.
    package var range: Range<Int>
    /// One line for a person.
    package var message: String
    /// What can take the place of the range; `nil` where there is no single answer.
    package var replacement: String?

    static func hints(_ text: String, _ notes: [QueryNote], _ vocabulary: QueryVocabulary) -> [QueryHint] {
        notes.indices.compactMap { index -> QueryHint? in
            guard var hint = hint(notes, index, vocabulary) else { return nil }
            hint.range = text.characters(ofScalars: hint.range)
            return hint
        }
    }

    /// The hint about one label or word, its range in scalars.
    private static func hint(_ notes: [QueryNote], _ index: Int, _ vocabulary: QueryVocabulary) -> QueryHint? {
        let note = notes[index]
        switch note.kind {
        case .label(let field, let pattern, let isBare):
            let spaced = isBare ? unquoted(field, pattern, notes[index...], vocabulary) : nil
            return spaced ?? unknown(field, pattern, note, vocabulary)
        case .word(let word, isQuoted: false):
            if let signs = note.signs, note.isNegated, notes.count == 1 { return onlyNegated(word, signs, note) }
            return word.lowercased() == "me" ? me(note) : nil
        case .word(_, isQuoted: true): return nil
        }
    }

    /// `stage:New Lead` is the stage New and the word Lead.
    private static func unquoted(
        _ field: QueryTextField,
        _ pattern: QueryTextPattern,
        _ notes: ArraySlice<QueryNote>,
        _ vocabulary: QueryVocabulary
    ) -> QueryHint? {
        guard let first = notes.first, let value = pattern.value else { return nil }
        var words = [value]
        var end = first.range.upperBound
        var found: QueryHint?
        for note in notes.dropFirst().prefix(4) {
            guard case .word(let word, isQuoted: false) = note.kind, note.signs == nil, note.range.lowerBound > end
            else { break }
            words.append(word)
            end = note.range.upperBound
            let joined = FoldedText.bytes(of: words.joined(separator: " "))
            guard let label = vocabulary.labels(of: field).first(where: { FoldedText.bytes(of: $0.name) == joined })
            else {
                continue
            }
            let spelling = QueryTerm.literal(label.name)
            found = QueryHint(
                range: first.range.lowerBound..<end,
                message: "“\(words.dropFirst().joined(separator: " "))” is looked for apart; "
                    + "did you mean \(field.rawValue):\(spelling)?",
                replacement: spelling
            )
        }
        return found
    }

    private static let wordsForNone: Set<String> = [
        "nobody", "noone", "unassigned", "unowned", "empty", "blank", "null", "nil", "unset", "missing", "n/a",
    ]

    private static func unknown(
        _ field: QueryTextField,
        _ pattern: QueryTextPattern,
        _ note: QueryNote,
        _ vocabulary: QueryVocabulary
    ) -> QueryHint? {
        if let value = pattern.value, wordsForNone.contains(value.lowercased()),
            vocabulary.labels(of: field, accepting: pattern, context: LeadQuery.timeless).isEmpty
        {
            let whose = field == .owner ? "leads that nobody owns" : "leads without \(field.rawValue)"
            return QueryHint(
                range: note.range,
                message: "for \(whose) write \(field.rawValue):none",
                replacement: "none"
            )
        }
        return LeadQuery.warning(field, pattern, vocabulary).map { warning in
            QueryHint(
                range: note.range,
                message: warning.message,
                replacement: warning.suggestion.map(QueryTerm.literal)
            )
        }
    }

    private static func onlyNegated(_ word: String, _ signs: Int, _ note: QueryNote) -> QueryHint {
        QueryHint(
            range: signs..<note.range.upperBound,
            message: "shows everyone without “\(word)”; to look for it, write \"-\(word)\" in quotes",
            replacement: "\"-\(word)\""
        )
    }

    private static func me(_ note: QueryNote) -> QueryHint {
        QueryHint(
            range: note.range,
            message: "looks for “me” in names; for your own leads write owner:me",
            replacement: "owner:me"
        )
    }
}
