import Leads
import Testing

@testable import ViewModels

@Suite("Editing a lead")
struct EditTests {
    /// The form of a lead, at the field with that name.
    private func editing(_ field: String, _ lead: Lead = lead(1, tags: ["hot", "vip"])) -> AppState {
        var state = workbench([lead])
        act(&state, .open(.edit))
        while form(state)?.fields[form(state)?.focus ?? 0].label != field {
            act(&state, .overlay(.form(.moveFocus(1))))
        }
        return state
    }

    /// Wishes and address, of which the leads here say nothing.
    private let further = EditableField.further.map { _ in "" }

    private func form(_ state: AppState) -> Form? { if case .form(let form) = state.overlay { form } else { nil } }

    private func replace(_ state: inout AppState, _ text: String) {
        act(&state, .overlay(.form(.edit(.deleteToStart))))
        type(&state, text)
    }

    @Test("shows what the lead has, and sends only what was changed")
    func onlyChanges() {
        var state = editing("Phones")
        #expect(
            form(state)?.fields.map(\.text.text) == ["Ada", "Byron", "", "5125550142", "", ""] + further + ["hot, vip"]
        )
        replace(&state, "5125550142, (512) 555-0143")

        #expect(
            submit(&state).changes == [
                Proposal(
                    .setField(.phones, from: ["5125550142"], to: ["5125550142", "(512) 555-0143"]),
                    on: Lead.ID(1)
                )
            ]
        )
        #expect(state.overlay == nil && state.undo.done.count == 1)
    }

    @Test("several fields and tags are one group, which one undo takes back")
    func group() {
        var state = editing("First name")
        replace(&state, "Augusta")
        act(&state, .overlay(.form(.moveFocus(-1))))
        replace(&state, "vip, relocation")

        let changes = submit(&state).changes.map(\.change)

        #expect(
            changes == [
                .setField(.firstName, from: ["Ada"], to: ["Augusta"]), .removeTag("hot"), .addTag("relocation"),
            ]
        )
        #expect(state.undo.done.count == 1 && state.list.selectedRow?.lead.firstName == "Augusta")
    }

    /// The lead of the form as somebody else has made it meanwhile.
    private func meanwhile(_ state: inout AppState, _ lead: Lead) {
        happen(&state, .queryAnswered(answer(state, [lead])))
    }

    @Test(
        "what a colleague has put into a list meanwhile stays, and what they took out stays out",
        arguments: [
            (
                EditableField.emails, ["a@example.com"], ["a@example.com", "c@example.com"],
                "a@example.com, b@example.com"
            ),
            (.phones, ["5125550142", "5125550143"], ["5125550142"], "5125550142, 5125550143, 5125550144"),
            (.types, ["Buyer"], ["Buyer", "Seller"], "Buyer, Renter"),
        ]
    )
    func mergedLists(_ field: EditableField, _ seen: [String], _ now: [String], _ typed: String) throws {
        var ana = lead(1)
        ana.set(field, to: seen)
        var state = editing(field.name, ana)
        ana.set(field, to: now)
        meanwhile(&state, ana)
        replace(&state, typed)

        let expected = [
            EditableField.emails: ["a@example.com", "b@example.com", "c@example.com"],
            .phones: ["5125550142", "5125550144"], .types: ["Buyer", "Renter", "Seller"],
        ]
        #expect(
            submit(&state).changes.map(\.change) == [
                .setField(field, from: ana.values(of: field), to: try #require(expected[field]))
            ]
        )
    }

    @Test(
        "a name that a colleague has changed meanwhile is not written over before both were seen",
        arguments: [EditableField.firstName, .lastName, .source]
    )
    func overtaken(_ field: EditableField) {
        var state = editing(field.name)
        var ana = lead(1, tags: ["hot", "vip"])
        ana.set(field, to: ["Theirs, Jr"])
        meanwhile(&state, ana)
        replace(&state, "Yours, Sr")

        #expect(submit(&state) == [.bell])
        #expect(
            form(state)?.problem == .changedMeanwhile(field: field.name, theirs: "Theirs, Jr", yours: "Yours, Sr")
        )
        // The second Enter is from somebody who has seen both.
        #expect(
            submit(&state).changes.map(\.change) == [.setField(field, from: ["Theirs, Jr"], to: ["Yours, Sr"])]
        )
    }

    @Test("what a colleague has made the same meanwhile is no conflict, and a field that was not touched none either")
    func agreeing() {
        var state = editing("First name")
        var ana = lead(1, tags: ["hot", "vip"])
        ana.firstName = "Augusta"
        ana.lastName = "King"
        meanwhile(&state, ana)
        replace(&state, "Augusta")

        #expect(submit(&state).isEmpty && state.overlay == nil)
    }

    @Test("a form that is opened again shows what there is today, but for what was typed")
    func reopened() {
        var state = editing("Emails")
        replace(&state, "b@example.com")
        act(&state, .overlay(.form(.cancel)))
        var ana = lead(1, tags: ["cold"])
        ana.lastName = "King"
        ana.emails = ["c@example.com"]
        meanwhile(&state, ana)
        act(&state, .open(.edit))

        let texts = form(state)?.fields.map(\.text.text)
        #expect(texts == ["Ada", "King", "b@example.com", "5125550142", "", ""] + further + ["cold"])
        #expect(
            submit(&state).changes.map(\.change) == [
                .setField(.emails, from: ["c@example.com"], to: ["b@example.com", "c@example.com"])
            ]
        )
    }

    @Test("a value with a comma stands in quotes, and is changed like any other")
    func commas() {
        var state = editing("Tags", lead(1, tags: ["Austin, TX", "hot"]))
        #expect(form(state)?.fields.last?.text.text == "\"Austin, TX\", hot")
        type(&state, ", \"Dallas, TX\"")

        #expect(submit(&state).changes.map(\.change) == [.addTag("Dallas, TX")])
    }

    @Test("nothing changed is nothing sent, and leaves no draft")
    func unchanged() {
        var state = editing("Emails")
        act(&state, .overlay(.form(.cancel)))
        #expect(state.drafts.isEmpty)
        act(&state, .open(.edit))

        #expect(submit(&state).isEmpty)
        #expect(state.overlay == nil && state.undo.done.isEmpty)
    }

    @Test("a field that cannot be taken is not left, and Enter comes back to it")
    func problem() {
        var state = editing("Emails")
        type(&state, "ada at home")
        act(&state, .overlay(.form(.moveFocus(1))))
        #expect(form(state)?.problem == .blocked(.unreadable(.emails, "ada at home")))
        #expect(form(state)?.fields[2].label == "Emails" && form(state)?.focus == 2)

        #expect(submit(&state) == [.bell] && form(state)?.focus == 2)
    }

    @Test("a lead that goes under the form keeps what was typed")
    func gone() {
        var state = editing("Source")
        type(&state, "Zillow")
        happen(&state, .queryAnswered(answer(state, [lead(2)])))

        #expect(submit(&state) == [.bell])

        #expect(state.drafts.count == 1 && state.notice == .textKept(lead: "Ada Byron"))
    }

    @Test("who has an address that is new in the form is looked for, and the lead itself is never its own twin")
    func twins() throws {
        var state = editing("Emails")
        let effects = type(&state, "ada@example.com")
        guard case .findKin(let subject) = effects.first else {
            Issue.record("nobody is looked for: \(effects)")
            return
        }
        #expect(subject.emails == ["ada@example.com"] && subject.phones.isEmpty, "the number was there before")
        var twin = lead(7)
        twin.emails = ["ada@example.com"]
        var own = lead(1)
        own.emails = twin.emails
        let kin = KinSubject.new(subject).kin(among: [own, twin])

        happen(&state, .formKinKnown(subject, kin))

        #expect(form(state).map { state.kin(of: $0).map(\.id) } == [Lead.ID(7)])
    }

    @Test("while the screen is masked the form shows no address or number that is there, and what is typed it does")
    func masked() throws {
        var known = lead(1)
        known.emails = ["ada@example.com"]
        var state = editing("Emails", known)
        act(&state, .navigate(.toggleMask))
        type(&state, ", augusta@example.org")
        let shown = try #require(form(state.masked))
        #expect(shown.fields[2].text.text == "a•••@•••, augusta@example.org")
        #expect(shown.fields[2].text.cursor == shown.fields[2].text.characters.count)
        #expect(shown.fields[3].text.text == "••••••••42")
        // The cursor stands at the same place of the same value.
        act(&state, .overlay(.form(.edit(.start))), .overlay(.form(.edit(.right))))
        #expect(form(state.masked)?.fields[2].text.cursor == 1)

        #expect(
            submit(&state).changes.map(\.change) == [
                .setField(.emails, from: ["ada@example.com"], to: ["ada@example.com", "augusta@example.org"])
            ]
        )
    }

    @Test("an address in quotes is masked like any other")
    func maskedQuotes() throws {
        var known = lead(1)
        known.emails = ["\"ada, home\"@example.com"]
        var state = editing("Emails", known)
        act(&state, .navigate(.toggleMask))

        #expect(try #require(form(state.masked)).fields[2].text.text.contains("ada") == false)
    }

    @Test("a new lead's routing is asked for by a key, and what is typed behind it makes the answer void")
    func routing() {
        var state = workbench([lead(1)])
        act(&state, .open(.newLead))
        #expect(act(&state, .overlay(.form(.previewRouting))) == [.bell])
        type(&state, "Max")
        act(&state, .overlay(.form(.moveFocus(2))))
        type(&state, "max@example.com")
        let effects = act(&state, .overlay(.form(.previewRouting)))
        guard case .previewRouting(let person) = effects.first else {
            Issue.record("nobody is asked: \(effects)")
            return
        }
        #expect(form(state)?.routing == .asking)
        happen(&state, .routing(.goesTo(["Bob Li"]), of: person))
        #expect(form(state)?.routing == .goesTo(["Bob Li"]))
        type(&state, "x")

        #expect(form(state)?.routing == nil)
    }
}
