import Leads
import Terminal
import TestSupport
import Testing

@testable import AppRuntime
@testable import ViewModels

/// A terminal sends Alt and a key as Escape and that key, so only what came with them tells which of the two was meant.
@Suite("Escape and Alt in one burst", .timeLimit(.minutes(1)))
@MainActor struct EscapeBurstTests {
    @Test(
        "act behind an Escape that came in the same read, where the terminal made it an Alt key",
        arguments: ["w<A-s>q", "s<A-s>q", "t<A-s>q", "/J<A-s>q", "?<A-s>q", "g<A-s>q"]
    )
    func escapeAndKey(keys: String) throws {
        let backend = ScriptedBackend(Team.leads(3), allowing: [.submit])
        let bench = try LoopBench.loaded(backend)
        try bench.type(keys, .fast)

        try bench.run()

        #expect(backend.submissions.map(\.change) == [.setStage(from: "New Lead", to: "Qualified")])
    }

    /// Where Escape does something, the key behind it, which is bound with Alt too, and what follows.
    nonisolated private static let escapes = [
        ("/Ada<Enter>", "2", "jsc"), ("v", "2", "j*nsc"), ("l", "2", "jsc"), ("_", "2", "jsc"), ("ll", "2", "jsc"),
        ("gt", "2", "jsc"), ("<Space>*s", "2", "j*nsc"), ("lg", "2", "jsc"), ("/Ada<Enter>j", "n", "sc"),
        ("lj", "n", "sc"),
        ("mhalf a note", "f", "1jsc"), ("mhalf a note", "b", "1jsc"), ("mhalf a note", "d", "jsc"),
        ("/Ada", "f", "1jsc"), ("t", "f", "1jsc"), ("f/", "b", "1jsc"), (":no", "f", "1jsc"),
    ]

    @Test("act behind an Escape in the same read, also where the Alt key of the two is bound", arguments: escapes)
    func escapeAndBoundKey(before: String, key: String, behind: String) throws {
        let slow = try outcome("\(before)<Esc>\(key)\(behind)", .slow)
        let fast = try outcome("\(before)<A-\(key)>\(behind)", .fast)

        #expect(!slow.submissions.isEmpty)
        #expect(fast == slow)
    }

    private struct Outcome: Equatable {
        var submissions: [ScriptedBackend.Submission]
        var queue: Int
        var texts: [String]
    }

    private func outcome(_ keys: String, _ hand: Hand) throws -> Outcome {
        let backend = ScriptedBackend(Team.leads(5), allowing: [.submit])
        let bench = try LoopBench.loaded(backend)
        try bench.type(keys, hand)
        try bench.run()
        let texts = bench.state.drafts.map(\.form.fields[0].text.text)
        return Outcome(submissions: backend.submissions, queue: bench.state.activeQueue, texts: texts)
    }

    @Test("leave nothing by an Alt key that means something where it is pressed", arguments: Hand.allCases)
    func boundAltKey(hand: Hand) throws {
        let backend = ScriptedBackend(Team.leads(3), allowing: [.submit])
        let bench = try LoopBench.loaded(backend)
        // Alone in its read it is what it says; these two are so among others, too, as what follows them is text.
        try bench.type(
            hand == .slow ? "mwants yard<A-b>a <Enter>" : "mwants<A-Enter>a yrad<A-Backspace>yard<Enter>",
            hand
        )

        try bench.run()

        #expect(backend.submissions.map(\.change) == [.addNote(hand == .slow ? "wants a yard" : "wants\na yard")])
    }

    @Test("count with Alt where a filter stands, when the key comes alone")
    func countBehindFilter() throws {
        let backend = ScriptedBackend(Team.leads(5), allowing: [.submit])
        let bench = try LoopBench.loaded(backend)
        try bench.type("/Ada<Enter><A-2>jsc", .slow)

        try bench.run()

        #expect(backend.submissions.map(\.lead) == [Lead.ID(3)] && bench.state.activeQueue == 0)
    }

    @Test(
        "type a date in words behind f as the article says, and take the keys of usual days at once",
        arguments: Hand.allCases
    )
    func dates(hand: Hand) throws {
        let backend = ScriptedBackend(Team.leads(3), allowing: [.submit])
        let bench = try LoopBench.loaded(backend)
        try bench.type("f tue 3pm<Enter>jf/12 dec; the fence<Enter>jft", hand)

        try bench.run()

        let plans = backend.submissions.compactMap { submission -> FollowUpPlan? in
            if case .followUp(.add(let plan)) = submission.change { plan } else { nil }
        }
        #expect(backend.submissions.map(\.lead) == [1, 2, 3].map { Lead.ID($0) } && plans.count == 3)
        #expect(plans.first?.words.hasPrefix("Tue") == true && plans.first?.words.contains("15:00") == true)
        #expect(plans.dropFirst().first?.words.contains("12 Dec") == true)
        #expect(plans.dropFirst().first?.text == "the fence")
    }
}
