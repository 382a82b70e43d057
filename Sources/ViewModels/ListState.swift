package import Leads

/// The list pane: which leads, in which order, and where the person is in it.
package struct ListState: Sendable {
    package var rows: any LeadRows
    /// The selected lead; it stays selected wherever new rows put it.
    package var selected: Lead.ID?
    /// Position of the first row on the screen.
    package var top: Int
    /// Rows that fit on the screen.
    package var visibleCount: Int
    package var filter: String
    package var sort: LeadSort?
    /// Leads changed since the view was opened: they keep their place even when they no longer match.
    package var handled: [Lead.ID]
    /// A lead that was just created: it is selected as soon as it is among the rows.
    package var awaited: Lead.ID?
    /// Why the filter could not be read, and where in its text.
    package var filterProblem: String?
    /// False until the first answer of the index.
    package var isLoaded: Bool

    package init() {
        rows = ArrayLeadRows()
        top = 0
        visibleCount = 1
        filter = ""
        handled = []
        isLoaded = false
    }

    package var position: Int? { selected.flatMap { rows.position(of: $0) } }

    package var selectedRow: LeadRow? { position.map { rows.row(at: $0) } }

    /// Selects the row at a position, as far as there is one, and scrolls it into view.
    package mutating func select(position wanted: Int) {
        guard rows.count > 0 else {
            selected = nil
            top = 0
            return
        }
        let position = min(max(0, wanted), rows.count - 1)
        selected = rows.row(at: position).lead.id
        reveal(position)
    }

    package mutating func reveal(_ position: Int) {
        if position < top { top = position }
        if position >= top + visibleCount { top = position - visibleCount + 1 }
        top = max(0, min(top, rows.count - visibleCount))
    }

    /// Takes new rows; the selected lead keeps its line on the screen, so nothing moves under the person's eyes.
    package mutating func replaceRows(_ new: any LeadRows) {
        let before = position
        let line = before.map { $0 - top }
        rows = new
        isLoaded = true
        if let wanted = awaited, let place = rows.position(of: wanted) {
            awaited = nil
            select(position: place)
        } else if let position {
            top = position - (line ?? position - top)
            reveal(position)
        } else {
            select(position: before ?? 0)
        }
    }
}
