import FoundationEssentials
import Leads
import Terminal
import Testing
import ViewModels

@testable import Commands

@Suite("Keys and verbs")
struct KeymapTests {
    @Test("no two verbs want the same keys, and every notation can be read")
    func tableIsSound() throws {
        _ = try KeyDispatcher(table: .standard)
        #expect(Set(CommandTable.standard.commands.map(\.name)).count == CommandTable.standard.commands.count)
    }

    @Test("letters that end a split arrow key never act alone", arguments: ["A", "B", "C", "D", "F", "H"])
    func arrowTailsAreUnbound(letter: String) throws {
        guard
            case .unbound = try Keymap(CommandTable.standard.commands).match([KeyPress(.character(Character(letter)))])
        else {
            Issue.record("\(letter) is bound")
            return
        }
    }

    @Test("the comma belongs to the person")
    func commaIsFree() throws {
        guard case .unbound = try Keymap(CommandTable.standard.commands).match([KeyPress(.character(","))]) else {
            Issue.record("the comma is bound")
            return
        }
    }

    @Test(
        "a key is read and shown again",
        arguments: [
            ("j", "j"), ("gg", "gg"), ("<C-d>", "Ctrl-D"), ("<S-Tab>", "Shift-Tab"), ("<Space>", "Space"),
            ("<F5>", "F5"),
            ("<Up>", "↑"), ("<lt>", "<"), ("<C-A-x>", "Ctrl-Alt-X"),
        ]
    )
    func notation(text: String, shown: String) throws {
        #expect(KeyNotation.display(try #require(KeyNotation.parse(text))) == shown)
    }

    @Test("a notation that cannot be read is refused", arguments: ["<C-", "<Nope>", "<F0x>"])
    func badNotation(text: String) { #expect(KeyNotation.parse(text) == nil) }

    @Test("two verbs on one key, and a verb on another's prefix, are refused")
    func conflicts() {
        let quit = Command("a", "a", .program, keys: ["x"]) { _ in .program(.quit) }
        let other = Command("b", "b", .program, keys: ["xy"]) { _ in .program(.quit) }

        #expect(throws: KeymapError.taken(by: "a", wantedBy: "b")) { try Keymap([quit, other]) }
        #expect(throws: KeymapError.taken(by: "a longer sequence", wantedBy: "a")) { try Keymap([other, quit]) }
    }

    @Test("g waits for its second key and shows what may follow; Esc forgets it")
    func pending() throws {
        let state = AppState(accountName: "test", queues: [], now: Date(timeIntervalSince1970: 0))
        var dispatcher = try KeyDispatcher(table: .standard)

        #expect(dispatcher.action(for: KeyPress(.character("g")), in: state) == nil)
        #expect(dispatcher.pending.contains(KeyHint(keys: "g", summary: "first lead")))
        #expect(dispatcher.pending.map(\.keys) == ["b", "d", "f", "g", "h", "n", "p", "r", "s", "t", "x"])
        #expect(dispatcher.action(for: KeyPress(.escape), in: state) == nil)
        #expect(dispatcher.pending.isEmpty)
    }

    @Test("a verb that cannot be used says why")
    func obstacle() throws {
        let state = AppState(accountName: "test", queues: [], now: Date(timeIntervalSince1970: 0))
        var dispatcher = try KeyDispatcher(table: .standard)

        guard
            case .program(.show(.unavailable("stage", "no lead is selected"))) = dispatcher.action(
                for: KeyPress(.character("s")),
                in: state
            )
        else {
            Issue.record("the obstacle was not shown")
            return
        }
    }
}

@Suite("The command line")
struct CommandLineTests {
    @Test(
        "a verb is found by its name or the start of it",
        arguments: [
            ("stage Contacted", "stage", "Contacted"), ("pal", "palette", ""), ("  note  hello  ", "note", "hello"),
        ]
    )
    func parsing(line: String, name: String, words: String) throws {
        let parsed = try CommandLineParser.parse(line, table: .standard)
        #expect(parsed.command.name == name)
        #expect(parsed.words == words)
    }

    @Test("an unknown verb suggests the nearest", arguments: [("stagr", "stage"), ("qiut", "quit"), ("zzzzzz", nil)])
    func unknown(line: String, nearest: String?) {
        #expect(throws: CommandError.unknown(line, nearest: nearest)) {
            try CommandLineParser.parse(line, table: .standard)
        }
    }

    @Test("a call line names its outcome, and a wrong one is refused with the six that exist")
    func call() throws {
        let command = try #require(CommandTable.standard.command(named: "call"))

        guard case .work(.logCall(.noAnswer, "left at the gate", nil)) = try command.action("noanswer left at the gate")
        else {
            Issue.record("the call was not read")
            return
        }
        #expect(
            throws: CommandError.badArgument(
                command: "call",
                argument: "nope",
                known: CallOutcome.allCases.map(\.rawValue)
            )
        ) {
            _ = try command.action("nope")
        }
    }
}

@Suite("Keys over the panes")
struct OverlayKeyTests {
    private func state(under overlay: Overlay) -> AppState {
        var state = AppState(accountName: "test", queues: [], now: Date(timeIntervalSince1970: 0))
        state.overlays = [overlay]
        return state
    }

    private func action(for press: KeyPress, under overlay: Overlay) throws -> OverlayAction? {
        var dispatcher = try KeyDispatcher(table: .standard)
        guard case .overlay(let action) = dispatcher.action(for: press, in: state(under: overlay)) else { return nil }
        return action
    }

    @Test("K8: only a small y says yes to a question; Enter says no")
    func confirm() throws {
        let question = Overlay.question(Confirmation(.trash(Lead.ID(1), name: "Ada", reason: "x")))
        let answers: [(KeyPress, Bool?)] = [
            (KeyPress(.character("y")), true), (KeyPress(.character("Y")), nil), (KeyPress(.enter), false),
            (KeyPress(.escape), false), (KeyPress(.character("x")), nil),
            (KeyPress(.character("y"), modifiers: .control), nil),
        ]
        for (press, answer) in answers {
            #expect(try action(for: press, under: question) == answer.map { .question(.answer($0)) }, "\(press)")
        }
    }

    @Test("in a picker with letters a letter chooses; in one with a filter it is typed")
    func picker() throws {
        let item = Picker.Item(label: "Contacted", accelerator: "c", choice: .intent(.setStage("Contacted")))
        let press = KeyPress(.character("c"))

        let letters = Overlay.picker(Picker(.stage(of: Lead.ID(1)), items: [item]))
        #expect(try action(for: press, under: letters) == .picker(.choose(item)))
        let typed = Overlay.picker(Picker(.tags(of: Lead.ID(1)), items: [item], filtering: true))
        #expect(try action(for: press, under: typed) == .picker(.edit(.insert("c"))))
    }

    @Test("the same keys scroll whatever scrolls; in the outbox a page goes through the selected text")
    func scrolling() throws {
        let motions: [(String, Motion)] = [
            ("j", .lines(1)), ("k", .lines(-1)), ("<C-d>", .halfPages(1)), ("<C-u>", .halfPages(-1)),
            ("<PgDn>", .pages(1)), ("<PgUp>", .pages(-1)), ("<C-f>", .pages(1)), ("<C-b>", .pages(-1)),
            ("<Home>", .start), ("G", .end), ("<End>", .end),
        ]
        for (notation, motion) in motions {
            let press = try #require(KeyNotation.parse(notation)?.first)
            #expect(try action(for: press, under: .help(HelpSheet())) == .help(.scroll(motion)), "\(notation)")
            let inOutbox: OutboxSheet.Action =
                switch motion {
                case .halfPages, .pages: .scroll(motion)
                case .lines, .line, .start, .end: .move(motion)
                }
            #expect(try action(for: press, under: .outbox(OutboxSheet())) == .outbox(inOutbox), "\(notation)")
        }
    }

    @Test("a line break is typed into a long text and not into a short one")
    func newLine() throws {
        let long = Overlay.form(Form(.note(on: Lead.ID(1)), fields: [Form.Field("Note", isMultiline: true)]))
        #expect(try action(for: KeyPress(.character("j"), modifiers: .control), under: long) == .form(.newLine))
        #expect(try action(for: KeyPress(.enter, modifiers: .alt), under: long) == .form(.newLine))
        #expect(try action(for: KeyPress(.enter), under: long) == .form(.submit))
        #expect(try action(for: KeyPress(.up), under: long) == .form(.edit(.line(-1))))
        let short = Overlay.form(Form(.create, fields: [Form.Field("First name"), Form.Field("Last name")]))
        #expect(try action(for: KeyPress(.up), under: short) == .form(.moveFocus(-1)))
    }

    @Test("hints are those of what has the keys")
    func hints() {
        let item = Picker.Item(label: "hot", isCurrent: true, choice: .intent(.addTag("hot")))
        let picker = Overlay.picker(Picker(.tags(of: Lead.ID(1)), items: [item], filtering: true))

        let words = CommandTable.standard.hints(in: state(under: picker)).map(\.summary)

        #expect(words.contains("add") && words.contains { $0.hasPrefix("take off") })
        #expect(!words.contains("stage"))
    }

    @Test("two keys of an overlay on one press are refused")
    func conflict() {
        let commands = [
            OverlayCommand("a", "a", keys: ["x"], .help(.close)), OverlayCommand("b", "b", keys: ["x"], .help(.close)),
        ]
        let table = CommandTable(commands: [], triage: [], overlays: [.help: commands], editing: [])

        #expect(throws: KeymapError.taken(by: "a", wantedBy: "b")) { try KeyDispatcher(table: table) }
    }
}
