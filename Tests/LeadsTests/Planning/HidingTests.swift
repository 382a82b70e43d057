import Foundation
import Leads
import Testing

@Suite("Who sees a lead")
struct HidingTests {
    private static let me = Member(
        id: Member.ID(rawValue: 7),
        firstName: "Alice",
        lastName: "Johnson",
        email: "alice@example.com"
    )
    private let planner = Planner(team: Team(me: me), now: Date(timeIntervalSince1970: 1_790_000_000))

    private func lead(owner: String?, isHidden: Bool = false) -> Lead {
        Lead(
            id: Lead.ID(1),
            firstName: "Ana",
            assignee: owner.map { Assignee(id: nil, name: $0) },
            isHidden: isHidden
        )
    }

    @Test("is for its owner to say, as another's would vanish from the list of whoever hides it")
    func owner() {
        #expect(planner.plan(.setHidden(true), for: lead(owner: "Alice Johnson")) == .change(.setHidden(true)))
        #expect(planner.plan(.setHidden(true), for: lead(owner: "Bob Smith")) == .blocked(.notYours("Bob Smith")))
        #expect(planner.plan(.setHidden(true), for: lead(owner: nil)) == .blocked(.notYours(nil)))
        let stranger = Planner(team: Team(), now: planner.now)
        #expect(stranger.plan(.setHidden(true), for: lead(owner: "Alice Johnson")) == .blocked(.membersUnknown))
    }

    @Test("is turned round without a word, and what is so already needs no change")
    func turning() {
        let hidden = lead(owner: "Bob Smith", isHidden: true)
        #expect(planner.plan(.setHidden(nil), for: hidden) == .change(.setHidden(false)))
        #expect(planner.plan(.setHidden(nil), for: lead(owner: "Alice Johnson")) == .change(.setHidden(true)))
        #expect(planner.plan(.setHidden(true), for: hidden) == .nothingToDo(.isHidden(true)))
        #expect(planner.plan(.setHidden(false), for: lead(owner: nil)) == .nothingToDo(.isHidden(false)))
    }

    @Test("is taken back by its opposite")
    func inverse() {
        var shown = lead(owner: "Alice Johnson")
        shown.apply(.setHidden(true))
        #expect(shown.isHidden)
        #expect(LeadChange.setHidden(true).inverse == .setHidden(false))
    }
}
