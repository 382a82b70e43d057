import Leads
import Testing

@testable import ViewModels

@Suite("Verbs")
struct VerbTests {
    @Test("a stage is submitted with its value before and after")
    func stage() {
        var state = workbench([lead(1)])

        let effects = act(&state, .setStage("contacted"))

        #expect(effects == [.submit(.setStage(from: "New Lead", to: "Contacted"), on: Lead.ID(1), restoring: nil)])
    }

    @Test("a stage the team does not have is refused with the list of those it has")
    func unknownStage() {
        var state = workbench([lead(1)])

        #expect(act(&state, .setStage("Contcated")) == [.bell])

        guard case .unavailable(_, let reason) = state.notice else {
            Issue.record("there is no notice")
            return
        }
        #expect(reason.contains("Contcated") && reason.contains("New Lead, Contacted, Qualified"))
    }

    @Test("what is already so is not sent")
    func noOps() {
        var state = workbench([lead(1, tags: ["hot"])])

        #expect(act(&state, .setStage("New Lead"), .addTag("hot"), .removeTag("cold")) == [])
    }

    @Test("a picker acts on the lead it was opened for, wherever the cursor is when it answers")
    func pickerKeepsItsLead() {
        var state = workbench([lead(1), lead(2)])
        act(&state, .beginStage)
        guard case .picker(let picker) = state.overlay, let qualified = picker.items.last else {
            Issue.record("no picker is open")
            return
        }

        happen(&state, .queryAnswered(answer(state, [lead(2), lead(1)])))
        let effects = act(&state, .choose(qualified))

        #expect(effects == [.submit(.setStage(from: "New Lead", to: "Qualified"), on: Lead.ID(1), restoring: nil)])
    }

    @Test("every stage can be chosen by a letter of its own")
    func accelerators() {
        let letters = Picker.accelerators(for: ["New Lead", "Nurture", "Contacted", "Closed", "Qualified"])

        #expect(letters == ["n", "u", "c", "l", "q"])
    }

    @Test("the first assignee is the person, under a")
    func assignToMe() {
        var state = workbench([lead(1)])
        act(&state, .beginAssign)
        guard case .picker(let picker) = state.overlay else {
            Issue.record("no picker is open")
            return
        }

        #expect(picker.items.first?.accelerator == "a")
        #expect(picker.items.first?.choice == .member(alice))
        #expect(picker.items.count == 2)
    }

    @Test("assigning by name needs exactly one member", arguments: [("li", true), ("i", false), ("zoe", false)])
    func assignByName(words: String, isFound: Bool) {
        var state = workbench([lead(1)])

        let effects = act(&state, .assign(to: words))

        #expect((effects == [.submit(.assign(from: nil, to: bob), on: Lead.ID(1), restoring: nil)]) == isFound)
    }

    @Test("a tag that nobody has yet can be made by typing it")
    func newTag() {
        var state = workbench([lead(1)])
        act(&state, .beginTags)
        for character in "vip" { act(&state, .edit(.insert(String(character)))) }

        #expect(act(&state, .submit) == [.submit(.addTag("vip"), on: Lead.ID(1), restoring: nil)])
    }

    @Test("choosing a tag the lead has takes it off")
    func removeTag() {
        var state = workbench([lead(1, tags: ["hot"])])

        let effects = act(&state, .beginTags, .edit(.insert("ho")), .submit)

        #expect(effects == [.submit(.removeTag("hot"), on: Lead.ID(1), restoring: nil)])
    }

    @Test("a call without words is logged with its outcome as text, because Lofty refuses an empty one")
    func callWithoutWords() {
        var state = workbench([lead(1)])

        let effects = act(&state, .logCall(.noAnswer, text: ""))

        let log = LeadChange.CallLog(outcome: .noAnswer, phone: "5125550142", text: "no answer")
        #expect(effects == [.submit(.logCall(log), on: Lead.ID(1), restoring: nil)])
    }

    @Test("a call needs a number")
    func callWithoutNumber() {
        var unreachable = lead(1)
        unreachable.phones = []
        var state = workbench([unreachable])

        #expect(act(&state, .logCall(.talked, text: "")) == [.bell])
    }

    @Test("without a lead every verb says so and does nothing")
    func noLead() {
        var state = workbench([])
        let verbs: [Action] = [
            .setStage("Contacted"), .addTag("x"), .addNote("x"), .beginStage, .beginNote, .beginTrash,
        ]

        for verb in verbs {
            state.notice = nil
            #expect(AppReducer.reduce(&state, verb) == [])
            #expect(state.notice == .noLead)
            #expect(state.overlay == nil)
        }
    }

    @Test("undo goes back through the session's changes, newest first, and redo repeats")
    func undoAndRedo() {
        var state = workbench([lead(1)])
        let first = entry(1, .addTag("a"), .held(until: noon))
        let second = entry(2, .addTag("b"), .held(until: noon))
        happen(&state, .submitted([first]))
        happen(&state, .submitted([second]))

        #expect(act(&state, .undo) == [.undo(second.id)])
        #expect(act(&state, .undo) == [.undo(first.id)])
        #expect(act(&state, .undo) == [])
        #expect(state.notice == .nothingToUndo)

        happen(&state, .undone(.cancelled(first)))
        #expect(act(&state, .redo) == [.submit(.addTag("a"), on: Lead.ID(1), restoring: nil)])
        #expect(act(&state, .redo) == [])
    }

    @Test("a refused change is announced once")
    func failureIsAnnouncedOnce() {
        var state = workbench([lead(1)])
        let failed = entry(1, .addTag("a"), .wedged(OutboxEntry.Failure(reason: "No.")))

        happen(&state, .outboxChanged([failed]))
        #expect(state.notice == .failed(failed))

        state.notice = nil
        happen(&state, .outboxChanged([failed]))
        #expect(state.notice == nil)
    }

    @Test("a created lead is selected when it appears and followed to the id the server gives it")
    func createdLeadIsFollowed() {
        var state = workbench([lead(1), lead(2)])
        let provisional = Lead(id: Lead.ID(-1), firstName: "Jane")
        happen(&state, .submitted([entry(1, on: -1, .create(NewLead(firstName: "Jane")), .queued)]))
        happen(&state, .queryAnswered(answer(state, [lead(1), lead(2)], kept: [provisional])))
        #expect(state.list.selected == Lead.ID(-1))

        happen(&state, .identified(provisional: Lead.ID(-1), as: Lead.ID(99)))
        happen(&state, .queryAnswered(answer(state, [lead(99, "Jane"), lead(1), lead(2)])))

        #expect(state.list.selected == Lead.ID(99))
    }
}
