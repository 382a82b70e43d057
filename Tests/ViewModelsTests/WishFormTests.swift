import FoundationEssentials
import Leads
import Testing

@testable import ViewModels

@Suite("Wishes and address in the forms")
struct WishFormTests {
    private func form(_ state: AppState) -> Form? { if case .form(let form) = state.overlay { form } else { nil } }

    private func focus(_ state: inout AppState, _ label: String) throws {
        let place = try #require(form(state)?.fields.firstIndex { $0.label == label })
        act(&state, .overlay(.form(.moveFocus(place - (form(state)?.focus ?? 0)))))
    }

    private func fill(_ state: inout AppState, _ texts: [(String, String)]) throws {
        for (label, text) in texts {
            try focus(&state, label)
            act(&state, .overlay(.form(.edit(.deleteToStart))))
            type(&state, text)
        }
    }

    private var ana: Lead {
        var ana = lead(1)
        ana.inquiry = Inquiry(priceMin: 400_000, priceMax: 500_000, propertyTypes: ["Condo"], locations: ["78704"])
        ana.address = PostalAddress(street: "12 Maple St", city: "Austin", mailingID: 3)
        return ana
    }

    private func editing() -> AppState {
        var state = workbench([ana])
        act(&state, .open(.edit))
        return state
    }

    @Test("the edit form shows them, and sends what was changed of them in one group")
    func edits() throws {
        var state = editing()
        #expect(form(state)?.text(of: "Price from") == "400000" && form(state)?.text(of: "Places") == "78704")
        #expect(form(state)?.text(of: "Street") == "12 Maple St")
        try fill(&state, [("Price from", "600k"), ("Price to", "750k"), ("Places", "78704, 78745"), ("City", "Waco")])

        let changes = submit(&state).changes.map(\.change)

        #expect(
            changes == [
                .setField(.priceMin, from: ["400000"], to: ["600000"]),
                .setField(.priceMax, from: ["500000"], to: ["750000"]),
                .setField(.locations, from: ["78704"], to: ["78704", "78745"]),
                .setField(.city, from: ["Austin"], to: ["Waco"]),
            ]
        )
        #expect(state.overlay == nil && state.undo.done.count == 1)
    }

    @Test("ends that are upside down stay in the form, at the field, and so does an address without any part")
    func refused() throws {
        var state = editing()
        try fill(&state, [("Price from", "600k")])
        #expect(submit(&state) == [.bell])
        #expect(form(state)?.problem == .upsideDown(field: "Price to"))
        #expect(form(state)?.fields[form(state)?.focus ?? 0].label == "Price to")
        #expect(form(state)?.text(of: "Price from") == "600k")

        var other = editing()
        try fill(&other, [("Street", ""), ("City", "")])
        #expect(submit(&other) == [.bell])
        #expect(form(other)?.problem == .addressEmptied)
        try fill(&other, [("ZIP", "78704")])
        #expect(submit(&other).changes.count == 3)
    }

    @Test("a colleague's price is shown before it is gone over")
    func overtaken() throws {
        var state = editing()
        try fill(&state, [("Price to", "700k")])
        var theirs = ana
        theirs.inquiry.priceMax = 450_000
        happen(&state, .queryAnswered(answer(state, [theirs])))

        #expect(submit(&state) == [.bell])
        #expect(
            form(state)?.problem == .changedMeanwhile(field: "Price to", theirs: "450000", yours: "700k")
        )
        #expect(submit(&state).changes.count == 1)
    }

    @Test("a new lead takes the same fields along, checked in the same way")
    func creates() throws {
        var state = workbench([lead(9)])
        act(&state, .open(.newLead))
        try fill(
            &state,
            [
                ("First name", "Zoë"), ("Price from", "x"), ("Price to", "650k"), ("Beds from", "3"),
                ("Property types", "condo"), ("Places", "Austin, 78745"), ("Street", "14 Elm St, Apt 2"),
                ("ZIP", "78704"),
            ]
        )
        #expect(submit(&state) == [.bell])
        #expect(form(state)?.problem == .blocked(.unreadable(.priceMin, "x")))
        try fill(&state, [("Price from", "700k")])
        #expect(submit(&state) == [.bell] && form(state)?.problem == .upsideDown(field: "Price to"))
        try fill(&state, [("Price from", "")])

        guard case .create(let new) = submit(&state).writes.first else {
            Issue.record("no lead is made")
            return
        }
        #expect(new.inquiry?.priceMax == 650_000 && new.inquiry?.priceMin == nil && new.inquiry?.bedroomsMin == 3)
        #expect(new.inquiry?.propertyTypes == ["Condo"])
        #expect(new.inquiry?.areas == [Inquiry.Area(city: "Austin"), Inquiry.Area(zipCode: "78745")])
        #expect(new.address == PostalAddress(street: "14 Elm St, Apt 2", postalCode: "78704"))
    }

    @Test("a form that says nothing of them sends nothing of them")
    func plain() throws {
        var state = workbench([lead(9)])
        act(&state, .open(.newLead))
        type(&state, "Zoë")
        #expect(submit(&state).writes == [.create(NewLead(firstName: "Zoë", lastName: ""))])
    }

    @Test("a namesake is looked for by the whole name alone, and never keeps a lead from being made")
    func namesake() throws {
        var state = workbench([lead(9)])
        act(&state, .open(.newLead))
        #expect(type(&state, "Jane").isEmpty)
        act(&state, .overlay(.form(.moveFocus(1))))
        let subject = NewLead(firstName: "Jane", lastName: "Smith")
        #expect(type(&state, "Smith") == [.findKin(subject)])
        happen(&state, .formKinKnown(subject, [Kin(lead(7, "Jane"), .namesake)]))
        #expect(form(state).map { state.kin(of: $0) }?.map(\.kinship) == [.namesake])

        #expect(submit(&state).writes == [.create(subject)])
    }

    @Test("a street is masked in what is being sent, in what a colleague made of it, and in the form")
    func masked() throws {
        let change = LeadChange.setField(.street, from: ["12 Maple St"], to: ["14 Elm St"])
        #expect(!"\(change.masked)".contains("Elm") && !"\(change.masked)".contains("Maple"))
        #expect(!change.masked(theirs: "9 Oak Ln").contains("Oak"))
        let new = NewLead(firstName: "Zoë", address: PostalAddress(street: "14 Elm St", city: "Austin"))
        #expect(!"\(LeadChange.create(new).masked)".contains("Elm"))

        var state = editing()
        act(&state, .navigate(.toggleMask))
        guard case .form(let shown) = state.masked.overlay else { return }
        #expect(!shown.text(of: "Street").contains("Maple") && shown.text(of: "City") == "Austin")
    }
}
