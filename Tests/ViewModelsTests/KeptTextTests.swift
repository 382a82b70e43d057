import FoundationEssentials
import Leads
import Testing

@testable import ViewModels

@Suite("What was typed is kept when it is refused, or when the answer is No")
struct KeptTextTests {
    private let full = "the disk is full."

    private func openForm(_ state: AppState) -> Form? {
        if case .form(let form) = state.overlay { form } else { nil }
    }

    private func openPicker(_ state: AppState) -> Picker? {
        if case .picker(let picker) = state.overlay { picker } else { nil }
    }

    private func openDates(_ state: AppState) -> DatePrompt? {
        if case .dates(let prompt) = state.overlay { prompt } else { nil }
    }

    /// The journal refuses whatever these effects hand to it.
    private func refuse(_ effects: [Effect], _ state: inout AppState) {
        for effect in effects {
            if case .write(.submit(let group, restoring: let form)) = effect {
                happen(&state, .submitFailed(group.id, reason: full, restoring: form))
            } else if case .write(.record(_, on: _, as: let order, restoring: let form)) = effect {
                happen(&state, .submitFailed(order, reason: full, restoring: form))
            }
        }
    }

    // MARK: Words of a disposition that asks

    private func asked() throws -> AppState {
        var state = workbench([lead(1), lead(2)])
        act(&state, .open(.callOutcomes), .overlay(.picker(.toggleWords)))
        let item = try #require(openPicker(state)?.items.first { $0.choice == .disposition("do-not-contact") })
        act(&state, .overlay(.picker(.choose(item))))
        type(&state, "never again, he said")
        #expect(submit(&state).isEmpty)
        #expect(state.overlay?.kind == .question && state.drafts.count == 1, "a crash at the question loses nothing")
        return state
    }

    @Test("No to the question of a disposition leaves its words for the next time")
    func no() throws {
        var state = try asked()
        act(&state, .overlay(.question(.answer(false))))
        #expect(state.overlay == nil)
        #expect(state.drafts.map(\.form.fields[0].text.text) == ["never again, he said"])
    }

    @Test("Yes sends the words, and a disk that is full brings them back")
    func yes() throws {
        var state = try asked()
        act(&state, .overlay(.question(.shown)))
        let effects = act(&state, .overlay(.question(.answer(true))))
        guard case .logCall(let call) = effects.changes.first?.change else {
            Issue.record("no call")
            return
        }
        #expect(call.text == "never again, he said" && state.drafts.isEmpty)
        refuse(effects, &state)
        #expect(openForm(state)?.fields[0].text.text == "never again, he said")
        #expect(state.notice == .notSaved(reason: full))
    }

    @Test("words that came by the command line are put back into the field they would have been typed into")
    func byLine() {
        var state = workbench([lead(1)])
        act(&state, .handle(.dispose("do-not-contact", words: "wants no calls")), .overlay(.question(.shown)))
        refuse(act(&state, .overlay(.question(.answer(true)))), &state)
        #expect(openForm(state)?.fields[0].text.text == "wants no calls")
    }

    @Test("the question takes no older words of the same outcome along")
    func olderWords() throws {
        var state = try asked()
        act(&state, .overlay(.question(.answer(false))), .handle(.dispose("do-not-contact", words: "")))
        act(&state, .overlay(.question(.shown)), .overlay(.question(.answer(true))))
        #expect(state.drafts.map(\.form.fields[0].text.text) == ["never again, he said"])
    }

    @Test("a disposition that was taken out of the file meanwhile does what its form says")
    func removedDisposition() {
        var state = workbench([lead(1)])
        act(&state, .handle(.words))
        type(&state, "left at the gate")
        state.dispositions = []
        #expect(!submit(&state).changes.isEmpty && state.overlay == nil)
    }

    // MARK: Going over the guard

    private func guarded(_ action: Action) -> AppState {
        var listed = lead(1)
        listed.phones = [Phone("5125550142", status: .dncNumber)]
        var state = workbench([listed, lead(2)])
        act(&state, action)
        type(&state, "they asked for it")
        return state
    }

    @Test(
        "a text that is too long for the log stays in the form with its reason",
        arguments: [Action.handle(.dispose("talked", words: "")), .work(.logCall(.talked, text: "", phone: nil))]
    )
    func longWords(action: Action) {
        var state = guarded(action)
        act(&state, .overlay(.form(.moveFocus(1))))
        let words = String(repeating: "word ", count: 1_200)
        type(&state, words)
        #expect(submit(&state) == [.bell])
        #expect(openForm(state)?.fields.map(\.text.text) == ["they asked for it", words])
        #expect(openForm(state)?.problem != nil)
    }

    @Test("a disposition that is not in the file any more is told, and the reason stays")
    func removedGuardedDisposition() {
        var state = guarded(.handle(.dispose("talked", words: "")))
        state.dispositions = []
        #expect(submit(&state) == [.bell])
        #expect(openForm(state)?.fields[0].text.text == "they asked for it" && state.notice != nil)
    }

    @Test("a reason that cannot be written down is back in its form, and nothing waits for the call any more")
    func dial() {
        var state = guarded(.contact(.dial(nil)))
        let effects = submit(&state)
        #expect(state.isAwaitingRows && state.texts.count == 1, "a crash now loses nothing")
        refuse(effects, &state)
        #expect(openForm(state)?.fields[0].text.text == "they asked for it")
        #expect(!state.isAwaitingRows && state.call == nil)
    }

    @Test("keys behind the reason wait for the call, and a call that runs is never replaced")
    func oneCall() {
        var state = guarded(.contact(.dial(nil)))
        guard case .write(.record(let override, on: let id, as: let order, restoring: _))? = submit(&state).first else {
            Issue.record("nothing is written down")
            return
        }
        #expect(state.isAwaitingRows)
        happen(&state, .overrideRecorded(override, on: id, as: order))
        #expect(!state.isAwaitingRows && state.call?.lead == id)
        let running = state.call
        // A second one, such as from a form that was kept in the outbox.
        #expect(happen(&state, .overrideRecorded(override, on: Lead.ID(2), as: order)) == [.bell])
        #expect(state.call == running)
        state.push(
            .form(Form.override(of: ForbiddenContact(.call, "1", rule: "x"), .dial("1"), words: "", on: id, named: nil))
        )
        type(&state, "again")
        #expect(submit(&state) == [.bell] && openForm(state)?.fields[0].text.text == "again")
    }

    // MARK: Lines

    @Test("a tag that is too long stays in its line", arguments: [false, true])
    func longTag(ofMany: Bool) {
        var state = workbench([lead(1), lead(2)])
        if ofMany { act(&state, .mark(.toggle), .mark(.toggle)) }
        act(&state, .open(.tags))
        let tag = String(repeating: "x", count: 65)
        type(&state, tag)
        #expect(submit(&state) == [.bell])
        #expect(openPicker(state)?.filter?.text == tag)
        guard case .blocked(.tooLong(.tag, length: 65, limit: _), lead: _) = state.notice else {
            Issue.record("\(String(describing: state.notice))")
            return
        }
    }

    private let wish = "fri 3pm; ask about the fence and the neighbours"

    @Test("a date in words that the journal refuses is back in its line; a usual day needs no line")
    func refusedDate() {
        var state = workbench([lead(1)])
        act(&state, .open(.followUp))
        type(&state, wish)
        refuse(submit(&state), &state)
        #expect(openDates(state)?.field?.text == wish)
        act(&state, .overlay(.dates(.cancel)), .open(.followUp))
        refuse(act(&state, .overlay(.dates(.choose("1")))), &state)
        #expect(state.overlay == nil && state.notice == .notSaved(reason: full))
    }

    @Test("the line comes back behind what somebody is typing meanwhile")
    func refusedDateBehindForm() {
        var state = workbench([lead(1)])
        act(&state, .open(.followUp))
        type(&state, wish)
        let effects = submit(&state)
        act(&state, .open(.note))
        refuse(effects, &state)
        #expect(openForm(state) != nil)
        act(&state, .overlay(.form(.cancel)))
        #expect(openDates(state)?.field?.text == wish)
    }

    @Test("a date for a lead that is on its way to the trash says so and stays", arguments: [false, true])
    func trashed(isTyped: Bool) {
        var state = workbench([lead(1)])
        happen(&state, .outboxChanged([entry(1, .trash(reason: "sold"), .held(until: noon + 8))]))
        act(&state, .open(.followUp))
        if isTyped { type(&state, wish) }
        #expect((isTyped ? submit(&state) : act(&state, .overlay(.dates(.choose("1"))))) == [.bell])
        #expect(openDates(state)?.problem == .beingTrashed)
        #expect(openDates(state)?.field?.text == (isTyped ? wish : nil))
    }

    @Test("a date in words for a lead that vanished stays in its line")
    func vanished() {
        var state = workbench([lead(1), lead(2)])
        act(&state, .open(.followUp))
        type(&state, wish)
        happen(&state, .queryAnswered(answer(state, [lead(2)])))
        #expect(submit(&state) == [.bell])
        #expect(openDates(state)?.field?.text == wish && openDates(state)?.problem == .leadGone)
    }

    // MARK: A bell is no answer

    @Test("Ctrl-R in a note and Tab with nothing to offer say why nothing happens")
    func sentences() {
        var state = workbench([lead(1)])
        act(&state, .open(.note))
        #expect(act(&state, .overlay(.form(.previewRouting))) == [.bell] && state.notice != nil)
        act(&state, .overlay(.form(.cancel)), .open(.filter))
        #expect(state.notice == nil)
        type(&state, "zzzzq")
        #expect(act(&state, .overlay(.filter(.complete(1)))) == [.bell] && state.notice != nil)
        type(&state, "x")
        #expect(state.notice == nil)
    }

    @Test("a text that is brought back names its lead in its title, as the lead is called now")
    func title() {
        var state = workbench([lead(1)])
        act(&state, .open(.note))
        type(&state, "half a note")
        act(&state, .overlay(.form(.cancel)))
        happen(&state, .queryAnswered(answer(state, [lead(1, "Augusta")])))
        act(&state, .open(.outbox), .overlay(.outbox(.open)))
        #expect(openForm(state)?.leadName == "Augusta Byron")
    }
}
