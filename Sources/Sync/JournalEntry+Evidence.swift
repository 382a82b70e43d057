package import Leads

extension JournalEntry {
    /// What a call that is done with says against contacting its lead: to be kept, as the server's lead does not show it.
    ///
    /// An unsent call is applied to the shown lead by itself. One that was taken back before it left says nothing; one
    /// that may have arrived counts although it was given up.
    package var keptEvidence: ContactEvidence {
        guard entry.change.forbidsContact else { return ContactEvidence() }
        switch entry.status {
        case .settled: return ContactEvidence([entry.change])
        case .cancelled: return delivery.mayHaveArrived ? ContactEvidence([entry.change]) : ContactEvidence()
        case .held, .queued, .sending, .waiting, .ambiguous, .conflicted, .wedged: return ContactEvidence()
        }
    }
}
