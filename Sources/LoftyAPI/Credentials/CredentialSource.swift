/// Where a ``LoftyClient`` gets its credential from, one call after the other.
///
/// A source may be asked by many tasks at a time and should answer from memory once it knows the answer.
public protocol CredentialSource: Sendable {
    /// The same for all processes whose calls Lofty counts together, and another for everybody else.
    ///
    /// May be or hold the credential itself: to be digested before it is written anywhere.
    var identity: Secret { get }

    /// The credential to send now.
    func credential() async throws(CredentialError) -> Credential

    /// What to try once more with, after the server rejected a credential of this source.
    ///
    /// - Returns: `nil` when there is nothing else: the rejection then reaches the caller.
    func replacement(for rejected: Credential) async throws(CredentialError) -> Credential?
}

/// A credential that never changes.
public struct StaticCredential: CredentialSource, Hashable {
    let fixed: Credential

    public var identity: Secret { Secret(fixed.authorization) }

    public init(_ credential: Credential) { fixed = credential }

    public func credential() async throws(CredentialError) -> Credential { fixed }

    public func replacement(for rejected: Credential) async throws(CredentialError) -> Credential? { nil }
}

/// Why there is no credential to send.
public struct CredentialError: Error, Hashable, Sendable {
    public var kind: Kind
    /// One sentence: what failed, why, what to do next; never holds a secret.
    public var sentence: String

    public init(_ kind: Kind, _ sentence: String) {
        self.kind = kind
        self.sentence = sentence
    }

    public enum Kind: Hashable, Sendable {
        /// A file, a program or an answer is not as it must be; a person has to mend it.
        case unusable
        /// The right to renew is gone: the user has to log in again.
        case loginNeeded
        /// The token server cannot be reached or fails; later it may work.
        case unreachable
        /// The caller stopped waiting.
        case cancelled
    }
}

extension CredentialError: CustomStringConvertible {
    public var description: String { sentence }
}
