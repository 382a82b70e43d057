import ArgumentParser
import FoundationEssentials
import Glibc
import Leads
import LoftyAPI
import PrivateFiles

struct LoginCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "login",
        abstract: "Save the API key of a Lofty account, after trying it.",
        discussion: "Reads the key from standard input, without echo on a terminal: foyer login < key-file"
    )

    @Option(help: "Where the API is.")
    var baseURL = AccountSettings.loftyURL

    func run() async throws {
        try await reportingFailure {
            let paths = FoyerPaths(environment: ProcessInfo.processInfo.environment)
            let key = try KeyPrompt.read()
            let credential = Credential.apiKey(key)
            guard !credential.isEmpty else { throw FoyerFailure(.unusable, "No key was given. Nothing was saved.") }
            let client = LiveClient.make(AccountSettings(baseURL: baseURL, credential: credential))
            let me = try await translating { () async throws(APIError) in try await client.me() }
            try PrivateFile.save(key, to: paths.keyFile)
            let file = ConfigurationFile(baseURL: baseURL, apiKeyFile: paths.keyFile)
            try PrivateFile.save(try file.text(), to: paths.configurationFile)
            // What it finds out saves calls later; without it they are made later.
            _ = try? await client.probeCapabilities()
            print("Logged in as \(me.fullName) <\(me.email)>. Run “foyer” to open the workbench.")
        }
    }
}

/// Asks for a key without showing it.
private enum KeyPrompt {
    static func read() throws(FoyerFailure) -> String {
        let isTerminal = isatty(STDIN_FILENO) == 1
        var before = termios()
        if isTerminal {
            StandardError.print("Paste the API key (Lofty: Settings, Integrations, API) and press Enter:")
            tcgetattr(STDIN_FILENO, &before)
            var quiet = before
            quiet.c_lflag &= ~tcflag_t(ECHO)
            tcsetattr(STDIN_FILENO, TCSANOW, &quiet)
        }
        defer { if isTerminal { tcsetattr(STDIN_FILENO, TCSANOW, &before) } }
        guard let key = readLine() else { throw FoyerFailure(.unusable, "No key was given. Nothing was saved.") }
        return key
    }
}

extension ConfigurationFile {
    fileprivate func text() throws(FoyerFailure) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
        } catch {
            throw FoyerFailure(.unusable, "The configuration cannot be written as JSON: \(error).")
        }
    }
}
