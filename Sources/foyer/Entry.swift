import ArgumentParser
import Digest
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
            let words = try Restriction.arguments(behind: Array(arguments.dropFirst()), original: original)
            await run(words, isRestricted: true)
        } catch {
            end(error.sentence, error.outcome)
        }
    }

    /// A restricted command is looked at as the parser understands it, so that no spelling of another one slips through.
    private static func run(_ arguments: [String], isRestricted: Bool = false) async {
        do {
            // To lay out names and options, its own or all, takes longer than to open the account.
            if arguments.isEmpty || arguments == ["open"], !isRestricted {
                Digest.lookUp()
                return try await OpenCommand().open(ProcessInfo.processInfo.environment)
            }
            var command = try command(arguments)
            if isRestricted, let obstacle = Restriction.obstacle(to: command) {
                end(obstacle.sentence, obstacle.outcome)
            }
            if var waiting = command as? any AsyncParsableCommand {
                try await waiting.run()
            } else {
                try command.run()
            }
        } catch {
            end(error)
        }
    }

    private static func command(_ arguments: [String]) throws -> any ParsableCommand {
        checkNames(arguments)
        return try Foyer.parseAsRoot(DashedWords.arranged(arguments))
    }

    /// The parser repeats what was typed, and a script may have typed what a lead is called.
    private static func end(_ error: any Error) -> Never {
        // A help that nobody could be given is no success.
        if Foyer.exitCode(for: error) == .success {
            let text = Foyer.fullMessage(for: error)
            do throws(FoyerFailure) {
                try Output.write(text.isEmpty ? "" : text + "\n")
            } catch {
                end(error.sentence, error.outcome)
            }
            Foyer.exit(withError: ExitCode.success)
        }
        guard Foyer.exitCode(for: error) == .validationFailure else { Foyer.exit(withError: error) }
        // A command that has said itself what is wrong leaves nothing to say, not even an empty line.
        let text = Foyer.fullMessage(for: error)
        if !text.isEmpty { StandardError.print(text) }
        Foyer.exit(withError: ExitCode.validationFailure)
    }

    private static func checkNames(_ arguments: [String]) {
        if let problem = CommandNames.problem(in: arguments, of: Foyer.self) { end(problem, .misused) }
        // Behind a -- everything is somebody's word.
        let options = Array(arguments.prefix { $0 != "--" })
        if let problem = DashedWords.problem(in: options) { end(problem, .misused) }
    }

    private static func end(_ sentence: String, _ outcome: FoyerFailure.Outcome) -> Never {
        StandardError.print("foyer: \(sentence)")
        Foyer.exit(withError: ExitCode(outcome.rawValue))
    }
}
