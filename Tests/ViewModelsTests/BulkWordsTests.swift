import FoundationEssentials
import Leads
import Testing

@testable import ViewModels

@Suite("Words and verbs of a run on marked leads")
struct BulkWordsTests: BulkSteps {
    @Test("a note on marked leads is kept until the journal has it")
    func noteIsKept() throws {
        var state = marked()
        act(&state, .open(.note))
        type(&state, "open house on Sunday")
        try plan(&state, submit(&state))
        let group = try #require(groups(act(&state, .overlay(.bulk(.run)))).first)
        #expect(state.drafts.count == 1)
        happen(&state, .submitFailed(group.id, reason: "the disk is full.", restoring: nil))
        act(&state, .overlay(.bulk(.close)), .open(.note))
        #expect(openForm(state)?.fields[0].text.text == "open house on Sunday")
        try plan(&state, submit(&state))

        try run(&state)

        #expect(state.drafts.isEmpty)
    }

    @Test("a text for marked leads outlives another verb on them, and is no text for a single lead")
    func otherVerb() throws {
        var state = marked()
        act(&state, .open(.note))
        type(&state, "open house on Sunday")
        act(&state, .overlay(.form(.cancel)))
        try plan(&state, act(&state, .work(.setStage("Contacted"))))
        try run(&state)
        act(&state, .overlay(.bulk(.close)))
        #expect(state.drafts.count == 1 && state.marks.isEmpty)
        #expect(question(state).keeping.allSatisfy { $0 != .marked })
        happen(&state, .queryAnswered(answer(state, (1...4).map { lead($0) })))

        act(&state, .open(.note))

        #expect(openForm(state)?.isEmpty == true && openForm(state)?.draft == nil)
    }

    @Test("a text that is opened again is about the leads that are marked then")
    func title() {
        var state = marked()
        act(&state, .open(.note))
        type(&state, "open house on Sunday")
        act(&state, .overlay(.form(.cancel)), .mark(.toggle), .open(.note))

        #expect(openForm(state)?.leadName == "4 marked leads")
        #expect(openForm(state)?.fields[0].text.text == "open house on Sunday")
    }

    @Test("a disposition asks for its words when the picker says so, for all marked leads once")
    func words() throws {
        var state = marked()
        act(&state, .open(.callOutcomes), .overlay(.picker(.toggleWords)))
        guard case .picker(let picker) = state.overlay else {
            Issue.record("no picker")
            return
        }
        let item = try #require(picker.items.first { $0.choice == .disposition("no-answer") })
        act(&state, .overlay(.picker(.choose(item))))
        #expect(openForm(state)?.leadName == "3 marked leads")
        type(&state, String(repeating: "x", count: LeadLimits.contactLog + 1))
        #expect(submit(&state) == [.bell] && openForm(state)?.problem != nil)
        act(&state, .overlay(.form(.edit(.deleteToStart))))
        type(&state, "rang twice")

        let request = try request(submit(&state))

        guard case .disposition(let disposition, words: "rang twice") = request.verb else {
            Issue.record("\(request.verb)")
            return
        }
        #expect(disposition.id == "no-answer")
    }

    // MARK: Verbs

    @Test("hiding is one thing for all marked leads, whatever each of them is now")
    func hiding() throws {
        var state = marked()

        #expect(try request(act(&state, .work(.setHidden(nil)))).verb == .intent(.setHidden(true)))
    }

    @Test(
        "what ran on many leads is what the same again means",
        arguments: [
            (Action.work(.addTag("hot")), LastWork.intent(.addTag("hot"))),
            (.handle(.dispose("no-answer", words: "rang")), .disposition("no-answer", words: "rang")),
            (.work(.snooze(until: "3")), .intent(.snooze(until: "3"))),
        ]
    )
    func again(_ action: Action, _ expected: LastWork) throws {
        var state = marked()
        state.lastWork = .intent(.addTag("before"))
        try plan(&state, act(&state, action))
        #expect(state.lastWork == .intent(.addTag("before")), "a plan is nothing that was done")

        try run(&state)

        #expect(state.lastWork == expected)
    }

    @Test("a trash in words is refused on marked leads as the key is")
    func trash() {
        var state = marked()

        #expect(act(&state, .work(.trash(reason: "spam"))) == [.bell])

        #expect(state.overlay == nil && state.notice == .noted(state.noTrashOfMarksWords))
    }

    @Test(
        "a key of the run that does nothing now says why",
        arguments: [BulkSheet.Action.pause, .stop, .resume]
    )
    func wrongPhase(_ action: BulkSheet.Action) throws {
        var state = marked()
        try plan(&state, act(&state, .work(.setStage("Contacted"))))
        state.notice = nil

        #expect(act(&state, .overlay(.bulk(action))) == [.bell])
        #expect(state.notice != nil)

        try run(&state)
        state.notice = nil
        #expect(act(&state, .overlay(.bulk(.run))) == [.bell])
        #expect(state.notice == .noted("It is running: p pauses it, x stops it."))
    }

    @Test("a plan shows only the leads that change, and keys mean the rows that are shown")
    func onlyChanges() throws {
        var state = marked()
        let effects = act(&state, .work(.setStage("Contacted")))
        try plan(&state, effects) { lead in if lead.id == Lead.ID(1) { lead.stage = "Contacted" } }
        guard case .bulk(let all) = state.overlay, let job = state.bulk else {
            Issue.record("no plan is open")
            return
        }
        #expect(all.rows(of: job, []).map(\.id.rawValue) == [2, 3, 1])

        act(&state, .overlay(.bulk(.toggleChanges)), .overlay(.bulk(.move(.end))), .overlay(.bulk(.drop)))

        guard case .bulk(let sheet) = state.overlay else { return }
        #expect(sheet.rows(of: job, []).map(\.id.rawValue) == [2, 3] && sheet.cursor.position == 1)
        #expect(state.bulk?.changing.map(\.id.rawValue) == [2])
    }
}
