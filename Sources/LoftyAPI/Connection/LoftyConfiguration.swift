public import FoundationEssentials
public import Logging

/// Which account a ``LoftyClient`` talks to, and with what patience.
public struct LoftyConfiguration: Sendable {
    /// Such as `https://api.lofty.com`; plain `http` only to this machine.
    ///
    /// A URL that cannot be used makes every call fail with ``APIError/Kind/invalidRequest``.
    public var baseURL: String
    /// Asked for the credential before every attempt of a call.
    public var credentials: any CredentialSource
    /// Sent with every request.
    public var userAgent = "foyer/0.1"
    /// Time for one attempt of one call.
    public var deadline: Duration = .seconds(30)
    /// Larger answers are refused, in bytes.
    public var maximumAnswerSize = 8 << 20
    /// How often a read is tried in all; a write is sent once.
    public var readAttempts = 3
    /// Pause before the second attempt of a read; it doubles from one to the next and varies by half.
    public var readBackOff: Duration = .milliseconds(400)
    /// Calls on the wire at one time.
    public var maximumCallsInFlight = 4
    /// Absolute path of a directory of this user's own, where all clients of the host keep one budget a credential.
    ///
    /// `nil` gives the client a budget of its own. Made with mode 0700 when it is not there.
    public var sharedBudgetDirectory: String?
    /// Where what is found out about the account is kept.
    public var capabilities: any CapabilityStore = InMemoryCapabilityStore()
    public var time: TimeSource = .live
    /// A number in 0..<1, for the variation of pauses.
    public var random: @Sendable () -> Double = { Double.random(in: 0..<1) }
    /// Called for what a log or a meter wants to know; must return soon.
    public var observe: @Sendable (ClientEvent) -> Void = { _ in }
    /// Hears of every attempt at `debug`, of failures and repeats at `notice`, of odd answers and of files that cannot be
    /// written at `warning`; never of names, numbers, texts, query values or credentials.
    public var logger: Logger?

    public init(baseURL: String = "https://api.lofty.com", credentials: any CredentialSource) {
        self.baseURL = baseURL
        self.credentials = credentials
    }

    /// Sends the same credential with every call.
    public init(baseURL: String = "https://api.lofty.com", credential: Credential) {
        self.init(baseURL: baseURL, credentials: StaticCredential(credential))
    }

    /// Says what is wrong before a call does; a source that has to look its credential up is not asked.
    ///
    /// - Throws: ``APIError/Kind/invalidRequest`` with one sentence about the base URL or the credential.
    public func validate() throws(APIError) {
        let fixed = (credentials as? StaticCredential)?.fixed
        _ = try RequestComposer(self).checked(for: "configuration", fixed)
    }
}

/// What a client does beside answering, for logs and meters; free of names, numbers and credentials.
public enum ClientEvent: Hashable, Sendable {
    /// One attempt of a call ended; `status` is `nil` without an answer, `bytes` is the size of its body.
    case attempted(operation: String, status: Int?, bytes: Int, took: Duration)
    /// A read is tried again after a pause.
    case retrying(operation: String, after: Duration)
    /// An item of a list could not be read and was left out.
    case unreadableItem(operation: String, reason: String)
    /// The server says that it will give an operation up, and perhaps when; told once for each.
    case ending(operation: String, at: Date?)
    /// The budget cannot be shared with other processes and is kept in memory; said once.
    case budgetNotShared(reason: String)
    /// What was found out about the account could not be saved, and is kept in memory; said once.
    case capabilitiesNotKept(reason: String)
    /// The account answers as if a parameter had not been sent; said by each probe that finds it so.
    case notHonoured(parameter: String, operation: String)
}
