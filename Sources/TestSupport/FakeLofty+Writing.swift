import FoundationEssentials
package import Leads
package import LoftyAPI

/// What changes leads: executed unless the script says otherwise, and answered unless the answer is lost.
extension FakeLofty {
    package func createLead(_ new: NewLead) async throws(APIError) -> Lead.ID {
        let fault = try await begin(.createLead)
        nextID += 2
        let id = Lead.ID(nextID)
        var lead = Lead(provisional: id, from: new, at: now())
        lead.updatedAt = now()
        if lead.stage == nil { lead.stage = pipeline.first?.name }
        if mergesDuplicates, let survivor = survivor(of: lead) {
            rename(survivor, as: lead)
            return try finish(fault, id)
        }
        leads[id] = lead
        visibleFrom["lead \(id)"] = now() + visibilityDelay
        await writtenHook?(.createLead)
        return try finish(fault, id)
    }

    package func updateLead(_ id: Lead.ID, _ edit: LeadEdit) async throws(APIError) {
        let fault = try await begin(.updateLead, id)
        guard var lead = leads[id], !trashed.contains(id) else { throw .gone("PUT /v1.0/leads/{leadId}") }
        if let stage = edit.stage {
            guard pipeline.contains(where: { $0.name == stage }) else {
                throw .refusal("no such stage", operation: "PUT /v1.0/leads/{leadId}")
            }
            let shown = readLag > 0 ? past.lead(id, at: now() - readLag) ?? lead : lead
            let isVisible = shown.stage == lead.stage
            stageWrites.append(StageWrite(leadID: id, before: lead.stage, after: stage, wasVisible: isVisible))
            lead.stage = stage
        }
        lead.firstName = edit.firstName ?? lead.firstName
        lead.lastName = edit.lastName ?? lead.lastName
        lead.emails = edit.emails ?? lead.emails
        if let phones = edit.phones { lead.set(.phones, to: phones) }
        lead.types = edit.types ?? lead.types
        lead.isHidden = edit.isHidden ?? lead.isHidden
        lead.source = edit.source ?? lead.source
        lead.tags = tags(of: lead, after: edit)
        if let inquiry = edit.profile.inquiry { lead.inquiry.take(inquiry) }
        if let property = edit.profile.property {
            nextID += 1
            lead.take(property, newID: nextID)
        }
        lead.updatedAt = now()
        leads[id] = lead
        await writtenHook?(.updateLead)
        try finish(fault, ())
    }

    package func trashLead(_ id: Lead.ID, reason: String) async throws(APIError) {
        let fault = try await begin(.trashLead, id)
        if fault == .ignored { return }
        guard leads[id] != nil, trashed.insert(id).inserted else { throw .gone("DELETE /v1.0/leads/{leadId}") }
        await writtenHook?(.trashLead)
        try finish(fault, ())
    }

    package func assignLead(_ id: Lead.ID, to member: Member) async throws(APIError) {
        let fault = try await begin(.assignLead, id)
        guard leads[id] != nil, !trashed.contains(id) else { throw .gone("POST /v1.0/leads/{leadId}/assignment") }
        // The ids on leads are not those of members.
        leads[id]?.assignee = Assignee(id: member.id.rawValue + 844_000_000_000_000, name: member.fullName)
        leads[id]?.updatedAt = now()
        await writtenHook?(.assignLead)
        try finish(fault, ())
    }

    @discardableResult
    package func addNote(_ text: String, to id: Lead.ID) async throws(APIError) -> Note.ID? {
        let fault = try await begin(.addNote, id)
        guard leads[id] != nil, !trashed.contains(id) else { throw .gone("POST /v1.0/notes") }
        let note = write(note: String(text.prefix(LeadLimits.note)), to: id, by: caller.fullName)
        await writtenHook?(.addNote)
        return try finish(fault, note)
    }

    @discardableResult
    package func logCall(_ call: LeadChange.CallLog, on id: Lead.ID) async throws(APIError) -> Int64? {
        let fault = try await begin(.logCall, id)
        guard leads[id] != nil, !trashed.contains(id) else { throw .gone("POST /v1.0/logType") }
        let log = write(call, on: id, by: caller)
        await writtenHook?(.logCall)
        return try finish(fault, log)
    }

    // MARK: Inside

    @discardableResult
    func write(note text: String, to id: Lead.ID, by author: String) -> Note.ID {
        nextID += 1
        notes.append(Note(id: nextID, leadID: id, text: text, author: author, createdAt: now()))
        visibleFrom["note \(nextID)"] = now() + visibilityDelay
        return nextID
    }

    @discardableResult
    func write(_ call: LeadChange.CallLog, on id: Lead.ID, by member: Member) -> Int64 {
        nextID += 1
        let entry = TimelineEntry(
            id: "communication:\(nextID)",
            at: now(),
            kind: .call(.outbound, outcome: call.outcome.rawValue),
            text: call.text,
            actor: String(id.rawValue),
            actorID: member.id.rawValue,
            phone: call.phone
        )
        callLogs.append(entry)
        visibleFrom[entry.id] = now() + visibilityDelay
        return nextID
    }

    private func tags(of lead: Lead, after edit: LeadEdit) -> [String] {
        var tags = edit.tags ?? lead.tags
        let before = Set(tags)
        for tag in edit.addingTags where !tags.contains(tag) { tags.append(tag) }
        if !ignoresTagRemoval {
            // A tag first introduced in the same request is not removed.
            tags.removeAll { edit.removingTags.contains($0) && before.contains($0) }
        }
        return tags
    }
}

extension FakeLofty: TurnKeeping {
    package func keepWriteTurn() async throws(APIError) { await turns?.pass() }
}
