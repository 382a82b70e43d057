package import FoundationEssentials
package import Leads

/// What a person has before them, and when they last gave a sign of life.
package struct Presence: Hashable, Sendable {
    /// The lead under the cursor.
    package var cursor: Lead.ID?
    /// The leads of the rows on the screen, from the top.
    package var rows: [Lead.ID]
    package var lastKeyAt: Date

    package init(cursor: Lead.ID?, rows: [Lead.ID], lastKeyAt: Date) {
        self.cursor = cursor
        self.rows = rows
        self.lastKeyAt = lastKeyAt
    }
}
