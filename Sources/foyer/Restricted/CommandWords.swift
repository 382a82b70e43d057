/// Takes a line apart into words as a shell would, and does nothing else that a shell does.
///
/// No variables, no patterns, no second command: what would mean one of these stands for itself.
///
/// Source: POSIX.1-2024, Shell Command Language, 2.2 Quoting.
enum CommandWords {
    static func split(_ line: String) throws(FoyerFailure) -> [String] {
        var words: [String] = []
        var word: String?
        var quote: Character?
        var rest = line[...]
        while let next = rest.popFirst() {
            switch (next, quote) {
            case ("'", "'"), ("\"", "\""): quote = nil
            case ("'", nil), ("\"", nil):
                quote = next
                word = word ?? ""
            case ("\\", nil), ("\\", "\""):
                guard let taken = rest.popFirst() else { throw unfinished }
                // Between double quotes a backslash is one, but for before these.
                let isPlain = quote == "\"" && !"\"\\$`".contains(taken)
                word = (word ?? "") + (isPlain ? "\\" : "") + String(taken)
            case (_, nil) where next.isWhitespace:
                if let finished = word { words.append(finished) }
                word = nil
            default: word = (word ?? "") + String(next)
            }
        }
        guard quote == nil else { throw unfinished }
        return words + [word].compactMap(\.self)
    }

    private static let unfinished = FoyerFailure(.misused, "The command ends inside a quotation. Close it.")
}
