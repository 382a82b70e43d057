import Digest
import GRDB

/// The token endpoints and the authorize page, which on the real service live on two hosts (contract §3.3 to §3.6).
///
/// They stand before the gateway: no credential, no rate limit, no faults.
enum OAuthEndpoints {
    /// `nil` for every other path.
    static func respond(
        to request: SandboxRequest,
        _ database: SandboxDatabase,
        _ environment: SandboxEnvironment
    ) async -> SandboxResponse? {
        guard let door = Door(rawValue: request.path) else { return nil }
        guard request.method == door.method.rawValue else { return .failure(.methodNotAllowed) }
        let call = OAuthCall(
            request: request,
            nowMillis: environment.nowMillis,
            randomBytes: environment.randomBytes
        )
        do {
            return try await database.write { db in try answer(door, call, db) }
        } catch let error as OAuthError {
            return error.response
        } catch {
            return .internalFailure(error)
        }
    }

    /// Whether a path is one of the three, whose parameters are secrets.
    static func isDoor(_ path: String) -> Bool { Door(rawValue: path) != nil }

    private enum Door: String {
        /// Form or JSON, app and secret in the body; PKCE without a secret.
        case token = "/oauth/token"
        /// Basic header, and a form or the query.
        case userToken = "/api/user-web/oauth/token"
        case authorize = "/page/vendor-auth.html"

        var method: HTTPVerb {
            switch self {
            case .token, .userToken: .post
            case .authorize: .get
            }
        }
    }

    private static func answer(_ door: Door, _ call: OAuthCall, _ db: Database) throws -> SandboxResponse {
        switch door {
        case .token:
            let parameters = try OAuthParameters(call.request, allowingQuery: false, allowingJSON: true)
            return try TokenRequest(parameters: parameters, call: call)
                .answer([.clientCredentials, .authorizationCode, .refreshToken], db)
        case .userToken:
            let parameters = try OAuthParameters(call.request, allowingQuery: true, allowingJSON: false)
            guard parameters.basic != nil else { throw OAuthError.invalidClient }
            return try TokenRequest(parameters: parameters, call: call).answer([.authorizationCode, .refreshToken], db)
        case .authorize: return try authorize(call, db)
        }
    }
}

// MARK: - The authorize page

extension OAuthEndpoints {
    /// Consents at once and sends the browser back, as nobody sits before the sandbox.
    ///
    /// `account` chooses the member, else it is the announced administrator; `deny=1` refuses as a person would.
    private static func authorize(_ call: OAuthCall, _ db: Database) throws -> SandboxResponse {
        let query = try query(call.request)
        guard let app = try OAuthApp.find(query.string("clientId") ?? "", db) else {
            throw OAuthError.invalidRequest("clientId is unknown")
        }
        // Nothing is ever sent to an address that is not this machine's, not even an error.
        guard let redirect = query.string("redirect_uri").flatMap(LoopbackRedirect.init) else {
            throw OAuthError.invalidRequest("redirect_uri must be an http address of this machine")
        }
        let outcome = try consent(query, app, redirect, call, db)
        let state = query.string("state").map { [("state", $0)] } ?? []
        var response = SandboxResponse.unstored(SandboxResponse(status: 302))
        response.headers["Location"] = redirect.adding([outcome] + state)
        return response
    }

    private static func query(_ request: SandboxRequest) throws(OAuthError) -> QueryItems {
        do { return try QueryItems(request.query) } catch { throw .invalidRequest("the query cannot be read") }
    }

    private static func consent(
        _ query: QueryItems,
        _ app: OAuthApp,
        _ redirect: LoopbackRedirect,
        _ call: OAuthCall,
        _ db: Database
    ) throws -> (name: String, value: String) {
        guard query.string("deny") == nil else { return ("error", "access_denied") }
        guard let challenge = challenge(query) else { return ("error", "invalid_request") }
        let account = query.string("account")
        let member = try account.map { try Member.find(email: $0, db) } ?? Member.fetchAccount(db)
        guard let member else { return ("error", "access_denied") }
        let text = Digest.base64URL(call.randomBytes(32))
        let code = AuthorizationCode(
            digest: Digest.sha256(text.utf8),
            appID: app.id,
            memberID: member.recordID,
            redirectURI: redirect.text,
            challenge: challenge,
            expiryMillis: call.nowMillis + (try OAuthSettings.fetch(db).codeMillis)
        )
        try code.insert(db)
        return ("code", text)
    }

    /// Empty without PKCE; `nil` for a challenge that is none or of the method `plain`, which protects nothing.
    private static func challenge(_ query: QueryItems) -> String? {
        guard let challenge = query.string("code_challenge") else {
            return query.string("code_challenge_method") == nil ? "" : nil
        }
        let isDigest =
            challenge.utf8.count == 43
            && challenge.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
        return isDigest && query.string("code_challenge_method") == "S256" ? challenge : nil
    }
}
