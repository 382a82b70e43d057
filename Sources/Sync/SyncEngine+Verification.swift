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
            await noteUnread([entry.id], error)
            return nil
        }
    }

    /// Looks for a change whose answer was lost.
    func verify(_ entry: JournalEntry) async {
        switch await evidence(for: entry) {
        case .success(let found): await record(.sighted(sighting(of: entry, in: found)), for: [entry.id])
        case .failure(let error):
            guard await isRefusal(error, of: entry) else {
                await noteUnread([entry.id], error)
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

    /// A last look before a change that may have arrived is sent once more, because a person said so.
    func freshLook(for entry: JournalEntry) async -> FreshLook {
        let found: Evidence
        switch await evidence(for: entry) {
        case .success(let evidence): found = evidence
        case .failure(let error):
            // Who may not look cannot know more than when they decided.
            if await isRefusal(error, of: entry) { return .goes(baseline: nil) }
            await noteUnread([entry.id], error)
            return .stays
        }
        let sighting = sighting(of: entry, in: found)
        if case .present = sighting {
            await record(.sighted(sighting), for: [entry.id])
            return .stays
        }
        guard case .known = entry.delivery.baseline else {
            return .goes(baseline: found.isComplete ? .known(found.alike) : .unknown)
        }
        return .goes(baseline: nil)
    }

    /// What a last look came to.
    enum FreshLook: Sendable {
        /// It is not there; with what was there instead when that was not known before.
        case goes(baseline: Baseline?)
        /// It is there, or cannot be looked for now: why is recorded.
        case stays
    }

    /// The lead that Lofty put a create into, when the id it answered is dead.
    ///
    /// Source: Lofty API, "duplicates are merged, not rejected".
    func survivor(of new: NewLead, deadID: Lead.ID) async -> DeliveryOutcome? {
        guard !new.emails.isEmpty || !new.phones.isEmpty else { return nil }
        guard case .success(let leads) = await search(for: new) else { return nil }
        let alike = leads.filter { Lookup.isReachedAlike($0, new) && $0.id != deadID }
        guard Set(alike.map(\.id)).count == 1, let survivor = alike.first else { return nil }
        return merger(of: new, into: survivor, answered: deadID)
    }

    /// What became of a create whose answer leads to a lead that was there before or bears another name.
    ///
    /// Lofty gives that lead the new name, so what the mirror knew of it says who it is. Only the same name is taken
    /// for the same person without asking.
    func merger(of new: NewLead, into lead: Lead, answered id: Lead.ID) -> DeliveryOutcome? {
        let typed = PersonName(new.firstName + " " + new.lastName)
        let known = mirrored(lead.id)
        let before = known ?? lead
        let isSame = PersonName(before.firstName + " " + before.lastName) == typed
        guard lead.id != id || known != nil || !isSame else { return nil }
        if isSame, lead.id == id { return nil }
        return .merged(into: lead.id, name: before.displayName, isSamePerson: isSame)
    }

    /// The lead as the mirror holds it from before.
    func mirrored(_ id: Lead.ID) -> Lead? {
        do throws(StoreError) {
            return try store.bases(of: [id])[id]?.lead
        } catch {
            observer(.trouble(error))
            return nil
        }
    }

    private func evidence(for entry: JournalEntry) async -> Result<Evidence, APIError> {
        let lead = entry.entry.leadID
        switch entry.entry.change {
        case .addNote(let text):
            let author = author(on: lead)
            return await read(about: lead) { service throws(APIError) in
                Evidence(alike: Lookup.notes(like: text, by: author, in: try await service.notes(of: lead)))
            }
        case .logCall(let call):
            let author = author(on: lead)
            return await read(about: lead) { service throws(APIError) in
                let entries = try await service.communications(of: lead)
                let found = Lookup.calls(like: call, by: author, in: entries)
                let isComplete = entries.count < Lookup.communicationLimit
                return Evidence(alike: found.ids, certain: found.certain, isComplete: isComplete)
            }
        case .create(let new):
            return await search(for: new).map { leads in
                Evidence(leads: Set(Lookup.leads(like: new, in: leads).map(\.id)))
            }
        case .followUp(.add(let plan)):
            return await read(about: lead) { service throws(APIError) in
                Evidence(alike: Lookup.followUps(like: plan, in: try await service.tasks(of: lead)))
            }
        case .deal(.add(let plan)):
            return await read(about: lead) { service throws(APIError) in
                Evidence(alike: Lookup.deals(like: plan, in: try await service.transactions(of: lead)))
            }
        case .setStage, .addTag, .removeTag, .assign, .setField, .setHidden, .trash, .followUp, .deal, .snooze:
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
                claimed: Set(claims(but: entry.id).compactMap(\.createdID)),
                siblings: outbox.siblings(of: entry)
            )
        }
        let claimed = Set(claims(but: entry.id).compactMap(\.recordID))
        let certain = Sighting(ofRecordsIn: found.certain, baseline: entry.delivery.baseline, claimed: claimed)
        let likely = Sighting(ofRecordsIn: found.alike, baseline: entry.delivery.baseline, claimed: claimed)
        if certain != .absent { return certain }
        if likely != .absent { return .uncertain("Lofty holds a call like this one and does not show its words") }
        return found.isComplete ? .absent : .uncertain("the lead has more calls than Lofty lists")
    }

    private func author(on lead: Lead.ID) -> Lookup.Author? {
        reference.me.map { Lookup.Author($0, among: reference.members, lead: mirrored(lead)) }
    }

    /// What the server made of other changes of this journal: none of it can be this one's.
    private func claims(but id: OutboxEntry.ID) -> [Delivery.Acceptance] {
        let finished: [JournalEntry]
        do throws(StoreError) {
            finished = try store.finished(limit: 1_000)
        } catch {
            observer(.trouble(error))
            finished = []
        }
        let others = outbox.entries.values.filter { $0.id != id } + finished
        return others.compactMap(\.delivery.acceptance)
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

extension Outbox {
    /// Creates of an equal lead that do not know which they made, this one included.
    func siblings(of entry: JournalEntry) -> Int {
        let others = entries.values.filter { other in
            other.id != entry.id && other.entry.change == entry.entry.change && other.delivery.firstSentAt != nil
                && other.delivery.acceptance == nil
        }
        return others.count + 1
    }
}
