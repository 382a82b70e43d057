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
    state.keys = KeyNames([
        .outbox: ["w"], .bulk: ["gb"], .bulkPause: ["p"], .bulkStop: ["x"], .bulkResume: ["r"], .pickerCancel: ["Esc"],
        .mask: ["gp"], .timelineAll: ["za"],
    ])
    let stages = ["New Lead", "Contacted", "Qualified"].enumerated().map {
        Stage(id: Stage.ID(rawValue: Int64($0.offset)), name: $0.element)
    }
    happen(
        &state,
        .reference(Team(stages: stages, tags: ["hot", "relocation"], members: [alice, bob], me: alice))
    )
    let extent = Viewport.Extent(visible: 5, total: 5)
    happen(&state, .viewport(Viewport(list: 5, detail: extent, timeline: TimelineScroll())))
    happen(&state, .queryAnswered(answer(state, leads)))
    return state
}

/// The answer to the question that stands.
func answer(_ state: AppState, _ leads: [Lead], kept: [Lead] = []) -> IndexAnswer {
    IndexAnswer(
        request: question(state),
        rows: rows(leads),
        counts: [leads.count, leads.count],
        kept: Dictionary(uniqueKeysWithValues: kept.map { ($0.id, LeadRow(lead: $0, syncState: .queued)) })
    )
}

/// What the index is asked next.
func question(_ state: AppState) -> IndexQuestion {
    var asking = state
    guard case .query(let question) = asking.askIndex() else { preconditionFailure("asking is a query") }
    return question
}

@discardableResult
func happen(_ state: inout AppState, _ event: Event) -> [Effect] { AppReducer.reduce(&state, .happened(event)) }

@discardableResult
func act(_ state: inout AppState, _ actions: Action...) -> [Effect] {
    actions.flatMap { action in
        AppReducer.reduce(&state, action).flatMap { effect in
            // The server answers at once, with what is known already.
            guard case .readToReach(let lead) = effect else { return [effect] }
            return happen(&state, .reached(lead, ReachReading()))
        }
    }
}

/// Types into whatever field is open.
@discardableResult
func type(_ state: inout AppState, _ text: String) -> [Effect] {
    switch state.overlay {
    case .filter: act(&state, .overlay(.filter(.edit(.insert(text)))))
    case .picker: act(&state, .overlay(.picker(.edit(.insert(text)))))
    case .form: act(&state, .overlay(.form(.edit(.insert(text)))))
    case .dates: act(&state, .overlay(.dates(.edit(.insert(text)))))
    case .palette: act(&state, .overlay(.palette(.edit(.insert(text)))))
    case .question, .help, .outbox, .agenda, .report, .summary, nil: preconditionFailure("no field is open")
    case .bulk: act(&state, .overlay(.bulk(.edit(.insert(text)))))
    }
}

/// Enter, in whatever is open.
@discardableResult
func submit(_ state: inout AppState) -> [Effect] {
    switch state.overlay {
    case .filter: act(&state, .overlay(.filter(.accept)))
    case .picker: act(&state, .overlay(.picker(.submit)))
    case .form: act(&state, .overlay(.form(.submit)))
    case .dates: act(&state, .overlay(.dates(.submit)))
    case .palette: act(&state, .overlay(.palette(.submit)))
    case .bulk: act(&state, .overlay(.bulk(.submit)))
    case .question, .help, .outbox, .agenda, .report, .summary, nil:
        preconditionFailure("nothing is open that Enter sends off")
    }
}

extension [Effect] {
    /// What goes through the door, without the names of the groups.
    var writes: [ChangeGroup.Content] {
        compactMap { effect in
            guard case .write(.submit(let group, _)) = effect else { return nil }
            return group.content
        }
    }

    /// The changes of leads that go through the door.
    var changes: [Proposal] {
        writes.flatMap { content -> [Proposal] in
            if case .changes(let proposals) = content { proposals } else { [] }
        }
    }

    var questions: [IndexQuestion] {
        compactMap { effect in
            if case .query(let question) = effect { question } else { nil }
        }
    }
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
