package import LoftyAPI

/// Errors as a Lofty account gives them, for scripts of ``FakeLofty``.
extension APIError {
    /// No connection: nothing was executed.
    package static let unreachable = APIError(
        .unreachable,
        operation: "any",
        disposition: .retry(after: nil)
    )

    /// The answer to a POST that makes a new record was lost.
    package static let lostPost = APIError(.connectionLost, operation: "POST", disposition: .ambiguous)

    /// The answer to a call that may be repeated was lost.
    package static let lostPut = APIError(.connectionLost, operation: "PUT", disposition: .retry(after: nil))

    package static let serverFailure = APIError(
        .serverFailure,
        operation: "any",
        status: 500,
        code: 20_005,
        serverText: "There is an internal error happened",
        disposition: .retry(after: nil)
    )

    package static let rejected = APIError(
        .credentialRejected,
        operation: "any",
        status: 401,
        code: 20_004,
        disposition: .permanent
    )

    package static func rateLimited(after pause: Duration?) -> APIError {
        APIError(.rateLimited, operation: "any", status: 429, disposition: .retry(after: pause))
    }

    package static func gone(_ operation: String) -> APIError {
        APIError(
            .notFound,
            operation: operation,
            status: 404,
            code: 20_006,
            serverText: "Lead not exist",
            disposition: .permanent
        )
    }

    package static func refusal(_ text: String, operation: String) -> APIError {
        APIError(.refused, operation: operation, status: 400, code: 20_012, serverText: text, disposition: .permanent)
    }

    package static let notGranted = APIError(
        .notGranted,
        operation: "any",
        status: 403,
        code: 200_100,
        disposition: .permanent
    )
}
