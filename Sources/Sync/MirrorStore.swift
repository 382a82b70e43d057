package import FoundationEssentials
package import Leads

/// The durable copy of what the server last said, and of what is to be shown for it.
///
/// Methods block on the disk. Call them from a thread that may wait, never from the one that owns the terminal.
package protocol MirrorStore: Sendable {
    /// Every lead as it is to be shown: the server's with the unsent changes applied in order.
    func rows() throws(StoreError) -> [LeadRow]

    /// The shown rows of these leads; a missing one is left out.
    func rows(of ids: [Lead.ID]) throws(StoreError) -> [LeadRow]

    /// What the server last said of these leads; a missing or provisional one is left out.
    func bases(of ids: [Lead.ID]) throws(StoreError) -> [Lead.ID: MirroredLead]

    /// The ids of all leads that the server has said something of and not called gone.
    func mirroredIDs() throws(StoreError) -> Set<Lead.ID>

    /// The timeline as it was last read, without unsent entries.
    func timeline(of id: Lead.ID) throws(StoreError) -> Timeline?

    func save(_ timeline: Timeline, of id: Lead.ID, at date: Date) throws(StoreError)

    /// Empty before the first load.
    func referenceData() throws(StoreError) -> ReferenceData

    func save(_ reference: ReferenceData) throws(StoreError)

    func marks() throws(StoreError) -> SyncMarks

    func save(_ marks: SyncMarks) throws(StoreError)

    /// Records whose leads these are, or checks that they are still the same person's.
    ///
    /// - Throws: ``StoreError/otherAccount(recorded:found:)``.
    func claim(_ account: AccountIdentity) throws(StoreError)
}

/// A lead as the server last said it.
package struct MirroredLead: Hashable, Sendable {
    package var lead: Lead
    /// When the reading began.
    package var readAt: Date

    package init(lead: Lead, readAt: Date) {
        self.lead = lead
        self.readAt = readAt
    }
}
