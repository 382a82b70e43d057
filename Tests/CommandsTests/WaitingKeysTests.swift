import FoundationEssentials
import Leads
import Terminal
import Testing

@testable import Commands
@testable import ViewModels

@Suite("Keys that wait for rows")
struct NeedsRowsTests {
    private func needsRows(_ notation: String, focus: Pane = .list, overlay: Overlay? = nil) throws -> Bool {
        var state = AppState(accountName: "test", queues: QueueDefinition.defaults, now: Date(timeIntervalSince1970: 0))
        state.focus = focus
        state.overlays = [overlay].compactMap(\.self)
        var dispatcher = try KeyDispatcher(table: .standard)
        let presses = try #require(KeyNotation.parse(notation))
        for press in presses.dropLast() { _ = dispatcher.action(for: press, in: state) }
        return dispatcher.mustWait(try #require(presses.last), in: state)
    }

    /// A view that was asked for and has come.
    private func withRows() -> AppState {
        var state = AppState(accountName: "test", queues: [], now: Date(timeIntervalSince1970: 0))
        for case .query(let question) in AppReducer.reduce(&state, .happened(.leadsChanged)) {
            let answer = IndexAnswer(request: question, rows: ArrayLeadRows(), counts: [])
            _ = AppReducer.reduce(&state, .happened(.queryAnswered(answer)))
        }
        return state
    }

    @Test(
        "what acts on a lead or moves in the list",
        arguments: [
            "j", "G", "gg", "<C-d>", "s", "t", "a", "c", "m", "X", "J", "l", "u", "U", "N", "n", "gn", ":", "w",
        ]
    )
    func wait(notation: String) throws { #expect(try needsRows(notation)) }

    @Test(
        "what does not, goes on",
        arguments: ["1", "]", "/", "\\", "S", "?", "R", "q", "p", "_", "g", "<Tab>"]
    )
    func goOn(notation: String) throws { #expect(try !needsRows(notation)) }

    @Test(
        "while a lead is read before its number is handed over, every key waits for what d comes to",
        arguments: ["j", "0", "w", "q", "?", "/", "s", "<Esc>"]
    )
    func reaching(notation: String) throws {
        var state = AppState(accountName: "test", queues: [], now: Date(timeIntervalSince1970: 0))
        let dispatcher = try KeyDispatcher(table: .standard)
        let press = try #require(KeyNotation.parse(notation)?.first)
        state.reaching = Reaching(lead: Lead.ID(1), purpose: .dial(nil))
        #expect(dispatcher.mustWait(press, in: state))
        #expect(dispatcher.mustWait(line: "outbox", in: state))
    }

    @Test("while a plan is made, help over it waits as its own keys do, and leaving it does not")
    func planning() throws {
        var state = AppState(accountName: "test", queues: [], now: Date(timeIntervalSince1970: 0))
        let dispatcher = try KeyDispatcher(table: .standard)
        let request = BulkRequest(
            id: ChangeGroup.ID(rawValue: 1),
            .intent(.setHidden(true)),
            on: [Lead.ID(1)],
            sort: LeadSort(.created)
        )
        state.bulk = BulkJob(request)
        state.overlays = [.bulk(BulkSheet())]
        for (key, waits) in [("?", true), ("j", true), ("y", true), ("q", false), ("<Esc>", false)] {
            let press = try #require(KeyNotation.parse(key)?.first)
            #expect(dispatcher.mustWait(press, in: state) == waits, "\(key)")
        }
    }

    @Test(
        "in a plan, what opens the outbox waits for what was decided before it, and reading goes on",
        arguments: [("w", true), ("p", true), ("x", true), ("j", false), ("d", false), ("?", false), ("q", false)]
    )
    func running(notation: String, isWaiting: Bool) throws {
        var state = AppState(accountName: "test", queues: [], now: Date(timeIntervalSince1970: 0))
        state.overlays = [.bulk(BulkSheet())]
        state.list.awaited = .group(ChangeGroup.ID(rawValue: 1))
        let press = try #require(KeyNotation.parse(notation)?.first)
        #expect(try KeyDispatcher(table: .standard).mustWait(press, in: state) == isWaiting)
    }

    @Test("moving in a pane that is not the list goes on")
    func otherPanes() throws { #expect(try !needsRows("j", focus: .timeline)) }

    @Test("typing goes on, and moving in the list from the filter line waits")
    func filter() throws {
        let line = Overlay.filter(FilterLine(""))
        #expect(try !needsRows("s", overlay: line))
        #expect(try !needsRows("<Enter>", overlay: line))
        #expect(try needsRows("<Down>", overlay: line))
    }

    @Test(
        "the outbox and my day are opened when what was decided before them is in the journal",
        arguments: ["w", "gf"]
    )
    func sheets(notation: String) throws {
        var state = withRows()
        var dispatcher = try KeyDispatcher(table: .standard)
        let presses = try #require(KeyNotation.parse(notation))
        for press in presses.dropLast() { _ = dispatcher.action(for: press, in: state) }
        let last = try #require(presses.last)
        #expect(!dispatcher.mustWait(last, in: state))
        state.list.awaited = .group(ChangeGroup.ID(rawValue: 1))
        #expect(dispatcher.mustWait(last, in: state))
    }

    @Test(
        "what is decided on a line of a sheet waits for the rows that were asked for, and moving there goes on",
        arguments: [
            ("<Enter>", true, true), ("r", true, nil), ("x", true, nil), ("j", false, false), ("e", nil, true),
            ("f", nil, true), ("l", nil, true), ("u", nil, true), ("<PgDn>", false, false),
        ] as [(String, Bool?, Bool?)]
    )
    func decisionsOnLines(notation: String, inOutbox: Bool?, inAgenda: Bool?) throws {
        if let inOutbox { #expect(try needsRows(notation, overlay: .outbox(OutboxSheet())) == inOutbox) }
        if let inAgenda { #expect(try needsRows(notation, overlay: .agenda(AgendaSheet())) == inAgenda) }
    }

    @Test(
        "a key on a line of my day waits for what was decided before it, and closing it goes on",
        arguments: [
            ("e", true), ("f", true), ("l", true), ("u", true), ("j", true), ("G", true), ("R", false), ("q", false),
        ]
    )
    func agenda(notation: String, isWaiting: Bool) throws {
        var state = AppState(accountName: "test", queues: [], now: Date(timeIntervalSince1970: 0))
        state.overlays = [.agenda(AgendaSheet())]
        state.list.awaited = .group(ChangeGroup.ID(rawValue: 1))
        let press = try #require(KeyNotation.parse(notation)?.first)
        #expect(try KeyDispatcher(table: .standard).mustWait(press, in: state) == isWaiting)
    }

    @Test(
        "a key on a line of the outbox waits for what was decided before it, and closing the outbox goes on",
        arguments: [("x", true), ("r", true), ("<Enter>", true), ("j", true), ("G", true), ("<Esc>", false)]
    )
    func outbox(notation: String, isWaiting: Bool) throws {
        var state = withRows()
        state.overlays = [.outbox(OutboxSheet())]
        let press = try #require(KeyNotation.parse(notation)?.first)
        let dispatcher = try KeyDispatcher(table: .standard)
        #expect(!dispatcher.mustWait(press, in: state))
        state.list.awaited = .group(ChangeGroup.ID(rawValue: 1))
        #expect(dispatcher.mustWait(press, in: state) == isWaiting)
    }

    @Test(
        "a date waits for the lead that it is for, and leaving the prompt goes on",
        arguments: [("1", true), ("m", true), ("<Enter>", true), ("<Esc>", false)]
    )
    func dates(notation: String, isWaiting: Bool) throws {
        var state = AppState(accountName: "test", queues: [], now: Date(timeIntervalSince1970: 0))
        state.overlays = [.dates(DatePrompt(.followUp(of: Lead.ID(7)), for: "Ana"))]
        let press = try #require(KeyNotation.parse(notation)?.first)
        let dispatcher = try KeyDispatcher(table: .standard)
        #expect(state.isAwaitingRows && dispatcher.mustWait(press, in: state) == isWaiting)
        for case .query(let question) in AppReducer.reduce(&state, .happened(.leadsChanged)) {
            let answer = IndexAnswer(request: question, rows: ArrayLeadRows(), counts: [])
            _ = AppReducer.reduce(&state, .happened(.queryAnswered(answer)))
        }
        #expect(!dispatcher.mustWait(press, in: state))
    }

    @Test(
        "a line needs what its verb needs",
        arguments: [("stage Contacted", true), ("help", false), ("nonsense", false)]
    )
    func lines(line: String, isNeeded: Bool) throws {
        let state = AppState(accountName: "test", queues: [], now: Date(timeIntervalSince1970: 0))
        #expect(try KeyDispatcher(table: .standard).mustWait(line: line, in: state) == isNeeded)
    }
}

@Suite("Keys of triage and of dates")
struct HandlingKeysTests {
    private func state(inTriage: Bool) -> AppState {
        var state = AppState(accountName: "test", queues: QueueDefinition.defaults, now: Date(timeIntervalSince1970: 0))
        var answered = state
        guard
            case .query(let question)? = AppReducer.reduce(&answered, .happened(.leadsChanged)).first
        else { return state }
        let leads = [Lead(id: Lead.ID(1), firstName: "Ana", phones: [Phone("5125550142")])]
        let rows = ArrayLeadRows(leads.map { LeadRow(lead: $0, syncState: .clean) })
        state = answered
        _ = AppReducer.reduce(
            &state,
            .happened(.queryAnswered(IndexAnswer(request: question, rows: rows, counts: [])))
        )
        if inTriage { _ = AppReducer.reduce(&state, .handle(.startTriage)) }
        return state
    }

    private func action(_ keys: String, in state: AppState) throws -> Action? {
        var dispatcher = try KeyDispatcher(table: .standard)
        var action: Action?
        for press in try #require(KeyNotation.parse(keys)) { action = dispatcher.action(for: press, in: state) }
        return action
    }

    @Test("a digit is a queue outside triage and an outcome in it")
    func digits() throws {
        guard case .navigate(.selectQueue(2)) = try action("3", in: state(inTriage: false)),
            case .handle(.disposeAt(2)) = try action("3", in: state(inTriage: true))
        else {
            Issue.record("the digit means something else")
            return
        }
    }

    @Test("Esc and q leave triage; other verbs keep their keys there")
    func leaving() throws {
        for keys in ["q", "<Esc>"] {
            guard case .handle(.leaveTriage) = try action(keys, in: state(inTriage: true)) else {
                Issue.record("\(keys) does not leave")
                return
            }
        }
        // Stages are not known here, so the verb says so.
        guard case .program(.show(.unavailable(verb: "stage", because: _))) = try action("s", in: state(inTriage: true))
        else {
            Issue.record("s means something else in triage")
            return
        }
    }

    @Test("behind f a digit is a usual day, another letter begins a date, and the slash one that begins as they do")
    func dates() throws {
        var open = state(inTriage: false)
        _ = AppReducer.reduce(&open, .open(.followUp))
        guard case .overlay(.dates(.choose("1"))) = try action("1", in: open),
            case .overlay(.dates(.edit(.insert("m")))) = try action("m", in: open),
            case .overlay(.dates(.beginTyping)) = try action("/", in: open)
        else {
            Issue.record("keys mean something else")
            return
        }
        _ = AppReducer.reduce(&open, .overlay(.dates(.beginTyping)))
        guard case .overlay(.dates(.edit(.insert("1")))) = try action("1", in: open) else {
            Issue.record("a digit is no text in the field")
            return
        }
    }

    @Test("a person's own keys leave triage its outcomes")
    func ownKeys() throws {
        let own = CommandTable.standard.rebinding([KeyRebinding(.panes, "note", keys: ["M"])])
        #expect(own.faults.isEmpty)
        var dispatcher = try KeyDispatcher(table: own.table)
        guard case .handle(.disposeAt(2)) = dispatcher.action(for: KeyPress(.character("3")), in: state(inTriage: true))
        else {
            Issue.record("the digit is no outcome")
            return
        }
    }

    @Test("no two verbs of triage want the same keys")
    func triageIsSound() throws {
        _ = try Keymap(CommandTable.standard.commandsInTriage)
        let triage = CommandTable.standard.triage
        #expect(
            Set((CommandTable.standard.commands + triage).map(\.name)).count
                == CommandTable.standard.commands.count + triage.count
        )
    }
}
