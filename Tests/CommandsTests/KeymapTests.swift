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
        _ = try Keymap(CommandTable.all)
        #expect(Set(CommandTable.all.map(\.name)).count == CommandTable.all.count)
    }

    @Test("letters that end a split arrow key never act alone", arguments: ["A", "B", "C", "D", "F", "H"])
    func arrowTailsAreUnbound(letter: String) throws {
        guard case .unbound = try Keymap(CommandTable.all).match([KeyPress(.character(Character(letter)))]) else {
            Issue.record("\(letter) is bound")
            return
        }
    }

    @Test("the comma belongs to the person")
    func commaIsFree() throws {
        guard case .unbound = try Keymap(CommandTable.all).match([KeyPress(.character(","))]) else {
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
        let quit = Command("a", "a", .program, keys: ["x"]) { _ in .quit }
        let other = Command("b", "b", .program, keys: ["xy"]) { _ in .quit }

        #expect(throws: KeymapError.taken(by: "a", wantedBy: "b")) { try Keymap([quit, other]) }
        #expect(throws: KeymapError.taken(by: "a longer sequence", wantedBy: "a")) { try Keymap([other, quit]) }
    }

    @Test("g waits for its second key and shows what may follow; Esc forgets it")
    func pending() throws {
        let state = AppState(accountName: "test", queues: [], now: Date(timeIntervalSince1970: 0))
        var dispatcher = KeyDispatcher(keymap: try Keymap(CommandTable.all))

        #expect(dispatcher.action(for: KeyPress(.character("g")), in: state) == nil)
        #expect(dispatcher.pending == [KeyHint(keys: "g", summary: "first lead")])
        #expect(dispatcher.action(for: KeyPress(.escape), in: state) == nil)
        #expect(dispatcher.pending.isEmpty)
    }

    @Test("a verb that cannot be used says why")
    func obstacle() throws {
        let state = AppState(accountName: "test", queues: [], now: Date(timeIntervalSince1970: 0))
        var dispatcher = KeyDispatcher(keymap: try Keymap(CommandTable.all))

        guard
            case .show(.unavailable("stage", "no lead is selected")) = dispatcher.action(
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
        let parsed = try CommandLineParser.parse(line)
        #expect(parsed.command.name == name)
        #expect(parsed.words == words)
    }

    @Test("an unknown verb suggests the nearest", arguments: [("stagr", "stage"), ("qiut", "quit"), ("zzzzzz", nil)])
    func unknown(line: String, nearest: String?) {
        #expect(throws: CommandError.unknown(line, nearest: nearest)) { try CommandLineParser.parse(line) }
    }

    @Test("a call line names its outcome, and a wrong one is refused with the six that exist")
    func call() throws {
        let command = try #require(CommandTable.command(named: "call"))

        guard case .logCall(.noAnswer, "left at the gate") = try command.action("noanswer left at the gate") else {
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
    @Test("only y says yes to a question; Enter says no")
    func confirm() {
        let question = Overlay.confirm(Confirmation(.trash(Lead.ID(1), name: "Ada", reason: "x")))

        guard case .answer(true) = OverlayKeys.action(for: KeyPress(.character("y")), in: question),
            case .answer(false) = OverlayKeys.action(for: KeyPress(.enter), in: question)
        else {
            Issue.record("the question was answered wrongly")
            return
        }
        #expect(OverlayKeys.action(for: KeyPress(.character("x")), in: question) == nil)
        #expect(OverlayKeys.action(for: KeyPress(.character("y"), modifiers: .control), in: question) == nil)
    }

    @Test("in a picker with letters a letter chooses; in one with a filter it is typed")
    func picker() {
        let item = Picker.Item(label: "Contacted", accelerator: "c", choice: .stage("Contacted"))
        let press = KeyPress(.character("c"))

        guard
            case .choose(let chosen) = OverlayKeys.action(
                for: press,
                in: .picker(Picker(.stage(of: Lead.ID(1)), items: [item]))
            )
        else {
            Issue.record("the letter chose nothing")
            return
        }
        #expect(chosen == item)
        guard
            case .edit(.insert("c")) = OverlayKeys.action(
                for: press,
                in: .picker(Picker(.tags(of: Lead.ID(1)), items: [item], filtering: true))
            )
        else {
            Issue.record("the letter was not typed")
            return
        }
    }
}
