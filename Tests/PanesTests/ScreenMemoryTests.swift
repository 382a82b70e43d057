import Commands
import FoundationEssentials
import Leads
import Panes
import Terminal
import TestSupport
import Testing
import ViewModels

@Suite struct ScreenMemoryTests {
    /// With one that puts a lead aside whose row is kept already.
    private static let seeds = SeededGenerator.seeds + [16_827_229_990_986_299_714]

    @Test("a frame drawn with a memory is the one drawn without", arguments: seeds)
    func sameFrames(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var state = Scenes.book
        var memory = ScreenMemory()
        var size = Size(width: 160, height: 50)
        for step in 0..<300 {
            change(&state, &size, using: &generator)
            let layout = ScreenLayout(size: size, preferences: state.layout, focus: state.focus)
            let context = PaneContext()
            let viewport = Screen.viewport(state, layout: layout, context: context, memory: &memory)
            #expect(viewport == Screen.viewport(state, layout: layout, context: context), "seed \(seed), step \(step)")
            _ = AppReducer.reduce(&state, .happened(.viewport(viewport)))
            let frame = Screen.render(state, layout: layout, context: context, memory: &memory).frame
            let fresh = Screen.render(state, layout: layout, context: context).frame
            // Two frames in the words of a failure are thousands of lines.
            let areSame = frame == fresh
            try #require(areSame, "seed \(seed), step \(step):\n\(differences(frame, fresh))")
        }
    }

    private func differences(_ frame: Frame, _ fresh: Frame) -> String {
        zip(frame.lines, fresh.lines).filter { $0 != $1 }.map { "\($0)\n\($1)" }.joined(separator: "\n")
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
            .mark(.toggle), .mark(.range), .mark(.all), .mark(.none), .handle(.done),
            .happened(.looksKnown([Scenes.leads[2].lead.id: oldLook(state, using: &generator)])),
            .happened(.outboxChanged(outbox(state, using: &generator))),
            .happened(.followUps([followUp(state, using: &generator)], readAt: state.now, isWhole: true)),
            .happened(.snoozes([Scenes.leads[3].lead.id: snooze(state, using: &generator)], names: [:])),
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

    private func anyLead(using generator: inout SeededGenerator) -> Lead {
        Scenes.leads.randomElement(using: &generator)?.lead ?? Scenes.leads[0].lead
    }

    /// A look of a lead that was in another stage then, or in the same one.
    private func oldLook(_ state: AppState, using generator: inout SeededGenerator) -> LeadLook {
        var lead = Scenes.leads[2].lead
        if Bool.random(using: &generator) { lead.stage = "Nurture" }
        return LeadLook(at: lead, on: state.now)
    }

    /// A call that forbids another one, waiting to be sent; or nothing.
    private func outbox(_ state: AppState, using generator: inout SeededGenerator) -> [OutboxEntry] {
        guard Bool.random(using: &generator) else { return [] }
        let lead = anyLead(using: &generator)
        let log = LeadChange.CallLog(outcome: .dncContact, phone: lead.phones.first?.number ?? "", text: "no")
        return [
            OutboxEntry(
                id: OutboxEntry.ID(rawValue: 1),
                leadID: lead.id,
                leadName: lead.displayName,
                change: .logCall(log),
                status: .queued,
                createdAt: state.now
            )
        ]
    }

    private func followUp(_ state: AppState, using generator: inout SeededGenerator) -> FollowUp {
        FollowUp(
            id: FollowUp.ID(rawValue: 1),
            leadID: anyLead(using: &generator).id,
            kind: .call,
            text: "call",
            dueAt: state.now.addingTimeInterval(Double.random(in: -100...100, using: &generator))
        )
    }

    /// One that ends soon, so that the lead is back without any other news.
    private func snooze(_ state: AppState, using generator: inout SeededGenerator) -> Snooze {
        Snooze(since: state.now, until: state.now.addingTimeInterval(Double.random(in: 0...1, using: &generator)))
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
