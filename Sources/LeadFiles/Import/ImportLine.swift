package import Leads

/// What becomes of one row.
package struct ImportLine: Hashable, Sendable {
    /// Where the row begins in the file, counted from 1.
    package var line: Int
    package var verdict: Verdict
    /// What was left out of it.
    package var remarks: [CellProblem]

    package enum Verdict: Hashable, Sendable {
        case create(ImportedLead)
        /// Nothing new is made: the lead is there already, in the book or higher up in the file.
        case same(ImportedLead, as: Counterpart)
        /// A lead of its own that shares an address or number with another.
        case household(ImportedLead, with: Counterpart)
        case refused([CellProblem])
    }

    /// How a row relates to what is there.
    package enum Relation: Hashable, Sendable {
        case stranger
        case same(Counterpart)
        case household(Counterpart)
    }

    package enum Counterpart: Hashable, Sendable {
        case lead(Lead.ID, name: String)
        /// An earlier row of the same file.
        case line(Int)
    }
}

/// How many rows of a file become what.
package struct ImportSummary: Hashable, Sendable {
    package var created = 0
    package var same = 0
    package var households = 0
    package var refused = 0
    /// Rows without text; known once the file has been read to its end.
    package var blankRows = 0

    package init() {}

    mutating func count(_ line: ImportLine) {
        switch line.verdict {
        case .create: created += 1
        case .same: same += 1
        case .household: households += 1
        case .refused: refused += 1
        }
    }
}
