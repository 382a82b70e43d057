import FoundationEssentials
import LoftyAPI

/// Which account to open, and with what.
struct AccountSettings {
    let baseURL: String
    let credentials: any CredentialSource
    /// Where requests are traced, when somebody asked for it.
    var trace: RequestTrace?
    /// Where the client logs; `nil` for commands that leave nothing behind.
    var log: FileLog?

    static let loftyURL = "https://api.lofty.com"

    init(baseURL: String, credential: Credential) {
        self.init(baseURL: baseURL, credentials: StaticCredential(credential))
    }

    private init(baseURL: String, credentials: any CredentialSource) {
        self.baseURL = baseURL
        self.credentials = credentials
    }

    /// Reads `FOYER_BASE_URL`, where the key comes from (see ``KeySource``) and `FOYER_TRACE_FILE`; what they leave open
    /// comes from the configuration file.
    static func load(environment: [String: String], paths: FoyerPaths) throws(FoyerFailure) -> AccountSettings {
        let file = try ConfigurationFile.read(paths.configurationFile)
        guard let source = KeySource(environment) ?? file.flatMap({ KeySource($0) }) else { throw .noAccount(paths) }
        let baseURL = environment["FOYER_BASE_URL"] ?? file?.baseURL ?? loftyURL
        do throws(CredentialError) {
            var settings = AccountSettings(baseURL: baseURL, credentials: try source.open())
            settings.trace = try environment["FOYER_TRACE_FILE"].map { path throws(CredentialError) in
                try RequestTrace(path: path)
            }
            return settings
        } catch {
            throw FoyerFailure(.unusable, "\(error.sentence). “foyer login” saves a new key.")
        }
    }
}

/// Where a key comes from: never from the command line or the environment itself, where other users could read it.
enum KeySource: Hashable {
    case file(String, Credential.Form)
    case descriptor(Int32)
    case command([String])

    /// Reads `FOYER_ACCESS_TOKEN_FILE`, `FOYER_API_KEY_FD`, `FOYER_API_KEY_COMMAND`, `FOYER_API_KEY_FILE`, in this order.
    ///
    /// The words of a command are parted by blanks; one with blanks in a word goes into the configuration file.
    init?(_ environment: [String: String]) {
        if let path = environment["FOYER_ACCESS_TOKEN_FILE"] {
            self = .file(path, .accessToken)
        } else if let number = environment["FOYER_API_KEY_FD"] {
            // What is no number is no open descriptor either, and is told so.
            self = .descriptor(Int32(number) ?? -1)
        } else if let words = environment["FOYER_API_KEY_COMMAND"] {
            self = .command(words.split(whereSeparator: \.isWhitespace).map(String.init))
        } else if let path = environment["FOYER_API_KEY_FILE"] {
            self = .file(path, .apiKey)
        } else {
            return nil
        }
    }

    init?(_ file: ConfigurationFile) {
        if let words = file.apiKeyCommand {
            self = .command(words)
        } else if let path = file.apiKeyFile {
            self = .file(path, .apiKey)
        } else {
            return nil
        }
    }

    func open() throws(CredentialError) -> any CredentialSource {
        switch self {
        case .file(let path, let form):
            let file = CredentialFile(path, holds: form)
            try file.check()
            return file
        case .descriptor(let number): return try StaticCredential(descriptor: number)
        case .command(let words): return CredentialCommand(words)
        }
    }
}

/// `config.json`.
struct ConfigurationFile: Codable {
    var baseURL: String?
    var apiKeyFile: String?
    /// A program that prints the key, and its arguments; wins over the file.
    var apiKeyCommand: [String]?

    /// - Returns: `nil` when there is no such file.
    static func read(_ path: String) throws(FoyerFailure) -> ConfigurationFile? {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        do {
            return try JSONDecoder().decode(ConfigurationFile.self, from: data)
        } catch {
            throw FoyerFailure(
                .unusable,
                "\(path) cannot be read: it must be JSON such as {\"baseURL\":\"\(AccountSettings.loftyURL)\","
                    + "\"apiKeyFile\":\"/path/to/key\"}. Mend it, or run “foyer login”."
            )
        }
    }
}
