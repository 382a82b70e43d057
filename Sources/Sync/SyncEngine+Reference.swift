import FoundationEssentials
import Leads
import LoftyAPI

extension SyncEngine {
    /// Loads stages, tags and members; what cannot be read stays as it was.
    func loadReferenceData(unlessYoungerThan age: Duration) async throws(SyncError) {
        if let loadedAt = reference.loadedAt, now.timeIntervalSince(loadedAt) < age.seconds { return }
        var fresh = reference
        if let stages = try await optional({ service throws(APIError) in try await service.stages() }) {
            fresh.stages = stages
        }
        if let tags = try await optional({ service throws(APIError) in try await service.tagNames() }) {
            fresh.tagNames = tags
        }
        if let members = try await optional({ service throws(APIError) in try await service.members() }) {
            fresh.members = members
        }
        fresh.loadedAt = now
        fresh.me = reference.me
        reference = fresh
        try stored { store throws(StoreError) in try store.save(fresh) }
        observer(.reference(fresh))
    }

    /// `nil` when the server keeps this one thing to itself; throws when it cannot be reached at all.
    private func optional<Value: Sendable>(
        _ operation: @Sendable (any LoftyService) async throws(APIError) -> Value
    ) async throws(SyncError) -> Value? {
        switch await read(operation) {
        case .success(let value): return value
        case .failure(let error):
            switch error.kind {
            case .notGranted, .notFound, .refused, .serverFailure, .unreadableAnswer, .answerTooLarge: return nil
            case .credentialRejected, .rateLimited, .unreachable, .connectionLost, .cancelled, .invalidRequest:
                throw .service(error)
            }
        }
    }
}
