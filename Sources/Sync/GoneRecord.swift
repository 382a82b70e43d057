import LoftyAPI

extension APIError {
    /// Makes a call about a record of a lead: one that is gone says nothing of the lead, so its 404 is a refusal of this one
    /// change, in the words of `gone`.
    static func onRecord<Value>(
        _ gone: String,
        _ call: () async throws(APIError) -> Value
    ) async throws(APIError) -> Value {
        do throws(APIError) {
            return try await call()
        } catch {
            guard error.kind == .notFound else { throw error }
            throw APIError(
                .refused,
                operation: error.operation,
                status: error.status,
                code: error.code,
                serverText: gone,
                disposition: .permanent
            )
        }
    }
}
