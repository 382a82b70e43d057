import FoundationEssentials
import Leads

extension Deadlines {
    /// When it changes by itself how the selected lead may be contacted, and the next minute of the clock there.
    static func nextStanding(_ state: AppState) -> Date? {
        guard let lead = state.list.selectedRow?.lead, !lead.phones.isEmpty else { return nil }
        let standing = ContactGuard.standing(of: lead, at: state.now)
        guard let change = standing.nextChange else { return nil }
        let minute = (state.now.timeIntervalSinceReferenceDate / 60).rounded(.down) * 60 + 60
        return min(change, Date(timeIntervalSinceReferenceDate: minute))
    }
}
