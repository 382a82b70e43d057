import FoundationEssentials
import Leads
import Terminal
import Testing
import ViewModels

@testable import Commands

@Suite("What the verbs do")
struct VerbTableTests {
    private func action(_ line: String, in state: AppState? = nil) throws -> Action {
        try KeyDispatcher(table: .standard).action(forLine: line, in: state ?? ready)
    }

    private func notice(_ line: String, in state: AppState? = nil) throws -> Notice? {
        guard case .program(.show(let notice)) = try action(line, in: state) else { return nil }
        return notice
    }

    private var empty: AppState {
        AppState(accountName: "test", queues: QueueDefinition.defaults, now: Date(timeIntervalSince1970: 0))
    }

    /// A lead is selected and the team is known.
    private var ready: AppState {
        var state = empty
        let me = Member(id: Member.ID(rawValue: 1), firstName: "Ada", lastName: "Byron", email: "ada@example.com")
        let team = Leads.Team(stages: [Stage(id: Stage.ID(rawValue: 1), name: "New Lead")], members: [me], me: me)
        _ = AppReducer.reduce(&state, .happened(.reference(team)))
        for effect in AppReducer.reduce(&state, .happened(.leadsChanged)) {
            guard case .query(let question) = effect else { continue }
            let row = LeadRow(lead: Lead(id: Lead.ID(1), firstName: "Grace"), syncState: .clean)
            let answer = IndexAnswer(request: question, rows: ArrayLeadRows([row]), counts: [1])
            _ = AppReducer.reduce(&state, .happened(.queryAnswered(answer)))
        }
        return state
    }

    @Test("a verb with words does it at once, and without them opens what asks for them")
    func words() throws {
        let pairs: [(String, Action, String, Action)] = [
            ("stage Closed", .work(.setStage("Closed")), "stage", .open(.stages)),
            ("assign me", .work(.assign(to: .named("me"))), "assign", .open(.assignees)),
            ("note call back", .work(.addNote("call back")), "note", .open(.note)),
            ("trash sold", .work(.trash(reason: "sold")), "trash", .open(.trash)),
            ("filter tag:hot", .navigate(.setFilter("tag:hot")), "filter", .open(.filter)),
            ("sort Name", .navigate(.setSort(LeadSort(.name, descending: false))), "sort", .open(.sort)),
            ("sort score", .navigate(.setSort(LeadSort(.score, descending: true))), "tags", .open(.tags)),
            (
                "sort -score", .navigate(.setSort(LeadSort(.score, descending: false))), "reverse-sort",
                .navigate(.reverseSort)
            ),
            ("call talked", .work(.logCall(.talked, text: "", phone: nil)), "call", .open(.callOutcomes)),
            ("tag hot", .work(.addTag("hot")), "new", .open(.newLead)),
            ("untag hot", .work(.removeTag("hot")), "outbox", .open(.outbox)),
        ]
        for (line, done, bare, opened) in pairs {
            #expect("\(try action(line))" == "\(done)", "\(line)")
            #expect("\(try action(bare))" == "\(opened)", "\(bare)")
        }
    }

    @Test("a verb that needs a word says which", arguments: ["tag", "untag"])
    func missingWord(verb: String) throws {
        #expect(try notice(verb) == .noted("\(verb) wants TAG, as in “:\(verb) TAG”."))
    }

    @Test("a word that a verb does not know is refused with those it knows")
    func unknownWord() throws {
        let known = LeadSort.Key.allCases.map(\.rawValue).joined(separator: ", ")
        #expect(try notice("sort upwards") == .noted("sort does not know “upwards”. It takes \(known)."))
    }

    @Test("without a lead, stages, members or queue the verb says what is missing and what to do")
    func obstacles() throws {
        let none = "no lead is selected"
        for verb in ["stage", "tags", "tag", "untag", "assign", "call", "note", "trash"] {
            #expect(try notice(verb, in: empty) == .unavailable(verb: verb, because: none))
            #expect(try notice(verb + " x", in: empty) == .unavailable(verb: verb, because: none))
        }
        var unknown = ready
        unknown.keys = CommandTable.standard.keyNames
        unknown.account.team = Team()
        let stages = "the team's stages have not been loaded yet; press R"
        let members = "the team's members have not been loaded yet; press R"
        #expect(try notice("stage x", in: unknown) == .unavailable(verb: "stage", because: stages))
        #expect(try notice("assign x", in: unknown) == .unavailable(verb: "assign", because: members))
        var few = ready
        few.queues = Array(few.queues.prefix(3))
        #expect(try notice("queue-4", in: few) == .unavailable(verb: "queue-4", because: "there are only 3 queues"))
        #expect("\(try action("queue-3", in: few))" == "\(Action.navigate(.selectQueue(2)))")
    }

    @Test("with leads marked, a view without rows keeps no verb that is about them from being used")
    func marksInEmptyView() throws {
        var state = empty
        state.account = ready.account
        #expect(try notice("tag hot", in: state) != nil)
        var marked = ready
        _ = AppReducer.reduce(&marked, .mark(.toggle))
        state.marks = marked.marks
        let verbs = [
            "stage", "tags", "tag hot", "untag hot", "assign", "call", "note", "follow-up", "snooze", "again",
            "dispose no-answer", "hide yes",
        ]
        for verb in verbs { #expect(try notice(verb, in: state) == nil, "\(verb)") }
        for verb in ["edit", "trash", "dial", "open-link", "copy-phone"] {
            #expect(try notice(verb, in: state) != nil, "\(verb)")
        }
    }

    @Test("a key that means nothing is named as a person reads it, and drops what was pressed before it")
    func unknownKeys() throws {
        var dispatcher = try KeyDispatcher(table: .standard)
        let state = ready
        _ = dispatcher.action(for: KeyPress(.character("g")), in: state)
        guard case .program(.show(let notice)) = dispatcher.action(for: KeyPress(.character("z")), in: state) else {
            Issue.record("nothing was said")
            return
        }
        #expect(notice == .unknownKey("gz"))
        #expect(dispatcher.pending.isEmpty)
        guard case .navigate(.move(.lines(1))) = dispatcher.action(for: KeyPress(.character("j")), in: state) else {
            Issue.record("the key behind it was taken for a part of it")
            return
        }
    }

    @Test("Ctrl-C gives up what was pressed, and else says how to quit")
    func interrupt() throws {
        var dispatcher = try KeyDispatcher(table: .standard)
        let interrupt = KeyPress(.character("c"), modifiers: .control)
        _ = dispatcher.action(for: KeyPress(.character("g")), in: ready)
        #expect(dispatcher.action(for: interrupt, in: ready) == nil)
        guard case .program(.show(.noted("Press q to quit."))) = dispatcher.action(for: interrupt, in: ready) else {
            Issue.record("nothing was said")
            return
        }
    }

    @Test("Ctrl-C says how to quit in the keys of the person, and quits where they left none that could")
    func interruptWithOtherKeys() throws {
        let interrupt = KeyPress(.character("c"), modifiers: .control)
        func answer(_ keys: [(String, [String])]) throws -> Action? {
            let wanted = keys.map { KeyRebinding(.panes, $0.0, keys: $0.1) }
            var dispatcher = try KeyDispatcher(table: CommandTable.standard.rebinding(wanted).table)
            return dispatcher.action(for: interrupt, in: ready)
        }
        guard case .program(.show(.noted("Press F10 to quit."))) = try answer([("quit", ["<F10>"])]),
            case .program(.show(.noted("Press Q to quit."))) = try answer([("quit", ["Q"]), ("note", ["q"])]),
            case .program(.show(.noted("Press F4, then type quit and press Enter."))) =
                try answer([("quit", []), ("palette", ["<F4>"])]),
            case .program(.quit) = try answer([("quit", []), ("palette", [])])
        else {
            Issue.record("the way out is not told")
            return
        }
    }

    @Test("Esc and Ctrl-C leave an overlay whose keys of leaving were taken away", arguments: ["<Esc>", "<C-c>"])
    func wayOut(key: String) throws {
        let wanted = [
            KeyRebinding(.overlay(.help), "close", keys: []), KeyRebinding(.overlay(.palette), "cancel", keys: []),
            KeyRebinding(.overlay(.filter), "cancel", keys: []),
        ]
        let (table, faults) = CommandTable.standard.rebinding(wanted)
        #expect(faults.isEmpty)
        let press = try #require(KeyNotation.parse(key)?.first)
        func answer(_ overlay: Overlay, _ table: CommandTable) throws -> Action? {
            var state = ready
            state.overlays = [overlay]
            var dispatcher = try KeyDispatcher(table: table)
            return dispatcher.action(for: press, in: state)
        }
        guard case .overlay(.help(.close)) = try answer(.help(HelpSheet()), table),
            case .overlay(.filter(.cancel)) = try answer(.filter(FilterLine("")), table),
            case .overlay(.palette(.cancel)) = try answer(.palette(VerbPalette([])), table)
        else {
            Issue.record("it cannot be left")
            return
        }
        let given = CommandTable.standard.rebinding([KeyRebinding(.overlay(.help), "search", keys: [key])]).table
        guard case .overlay(.help(.search)) = try answer(.help(HelpSheet()), given) else {
            Issue.record("the person's own key is not theirs")
            return
        }
    }

    @Test("an overlay that is opened amid a sequence of keys ends the sequence")
    func sequenceUnderOverlay() throws {
        var dispatcher = try KeyDispatcher(table: .standard)
        var state = ready
        _ = dispatcher.action(for: KeyPress(.character("g")), in: state)
        state.overlays = [.help(HelpSheet())]
        _ = dispatcher.action(for: KeyPress(.character("j")), in: state)
        #expect(dispatcher.pending.isEmpty)
    }

    @Test("hints show a verb that cannot be used as such, and are the first key of each")
    func hints() {
        let hints = { (state: AppState) in
            Dictionary(
                CommandTable.standard.hints(in: state).map { ($0.summary, $0) },
                uniquingKeysWith: { first, _ in first }
            )
        }
        #expect(hints(ready)["stage"] == KeyHint(keys: "s", summary: "stage", isUsable: true))
        #expect(hints(empty)["stage"] == KeyHint(keys: "s", summary: "stage", isUsable: false))
        #expect(hints(empty)["help"] == KeyHint(keys: "?", summary: "help", isUsable: true, stays: true))
        #expect(hints(ready).keys.contains("assign") && hints(ready)["down"] == nil)
    }

    @Test("the hints of each pane are what is done there, and help is the last of them")
    func paneHints() {
        let words = { (pane: Pane) in
            var state = ready
            state.focus = pane
            return CommandTable.standard.hints(in: state).map(\.summary)
        }
        #expect(words(.list).contains("filter") && words(.list).last == "help")
        #expect(words(.detail).first == "dial" && words(.detail).contains("timeline"))
        #expect(words(.timeline).prefix(3) == ["open", "next day", "search"])
        #expect(words(.detail).last == "help" && words(.timeline).last == "help")
    }

    @Test("the hints of a form name its fields' keys only where it has several, and new lines only where they may be")
    func formHints() {
        let words = { (form: Form) in
            var state = ready
            state.overlays = [.form(form)]
            return CommandTable.standard.hints(in: state).map(\.summary)
        }
        let note = Form(.note(on: Lead.ID(1)), fields: [Form.Field("Note", isMultiline: true)])

        #expect(words(note) == ["save", "new line", "leave, the text is kept", "editor", "help"])
        #expect(words(Form.newLead()) == ["save", "next field", "who gets it", "leave, the text is kept", "help"])
    }

    @Test("the palette has every verb but the numbered queues, with its keys")
    func palette() throws {
        guard case .open(.palette(let items, typed: "")) = try action("palette") else {
            Issue.record("no palette")
            return
        }
        let verbs = CommandTable.standard.commands.map(\.name).filter { !$0.hasPrefix("queue-") }
        #expect(items.filter { !$0.isHabit }.map(\.name) == verbs)
        #expect(items.first { $0.name == "first" }?.keys == "gg Home")
    }

    @Test("the palette tells why a verb cannot be used now, and which words may follow it")
    func paletteObstacles() throws {
        let none = CommandTable.standard.verbs(in: empty).first { $0.name == "stage" }
        #expect(none?.obstacle == "no lead is selected")
        let stage = CommandTable.standard.verbs(in: ready).first { $0.name == "stage" }
        #expect(stage?.obstacle == nil && stage?.values == ["New Lead"])
    }

    @Test("keys that end with a verb end there: more of them mean nothing")
    func tooManyKeys() throws {
        let keymap = try Keymap(CommandTable.standard.commands)
        let press = { (text: String) in KeyPress(.character(Character(text))) }
        guard case .unbound = keymap.match([press("j"), press("j")]) else {
            Issue.record("jj is one verb")
            return
        }
        guard case .verb(let verb) = keymap.match([press("g"), press("g")]) else {
            Issue.record("gg is no verb")
            return
        }
        #expect(verb.name == "first")
    }
}

@Suite("Writing keys down")
struct KeyNotationTests {
    @Test(
        "names and modifiers are read whatever their case",
        arguments: [
            ("<c-D>", [KeyPress(.character("D"), modifiers: .control)]),
            ("<s-tab>", [KeyPress(.tab, modifiers: .shift)]),
            ("<A-C-x>", [KeyPress(.character("x"), modifiers: [.alt, .control])]), ("<f12>", nil),
            ("<F12>", [KeyPress(.function(12))]), ("<F>", [KeyPress(.character("F"))]), ("<esc>", [KeyPress(.escape)]),
            ("<", [KeyPress(.character("<"))]), ("a<", [KeyPress(.character("a")), KeyPress(.character("<"))]),
            ("<C-->", [KeyPress(.character("-"), modifiers: .control)]),
            ("<C-Tab>", [KeyPress(.tab, modifiers: .control)]),
            ("a<Enter>b", [KeyPress(.character("a")), KeyPress(.enter), KeyPress(.character("b"))]), ("<X-a>", nil),
            ("<>", nil), ("", []),
        ] as [(String, [KeyPress]?)]
    )
    func parse(text: String, presses: [KeyPress]?) { #expect(KeyNotation.parse(text) == presses) }

    @Test("keys of one letter are shown together, others apart")
    func display() {
        let shown = { (text: String) in KeyNotation.parse(text).map { KeyNotation.display($0) } }
        #expect(shown("gx") == "gx" && shown("<C-x>g") == "Ctrl-X g" && shown("g<Enter>") == "g Enter")
        #expect(shown("<A-x>") == "Alt-X" && shown("x") == "x" && shown("<Left>") == "←" && shown("<PgDn>") == "PgDn")
    }
}

@Suite("Reading a line of the palette")
struct CommandLineReadingTests {
    @Test("the beginning of a name is enough where only one verb begins so, and an empty line is no verb")
    func beginnings() throws {
        #expect(try CommandLineParser.parse("redr", table: .standard).command.name == "redraw")
        #expect(try CommandLineParser.parse("refresh", table: .standard).command.name == "refresh")
        #expect(throws: CommandError.unknown("re", nearest: "redo")) {
            try CommandLineParser.parse("re", table: .standard)
        }
        #expect(throws: CommandError.self) { try CommandLineParser.parse("  ", table: .standard) }
    }

    @Test("words keep their own blanks and lose those at their ends")
    func words() throws {
        #expect(try CommandLineParser.parse("note   two  dogs  ", table: .standard).words == "two  dogs")
    }

    @Test("each refusal is a sentence with what to do next")
    func sentences() {
        #expect(CommandError.unknown("x", nearest: nil).sentence == "There is no verb “x”. :help lists them.")
        #expect(CommandError.unknown("x", nearest: "y").sentence == "There is no verb “x”. Did you mean y?")
    }
}
