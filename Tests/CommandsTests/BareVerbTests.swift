import FoundationEssentials
import Leads
import Testing
import ViewModels

@testable import Commands

@Suite("Verbs that want words")
struct BareVerbTests {
    private func action(_ line: String) throws -> Action {
        var state = AppState(accountName: "test", queues: QueueDefinition.defaults, now: Date(timeIntervalSince1970: 0))
        for case .query(let question) in AppReducer.reduce(&state, .happened(.leadsChanged)) {
            let rows = ArrayLeadRows([LeadRow(lead: Lead(id: Lead.ID(1), firstName: "Ana"), syncState: .clean)])
            let answer = IndexAnswer(request: question, rows: rows, counts: [])
            _ = AppReducer.reduce(&state, .happened(.queryAnswered(answer)))
        }
        return try KeyDispatcher(table: .standard).action(forLine: line, in: state)
    }

    @Test("begin a line with their name when none are given", arguments: ["theme", "mark", "pipe", "timeline-find"])
    func bare(verb: String) throws {
        guard case .open(.palette(let verbs, let typed)) = try action(verb) else {
            Issue.record("\(verb) begins no line")
            return
        }
        #expect(typed == "\(verb) " && verbs.contains { $0.name == verb })
    }

    @Test("do what they are told when words are given")
    func words() throws {
        guard case .program(.equip(.theme("night"))) = try action("theme night"),
            case .mark(.matching("tag:vip")) = try action("mark tag:vip"),
            case .program(.tool(let call)) = try action("pipe jq .id"),
            case .navigate(.timeline(.search("fence"))) = try action("timeline-find fence")
        else {
            Issue.record("a verb does something else")
            return
        }
        #expect(call.words == ["jq", ".id"] && call.takesJSON)
    }
}
