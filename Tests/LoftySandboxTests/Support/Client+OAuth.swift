import Foundation
import Testing

@testable import LoftySandbox

/// What the token endpoints hand out.
struct Tokens: Hashable, Sendable {
    let access: String
    let refresh: String?
    let expiresIn: Int64

    /// The refresh token; empty, and so refused, where there is none.
    var renewal: String { refresh ?? "" }

    init(_ reply: Reply) throws {
        try #require(reply.status == 200, "\(reply.text)")
        access = try #require(try reply.json["access_token"]?.string)
        refresh = try reply.json["refresh_token"]?.string
        expiresIn = try #require(try reply.json["expires_in"]?.int64)
    }
}

extension Client {
    static let redirect = "http://127.0.0.1:8765/callback"
    /// The example of RFC 7636, appendix B.
    static let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    static let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"

    /// Posts a form without the credential of the gateway.
    func form(_ target: String, _ fields: KeyValuePairs<String, String>, basic: String? = nil) async throws -> Reply {
        let body = fields.map { "\($0)=\($1)" }.joined(separator: "&")
        return try await with(authorization: basic.map { "Basic " + Data($0.utf8).base64EncodedString() })
            .reply("POST", target, body, contentType: "application/x-www-form-urlencoded")
    }

    /// Where the authorize page sends the browser.
    func authorize(_ query: String) async throws -> URLComponents {
        let reply = try await with(authorization: nil).get("/page/vendor-auth.html?\(query)")
        try #require(reply.status == 302, "\(reply.text)")
        let location = try #require(reply.headers["location"])
        return try #require(URLComponents(string: location))
    }

    /// A code for the redirect, with the challenge of the verifier unless there is none.
    func code(_ client: String, hasChallenge: Bool = true, extra: String = "") async throws -> String {
        let proof = hasChallenge ? "&code_challenge=\(Self.challenge)&code_challenge_method=S256" : ""
        let target = try await authorize("clientId=\(client)&redirect_uri=\(Self.redirect)\(proof)\(extra)")
        return try #require(target.queryItems?.first { $0.name == "code" }?.value)
    }

    /// Turns a code into tokens as a program without a secret does.
    func redeem(_ code: String, _ client: String, verifier: String = verifier) async throws -> Reply {
        try await form(
            "/oauth/token",
            [
                "grant_type": "authorization_code", "client_id": client, "code": code, "redirect_uri": Self.redirect,
                "code_verifier": verifier,
            ]
        )
    }

    func refresh(_ token: String, _ sandbox: Sandbox) async throws -> Reply {
        try await form(
            "/api/user-web/oauth/token",
            ["grant_type": "refresh_token", "refresh_token": token],
            basic: "\(sandbox.endpoint.clientID):\(sandbox.endpoint.clientSecret)"
        )
    }

    /// The same caller with an access token.
    func bearing(_ token: String) -> Client { with(authorization: "Bearer \(token)") }

    /// The same sandbox with a member's key.
    func holding(_ key: String) -> Client { with(authorization: "token \(key)") }
}

extension Sandbox {
    /// The announced key of a role.
    func key(of role: MemberRole) throws -> String {
        try #require(endpoint.memberKeys.first { $0.role == role.rawValue }).apiKey
    }
}
