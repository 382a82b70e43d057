import FoundationEssentials
import Leads
import Testing

@testable import ViewModels

@Suite("A number is handed over by what is known now")
struct ReachingTests {
    private static let gap = ReachReading.Gap(readAt: noon - 3_600, reason: "The server cannot be reached.")

    private func dialling(_ lead: Lead = lead(1)) -> (state: AppState, effects: [Effect]) {
        var state = workbench([lead])
        let effects = AppReducer.reduce(&state, .contact(.dial(nil)))
        return (state, effects)
    }

    @Test("d has the lead and its calls read first, and keys behind it wait for that")
    func waits() {
        var (state, effects) = dialling()
        #expect(effects == [.readToReach(Lead.ID(1))])
        #expect(state.isAwaitingRows && state.call == nil)
        #expect(happen(&state, .reached(Lead.ID(9), ReachReading())).isEmpty, "of another lead")
        #expect(state.isAwaitingRows)
        #expect(happen(&state, .reached(Lead.ID(1), ReachReading())) == [.copy("+15125550142")])
        #expect(!state.isAwaitingRows && state.call?.lead == Lead.ID(1))
    }

    @Test(
        "what a colleague has noted meanwhile keeps the number back: it is told first, and the next d asks for a reason",
        arguments: [Phone.Status.dncNumber, .dncContact]
    )
    func colleague(status: Phone.Status) {
        var (state, _) = dialling()
        var known = lead(1)
        known.phones[0].status = status
        #expect(happen(&state, .reached(Lead.ID(1), ReachReading(lead: known))) == [.bell])
        // Keys behind d were pressed by somebody who could not know of it, so none of them is taken for the reason.
        #expect(state.overlay == nil && !state.isAwaitingRows)
        guard case .blocked(.forbidden, lead: "Ada Byron") = state.notice else {
            Issue.record("\(String(describing: state.notice))")
            return
        }
        happen(&state, .queryAnswered(answer(state, [known])))
        act(&state, .contact(.dial(nil)))
        guard case .form(let form) = state.overlay, case .override = form.purpose else {
            Issue.record("no reason is asked for")
            return
        }
        #expect(state.call == nil)
    }

    @Test("what could not be read is asked about, with No before Yes")
    func unread() {
        for isYes in [false, true] {
            var (state, _) = dialling()
            #expect(happen(&state, .reached(Lead.ID(1), ReachReading(gap: Self.gap))) == [.bell])
            guard case .question(let confirmation) = state.overlay else {
                Issue.record("no question")
                return
            }
            #expect(
                confirmation.question == .dialUnread(Lead.ID(1), name: "Ada Byron", wanted: nil, Self.gap)
            )
            act(&state, .overlay(.question(.shown)))
            #expect(act(&state, .overlay(.question(.answer(isYes)))) == (isYes ? [.copy("+15125550142")] : []))
            #expect((state.call != nil) == isYes)
        }
    }

    @Test("who must not be called is not asked about, whatever could not be read")
    func forbidden() {
        var ada = lead(1)
        ada.phones[0].status = .dncContact
        var (state, _) = dialling(ada)
        happen(&state, .reached(Lead.ID(1), ReachReading(gap: Self.gap)))
        guard case .form = state.overlay else {
            Issue.record("\(String(describing: state.overlay))")
            return
        }
    }

    @Test("what lists a number makes keys wait for the rows of all who have it; another outcome does not")
    func listing() {
        for (outcome, waits) in [(CallOutcome.dncNumber, true), (.noAnswer, false)] {
            var state = workbench([lead(1), lead(2)])
            act(&state, .work(.logCall(outcome, text: "asked not to be called", phone: nil)))
            #expect(state.isAwaitingRows == waits, "\(outcome)")
        }
    }

    @Test("a lead that the server has not made yet has nothing to be read")
    func provisional() {
        let (state, effects) = dialling(lead(-1))
        #expect(effects == [.copy("+15125550142")] && !state.isAwaitingRows)
    }
}
