import FoundationEssentials
import Leads
import Panes
import Sync

/// A change as the command line prints it in JSON, its texts whole.
struct OutboxRecord: Encodable {
    let id: Int64
    let leadId: Int64
    let leadName: String
    /// `nil` for one that cannot be read.
    let decidedAt: Date?
    let attempts: Int
    /// `held`, `queued`, `sending`, `waiting`, `ambiguous`, `conflicted`, `wedged`, `settled` or `cancelled`; `review` for
    /// one that waits for a second look, `unreadable` for one that this Foyer cannot read.
    let state: String
    let change: String
    let parts: [Part]
    let explanation: String
    let advice: String
    let theirs: String?
    let reason: String?
    let code: Int?

    struct Part: Encodable {
        let name: String
        let text: String
    }

    init(_ entry: OutboxEntry, among others: [OutboxEntry]) {
        let told = OutboxExplanation(entry, among: others, now: Date())
        id = entry.id.rawValue
        leadId = entry.leadID.rawValue
        leadName = entry.leadName
        decidedAt = entry.createdAt
        attempts = entry.attempts
        state = entry.awaitsReview ? "review" : entry.status.name
        change = Wording.change(entry.change)
        parts = told.facts.map { Part(name: $0.label, text: $0.text) }
        explanation = told.state
        advice = told.advice(in: .commands)
        theirs = entry.theirs
        if case .wedged(let failure) = entry.status {
            reason = failure.reason
            code = failure.code
        } else {
            reason = nil
            code = nil
        }
    }
}

extension OutboxRecord {
    /// An entry as it stands in the journal.
    init(_ entry: UnreadableEntry) {
        id = entry.id.rawValue
        leadId = entry.leadID.rawValue
        leadName = "lead \(entry.leadID)"
        decidedAt = nil
        attempts = 0
        state = "unreadable"
        change = entry.text
        parts = [Part(name: "journal", text: entry.text)]
        explanation = UnreadableEntry.explanation
        advice = UnreadableEntry.advice
        theirs = nil
        reason = nil
        code = nil
    }
}

extension OutboxEntry.Status {
    /// The word for it in JSON.
    fileprivate var name: String {
        switch self {
        case .held: "held"
        case .queued: "queued"
        case .sending: "sending"
        case .waiting: "waiting"
        case .ambiguous: "ambiguous"
        case .conflicted: "conflicted"
        case .wedged: "wedged"
        case .settled: "settled"
        case .cancelled: "cancelled"
        }
    }
}
