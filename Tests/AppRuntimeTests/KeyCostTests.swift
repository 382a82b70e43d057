import Commands
import Foundation
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
        /// What is pressed before the count begins.
        var opening = ""
        var keys: String
        var limit: Int
        var isDone: @MainActor @Sendable (AppState, [ScriptedBackend.Submission]) -> Bool

        var testDescription: String { name }

        /// A log of the first lead with these words, a tag and a follow-up, and then the second lead.
        static func disposing(
            _ name: String,
            opening: String = "",
            _ keys: String,
            limit: Int,
            _ words: String
        ) -> Task {
            Task(name: name, opening: opening, keys: keys, limit: limit) { state, submitted in
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
        Task(name: "next lead, from the timeline", opening: "ll", keys: "J", limit: 1) { state, _ in
            state.list.selected == Lead.ID(2)
        },
        .submitting("stage", "sc", limit: 2, .setStage(from: "New Lead", to: "Contacted")),
        .submitting("known tag", "th<Enter>", limit: 4, .addTag("hot")),
        .submitting("assign to me", "aa", limit: 2, .assign(from: nil, to: Team.alice)),
        Task(name: "recall a queue", keys: "2", limit: 1) { state, _ in state.activeQueue == 1 },
        .disposing("no answer, with its follow-up, and the next lead", "cn", limit: 2, "no answer"),
        .disposing("no answer in triage", opening: "gt", "3", limit: 1, "no answer"),
        Task(name: "a backlog in triage", opening: "gt", keys: "333", limit: 3) { state, submitted in
            Set(submitted.map(\.lead)) == Set([1, 2, 3].map { Lead.ID($0) })
        },
        .disposing(
            "no answer in triage, with a note of 20 characters",
            opening: "gt",
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
        if !task.opening.isEmpty { try bench.press(task.opening) }
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
        /// How often it is done.
        var times = 1
        /// Seconds that the task may take.
        var limit: Double
        /// Its name in the article on keys.
        var row: String
        /// Its name in the README; `nil` where only the article has it.
        var shortRow: String?

        var testDescription: String { task }
    }

    nonisolated private static let timings = [
        Timing(task: "next lead", decisions: 0, limit: 0.4, row: "next lead"),
        Timing(task: "recall a queue", decisions: 1, limit: 2.0, row: "a queue"),
        Timing(task: "stage", decisions: 1, limit: 2.0, row: "stage"),
        Timing(task: "known tag", decisions: 1, limit: 2.2, row: "a tag that is known"),
        Timing(task: "assign to me", decisions: 1, limit: 2.0, row: "assign to oneself"),
        Timing(task: "follow-up tomorrow", decisions: 1, limit: 2.0, row: "follow-up tomorrow"),
        Timing(task: "aside until tomorrow", decisions: 1, limit: 2.0, row: "aside until tomorrow"),
        Timing(
            task: "no answer, with its follow-up, and the next lead",
            decisions: 1,
            limit: 2.0,
            row: "\"no answer\": log, outcome, tag, follow-up, next lead"
        ),
        Timing(
            task: "no answer in triage",
            decisions: 1,
            limit: 1.7,
            row: "the same in triage",
            shortRow: "a whole \"no answer\", in triage"
        ),
        Timing(
            task: "no answer in triage",
            decisions: 1,
            times: 30,
            limit: 51,
            row: "a backlog of 30 leads, in triage"
        ),
        Timing(
            task: "no answer in triage, with a note of 20 characters",
            decisions: 2,
            limit: 7.6,
            row: "the same in triage with a note of 20 characters"
        ),
        Timing(
            task: "a filter of a tag, a name and a number",
            decisions: 2,
            limit: 5.4,
            row: "a filter of three conditions",
            shortRow: "a filter of three conditions"
        ),
        Timing(
            task: "the plan of a stage for all of a view",
            decisions: 3,
            answers: 1,
            limit: 5.3,
            row: "a stage for a whole view",
            shortRow: "a stage for a whole view"
        ),
    ]

    @Test("take no longer than they may by the keystroke-level model, and the tables say so", arguments: timings)
    func seconds(of timing: Timing) throws {
        let task = try #require(Self.tasks.first { $0.name == timing.task })
        let keys = (try #require(KeyNotation.parse(task.keys)).count + timing.answers) * timing.times
        let decisions = Double(timing.decisions * timing.times)
        let tenths = ((Double(keys) * 0.2 + decisions * 1.35) * 10).rounded()

        #expect(tenths / 10 <= timing.limit)
        let cell = "\(keys) / \(tenths / 10)"
        let article = try Self.text("Sources/foyer/Documentation.docc/Keys.md")
        #expect(article.contains("| \(timing.row) | \(cell)"), "\(timing.row): \(cell)")
        if let row = timing.shortRow {
            #expect(try Self.text("README.md").contains("| \(row) | \(cell)"), "\(row): \(cell)")
        }
    }

    private static func text(_ path: String) throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return String(decoding: try Data(contentsOf: root.appending(path: path)), as: UTF8.self)
    }
}

extension LeadChange {
    fileprivate var isFollowUp: Bool { if case .followUp(.add) = self { true } else { false } }
}
