import FoundationEssentials
import Leads
import Testing

@testable import ViewModels

/// What a person and the journal do with a verb on marked leads.
protocol BulkSteps {}

extension BulkSteps {
    /// Four leads, three of them marked.
    func marked() -> AppState {
        var state = workbench((1...4).map { lead($0) })
        act(&state, .mark(.toggle), .mark(.toggle), .mark(.toggle))
        return state
    }

    func request(_ effects: [Effect]) throws -> BulkRequest {
        for effect in effects { if case .write(.plan(let request)) = effect { return request } }
        Issue.record("no plan was asked for: \(effects)")
        throw CancellationError()
    }

    /// Answers as the backend would, with leads as they are by then, and lets the person read it.
    func plan(_ state: inout AppState, _ effects: [Effect], _ change: (inout Lead) -> Void = { _ in }) throws {
        let request = try request(effects)
        let leads = request.leads.sorted().map { id in
            var lead = lead(id.rawValue)
            change(&lead)
            return lead
        }
        happen(&state, .planned(request.plan(by: state.planner, on: BulkGround(leads)), for: request))
        act(&state, .overlay(.bulk(.shown)))
    }

    /// Runs the plan and lets the journal have it.
    @discardableResult
    func run(_ state: inout AppState, from number: Int64 = 1) throws -> [OutboxEntry] {
        let group = try #require(groups(act(&state, .overlay(.bulk(.run)))).first)
        return journal(&state, group, from: number)
    }

    func journal(_ state: inout AppState, _ group: ChangeGroup, from number: Int64) -> [OutboxEntry] {
        let entries = group.proposals.enumerated().map { place, proposal in
            entry(number + Int64(place), on: proposal.leadID.rawValue, proposal.change, .held(until: noon + 8))
        }
        happen(&state, .outboxChanged(entries))
        happen(&state, .submitted(group.id, entries))
        return entries
    }

    /// A run of a stage on three leads, which is paused before anything left.
    func paused() throws -> (AppState, [OutboxEntry]) {
        var state = marked()
        try plan(&state, act(&state, .work(.setStage("Contacted"))))
        let entries = try run(&state)
        pause(&state, taking: entries)
        return (state, entries)
    }

    func pause(_ state: inout AppState, taking entries: [OutboxEntry]) {
        act(&state, .overlay(.bulk(.pause)))
        happen(&state, .outboxChanged([]))
        happen(&state, .stopped(state.bulk?.group ?? ChangeGroup.ID(rawValue: 0), entries.reversed()))
    }

    func phase(_ state: AppState) -> BulkJob.Phase? { state.bulk?.phase }
}
