import FoundationEssentials
import Leads

@testable import ViewModels

let noon = Date(timeIntervalSince1970: 1_790_000_000)

func lead(_ number: Int64, _ firstName: String = "Ada", stage: String? = "New Lead", tags: [String] = []) -> Lead {
    Lead(
        id: Lead.ID(number),
        firstName: firstName,
        lastName: "Byron",
        phones: [Phone("5125550142")],
        stage: stage,
        tags: tags
    )
}

func rows(_ leads: [Lead]) -> ArrayLeadRows { ArrayLeadRows(leads.map { LeadRow(lead: $0, syncState: .clean) }) }

let alice = Member(id: Member.ID(rawValue: 11), firstName: "Alice", lastName: "Johnson", email: "alice@example.com")
let bob = Member(id: Member.ID(rawValue: 12), firstName: "Bob", lastName: "Li", email: "bob@example.com")

/// A workbench with these leads on the screen, the first one selected.
func workbench(_ leads: [Lead]) -> AppState {
    var state = AppState(
        accountName: "test",
        queues: QueueDefinition.defaults,
        now: noon
    )
    let stages = ["New Lead", "Contacted", "Qualified"].enumerated().map {
        Stage(id: Stage.ID(rawValue: Int64($0.offset)), name: $0.element)
    }
    happen(&state, .reference(stages: stages, tags: ["hot", "relocation"], members: [alice, bob], me: alice))
    happen(&state, .viewport(listLines: 5, timelineLines: 5))
    happen(&state, .queryAnswered(answer(state, leads)))
    return state
}

func answer(_ state: AppState, _ leads: [Lead], kept: [Lead] = [], isNewView: Bool = false) -> IndexAnswer {
    IndexAnswer(
        request: state.question(isNewView: isNewView),
        rows: rows(leads),
        counts: [leads.count, leads.count],
        kept: Dictionary(uniqueKeysWithValues: kept.map { ($0.id, LeadRow(lead: $0, syncState: .queued)) })
    )
}

@discardableResult
func happen(_ state: inout AppState, _ event: Event) -> [Effect] { AppReducer.reduce(&state, .happened(event)) }

@discardableResult
func act(_ state: inout AppState, _ actions: Action...) -> [Effect] {
    actions.flatMap { AppReducer.reduce(&state, $0) }
}

func entry(_ number: Int64, on lead: Int64 = 1, _ change: LeadChange, _ status: OutboxEntry.Status) -> OutboxEntry {
    OutboxEntry(
        id: OutboxEntry.ID(rawValue: number),
        leadID: Lead.ID(lead),
        leadName: "Ada Byron",
        change: change,
        status: status,
        createdAt: noon
    )
}
