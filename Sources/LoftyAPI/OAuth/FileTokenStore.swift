import Glibc
import PrivateFiles

/// Keeps tokens in a file that only its owner may read, for all processes of a user.
///
/// Written whole or not at all. Beside it lies an empty file with `.lock` at the end of its name, which stays.
public final class FileTokenStore: TokenStore {
    private let path: String
    private let time: TimeSource
    private let patience: Duration

    /// `path` names a file in a folder that is there; `patience` is the time to wait while another process renews.
    public init(path: String, patience: Duration = .seconds(90), time: TimeSource = .live) {
        self.path = path
        self.patience = patience
        self.time = time
    }

    public func load() async throws(CredentialError) -> OAuthTokens? {
        let read = { [path] () throws(PrivateFileError) in try PrivateFile.read(path) }
        guard let bytes = try CredentialError.reporting(read) else { return nil }
        return try OAuthTokens(decoding: bytes)
    }

    public func save(_ tokens: OAuthTokens) async throws(CredentialError) {
        let bytes = try tokens.encoded()
        try CredentialError.reporting { [path] () throws(PrivateFileError) in try PrivateFile.write(bytes, to: path) }
    }

    /// Held by the open file and not by its existence, so a process that is killed leaves nothing locked.
    public func lock() async throws(CredentialError) -> TokenLock {
        try await TokenLock.waiting(time: time, patience: patience) { () throws(CredentialError) in try tryLock() }
    }

    private func tryLock() throws(CredentialError) -> TokenLock? {
        let name = path + ".lock"
        let file = try CredentialError.reporting { () throws(PrivateFileError) in
            try OwnedDescriptor(opening: name, O_RDWR | O_CREAT | O_NOFOLLOW)
        }
        let isLocked = try CredentialError.reporting { () throws(PrivateFileError) in try file.tryLock(name) }
        guard isLocked else { return nil }
        // The lock is the descriptor's, so it needs one that outlives this scope.
        let held = fcntl(file.number, F_DUPFD_CLOEXEC, 3)
        guard held >= 0 else { throw .system("\(name) cannot be locked") }
        return TokenLock { close(held) }
    }
}
