import Leads
import Sync
import Terminal
import TestSupport
import Testing

@testable import AppRuntime
@testable import ViewModels

/// Bursts that once came to something else than the same keys typed one at a time.
@Suite("Keys of one burst", .timeLimit(.minutes(1)))
@MainActor struct BurstTests {
    @Test("go as far by a page in a picker as they would with the picker on the screen", arguments: Hand.allCases)
    func pageInPicker(hand: Hand) throws {
        let backend = ScriptedBackend(Team.leads(3), allowing: [.submit])
        let bench = try LoopBench.loaded(backend)
        try bench.type("s<PgDn><Enter>", hand)

        try bench.run()

        #expect(backend.submissions.map(\.change) == [.setStage(from: "New Lead", to: "Qualified")])
    }

    @Test("go as far by a page in the list as they would in the layout they asked for", arguments: Hand.allCases)
    func pageAfterZoom(hand: Hand) throws {
        let bench = try LoopBench.loaded(ScriptedBackend(Team.leads(60)), size: Size(width: 90, height: 24))
        try bench.type("_<PgDn>", hand)

        try bench.run()

        // A page of the zoomed list, which shows more lines than the stacked one, and keeps one of them in sight.
        let visible = bench.state.list.cursor.visible
        #expect(visible > 15)
        #expect(bench.selected?.id == Lead.ID(Int64(visible)))
    }

    @Test("page through a help that was opened by the same burst", arguments: Hand.allCases)
    func pageInHelp(hand: Hand) throws {
        let bench = try LoopBench.loaded(ScriptedBackend(Team.leads(3)), size: Size(width: 120, height: 20))
        try bench.type("?<PgDn>", hand)

        try bench.run()

        guard case .help(let sheet) = bench.state.overlay else {
            Issue.record("The help is not open")
            return
        }
        #expect(sheet.cursor.position > 5)
    }

    @Test("refresh the queue they opened, with the cursor at its top", arguments: Hand.allCases)
    func refreshOfNewQueue(hand: Hand) throws {
        let backend = ScriptedBackend(Team.leads(9), allowing: [.refresh])
        let bench = try LoopBench.loaded(backend)
        try bench.press("jjj")
        try bench.type("2R", hand)

        try bench.run()

        #expect(bench.selected?.id == Lead.ID(1))
    }

    @Test("open a queue as the changes before them have made it", arguments: Hand.allCases)
    func queueAfterChange(hand: Hand) async throws {
        let bench = try await AccountBench([Team.lead(1), Team.lead(2)], .manual)
        switch hand {
        case .slow:
            for keys in ["sc", "2", "tvip<Enter>"] {
                try bench.press(keys)
                bench.loop.wait {
                    $0.program.heldKeys == 0 && $0.program.inFlight <= 1 && $0.state.list.pending.isEmpty
                }
            }
        case .fast: try bench.loop.pressAtOnce("sc2tvip<Enter>")
        }
        bench.waitUntilKept(2)

        try bench.loop.run()

        #expect(bench.loop.state.unsent.map(\.leadID) == [Lead.ID(1), Lead.ID(2)])
    }

    @Test("make two leads, each of which gets its place before the next")
    func twoCreates() async throws {
        let slow = try await leadsWorkedAfterCreates(by: .slow)

        #expect(try await leadsWorkedAfterCreates(by: .fast) == slow)
        #expect(slow.count == 4 && Set(slow.suffix(2)).count == 2)
    }

    /// The names of the leads that were changed, in order.
    private func leadsWorkedAfterCreates(by hand: Hand) async throws -> [String] {
        let bench = try await AccountBench([Team.lead(1), Team.lead(2)], .manual)
        let script = ["NAda<Tab>Two<Enter>", "NMax<Enter>", "Ktvip<Enter>", "Jthot<Enter>"]
        switch hand {
        case .slow:
            for keys in script {
                try bench.press(keys)
                bench.loop.wait { $0.program.heldKeys == 0 && !$0.state.list.isAwaitingJournal }
            }
        case .fast: try bench.loop.pressAtOnce(script.joined())
        }
        bench.waitUntilKept(4)
        try bench.loop.run()
        return bench.loop.state.unsent.map(\.leadName)
    }

    @Test("take off the tag that an undo has put back where it was", arguments: Hand.allCases)
    func tagsAfterUndo(hand: Hand) async throws {
        let bench = try await AccountBench([Team.lead(1, tags: ["hot", "vip"])], .manual)
        switch hand {
        case .slow:
            try bench.press("t<C-x>")
            bench.wait { $0.list.selectedRow?.lead.tags == ["vip"] && $0.unsent.count == 1 && $0.list.pending.isEmpty }
            try bench.press("u")
            bench.wait { $0.list.selectedRow?.lead.tags == ["hot", "vip"] && $0.list.pending.isEmpty }
            try bench.press("t<C-x>")
        case .fast: try bench.loop.pressAtOnce("t<C-x>ut<C-x>")
        }
        bench.loop.wait { $0.program.heldKeys == 0 && $0.state.unsent.count == 1 && $0.state.list.pending.isEmpty }

        try bench.loop.run()

        #expect(bench.loop.state.unsent.map(\.change) == [.removeTag("hot")])
    }

    @Test("drop the change that they have made, not the one that stood last before it", arguments: Hand.allCases)
    func dropOfNewChange(hand: Hand) async throws {
        let bench = try await AccountBench([Team.lead(1)], .manual)
        try bench.press("tvip<Enter>")
        bench.waitUntilKept(1)
        switch hand {
        case .slow:
            try bench.press("sc")
            bench.waitUntilKept(2)
            try bench.press("wGx")
        case .fast: try bench.loop.pressAtOnce("scwGx")
        }
        bench.waitUntilKept(2)
        bench.loop.wait { $0.program.heldKeys == 0 }
        bench.loop.read()
        try bench.press("y")
        bench.waitUntilKept(1)
        try bench.loop.run()

        #expect(bench.loop.state.unsent.map(\.change) == [.addTag("vip")])
    }

    @Test("open the outbox on the line it begins with once their change is there", arguments: Hand.allCases)
    func outboxBehindChange(hand: Hand) async throws {
        let bench = try await AccountBench([Team.lead(1)], .manual)
        try bench.press("mhalf a note<Esc>")
        bench.wait { $0.drafts.count == 1 }
        switch hand {
        case .slow:
            try bench.press("sc")
            bench.waitUntilKept(1)
            try bench.press("w")
        case .fast: try bench.loop.pressAtOnce("scw")
        }
        bench.waitUntilKept(1)
        bench.loop.wait { $0.program.heldKeys == 0 && $0.state.list.pending.isEmpty }
        try bench.loop.run()

        guard case .outbox(let sheet) = bench.loop.state.overlay else {
            Issue.record("The outbox is not open")
            return
        }
        #expect(sheet.selected == bench.loop.state.unsent.first.map { .entry($0.id) })
    }

    @Test("do again what was decided on a new lead, on the lead that its create makes anew", arguments: Hand.allCases)
    func redoBehindCreate(hand: Hand) async throws {
        let bench = try await AccountBench([Team.lead(1)], .manual)
        try bench.press("NMax<Enter>")
        bench.wait { $0.list.selected?.isProvisional == true }
        try bench.press("sc")
        bench.waitUntilKept(2)
        switch hand {
        case .slow:
            for (key, kept) in [("u", 1), ("u", 0), ("U", 1), ("U", 2)] {
                try bench.press(key)
                bench.waitUntilKept(kept)
                bench.loop.wait { $0.program.heldKeys == 0 && !$0.state.list.isAwaitingJournal }
            }
        case .fast: try bench.loop.pressAtOnce("uuUU")
        }
        bench.waitUntilKept(2)
        bench.loop.wait { $0.program.heldKeys == 0 && !$0.state.list.isAwaitingJournal }
        try bench.loop.run()

        let unsent = bench.loop.state.unsent
        #expect(unsent.map(\.leadName) == ["Max", "Max"])
        #expect(unsent.last?.change == .setStage(from: nil, to: "Contacted"))
        #expect(Set(unsent.map(\.leadID)) == [bench.loop.state.list.selected])
    }

    @Test("go to the next match as the changes before them have left the matches", arguments: Hand.allCases)
    func nextMatchAfterChange(hand: Hand) async throws {
        let bench = try await AccountBench((1...4).map { Team.lead($0) }, .manual)
        try bench.press("/stage:new<Enter>")
        bench.wait { $0.list.filter == "stage:new" && !$0.isAwaitingRows }
        try bench.press("\\")
        bench.wait { $0.list.filter.isEmpty && !$0.isAwaitingRows && $0.list.rows.count == 4 }
        let script = ["j", "sc", "k", "n", "tvip<Enter>"]
        switch hand {
        case .slow:
            for keys in script {
                try bench.press(keys)
                bench.loop.wait {
                    $0.program.heldKeys == 0 && !$0.state.isAwaitingRows && !$0.state.list.isAwaitingJournal
                }
            }
        case .fast: try bench.loop.pressAtOnce(script.joined())
        }
        bench.waitUntilKept(2)
        try bench.loop.run()

        #expect(bench.loop.state.unsent.map(\.leadID) == [Lead.ID(2), Lead.ID(3)])
    }

    @Test("take a begun word in the palette for one of the lead they are about", arguments: Hand.allCases)
    func begunWord(hand: Hand) async throws {
        let leads = [Team.lead(1, stage: "Contacted", tags: ["vips"]), Team.lead(2, tags: ["vip"])]
        let bench = try await AccountBench(leads, .manual)
        switch hand {
        case .slow:
            try bench.press("2")
            bench.wait { $0.activeQueue == 1 && !$0.isAwaitingRows }
            try bench.press(":untag vi<Enter>")
        case .fast: try bench.loop.pressAtOnce("2:untag vi<Enter>")
        }
        bench.waitUntilKept(1)
        try bench.loop.run()

        #expect(bench.loop.state.unsent.map(\.change) == [.removeTag("vip")])
        #expect(bench.loop.state.unsent.map(\.leadID) == [Lead.ID(2)])
    }

    @Test("make a lead of a draft in the outbox when the view that they opened is there")
    func draftBehindQueue() async throws {
        let slow = try await leadsWorkedBehindDraft(by: .slow)

        #expect(try await leadsWorkedBehindDraft(by: .fast) == slow)
        #expect(slow.count == 2)
    }

    /// The names of the leads that were changed, in order.
    private func leadsWorkedBehindDraft(by hand: Hand) async throws -> [String] {
        let bench = try await AccountBench([Team.lead(1), Team.lead(2)], .manual)
        try bench.press("NMax<Esc>")
        bench.wait { $0.drafts.count == 1 }
        let script = ["2", "wG<Enter> Two<Enter>", "ggtvip<Enter>"]
        switch hand {
        case .slow:
            for keys in script {
                try bench.press(keys)
                bench.loop.wait {
                    $0.program.heldKeys == 0 && !$0.state.isAwaitingRows && !$0.state.list.isAwaitingJournal
                }
            }
        case .fast: try bench.loop.pressAtOnce(script.joined())
        }
        bench.waitUntilKept(2)
        try bench.loop.run()
        return bench.loop.state.unsent.map(\.leadName)
    }

    @Test("ask to drop one change after the other, each once", arguments: Hand.allCases)
    func dropsInARow(hand: Hand) async throws {
        let bench = try await AccountBench([Team.lead(1)], .manual)
        try bench.press("tvip<Enter>")
        bench.waitUntilKept(1)
        try bench.press("sc")
        bench.waitUntilKept(2)
        try bench.press("wx")
        bench.loop.read()
        switch hand {
        case .slow:
            try bench.press("y")
            bench.waitUntilKept(1)
            try bench.press("x")
        case .fast: try bench.loop.pressAtOnce("yx")
        }
        bench.waitUntilKept(1)
        bench.loop.wait { $0.program.heldKeys == 0 }
        try bench.loop.run()

        guard case .question(let confirmation) = bench.loop.state.overlay,
            case .drop(let entry) = confirmation.question
        else {
            Issue.record("Nothing is asked")
            return
        }
        #expect(entry.change == .setStage(from: "New Lead", to: "Contacted"))
    }

    @Test("take nothing else back when the disk has refused the change before the undo")
    func undoBehindRefusedChange() async throws {
        let bench = try await AccountBench([Team.lead(1), Team.lead(2)], .manual)
        let medium = bench.medium
        try bench.press("tvip<Enter>")
        bench.waitUntilKept(1)
        bench.loop.note { _ in medium.failCommits(with: .diskFull(path: "/state")) }
        try bench.loop.pressAtOnce("scujthot<Enter>u")
        bench.loop.wait {
            $0.program.heldKeys == 0 && !$0.state.list.isAwaitingJournal && !$0.state.undo.isAwaitingAnswer
        }
        bench.loop.note { _ in medium.failCommits(with: nil) }
        try bench.press("sq")
        bench.waitUntilKept(2)
        try bench.loop.run()

        #expect(
            bench.loop.state.unsent.map(\.change)
                == [.addTag("vip"), .setStage(from: "New Lead", to: "Qualified")]
        )
        #expect(bench.loop.state.unsent.map(\.leadID) == [Lead.ID(1), Lead.ID(2)])
    }

    @Test("end a macro without the step that the disk has refused", arguments: Hand.allCases)
    func recordBehindRefusedChange(hand: Hand) async throws {
        let bench = try await AccountBench([Team.lead(1)], .manual)
        let medium = bench.medium
        try bench.press(":record lost<Enter>tvip<Enter>")
        bench.waitUntilKept(1)
        bench.loop.note { _ in medium.failCommits(with: .diskFull(path: "/state")) }
        switch hand {
        case .slow:
            try bench.press("sc")
            bench.loop.wait { !$0.state.list.isAwaitingJournal }
            try bench.press(":record<Enter>")
        case .fast: try bench.loop.pressAtOnce("sc:record<Enter>")
        }
        bench.loop.wait { $0.program.heldKeys == 0 && !$0.state.list.isAwaitingJournal }
        bench.loop.note { _ in medium.failCommits(with: nil) }
        try bench.loop.run()

        #expect(bench.loop.state.macros == [Macro("lost", [.intent(.addTag("vip"))])])
    }
}
