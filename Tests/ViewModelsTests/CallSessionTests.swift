import FoundationEssentials
import Leads
import Testing

@testable import ViewModels

@Suite("Dialling")
struct CallSessionTests {
    private func bench(_ phones: Phone..., permissions: ContactPermissions = ContactPermissions()) -> AppState {
        var ada = lead(1)
        ada.phones = phones
        ada.permissions = permissions
        return workbench([ada, lead(2, "Bea")])
    }

    private func pass(_ seconds: Double, _ state: inout AppState) { happen(&state, .tick(state.now + seconds)) }

    private func logged(_ effects: [Effect]) -> LeadChange.CallLog? {
        for case .logCall(let call) in effects.changes.map(\.change) { return call }
        return nil
    }

    @Test("d copies the number that may be called, not the listed one, and starts the clock")
    func dials() {
        // 2026-09-21 14:13 UTC is a morning in Austin.
        var state = bench(Phone("7375550107", status: .dncNumber), Phone("(512) 555-0142"))

        #expect(act(&state, .contact(.dial(nil))) == [.copy("+15125550142")])

        #expect(state.call?.number == "(512) 555-0142" && state.call?.endedAt == nil)
        #expect(state.notice == .dialling(Phone("(512) 555-0142"), lead: "Ada Byron", caution: nil))
        #expect(Deadlines.next(in: state) == state.now + 1)
    }

    @Test("d again asks how it ended, and the log has the number that was dialled and how long it took")
    func logs() throws {
        var state = bench(Phone("5125550142"), Phone("5125550143"))
        act(&state, .contact(.dial("0143")))
        pass(133.4, &state)

        #expect(act(&state, .contact(.dial(nil))).isEmpty)

        guard case .picker(let picker) = state.overlay else {
            Issue.record("no question how it ended")
            return
        }
        #expect(picker.purpose == .callOutcome(of: Lead.ID(1)))
        #expect(picker.items.map(\.accelerator) == ["t", "v", "n", "b", "d", "c", "0"])
        pass(60, &state)
        let talked = try #require(picker.items.first { $0.accelerator == "t" })
        let call = logged(act(&state, .overlay(.picker(.choose(talked)))))
        #expect(call == .init(outcome: .talked, phone: "5125550143", text: "talked (2 min 13 s)"))
        #expect(state.call == nil)
    }

    @Test("the key of an outcome in triage ends the call of its lead and no other's")
    func triage() {
        var state = bench(Phone("5125550142"))
        act(&state, .handle(.startTriage), .contact(.dial(nil)))
        pass(48, &state)
        #expect(logged(act(&state, .handle(.dispose("no-answer", words: "rang out"))))?.text == "rang out (48 s)")
        #expect(state.call == nil)

        act(&state, .navigate(.move(.start)), .contact(.dial(nil)), .navigate(.move(.lines(1))))
        #expect(logged(act(&state, .handle(.dispose("talked", words: ""))))?.text == "talked")
        #expect(state.call?.lead == Lead.ID(1))
    }

    @Test("an outcome without a call leaves the clock running, and a call in words ends it")
    func others() {
        var state = bench(Phone("5125550142"))
        act(&state, .contact(.dial(nil)), .handle(.dispose("later", words: "")))
        #expect(state.call != nil)
        pass(5, &state)
        act(&state, .navigate(.move(.start)))
        #expect(logged(act(&state, .work(.logCall(.talked, text: "hi", phone: nil))))?.text == "hi (5 s)")
        #expect(state.call == nil)
    }

    @Test("a call that was not made is given up by 0")
    func givenUp() throws {
        var state = bench(Phone("5125550142"))
        act(&state, .contact(.dial(nil)), .contact(.dial(nil)))
        guard case .picker(let picker) = state.overlay else { return }
        let item = try #require(picker.items.last)
        #expect(act(&state, .overlay(.picker(.choose(item)))).writes.isEmpty)
        #expect(state.call == nil && state.overlay == nil)
    }

    @Test("a log that the journal refuses leaves the number and the seconds for the next try")
    func refusedLog() throws {
        var state = bench(Phone("5125550142"))
        act(&state, .contact(.dial(nil)))
        pass(12, &state)
        let effects = act(&state, .handle(.dispose("talked", words: "")))
        #expect(state.call == nil)
        let group = try #require(state.undo.done.last)
        pass(30, &state)
        happen(&state, .submitFailed(group.id, reason: "the disk is full.", restoring: nil))
        #expect(state.call?.number == "5125550142" && state.call?.seconds(at: state.now) == 12)
        act(&state, .navigate(.move(.start)))
        #expect(logged(act(&state, .handle(.dispose("talked", words: "")))) == logged(effects))
        let second = try #require(state.undo.done.last)
        happen(&state, .submitted(second.id, []))
        #expect(state.call == nil && state.callsBeingLogged.isEmpty)
    }

    @Test("Esc on the question leaves the clock stopped, and d asks again")
    func asksAgain() {
        var state = bench(Phone("5125550142"))
        act(&state, .contact(.dial(nil)))
        pass(10, &state)
        act(&state, .contact(.dial(nil)), .overlay(.picker(.cancel)))
        pass(10, &state)
        #expect(state.call?.seconds(at: state.now) == 10)
        act(&state, .contact(.dial(nil)))
        #expect(state.overlay?.kind == .picker)
    }

    @Test(
        "what the guard is against is not handed over; with a reason it is, once the reason is in the audit log",
        arguments: [
            (Phone("5125550142", status: .dncNumber), ContactPermissions(), "number on a do-not-call list"),
            (Phone("5125550142"), ContactPermissions(cannotCall: true), "marked cannot call"),
            // 14:13 UTC is 04:13 in Honolulu.
            (Phone("8085550142"), ContactPermissions(), "opens 08:00, in 3 h 47 min · 04:13 in Honolulu now"),
        ]
    )
    func guarded(_ phone: Phone, _ permissions: ContactPermissions, _ rule: String) {
        var state = bench(phone, permissions: permissions)

        let effects = act(&state, .contact(.dial(nil)))

        #expect(effects == [.bell] && state.call == nil)
        guard case .form(let form) = state.overlay, case .override(_, _, let bar) = form.purpose else {
            Issue.record("no reason is asked for")
            return
        }
        #expect(bar == ForbiddenContact(.call, phone.number, rule: rule))
        type(&state, "they asked for it")
        let override = bar.overridden(because: "they asked for it")
        guard case .write(.record(override, on: Lead.ID(1), as: let order, restoring: _))? = submit(&state).first
        else {
            Issue.record("the reason is not written down")
            return
        }
        #expect(state.call == nil, "not before it is written down")
        let copied = happen(&state, .overrideRecorded(override, on: Lead.ID(1), as: order))
        #expect(copied == [.copy("+1" + phone.number)])
        // The reason is not asked for again when the call is logged.
        let log = act(&state, .handle(.dispose("talked", words: "")))
        #expect(log.changes.first?.override == nil && logged(log)?.phone == phone.number)
    }

    @Test("a number of which nobody knows the hour is dialled with a word about that")
    func caution() {
        var state = bench(Phone("+870 773 110 958"))
        #expect(act(&state, .contact(.dial(nil))) == [.copy("+870773110958")])
        guard case .dialling(_, _, let caution?) = state.notice else {
            Issue.record("\(String(describing: state.notice))")
            return
        }
        #expect(caution.contains("abroad"))
    }

    @Test("without a lead, a number or such an end of one nothing is dialled")
    func nothing() {
        var empty = workbench([])
        #expect(act(&empty, .contact(.dial(nil))) == [.bell])
        var state = bench()
        #expect(act(&state, .contact(.dial(nil))) == [.bell])
        #expect(state.notice == .blocked(.noPhone, lead: "Ada Byron"))
        state = bench(Phone("5125550142"))
        #expect(act(&state, .contact(.dial("77"))) == [.bell] && state.call == nil)
    }
}

@Suite("Copying what is known of a lead")
struct CopyTests {
    private func state(_ change: (inout Lead) -> Void = { _ in }) -> AppState {
        var ada = lead(1)
        ada.emails = ["ada@example.com"]
        ada.address = PostalAddress(street: "14 Oak St", city: "Austin", state: "TX", postalCode: "78704")
        change(&ada)
        return workbench([ada])
    }

    private static let facts: [(CopiedFact, String)] = [
        (.phone, "+15125550142"), (.email, "ada@example.com"), (.name, "Ada Byron"), (.id, "1"),
        (.address, "14 Oak St, Austin, TX 78704"), (.link, "https://crm.example.com/lead/1"),
    ]

    @Test("each fact is copied as it is, and said", arguments: facts)
    func copies(_ fact: CopiedFact, _ text: String) {
        var state = state()
        state.links = LinkPreferences(template: "https://crm.example.com/lead/{id}")
        #expect(act(&state, .contact(.copy(fact))) == [.copy(text)])
        #expect(state.notice == .copied(fact, text, but: nil))
    }

    @Test("a number or an address that must not be used is not copied")
    func forbidden() {
        var listed = state { $0.phones = [Phone("5125550142", status: .dncContact)] }
        #expect(act(&listed, .contact(.copy(.phone))) == [.bell])
        var gone = state { $0.permissions.isUnsubscribed = true }
        #expect(act(&gone, .contact(.copy(.email))) == [.bell])
        let bar = ForbiddenContact(.email, "ada@example.com", rule: "unsubscribed")
        #expect(gone.notice == .blocked(.forbidden(bar), lead: "Ada Byron"))
    }

    @Test("what is not there is not copied; without a setting there is no link")
    func missing() {
        var state = state { ($0.phones, $0.emails, $0.address) = ([], [], nil) }
        for fact in [CopiedFact.phone, .email, .address, .link] {
            #expect(act(&state, .contact(.copy(fact))) == [.bell])
            #expect(state.notice == .nothingToCopy(fact))
        }
        #expect(act(&state, .contact(.openLink)) == [.bell])
    }

    @Test("o opens the lead where a program is set up, else copies where it is")
    func opens() {
        var state = state()
        let link = "https://crm.example.com/lead/1"
        state.links = LinkPreferences(template: "https://crm.example.com/lead/{id}")
        #expect(act(&state, .contact(.openLink)) == [.copy(link)])
        state.links.hasOpener = true
        #expect(act(&state, .contact(.openLink)) == [.openLink(link)])
    }
}
