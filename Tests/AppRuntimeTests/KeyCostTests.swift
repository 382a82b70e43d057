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
        Task(name: "the plan of a stage for all of a view", keys: "*asc", limit: 4) { state, _ in
            state.bulk?.phase == .review && state.bulk?.plan?.changingCount == 3
        },
        Task(name: "a filter of a tag, a name and a number", keys: "/hot ada 512<Enter>", limit: 14) { state, _ in
            state.list.filter == "hot ada 512" && state.overlay == nil
        },
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

    /// A task by the keystroke-level model of Card, Moran and Newell (1980): 0.2 s a key, 1.35 s a decision.
    struct Timing: Sendable, CustomTestStringConvertible {
        /// One of ``tasks``.
        var task: String
        /// What a person has to make up their mind about: which verb, which value, whether to run it.
        var decisions: Int
        /// Keys of an answer that comes after reading.
        var answers = 0
        /// Seconds that the task may take.
        var limit: Double

        var testDescription: String { task }
    }

    nonisolated private static let timings = [
        Timing(task: "next lead", decisions: 0, limit: 0.4), Timing(task: "stage", decisions: 1, limit: 2.0),
        Timing(task: "assign to me", decisions: 1, limit: 2.0),
        Timing(task: "follow-up tomorrow", decisions: 1, limit: 2.0),
        Timing(task: "no answer, with its follow-up, and the next lead", decisions: 1, limit: 2.0),
        Timing(task: "no answer in triage, with a note of 20 characters", decisions: 2, limit: 7.6),
        Timing(task: "a filter of a tag, a name and a number", decisions: 2, limit: 5.4),
        Timing(task: "the plan of a stage for all of a view", decisions: 3, answers: 1, limit: 5.3),
    ]

    @Test("take no longer than they may by the keystroke-level model; the lines are for a table", arguments: timings)
    func seconds(of timing: Timing) throws {
        let task = try #require(Self.tasks.first { $0.name == timing.task })
        let keys = try #require(KeyNotation.parse(task.keys)).count + timing.answers
        let tenths = ((Double(keys) * 0.2 + Double(timing.decisions) * 1.35) * 10).rounded()

        #expect(tenths / 10 <= timing.limit)
        print("| \(task.name) | \(keys) | \(tenths / 10) |")
    }
}

extension LeadChange {
    fileprivate var isFollowUp: Bool { if case .followUp(.add) = self { true } else { false } }
}
