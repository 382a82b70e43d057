import FoundationEssentials

/// What tokens are asked for with.
enum TokenGrant: Sendable {
    /// An authorization code and the verifier that belongs to it.
    case code(Secret, verifier: Secret)
    case refresh(Secret)
    /// The API key of the user to act for.
    case customerKey(Secret)

    /// The secret that is spent.
    var secrets: [Secret] {
        switch self {
        case .code(let code, let verifier): [code, verifier]
        case .refresh(let token): [token]
        case .customerKey(let key): [key]
        }
    }

    /// What mends a refusal.
    var remedy: TokenAnswer.Remedy {
        switch self {
        case .code, .refresh: .login
        case .customerKey: .anotherKey
        }
    }

    fileprivate var fields: [QueryItem] {
        switch self {
        case .code(let code, let verifier):
            [
                QueryItem("grant_type", "authorization_code"), QueryItem("code", code.text),
                QueryItem("code_verifier", verifier.text),
            ]
        case .refresh(let token):
            [QueryItem("grant_type", "refresh_token"), QueryItem("refresh_token", token.text)]
        case .customerKey(let key):
            [QueryItem("grant_type", "client_credentials"), QueryItem("customer_key", key.text)]
        }
    }
}

extension OAuthConfiguration {
    func endpoint(for grant: TokenGrant) -> TokenEndpoint {
        switch grant {
        case .code: codeEndpoint
        case .refresh: refreshEndpoint
        case .customerKey: clientCredentialsEndpoint
        }
    }

    /// The request that spends a grant.
    ///
    /// - Throws: ``CredentialError/Kind/unusable`` for an address that secrets must not be sent to.
    func request(for grant: TokenGrant) throws(CredentialError) -> HTTPRequest {
        let endpoint = endpoint(for: grant)
        do {
            _ = try BaseURL(endpoint.url)
        } catch {
            throw CredentialError(.unusable, "The token address cannot be used: \(error.sentence)")
        }
        guard !clientID.isEmpty else { throw CredentialError(.unusable, "The client id is empty") }
        var fields = grant.fields + [QueryItem("client_id", clientID)]
        var headers = [HTTPField("Accept", "application/json"), HTTPField("User-Agent", userAgent)]
        if case .code = grant, let redirectURL { fields.append(QueryItem("redirect_uri", redirectURL)) }
        switch (endpoint.proof, clientSecret) {
        case (_, nil): break
        case (.basicField, let secret?):
            let pair = Data("\(clientID):\(secret.text)".utf8).base64EncodedString()
            headers.append(HTTPField("Authorization", "Basic \(pair)"))
        case (.bodyFields, let secret?): fields.append(QueryItem("client_secret", secret.text))
        }
        headers.append(HTTPField("Content-Type", endpoint.bodyStyle.contentType))
        return HTTPRequest(
            method: "POST",
            url: endpoint.url,
            headers: headers,
            body: try endpoint.bodyStyle.body(fields),
            deadline: deadline,
            maximumAnswerSize: 65_536
        )
    }
}

extension TokenEndpoint.BodyStyle {
    fileprivate var contentType: String {
        switch self {
        case .form: "application/x-www-form-urlencoded"
        case .json: "application/json"
        }
    }

    fileprivate func body(_ fields: [QueryItem]) throws(CredentialError) -> Data {
        switch self {
        case .form: return Data(PercentEncoding.query(fields).dropFirst().utf8)
        case .json:
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            do {
                return try encoder.encode(Dictionary(fields.map { ($0.name, $0.value) }) { $1 })
            } catch {
                throw CredentialError(.unusable, "The values cannot be written as JSON")
            }
        }
    }
}
