extension LoftyClient {
    /// The credential for the next attempt.
    ///
    /// `replacement` is what the source has just given for a rejected one.
    func credential(for endpoint: Endpoint, _ replacement: Credential?) async throws(APIError) -> Credential {
        if let replacement { return replacement }
        do {
            return try await configuration.credentials.credential()
        } catch {
            throw APIError(error, endpoint.operation)
        }
    }

    /// What to try once more with after an attempt failed; `nil` when the failure is not the credential's.
    func replacement(for rejected: Credential, after failure: APIError) async throws(APIError) -> Credential? {
        guard failure.kind == .credentialRejected else { return nil }
        do {
            return try await configuration.credentials.replacement(for: rejected)
        } catch {
            throw APIError(error, failure.operation)
        }
    }
}

extension APIError {
    /// A call that was not sent, since there was no credential for it.
    init(_ error: CredentialError, _ operation: String) {
        let (kind, disposition): (Kind, RetryDisposition) =
            switch error.kind {
            case .unusable, .loginNeeded: (.credentialRejected, .permanent)
            case .unreachable: (.unreachable, .retry(after: nil))
            case .cancelled: (.cancelled, .retry(after: nil))
            }
        self.init(kind, operation: operation, serverText: error.sentence, disposition: disposition)
    }
}
