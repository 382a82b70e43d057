import FoundationEssentials
import Leads
import Terminal
import Testing
import ViewModels

@testable import Panes

@Suite("Masked for others' eyes")
struct MaskTests {
    private static let secret = "Wants the house with the blue door"

    /// Everything that is nobody's business, as it would be read on the screen.
    private static let secrets = [
        "555-0142", "5550142", "5125550142", "jane.smith", "example.com", "14 Elm", "Elm Court", "blue door",
        "555-0107",
    ]

    private var state: AppState {
        var rows = Scenes.leads
        rows[0].lead.address = PostalAddress(street: "14 Elm Court", city: "Austin", state: "TX", postalCode: "78704")
        var state = Scenes.book(of: rows)
        let entries = [
            TimelineEntry(id: "n", at: Scenes.now, kind: .note(isPinned: false), text: Self.secret),
            TimelineEntry(id: "c", at: Scenes.now, kind: .call(.outbound, outcome: "Talked"), text: Self.secret),
            TimelineEntry(id: "s", at: Scenes.now, kind: .system, text: "email jane.smith@example.com, (512) 555-0142"),
        ]
        let id = rows[0].lead.id
        _ = AppReducer.reduce(&state, .happened(.timelineLoaded(id, Timeline(merging: entries), isFresh: true)))
        let changes: [LeadChange] = [
            .addNote(Self.secret), .logCall(.init(outcome: .talked, phone: "5125550142", text: Self.secret)),
            .create(NewLead(firstName: "Bo", emails: ["bo@example.com"], phones: ["5125550142"])),
            .trash(reason: Self.secret),
        ]
        let unsent = changes.enumerated().map { number, change in
            OutboxEntry(
                id: OutboxEntry.ID(rawValue: Int64(number + 1)),
                leadID: rows[1].lead.id,
                leadName: "Ravi",
                change: change,
                status: .queued,
                createdAt: Scenes.now
            )
        }
        _ = AppReducer.reduce(&state, .happened(.outboxChanged(unsent)))
        return state
    }

    private static let printed = ["Jane Smith, 14 Elm Court", "jane.smith@example.com", "(512) 555-0142"]

    private static let conflicts: [OutboxEntry] = [
        (EditableField.phones, "5125550142, 5125550107"), (.emails, "jane.smith@example.com, bo@example.com"),
    ].enumerated().map { number, example in
        OutboxEntry(
            id: OutboxEntry.ID(rawValue: Int64(number + 1)),
            leadID: Scenes.leads[0].lead.id,
            leadName: "jane.smith@example.com",
            change: .setField(example.0, from: [], to: []),
            status: .conflicted(theirs: example.1),
            createdAt: Scenes.now
        )
    }

    /// A lead without a name is called by its address or its number.
    private static func nameless(_ contact: (emails: [String], phones: [Phone])) -> AppState {
        var rows = Scenes.leads
        rows[0].lead.firstName = ""
        rows[0].lead.lastName = ""
        (rows[0].lead.emails, rows[0].lead.phones) = contact
        return Scenes.book(of: rows)
    }

    private static let namelessScenes: [(String, [Action])] = [
        ("panes", []), ("zoomed list", [.navigate(.toggleZoom)]), ("zoomed detail", zoomedDetail),
        ("stage", [.open(.stages)]), ("tags", [.open(.tags)]), ("note", [.open(.note)]), ("trash", [.open(.trash)]),
        ("follow-up", [.open(.followUp)]), ("snooze", [.open(.snooze)]), ("edit", [.open(.edit)]),
        ("outcomes", [.open(.callOutcomes)]), ("triage", [.handle(.startTriage)]),
        ("dialled", [.contact(.dial(nil)), .happened(.reached(Scenes.leads[0].lead.id, ReachReading()))]),
        ("nothing to do", [.work(.removeTag("nobody has it"))]), ("name", [.contact(.copy(.name))]),
        ("program", [.program(.tool(ToolCall("x", ["x"])))]),
    ]

    @Test("the name of somebody who has none is their address or number, and masked like it", arguments: namelessScenes)
    func nameless(_ scene: (name: String, actions: [Action])) {
        let contacts: [(emails: [String], phones: [Phone])] = [
            (["jane.smith@example.com"], []), ([], [Phone("(512) 555-0142")]),
        ]
        for contact in contacts {
            var state = Self.nameless(contact)
            for action in [.navigate(.toggleMask)] + scene.actions { _ = AppReducer.reduce(&state, action) }
            let text = Scenes.frame(state, width: 160, height: 50).lines.joined(separator: "\n")
            for secret in Self.secrets { #expect(!text.contains(secret), "\(scene.name): \(secret)") }
            var open = Self.nameless(contact)
            for action in scene.actions { _ = AppReducer.reduce(&open, action) }
            let shown = Scenes.frame(open, width: 160, height: 50).lines.joined()
            #expect(Self.secrets.contains { shown.contains($0) }, "\(scene.name) could not fail")
        }
    }

    @Test("why a lead is in a queue does not give away what the queue looks for")
    func reasons() throws {
        for query in ["email:jane.smith", "phone:5550142", "jane.smith"] {
            var state = state
            let queue = QueueDefinition(name: "Q", query: try LeadQuery.parse(query), sort: LeadSort(.created))
            state.queues[0] = QueueState(definition: queue)
            for action in [.navigate(.toggleMask)] + Self.zoomedDetail { _ = AppReducer.reduce(&state, action) }
            let text = Scenes.frame(state, width: 160, height: 50).lines.joined(separator: "\n")
            for secret in Self.secrets { #expect(!text.contains(secret), "\(query): \(secret)") }
        }
    }

    @Test("a transaction is called by its street, which is masked in the detail and on the timeline")
    func deals() {
        var state = state
        let id = Scenes.leads[0].lead.id
        let deal = TimelineEntry(id: "d", at: Scenes.now, kind: .transaction, text: "14 Elm Court, under contract")
        _ = AppReducer.reduce(&state, .happened(.timelineLoaded(id, Timeline(merging: [deal]), isFresh: true)))
        #expect(Scenes.frame(state, width: 160, height: 50).lines.joined().contains("under contract"))
        _ = AppReducer.reduce(&state, .navigate(.toggleMask))
        #expect(!Scenes.frame(state, width: 160, height: 50).lines.joined().contains("Elm"))
    }

    /// Everything that the detail says, on a screen of its own.
    static let zoomedDetail: [Action] = [.navigate(.focusStep(1)), .navigate(.toggleZoom)]

    private static let scenes: [(String, [Action])] = [
        ("zoomed detail", zoomedDetail), ("outcomes", [.open(.callOutcomes)]),
        ("panes", []), ("outbox", [.open(.outbox)]), ("triage", [.handle(.startTriage)]),
        ("zoomed list", [.navigate(.toggleZoom)]),
        ("timeline", [.navigate(.focusStep(2)), .navigate(.open)]), ("detail", [.navigate(.focusStep(1))]),
        ("bulk plan", BulkScenes.plan(.addNote(secret))),
        ("edit form", [.open(.edit)]), ("copied", [.contact(.copy(.email))]),
        ("dialled", [.contact(.dial(nil)), .happened(.reached(Scenes.leads[0].lead.id, ReachReading()))]),
        ("what a program printed", [.happened(.toolAnswered(ToolCall("x", ["x"]), ToolAnswer(lines: printed)))]),
        ("conflict", [.happened(.outboxChanged(conflicts)), .open(.outbox)]),
        (
            "overruling",
            [.happened(.undone(ChangeGroup.ID(rawValue: 1), [.contested(conflicts[0], theirs: "5125550142")]))]
        ),
        (
            "a note was left",
            [
                .open(.note), .overlay(.form(.edit(.insert(secret)))), .overlay(.form(.cancel)), .open(.outbox),
            ]
        ),
        (
            "reason",
            [
                .work(.logCall(.dncContact, text: "", phone: nil)), .work(.logCall(.talked, text: "", phone: nil)),
            ]
        ),
    ]

    @Test("no phone, email, street or note is on the screen at any size, whatever lies over it", arguments: scenes)
    func nothingShows(_ scene: (name: String, actions: [Action])) {
        var state = state
        for action in [.navigate(.toggleMask)] + scene.actions { _ = AppReducer.reduce(&state, action) }
        for (width, height) in [(160, 50), (120, 40), (80, 24), (40, 10)] {
            let lines = Scenes.frame(state, width: width, height: height).lines
            let text = lines.joined(separator: "\n")
            for secret in Self.secrets { #expect(!text.contains(secret), "\(scene.name) \(width): \(secret)") }
            #expect(lines[0].contains("MASKED"), "\(scene.name) \(width)")
        }
    }

    @Test("the same screens show them without the mask, so that the test above can fail")
    func shows() {
        var zoomed = state
        for action in Self.zoomedDetail { _ = AppReducer.reduce(&zoomed, action) }
        let text = [state, zoomed].flatMap { Scenes.frame($0, width: 160, height: 50).lines }.joined()
        for secret in ["555-0142", "jane.smith", "14 Elm Court", "blue door"] { #expect(text.contains(secret)) }
        #expect(!text.contains("MASKED"))
    }

    @Test("gp is a switch")
    func toggles() {
        var state = state
        for _ in 0..<2 { _ = AppReducer.reduce(&state, .navigate(.toggleMask)) }
        #expect(Scenes.frame(state, width: 160, height: 50).lines.joined().contains("jane.smith"))
    }
}
