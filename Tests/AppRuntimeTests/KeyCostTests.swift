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

        /// A log of the first lead with these words, a tag and a follow-up, and then the second lead.
        static func disposing(_ name: String, _ keys: String, limit: Int, _ words: String) -> Task {
            Task(name: name, keys: keys, limit: limit) { state, submitted in
                let log = LeadChange.logCall(.init(outcome: .noAnswer, phone: "5125550142", text: words))
                let followUps = submitted.count { $0.change.isFollowUp }
                return submitted.prefix(2).map(\.change) == [log, .addTag("attempt-1")] && followUps == 1
                    && submitted.count == 3 && state.list.selected == Lead.ID(2)
            }
        }

        static func followUp(_ name: String, _ keys: String, limit: Int) -> Task {
            Task(name: name, keys: keys, limit: limit) { _, submitted in
                submitted.count == 1 && submitted[0].change.isFollowUp && submitted[0].lead == Lead.ID(1)
            }
        }

        static func snooze(_ name: String, _ keys: String, limit: Int) -> Task {
            Task(name: name, keys: keys, limit: limit) { _, submitted in
                guard submitted.count == 1, case .snooze(from: nil, to: let snooze?) = submitted[0].change else {
                    return false
                }
                return snooze.until != nil
            }
        }

        static func submitting(_ name: String, _ keys: String, limit: Int, _ change: LeadChange) -> Task {
            Task(name: name, keys: keys, limit: limit) { _, submitted in
                submitted == [ScriptedBackend.Submission(change: change, lead: Lead.ID(1))]
            }
        }
    }

    nonisolated private static let tasks: [Task] = [
        Task(name: "next lead", keys: "j", limit: 1) { state, _ in state.list.selected == Lead.ID(2) },
        Task(name: "next lead, from the timeline", keys: "J", limit: 1) { state, _ in state.list.selected == Lead.ID(2)
        },
        .submitting("stage", "sc", limit: 2, .setStage(from: "New Lead", to: "Contacted")),
        .submitting("known tag", "th<Enter>", limit: 4, .addTag("hot")),
        .submitting("assign to me", "aa", limit: 2, .assign(from: nil, to: Team.alice)),
        Task(name: "recall a queue", keys: "2", limit: 1) { state, _ in state.activeQueue == 1 },
        .disposing("no answer, with its follow-up, and the next lead", "cn", limit: 2, "no answer"),
        .disposing("no answer in triage", "gt3", limit: 3, "no answer"),
        .disposing(
            "no answer in triage, with a note of 20 characters",
            "ileft word at a gate.<Enter>",
            limit: 22,
            "left word at a gate."
        ),
        .followUp("follow-up tomorrow", "f1", limit: 2),
        .snooze("aside until tomorrow", "b1", limit: 2),
        Task(name: "done and next", keys: "e", limit: 1) { state, _ in state.list.selected == Lead.ID(2) },
        Task(name: "my day", keys: "gf", limit: 2) { state, _ in
            if case .agenda = state.overlay { true } else { false }
        },
    ]

    @Test("stay within their limits", arguments: tasks)
    func cost(of task: Task) throws {
        let backend = ScriptedBackend(Team.leads(3), allowing: [.submit])
        let bench = try LoopBench(backend: backend)
        bench.waitUntilLoaded()
        if task.keys == "J" { try bench.press("ll") }
        if task.keys.hasPrefix("i") { try bench.press("gt") }
        try bench.press(task.keys)

        try bench.run()

        #expect(task.isDone(bench.state, backend.submissions))
        #expect(try #require(KeyNotation.parse(task.keys)).count <= task.limit)
    }
}

extension LeadChange {
    fileprivate var isFollowUp: Bool { if case .followUp(.add) = self { true } else { false } }
}
