import FoundationEssentials
import Leads
import Terminal
import TestSupport
import Testing
import ViewModels

@testable import Panes

@Suite("Golden frames of transactions")
struct DealGoldenTests {
    enum Scene: String, CaseIterable {
        case deals, dealStage, newDeal, newDealProblem, dealSent

        var state: AppState {
            var state = Scenes.book
            for action in actions { _ = AppReducer.reduce(&state, action) }
            return state
        }

        private var actions: [Action] {
            switch self {
            case .deals: Self.opened
            case .dealStage: Self.opened + [.overlay(.picker(.submit)), .overlay(.picker(.move(.lines(1))))]
            case .newDeal: Self.new
            case .newDealProblem:
                Self.new + [
                    .overlay(.form(.moveFocus(2))), .overlay(.form(.edit(.insert("Contrct")))),
                    .overlay(.form(.submit)),
                ]
            case .dealSent:
                Self.opened + [
                    .overlay(.picker(.submit)), .overlay(.picker(.move(.lines(1)))), .overlay(.picker(.submit)),
                    .happened(.outboxChanged([Self.moved])), .open(.outbox),
                ]
            }
        }

        private static let lead = Scenes.leads[0].lead

        private static let oak = Deal(
            id: Deal.ID(rawValue: 1_190_000_000_000_003),
            name: "12 Oak St",
            kind: "Purchase",
            stage: "Offer",
            price: 410_000
        )

        private static let book = DealBook(
            of: lead.id,
            deals: [oak, Deal(id: Deal.ID(rawValue: 4), name: "Her condo", kind: "Listing", stage: "Active")],
            pipelines: [
                DealBook.Pipeline(
                    kind: "Purchase",
                    stages: ["Offer", "Under contract", "Inspection", "Closed"],
                    first: "Offer"
                ),
                DealBook.Pipeline(kind: "Listing", stages: ["Active", "Pending", "Sold"], first: "Active"),
            ]
        )

        private static let opened: [Action] = [
            .contact(.deals(new: nil)), .happened(.dealsRead(lead.id, .read(book))),
        ]

        private static let new: [Action] = [
            .contact(.deals(new: "14 Elm St")), .happened(.dealsRead(lead.id, .read(book))),
        ]

        private static let moved = OutboxEntry(
            id: OutboxEntry.ID(rawValue: 9),
            leadID: lead.id,
            leadName: lead.displayName,
            change: .deal(.move(oak, to: "Under contract")),
            status: .held(until: Scenes.now + 8),
            createdAt: Scenes.now
        )
    }

    @Test("every scene looks as it did", arguments: Scene.allCases, GoldenTests.sizes)
    func scene(scene: Scene, size: (Int, Int)) {
        let state = scene.state
        let frames = GoldenTests.looks.map { name, look in
            (look: name, frame: Scenes.frame(state, width: size.0, height: size.1, look: look))
        }

        Golden.expect(frames, named: "\(scene.rawValue)-\(size.0)x\(size.1)")
    }
}
