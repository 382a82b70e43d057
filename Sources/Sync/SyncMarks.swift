package import FoundationEssentials

/// When the mirror was last brought up to date.
package struct SyncMarks: Hashable, Sendable, Codable {
    /// When the last pass began that came to the end of the list without a gap.
    package var completeSweepAt: Date?
    /// The last refresh of any kind.
    package var refreshedAt: Date?
    /// When some process last began a pass, so that a second one does not read the same book beside it.
    package var passBeganAt: Date?
    /// The number and the start of the pass of ``completeSweepAt``.
    package var completePass: PassTicket?
    /// Items of the list that the last pass could not read.
    package var unreadable: Int?
    /// Leads that the last pass did not see and that stay until another one agrees.
    package var heldBack: Int?
    /// The first complete pass that did not see leads which are held back.
    package var doubt: Doubt?

    package struct Doubt: Hashable, Sendable, Codable {
        package var pass: PassTicket
        /// When it began.
        package var at: Date

        package init(pass: PassTicket, at: Date) {
            self.pass = pass
            self.at = at
        }
    }

    package init(
        completeSweepAt: Date? = nil,
        refreshedAt: Date? = nil,
        passBeganAt: Date? = nil,
        completePass: PassTicket? = nil
    ) {
        self.completeSweepAt = completeSweepAt
        self.refreshedAt = refreshedAt
        self.passBeganAt = passBeganAt
        self.completePass = completePass
        unreadable = nil
        heldBack = nil
    }
}

extension MirrorStore {
    /// True when the whole book was read within a day, so that every number that Lofty lists is known here.
    package func knowsBook(at now: Date) throws(StoreError) -> Bool {
        guard let read = try marks().completeSweepAt else { return false }
        return (0..<86_400).contains(now.timeIntervalSince(read))
    }
}
