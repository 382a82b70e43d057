import FoundationEssentials
import PrivateFiles
import Synchronization

/// Where what is known of an account outlives the process.
public protocol CapabilityStore: Sendable {
    /// - Returns: `nil` when nothing readable is there: the account is then probed.
    func load() -> AccountCapabilities?

    /// - Throws: ``CapabilityStoreError``; the client goes on with what it has in memory.
    func save(_ capabilities: AccountCapabilities) throws(CapabilityStoreError)
}

/// One sentence about why capabilities could not be kept.
public struct CapabilityStoreError: Error, Hashable {
    public var reason: String

    public init(_ reason: String) { self.reason = reason }
}

/// Keeps capabilities as long as the process lives.
public final class InMemoryCapabilityStore: CapabilityStore {
    private let state: Mutex<AccountCapabilities?>

    public init(_ capabilities: AccountCapabilities? = nil) { state = Mutex(capabilities) }

    public func load() -> AccountCapabilities? { state.withLock { $0 } }
    public func save(_ capabilities: AccountCapabilities) { state.withLock { $0 = capabilities } }
}

/// Keeps capabilities in a JSON file of mode 0600, written whole or not at all.
public struct CapabilityFile: CapabilityStore {
    public let path: String

    /// `path` is absolute, in a directory of the user's own.
    public init(path: String) { self.path = path }

    /// A file of the account's own; its name does not tell the credential.
    public init(directory: String, for configuration: LoftyConfiguration) {
        path = "\(directory)/capabilities-\(AccountName(configuration)).json"
    }

    public func load() -> AccountCapabilities? {
        do {
            guard let bytes = try PrivateFile.read(path) else { return nil }
            let capabilities = try JSONDecoder().decode(AccountCapabilities.self, from: Data(bytes))
            return capabilities.version == AccountCapabilities.version ? capabilities : nil
        } catch {
            // Missing, damaged or of another version: a probe finds it all out again.
            return nil
        }
    }

    public func save(_ capabilities: AccountCapabilities) throws(CapabilityStoreError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        let data: Data
        do {
            data = try encoder.encode(capabilities)
        } catch {
            throw CapabilityStoreError("The capabilities cannot be written as JSON")
        }
        do throws(PrivateFileError) {
            try PrivateFile.write([UInt8](data), to: path)
        } catch {
            throw CapabilityStoreError(error.sentence)
        }
    }
}
