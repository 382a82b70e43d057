/// What can be typed next.
package struct QueryCompletion: Hashable, Sendable {
    /// The part of the text that a candidate replaces, in characters; it ends at the cursor.
    package var range: Range<Int>
    /// Best first; empty when nothing known fits.
    package var candidates: [Candidate]

    package struct Candidate: Hashable, Sendable {
        /// What takes the place of ``QueryCompletion/range``.
        package var text: String
        /// Leads that carry the label; `nil` where there is nothing to count.
        package var count: Int?
    }

    /// Offers fields where a term begins and values behind a field's sign.
    ///
    /// The cursor counts the characters before it; one outside the text counts as its nearest end.
    package static func candidates(text: String, cursor: Int, vocabulary: QueryVocabulary) -> QueryCompletion {
        let cursor = min(max(0, cursor), text.count)
        let typed = Array(text.prefix(cursor).unicodeScalars)
        let place = Place(typed)
        let start = text.characterOffset(ofScalar: place.start)
        return QueryCompletion(range: min(start, cursor)..<cursor, candidates: place.candidates(vocabulary))
    }

    /// Where the cursor is: in a word that may become a field, or in a value.
    private struct Place {
        /// Where the word or value begins, in scalars.
        var start: Int
        var typed: [UInt8]
        var field: QueryField?
        var isValue: Bool

        init(_ scalars: [Unicode.Scalar]) {
            var scanner = QueryScanner(scalars)
            Self.moveToLastTerm(&scanner)
            while scanner.skip("-") {}
            let word = scanner.position
            guard let name = scanner.fieldName() else {
                self.init(start: word, in: scanner, field: nil, isValue: false)
                return
            }
            _ = scanner.fieldOperator()
            Self.moveToLastValue(&scanner)
            let field = QueryField(name: scanner.text(name))
            self.init(start: scanner.position, in: scanner, field: field, isValue: true)
        }

        private init(start: Int, in scanner: QueryScanner, field: QueryField?, isValue: Bool) {
            let text = scanner.text(start..<scanner.scalars.count)
            self.start = start
            typed = FoldedText.bytes(of: text.hasPrefix("\"") ? text.dropFirst() : text[...])
            self.field = field
            self.isValue = isValue
        }

        private static func moveToLastTerm(_ scanner: inout QueryScanner) {
            while true {
                while let scalar = scanner.next, scalar.properties.isWhitespace || scalar == "(" || scalar == ")" {
                    scanner.position += 1
                }
                let end = scanner.endOfTerm(from: scanner.position)
                guard end < scanner.scalars.count else { return }
                scanner.position = end
            }
        }

        private static func moveToLastValue(_ scanner: inout QueryScanner) {
            var start = scanner.position
            // An open quote is the last value; there is no comma after it to move past.
            while (try? scanner.value()) != nil || scanner.next == ",", scanner.skip(",") { start = scanner.position }
            scanner.position = start
        }

        func candidates(_ vocabulary: QueryVocabulary) -> [Candidate] {
            switch field {
            case nil: isValue ? [] : fields()
            case .text(let field): labels(of: field, vocabulary)
            case .number(.id): []
            case .number: words(["none"])
            case .moment(let field):
                words(["1h", "1d", "3d", "1w", "2w", "1mo", "3mo", "1y", "none"] + moments(but: field))
            case .choice(.type): words(QueryLeadType.allCases.map(\.rawValue))
            case .choice(.hidden), .choice(.snoozed): words(QueryAnswer.allCases.map(\.rawValue))
            case .choice(.may): words(QueryChannel.allCases.map(\.rawValue))
            case .choice(.sync): words(QuerySyncState.allCases.map(\.rawValue))
            case .choice(.next): words(QueryNextStep.allCases.map(\.rawValue))
            }
        }

        /// Names with the sign most often wanted; a whole name or alias with all of its signs.
        private func fields() -> [Candidate] {
            if let whole = QueryField(name: String(decoding: typed, as: UTF8.self)) {
                let others = QueryField.all.filter { $0 != whole && $0.name.utf8.starts(with: typed) }
                return whole.signs.map { Candidate(text: whole.name + $0) }
                    + others.map { Candidate(text: $0.name + $0.usualSign) }
            }
            return words(QueryField.all.map { $0.name + $0.usualSign })
        }

        private func words(_ words: [String]) -> [Candidate] {
            words.filter { $0.utf8.starts(with: typed) }.map { Candidate(text: $0) }
        }

        /// What a comparison such as `site>touch` can name, offered once a letter of it is there.
        private func moments(but field: QueryMomentField) -> [String] {
            typed.isEmpty ? [] : QueryMomentField.allCases.filter { $0 != field }.map(\.rawValue)
        }

        /// Labels that begin with what was typed before those that have it at a later word, commonest first.
        private func labels(of field: QueryTextField, _ vocabulary: QueryVocabulary) -> [Candidate] {
            let labels = vocabulary.labels(of: field).sorted { ($1.count, $0.name) < ($0.count, $1.name) }
            let folded = labels.map { (label: $0, bytes: FoldedText.bytes(of: $0.name)) }
            let first = folded.filter { $0.bytes.starts(with: typed) }
            let later = folded.filter { !$0.bytes.starts(with: typed) && hasLaterWord($0.bytes) }
            let found = (first + later).map { item in
                Candidate(text: QueryTerm.literal(item.label.name), count: item.label.count)
            }
            return found + words(field == .owner ? ["me", "none"] : ["none"])
        }

        private func hasLaterWord(_ bytes: [UInt8]) -> Bool {
            bytes.split(separator: UInt8(ascii: " ")).dropFirst().contains { $0.starts(with: typed) }
        }
    }
}

extension QueryField {
    /// Every sign that the field takes, the usual one first.
    fileprivate var signs: [String] {
        let all: [String] =
            switch self {
            case .text, .choice: [":", "="]
            case .moment: ["<", ">", ":", "<=", ">="]
            case .number(.id): [":"]
            case .number: [">=", "<=", ":", ">", "<"]
            }
        return [usualSign] + all.filter { $0 != usualSign }
    }

    /// The sign that a person most often wants after the field.
    fileprivate var usualSign: String {
        switch self {
        case .moment: "<"
        case .number(.score), .number(.bedrooms): ">="
        case .text, .choice, .number(.price), .number(.id): ":"
        }
    }
}
