package import Leads

extension ListState {
    /// What the keys that follow are meant for before it is among the rows.
    package enum Awaited: Hashable, Sendable {
        case group(ChangeGroup.ID)
        case lead(Lead.ID)
    }

    /// Why a row that is still here would not be here in a new view.
    package enum Departure: Hashable, Sendable {
        /// It no longer matches; what it was like when it did.
        case changed(from: LeadRow)
        /// It has left the mirror: trashed, hidden or given away.
        case gone
    }
}
