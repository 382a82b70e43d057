package import FoundationEssentials
package import Leads

/// Everything the screen is drawn from.
package struct AppState: Sendable {
    package var list: ListState
    package var detail: DetailState
    package var timeline: TimelineState
    package var focus: Pane
    /// What lies over the panes, the topmost last.
    package var overlays: [Overlay]
    package var queues: [QueueState]
    /// The labels in use in the book, as the index said last.
    package var vocabulary: QueryVocabulary
    package var activeQueue: Int
    package var account: AccountState
    package var outbox: [OutboxEntry]
    package var undo: UndoHistory
    package var undoSeconds: UndoSeconds
    package var layout: LayoutPreferences
    /// Lines that were run from the palette, the newest first.
    package var lines: [String]
    /// Lines for the end of the help, such as where a demo's server is.
    package var about: [String]
    /// The tour by doing; `nil` outside it.
    package internal(set) var tour: Tour?
    /// Whether the tour was done with, so that nobody is asked again.
    package internal(set) var isTourOver: Bool
    /// True in a demo, where nothing is real.
    package var isDemo: Bool
    /// The keys that the person has, for what is said of them.
    package var keys = KeyNames()
    /// Names of the themes there are.
    package var themes: [String]
    /// The filter that was kept last, for the next match.
    package var lastFilter: String
    package var notice: Notice?
    /// Text of forms that were left, oldest first, so that nothing typed is lost.
    package var drafts: [Draft]
    /// How many of these had a name in this session.
    var draftsNamed = 0
    /// Forms whose text is on its way to the journal.
    var submitting: [ChangeGroup.ID: Form]
    /// Dates that were typed and are on their way to the journal.
    var leaving: [ChangeGroup.ID: DatePrompt]
    /// Calls whose log is on its way to the journal.
    var callsBeingLogged: [ChangeGroup.ID: CallSession]
    /// What is to be found again when Foyer ends, as it was noted last.
    package internal(set) var kept: [Draft]
    /// What keys make of a lead, in the order of the keys `1` to `9` in triage.
    package var dispositions: [Disposition]
    /// Where a person's own dispositions stand in their file, until a team has shown which of them cannot work.
    package var dispositionPlaces: [Disposition.ID: String]
    /// Texts that can be put into a note.
    package var templates: [NoteTemplate]
    /// What was recorded, in the order of the file.
    package var macros: [Macro] = []
    /// The macro that is being recorded; `nil` for none.
    package internal(set) var recording: MacroRecording?
    /// The verb that `.` repeats.
    package var lastWork: LastWork?
    /// `nil` outside triage.
    package var triage: TriageSession?
    /// Leads that are picked out for a verb about many.
    package var marks: Marks
    /// The call that was dialled and not logged yet.
    package internal(set) var call: CallSession?
    /// A number that is about to be handed over.
    package internal(set) var reaching: Reaching?
    /// What Lofty's assistant does with the lead that was looked at last.
    package internal(set) var assistance: AssistantReading?
    /// The transactions that were read last; `nil` before the first reading, and after one that failed.
    package internal(set) var deals: DealBook?
    package var links: LinkPreferences
    /// Duplicates and household of the lead that was looked at last.
    package internal(set) var kin: (lead: Lead.ID, kin: [Kin])?
    package internal(set) var formKin: FormKin?
    /// What the person saw last of the leads in sight.
    package internal(set) var looks: [Lead.ID: LeadLook] = [:]
    /// True while phones, emails, streets and notes are not to be seen, as somebody else looks at the screen.
    package internal(set) var isMasked = false
    /// A verb on the marked leads: its plan, and what came of it; `nil` before the first one.
    package var bulk: BulkJob?
    /// The paused run that the plan in ``bulk`` goes on with; `nil` for any other plan.
    package internal(set) var pausedBulk: BulkJob?
    /// Above so many leads that change, the number has to be typed.
    package var bulkCountLimit: Int
    package var followUps: FollowUpList
    /// Leads that are put aside; those whose time has come included.
    package var snoozes: [Lead.ID: Snooze]
    /// Names of those of them that are not among the rows.
    package var snoozeNames: [Lead.ID: String]
    /// Leads that somebody here still means and that have left the mirror.
    package var goneLeads: Set<Lead.ID>
    /// Wall clock of the last event, for ages and countdowns.
    package var now: Date
    package var isRunning: Bool

    package init(accountName: String, queues: [QueueDefinition], now: Date) {
        let first = queues.first
        list = ListState(
            ViewQuestion(queue: first?.query ?? .everything, sort: first?.sort ?? LeadSort(.created))
        )
        detail = DetailState()
        timeline = TimelineState()
        focus = .list
        overlays = []
        self.queues = queues.map { QueueState(definition: $0) }
        vocabulary = QueryVocabulary()
        activeQueue = 0
        account = AccountState(name: accountName)
        outbox = []
        undo = UndoHistory()
        undoSeconds = UndoSeconds()
        layout = LayoutPreferences()
        lines = []
        themes = []
        isTourOver = false
        isDemo = false
        about = []
        lastFilter = ""
        drafts = []
        submitting = [:]
        leaving = [:]
        callsBeingLogged = [:]
        kept = []
        dispositions = Disposition.defaults
        dispositionPlaces = [:]
        templates = []
        marks = Marks()
        links = LinkPreferences()
        bulk = nil
        bulkCountLimit = 100
        followUps = FollowUpList()
        snoozes = [:]
        snoozeNames = [:]
        goneLeads = []
        self.now = now
        isRunning = true
    }

    package var queue: QueueState? { queues.indices.contains(activeQueue) ? queues[activeQueue] : nil }

    /// True while keys that act on rows have to wait: the rows they are meant for are not there, or it is not known
    /// what came of an undo or of stopping a run, which leads are marked, or whether a lead may still be called.
    package var isAwaitingRows: Bool {
        list.isAwaitingRows || undo.isAwaitingAnswer || marks.isAwaitingAnswer || reaching != nil
            || bulk?.isStopping == true
    }

    /// The lead as the person has decided it, in this view or held beside it.
    func lead(of id: Lead.ID) -> Lead? { list.row(of: id)?.lead }

    /// Changes that still have to reach the server.
    package var unsent: [OutboxEntry] { outbox.filter(\.status.isUnsent) }
}

/// How a lead is found in Lofty's own pages.
package struct LinkPreferences: Hashable, Sendable {
    /// An address in which `{id}` stands for the lead's id; `nil` when nobody has said one.
    package var template: String?
    /// Whether a program is set up that opens addresses.
    package var hasOpener: Bool

    package init(template: String? = nil, hasOpener: Bool = false) {
        self.template = template
        self.hasOpener = hasOpener
    }
}

package enum Pane: Int, Hashable, Sendable, CaseIterable {
    case list, detail, timeline
}

/// A queue in the header: a named query with its live count.
package struct QueueState: Hashable, Sendable {
    package var definition: QueueDefinition
    /// `nil` until it was counted.
    package var count: Int?
    /// The order that the person has given it; `nil` for its own.
    package var sort: LeadSort?

    package init(definition: QueueDefinition, count: Int? = nil) {
        self.definition = definition
        self.count = count
    }
}

/// What is known of the account beyond its leads.
package struct AccountState: Hashable, Sendable {
    package var name: String
    package var team: Team {
        didSet { learnLetters() }
    }
    /// The letters under which pickers offer the team's stages and members.
    package private(set) var stageLetters: LetterMemory<Stage.ID>
    package private(set) var memberLetters: LetterMemory<Member.ID>
    package var link: LinkState
    package var freshness: Freshness
    package var budget: CallBudget?
    /// A sweep under way: leads read so far, and in all when the server has said.
    package var progress: SweepProgress?

    package init(name: String) {
        self.name = name
        team = Team()
        stageLetters = LetterMemory()
        memberLetters = LetterMemory()
        link = .connecting
        freshness = Freshness()
    }

    /// What is known of the team keeps its letters.
    private mutating func learnLetters() {
        stageLetters.learn(team.stages.map { ($0.id, $0.name) })
        let others = team.members.filter { $0.id != team.me?.id }
        memberLetters.learn(others.map { ($0.id, $0.fullName) }, reserving: team.me == nil ? [] : ["a"])
    }
}

package enum LinkState: Hashable, Sendable {
    case connecting
    case online
    case offline(since: Date, reason: String)
    case credentialRejected
    case limited(until: Date)
    /// The server does not say whose key it is, so nothing is sent.
    case accountUnknown(reason: String)
    /// The mirror holds the leads of somebody else.
    case otherAccount
}

/// Calls of the rate limit in this window.
package struct CallBudget: Hashable, Sendable {
    package var remaining: Int
    package var limit: Int

    package init(remaining: Int, limit: Int) {
        self.remaining = remaining
        self.limit = limit
    }
}

package struct SweepProgress: Hashable, Sendable {
    package var loaded: Int
    package var total: Int?

    package init(loaded: Int, total: Int?) {
        self.loaded = loaded
        self.total = total
    }
}

package struct LayoutPreferences: Hashable, Sendable {
    package var isZoomed: Bool
    package var hidesPreview: Bool
    /// How much wider, or higher, than usual the list is, in steps.
    package var listSteps: Int
    /// The columns that the person wants in the list; `nil` leaves them to its width.
    package var columns: ListColumnChoice?
    /// Panes on top of each other also where they would fit beside each other.
    package var prefersStacked: Bool
    /// Whether the tour has lines of its own above the footer.
    package var hasTour: Bool
    /// Lines of the panel under the panes of triage; `nil` outside it.
    package var triagePanel: Int?

    package init() {
        isZoomed = false
        hidesPreview = false
        listSteps = 0
        prefersStacked = false
        hasTour = false
    }

    /// The list is never wider or narrower than usual by more steps.
    package static let mostSteps = 8
}
