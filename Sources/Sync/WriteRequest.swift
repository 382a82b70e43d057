import Leads
import LoftyAPI

/// One call that changes something on the server.
enum WriteRequest: Hashable, Sendable {
    /// The changes take each other back.
    case nothing
    case create(NewLead)
    case update(LeadEdit)
    case assign(Member)
    case addNote(String)
    case logCall(LeadChange.CallLog)
    case trash(reason: String)

    init(_ batch: Outbox.Batch, base: Lead?) {
        guard let first = batch.entries.first else {
            self = .nothing
            return
        }
        switch first.entry.change {
        case .create(let new): self = .create(new)
        case .assign(from: _, to: let member): self = .assign(member)
        case .addNote(let text): self = .addNote(text)
        case .logCall(let call): self = .logCall(call)
        case .trash(let reason): self = .trash(reason: reason)
        case .setStage, .addTag, .removeTag:
            if first.delivery.replacesTags, let base {
                self = .update(LeadEdit(replacingTagsOf: base, by: batch.changes))
            } else {
                self = LeadEdit(coalescing: batch.changes, onto: base).map { .update($0) } ?? .nothing
            }
        }
    }

    /// The id of the lead that a create made.
    func perform(on lead: Lead.ID, through service: any LoftyService) async throws(APIError) -> Lead.ID? {
        switch self {
        case .nothing: break
        case .create(let new): return try await service.createLead(new)
        case .update(let edit): try await service.updateLead(lead, edit)
        case .assign(let member): try await service.assignLead(lead, to: member)
        case .addNote(let text): try await service.addNote(text, to: lead)
        case .logCall(let call): try await service.logCall(call, on: lead)
        case .trash(let reason): try await service.trashLead(lead, reason: reason)
        }
        return nil
    }
}
