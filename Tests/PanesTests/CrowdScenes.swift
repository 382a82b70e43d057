import FoundationEssentials
import Leads
import Terminal
import ViewModels

/// Workbenches with more of everything than fits on a screen.
extension Scenes {
    /// Sixty leads in all conditions.
    static let crowd: [LeadRow] = (0..<60).map { number in
        LeadRow(
            lead: crowdLead(number),
            syncState: [.clean, .queued, .sending, .clean, .failed, .conflict][number % 6]
        )
    }

    private static func crowdLead(_ number: Int) -> Lead {
        var lead = Lead(id: Lead.ID(Int64(1_000 + number)), firstName: "No\(number)")
        lead.lastName = ["", "de la Cruz", "Müller-Lüdenscheidt zu Hohenlohe", "小龍"][number % 4]
        lead.stage = ["New Lead", "Contacted", "Qualified", "Under Contract", "Nurture", "Archived", nil][number % 7]
        lead.score = number % 5 == 4 ? nil : number * 17 % 101
        lead.tags = Array(["hot", "relocation from Denver", "vip", "李"].prefix(number % 5))
        lead.types = Array([LeadType.buyer, .seller, .renter].prefix(number % 4))
        lead.source = ["Zillow", "A portal with a very long name", nil][number % 3]
        lead.assignee = [Assignee(id: 11, name: "Alice Johnson"), Assignee(id: 12, name: "Bob Li"), nil][number % 3]
        lead.isHidden = number % 9 == 8
        lead.createdAt = number % 10 == 9 ? nil : now - Double(40 * number * number)
        lead.lastTouchAt = number % 3 == 0 ? nil : now - Double(900 * number)
        lead.lastVisitAt = number % 4 == 3 ? now - 30 : nil
        lead.phones = Array(
            [
                Phone("512555\(1_000 + number)", status: .valid), Phone("7375550107", status: .dncNumber),
                Phone("+44 20 7946 0958"),
            ].prefix(number % 4)
        )
        if number % 8 == 5 { lead.permissions.isUnsubscribed = true }
        if number % 8 == 6 { lead.phones = [Phone("4155550107", status: .dncContact)] }
        return lead
    }

    /// The crowd with the cursor on a row.
    static func crowd(at position: Int) -> AppState {
        var state = book(of: crowd)
        _ = AppReducer.reduce(&state, .navigate(.move(.lines(position))))
        return state
    }

    /// The book with a long past of its first lead.
    static var longPast: AppState {
        var state = book
        let entries = (0..<40).map { number in
            TimelineEntry(
                id: "entry-\(number)",
                at: now - Double(number * 9_000),
                kind: [
                    .site("Favorite"), .call(.inbound, outcome: nil), .text(.outbound), .email(.inbound, event: "Open"),
                    .note(isPinned: false), .system, .site("Search"), .site("Request"), .site("Submission"), .site("?"),
                ][number % 10],
                text: "\(number) " + String(repeating: "and so on ", count: number % 10 * 4),
                actor: number % 2 == 0 ? "Bob Li" : nil
            )
        }
        let past = Timeline(merging: entries)
        _ = AppReducer.reduce(&state, .happened(.timelineLoaded(leads[0].lead.id, past, isFresh: true)))
        return state
    }

    /// More changes than the outbox can show, in all conditions.
    static let manyEntries: [OutboxEntry] = (0..<30).map { number in
        let status: OutboxEntry.Status =
            switch number % 7 {
            case 0: .held(until: now + 7.5)
            case 1: .queued
            case 2: .sending(attempt: 1)
            case 3: .waiting(until: now + 61, attempt: 2)
            case 4: .ambiguous(since: now - 4)
            case 5: .conflicted(theirs: "Archived")
            default: .wedged(OutboxEntry.Failure(reason: "Lofty says: permission denied for this lead.", code: 20_017))
            }
        return OutboxEntry(
            id: OutboxEntry.ID(rawValue: Int64(number)),
            leadID: crowd[number].lead.id,
            leadName: crowd[number].lead.displayName,
            change: number % 2 == 0
                ? .addTag("t\(number)") : .addNote("Wants a yard and a quiet street, note \(number)."),
            status: status,
            createdAt: now
        )
    }
}
