import FoundationEssentials
import Leads
import Testing

@testable import ViewModels

@Suite("Lofty's assistant")
struct AssistantTests {
    private func question(_ state: AppState) -> ViewModels.Confirmation.Question? {
        if case .question(let confirmation) = state.overlay { confirmation.question } else { nil }
    }

    private func orders(_ effects: [Effect]) -> [(wish: AssistantWish, lead: Lead.ID, order: ChangeGroup.ID)] {
        effects.compactMap { effect in
            guard case .write(.assist(let wish, let lead, _, let order)) = effect else { return nil }
            return (wish, lead, order)
        }
    }

    @Test("gets a lead only after it was read and a yes that was given after the question was seen")
    func follows() throws {
        var state = workbench([lead(1), lead(2, "Bea")])

        #expect(orders(act(&state, .contact(.assist(.follow)))).isEmpty)
        #expect(question(state) == .assist(.follow, Lead.ID(1), name: "Ada Byron"))
        #expect(orders(act(&state, .overlay(.question(.answer(true))))).isEmpty, "nobody has read it")
        let effects = act(&state, .overlay(.question(.shown)), .overlay(.question(.answer(true))))

        let order = try #require(orders(effects).first)
        #expect(order.wish == .follow && order.lead == Lead.ID(1) && state.isAwaitingRows)
        #expect(state.notice == .noted("Asking Lofty's assistant about Ada Byron…"))
        happen(&state, .assisted(.follows(placesLeft: 57), as: order.order, named: "Ada Byron"))
        #expect(state.notice == .noted("The assistant follows up Ada Byron. It may take 57 more."))
        #expect(!state.isAwaitingRows)
    }

    @Test("keys wait while the lead is read, and what the reading says counts")
    func read() {
        var state = workbench([lead(1)])
        let effects = AppReducer.reduce(&state, .contact(.assist(.follow)))
        #expect(effects == [.readToReach(Lead.ID(1))] && state.isAwaitingRows)
        var listed = lead(1)
        listed.permissions.cannotText = true

        #expect(happen(&state, .reached(Lead.ID(1), ReachReading(lead: listed))) == [.bell])

        #expect(question(state) == nil && !state.isAwaitingRows)
        #expect(state.notice == .noted("Ada Byron is not given to the assistant: marked cannot text."))
    }

    @Test("gets nobody who could not be read, who must not be written to, or whom Lofty does not have yet")
    func refuses() {
        var unread = workbench([lead(1)])
        _ = AppReducer.reduce(&unread, .contact(.assist(.follow)))
        let gap = ReachReading.Gap(readAt: nil, reason: "The server did not answer.")
        #expect(happen(&unread, .reached(Lead.ID(1), ReachReading(gap: gap))) == [.bell])
        #expect(question(unread) == nil)

        var stranger = lead(1)
        stranger.phones[0].status = .dncContact
        var barred = workbench([stranger])
        #expect(act(&barred, .contact(.assist(.follow))) == [.bell] && question(barred) == nil)

        var new = workbench([lead(-1)])
        #expect(act(&new, .contact(.assist(.follow))) == [.bell] && question(new) == nil)
    }

    @Test("is stopped after a yes, for whomever that is")
    func stops() throws {
        var listed = lead(1)
        listed.phones[0].status = .dncContact
        var state = workbench([listed])

        act(&state, .contact(.assist(.stop)))
        #expect(question(state) == .assist(.stop, Lead.ID(1), name: "Ada Byron"))
        let effects = act(&state, .overlay(.question(.shown)), .overlay(.question(.answer(true))))

        let order = try #require(orders(effects).first)
        #expect(order.wish == .stop)
        happen(&state, .assisted(.refused("no."), as: order.order, named: "Ada Byron"))
        #expect(state.notice == .trouble(reason: "Nothing was changed for Ada Byron: no."))
    }

    @Test("leaves marked leads alone")
    func marked() {
        var state = workbench([lead(1), lead(2)])
        act(&state, .mark(.toggle))
        #expect(act(&state, .contact(.assist(.follow))) == [.bell] && question(state) == nil)
    }
}
