import FoundationEssentials
import Leads
import LoftyAPI

extension SyncEngine {
    /// Records that look like the change before it is sent for the first time; `nil` when the server could not be
    /// asked and the change has to wait.
    func baseline(for entry: JournalEntry) async -> Baseline? {
        if let known = entry.delivery.baseline { return known }
        switch await evidence(for: entry) {
        case .success(let found):
            return found.isComplete ? .known(found.alike) : .unknown
        case .failure(let error):
            if await isRefusal(error, of: entry) { return .unknown }
            await record(.unread(.init(error)), for: [entry.id])
            return nil
        }
    }

    /// Looks for a change whose answer was lost.
    func verify(_ entry: JournalEntry) async {
        switch await evidence(for: entry) {
        case .success(let found): await record(.sighted(sighting(of: entry, in: found)), for: [entry.id])
        case .failure(let error):
            guard await isRefusal(error, of: entry) else {
                await record(.unread(.init(error)), for: [entry.id])
                return
            }
            let reason = "its answer was lost, and the server does not let Foyer look for it"
            await record(.sighted(.uncertain(reason)), for: [entry.id])
        }
    }

    /// True when the records will never be shown, and not because the lead is gone.
    ///
    /// Lofty answers 404 for want of a right as well, so the lead itself is asked.
    private func isRefusal(_ error: APIError, of entry: JournalEntry) async -> Bool {
        guard error.kind == .notFound, !entry.entry.leadID.isProvisional else { return error.isRefusal }
        if case .success = await readLead(entry.entry.leadID) { return true }
        return false
    }

    /// The lead that Lofty put a create into, when the id it answered is dead.
    ///
    /// Source: Lofty API, "duplicates are merged, not rejected".
    func survivor(of new: NewLead, deadID: Lead.ID) async -> Lead.ID? {
        guard !new.emails.isEmpty || !new.phones.isEmpty else { return nil }
        guard case .success(let leads) = await search(for: new) else { return nil }
        let alike = Set(leads.filter { Lookup.isReachedAlike($0, new) && $0.id != deadID }.map(\.id))
        return alike.count == 1 ? alike.first : nil
    }

    private func evidence(for entry: JournalEntry) async -> Result<Evidence, APIError> {
        let lead = entry.entry.leadID
        switch entry.entry.change {
        case .addNote(let text):
            return await read { service throws(APIError) in
                Evidence(alike: Lookup.notes(like: text, in: try await service.notes(of: lead)))
            }
        case .logCall(let call):
            return await read { service throws(APIError) in
                let entries = try await service.communications(of: lead)
                let found = Lookup.calls(like: call, in: entries)
                let isComplete = entries.count < Lookup.communicationLimit
                return Evidence(alike: found.ids, certain: found.certain, isComplete: isComplete)
            }
        case .create(let new):
            return await search(for: new).map { leads in
                Evidence(leads: Set(Lookup.leads(like: new, in: leads).map(\.id)))
            }
        case .setStage, .addTag, .removeTag, .assign, .trash:
            return .success(Evidence(alike: []))
        }
    }

    private func search(for new: NewLead) async -> Result<[Lead], APIError> {
        var found: [Lead] = []
        for request in Lookup.requests(for: new) {
            switch await read({ service throws(APIError) in try await service.leads(request) }) {
            case .success(let page): found += page.leads
            case .failure(let error): return .failure(error)
            }
        }
        return .success(found)
    }

    private func sighting(of entry: JournalEntry, in found: Evidence) -> Sighting {
        if case .create = entry.entry.change {
            return Sighting(
                ofLeadIn: found.leads,
                baseline: entry.delivery.baseline,
                claimed: claimedLeads(but: entry.id)
            )
        }
        let certain = Sighting(ofRecordsIn: found.certain, baseline: entry.delivery.baseline)
        let likely = Sighting(ofRecordsIn: found.alike, baseline: entry.delivery.baseline)
        if certain != .absent { return certain }
        if likely != .absent { return .uncertain("Lofty holds a call like this one with other words") }
        return found.isComplete ? .absent : .uncertain("the lead has more calls than Lofty lists")
    }

    /// Leads that other creates of this journal have made.
    private func claimedLeads(but id: OutboxEntry.ID) -> Set<Lead.ID> {
        let finished: [JournalEntry]
        do throws(StoreError) {
            finished = try store.finished(limit: 1_000)
        } catch {
            observer(.trouble(error))
            finished = []
        }
        let others = outbox.entries.values.filter { $0.id != id } + finished
        return Set(others.compactMap { $0.delivery.acceptance?.createdID })
    }
}

/// Records on the server that look like a change.
private struct Evidence: Sendable {
    /// Ids as text.
    var alike: Set<String>
    /// Those of them that agree in every word.
    var certain: Set<String>
    var leads: Set<Lead.ID>
    /// False when the server may hold more than it lists.
    var isComplete: Bool

    init(alike: Set<String>, certain: Set<String>? = nil, isComplete: Bool = true) {
        self.alike = alike
        self.certain = certain ?? alike
        leads = []
        self.isComplete = isComplete
    }

    init(leads: Set<Lead.ID>) {
        self.leads = leads
        alike = Set(leads.map { String($0.rawValue) })
        certain = alike
        isComplete = true
    }
}
