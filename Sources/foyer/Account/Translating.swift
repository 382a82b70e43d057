import AppRuntime
import LoftyAPI
import Sync

/// Runs calls of the API; their error becomes the command's failure.
func translating<Value>(
    _ work: () async throws(APIError) -> Value
) async throws(FoyerFailure) -> Value {
    do {
        return try await work()
    } catch {
        throw FoyerFailure(error.outcome, error.sentence)
    }
}

extension APIError {
    /// Whether trying again later can help, as an exit code.
    var outcome: FoyerFailure.Outcome {
        switch kind {
        case .notGranted, .notFound, .refused: .refused
        case .credentialRejected, .invalidRequest, .unreadableAnswer, .answerTooLarge: .unusable
        case .rateLimited, .serverFailure, .unreachable, .connectionLost, .cancelled: .unconfirmed
        }
    }
}

extension FoyerFailure {
    init(_ error: StoreError) { self.init(.unusable, error.sentence) }

    init(_ error: SyncError) {
        switch error {
        case .service(let error): self.init(error.outcome, error.sentence)
        case .store, .otherAccount: self.init(.unusable, error.sentence)
        }
    }

    init(_ error: SubmitError) {
        switch error {
        case .store: self.init(.unusable, error.sentence)
        case .unknownLead, .beingTrashed, .empty, .tooLong, .unknownStage: self.init(.refused, error.sentence)
        }
    }
}
