import FoundationEssentials
import Leads
import Terminal
import Testing
import ViewModels

@testable import Commands

@Suite("The help of where one is")
struct HelpKeysTests {
    private func state(_ overlay: Overlay? = nil, focus: Pane = .list) -> AppState {
        var state = AppState(accountName: "test", queues: QueueDefinition.defaults, now: Date(timeIntervalSince1970: 0))
        state.overlays = [overlay].compactMap(\.self)
        state.focus = focus
        return state
    }

    private func help(_ key: String, in state: AppState) throws -> HelpSheet? {
        var dispatcher = try KeyDispatcher(table: .standard)
        let press = try #require(KeyNotation.parse(key)?.first)
        guard case .open(.sheet(let sheet)) = dispatcher.action(for: press, in: state) else { return nil }
        return sheet
    }

    private func headings(_ sheet: HelpSheet) -> [String] {
        sheet.rows.compactMap { if case .heading(let words) = $0 { words } else { nil } }
    }

    @Test("begins with what can be done in the pane, then says what its signs mean")
    func panes() throws {
        for (pane, first, second) in [
            (Pane.list, "Working a lead", "Letters and signs of the list"),
            (.detail, "Working a lead", "Words and signs of the detail"),
            (.timeline, "The timeline", "Signs of the timeline"),
        ] {
            let sheet = try #require(try help("?", in: state(focus: pane)))
            #expect(headings(sheet).prefix(3) == [first, second, "Words of the top line"])
        }
    }

    @Test("has every verb once, each with what it lacks")
    func verbs() throws {
        let sheet = CommandTable.standard.help(in: state())
        let lines = sheet.rows.compactMap { row -> String? in
            guard case .entry(let entry) = row, case .line(let line)? = entry.run else { return nil }
            return line
        }
        #expect(lines.sorted() == CommandTable.standard.commands.map(\.name).sorted())
        let stage = sheet.rows.compactMap { if case .entry(let entry) = $0 { entry } else { nil } }
            .first { $0.run == .line("stage") }
        #expect(stage?.obstacle == "no lead is selected")
    }

    @Test("is there over everything that is open, with F1 and, where nothing is typed, with the question mark")
    func overlays() throws {
        let item = Picker.Item(label: "Contacted", accelerator: "c", choice: .intent(.setStage("Contacted")))
        let open: [(Overlay, Bool)] = [
            (.picker(Picker(.stage(of: Lead.ID(1)), items: [item])), true), (.outbox(OutboxSheet()), true),
            (.form(Form(.note(on: Lead.ID(1)), fields: [Form.Field("Note")])), false),
            (.filter(FilterLine("")), false), (.palette(VerbPalette([])), false),
            (.question(Confirmation(.trash(Lead.ID(1), name: "Ada", reason: "x"))), true),
        ]
        for (overlay, hasMark) in open {
            let sheet = try #require(try help("<F1>", in: state(overlay)), "\(overlay.kind)")
            #expect(sheet.rows.count > 2)
            #expect(try (help("?", in: state(overlay)) != nil) == hasMark, "\(overlay.kind)")
        }
    }

    @Test("only explains what says yes to a question or runs a plan, which it hides")
    func consent() throws {
        let asking: [(Overlay, Set<String>)] = [
            (.question(Confirmation(.trash(Lead.ID(1), name: "Ada", reason: "x"))), ["y"]),
            (.bulk(BulkSheet()), ["y", "Enter"]),
        ]
        for (overlay, consents) in asking {
            let sheet = try #require(try help("?", in: state(overlay)))
            let entries = sheet.rows.compactMap { if case .entry(let entry) = $0 { entry } else { nil } }
            let explained = entries.filter { $0.run == nil }.map(\.label)
            #expect(Set(explained) == Set(consents.map(HelpSheet.Label.keys)), "\(overlay.kind)")
            #expect(entries.contains { $0.run != nil })
        }
    }

    @Test("names no key that means nothing in the picker that is open")
    func keysOfThisPicker() throws {
        let item = Picker.Item(label: "hot", isCurrent: true, choice: .intent(.addTag("hot")))
        let purposes: [(Picker.Purpose, Bool)] = [(.stage(of: Lead.ID(1)), false), (.tags(of: Lead.ID(1)), true)]
        for (purpose, takesOff) in purposes {
            let sheet = try #require(try help("<F1>", in: state(.picker(Picker(purpose, items: [item])))))
            let keys = sheet.rows.compactMap { row -> String? in
                guard case .entry(let entry) = row, case .keys(let keys) = entry.label else { return nil }
                return keys
            }
            #expect(keys.contains("Enter") && keys.contains("Ctrl-X") == takesOff, "\(keys)")
        }
    }

    @Test("names no key that means nothing there with keys of the person's own either")
    func keysOfTheirOwn() throws {
        let table = CommandTable.standard.rebinding([KeyRebinding(.overlay(.picker), "down", keys: ["<C-j>"])]).table
        let item = Picker.Item(label: "New Lead", choice: .intent(.setStage("New Lead")))
        let sheet = table.help(in: state(.picker(Picker(.stage(of: Lead.ID(1)), items: [item]))))
        let keys = sheet.rows.compactMap { row -> String? in
            guard case .entry(let entry) = row, case .keys(let keys) = entry.label else { return nil }
            return keys
        }
        #expect(keys.contains("Ctrl-J") && !keys.contains("Ctrl-X"), "\(keys)")
    }

    @Test("is closed by the key that opened it, and its letters are text while it is searched")
    func sheet() throws {
        var dispatcher = try KeyDispatcher(table: .standard)
        var open = state(.help(HelpSheet()))
        for key in [KeyPress(.function(1)), KeyPress(.character("?")), KeyPress(.character("q"))] {
            guard case .overlay(.help(.close)) = dispatcher.action(for: key, in: open) else {
                Issue.record("\(key) does not close it")
                return
            }
        }
        _ = AppReducer.reduce(&open, .overlay(.help(.search)))
        for letter in "jq?g /" {
            guard
                case .overlay(.help(.edit(.insert(String(letter))))) = dispatcher.action(
                    for: KeyPress(.character(letter)),
                    in: open
                )
            else {
                Issue.record("“\(letter)” is not typed")
                return
            }
        }
    }
}

@Suite("Keys of other keyboards")
struct OtherKeyboardTests {
    private let state = AppState(
        accountName: "test",
        queues: QueueDefinition.defaults,
        now: Date(timeIntervalSince1970: 0)
    )

    @Test(
        "letters of other scripts are no verbs and are named",
        arguments: ["йцукенгшщзхъ", "çéèàùñßäöü", "ㅂㅈㄷㄱ", "ασδφ", "あい"]
    )
    func scripts(letters: String) throws {
        for letter in letters {
            var dispatcher = try KeyDispatcher(table: .standard)
            guard
                case .program(.show(.unknownKey(String(letter)))) = dispatcher.action(
                    for: KeyPress(.character(letter)),
                    in: state
                )
            else {
                Issue.record("\(letter) does something")
                return
            }
        }
    }

    @Test(
        "K8: capitals change nothing by themselves: with Caps Lock on, each opens something to read, moves, or is no key"
    )
    func capsLock() throws {
        for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" {
            var dispatcher = try KeyDispatcher(table: .standard)
            switch dispatcher.action(for: KeyPress(.character(letter)), in: state) {
            case .work, .handle, .undo: Issue.record("\(letter) changes a lead")
            case .navigate, .open, .contact, .mark, .redo, .program, .overlay, .happened, nil: break
            }
        }
    }
}
