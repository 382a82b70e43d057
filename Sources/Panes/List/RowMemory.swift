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

    /// What all rows together depend on, but for the time.
    ///
    /// Between most keys nothing of it changes, and no row has to be looked at to know that it reads as it did.
    struct Sight: Equatable {
        private var rows: RowsRevision
        private var handled: [Lead.ID]
        private var skipped: Set<Lead.ID>
        private var marks: Marks
        /// For what is next, and for how a lead may be contacted.
        private var outbox: [OutboxEntry]
        private var followUps: [FollowUp]
        private var looks: [Lead.ID: LeadLook]
        private var snoozes: [Lead.ID: Snooze]

        init(_ state: AppState) {
            rows = state.list.revision
            handled = state.list.handled
            skipped = state.triage?.skipped ?? []
            marks = state.marks
            outbox = state.outbox
            followUps = state.followUps.followUps
            looks = state.looks
            snoozes = state.snoozes
        }
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
        /// With the moment at which the lead comes back, by which the row was painted.
        var snooze: Snooze?
    }

    private struct Key: Hashable {
        let lead: Lead.ID
        let ground: Ground
    }

    /// A row as it was painted; its source stands apart, as it is large and seldom looked at.
    private struct Painted {
        /// It reads the same at all these moments.
        let moments: Range<Date>
        let cells: [Cell]
        /// The sight in which it was found to hold last.
        var sight: Int
    }

    private var setting: Setting?
    private var sight: Sight?
    /// Counts the sights.
    private var sights = 0
    private var painted: [Key: Painted] = [:]
    private var sources: [Key: Source] = [:]

    /// A few screens of rows; more are only read by somebody who pages through a book.
    private static let mostRows = 512

    mutating func begin(_ setting: Setting, _ sight: Sight) {
        if setting != self.setting {
            self.setting = setting
            forget()
        }
        guard sight != self.sight else { return }
        self.sight = sight
        sights += 1
    }

    /// The cells of a lead's row that was painted, or found to hold, since the sight has changed.
    func cells(of lead: Lead.ID, on ground: Ground, at now: Date) -> [Cell]? {
        guard let row = painted[Key(lead: lead, ground: ground)], row.sight == sights, row.moments.contains(now) else {
            return nil
        }
        return row.cells
    }

    mutating func cells(_ source: Source, on ground: Ground, at now: Date) -> [Cell]? {
        let key = Key(lead: source.row.lead.id, ground: ground)
        guard let row = painted[key], row.moments.contains(now), sources[key] == source else { return nil }
        painted[key]?.sight = sights
        return row.cells
    }

    mutating func keep(_ cells: [Cell], of source: Source, on ground: Ground, while moments: Range<Date>) {
        if painted.count >= Self.mostRows { forget() }
        let key = Key(lead: source.row.lead.id, ground: ground)
        painted[key] = Painted(moments: moments, cells: cells, sight: sights)
        sources[key] = source
    }

    private mutating func forget() {
        painted = [:]
        sources = [:]
    }
}
