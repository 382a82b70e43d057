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

    /// Everything that the detail says, on a screen of its own.
    private static let zoomedDetail: [Action] = [.navigate(.focusStep(1)), .navigate(.toggleZoom)]

    private static let scenes: [(String, [Action])] = [
        ("zoomed detail", zoomedDetail), ("outcomes", [.open(.callOutcomes)]),
        ("panes", []), ("outbox", [.open(.outbox)]), ("triage", [.handle(.startTriage)]),
        ("zoomed list", [.navigate(.toggleZoom)]),
        ("timeline", [.navigate(.focusStep(2)), .navigate(.open)]), ("detail", [.navigate(.focusStep(1))]),
        ("bulk plan", BulkScenes.plan(.addNote(secret))),
        ("edit form", [.open(.edit)]), ("copied", [.contact(.copy(.email))]), ("dialled", [.contact(.dial(nil))]),
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
