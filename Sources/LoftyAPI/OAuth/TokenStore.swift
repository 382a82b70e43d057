import Synchronization

/// Where tokens are kept between two renewals, and between two runs of the program.
///
/// Lofty may hand out a new refresh token with every renewal and end the old one. So all who share an account share a
/// store, and only the holder of its lock renews.
public protocol TokenStore: Sendable {
    /// What was saved last; `nil` before the first time.
    func load() async throws(CredentialError) -> OAuthTokens?
    /// Keeps the tokens so that a loss of power right after it does not undo it.
    func save(_ tokens: OAuthTokens) async throws(CredentialError)
    /// Waits until nobody else renews.
    func lock() async throws(CredentialError) -> TokenLock
}

/// The right to renew, given up by ``release()`` and when the value goes away.
public final class TokenLock: Sendable {
    private let onRelease: Mutex<(@Sendable () -> Void)?>

    public init(onRelease: @escaping @Sendable () -> Void) { self.onRelease = Mutex(onRelease) }

    deinit { release() }

    /// Lets the next one renew; further calls do nothing.
    public func release() {
        let action = onRelease.withLock { action in
            defer { action = nil }
            return action
        }
        action?()
    }
}

/// Keeps tokens for as long as the program runs, for clients of one process.
public final class MemoryTokenStore: TokenStore {
    private let tokens: Mutex<OAuthTokens?>
    private let isLocked = Mutex(false)
    private let time: TimeSource

    public init(_ tokens: OAuthTokens? = nil, time: TimeSource = .live) {
        self.tokens = Mutex(tokens)
        self.time = time
    }

    public func load() async throws(CredentialError) -> OAuthTokens? { tokens.withLock(\.self) }

    public func save(_ tokens: OAuthTokens) async throws(CredentialError) { self.tokens.withLock { $0 = tokens } }

    public func lock() async throws(CredentialError) -> TokenLock {
        try await TokenLock.waiting(time: time, patience: .seconds(90)) {
            let isTaken = isLocked.withLock { isLocked in
                defer { isLocked = true }
                return !isLocked
            }
            return isTaken ? TokenLock { [self] in isLocked.withLock { $0 = false } } : nil
        }
    }
}

extension TokenLock {
    /// Tries again and again until the lock is free.
    ///
    /// - Throws: ``CredentialError/Kind/unreachable`` when it is not within the time.
    static func waiting(
        time: TimeSource,
        patience: Duration,
        _ take: () throws(CredentialError) -> TokenLock?
    ) async throws(CredentialError) -> TokenLock {
        let end = time.uptime() + patience
        while true {
            if let lock = try take() { return lock }
            guard time.uptime() < end else {
                throw CredentialError(.unreachable, "Another program has been renewing the tokens for too long")
            }
            do {
                try await time.sleep(.milliseconds(20))
            } catch {
                throw CredentialError(.cancelled, "Waiting for the tokens was cancelled")
            }
        }
    }
}
