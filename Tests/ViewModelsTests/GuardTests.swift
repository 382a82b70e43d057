import FoundationEssentials
import Leads
import Testing

@testable import ViewModels

@Suite("Going over the guard")
struct GuardTests {
    private let first = Lead.ID(1)
    private let bar = ForbiddenContact(.call, "5125550142", rule: "number on a do-not-call list")

    /// The first lead may not be called, the second may.
    private var state: AppState {
        var listed = lead(1)
        listed.phones = [Phone("5125550142", status: .dncNumber)]
        return workbench([listed, lead(2, "Bea")])
    }

    private func openForm(_ state: AppState) -> Form? {
        if case .form(let form) = state.overlay { form } else { nil }
    }

    private static let verbs: [[Action]] = [
        [.work(.logCall(.talked, text: "", phone: nil))], [.handle(.dispose("talked", words: ""))],
        [.handle(.disposeAt(2))], [.handle(.startTriage), .handle(.disposeAt(0))], [.handle(.words)],
        [.open(.callOutcomes), .overlay(.picker(.submit))],
        [.open(.callOutcomes), .overlay(.picker(.toggleWords)), .overlay(.picker(.submit))],
    ]

    @Test("every verb that logs a call asks for a reason first and sends nothing", arguments: verbs.indices)
    func asks(_ index: Int) throws {
        var state = state

        let effects = Self.verbs[index].flatMap { act(&state, $0) }

        #expect(effects.writes.isEmpty && effects.contains(.bell))
        let form = try #require(openForm(state))
        guard case .override(on: first, _, bar) = form.purpose else {
            Issue.record("\(form.purpose)")
            return
        }
        #expect(!state.list.isHandled(first))
        // Without a reason it stays.
        #expect(submit(&state) == [.bell])
        #expect(openForm(state)?.problem == .missing(field: "Why all the same"))
        act(&state, .overlay(.form(.cancel)))
        #expect(state.overlay == nil && state.drafts.isEmpty && state.undo.done.isEmpty)
    }

    @Test(
        "with a reason the call goes through the door together with what the audit log gets",
        arguments: verbs.indices
    )
    func reason(_ index: Int) throws {
        var state = state
        for action in Self.verbs[index] { act(&state, action) }

        type(&state, "they called us")
        let effects = submit(&state)

        let log = try #require(effects.changes.first)
        guard case .logCall(let call) = log.change else {
            Issue.record("\(log)")
            return
        }
        #expect(call.phone == "5125550142")
        #expect(log.override == bar.overridden(because: "they called us"))
        #expect(effects.changes.dropFirst().allSatisfy { $0.override == nil })
        #expect(state.overlay == nil)
    }

    @Test("what was said is carried into the form and on into the log")
    func words() {
        var state = state

        act(&state, .handle(.dispose("no-answer", words: "rang twice")))
        type(&state, "asked for it")
        let effects = submit(&state)

        guard case .logCall(let call) = effects.changes.first?.change else {
            Issue.record("no call")
            return
        }
        #expect(call.text == "rang twice")
    }

    @Test("the same again on a lead that may not be called asks too")
    func again() {
        var state = state
        act(&state, .navigate(.move(.lines(1))), .handle(.dispose("talked", words: "")))
        #expect(state.undo.done.count == 1)
        act(&state, .navigate(.move(.start)))

        let effects = act(&state, .handle(.again))

        #expect(effects.writes.isEmpty && openForm(state) != nil)
    }

    @Test(
        "a wish not to be contacted counts for the very next key, before the journal has it, and until it is taken back"
    )
    func atOnce() {
        var state = workbench([lead(1)])
        act(&state, .work(.logCall(.dncContact, text: "", phone: nil)))

        let effects = act(&state, .work(.logCall(.talked, text: "", phone: nil)))

        #expect(effects.writes.isEmpty && openForm(state) != nil)
    }

    @Test("an unsent wish counts also where the row does not show it yet")
    func unsent() {
        var state = workbench([lead(1)])
        let call = LeadChange.logCall(.init(outcome: .dncContact, phone: "5125550142", text: "no"))
        happen(&state, .outboxChanged([entry(1, call, .queued)]))

        #expect(act(&state, .handle(.dispose("talked", words: ""))).writes.isEmpty)
        #expect(openForm(state) != nil)
    }
}
