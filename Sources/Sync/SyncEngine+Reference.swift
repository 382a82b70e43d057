import FoundationEssentials
import Leads
import LoftyAPI

extension SyncEngine {
    /// Loads stages, tags and members; what cannot be read stays as it was.
    func loadReferenceData(unlessYoungerThan age: Duration) async throws(SyncError) {
        if reference.loadedAt?.isWithin(age, before: now) == true { return }
        for part in ReferenceData.Part.allCases { try await load(part) }
        reference.loadedAt = now
        try saveReference()
    }

    /// What is known of the team, with these parts no older than `age`.
    ///
    /// A part that the server keeps to itself stays as it was.
    package func referenceData(
        with parts: [ReferenceData.Part],
        noOlderThan age: Duration
    ) async throws(SyncError) -> ReferenceData {
        try await checkAccount()
        var isChanged = false
        for part in parts where reference.readAt(part)?.isWithin(age, before: now) != true {
            try await load(part)
            reference.note(part, readAt: now)
            isChanged = true
        }
        if isChanged { try saveReference() }
        return reference
    }

    /// Reads one part again, and tells when it is not as it was.
    func refresh(_ part: ReferenceData.Part) async throws(SyncError) {
        let before = reference
        try await load(part)
        if reference != before { try saveReference() }
    }

    private func saveReference() throws(SyncError) {
        let fresh = reference
        try stored { store throws(StoreError) in try store.save(fresh) }
        observer(.reference(fresh))
    }

    private func load(_ part: ReferenceData.Part) async throws(SyncError) {
        switch part {
        case .stages:
            if let stages = try await optional({ service throws(APIError) in try await service.stages() }) {
                if believes(stages.count, over: reference.stages.count, of: part) { reference.stages = stages }
            }
        case .tags:
            if let tags = try await optional({ service throws(APIError) in try await service.tagNames() }) {
                if believes(tags.count, over: reference.tagNames.count, of: part) { reference.tagNames = tags }
            }
        case .members:
            if let members = try await optional({ service throws(APIError) in try await service.members() }) {
                if believes(members.count, over: reference.members.count, of: part) { reference.members = members }
            }
        }
    }

    /// A brake: a part that is empty all at once is believed when it still is a minute later.
    private func believes(_ count: Int, over known: Int, of part: ReferenceData.Part) -> Bool {
        guard count == 0, known > 0 else {
            emptiedAt[part] = nil
            return true
        }
        let first = emptiedAt[part] ?? steadyNow()
        emptiedAt[part] = first
        guard steadyNow() - first >= .seconds(60) else { return false }
        emptiedAt[part] = nil
        return true
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
