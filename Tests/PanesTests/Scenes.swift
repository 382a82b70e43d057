import Commands
import FoundationEssentials
import Leads
import Panes
import Terminal
import ViewModels

/// Workbenches in the states the golden frames show.
///
/// Everybody in them is invented.
enum Scenes {
    static let now = Date(timeIntervalSince1970: 1_790_000_000)

    static func frame(
        _ state: AppState,
        width: Int,
        height: Int,
        pending: [KeyHint] = [],
        look: Look = Look(.foyerDark, exact: true),
        table: CommandTable = .standard
    ) -> Frame {
        rendering(state, width: width, height: height, pending: pending, look: look, table: table).frame
    }

    static func rendering(
        _ state: AppState,
        width: Int,
        height: Int,
        pending: [KeyHint] = [],
        look: Look = Look(.foyerDark, exact: true),
        table: CommandTable = .standard
    ) -> Rendering {
        var state = state
        state.keys = table.keyNames
        let size = Size(width: width, height: height)
        let context = PaneContext(look: look, table: table)
        let layout = Screen.layout(state, size: size, context: context)
        let viewport = Screen.viewport(state, layout: layout, context: context)
        _ = AppReducer.reduce(&state, .happened(.viewport(viewport)))
        return Screen.render(state, layout: layout, pending: pending, context: context)
    }

    static let alice = Member(
        id: Member.ID(rawValue: 11),
        firstName: "Alice",
        lastName: "Johnson",
        email: "alice@example.com"
    )
    static let bob = Member(id: Member.ID(rawValue: 12), firstName: "Bob", lastName: "Li", email: "bob@example.com")

    /// Before the index has answered.
    static var loading: AppState {
        var state = AppState(accountName: "north-austin", queues: Array(QueueDefinition.defaults.prefix(9)), now: now)
        state.keys = CommandTable.standard.keyNames
        return state
    }

    /// A book of four leads in as many scripts, with a timeline.
    static var book: AppState {
        var state = book(of: leads)
        _ = AppReducer.reduce(&state, .happened(.timelineLoaded(leads[0].lead.id, timeline, isFresh: true)))
        return state
    }

    /// What is on the screen was read a moment ago.
    static var isRead: Event { .freshness(Freshness(seenAt: now - 12)) }

    static func book(of rows: [LeadRow]) -> AppState {
        var state = loading
        let stages = ["New Lead", "Contacted", "Qualified", "Under Contract"].enumerated().map {
            Stage(id: Stage.ID(rawValue: Int64($0.offset + 1)), name: $0.element)
        }
        let reference = Event.reference(
            Team(stages: stages, tags: ["hot", "relocation", "vip"], members: [alice, bob], me: alice)
        )
        for event in [reference, .link(.online), isRead, .budget(CallBudget(remaining: 61, limit: 100))] {
            _ = AppReducer.reduce(&state, .happened(event))
        }
        show(rows, in: &state)
        return state
    }

    /// The first queue without a lead.
    static var emptyBook: AppState {
        var state = loading
        for event in [.link(.online), isRead] { _ = AppReducer.reduce(&state, .happened(event)) }
        show([], in: &state)
        return state
    }

    static func show(_ rows: [LeadRow], kept: [LeadRow] = [], in state: inout AppState) {
        for effect in AppReducer.reduce(&state, .happened(.leadsChanged)) {
            guard case .query(let question) = effect else { continue }
            let answer = IndexAnswer(
                request: question,
                rows: ArrayLeadRows(rows),
                counts: [rows.count, 3, 5, 4, 7, 12, 2, 0, 5_214],
                kept: Dictionary(uniqueKeysWithValues: (rows + kept).map { ($0.lead.id, $0) })
            )
            _ = AppReducer.reduce(&state, .happened(.queryAnswered(answer)))
        }
    }

    /// A colleague moves the selected lead to another stage, or trashes it.
    static func depart(in state: inout AppState, to stage: String?) {
        guard let stage else { return show(Array(leads.dropFirst()), in: &state) }
        var moved = leads[0]
        moved.lead.stage = stage
        show(Array(leads.dropFirst()), kept: [moved], in: &state)
    }

    /// A note was typed for a lead that vanished under its form.
    static func orphan(in state: inout AppState) {
        let note = "Wants a yard for two dogs."
        for action in [Action.open(.note), .overlay(.form(.edit(.insert(note))))] {
            _ = AppReducer.reduce(&state, action)
        }
        show(Array(leads.dropFirst()), in: &state)
        for action in [Action.overlay(.form(.submit)), .navigate(.move(.lines(1)))] {
            _ = AppReducer.reduce(&state, action)
        }
    }

    private static func ago(_ seconds: Double) -> Date { now.addingTimeInterval(-seconds) }

    static let leads: [LeadRow] = [
        LeadRow(
            lead: Lead(
                id: Lead.ID(1_147_000_000_000_001),
                firstName: "Jane",
                lastName: "Smith",
                emails: ["jane.smith@example.com", "jane@example.org"],
                phones: [Phone("5125550142", status: .valid), Phone("7375550107", status: .dncNumber)],
                stage: "New Lead",
                source: "Zillow",
                score: 92,
                tags: ["hot", "relocation"],
                types: [.buyer],
                assignee: Assignee(id: 844_000_000_000_001, name: "Alice Johnson"),
                inquiry: Inquiry(
                    priceMin: 400_000,
                    priceMax: 650_000,
                    bedroomsMin: 3,
                    locations: ["78704"],
                    buyingTimeFrame: "3-6",
                    isPrequalified: "Yes"
                ),
                createdAt: ago(42)
            ),
            syncState: .clean
        ),
        LeadRow(
            lead: Lead(
                id: Lead.ID(2),
                firstName: "李",
                lastName: "小龍",
                phones: [Phone("4155550107", status: .dncContact)],
                stage: "Contacted",
                source: "Import",
                score: 40,
                types: [.investor],
                createdAt: ago(190),
                lastTouchAt: ago(100)
            ),
            syncState: .queued
        ),
        LeadRow(
            lead: Lead(
                id: Lead.ID(3),
                firstName: "Ana",
                lastName: "de la Cruz",
                emails: ["ana@example.com"],
                stage: "New Lead",
                source: "Site",
                score: 55,
                types: [.renter],
                permissions: ContactPermissions(isUnsubscribed: true),
                createdAt: ago(4_320)
            ),
            syncState: .failed
        ),
        LeadRow(
            lead: Lead(
                id: Lead.ID(4),
                firstName: "\u{1B}[31mMallory\u{202E}",
                lastName: "O'Evil\u{7}",
                source: "Facebook",
                createdAt: ago(172_800)
            ),
            syncState: .conflict
        ),
    ]

    /// A lead skipped, one called in vain, and a third that is up for a while.
    static let triage: [Action] = [
        .handle(.startTriage), .happened(.tick(now + 9)), .handle(.disposeAt(2)), .happened(.tick(now + 20)),
        .handle(.skip), .navigate(.move(.start)), .happened(.tick(now + 58)),
    ]

    static var agenda: [Action] {
        let due: [(Int64, Int, Double, String)] = [
            (1, 0, -7_200, "Call again"), (2, 2, 1_800, "Ask for another number"), (3, 0, 400_000, "Call"),
        ]
        let followUps = due.map { number, row, seconds, text in
            FollowUp(
                id: FollowUp.ID(rawValue: number),
                leadID: leads[row].lead.id,
                leadName: leads[row].lead.displayName,
                kind: number == 2 ? .email : .call,
                text: text,
                dueAt: now + seconds
            )
        }
        let aside = [leads[1].lead.id: Snooze(since: now, until: nil)]
        return [
            .happened(.followUps(followUps, readAt: now, isWhole: true)), .happened(.snoozes(aside, names: [:])),
        ]
    }

    static let funnel = Report(
        .funnel,
        columns: [
            Report.Column("stage", "STAGE"), Report.Column("leads", "LEADS"), Report.Column("reached", "REACHED"),
            Report.Column("conversion", "CONVERSION"), Report.Column("ofAll", "OF ALL"),
        ],
        rows: [
            [.text("New Lead"), .count(41), .count(120), .none, .share(1)],
            [.text("Contacted"), .count(52), .count(79), .share(0.658), .share(0.658)],
            [.text("Qualified"), .count(26), .count(27), .share(0.342), .share(0.225)],
            [.text("Closed"), .count(1), .count(1), .share(0.037), .share(0.008)],
        ],
        bar: 2,
        trend: Report.Trend("by day", [1, 0.5, nil, 0.25]),
        remarks: ["1 lead has no time of creation."]
    )

    static let entries: [OutboxEntry] = [
        entry(1, leads[0].lead, .setStage(from: "New Lead", to: "Contacted"), .held(until: now + 6)),
        entry(
            2,
            leads[2].lead,
            .addTag("vip"),
            .wedged(OutboxEntry.Failure(reason: "Lofty says: permission denied.", code: 20_017))
        ),
        entry(3, leads[3].lead, .setStage(from: "New Lead", to: "Closed"), .conflicted(theirs: "Archived")),
        entry(4, leads[1].lead, .addNote("Prefers mornings."), .ambiguous(since: now - 4)),
    ]

    /// What was decided in a day without a network.
    static let waited: [OutboxEntry] = [
        entry(1, leads[0].lead, .setStage(from: "New Lead", to: "Contacted"), .queued),
        entry(2, leads[0].lead, .addNote("Prefers mornings."), .queued),
        entry(3, leads[2].lead, .addTag("vip"), .queued),
    ].map { entry in
        var old = entry
        old.createdAt = now - 8_000
        let today = if case .addNote = entry.change { "Nurture, owner Alice Johnson" } else { "Nurture" }
        old.review = .needed(today: today)
        return old
    }

    private static func entry(
        _ number: Int64,
        _ lead: Lead,
        _ change: LeadChange,
        _ status: OutboxEntry.Status
    ) -> OutboxEntry {
        OutboxEntry(
            id: OutboxEntry.ID(rawValue: number),
            leadID: lead.id,
            leadName: lead.displayName,
            change: change,
            status: status,
            createdAt: now
        )
    }

    static let timeline = Timeline(
        merging: [
            TimelineEntry(
                id: "site-1",
                at: ago(30),
                kind: .site("Browse"),
                text: "22348 Regnart Rd, Austin, $410,000"
            ),
            TimelineEntry(
                id: "note-1",
                at: ago(90_000),
                kind: .note(isPinned: true),
                text: "Moves from Denver in spring, wants a yard for two dogs and a quiet street near a good school.",
                actor: "Alice Johnson"
            ),
            TimelineEntry(
                id: "call-1",
                at: ago(40_000_000),
                kind: .call(.outbound, outcome: "Talked"),
                text: "Talked, 08:12"
            ),
        ],
        gaps: [Timeline.Gap(source: .communications, reason: "Lofty failed; R tries again.")]
    )
}
