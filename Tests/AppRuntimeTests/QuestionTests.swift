import Leads
import Terminal
import TestSupport
import Testing

@testable import AppRuntime
@testable import ViewModels

@Suite("Questions that cannot be taken back", .timeLimit(.minutes(1)))
@MainActor struct QuestionTests {
    private let backend = ScriptedBackend(Team.leads(3), allowing: [.submit])

    private var trashed: [Lead.ID] { backend.submissions.map(\.lead) }

    private func bench() throws -> LoopBench {
        let bench = try LoopBench(backend: backend)
        bench.waitUntilLoaded()
        return bench
    }

    private func isAsking(_ bench: LoopBench) -> Bool {
        if case .question = bench.state.overlay { true } else { false }
    }

    @Test("are answered by a key that comes when they could have been read")
    func answered() throws {
        let bench = try bench()
        try bench.press("Xsold<Enter>")
        bench.note { #expect($0.terminal.text.contains("to the trash?")) }
        bench.read()
        try bench.press("y")

        try bench.run()

        #expect(backend.submissions == [.init(change: .trash(reason: "sold"), lead: Lead.ID(1))])
        #expect(bench.state.overlay == nil)
    }

    @Test("are not answered by keys typed before they were painted")
    func typedAhead() throws {
        let bench = try bench()
        bench.uptime.advance(by: .seconds(60))
        try bench.pressAtOnce("Xsold<Enter>yyy")

        try bench.run()

        #expect(trashed == [])
        #expect(isAsking(bench))
        #expect(bench.terminal.bellCount == 3)
    }

    @Test("are not answered by keys that come too soon to have read them")
    func tooSoon() throws {
        let bench = try bench()
        try bench.press("Xsold<Enter>")
        bench.note { $0.uptime.advance(by: .milliseconds(199)) }
        try bench.press("y")

        try bench.run()

        #expect(trashed == [])
        #expect(isAsking(bench))
    }

    @Test("that are asked again are read again, also when all keys come at once")
    func askedAgain() throws {
        let bench = try bench()
        try bench.press("Xsold<Enter>")
        bench.read()
        // The reason is still in its field, so four keys lead back to the same question.
        try bench.pressAtOnce("nX<Enter>y")

        try bench.run()

        #expect(trashed == [])
        #expect(isAsking(bench))
    }

    @Test("K7: are not answered while the screen is too small to show them")
    func tooSmall() throws {
        let bench = try bench()
        try bench.press("Xsold<Enter>")
        bench.note { $0.terminal.size = Size(width: 39, height: 9) }
        bench.send([.resize(Size(width: 39, height: 9))])
        bench.read()
        try bench.press("y")

        try bench.run()

        #expect(trashed == [])
        #expect(isAsking(bench))
    }

    @Test("K7: and every other verb act only where they can be seen", arguments: ["sc", "mtext<Enter>", "aa"])
    func blind(keys: String) throws {
        let bench = try bench()
        bench.note { $0.terminal.size = Size(width: 39, height: 9) }
        bench.send([.resize(Size(width: 39, height: 9))])
        try bench.press(keys)

        try bench.run()

        #expect(backend.submissions.isEmpty)
        #expect(bench.state.overlay == nil)
        #expect(bench.terminal.bellCount > 0)
    }

    @Test("take anything but y for no", arguments: ["n", "N", "q", "<Enter>", "<Esc>", "<C-c>"])
    func no(_ key: String) throws {
        let bench = try bench()
        try bench.press("Xsold<Enter>")
        bench.read()
        try bench.press(key)

        try bench.run()

        #expect(trashed == [])
        #expect(!isAsking(bench))
    }

    @Test("K8: stay when a key means neither yes nor no", arguments: ["j", "<Tab>", "<C-y>", "x", "Y"])
    func neither(_ key: String) throws {
        let bench = try bench()
        try bench.press("Xsold<Enter>")
        bench.read()
        try bench.press(key)

        try bench.run()

        #expect(trashed == [])
        #expect(isAsking(bench))
    }

    @Test("that come over one nobody has answered yet are read first; the key meant for the other answers neither")
    func overAnother() throws {
        let bench = try bench()
        let line = "a line that nobody types so fast"
        bench.send([.burst((line + "\n" + line).map { $0 == "\n" ? KeyPress(.enter) : KeyPress(.character($0)) })])
        bench.note { #expect($0.terminal.text.contains("came at once")) }
        bench.read()
        let entry = OutboxEntry(
            id: OutboxEntry.ID(rawValue: 1),
            leadID: Lead.ID(1),
            leadName: "Ada",
            change: .setStage(from: "New Lead", to: "Contacted"),
            status: .settled(at: SampleLeads.now),
            createdAt: SampleLeads.now
        )
        bench.note {
            let answer = UndoAnswer.contested(entry, theirs: "Qualified")
            $0.program.dispatch(.happened(.undone(ChangeGroup.ID(rawValue: 1), [answer])))
        }
        try bench.press("y")
        bench.note { bench in
            guard case .question(let open) = bench.state.overlay, case .overrule = open.question else {
                Issue.record("the newer question was answered by a key that was meant for the other")
                return
            }
        }
        bench.read()
        try bench.press("n")
        bench.note { #expect($0.terminal.text.contains("came at once")) }
        bench.read()
        try bench.press("n")

        try bench.run()

        #expect(bench.state.overlay == nil && backend.submissions.isEmpty)
        // The key that answered neither is not among what was pasted, either.
        #expect(bench.state.notice == .pasteIgnored(characters: 2 * line.count + 1))
    }

    @Test("are not answered by a paste")
    func paste() throws {
        let bench = try bench()
        try bench.press("Xsold<Enter>")
        bench.read()
        bench.send([.paste("y")])

        try bench.run()

        #expect(trashed == [])
        #expect(isAsking(bench))
        #expect(bench.state.notice == .pasteIgnored(characters: 1))
    }
}
