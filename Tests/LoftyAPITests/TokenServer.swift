import FoundationEssentials
import Synchronization

@testable import LoftyAPI

/// What a token address does: it rotates refresh tokens and takes each once, as the strictest reading of the contract.
final class TokenLedger: Sendable {
    private struct State {
        var number: Int
        var refresh: String
        var renewals = 0
        var refusals = 0
    }

    private let state: Mutex<State>
    private let lifetimeInSeconds: Int

    /// `refresh` is the refresh token that serves first.
    init(refresh: String = "refresh0", lifetimeInSeconds: Int = 3_600) {
        state = Mutex(State(number: 0, refresh: refresh))
        self.lifetimeInSeconds = lifetimeInSeconds
    }

    /// Refresh tokens that were spent.
    var renewals: Int { state.withLock(\.renewals) }

    /// Requests with a refresh token that had been spent before.
    var refusals: Int { state.withLock(\.refusals) }

    /// Answers a form.
    func answer(_ body: String) -> (status: Int, body: String) {
        let fields = Self.fields(of: body)
        return state.withLock { state in
            guard fields["grant_type"] == "refresh_token", fields["refresh_token"] == state.refresh else {
                state.refusals += 1
                return (400, #"{"error":"invalid_grant","error_description":"spent"}"#)
            }
            state.renewals += 1
            state.number += 1
            state.refresh = "refresh\(state.number)"
            let text = #"{"access_token":"access\#(state.number)","refresh_token":"refresh\#(state.number)","#
            return (200, text + #""token_type":"Bearer","expires_in":\#(lifetimeInSeconds)}"#)
        }
    }

    static func fields(of body: String) -> [String: String] {
        let pairs = body.split(separator: "&").map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
        return Dictionary(uniqueKeysWithValues: pairs.map { ($0[0], PercentEncoding.decode($0.last ?? "")) })
    }
}

/// A ledger as a transport.
final class LedgerTransport: HTTPTransport {
    let ledger: TokenLedger
    private let pause: @Sendable () async -> Void

    /// `pause` happens before each answer.
    init(_ ledger: TokenLedger, pause: @escaping @Sendable () async -> Void = {}) {
        self.ledger = ledger
        self.pause = pause
    }

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        let (status, body) = ledger.answer(String(decoding: request.body ?? Data(), as: UTF8.self))
        await pause()
        return HTTPResponse(status: status, body: Data(body.utf8))
    }
}

let moment = Date(timeIntervalSince1970: 1_781_715_040)

/// Tokens that were made at ``moment``, where a ``ManualTime`` begins.
func tokens(_ access: String, refresh: String? = nil, lifetimeInSeconds: Double = 3_600) -> OAuthTokens {
    OAuthTokens(
        access: Secret(access),
        refresh: refresh.map { Secret($0) },
        obtainedAt: moment,
        expiresAt: moment + lifetimeInSeconds
    )
}
