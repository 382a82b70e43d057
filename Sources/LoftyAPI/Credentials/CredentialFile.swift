import PrivateFiles
import Synchronization

/// A credential in a file that only its owner may read.
///
/// The file is read at the first call and again after a rejection, so a new key can be put there while the program runs.
public final class CredentialFile: CredentialSource {
    private let path: String
    private let form: Credential.Form
    public let identity: Secret
    private let known = Mutex<Credential?>(nil)

    /// `path` names a file of mode 0600 that belongs to the user, at most 64 KiB; symbolic links are followed.
    public init(_ path: String, holds form: Credential.Form = .apiKey) {
        self.path = path
        self.form = form
        identity = Secret("file \(path)")
    }

    /// - Throws: ``CredentialError/Kind/unusable`` for a file that is missing, empty, not the user's or open to others.
    public func credential() async throws(CredentialError) -> Credential {
        if let known = known.withLock(\.self) { return known }
        return try read()
    }

    /// Reads the file before a call has to.
    ///
    /// - Throws: like ``credential()``.
    public func check() throws(CredentialError) { _ = try read() }

    public func replacement(for rejected: Credential) async throws(CredentialError) -> Credential? {
        let current = try read()
        return current == rejected ? nil : current
    }

    private func read() throws(CredentialError) -> Credential {
        let read = { [path] () throws(PrivateFileError) in try PrivateFile.read(path) }
        guard let bytes = try CredentialError.reporting(read) else {
            throw CredentialError(.unusable, "The key file \(path) does not exist; log in, or name another")
        }
        let credential = Credential(form, String(decoding: bytes, as: UTF8.self))
        guard !credential.isEmpty else {
            throw CredentialError(.unusable, "The key file \(path) holds no key; log in, or name another")
        }
        known.withLock { $0 = credential }
        return credential
    }
}
