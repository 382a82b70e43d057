import ArgumentParser
import Leads

/// Tells the nearest command of a misspelt one; the parser only says that it is unexpected.
enum CommandNames {
    /// What is wrong with the names of commands at the beginning; `nil` when nothing is, or when the parser has to say.
    static func problem(in arguments: [String], of command: any ParsableCommand.Type) -> String? {
        var command = command
        var path = command._commandName
        for word in arguments {
            let names = command.configuration.subcommands
            if names.isEmpty || word.hasPrefix("-") || word == "help" { return nil }
            guard let next = names.first(where: { $0._commandName == word }) else {
                return sentence(word, path, names.map { $0._commandName })
            }
            command = next
            path += " " + word
        }
        return nil
    }

    private static func sentence(_ word: String, _ path: String, _ names: [String]) -> String {
        let nearest =
            NearestSpelling.of(word, among: names).map { " Did you mean “\(path) \($0)”?" } ?? ""
        return
            "There is no command “\(path) \(word)”.\(nearest) “\(path) --help” lists them: \(names.joined(separator: ", "))."
    }
}
