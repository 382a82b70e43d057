/// What a refresh has read, and what it could not.
package struct RefreshReport: Hashable, Sendable {
    /// Leads that the server counts.
    package var total: Int
    /// Leads that exist and did not come: the list is not whole.
    package var missing: Int
    /// One sentence for each item of the list that could not be read; it is set aside and the rest goes on.
    package var unreadable: [String]
    /// Leads that left the mirror because the server shows them no more.
    package var removed: Int
    /// Leads that the server did not show this time and that stay until a second pass agrees.
    package var heldBack: Int
    /// Whether the whole list was walked, or only what is new.
    package var isWholeBook: Bool

    package init(total: Int = 0, isWholeBook: Bool = false) {
        self.total = total
        self.isWholeBook = isWholeBook
        missing = 0
        unreadable = []
        removed = 0
        heldBack = 0
    }

    /// True when nothing is missing and everything could be read.
    package var isComplete: Bool { missing == 0 && unreadable.isEmpty }
}

/// A brake on removal: a list that is suddenly much shorter is believed when it is so a second time.
package enum RemovalBrake {
    /// True when so many leads of a mirror of `mirrored` may leave at once: at most 50, and at most 5 %.
    package static func allows(_ leaving: Int, of mirrored: Int) -> Bool {
        leaving <= 50 && leaving * 20 <= mirrored
    }
}
