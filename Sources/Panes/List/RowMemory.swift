import FoundationEssentials
import Leads
import Terminal
import ViewModels

/// Rows of the list as they were painted last, until something in them changes.
struct RowMemory {
    /// What all rows depend on.
    struct Setting: Equatable {
        var width: Int
        var choice: ListColumnChoice?
        var look: Look
        var team: Team
        var isMasked: Bool
    }

    /// What one row depends on, but for the time.
    struct Source: Equatable {
        var row: LeadRow
        var isHandled: Bool
        var isSkipped: Bool
        var isMarked: Bool
        var departure: ListState.Departure?
        var contact: ContactLookup.Sources
        var next: AgendaItem?
        var hasNews: Bool
        var isBack: Bool
    }

    private struct Key: Hashable {
        let lead: Lead.ID
        let ground: Ground
    }

    private struct Painted {
        let source: Source
        /// It reads the same at all these moments.
        let moments: Range<Date>
        let cells: [Cell]
    }

    private var setting: Setting?
    private var painted: [Key: Painted] = [:]

    /// A few screens of rows; more are only read by somebody who pages through a book.
    private static let mostRows = 512

    mutating func begin(_ setting: Setting) {
        guard setting != self.setting else { return }
        self.setting = setting
        painted = [:]
    }

    func cells(_ source: Source, on ground: Ground, at now: Date) -> [Cell]? {
        guard let row = painted[Key(lead: source.row.lead.id, ground: ground)], row.moments.contains(now),
            row.source == source
        else { return nil }
        return row.cells
    }

    mutating func keep(_ cells: [Cell], of source: Source, on ground: Ground, while moments: Range<Date>) {
        if painted.count >= Self.mostRows { painted = [:] }
        let key = Key(lead: source.row.lead.id, ground: ground)
        painted[key] = Painted(source: source, moments: moments, cells: cells)
    }
}
