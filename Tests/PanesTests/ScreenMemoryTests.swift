import Commands
import FoundationEssentials
import Leads
import Panes
import Terminal
import TestSupport
import Testing
import ViewModels

@Suite struct ScreenMemoryTests {
    @Test("a frame drawn with a memory is the one drawn without", arguments: SeededGenerator.seeds)
    func sameFrames(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var state = Scenes.book
        var memory = ScreenMemory()
        var size = Size(width: 160, height: 50)
        for step in 0..<150 {
            change(&state, &size, using: &generator)
            let layout = ScreenLayout(size: size, preferences: state.layout, focus: state.focus)
            let context = PaneContext()
            let viewport = Screen.viewport(state, layout: layout, context: context, memory: &memory)
            #expect(viewport == Screen.viewport(state, layout: layout, context: context), "seed \(seed), step \(step)")
            _ = AppReducer.reduce(&state, .happened(.viewport(viewport)))
            let frame = Screen.render(state, layout: layout, context: context, memory: &memory).frame
            let fresh = Screen.render(state, layout: layout, context: context).frame
            try #require(frame == fresh, "seed \(seed), step \(step)")
        }
    }

    /// Something that a key, the clock, the server or the terminal may do.
    private func change(_ state: inout AppState, _ size: inout Size, using generator: inout SeededGenerator) {
        let actions: [Action] = [
            .navigate(.move(.lines(1))), .navigate(.move(.lines(-1))), .navigate(.move(.end)),
            .happened(.tick(state.now.addingTimeInterval(0.3))), .happened(.tick(state.now.addingTimeInterval(61))),
            .happened(.tick(state.now.addingTimeInterval(86_400))), .happened(.tick(state.now.addingTimeInterval(-30))),
            .happened(.link(.offline(since: state.now, reason: "no route"))), .happened(.link(.online)),
            .happened(.budget(CallBudget(remaining: Int.random(in: 0...100, using: &generator), limit: 100))),
            .happened(
                .timelineLoaded(Scenes.leads[0].lead.id, Scenes.timeline, isFresh: Bool.random(using: &generator))
            ),
            .happened(.timelineLoaded(Scenes.leads[1].lead.id, refusal(state), isFresh: true)),
        ]
        switch Int.random(in: 0..<16, using: &generator) {
        case 0: size = Size(width: [160, 120, 100, 80, 42].randomElement(using: &generator) ?? 80, height: 40)
        case 1: state.focus = Pane.allCases.randomElement(using: &generator) ?? .list
        case 2: Scenes.show(changedRows(using: &generator), in: &state)
        default: if let action = actions.randomElement(using: &generator) { _ = AppReducer.reduce(&state, action) }
        }
    }

    /// A call that ended with a wish not to be called, which the row of the lead has to show.
    private func refusal(_ state: AppState) -> Timeline {
        let call = TimelineEntry.Kind.call(.outbound, outcome: CallOutcome.dncContact.rawValue)
        return Timeline(merging: [TimelineEntry(id: "1", at: state.now, kind: call, text: "Asked to be left alone")])
    }

    private func changedRows(using generator: inout SeededGenerator) -> [LeadRow] {
        Scenes.leads.map { row in
            var row = row
            if Bool.random(using: &generator) {
                row.lead.stage = ["Qualified", "Lost"].randomElement(using: &generator)
            }
            if Bool.random(using: &generator) { row.syncState = .queued }
            return row
        }
    }
}
