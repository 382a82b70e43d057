import ArgumentParser
import FoundationEssentials

/// Where the program begins: before the arguments are parsed, words that people begin with a dash are put where they are
/// words, and a misspelt command is told its nearest name.
@main
enum Entry {
    static func main() async {
        let arguments = Array(CommandLine.arguments.dropFirst())
        guard arguments.first == Restriction.flag else { return await run(arguments) }
        let original = ProcessInfo.processInfo.environment["SSH_ORIGINAL_COMMAND"]
        Restriction.cleanEnvironment()
        do throws(FoyerFailure) {
            await runRestricted(try Restriction.arguments(behind: Array(arguments.dropFirst()), original: original))
        } catch {
            end(error.sentence, error.outcome)
        }
    }

    private static func run(_ arguments: [String]) async {
        checkNames(arguments)
        await Foyer.main(DashedWords.arranged(arguments))
    }

    /// The command is looked at as the parser understands it, so that no spelling of another one slips through.
    private static func runRestricted(_ arguments: [String]) async {
        checkNames(arguments)
        do {
            var command = try Foyer.parseAsRoot(DashedWords.arranged(arguments))
            if let obstacle = Restriction.obstacle(to: command) { end(obstacle.sentence, obstacle.outcome) }
            if var waiting = command as? any AsyncParsableCommand {
                try await waiting.run()
            } else {
                try command.run()
            }
        } catch {
            Foyer.exit(withError: error)
        }
    }

    private static func checkNames(_ arguments: [String]) {
        guard let problem = CommandNames.problem(in: arguments, of: Foyer.self) else { return }
        end(problem, .misused)
    }

    private static func end(_ sentence: String, _ outcome: FoyerFailure.Outcome) -> Never {
        StandardError.print("foyer: \(sentence)")
        Foyer.exit(withError: ExitCode(outcome.rawValue))
    }
}
