package import FoundationEssentials
package import Leads

/// The durable copy of what the server last said, and of what is to be shown for it.
///
/// Methods block on the disk. Call them from a thread that may wait, never from the one that owns the terminal.
package protocol MirrorStore: Sendable {
    /// Every lead as it is to be shown: the server's with the unsent changes applied in order.
    func rows() throws(StoreError) -> [LeadRow]

    /// So many rows behind this id, lowest ids first: for a book that is not read at once.
    func rows(after id: Lead.ID?, limit: Int) throws(StoreError) -> [LeadRow]

    /// The shown rows of these leads; a missing one is left out.
    func rows(of ids: [Lead.ID]) throws(StoreError) -> [LeadRow]

    /// What the server last said of these leads; a missing or provisional one is left out.
    func bases(of ids: [Lead.ID]) throws(StoreError) -> [Lead.ID: MirroredLead]

    /// How many leads the server has said something of and not called gone.
    func mirroredCount() throws(StoreError) -> Int

    /// The change counter: it rises with each transaction of anybody.
    ///
    /// Taken before the server is asked, it tells afterwards what was learnt meanwhile.
    func currentRevision() throws(StoreError) -> Int64

    /// Numbers a new walk through the whole list; later ones have higher numbers, whichever process makes them.
    func beginPass() throws(StoreError) -> PassTicket

    /// Notes that a page held these leads: when it was asked for, and by which pass, `nil` for a page of no pass.
    ///
    /// Changes no row and wakes nobody.
    func sight(_ ids: [Lead.ID], by pass: PassTicket?, at date: Date) throws(StoreError)

    /// Leads that neither this pass nor a later one has seen and that nothing else was learnt of since it began, lowest
    /// ids first; those with unsent changes are left out.
    func unseen(by pass: PassTicket, limit: Int) throws(StoreError) -> [Lead.ID]

    /// How many ``unseen(by:limit:)`` would answer without a limit.
    func unseenCount(by pass: PassTicket) throws(StoreError) -> Int

    /// Trouble that the store has got around since this was last asked, such as a record that cannot be read.
    func takeNotices() -> [StoreError]

    /// Leaves what lies on the disk as the next opening finds it soonest.
    func tidy()

    /// The timeline as it was last read, without unsent entries.
    func timeline(of id: Lead.ID) throws(StoreError) -> Timeline?

    /// ``Leads/Timeline/newestPage`` of the same; it may be whole although it is longer than a page.
    ///
    /// The rest is not read for it.
    func timelinePage(of id: Lead.ID) throws(StoreError) -> Timeline?

    /// - `timeline`: all of it, not a page.
    func save(_ timeline: Timeline, of id: Lead.ID, at date: Date) throws(StoreError)

    /// What the person saw of leads when they looked at them last; those they never looked at are left out.
    func looks(of ids: [Lead.ID]) throws(StoreError) -> [Lead.ID: LeadLook]

    /// Leaves with the lead.
    func save(_ looks: [Lead.ID: LeadLook]) throws(StoreError)

    /// Empty before the first load.
    func referenceData() throws(StoreError) -> ReferenceData

    func save(_ reference: ReferenceData) throws(StoreError)

    /// What sent calls, own and colleagues', say against contacting leads, and Lofty's own leads do not.
    func forbiddingCalls() throws(StoreError) -> [Lead.ID: ContactEvidence]

    /// ``PhoneNumber/key`` of every number that a call, sent or not, or Lofty lists on any lead: whoever has it, must not be
    /// called there.
    func listedNumbers() throws(StoreError) -> Set<String>

    /// Which news of listed numbers the rows of the book have not been looked through for; `nil` when there are none.
    ///
    /// A page lists numbers that leads of earlier pages have too. They are marked in ``rows(of:)`` at once, and in what the
    /// index is told as soon as ``showListed(after:limit:)`` has come to them.
    func newsOfListings() throws(StoreError) -> Int64?

    /// Looks through so many rows behind this id, lowest ids first, and shows those anew whose numbers have been listed, or
    /// taken off the list.
    func showListed(after id: Lead.ID?, limit: Int) throws(StoreError) -> ListedStretch

    /// Notes that the whole book has been looked through for these news.
    func noteListed(_ news: Int64) throws(StoreError)

    /// Leads that were put aside, those whose time has come included until they are taken back.
    func snoozes() throws(StoreError) -> [Lead.ID: Snooze]

    /// The person's follow-ups as they were last read; empty before.
    func followUps() throws(StoreError) -> FollowUpBook

    func save(_ followUps: FollowUpBook) throws(StoreError)

    func marks() throws(StoreError) -> SyncMarks

    func save(_ marks: SyncMarks) throws(StoreError)

    /// The copy of the book that was noted last; `nil` when there is none, or when the store no longer knows everything
    /// that left it since.
    func savedBook() throws(StoreError) -> SavedBook?

    /// Notes a copy of the book; the one before it counts no more.
    func note(_ book: SavedBook) throws(StoreError)

    /// What was shown first when the workbench was last looked at; `nil` when nobody has.
    func openingPage() throws(StoreError) -> OpeningPage?

    func save(_ page: OpeningPage) throws(StoreError)

    /// Records whose leads these are, or checks that they are still the same person's.
    ///
    /// - Throws: ``StoreError/otherAccount(recorded:found:)``.
    func claim(_ account: AccountIdentity) throws(StoreError)
}

extension MirrorStore {
    package func takeNotices() -> [StoreError] { [] }

    package func tidy() {}

    /// The same for one lead.
    package func save(_ look: LeadLook, of id: Lead.ID) throws(StoreError) { try save([id: look]) }

    /// Leads that are put aside at a moment: until a time that is to come, or until they act.
    package func leadsAside(at now: Date) throws(StoreError) -> Set<Lead.ID> {
        let snoozes = try snoozes()
        let leads = try rows(of: Array(snoozes.keys)).map(\.lead)
        return Set(leads.filter { !(snoozes[$0.id]?.isOver(for: $0, at: now) ?? true) }.map(\.id))
    }
}

/// What looking through a stretch of the book for listed numbers came to.
package struct ListedStretch: Hashable, Sendable {
    /// Rows that are shown anew; `nil` when there are none.
    package var commit: StoreCommit?
    /// The last lead of the stretch; `nil` at the end of the book.
    package var last: Lead.ID?

    package init(commit: StoreCommit?, last: Lead.ID?) {
        self.commit = commit
        self.last = last
    }
}

/// One walk through the whole list of leads.
package struct PassTicket: Hashable, Sendable, Codable {
    /// Rises with each pass of the state directory.
    package var number: Int64
    /// The store's revision when the pass began.
    package var revision: Int64

    package init(number: Int64, revision: Int64) {
        self.number = number
        self.revision = revision
    }
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
