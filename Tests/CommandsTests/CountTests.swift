import FoundationEssentials
import Leads
import Terminal
import Testing
import ViewModels

@testable import Commands

@Suite("A count before a key")
struct CountTests {
    private let counting = CommandTable.standard.rebinding(DigitKeys.counts.rebindings).table
    private let state = AppState(
        accountName: "test",
        queues: QueueDefinition.defaults,
        now: Date(timeIntervalSince1970: 0)
    )

    /// What the keys come to, as a program's log would have it, and what was said beside it.
    private func typed(_ keys: String, on table: CommandTable = .standard) throws -> (actions: [String], said: [Notice])
    {
        var dispatcher = try KeyDispatcher(table: table)
        var actions: [String] = []
        var said: [Notice] = []
        for press in try #require(KeyNotation.parse(keys)) {
            if let action = dispatcher.action(for: press, in: state) { actions.append("\(action)") }
            if let remark = dispatcher.takeRemark() { said.append(remark) }
        }
        return (actions, said)
    }

    private func navigating(_ navigation: Navigation) -> String { "\(Action.navigate(navigation))" }

    @Test("K18: multiplies a step, and takes the ends to a line; without one the keys are as ever")
    func motions() throws {
        let wanted: [(String, Navigation)] = [
            ("5j", .move(.lines(5))), ("12k", .move(.lines(-12))), ("10G", .move(.line(9))), ("3gg", .move(.line(2))),
            ("2<C-d>", .move(.halfPages(2))), ("2<C-f>", .move(.pages(2))), ("2<C-b>", .move(.pages(-2))),
            ("3J", .stepLead(3)), ("20K", .stepLead(-20)), ("2]", .stepQueue(2)), ("2n", .stepMatch(2)),
            ("j", .move(.lines(1))), ("G", .move(.end)), ("gg", .move(.start)), ("2}", .stepDay(2)),
        ]
        for (keys, navigation) in wanted {
            #expect(try typed(keys, on: counting).actions == [navigating(navigation)], "\(keys)")
        }
    }

    @Test("begins with Alt where a digit alone is a queue, and goes on with or without it")
    func alt() throws {
        #expect(try typed("<A-5>j").actions == [navigating(.move(.lines(5)))])
        #expect(try typed("<A-1>0G").actions == [navigating(.move(.line(9)))])
        #expect(try typed("<A-1><A-0>j").actions == [navigating(.move(.lines(10)))])
        #expect(try typed("g5", on: counting).actions == [navigating(.selectQueue(4))])
    }

    @Test("K18: is explained once where a digit opened a queue and a step follows")
    func explained() throws {
        let (actions, said) = try typed("5j5j")
        #expect(actions == [.selectQueue(4), .move(.lines(1)), .selectQueue(4), .move(.lines(1))].map(navigating))
        #expect(said.count == 1)
        guard case .noted(let words)? = said.first else { return }
        #expect(words.contains("Alt-5 j") && words.contains("digits = \"counts\""))
    }

    @Test(
        "before a verb that takes none is left out and told: the verb is done once",
        arguments: ["s", "e", "u", "X", "."]
    )
    func ignored(key: String) throws {
        let (actions, said) = try typed("<A-3>" + key)
        #expect(actions == (try typed(key).actions))
        #expect(said.count == 1)
        guard case .noted(let words)? = said.first else { return }
        #expect(words.contains("takes no count"))
    }

    @Test("is given up by Esc and by Ctrl-C, and is shown while it waits")
    func givenUp() throws {
        for key in ["<Esc>", "<C-c>"] {
            #expect(try typed("7" + key + "j", on: counting).actions == [navigating(.move(.lines(1)))])
        }
        var dispatcher = try KeyDispatcher(table: counting)
        _ = dispatcher.action(for: KeyPress(.character("7")), in: state)
        #expect(dispatcher.pending.contains(KeyHint(keys: "j", summary: "7 × next lead")))
        #expect(dispatcher.pending.contains(KeyHint(keys: "G", summary: "to line 7")))
    }

    @Test("has a largest value, so that a held digit goes nowhere")
    func largest() throws {
        let keys = String(repeating: "9", count: 60) + "j"
        #expect(try typed(keys, on: counting).actions == [navigating(.move(.lines(9_999_999)))])
        #expect(try typed("0j", on: counting).actions.last == navigating(.move(.lines(1))), "no count begins with 0")
    }

    @Test("leaves the outcomes of triage to their digits")
    func triage() throws {
        var inTriage = state
        for effect in AppReducer.reduce(&inTriage, .happened(.leadsChanged)) {
            guard case .query(let question) = effect else { continue }
            let rows = ArrayLeadRows([LeadRow(lead: Lead(id: Lead.ID(1), firstName: "Ana"), syncState: .clean)])
            let answer = IndexAnswer(request: question, rows: rows, counts: [])
            _ = AppReducer.reduce(&inTriage, .happened(.queryAnswered(answer)))
        }
        _ = AppReducer.reduce(&inTriage, .handle(.startTriage))
        var dispatcher = try KeyDispatcher(table: counting)
        guard case .handle(.disposeAt(2)) = dispatcher.action(for: KeyPress(.character("3")), in: inTriage) else {
            Issue.record("3 is no outcome any more")
            return
        }
    }
}

@Suite("Words that hands know from vim")
struct VimHabitTests {
    private func action(_ line: String) throws -> Action {
        let state = AppState(accountName: "test", queues: [], now: Date(timeIntervalSince1970: 0))
        return try KeyDispatcher(table: .standard).action(forLine: line, in: state)
    }

    @Test("K17: leave the program, whatever was changed", arguments: ["q", "q!", "wq", "x", "qa", "wqa", "exit"])
    func leaving(line: String) throws { #expect("\(try action(line))" == "\(Action.program(.quit))") }

    @Test("K17: go to lines")
    func lines() throws {
        #expect("\(try action("12"))" == "\(Action.navigate(.move(.line(11))))")
        #expect("\(try action("0"))" == "\(Action.navigate(.move(.line(0))))")
        #expect("\(try action("+2"))" == "\(Action.navigate(.move(.lines(2))))")
        #expect("\(try action("-1"))" == "\(Action.navigate(.move(.lines(-1))))")
        #expect("\(try action("$"))" == "\(Action.navigate(.move(.end)))")
    }

    @Test("a line that begins with / filters, and one with a minus takes a tag off")
    func signs() throws {
        func action(_ line: String) throws -> String {
            let (command, words) = try CommandLineParser.parse(line, table: .standard)
            return "\(try command.action(words))"
        }
        #expect(try action("/jane smith") == "\(Action.navigate(.setFilter("jane smith")))")
        #expect(try action("tag -hot") == "\(Action.work(.removeTag("hot")))")
        #expect(try action("tag -v") == "\(Action.work(.removeTag("v")))")
        #expect(try action("tag +v") == "\(Action.work(.addTag("v")))")
        #expect(try action("tag -") == "\(Action.work(.addTag("-")))")
        #expect(try action("tag +hot") == "\(Action.work(.addTag("hot")))")
        #expect(try action("Tag hot") == "\(Action.work(.addTag("hot")))")
        #expect(try action("?") == action("help"))
    }

    @Test("open a queue by its number", arguments: ["queue 3", "b3", "b 3", "tab 3", "Queue 3"])
    func queues(line: String) throws { #expect("\(try action(line))" == "\(try action("queue-3"))") }

    @Test("go to a day of the timeline when they are a date")
    func days() throws {
        let wanted = "\(Action.navigate(.goToDay("2026-11-03")))"
        for line in ["2026-11-03", "timeline-day 2026-11-03", " 2026-11-03 "] {
            #expect("\(try action(line))" == wanted)
        }
    }

    @Test("K17: are answered where there is nothing to do", arguments: ["w", "w!", "set nu", "%s/a/b", "d", "ls"])
    func answered(line: String) throws {
        guard case .program(.show(.noted(let words))) = try action(line) else {
            Issue.record("\(line) is not answered")
            return
        }
        #expect(!words.contains("There is no verb"))
    }

    @Test("take no verb's name, and are no keys")
    func names() {
        let verbs = Set(CommandTable.standard.commands.map(\.name))
        for habit in VimHabit.commands {
            #expect(!verbs.contains(habit.name), "\(habit.name)")
            #expect(habit.keys.isEmpty)
        }
    }
}
