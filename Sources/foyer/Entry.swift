import ArgumentParser

/// Where the program begins: before the arguments are parsed, words that people begin with a dash are put where they are
/// words, and a misspelt command is told its nearest name.
@main
enum Entry {
    static func main() async {
        let arguments = Array(CommandLine.arguments.dropFirst())
        if let problem = CommandNames.problem(in: arguments, of: Foyer.self) {
            StandardError.print("foyer: \(problem)")
            Foyer.exit(withError: ExitCode(FoyerFailure.Outcome.misused.rawValue))
        }
        await Foyer.main(DashedWords.arranged(arguments))
    }
}
