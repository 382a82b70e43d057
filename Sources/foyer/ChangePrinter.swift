import FoundationEssentials
import Leads
import Sync
import Synchronization
import Terminal

/// Prints a line for each lead that changes, as tab-separated cells that hold no control characters, and tells on
/// standard error how the server can be reached.
final class ChangePrinter: Sendable {
    private struct State {
        /// The first reading of a book is no news.
        var isQuiet = false
        var isAway = false
    }

    private let isOn: Bool
    private let state = Mutex(State())

    init(isOn: Bool) { self.isOn = isOn }

    /// With `isFirstFill` nothing is printed before ``filled()``.
    func begin(isFirstFill: Bool) { state.withLock { $0.isQuiet = isFirstFill } }

    func filled() { state.withLock { $0.isQuiet = false } }

    func take(_ event: SyncEvent) {
        guard isOn else { return }
        switch event {
        case .rows(let rows, removed: let removed):
            guard !state.withLock({ $0.isQuiet }) else { return }
            for row in rows {
                let lead = row.lead
                print("changed", lead.id, [lead.displayName, lead.stage ?? "", lead.assignee?.name ?? ""])
            }
            for id in removed { print("gone", id, []) }
        case .created(let provisional, let real): print("created", real, [provisional.description])
        case .link(let link): tell(link)
        case .outbox, .budget, .reference, .progress, .timeline, .followUps, .freshness, .trouble: return
        }
    }

    private func tell(_ link: LinkState) {
        let words: String
        switch link {
        case .unknown, .limited: return
        case .online:
            guard state.withLock({ $0.isAway }) else { return }
            words = "the server answers again."
        case .offline: words = "the server cannot be reached; what changes there shows when it is back."
        case .credentialRejected:
            words = "the key was rejected. “foyer login” takes another one; then start this again."
        case .accountUnknown(let reason): words = "the server does not say whose key this is: \(reason)"
        case .otherAccount: words = "the key is of another account than the book in this state directory."
        }
        let isAway = if case .online = link { false } else { true }
        state.withLock { $0.isAway = isAway }
        StandardError.print("foyer: \(CleanText.clean(words))")
    }

    private func print(_ what: String, _ lead: Lead.ID, _ cells: [String]) {
        let line = ([what, lead.description] + cells.map { CleanText.clean($0) }).joined(separator: "\t")
        // A reader that went away is noticed at the end.
        _ = StandardStream.output.write(line + "\n")
    }
}
