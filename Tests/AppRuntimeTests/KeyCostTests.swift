import Commands
import Leads
import TestSupport
import Testing

@testable import AppRuntime
@testable import ViewModels

/// The prices of the common tasks: a task that needs one more key than it is worth fails here.
@Suite("The cost of common tasks, in keys", .timeLimit(.minutes(1)))
@MainActor struct KeyCostTests {
    struct Task: Sendable, CustomTestStringConvertible {
        var name: String
        var keys: String
        var limit: Int
        var isDone: @MainActor @Sendable (AppState, [ScriptedBackend.Submission]) -> Bool

        var testDescription: String { name }

        static func submitting(_ name: String, _ keys: String, limit: Int, _ change: LeadChange) -> Task {
            Task(name: name, keys: keys, limit: limit) { _, submitted in
                submitted == [ScriptedBackend.Submission(change: change, lead: Lead.ID(1))]
            }
        }
    }

    nonisolated private static let tasks = [
        Task(name: "next lead", keys: "j", limit: 1) { state, _ in state.list.selected == Lead.ID(2) },
        Task(name: "next lead, from the timeline", keys: "J", limit: 1) { state, _ in state.list.selected == Lead.ID(2)
        },
        .submitting("stage", "sc", limit: 2, .setStage(from: "New Lead", to: "Contacted")),
        .submitting("known tag", "th<Enter>", limit: 4, .addTag("hot")),
        .submitting("assign to me", "aa", limit: 2, .assign(from: nil, to: Team.alice)),
        Task(name: "recall a queue", keys: "2", limit: 1) { state, _ in state.activeQueue == 1 },
        .submitting(
            "no answer",
            "cn<Enter>",
            limit: 3,
            .logCall(LeadChange.CallLog(outcome: .noAnswer, phone: "5125550142", text: "no answer"))
        ),
        .submitting(
            "no answer, with a note of 15 characters",
            "cnleft a message.<Enter>",
            limit: 22,
            .logCall(LeadChange.CallLog(outcome: .noAnswer, phone: "5125550142", text: "left a message."))
        ),
    ]

    @Test("stay within their limits", arguments: tasks)
    func cost(of task: Task) throws {
        let backend = ScriptedBackend(Team.leads(3), allowing: [.submit])
        let bench = try LoopBench(backend: backend)
        bench.waitUntilLoaded()
        if task.keys == "J" { try bench.press("ll") }
        try bench.press(task.keys)

        try bench.run()

        #expect(task.isDone(bench.state, backend.submissions))
        #expect(try #require(KeyNotation.parse(task.keys)).count <= task.limit)
    }
}
