package import FoundationEssentials
package import Leads
import LoftyAPI

/// What is read before a number is handed over.
extension SyncEngine {
    /// Reads what calls with a lead came to, so that a colleague's speaks against contact too; nothing else of its past.
    package func readCalls(of id: Lead.ID) async throws(SyncError) {
        guard !id.isProvisional else { return }
        switch await read({ service throws(APIError) in try await service.communications(of: id) }) {
        case .success(let entries): try keepEvidence(of: Timeline(merging: entries), on: id)
        case .failure(let error): throw .service(error)
        }
    }

    /// Reads a lead, what calls with it came to, and what calls with others at its numbers did.
    ///
    /// A log that the account may not read counts as read: there is no more to be known.
    ///
    /// - Parameters:
    ///   - id: the lead.
    ///   - maximumAge: seconds for which a reading is as good as a new one.
    ///   - others: see ``readCalls(ofOthersAt:known:maximumAge:)``.
    /// - Returns: how many others' calls were not read.
    /// - Throws: what keeps the lead or its calls from being read.
    package func readToReach(
        _ id: Lead.ID,
        maximumAge: TimeInterval,
        others: [Lead.ID]? = nil
    ) async throws(SyncError) -> Int {
        guard !id.isProvisional else { return 0 }
        let base = try stored { store throws(StoreError) in try store.bases(of: [id]) }[id]
        let isFresh = base.map { (0..<maximumAge).contains(now.timeIntervalSince($0.readAt)) } ?? false
        if !isFresh { _ = try await fetchToDecide(id) }
        try await readCallsIfAllowed(of: id, maximumAge: maximumAge)
        guard let lead = try row(of: id)?.lead else { return 0 }
        return try await readCalls(ofOthersAt: lead, known: others, maximumAge: maximumAge)
    }

    /// Reads what calls with others who have one of the lead's numbers came to.
    ///
    /// A list names a line, and Lofty keeps the wish only in the log of the lead that was called. Leads that the account
    /// may not see stay unknown: Lofty's search through the calls of a whole team names neither their numbers nor them.
    ///
    /// - Parameters:
    ///   - lead: as it is known now.
    ///   - known: who has one of the numbers, from a mirror that knows the whole book; `nil` asks the server, by one or two
    ///     calls for each number.
    ///   - maximumAge: seconds for which a reading is as good as a new one.
    /// - Returns: how many others' calls were not read, since so many have the number that it is hardly anybody's.
    /// - Throws: what keeps the server from saying who has a number, or calls from being read.
    package func readCalls(
        ofOthersAt lead: Lead,
        known: [Lead.ID]? = nil,
        maximumAge: TimeInterval = 0
    ) async throws(SyncError) -> Int {
        let phones = lead.phones.filter { !$0.isListed }
        guard !phones.isEmpty, !lead.refusesContact else { return 0 }
        var others: (ids: [Lead.ID], count: Int)
        if let known {
            others = (known, known.count)
        } else {
            others = try await askForOwners(of: phones)
        }
        if others.ids.contains(lead.id) {
            others = (others.ids.filter { $0 != lead.id }, others.count - 1)
        }
        let read = others.ids.prefix(Self.mostOthers)
        for other in read { try await readCallsIfAllowed(of: other, maximumAge: maximumAge, mayBeGone: true) }
        return max(0, others.count - read.count)
    }

    /// So many may share a number of a home or an office.
    private static let mostOthers = 8

    private func readCallsIfAllowed(
        of id: Lead.ID,
        maximumAge: TimeInterval,
        mayBeGone: Bool = false
    ) async throws(SyncError) {
        guard !isRecent(try stamp(of: id), of: id, within: maximumAge) else { return }
        do throws(SyncError) {
            try await readCalls(of: id)
        } catch {
            guard case .service(let failure) = error else { throw error }
            if failure.kind == .notGranted || (mayBeGone && failure.kind == .notFound) { return }
            throw error
        }
    }

    /// Leads that the server finds by these numbers, taken into the mirror so that it can keep what their calls say.
    private func askForOwners(of phones: [Phone]) async throws(SyncError) -> (ids: [Lead.ID], count: Int) {
        var owners: Set<Lead.ID> = []
        var count = 0
        for request in Lookup.requests(forOwnersOf: phones) {
            let asked = try stored { store throws(StoreError) in try store.currentRevision() }
            let began = now
            switch await read({ service throws(APIError) in try await service.leads(request) }) {
            case .success(let page):
                // A server that does not filter shows any leads.
                let found = page.leads.filter { lead in
                    lead.phones.contains { phone in phones.contains { phone.rings(atOneOf: [$0.key]) } }
                }
                let fresh = found.filter { owners.insert($0.id).inserted }
                for lead in fresh { store(.listed(lead, at: began, asked: asked)) }
                count += fresh.count
                if found.count == page.leads.count { count += max(0, page.total - page.leads.count) }
            case .failure(let error): throw .service(error)
            }
        }
        return (owners.sorted(), count)
    }
}
