import FoundationEssentials
import Leads
import LoftyAPI

extension SyncEngine {
    /// What a team is made of, each part with a reading of its own.
    enum ReferencePart: Hashable, Sendable, CaseIterable {
        case stages, tags, members
    }

    /// Loads stages, tags and members; what cannot be read stays as it was.
    func loadReferenceData(unlessYoungerThan age: Duration) async throws(SyncError) {
        if reference.loadedAt?.isWithin(age, before: now) == true { return }
        for part in ReferencePart.allCases { try await load(part) }
        reference.loadedAt = now
        try saveReference()
    }

    /// Reads one part again, and tells when it is not as it was.
    func refresh(_ part: ReferencePart) async throws(SyncError) {
        let before = reference
        try await load(part)
        if reference != before { try saveReference() }
    }

    private func saveReference() throws(SyncError) {
        let fresh = reference
        try stored { store throws(StoreError) in try store.save(fresh) }
        observer(.reference(fresh))
    }

    private func load(_ part: ReferencePart) async throws(SyncError) {
        switch part {
        case .stages:
            if let stages = try await optional({ service throws(APIError) in try await service.stages() }) {
                reference.stages = stages
            }
        case .tags:
            if let tags = try await optional({ service throws(APIError) in try await service.tagNames() }) {
                reference.tagNames = tags
            }
        case .members:
            if let members = try await optional({ service throws(APIError) in try await service.members() }) {
                reference.members = members
            }
        }
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
