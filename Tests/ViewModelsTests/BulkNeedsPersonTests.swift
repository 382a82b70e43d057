import FoundationEssentials
import Leads
import Testing

@testable import ViewModels

@Suite("What of a plan or a run needs the person")
struct BulkNeedsPersonTests: BulkSteps {
    private func sheet(_ state: AppState) -> BulkSheet? {
        if case .bulk(let sheet) = state.overlay { sheet } else { nil }
    }

    private func shown(_ state: AppState) -> [Int64] {
        guard let sheet = sheet(state), let job = state.bulk else { return [] }
        return sheet.rows(of: job, state.unsent).map(\.id.rawValue)
    }

    @Test("a plan shows only what is blocked, and everything again")
    func blocked() throws {
        var state = marked()
        let request = try request(act(&state, .work(.setStage("Contacted"))))
        let ground = BulkGround((1...3).map { lead($0) }, stuck: [Lead.ID(3)])
        happen(&state, .planned(request.plan(by: state.planner, on: ground), for: request))
        #expect(shown(state) == [3, 1, 2])

        act(&state, .overlay(.bulk(.move(.end))), .overlay(.bulk(.toggleNeedsPerson)))
        #expect(shown(state) == [3] && sheet(state)?.cursor.position == 0)

        act(&state, .overlay(.bulk(.toggleChanges)))
        #expect(shown(state) == [1, 2])
        act(&state, .overlay(.bulk(.toggleChanges)))
        #expect(shown(state) == [3, 1, 2])
    }

    @Test("a run shows only what has failed, and the outbox opens at what waits of the lead")
    func failed() throws {
        var state = marked()
        try plan(&state, act(&state, .work(.setStage("Contacted"))))
        var entries = try run(&state)
        entries[1].status = .wedged(OutboxEntry.Failure(reason: "no permission."))
        happen(&state, .outboxChanged(entries))

        act(&state, .overlay(.bulk(.toggleNeedsPerson)))
        #expect(shown(state) == [2])
        act(&state, .overlay(.bulk(.toggleNeedsPerson)), .overlay(.bulk(.openOutbox)))
        guard case .outbox(let outbox) = state.overlay else {
            Issue.record("the outbox is not open")
            return
        }
        #expect(outbox.selected == .entry(entries[0].id), "the cursor is on the first lead")
        act(&state, .overlay(.outbox(.close)))
        #expect(sheet(state) != nil, "the run is there again")
        act(&state, .overlay(.bulk(.move(.lines(1)))), .overlay(.bulk(.openOutbox)))
        guard case .outbox(let second) = state.overlay else { return }
        #expect(second.selected == .entry(entries[1].id))
    }

    @Test("without anything in the outbox that is told")
    func nothing() throws {
        var state = marked()
        try plan(&state, act(&state, .work(.setStage("Contacted"))))

        #expect(act(&state, .overlay(.bulk(.openOutbox))) == [.bell])
        #expect(sheet(state) != nil && state.notice != nil)
    }
}
