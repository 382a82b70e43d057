import Foundation
import LoftyAPI

/// Which account to open, and with what.
struct AccountSettings {
    let baseURL: String
    let credential: Credential

    static let loftyURL = "https://api.lofty.com"

    /// Reads `FOYER_BASE_URL`, `FOYER_API_KEY_FILE`, `FOYER_ACCESS_TOKEN_FILE`; what they leave open comes from the
    /// configuration file.
    ///
    /// Keys come from files, never from the command line or the environment, where other users could read them.
    static func load(environment: [String: String], paths: FoyerPaths) throws(FoyerFailure) -> AccountSettings {
        let file = try ConfigurationFile.read(paths.configurationFile)
        let baseURL = environment["FOYER_BASE_URL"] ?? file?.baseURL ?? loftyURL
        if let path = environment["FOYER_ACCESS_TOKEN_FILE"] {
            return AccountSettings(baseURL: baseURL, credential: .accessToken(try SecretFile.read(path)))
        }
        guard let path = environment["FOYER_API_KEY_FILE"] ?? file?.apiKeyFile else { throw .noAccount(paths) }
        return AccountSettings(baseURL: baseURL, credential: .apiKey(try SecretFile.read(path)))
    }
}

/// `config.json`.
struct ConfigurationFile: Codable {
    var baseURL: String?
    var apiKeyFile: String?

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

/// A file that only its owner may read.
enum SecretFile {
    /// - Returns: the text; trimming and cleaning are the credential's.
    static func read(_ path: String) throws(FoyerFailure) -> String {
        var status = stat()
        guard stat(path, &status) == 0 else {
            let reason = String(cString: strerror(errno))
            throw FoyerFailure(.unusable, "The key file \(path) cannot be opened (\(reason)). Run “foyer login”.")
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw FoyerFailure(.unusable, "\(path) is no file. Name the file that holds the key, or run “foyer login”.")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw FoyerFailure(
                .unusable,
                "The key file \(path) can be read by others. Run: chmod 600 '\(path)'"
            )
        }
        guard let data = FileManager.default.contents(atPath: path), !data.isEmpty else {
            throw FoyerFailure(.unusable, "The key file \(path) is empty or not readable. Run “foyer login”.")
        }
        return String(decoding: data, as: UTF8.self)
    }

    /// Writes the file whole or not at all, with mode 0600.
    static func write(_ text: String, to path: String) throws(FoyerFailure) {
        let directory = (path as NSString).deletingLastPathComponent
        let temporary = "\(path).\(getpid())"
        do {
            try FileManager.default.createDirectory(
                atPath: directory,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw FoyerFailure(.unusable, "\(directory) cannot be made. Check its owner and the free space.")
        }
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            let reason = String(cString: strerror(errno))
            throw FoyerFailure(.unusable, "\(path) cannot be written (\(reason)). Check \(directory).")
        }
        let bytes = Array(text.utf8)
        let isWritten = Glibc.write(descriptor, bytes, bytes.count) == bytes.count && fsync(descriptor) == 0
        close(descriptor)
        guard isWritten, rename(temporary, path) == 0 else {
            unlink(temporary)
            throw FoyerFailure(.unusable, "\(path) cannot be written. Check the free space of \(directory).")
        }
    }
}
