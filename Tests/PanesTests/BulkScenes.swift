import FoundationEssentials
import Leads
import ViewModels

/// A change of the four leads of the book, two of which it concerns.
enum BulkScenes {
    private static func request(_ verb: BulkVerb) -> BulkRequest {
        let leads = Set(Scenes.leads.map(\.lead.id))
        return BulkRequest(id: ChangeGroup.ID(rawValue: 1), verb, on: leads, sort: LeadSort(.created))
    }

    /// Two leads change, one is so already, one has a conflict.
    static var plan: [Action] { plan(.setStage("Contacted")) }

    static func plan(_ intent: Intent) -> [Action] {
        let stages = ["New Lead", "Contacted", "Qualified", "Under Contract"].enumerated().map {
            Stage(id: Stage.ID(rawValue: Int64($0.offset + 1)), name: $0.element)
        }
        let planner = Planner(team: Team(stages: stages), now: Scenes.now)
        let ground = BulkGround(Scenes.leads.map(\.lead), stuck: [Scenes.leads[3].lead.id])
        let verb = BulkVerb.intent(intent)
        let marks = Scenes.leads.map { _ in Action.mark(.toggle) }
        return marks + [
            .work(intent), .happened(.planned(planner.plan(verb, on: ground), for: request(verb))),
            .overlay(.bulk(.shown)),
        ]
    }

    static let askForCount: [Action] = [
        .overlay(.bulk(.run)), .overlay(.bulk(.edit(.insert("3")))), .overlay(.bulk(.submit)),
    ]

    private static let group = ChangeGroup.ID(rawValue: 2)

    private static func entry(_ number: Int64, _ row: Int, _ status: OutboxEntry.Status) -> OutboxEntry {
        let lead = Scenes.leads[row].lead
        return OutboxEntry(
            id: OutboxEntry.ID(rawValue: number),
            leadID: lead.id,
            leadName: lead.displayName,
            change: .setStage(from: "New Lead", to: "Contacted"),
            status: status,
            createdAt: Scenes.now
        )
    }

    static var run: [Action] {
        let entries = [entry(11, 0, .sending(attempt: 1)), entry(12, 2, .held(until: Scenes.now + 6))]
        return plan + [
            .overlay(.bulk(.run)), .happened(.outboxChanged(entries)), .happened(.submitted(group, entries)),
        ]
    }

    static var pause: [Action] {
        [
            .overlay(.bulk(.pause)), .happened(.outboxChanged([])),
            .happened(.stopped(group, [entry(12, 2, .cancelled)])),
        ]
    }

    /// A new lead and who would get it.
    static var newLead: [Action] {
        let person = NewLead(firstName: "Jane", emails: ["jane@example.org"])
        return [
            .open(.newLead), .overlay(.form(.edit(.insert("Jane")))), .overlay(.form(.moveFocus(2))),
            .overlay(.form(.edit(.insert("jane@example.org")))),
            .overlay(.form(.previewRouting)),
            .happened(.routing(.goesTo(["Bob Li"]), of: person)),
        ]
    }

    static var end: [Action] {
        let refused = OutboxEntry.Failure(reason: "Lofty says: permission denied.", code: 20_017)
        return [.happened(.outboxChanged([entry(12, 2, .wedged(refused))])), .overlay(.bulk(.move(.lines(2))))]
    }
}
