import FoundationEssentials
import Leads
import Testing

@Suite("What the planner makes of a wish about a transaction")
struct DealPlanningTests {
    private static let lead = Lead(id: Lead.ID(7), firstName: "Ana")
    private static let deal = Deal(id: Deal.ID(rawValue: 3), name: "12 Oak St", kind: "Purchase", stage: "Offer")
    private static let book = DealBook(
        of: lead.id,
        deals: [deal],
        pipelines: [
            DealBook.Pipeline(kind: "Purchase", stages: ["Offer", "Contract", "Closed"], first: "Offer"),
            DealBook.Pipeline(kind: "Lease", stages: ["Signed"]),
        ]
    )

    private func verdict(_ intent: Intent, _ book: DealBook? = book) -> Verdict {
        var planner = Planner(team: Team(), now: Date(timeIntervalSince1970: 1_800_000_000))
        planner.deals = book
        return planner.plan(intent, for: Self.lead)
    }

    @Test("a name is enough: it is a purchase that begins where its pipeline begins")
    func name() {
        let plan = DealPlan(name: "14 Elm St", kind: .purchase)
        #expect(verdict(.addDeal(DealWish("  14 Elm St "))) == .change(.deal(.add(plan))))
        #expect(verdict(.addDeal(DealWish("14 Elm St")), nil) == .change(.deal(.add(plan))))
    }

    @Test("kind, stage and price are read as a person writes them, and sent as Lofty spells them")
    func spelling() {
        let wish = DealWish("Loft", kind: "LEASE", stage: "signed", price: "$1.2m")
        let plan = DealPlan(name: "Loft", kind: .lease, stage: "Signed", price: 1_200_000)
        #expect(verdict(.addDeal(wish)) == .change(.deal(.add(plan))))
    }

    @Test(
        "what Lofty refuses, or would make something else of, is refused here",
        arguments: [
            (DealWish(" "), DealObstacle.nameless), (DealWish("a<b"), .brackets), (DealWish("a>"), .brackets),
            (DealWish("a", kind: "leese"), .unknownKind("leese", nearest: "Lease")),
            (
                DealWish("a", stage: "Contrct"),
                .unknownStage("Contrct", known: ["Offer", "Contract", "Closed"], nearest: "Contract")
            ),
            (DealWish("a", kind: "Other", stage: "Offer"), .unknownStage("Offer", known: [], nearest: nil)),
            (DealWish("a", price: "cheap"), .noPrice("cheap")), (DealWish("a", price: "-5"), .noPrice("-5")),
            (DealWish("12 Oak St"), .exists(deal)),
        ]
    )
    func refused(_ wish: DealWish, _ obstacle: DealObstacle) {
        #expect(verdict(.addDeal(wish)) == .blocked(.deal(obstacle)))
    }

    @Test("one of that name that waits to be sent is not made twice; of another kind it is")
    func twins() {
        var book = Self.book
        let plan = DealPlan(name: "9 Fir St", kind: .purchase)
        book.apply(.add(plan))
        #expect(verdict(.addDeal(DealWish("9 Fir St")), book) == .blocked(.deal(.onItsWay(plan))))
        let other = DealPlan(name: "12 Oak St", kind: .lease)
        #expect(verdict(.addDeal(DealWish("12 Oak St", kind: "lease")), book) == .change(.deal(.add(other))))
    }

    @Test("a move goes to a stage of the transaction's own pipeline, and its opposite leads back")
    func move() throws {
        let moved = LeadChange.deal(.move(Self.deal, to: "Contract"))
        #expect(verdict(.moveDeal(Self.deal, to: "contract")) == .change(moved))
        #expect(verdict(.moveDeal(Self.deal, to: "OFFER")) == .nothingToDo(.dealIn("Offer")))
        guard case .blocked(.deal(.unknownStage("Signed", _, _))) = verdict(.moveDeal(Self.deal, to: "Signed")) else {
            Issue.record("a stage of another pipeline is taken")
            return
        }
        #expect(verdict(.moveDeal(Self.deal, to: "Contract"), nil) == .blocked(.deal(.unread)))
        guard case .deal(.move(let from, to: "Offer"))? = moved.inverse else {
            Issue.record("there is no way back")
            return
        }
        #expect(from.stage == "Contract" && from.id == Self.deal.id)
        #expect(LeadChange.deal(.add(DealPlan(name: "a", kind: .other))).inverse == nil)
    }

    @Test("what is unsent shows in the book")
    func unsent() {
        var book = Self.book
        book.apply(.move(Self.deal, to: "Closed"))
        #expect(book.deals.map(\.stage) == ["Closed"])
    }
}
