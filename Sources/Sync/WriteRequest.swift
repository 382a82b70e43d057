import Leads
import LoftyAPI

/// One call that changes something on the server.
enum WriteRequest: Hashable, Sendable {
    case create(NewLead)
    case update(LeadEdit)
    case assign(Member)
    case addNote(String)
    case logCall(LeadChange.CallLog)
    case trash(reason: String)
    case followUp(FollowUpChange)
    case deal(DealChange)

    /// `nil` when `base`, the lead as it was just read, already is as the batch asks; `members` are those of the team.
    init?(_ batch: Outbox.Batch, base: Lead?, among members: [Member] = []) {
        guard let first = batch.entries.first else { return nil }
        switch first.entry.change {
        case .create(let new): self = .create(new)
        case .assign(from: _, to: let member):
            let isForced = first.delivery.mustBeSent == true
            if let base, !isForced, Reconciliation.isSo(first.entry.change, in: base, among: members) {
                return nil
            }
            self = .assign(member)
        case .addNote(let text): self = .addNote(text)
        case .logCall(let call): self = .logCall(call)
        case .trash(let reason): self = .trash(reason: reason)
        case .followUp(let change): self = .followUp(change)
        case .deal(let change): self = .deal(change)
        case .snooze: return nil
        case .setStage, .addTag, .removeTag, .setField, .setHidden:
            guard let edit = LeadEdit(of: batch, onto: base) else { return nil }
            if first.delivery.replacesTags, let base {
                self = .update(LeadEdit(replacingTagsOf: base, by: batch.changes))
            } else {
                self = .update(edit)
            }
        }
    }

    /// The record that the call made, as far as the answer names it.
    func perform(on lead: Lead.ID, through service: any LoftyService) async throws(APIError) -> MadeRecord? {
        switch self {
        case .create(let new): return .lead(try await service.createLead(new))
        case .update(let edit): try await service.updateLead(lead, edit)
        case .assign(let member): try await service.assignLead(lead, to: member)
        case .addNote(let text):
            return try await service.addNote(text, to: lead).map { .entry(Lookup.name(ofNote: $0)) }
        case .logCall(let call):
            return try await service.logCall(call, on: lead).map { .entry(Lookup.name(ofCall: $0)) }
        case .trash(let reason): try await service.trashLead(lead, reason: reason)
        case .followUp(let change): return try await change.perform(on: lead, through: service)
        case .deal(let change): return try await change.perform(on: lead, through: service)
        }
        return nil
    }
}
