/// Words that begin with a dash and are no options: `-tag:hot` in a query, "- called" as a note.
///
/// The parser would take the letters of `-tag:hot` for options, and the `h` among them for a call for help.
enum DashedWords {
    /// The same arguments with such words behind a `--`, where the parser takes them for what they are; the order of
    /// words stays, that of options too.
    static func arranged(_ arguments: [String]) -> [String] {
        guard arguments.count > 2, let taking = commands[arguments.prefix(2).joined(separator: " ")]
        else {
            return arguments
        }
        var options: [String] = []
        var words: [String] = []
        var rest = arguments[2...]
        while let word = rest.popFirst() {
            if word == "--" {
                words += rest
                break
            }
            guard isOption(word) else {
                words.append(word)
                continue
            }
            options.append(word)
            if taking.contains(word), let value = rest.popFirst() { options.append(value) }
        }
        let separator = words.contains { $0.hasPrefix("-") && $0 != "-" } ? ["--"] : []
        return Array(arguments[..<2]) + options + separator + words
    }

    /// A word of somebody's that is missing, with the next option in its place; `nil` when there is none.
    ///
    /// The parser would take `--reason --dry-run` for the reason "--dry-run", and trash the lead.
    static func problem(in arguments: [String]) -> String? {
        for (option, value) in zip(arguments, arguments.dropFirst()) where takingWords.contains(option) {
            guard isOption(value), known.contains(String(value.prefix { $0 != "=" })) else { continue }
            return
                "\(option) wants a value, and “\(value)” behind it is an option. Where the word is really meant, write "
                + "\(option)=\(value)."
        }
        return nil
    }

    private static let takingWords: Set<String> = [
        "--reason", "--text", "--override-guard", "--stage", "--add-tag", "--remove-tag", "--tag", "--first-name",
        "--last-name", "--source",
    ]

    private static let known: Set<String> = takingWords.union([
        "--dry-run", "--timeout", "--format", "--columns", "--no-header", "--ids-as-strings", "--phone", "--outcome",
        "--to",
        "--email", "--type", "--assignee", "--help", "-h", "--version", "--offline", "--explain", "--hidden",
        "--no-hidden", "--apply", "--map", "--limit", "--sort", "--kind", "--move", "--done", "--wake",
        "--change", "--override",
    ])

    /// Commands that take words of people, with their options that take a value.
    private static let commands = [
        "leads list": ["--format", "--columns", "--queue", "--timeout"],
        "leads count": ["--format", "--columns", "--queue", "--timeout"],
        "leads export": ["--format", "--columns", "--queue", "--timeout"],
        "bulk plan": ["--timeout"],
        "leads note": ["--timeout", "--format", "--columns"],
        "leads dispose": ["--timeout", "--format", "--columns", "--override-guard"],
    ]

    /// `--word`, `--word=value`, `-h` and `-v`; whatever else begins with a dash is somebody's word.
    private static func isOption(_ word: String) -> Bool {
        if word == "-h" || word == "-v" { return true }
        guard word.hasPrefix("--") else { return false }
        return word.dropFirst(2).prefix { $0 != "=" }.allSatisfy {
            $0.isASCII && ($0.isLetter || $0 == "-")
        }
            && word.count > 2
    }
}
