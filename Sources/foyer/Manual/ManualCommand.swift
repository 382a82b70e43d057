import ArgumentParser
import FoundationEssentials

/// `foyer manual`: writes the man pages, for packages; not in the help.
struct ManualCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manual",
        abstract: "Write the man pages into a folder.",
        shouldDisplay: false
    )

    @Argument(help: "An existing folder.", completion: .directory)
    var folder: String

    func run() async throws {
        try await reportingFailure {
            for page in try ManualPage.all() {
                let path = "\(folder)/\(page.fileName)"
                do {
                    try Data(page.text.utf8).write(to: URL(filePath: path))
                } catch {
                    throw FoyerFailure(.unusable, "\(path) cannot be written. Is \(folder) a folder of yours?")
                }
                try Output.writeLine(path)
            }
        }
    }
}
