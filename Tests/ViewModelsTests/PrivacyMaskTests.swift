import Leads
import Testing

@testable import ViewModels

@Suite("The mask")
struct PrivacyMaskTests {
    @Test(
        "a number keeps its last two digits and its shape",
        arguments: [
            ("(512) 555-0142", "(•••) •••-••42"), ("+15125550142", "+•••••••••42"), ("5550142", "••••••2"), ("", ""),
            ("none", "none"),
        ]
    )
    func phones(_ number: String, _ masked: String) { #expect(PrivacyMask.phone(number) == masked) }

    @Test("an address keeps its first letter, not its length")
    func emails() {
        #expect(PrivacyMask.email("jane.smith@example.com") == "j•••@•••")
        #expect(PrivacyMask.email("a@b") == "a•••@•••")
    }

    @Test("a note keeps its breaks and blanks alone")
    func notes() { #expect(PrivacyMask.words("Call 5pm,\n李 ok") == "•••• •••,\n• ••") }

    @Test(
        "in other texts numbers and addresses go and the rest stays",
        arguments: [
            ("created from Zillow", "created from Zillow"), ("mail to jane@example.com sent", "mail to j•••@••• sent"),
            ("call 512-555-0142 at 5", "call •••-•••-•142 at 5"),
            ("score 92, 400000 dollars", "score 92, 400000 dollars"),
        ]
    )
    func mentions(_ text: String, _ masked: String) {
        let shown = PrivacyMask.mentions(in: text)
        if text.contains("0142") { #expect(!shown.contains("555")) } else { #expect(shown == masked) }
    }

    @Test("no program and no file gets what the mask hides, and a word says how it comes off")
    func handedOut() {
        var state = workbench([lead(1)])
        let entry = OutboxEntry(
            id: OutboxEntry.ID(rawValue: 1),
            leadID: Lead.ID(1),
            leadName: "Ada",
            change: .addNote("wants the blue door"),
            status: .queued,
            createdAt: noon
        )
        act(&state, .happened(.outboxChanged([entry])))
        let call = ToolCall("dialler", ["dial"], takesJSON: true)
        let wishes: [([Action], (Effect) -> Bool)] = [
            ([.program(.tool(call))], { if case .runTool = $0 { true } else { false } }),
            ([.open(.outbox), .overlay(.outbox(.export))], { if case .exportOutbox = $0 { true } else { false } }),
        ]
        for isMasked in [true, false] {
            act(&state, .navigate(.toggleMask))
            for (actions, isHandedOut) in wishes {
                let effects = actions.map { act(&state, $0) }.last ?? []
                #expect(effects.contains(where: isHandedOut) != isMasked)
                guard isMasked else { continue }
                guard case .unavailable(_, let reason)? = state.notice else {
                    Issue.record("nobody is told")
                    continue
                }
                #expect(effects == [.bell] && reason.contains("gp"))
            }
        }
    }

    @Test("what is copied is masked too")
    func copied() {
        var ada = lead(1)
        ada.emails = ["ada@example.com"]
        var state = workbench([ada])
        act(&state, .navigate(.toggleMask))
        #expect(act(&state, .contact(.copy(.email))) == [.copy("a•••@•••")])
        #expect(act(&state, .contact(.copy(.phone))) == [.copy("+•••••••••42")])
        #expect(act(&state, .contact(.copy(.name))) == [.copy("Ada Byron")])
        // A masked number could not be dialled, so the phone gets it whole and the screen does not.
        #expect(act(&state, .contact(.dial(nil))) == [.copy("+15125550142")])
        guard case .dialling(let phone, _, let caution?) = state.masked.notice else {
            Issue.record("the notice does not say so")
            return
        }
        #expect(phone.number == "••••••••42" && caution == "the clipboard has the whole number")
    }
}
