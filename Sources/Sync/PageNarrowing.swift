/// How many leads a page asks for: fewer where the server fails with as many, down to the one that it cannot give.
///
/// One lead that cannot be listed must not end every reading of the list at its place. One lead is asked for first: that
/// tells in few calls whether the server lists anything at all, each of which takes half a minute to fail. While it does,
/// halves of what is left are asked for.
package struct PageNarrowing: Hashable, Sendable {
    /// Leads of a page where nothing is wrong.
    private let full: Int
    package private(set) var limit: Int
    /// Where the page ended that failed first; `nil` while all is well.
    private var end: Int?
    /// Leads that were set aside one right after the other.
    private var asideInARow = 0

    /// Beyond this the server fails with whatever it is asked.
    private static let mostInARow = 2

    package init(full: Int) {
        self.full = full
        limit = full
    }

    /// True from a page that failed until what it held is read, or known to be out of reach.
    package var isNarrow: Bool { end != nil }

    /// What to do about a page that failed.
    package enum Step: Hashable, Sendable {
        /// Ask for fewer from the same place.
        case fewer
        /// Go on behind this one lead.
        case setAside
        case giveUp
    }

    /// The page at `offset` failed for what it holds.
    package mutating func failed(at offset: Int) -> Step {
        let isFirst = end == nil
        end = end ?? offset + limit
        guard limit == 1 else {
            limit = isFirst ? 1 : limit / 2
            return .fewer
        }
        asideInARow += 1
        return asideInARow <= Self.mostInARow ? .setAside : .giveUp
    }

    /// A page came; the next one begins at `offset`.
    package mutating func came(next offset: Int) {
        let isPast = asideInARow > 0 || end.map { offset + 1 >= $0 } ?? true
        asideInARow = 0
        if isPast {
            limit = full
            end = nil
        } else if limit == 1, let end {
            limit = max(1, (end - offset) / 2)
        }
    }
}
