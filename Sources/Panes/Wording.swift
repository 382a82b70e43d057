import FoundationEssentials
import Leads
import ViewModels

/// The sentences of the workbench: what happened, why, and what to do next.
enum Wording {
    static func notice(_ notice: Notice, now: Date) -> String {
        switch notice {
        case .submitted(let change, let lead): "\(lead): \(self.change(change)). u undoes."
        case .undone(let change, let lead):
            "Undone for \(lead): \(self.change(change)). It was never sent. U does it again."
        case .inverseQueued(let change, let lead):
            "\(lead) was changed already; on its way back: \(self.change(change))."
        case .undoImpossible(let reason): "Cannot undo: \(reason)"
        case .nothingToUndo: "Nothing to undo in this session."
        case .nothingToRedo: "Nothing to do again."
        case .failed(let entry): "\(entry.leadName): \(self.change(entry.change)) did not go through. w shows why."
        case .notSaved(let reason): "Not saved: \(reason)"
        case .trouble(let reason): reason
        case .refreshed(let leads): "Up to date: \(Formatters.count(leads)) leads."
        case .refreshFailed(let reason): "Could not refresh: \(reason)"
        case .noLead: "No lead is selected. Move to one with j and k, or press \\ to clear the filter."
        case .alreadySo(let text): "\(text). Nothing to send."
        case .unknownKey(let keys): "\(keys) means nothing here. ? lists the keys."
        case .unavailable(let verb, let reason): "\(verb): \(reason)."
        case .pasteIgnored(let count):
            "\(count) pasted characters were ignored: pasted text never runs as keys. Open a field first."
        case .terminalFallback(let term): "TERM=\(term) is unknown here; drawing as xterm-256color."
        case .noted(let text): text
        }
    }

    /// A change in a few words, without the lead.
    static func change(_ change: LeadChange) -> String {
        switch change {
        case .create: "create"
        case .setStage(let before?, let after): "stage \(before) → \(after)"
        case .setStage(nil, let after): "stage → \(after)"
        case .addTag(let tag): "tag +\(tag)"
        case .removeTag(let tag): "tag −\(tag)"
        case .assign(let before, let member): "owner \(before?.name ?? "nobody") → \(member.fullName)"
        case .addNote(let text): "note “\(text.prefix(40))\(text.count > 40 ? "…" : "")”"
        case .logCall(let log): "call, \(log.outcome.label)"
        case .trash(let reason): "to the trash (\(reason.prefix(40)))"
        }
    }

    /// What an unsent change is doing, and what a person can do about it.
    static func entry(_ entry: OutboxEntry, now: Date) -> String {
        let change = change(entry.change)
        switch entry.status {
        case .held(let until): return "\(change) goes out in \(seconds(from: now, to: until)) s; u undoes."
        case .queued: return "\(change) is queued."
        case .sending: return "\(change) is being sent."
        case .waiting(let until, let attempt):
            return "\(change) is tried again in \(seconds(from: now, to: until)) s (try \(attempt + 1))."
        case .ambiguous: return "\(change): the answer was lost; looking on the server before sending again."
        case .conflicted(let theirs):
            return "\(change): somebody changed it to \(theirs) meanwhile. r keeps yours, x theirs."
        case .wedged(let failure) where failure.isLeadGone:
            return "\(change) was refused: the lead is gone or hidden from you. x drops the change."
        case .wedged(let failure): return "\(change) was refused: \(failure.reason) r tries again, x drops it."
        case .settled: return "\(change) is on the server."
        case .cancelled: return "\(change) was cancelled."
        }
    }

    private static func seconds(from now: Date, to date: Date) -> Int {
        max(0, Int(date.timeIntervalSince(now).rounded(.up)))
    }

    static func problem(_ problem: FormProblem) -> String {
        switch problem {
        case .missing(let field): "\(field) is empty. Type it, or leave with Esc."
        case .tooLong(let field, let length, let limit):
            "\(field) has \(length) characters; Lofty keeps \(limit). Shorten it by \(length - limit)."
        case .noAddress(let text): "“\(text)” is no email address: the @ is missing."
        case .noPhone(let text): "“\(text)” is no phone number of 7 to 20 characters."
        case .unknown(let field, let value, let known):
            "\(field) “\(value)” is unknown. Known: \(known.joined(separator: ", "))."
        case .command(let text): text
        }
    }

    static func gap(_ gap: Timeline.Gap) -> String {
        let source =
            switch gap.source {
            case .site: "website visits"
            case .communications: "calls, texts and emails"
            case .notes: "notes"
            }
        return "\(source) could not be read: \(gap.reason)"
    }

    static func kind(_ kind: TimelineEntry.Kind) -> String {
        switch kind {
        case .site(let type): site(type)
        case .call(.inbound, _): "call ←"
        case .call(.outbound, _): "call →"
        case .text(.inbound): "text ←"
        case .text(.outbound): "text →"
        case .email(.inbound, _): "email ←"
        case .email(.outbound, _): "email →"
        case .note(let isPinned): isPinned ? "note ★" : "note"
        case .system: "system"
        case .pending: "unsent"
        }
    }

    /// What a visitor did, for the types of Lofty's website activities.
    private static func site(_ type: String) -> String {
        switch type {
        case "Browse": "viewed"
        case "Favorite": "liked ♥"
        case "Search": "searched"
        case "Request": "asked"
        case "Submission": "wrote"
        default: "site"
        }
    }

    static func isPending(_ kind: TimelineEntry.Kind) -> Bool {
        switch kind {
        case .pending: true
        case .site, .call, .text, .email, .note, .system: false
        }
    }

    static func question(_ question: Confirmation.Question) -> (text: String, detail: String) {
        switch question {
        case .trash(_, let name, let reason):
            ("Move \(name) to the trash?", "Reason: \(reason). Lofty offers no way back from here.")
        case .drop(let entry):
            ("Drop this change of \(entry.leadName)?", "\(change(entry.change)) will not be sent.")
        }
    }
}
