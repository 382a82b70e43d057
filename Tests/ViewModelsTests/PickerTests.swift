import Leads
import Testing

@testable import ViewModels

@Suite("Choosing from a list")
struct PickerTests {
    @Test("a picker of stages, tags or owners asks for the labels in use with their counts; one of outcomes does not")
    func asksForCounts() {
        for (opening, isWanted) in [(Opening.stages, true), (.tags, true), (.assignees, true), (.callOutcomes, false)] {
            var state = workbench([lead(1)])
            #expect(act(&state, .open(opening)).questions.map(\.wantsLabels) == (isWanted ? [true] : []), "\(opening)")
        }
    }

    private let ada = lead(1, stage: "Contacted", tags: ["hot", "Vip"])

    private func opened(_ opening: Opening, in leads: [Lead]? = nil) -> AppState {
        var state = workbench(leads ?? [ada])
        act(&state, .open(opening))
        return state
    }

    private func picker(_ state: AppState) throws -> Picker {
        guard case .picker(let picker) = state.overlay else { throw Closed() }
        return picker
    }

    private struct Closed: Error {}

    @Test(
        "Tab completes a name as far as it is the only way, and then takes the selected one",
        arguments: [
            ("re", ["rel", "relocation"]), ("RELO", ["relocation"]), ("zz", []), ("-v", ["-Vip"]),
            ("late", ["related"]),
        ]
    )
    func completes(_ typed: String, _ steps: [String]) throws {
        var state = workbench([ada])
        state.account.team.tags = ["hot", "relocation", "related"]
        act(&state, .open(.tags))
        type(&state, typed)
        for step in steps {
            act(&state, .overlay(.picker(.toggleWords)))
            #expect(try picker(state).filter?.text == step)
            // The shortest that goes on needs one more letter to be told from the other.
            if step == "rel" { type(&state, "o") }
        }
        if steps.isEmpty {
            act(&state, .overlay(.picker(.toggleWords)))
            #expect(try picker(state).filter?.text == typed, "a new name has nothing to be completed with")
        }
    }

    @Test("a stage picker begins at the stage the lead has, and marks it")
    func currentStage() throws {
        let picker = try picker(opened(.stages))

        #expect(picker.items.map(\.label) == ["New Lead", "Contacted", "Qualified"])
        #expect(picker.items.map(\.isCurrent) == [false, true, false])
        #expect(picker.items.map(\.accelerator) == ["n", "c", "q"])
        #expect(picker.selected?.label == "Contacted")
    }

    @Test("an open picker marks what the lead has by now, and its items stay where they are")
    func marksFollow() throws {
        var state = opened(.stages)
        happen(&state, .queryAnswered(answer(state, [lead(1, stage: "Qualified", tags: ["hot", "Vip"])])))
        #expect(try picker(state).items.map(\.isCurrent) == [false, false, true])
        #expect(try picker(state).items.map(\.label) == ["New Lead", "Contacted", "Qualified"])
        #expect(try picker(state).selected?.label == "Contacted")

        act(&state, .overlay(.picker(.cancel)), .open(.tags))
        happen(&state, .queryAnswered(answer(state, [lead(1, tags: ["Vip", "Relocation"])])))
        #expect(try picker(state).items.map(\.label) == ["hot", "Vip", "relocation"])
        #expect(try picker(state).items.map(\.isCurrent) == [false, true, true])
        #expect(try picker(state).items.map(\.detail) == ["", "has it", "has it"])
        type(&state, "-")
        #expect(try picker(state).matches.map(\.label) == ["Vip", "relocation"])

        act(&state, .overlay(.picker(.cancel)), .open(.assignees))
        var owned = ada
        owned.assignee = Assignee(id: bob.id.rawValue, name: bob.fullName)
        happen(&state, .queryAnswered(answer(state, [owned])))
        #expect(try picker(state).items.map(\.isCurrent) == [false, true])
    }

    @Test("a picker whose change the journal refuses marks what the lead still has")
    func marksAfterRefusal() throws {
        var state = opened(.stages)
        let stage = act(&state, .overlay(.picker(.choose(try picker(state).items[2])))).first
        guard case .write(.submit(let group, _)) = stage else {
            Issue.record("nothing was submitted")
            return
        }
        act(&state, .open(.stages))
        #expect(try picker(state).items.map(\.isCurrent) == [false, false, true])
        happen(&state, .submitFailed(group.id, reason: "The disk is full.", restoring: nil))
        #expect(try picker(state).items.map(\.isCurrent) == [false, true, false])
    }

    @Test("Enter takes the item the cursor is on, and the cursor stays among the items")
    func submitting() throws {
        var state = opened(.stages)
        act(&state, .overlay(.picker(.move(.lines(5)))))
        #expect(try picker(state).cursor.position == 2)

        #expect(submit(&state).changes == [Proposal(.setStage(from: "Contacted", to: "Qualified"), on: Lead.ID(1))])
        #expect(state.overlay == nil)
    }

    @Test("a slash turns the letters into a search, which starts at its first match")
    func search() throws {
        var state = opened(.stages)
        act(&state, .overlay(.picker(.beginFilter)))
        #expect(try picker(state).matches.count == 3)
        type(&state, "q")
        #expect(try picker(state).matches.map(\.label) == ["Qualified"])
        #expect(try picker(state).cursor.position == 0)
        #expect(submit(&state).changes == [Proposal(.setStage(from: "Contacted", to: "Qualified"), on: Lead.ID(1))])
    }

    @Test("where nothing matches Enter says what to do, and what was typed stays")
    func noMatch() throws {
        var state = opened(.stages)
        act(&state, .overlay(.picker(.beginFilter)))
        type(&state, "zzz")

        #expect(submit(&state) == [.bell])
        #expect(state.notice == .noted("Nothing matches. Backspace widens the search, Esc leaves."))
        #expect(try picker(state).filter?.text == "zzz")
        act(&state, .overlay(.picker(.cancel)))
        #expect(state.overlay == nil)
    }

    @Test("words may stand in any order; a whole name goes first, then a beginning, then the rest")
    func ranking() throws {
        let labels = ["Past client, warm", "warm client", "client", "Client, cold", "other"]
        let picker = { (text: String) in
            var picker = Picker(
                .sort,
                items: labels.map { Picker.Item(label: $0, choice: .disposition($0)) },
                filtering: true
            )
            picker.filter = TextField(text)
            return picker.matches.map(\.label)
        }

        #expect(picker("client") == ["client", "Client, cold", "Past client, warm", "warm client"])
        #expect(picker("client warm") == ["Past client, warm", "warm client"])
        #expect(picker("WARM") == ["warm client", "Past client, warm"])
        #expect(picker("  ") == labels)
        #expect(picker("-client") == [], "only tags come off")
    }

    @Test("a name that no tag has is offered as a new one at the end, and none that is known in other letters")
    func newTags() throws {
        var state = opened(.tags)
        #expect(try picker(state).matches.map(\.label) == ["hot", "Vip", "relocation"])
        #expect(try picker(state).matches.map(\.isCurrent) == [true, true, false])
        type(&state, "re")
        #expect(try picker(state).matches.map(\.label) == ["relocation", "re"])
        #expect(try picker(state).matches.last?.detail == "new tag")
        act(&state, .overlay(.picker(.edit(.deleteToStart))))
        type(&state, "VIP")
        #expect(try picker(state).matches.map(\.label) == ["Vip"])
    }

    @Test("after a minus only the lead's own tags are there, and Enter takes the chosen one off")
    func removing() throws {
        var state = opened(.tags)
        type(&state, "-")
        #expect(try picker(state).isRemoving)
        #expect(try picker(state).matches.map(\.label) == ["hot", "Vip"])
        act(&state, .overlay(.picker(.move(.lines(1)))))

        #expect(submit(&state).changes == [Proposal(.removeTag("Vip"), on: Lead.ID(1))])
    }

    @Test("a tag that the lead does not have cannot be taken off, and that is said")
    func removingUnknown() throws {
        var state = opened(.tags)
        type(&state, "relo")

        #expect(act(&state, .overlay(.picker(.remove))) == [.bell])
        #expect(state.notice == .noted("Only a tag that the lead has can be taken off."))
        #expect(try picker(state).filter?.text == "relo")
        act(&state, .overlay(.picker(.cancel)), .open(.stages))
        #expect(act(&state, .overlay(.picker(.remove))) == [.bell], "a stage is no tag")
    }

    @Test("the others of the team follow the person, each with a letter of their own, the owner marked")
    func assignees() throws {
        var owned = ada
        owned.assignee = Assignee(id: bob.id.rawValue, name: bob.fullName)
        let picker = try picker(opened(.assignees, in: [owned]))

        #expect(picker.items.map(\.label) == ["Alice Johnson (me)", "Bob Li"])
        #expect(picker.items.map(\.detail) == ["alice@example.com", "bob@example.com"])
        #expect(picker.items.map(\.accelerator) == ["a", "b"])
        #expect(picker.items.map(\.isCurrent) == [false, true])
    }

    @Test("on a lead of one's own the person is marked as its owner, also when it became so under the open picker")
    func ownLead() throws {
        let mine = Assignee(id: alice.id.rawValue, name: alice.fullName)
        var owned = ada
        owned.assignee = mine
        #expect(try picker(opened(.assignees, in: [owned])).items.map(\.isCurrent) == [true, false])

        let picker = try picker(opened(.assignees))
        #expect(picker.items.map(\.isCurrent) == [false, false])
        #expect(
            picker.marking(owned, in: Team(members: [alice, bob], me: alice)).items.map(\.isCurrent) == [true, false]
        )
    }

    @Test("letters that are taken are passed over, and a label may have none")
    func accelerators() {
        let labels = ["aa", "a", "ab", "李", "1"]
        let letters = LetterMemory(labels.map { ($0, $0) })
        #expect(labels.map { letters[$0] } == ["a", nil, "b", nil, nil])
        let members = LetterMemory(["Alice", "Bob"].map { ($0, $0) }, reserving: ["a"])
        #expect([members["Alice"], members["Bob"]] == ["l", "b"])
    }

    @Test("an order is chosen by its letter: newest and highest first, names and stages from the start")
    func sorting() throws {
        var state = opened(.sort)
        let items = try picker(state).items
        #expect(items.map(\.accelerator) == ["c", "u", "t", "v", "s", "n", "g", "k", "r"])
        #expect(items.filter(\.isCurrent).map(\.label) == [state.queues[0].definition.sort.key.rawValue])
        let descending = items.compactMap { item -> Bool? in
            guard case .sort(let sort) = item.choice else { return nil }
            return sort.isDescending
        }
        #expect(
            descending == [true, true, true, true, true, false, false, true, false],
            "the last one turns the order round"
        )

        let asked = act(&state, .overlay(.picker(.choose(items[4])))).questions.map(\.view.sort)
        #expect(asked == [LeadSort(.score, descending: true)])
    }

    @Test("each outcome of a call has its letter, and Tab asks what was said")
    func outcomes() throws {
        var state = opened(.callOutcomes)
        act(&state, .overlay(.picker(.toggleWords)))
        let items = try picker(state).items
        #expect(items.prefix(6).map(\.accelerator) == ["t", "v", "n", "b", "d", "c"])
        act(&state, .overlay(.picker(.choose(items[1]))))
        #expect(openForm(state)?.purpose == .call(on: Lead.ID(1), Disposition.defaults[1]))
        type(&state, "left word")

        let changes = submit(&state).changes.map(\.change)
        let log = LeadChange.CallLog(outcome: CallOutcome.allCases[1], phone: "5125550142", text: "left word")
        #expect(changes.first == .logCall(log))
    }
}
