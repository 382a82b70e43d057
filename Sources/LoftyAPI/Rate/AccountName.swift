import Digest

/// Names an account in the names of files: the same for all who spend from its limit, and another for everybody else.
///
/// It tells neither the credential nor, to who does not know it already, the account.
struct AccountName: Hashable, CustomStringConvertible {
    let description: String

    init(_ configuration: LoftyConfiguration) {
        self.init(credential: configuration.credentials.identity, baseURL: configuration.baseURL)
    }

    init(credential: Secret, baseURL: String) {
        let server: String
        do throws(InvalidBaseURL) {
            server = try BaseURL(baseURL).text
        } catch {
            // No call will be sent there, so any name will do.
            server = baseURL
        }
        let text = "foyer\n\(server.lowercased())\n\(credential.text)"
        description = Digest.base64URL(Array(Digest.sha256(text.utf8).prefix(15)))
    }
}
